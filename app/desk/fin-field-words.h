// A field's values as people read them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-shared-form.h"

G_BEGIN_DECLS

/* The label of a choice, a date in their order, yes or no; "" for "". (transfer full) */
char *fin_field_words (FinSharedField *field, const char *value);

G_END_DECLS
