// A form's state and rules: which fields show, which are required, what is wrong with a value. It
// knows fields and rules, never a procedure by name.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-procedure.h"

G_BEGIN_DECLS

typedef enum {
  FIN_WHO_ANYONE,
  FIN_WHO_CITIZEN,
  FIN_WHO_INFORMER,
} FinWho;

/* How the citizen stands to a value. */
typedef enum {
  FIN_ASSENT_NONE,        /* nothing to say: it is hidden, empty, worked out, or only the informer's */
  FIN_ASSENT_WANTED,      /* somebody else wrote it: a proposal */
  FIN_ASSENT_OWN,         /* they wrote it themselves */
  FIN_ASSENT_FIELD,       /* they confirmed it by itself, */
  FIN_ASSENT_STEP,        /* with its step, */
  FIN_ASSENT_ALOUD,       /* aloud, as the informer says they heard, */
  FIN_ASSENT_DECLARATION, /* or with the declaration of the whole */
} FinAssent;

/* The participant whose values need no confirming. */
#define FIN_BY_CITIZEN "citizen"

/**
 * FinForm:
 *
 * The values of one form of a #FinProcedure, each with the version that set it and who did.
 * Fields are addressed `STEP.FIELD`. Every value is a string (see `FormChange` in
 * `data/office-api.yaml`). Not thread-safe. Rules that look at the calendar (ages, "not in the past")
 * use the day given to fin_form_new(), so that a form can be evaluated for any day. What is
 * hidden keeps its value, but is neither required nor wrong, and for every condition counts as not
 * answered.
 */
#define FIN_TYPE_FORM (fin_form_get_type ())
G_DECLARE_FINAL_TYPE (FinForm, fin_form, FIN, FORM, GObject)

/* @today: the day rules count from, in the office's zone. (transfer full) */
FinForm    *fin_form_new     (FinProcedure *procedure, GDate *today);
FinProcedure *fin_form_procedure (FinForm *self);

/* Puts @value into @field as the form's next version and returns that version, or 0 with
 * FIN_ERROR_NOT_FOUND (no such field), FIN_ERROR_NOT_YOURS (a field of the other side's),
 * FIN_ERROR_BAD_REQUEST (no option of this choice, over-long, not UTF-8 text, not "true"/"false").
 * A value that a rule finds wrong is kept all the same: half an IBAN is not a mistake, it is typing.
 * @by: participant id, for the record. */
guint       fin_form_set     (FinForm *self, const char *field, const char *value,
                              FinWho who, const char *by, GError **error);
/* Puts a stored value back, as it was. FALSE when the field is no longer in the procedure. */
gboolean    fin_form_restore (FinForm *self, const char *field, const char *value,
                              guint version, const char *by);

/* NULL when there is no such field; "" when it was never set. (transfer none) */
const char *fin_form_value   (FinForm *self, const char *field);
/* A field whose content never leaves the citizen's own device. */
gboolean    fin_form_is_secret (FinForm *self, const char *field);
/* 0 when never set. */
guint       fin_form_field_version (FinForm *self, const char *field);
const char *fin_form_field_by (FinForm *self, const char *field);
guint       fin_form_version (FinForm *self);

/* FIN_ASSENT_NONE too when there is no such field. */
FinAssent   fin_form_assent  (FinForm *self, const char *field);
/* When it was confirmed, as given to fin_form_set_assent(); NULL when it was not. (transfer none) */
const char *fin_form_assented (FinForm *self, const char *field);
/* The citizen confirmed @field's value of @version as @how (FIELD or later) at the moment @at. FALSE when
 * another value stands by now. The next change of the field undoes it. */
gboolean    fin_form_set_assent (FinForm *self, const char *field, guint version, FinAssent how,
                                 const char *at);
gboolean    fin_form_has_step (FinForm *self, const char *step);
/* The fields of @step, or of all steps with NULL, that wait for the citizen's word. (transfer full) */
char      **fin_form_wanted  (FinForm *self, const char *step);
/* "wanted", "own", …: as the API has it; NULL for FIN_ASSENT_NONE. */
const char *fin_assent_name  (FinAssent assent);
/* FIN_ASSENT_NONE for a name that is none. */
FinAssent   fin_assent_from_name (const char *name);

/* Which documents have been sent, by the ids the procedure gives them: an absent required one
 * keeps the form from being complete. @kinds NULL-terminated. */
void        fin_form_set_documents (FinForm *self, const char *const *kinds);

/* Kinds of identity documents that the procedure does not ask for, as the form stands. (transfer full) */
char      **fin_form_unneeded_identities (FinForm *self);

/* Complete: they may apply, every visible required field has a value, nothing visible is wrong (soft
 * problems aside), required documents are there. */
gboolean    fin_form_complete (FinForm *self);
/* What stands in the way: field ids, `document:ID`s and, when they may not apply, `stop:ID`s. (transfer full) */
char      **fin_form_missing  (FinForm *self);

/* How far it is: of the visible fields one must answer, @asked, how many are, and not wrongly: @filled. */
void        fin_form_progress (FinForm *self, guint *filled, guint *asked);

/* The `Form` message but for `type` and `form`, in @language; `say` and `notes` only when @staff;
 * `declaration.confirmed`, `holder` are the office's to add. (transfer full) */
JsonObject *fin_form_describe (FinForm *self, const char *language, gboolean staff);
/* Fields' and steps' states in @language as arrays of `FieldState` and of {id, visible}.
 * Comparing two of them tells what a change altered. (transfer full) */
JsonObject *fin_form_states   (FinForm *self, const char *language);
/* What of @after (of fin_form_states()) differs from @before: an object with the members `states`,
 * and, when they changed, `steps`, `documents`, `stops` and `fees`. (transfer full) */
JsonObject *fin_form_states_diff (JsonObject *before, JsonObject *after);

/* What is to be paid as far as is known: an array of `FormFee`. (transfer full) */
JsonArray  *fin_form_describe_fees (FinForm *self, const char *language);
/* The declaration the citizen confirms, in @language. (transfer none) */
const char *fin_form_declaration (FinForm *self, const char *language);
/* A SHA-256 over procedure id and all visible values, in order: what exactly was confirmed.
 * (transfer full) */
char       *fin_form_digest   (FinForm *self);

G_END_DECLS
