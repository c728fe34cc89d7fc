// The token between two runs: in the person's keyring through libsecret, and nowhere else.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* All bounded to ten seconds, because a keyring may wait for a prompt nobody sees. An error means
 * there is no usable keyring: go on with the token in memory and say so. */
void     fin_credentials_load_async   (const char *office, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer data);
/* NULL without error: nothing stored. (transfer full) */
char    *fin_credentials_load_finish  (GAsyncResult *result, GError **error);
void     fin_credentials_store_async  (const char *office, const char *token,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer data);
gboolean fin_credentials_store_finish (GAsyncResult *result, GError **error);
void     fin_credentials_clear_async  (const char *office, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer data);
gboolean fin_credentials_clear_finish (GAsyncResult *result, GError **error);

G_END_DECLS
