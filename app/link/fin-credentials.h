// Tokens between two runs: in the person's keyring through libsecret, and nowhere else.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* For each office, by its address (or a server of captions, by its name), one secret, so that it changes as a whole: the token that signs in, or none, and
 * those that were signed out of and are to be revoked yet.
 *
 * All bounded to ten seconds, because a keyring may wait for a prompt nobody sees. An error means
 * there is no usable keyring: go on with the token in memory and say so. */
void     fin_credentials_load_async   (const char *office, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer data);
/* NULL without error: none stored. @signed_out (out), NULL for none. Both (transfer full) */
char    *fin_credentials_load_finish  (GAsyncResult *result, char ***signed_out, GError **error);
/* @token and @signed_out may be NULL. With nothing to store, what is there is taken out; it is an
 * error if anything may have stayed. */
void     fin_credentials_store_async  (const char *office, const char *token,
                                       const char *const *signed_out, GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer data);
gboolean fin_credentials_store_finish (GAsyncResult *result, GError **error);

G_END_DECLS
