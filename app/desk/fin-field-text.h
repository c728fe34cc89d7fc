// The editor of a longer text.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-field-editor.h"

G_BEGIN_DECLS

#define FIN_TYPE_FIELD_TEXT (fin_field_text_get_type ())
G_DECLARE_FINAL_TYPE (FinFieldText, fin_field_text, FIN, FIELD_TEXT, FinFieldEditor)

FinFieldEditor *fin_field_text_new (void);

G_END_DECLS
