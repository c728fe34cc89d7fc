// Forms that were left: by whom they are found again, taken up, and in the end removed.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

#include "fin-dossier.h"
#include "fin-vault.h"

G_BEGIN_DECLS

/* A code by which @form is taken up; the one before stops working. Only its hash is kept.
 * FIN_ERROR_NOT_FOUND when it is no draft, or an empty one. (transfer full) */
char      *fin_drafts_make_code (FinStore *store, const char *form, const char *actor,
                                 GError **error);
/* The draft with @code, however it was copied; NULL when there is none. (transfer full) */
char      *fin_drafts_find      (FinStore *store, const char *code);

/* Notes whose @dossier's form is, by the identity number in it, or that it is not known. TRUE when that
 * is another than before. */
gboolean   fin_drafts_identify  (FinStore *store, FinVault *vault, FinDossier *dossier);
/* Forgets whose @form is, so that it is not found by that any more. */
gboolean   fin_drafts_forget    (FinStore *store, const char *form, GError **error);
/* What was written in a trial stays in trials, and what was not, out of them. */
gboolean   fin_drafts_may_go   (FinStore *store, const char *draft, const char *appointment);
/* Is @draft a draft of the same person and procedure as @form? */
gboolean   fin_drafts_is_same   (FinStore *store, const char *draft, const char *form);
/* What the person whose @form is has of the same procedure: an array of `Duplicate`, the newest five.
 * (transfer full) */
JsonArray *fin_drafts_like      (FinStore *store, const char *form);

/* Into @appointment, open, with its documents. In another appointment than it was left in, who they are
 * and what they consent to is asked anew. Inside the caller's transaction. */
gboolean   fin_drafts_take_up   (FinStore *store, const char *form, const char *appointment,
                                 const char *actor, GError **error);

/* Removes those whose time is over, as it is for the forms of appointments nobody came to, with everything in
 * them, and from @vault (if not NULL) the files that
 * are nobody's any more. */
gboolean   fin_drafts_purge     (FinStore *store, FinVault *vault, GError **error);

G_END_DECLS
