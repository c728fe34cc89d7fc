// Looking for words in texts, whatever their case and accents.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The words of a question or a text, folded: small, without accents, each a run of letters and digits.
 * Letters written l·l (or l.l) stay one word. (transfer full) */
char **fin_search_words (const char *text);
/* The same, without what only makes it a question ("where does the IBAN go?"), unless that is all there
 * is. At most 12 words. (transfer full) */
char **fin_search_question (const char *text);

/* In how many of @texts, counted from the first, all of @question is found: each of its words begins
 * one of theirs. 0: not in all of them together, or there is no question. @texts ends with NULL: the
 * more telling come first, so that a smaller number is a better find. */
guint  fin_search_rank  (const char *const *question, const char *const *texts);

G_END_DECLS
