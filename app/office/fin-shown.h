// Documents sent only to be shown, as one holds an identity card up to the camera: looked at during the
// visit, and then not kept.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-store.h"
#include "fin-vault.h"

G_BEGIN_DECLS

/* The kind they are sent as. No procedure's document can be called so. */
#define FIN_SHOWN_KIND "only-shown"

/* Takes those of @appointment out of the store, each with an audit row that has its hash, inside the
 * caller's transaction. */
gboolean fin_shown_forget (FinStore *store, const char *appointment, const char *actor, GError **error);
/* What they are sealed under: to be asked for before, and given to fin_shown_remove() when they are
 * forgotten. (transfer full) */
char   **fin_shown_files  (FinStore *store, const char *appointment);
void     fin_shown_remove (FinStore *store, FinVault *vault, const char *const *files);
/* Those of appointments nobody came to, a day after. */
void     fin_shown_purge  (FinStore *store, FinVault *vault);

G_END_DECLS
