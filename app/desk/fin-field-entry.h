// The editor of everything that is one line of text: names, numbers, accounts, dates.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-field-editor.h"

G_BEGIN_DECLS

#define FIN_TYPE_FIELD_ENTRY (fin_field_entry_get_type ())
G_DECLARE_FINAL_TYPE (FinFieldEntry, fin_field_entry, FIN, FIELD_ENTRY, FinFieldEditor)

FinFieldEditor *fin_field_entry_new (const char *kind);

G_END_DECLS
