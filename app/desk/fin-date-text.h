// Dates as people write them here, and as the form keeps them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "24/11/2026" (also with '-', '.', or without leading zeros) to "2026-11-24"; what is not yet or not at
 * all a date goes through as it is, so that the other side sees it being typed. (transfer full) */
char *fin_date_text_to_value   (const char *text);
/* "2026-11-24" to "24/11/2026"; anything else as it is. (transfer full) */
char *fin_date_text_from_value (const char *value);

G_END_DECLS
