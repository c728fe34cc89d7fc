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

/* What of a body nobody wants is read before its connection is ended. */
#define FIN_LISTENER_MAX_DISCARD (64 * 1024 * 1024)

/* @address: ADDR:PORT; beyond this machine only with a @certificate (FIN_ERROR_BAD_REQUEST). At most
 * @max connections at once, and @max_each from one address: further ones are closed as they come.
 * @max_each 0: a bound that leaves room for a town hall behind one address, or none where only this
 * machine can connect, as a proxy in front of the office does for everybody. (transfer full) */
FinListener *fin_listener_new     (SoupServer *server, const char *address,
                                   GTlsCertificate *certificate, guint max, guint max_each,
                                   GError **error);
/* "http://127.0.0.1:8080", with the port it really is. */
const char  *fin_listener_address (FinListener *self);
guint        fin_listener_open    (FinListener *self);
/* No more are accepted. */
void         fin_listener_stop    (FinListener *self);

/* Whoever comes from there, to be counted together. (transfer full) */
char        *fin_listener_source  (GSocketAddress *remote);

/* Ends the connection a message came by, at once. */
void         fin_listener_drop    (SoupServerMessage *message);
/* Reads what is not wanted and drops it, so that the sender gets to read the refusal; for a message
 * whose head has come. */
void         fin_listener_discard_body (SoupServerMessage *message);
/* To be called as a request begins: drops it when its head, a TLS handshake included, is not here
 * within 15 seconds. */
void         fin_listener_expect_head (SoupServerMessage *message);

G_END_DECLS
