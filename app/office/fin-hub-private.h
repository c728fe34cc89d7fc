// What the files of the hub share.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-hub.h"
#include "fin-queue.h"

G_BEGIN_DECLS

struct _FinHub {
  GObject parent_instance;
  FinOffice *office; /* owns us */
  FinStore *store;
  FinQueue *queue;
  GPtrArray *sockets;    /* all, also those that have not said hello */
  GHashTable *staff;     /* id to FinSocket, of `sockets` */
  GHashTable *citizens;  /* appointment to FinSocket, of `sockets` */
  GHashTable *guests;    /* guest's id to FinSocket, of `sockets`: who came by a link */
  GHashTable *presences; /* staff id to what they set */
  GHashTable *visits;    /* appointment to FinVisit */
  guint tick;
  guint ticks;
  gboolean stopping;
};

/* The open visit of who is at @socket, whether they are in it now or not. */
FinVisit   *_fin_hub_visit_at      (FinHub *self, FinSocket *socket);
/* What the office has of a member of staff: in a visit, busy. */
const char *_fin_hub_presence      (FinHub *self, const char *staff);
void        _fin_hub_send_presence (FinHub *self, const char *staff);

/* Closes those @doomed says, for their token opens nothing any more. */
void        _fin_hub_close_all     (FinHub *self,
                                    gboolean (*doomed) (FinSocket *, gconstpointer),
                                    gconstpointer data, const char *reason);

/* In fin-hub-guests.c. */
/* To the informer of the open visit, if there is one. */
void        _fin_hub_tell_guests   (FinHub *self, const char *appointment);
void        _fin_hub_tell_guests_with (FinHub *self, const char *guest);
/* To an interpreter who comes: what they are asked for. */
void        _fin_hub_send_asked    (FinHub *self, FinSocket *socket);
/* The visit of these @guests (element-type FinGuest) is over. */
void        _fin_hub_send_off      (FinHub *self, GPtrArray *guests);

/* In fin-hub-hello.c. */
void        _fin_hub_send_welcome  (FinHub *self, FinSocket *socket);
gboolean    _fin_hub_hello         (FinHub *self, FinSocket *socket, JsonObject *message,
                                    GError **error);

/* In fin-hub-messages.c. */
void        _fin_hub_message_cb    (FinSocket *socket, JsonObject *message, FinHub *self);

G_END_DECLS
