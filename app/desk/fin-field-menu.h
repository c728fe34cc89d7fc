// The editor of one choice among many.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-field-editor.h"

G_BEGIN_DECLS

#define FIN_TYPE_FIELD_MENU (fin_field_menu_get_type ())
G_DECLARE_FINAL_TYPE (FinFieldMenu, fin_field_menu, FIN, FIELD_MENU, FinFieldEditor)

/* @options: pairs value, label, …; NULL-terminated. */
FinFieldEditor *fin_field_menu_new (const char *const *options);

G_END_DECLS
