// One field the practice citizen fills: typed, saved, given back.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-shared-form.h"

G_BEGIN_DECLS

typedef struct _FinErrand FinErrand;

/* Types @value into @field at once or key by key, as its kind asks, waits until the office has it, and
 * gives the field back if it was handed over. Lives until fin_errand_free(). */
FinErrand *fin_errand_new  (FinSharedForm *form, const char *field, const char *value, double hurry);
void       fin_errand_free (FinErrand *errand);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FinErrand, fin_errand_free)

G_END_DECLS
