// The forms of a visit, in order, and the one in front of everybody.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-shared-form.h"

G_BEGIN_DECLS

/**
 * FinSharedForms:
 *
 * A #GListModel of #FinSharedForm. Each stays the same object while it is in the visit, in front or not,
 * so that what is typed in one that is left goes on to the office. Property: `front` (#FinSharedForm,
 * never NULL: before the office told of any it is one without an id).
 */
#define FIN_TYPE_SHARED_FORMS (fin_shared_forms_get_type ())
G_DECLARE_FINAL_TYPE (FinSharedForms, fin_shared_forms, FIN, SHARED_FORMS, GObject)

/* An informer's. (transfer full) */
FinSharedForms *fin_shared_forms_new    (FinLink *link);
/* `visit`, `forms`, and all that fin_shared_form_handle() takes; others are ignored. */
void            fin_shared_forms_handle (FinSharedForms *self, const char *type, JsonObject *message);
FinSharedForm  *fin_shared_forms_front  (FinSharedForms *self);
/* NULL when it is not (or no more) in the visit. (transfer none) */
FinSharedForm  *fin_shared_forms_lookup (FinSharedForms *self, const char *id);
/* Asks that @form be in front; it is when the office says so. */
void            fin_shared_forms_bring  (FinSharedForms *self, FinSharedForm *form);
/* The one after the front, round. FALSE: there is no other. */
gboolean        fin_shared_forms_bring_next (FinSharedForms *self);

G_END_DECLS
