// A recogniser's dictionary: each word with its sounds.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether espeak-ng is installed, without which there is none. */
gboolean fin_lexicon_available (void);

/* The text of a dictionary for pocketsphinx, of @words (each once, in lower case) as they are @spelt (in the
 * same order, so that initials are spelt out) in @language (ca, es, en). The words that the file @known (may
 * be NULL) has come from there, the others from espeak-ng or from what it said of the same words before, which
 * is kept in the user's cache. Blocks, for at most some seconds. (transfer full) */
char    *fin_lexicon_make      (const char *language, GPtrArray *words, GPtrArray *spelt,
                                const char *known, GError **error);

G_END_DECLS
