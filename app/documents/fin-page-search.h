// Words looked for on a page.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-page.h"

G_BEGIN_DECLS

/* The words of @text as they are compared: no capitals, no accents. Empty when it has none.
 * (transfer full) */
char **fin_page_search_fold (const char *text);

/* Where, from word @from on, the next run of words is that has @sought (folded) in it: one alone may
 * be part of a word; of several, the first may end one and the last begin one. As many words as
 * @sought has; G_MAXUINT when there are no more. */
guint  fin_page_search      (FinPage *page, guint from, const char *const *sought);

G_END_DECLS
