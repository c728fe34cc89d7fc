// One socket to the office, from its connecting to its end; FinLink makes the next. Private to this
// folder.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * FinSocket:
 *
 * Connects when made and says @hello first. Notices a dead network within ten seconds.
 *
 * Signals:
 * - `message` (const char *type, JsonObject *message);
 * - `closed` (guint code; 0: no code): it never came up, was closed, or fell silent. The last thing it says, and nothing once
 *   fin_socket_close() was called.
 */
#define FIN_TYPE_SOCKET (fin_socket_get_type ())
G_DECLARE_FINAL_TYPE (FinSocket, fin_socket, FIN, SOCKET, GObject)

/* (transfer full) */
FinSocket *fin_socket_new   (SoupSession *session, SoupMessage *message, JsonObject *hello);
/* FALSE when it is not open. @message (transfer none) */
gboolean   fin_socket_send  (FinSocket *self, JsonObject *message);
void       fin_socket_close (FinSocket *self);

G_END_DECLS
