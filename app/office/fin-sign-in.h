// Passwords checked beside the main loop, and how often they may be tried.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FinSignIn:
 *
 * Argon2id costs 64 MiB and a tenth of a second on purpose, so it runs in two threads of its own,
 * with at most 32 waiting for them. Main thread only.
 */
#define FIN_TYPE_SIGN_IN (fin_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (FinSignIn, fin_sign_in, FIN, SIGN_IN, GObject)

FinSignIn *fin_sign_in_new (void);

/* Five wrong passwords for an account, or twenty from an address, and it must wait. Returns 0 and
 * counts the try, or the seconds to wait. */
guint      fin_sign_in_try (FinSignIn *self, const char *account, const char *address);
/* It was the right password. */
void       fin_sign_in_forgive (FinSignIn *self, const char *account, const char *address);

/* @hash: the account's, NULL when there is none. FIN_ERROR_TOO_MANY when too many wait. */
void       fin_sign_in_verify_async  (FinSignIn *self, const char *hash, const char *password,
                                      GAsyncReadyCallback callback, gpointer data);
gboolean   fin_sign_in_verify_finish (FinSignIn *self, GAsyncResult *result, GError **error);
void       fin_sign_in_hash_async    (FinSignIn *self, const char *password,
                                      GAsyncReadyCallback callback, gpointer data);
/* (transfer full) */
char      *fin_sign_in_hash_finish   (FinSignIn *self, GAsyncResult *result, GError **error);

G_END_DECLS
