// One HTTP exchange with the office, its answer bounded. Private to this folder.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* @limit: bytes of the answer at most; FIN_ERROR_TOO_LARGE beyond. What keeps the office from being
 * reached is FIN_ERROR_OFFLINE, a problem is its FIN_ERROR, a cancellation G_IO_ERROR_CANCELLED. */
void    fin_exchange_async  (SoupSession *session, SoupMessage *message, gsize limit,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
/* The answer's body, empty for 204. @media_type (out) (optional) (transfer full): NULL when the office
 * gave none. (transfer full) */
GBytes *fin_exchange_finish (GAsyncResult *result, char **media_type, GError **error);

G_END_DECLS
