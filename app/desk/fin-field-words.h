// A field's values as people read them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-shared-form.h"

G_BEGIN_DECLS

/* The label of a choice, a date in their order, euros, yes or no; "" for "". (transfer full) */
char *fin_field_words (FinSharedField *field, const char *value);
/* "650,00 €", with the reader's decimal mark; what is no amount as it is. (transfer full) */
char *fin_field_words_euros (const char *amount);

G_END_DECLS
