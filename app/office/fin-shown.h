// Documents sent only to be shown, as one holds an identity card up to the camera, and identity documents
// that the procedure turns out not to need: looked at during the visit, and then not kept.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-form.h"
#include "fin-store.h"
#include "fin-vault.h"

G_BEGIN_DECLS

/* The kind they are sent as. No procedure's document can be called so. */
#define FIN_SHOWN_KIND "only-shown"

/* Is @kind that, or one of the documents of @form's procedure? */
gboolean fin_shown_is_kind (FinStore *store, const char *form, const char *kind);

/* From now on those pictures of identity documents that @form (as @state has it) does not ask for are only
 * shown. */
gboolean fin_shown_turn   (FinStore *store, const char *form, FinForm *state, const char *actor,
                           GError **error);
/* Takes those of @appointment out of the store, with copies made of them, each with an audit row that has
 * its hash, inside the caller's transaction. @files (out): what they are sealed under and nothing else is,
 * for fin_shown_remove() when the transaction is done. */
gboolean fin_shown_forget (FinStore *store, const char *appointment, const char *actor, char ***files,
                           GError **error);
void     fin_shown_remove (FinVault *vault, const char *const *files);
/* Those of appointments nobody came to, a day after. */
void     fin_shown_purge  (FinStore *store, FinVault *vault);

G_END_DECLS
