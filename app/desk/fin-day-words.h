// Days in words, in the reader's language: the C library knows them only where its locale is installed.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "Tuesday", as a line begins with it. (transfer full) */
char *fin_words_weekday (const GDate *day);
/* "24 November". (transfer full) */
char *fin_words_date    (const GDate *day);
/* "Tuesday 24 November 2026", as a line begins with it. (transfer full) */
char *fin_words_day     (const GDate *day);

G_END_DECLS
