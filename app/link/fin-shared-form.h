// One form of a visit as the workstation sees it: the office's state, and what is typed here and not
// yet there.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-link.h"

G_BEGIN_DECLS

/**
 * FinSharedField:
 *
 * Properties (all notify): `id`, `label`, `help`, `kind`, `group` (of several alike, which; or NULL),
 * `value`, `visible`, `required`, `problem` (string or NULL, in the reader's words), `soft`, `holder`
 * ("citizen" or NULL), `who` ("office": it is worked out), `writer` (participant id of who is in it
 * now, or NULL), `saved` (the office has what is shown), `rejected` (what was typed here and the office
 * did not take, or NULL: offered back; to put it back is to set it again), `refusal` (why: the code of
 * `FormRefused`), `by` (participant id of who wrote what the office has, or NULL), `assent` (how the
 * citizen stands to it: an `Assent` of the API, or NULL), `editable` (this side may write it now),
 * `options` (strv, see below), `terms` (strv: other words people look for it by).
 */
#define FIN_TYPE_SHARED_FIELD (fin_shared_field_get_type ())
G_DECLARE_FINAL_TYPE (FinSharedField, fin_shared_field, FIN, SHARED_FIELD, GObject)

const char *fin_shared_field_id      (FinSharedField *self);
const char *fin_shared_field_value   (FinSharedField *self);
const char *fin_shared_field_kind    (FinSharedField *self);
/* Pairs value, label, …; NULL-terminated; NULL when it is no choice. (transfer none) */
const char *const *fin_shared_field_options (FinSharedField *self);
/* May this side write it now? */
gboolean    fin_shared_field_editable (FinSharedField *self);

/**
 * FinSharedStep:
 *
 * Properties: `id`, `title`, `say` (aloud), `guide` (to the informer), `visible`, `fields`
 * (#GListModel of #FinSharedField), `done` (nothing required is missing or wrong in it), `wanted` (of how
 * many fields the citizen has not yet said that they are right), `secret` (it asks for what only the citizen may see,
 * who has not yet said that it is done).
 */
#define FIN_TYPE_SHARED_STEP (fin_shared_step_get_type ())
G_DECLARE_FINAL_TYPE (FinSharedStep, fin_shared_step, FIN, SHARED_STEP, GObject)

/**
 * FinSharedForm:
 *
 * A #GListModel of #FinSharedStep. Properties: `id` (NULL until the office told it), `procedure` (its id), `title`,
 * `state` ("open", "filed" or "left"), `filled` and `asked` (how many of the fields one must answer are answered),
 * `receipt` (its number or NULL), `receipt-code`, `duplicates` (an array of `Duplicate`),
 * `summary`, `notes` and `facts` (strv, for the informer), `glossary` (an array of `Name`), `version`, `saved` (everything typed is at the office),
 * `complete`, `missing` (strv), `wanted` (as the steps', of all),
 * `declaration`, `confirmed` (#GDateTime or NULL), `documents`, `stops` and `fees` (arrays of
 * `FormDocument`, `FormStop`, `FormFee`).
 *
 * Feed it the office's messages, of other forms too: the first `form` says which one it is, and it takes
 * what concerns it. It sends changes over the link, keeps those not answered, and sends
 * them again when the visit comes back. Keystrokes in one field while a change of it is under way
 * become one next change.
 */
#define FIN_TYPE_SHARED_FORM (fin_shared_form_get_type ())
G_DECLARE_FINAL_TYPE (FinSharedForm, fin_shared_form, FIN, SHARED_FORM, GObject)

/* An informer's. (transfer full) */
FinSharedForm  *fin_shared_form_new    (FinLink *link);
/* One whose id is known. (transfer full) */
FinSharedForm  *fin_shared_form_new_with_id (FinLink *link, const char *id);
/* A citizen's, who may write other fields. (transfer full) */
FinSharedForm  *fin_shared_form_new_for_citizen (FinLink *link);
/* `forms`, `form` (both of `visit` too), `receipt`, `form.changed`, `form.refused`, `form.focus`, `form.hand`,
 * `form.confirmed`, `form.assented`, `participant`, `problem`; others are ignored. */
void            fin_shared_form_handle (FinSharedForm *self, const char *type, JsonObject *message);
const char     *fin_shared_form_id     (FinSharedForm *self);
/* Its number, NULL when there is none. */
const char     *fin_shared_form_receipt (FinSharedForm *self);
FinSharedField *fin_shared_form_lookup (FinSharedForm *self, const char *id);
void            fin_shared_form_set    (FinSharedForm *self, const char *id, const char *value);
/* Which fields of the steps that procedures share (whose it is, how to reach them) @other has an answer to
 * and @self none, as far as this side may write it. (transfer full) */
char          **fin_shared_form_common (FinSharedForm *self, FinSharedForm *other);
/* The person does not want what was `rejected`. */
void            fin_shared_form_forget_rejected (FinSharedForm *self, const char *id);
/* Takes back what was last written here, field by field and all that was written in one go as one; or,
 * with @redo, does again what was taken back. @field (out) (transfer none): whose it is, NULL when there
 * is nothing. FALSE with a field: it is left as it is, since somebody changed it meanwhile, or only
 * they may write it now. */
gboolean        fin_shared_form_undo   (FinSharedForm *self, gboolean redo, FinSharedField **field);
/* Whether @id is being written in, and what was written is not yet a piece to take back as a whole; with
 * @redo, whether nothing was taken back: then undoing is for whatever it is written in. */
gboolean        fin_shared_form_is_writing (FinSharedForm *self, const char *id, gboolean redo);
/* NULL: in no field. */
void            fin_shared_form_focus  (FinSharedForm *self, const char *id);
/* To the citizen or, for them, back. Kept until the office has answered, as changes are. */
void            fin_shared_form_hand   (FinSharedForm *self, const char *id, gboolean to_citizen);
/* Asks the citizen to look @step over and confirm it; or says that all of it is right as it stands here:
 * the citizen's own word or, from the informer, what the citizen said aloud. FALSE when the office is out
 * of reach. */
gboolean        fin_shared_form_ask    (FinSharedForm *self, const char *step);
gboolean        fin_shared_form_assent  (FinSharedForm *self, const char *step);
/* Field and document ids that stand in the way. (transfer none) */
const char *const *fin_shared_form_missing (FinSharedForm *self);
/* Documents the procedure asks for: an array of `FormDocument` objects, notified as `documents`.
 * (transfer none) */
JsonArray      *fin_shared_form_documents (FinSharedForm *self);
/* Names that are said in it: an array of `Name` objects. (transfer none) */
JsonArray      *fin_shared_form_glossary  (FinSharedForm *self);

G_END_DECLS
