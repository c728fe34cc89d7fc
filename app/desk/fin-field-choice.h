// The editor of a few choices, each a button: one of them, several of them, yes or no, a declaration.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-field-editor.h"

G_BEGIN_DECLS

#define FIN_TYPE_FIELD_CHOICE (fin_field_choice_get_type ())
G_DECLARE_FINAL_TYPE (FinFieldChoice, fin_field_choice, FIN, FIELD_CHOICE, FinFieldEditor)

/* @options: pairs value, label, …; NULL-terminated. */
FinFieldEditor *fin_field_choice_new             (const char *const *options, gboolean several);
FinFieldEditor *fin_field_choice_new_yes_no      (void);
FinFieldEditor *fin_field_choice_new_declaration (void);

G_END_DECLS
