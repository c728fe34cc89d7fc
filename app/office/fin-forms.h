// Forms in the store: which an appointment has, in what order, and what becomes of them. What is in
// one is its dossier's.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-procedure.h"
#include "fin-store.h"

G_BEGIN_DECLS

/* Of one appointment, those left counted too. */
#define FIN_FORMS_MAX 12

/**
 * FinFormState:
 *
 * A form is open from the appointment's making on, filed once it has a receipt, and left when it was
 * put aside or the visit ended without one: then it is a draft, kept for as many days as `retention`
 * says, which a later visit may take up.
 */
typedef enum {
  FIN_FORM_OPEN,
  FIN_FORM_FILED,
  FIN_FORM_LEFT,
} FinFormState;

/* As the API has it: "open", "filed", "left". */
const char  *fin_form_state_name (FinFormState state);

/* A new form of @procedure, the last of @appointment's. Returns its id; FIN_ERROR_FULL. Inside the
 * caller's transaction. (transfer full) */
char        *fin_forms_add       (FinStore *store, const char *appointment, const char *procedure,
                                  GError **error);
/* Their ids in order: those of the visit (open and filed), or with @left those left too.
 * (transfer full) */
char       **fin_forms_list      (FinStore *store, const char *appointment, gboolean left);
/* Is it, in whatever state, @appointment's? */
gboolean     fin_forms_has       (FinStore *store, const char *appointment, const char *form);
/* FIN_FORM_LEFT when there is none. */
FinFormState fin_forms_state     (FinStore *store, const char *form);

/* The one in front: as last set in the visit, while it is still there, or else the first. NULL when
 * there is none. (transfer full) */
char        *fin_forms_front     (FinStore *store, const char *appointment);
gboolean     fin_forms_set_front (FinStore *store, const char *appointment, const char *form,
                                  GError **error);

/* Are they of the same procedure? */
gboolean     fin_forms_is_alike  (FinStore *store, const char *form, const char *other);
/* fin_procedures_sensitivity() of its procedure and version. (transfer none) */
const char  *fin_forms_sensitivity (FinStore *store, const char *form);
/* The version it was begun with; where that is none, or not known any more, fin_catalogue_known(). NULL
 * when there is no such form or procedure. (transfer none) */
FinProcedure *fin_forms_procedure (FinStore *store, const char *form);
/* Nothing was ever written in it, and no document is its. */
gboolean     fin_forms_is_empty  (FinStore *store, const char *form);
gboolean     fin_forms_file      (FinStore *store, const char *form, GError **error);
/* Open, it becomes a draft; back into the visit it came from, it is open again and the last. Inside
 * the caller's transaction. */
gboolean     fin_forms_leave     (FinStore *store, const char *form, GError **error);
gboolean     fin_forms_reopen    (FinStore *store, const char *form, GError **error);
/* Gone, with everything in it. Inside the caller's transaction. */
gboolean     fin_forms_remove    (FinStore *store, const char *form, GError **error);

G_END_DECLS
