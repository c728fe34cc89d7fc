// Numbers as they are said, in digits.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Main thread only. */

/* @text with every number up to 999 999 that is written in words of @language in digits: "mil nou-cents
 * vuitanta-cinc" is 1985, "nineteen eighty-five" too, and digits said one by one are one number ("sis zero zero": 600).
 * What else is said stays as it is; a single word that is an article too ("un", "una") stays, unless it is part of a
 * number. In languages without a table nothing changes. (transfer full) */
char       *fin_numerals_in_digits (const char *text, const char *language);
/* From 1, by its name in @language, whatever its case and accents; 0: none. */
guint       fin_numerals_month     (const char *name, const char *language);

G_END_DECLS
