// One form as the office holds it: its values and who wrote them, in the order
// the office gave them; what is handed to the citizen; what the citizen confirmed.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-form.h"
#include "fin-forms.h"
#include "fin-store.h"

G_BEGIN_DECLS

/**
 * FinDossier:
 *
 * Every change is in the store before it is in the answer. Says nothing to anybody: the visit does.
 */
#define FIN_TYPE_DOSSIER (fin_dossier_get_type ())
G_DECLARE_FINAL_TYPE (FinDossier, fin_dossier, FIN, DOSSIER, GObject)

typedef enum {
  FIN_CHANGE_MADE,
  FIN_CHANGE_KNOWN,   /* it was made before, and is not made twice */
  FIN_CHANGE_REFUSED,
} FinChangeOutcome;

/* Reads what the store has of the form @id. NULL when there is none, or its procedure is not in the
 * catalogue. (transfer full) */
FinDossier *fin_dossier_load       (FinStore *store, const char *id);
const char *fin_dossier_id         (FinDossier *self);
/* Somebody is in a visit with it: from here on it stays with the procedure's version it has. */
void          fin_dossier_begin      (FinDossier *self);
FinForm    *fin_dossier_form       (FinDossier *self);

/* `FormSummary`; to staff the procedure's own title, to others the one lists have. (transfer full) */
JsonObject *fin_dossier_summary    (FinDossier *self, const char *language, gboolean staff);
/* `Form`, `type` and all. (transfer full) */
JsonObject *fin_dossier_describe   (FinDossier *self, const char *language, gboolean staff);

/* A `FormChange` by @participant, who is @actor (as the audit has it). @version (out): the one it became, now or, when it is known, then.
 * Refused: @error is FIN_ERROR_CONFLICT, _NOT_YOURS, _NOT_FOUND, _BAD_REQUEST, _CLOSED or _FULL (or
 * _FAILED, and then it may be tried again). */
FinChangeOutcome fin_dossier_change (FinDossier *self, JsonObject *change, FinWho who,
                                   const char *participant, const char *actor, guint *version,
                                   GError **error);

/* Hands @field to the citizen, or takes it back. FIN_ERROR_NOT_FOUND, _CLOSED; _NOT_YOURS when
 * only the informer may write it. */
gboolean    fin_dossier_hand       (FinDossier *self, const char *field, gboolean to_citizen,
                                  GError **error);
gboolean    fin_dossier_is_handed  (FinDossier *self, const char *field);

/* FIN_ERROR_CONFLICT when the form is not at @version, FIN_ERROR_INCOMPLETE, _CLOSED. */
gboolean    fin_dossier_confirm    (FinDossier *self, guint version, const char *language,
                                  const char *actor, GError **error);
/* When it was confirmed; NULL when it is not, or was changed since. (transfer none) */
const char *fin_dossier_confirmed  (FinDossier *self);
const char *fin_dossier_confirmed_language (FinDossier *self);

/* Reads which documents are there; TRUE when that changed what is missing. */
gboolean    fin_dossier_refresh_documents (FinDossier *self);

/* From here on nothing changes any more: the receipt is being made. Undone when it could not be. */
void        fin_dossier_set_closed (FinDossier *self, gboolean closed);
gboolean    fin_dossier_is_closed  (FinDossier *self);

G_END_DECLS
