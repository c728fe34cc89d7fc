// One participant's WebSocket: objects in, objects out, and every bound of it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libsoup/soup.h>

#include "fin-tokens.h"

G_BEGIN_DECLS

/* Why a socket is closed (`data/office-api.yaml`, "One socket each"). */
#define FIN_SOCKET_GOING_AWAY   1001
#define FIN_SOCKET_POLICY       1008
#define FIN_SOCKET_REPLACED     4001
#define FIN_SOCKET_UNAUTHORIZED 4003

/**
 * FinSocket:
 *
 * Refuses by itself what is too large, too frequent or no object at all. A reader slower than what
 * it is sent loses its socket when 1 MiB waits for it; it comes back and is told everything anew.
 *
 * Signals: `message` (JsonObject *), `closed`. What is known of who is at its other end is set by
 * the hub, at `hello`.
 */
#define FIN_TYPE_SOCKET (fin_socket_get_type ())
G_DECLARE_FINAL_TYPE (FinSocket, fin_socket, FIN, SOCKET, GObject)

/* Takes over the connection of a handshake that was just answered. (transfer full) */
FinSocket  *fin_socket_new      (SoupServerMessage *message);

/* @message (transfer full). Nothing is sent once it closes. */
void        fin_socket_send     (FinSocket *self, JsonObject *message);
/* @error (transfer full); @re: the `id` of the message it answers, or NULL. Too many of these close
 * the socket. */
void        fin_socket_refuse   (FinSocket *self, GError *error, const char *re,
                                 const char *const *missing);
/* The message being handled costs as much as @messages, and leaves it so many fewer to send. */
void        fin_socket_weigh    (FinSocket *self, guint messages);
/* Emits `closed` before it returns. */
void        fin_socket_close    (FinSocket *self, gushort code, const char *reason);
gboolean    fin_socket_is_open  (FinSocket *self);
/* How often in a row it was asked and nothing had come in between. Counted so rather than in seconds,
 * for after a machine has slept nobody was silent: nobody was listening. */
guint       fin_socket_silence  (FinSocket *self);

/* NULL before `hello`. (transfer none) */
FinCaller  *fin_socket_caller   (FinSocket *self);
/* Of this run of the other end's program. */
const char *fin_socket_instance (FinSocket *self);
const char *fin_socket_language (FinSocket *self);
/* @caller (transfer full) */
void        fin_socket_greet    (FinSocket *self, FinCaller *caller, const char *instance,
                                 const char *language);
void        fin_socket_set_language (FinSocket *self, const char *language);

G_END_DECLS
