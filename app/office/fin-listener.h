// Accepting connections, so many and no more.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * FinListener:
 *
 * Accepts for a #SoupServer, rather than its own listener, which stops for good when one accept
 * fails (libsoup 3.2 to 3.6), and below 3.4 loses a #GSocket with every connection and the whole
 * connection when a client closes it between two requests. The price: a connection serves one
 * request (or becomes one WebSocket) and is closed.
 */
#define FIN_TYPE_LISTENER (fin_listener_get_type ())
G_DECLARE_FINAL_TYPE (FinListener, fin_listener, FIN, LISTENER, GObject)

/* @address: ADDR:PORT; beyond this machine only with a @certificate (FIN_ERROR_BAD_REQUEST). At most
 * @max connections at once: further ones are closed as they come. (transfer full) */
FinListener *fin_listener_new     (SoupServer *server, const char *address,
                                   GTlsCertificate *certificate, guint max, GError **error);
/* "http://127.0.0.1:8080", with the port it really is. */
const char  *fin_listener_address (FinListener *self);
guint        fin_listener_open    (FinListener *self);
/* No more are accepted. */
void         fin_listener_stop    (FinListener *self);

/* Ends the connection a message came by, at once. */
void         fin_listener_drop    (SoupServerMessage *message);
/* To be called as a request begins: drops it when its head, a TLS handshake included, is not here
 * within 15 seconds. */
void         fin_listener_expect_head (SoupServerMessage *message);

G_END_DECLS
