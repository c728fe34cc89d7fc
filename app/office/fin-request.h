// One HTTP request of the API while it is being answered.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libsoup/soup.h>

#include "fin-appointments.h"
#include "fin-office.h"
#include "fin-shape.h"
#include "fin-tokens.h"

G_BEGIN_DECLS

typedef struct _FinRequest FinRequest;

typedef enum {
  FIN_FOR_ANYONE,
  FIN_FOR_HOLDERS, /* staff, or the citizen of the appointment asked about */
  FIN_FOR_STAFF,
  FIN_FOR_ATTENDERS, /* informers and coordinators */
  FIN_FOR_COORDINATORS,
  FIN_FOR_CITIZENS,
} FinAudience;

/* Answers, or holds @request to answer later, or sets @error, which is then the answer. */
typedef void (*FinHandler) (FinRequest *request, GError **error);

typedef struct {
  const char *method;
  const char *path;       /* below /api/v1; `*` stands for an id */
  FinAudience audience;
  FinHandler handler;     /* when the body is here */
  const FinShape *body;   /* of a JSON body, NULL: none */
  FinHandler begin;       /* before the body, which the handler then takes in itself */
  gboolean unseen;        /* also for an appointment the caller may not see */
} FinRoute;

/**
 * FinRequest:
 *
 * Belongs to its message and lives as long. Whatever is NULL was not part of the request.
 */
struct _FinRequest
{
  FinOffice *office;
  SoupServerMessage *message;
  const FinRoute *route;
  FinCaller *caller;
  FinBooking *booking;  /* the appointment of the path; the caller may see it */
  char **path;          /* below /api/v1 */
  char *item;           /* the last `*` of the path that is no appointment */
  GHashTable *query;
  JsonObject *body;
  const char *language; /* the asker's */
  gboolean paused;
  gboolean over;        /* answered, or the asker went away */
  gpointer data;        /* the handler's own, freed with */
  GDestroyNotify free_data;
};

/* Attaches a new one to @message. (transfer none) */
FinRequest *fin_request_attach  (FinOffice *office, SoupServerMessage *message, GHashTable *query);
FinRequest *fin_request_get     (SoupServerMessage *message);

/* The bearer token, NULL when there is none. (transfer none) */
const char *fin_request_token   (FinRequest *self);
/* Whence it comes, for limits: an address, for IPv6 its /64. (transfer full) */
char       *fin_request_address (FinRequest *self);

/* Keeps message and request for an answer that comes later, until released. */
FinRequest *fin_request_hold    (FinRequest *self);
void        fin_request_release (FinRequest *self);
/* @object (transfer full), NULL for 204. */
void        fin_request_answer  (FinRequest *self, guint status, JsonObject *object);
/* 200, with @bytes as they are. */
void        fin_request_answer_bytes (FinRequest *self, const char *type, GBytes *bytes);
/* @error (transfer full); @missing for FIN_ERROR_INCOMPLETE, or NULL. */
void        fin_request_fail    (FinRequest *self, GError *error, const char *const *missing);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FinRequest, fin_request_release)

G_END_DECLS
