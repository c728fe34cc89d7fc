// The sign-in at one office between two runs, and its end: in the keyring, and at the office.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-link.h"

G_BEGIN_DECLS

/**
 * FinKeeper:
 *
 * Keeps the token in the person's keyring. One that was signed out of stays there, marked as such,
 * until the office has answered for it: it is asked at once, then every few seconds, and by the next
 * run if need be.
 *
 * Properties (ro): `refused` (the keyring did not take what was last to be kept or removed: it is
 * locked, or there is none; notified for every answer of the keyring), `untold` (the office has not
 * answered for a token that was signed out of).
 */
#define FIN_TYPE_KEEPER (fin_keeper_get_type ())
G_DECLARE_FINAL_TYPE (FinKeeper, fin_keeper, FIN, KEEPER, GObject)

/* @office: what the keyring knows it by. @link leads to it for as long as this one is not stopped. */
FinKeeper *fin_keeper_new         (FinLink *link, const char *office);
/* Nothing more is asked of the office: the link leads elsewhere. What the keyring was asked for it
 * still does. */
void       fin_keeper_stop        (FinKeeper *self);

/* What the last run left, or what this one kept since. */
void       fin_keeper_load_async  (FinKeeper *self, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer data);
/* NULL without error: nobody is signed in. (transfer full) */
char      *fin_keeper_load_finish (FinKeeper *self, GAsyncResult *result, GError **error);

/* NULL: the office refused the one there was, and it is of no more use. */
void       fin_keeper_set_token   (FinKeeper *self, const char *token);
/* @token is to open nothing any more, here or there. */
void       fin_keeper_sign_out    (FinKeeper *self, const char *token);

gboolean   fin_keeper_refused     (FinKeeper *self);
gboolean   fin_keeper_untold      (FinKeeper *self);

G_END_DECLS
