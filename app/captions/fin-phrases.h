// What people say at an office, as whole sentences out of a text that writes them with lists.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FIN_PHRASES_DEPTH 4 /* lists within lists */

/* The sentences of @text, whose lines are
 * - `# a comment`;
 * - `@name member | member …`: a list, whose members may have other lists in them;
 * - a sentence, with `{name}` for any member of a list.
 * A sentence with lists comes @times times with other members, the same ones at each run, and one without a
 * quarter of that, once at least; then each member of each list, so that none is missing. {given} is one of @given (may be NULL); without any, sentences with it
 * are left out, as are those that name no list there is. (transfer full) */
GPtrArray *fin_phrases_expand (const char *text, const char *const *given, guint times);

/* The words of a sentence, as they are written there: letters and digits of any script with the apostrophes,
 * hyphens and middle dots between them. (transfer full) */
GStrv      fin_phrases_words  (const char *sentence);

G_END_DECLS
