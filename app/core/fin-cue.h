// Text in rows short enough to be read at a glance, broken where one would pause.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* UNE 153010: at most so many characters in a row. */
#define FIN_CUE_WIDTH 37

/* @text in rows of at most @width characters as a reader counts them (grapheme clusters), at least 1. A row ends
 * after a punctuation mark or before a word that joins (and, que, però…) once it is more than half full, else
 * between the last two words that fit; within a word only when it is longer than a row. "\n" ends a row too.
 * Every row but the last stays as it is however the text goes on. One whose own first letter would make it
 * run against the text begins with a mark of direction; the text's is that of what is isolated in it
 * (U+2068), so that a name before the words does not turn them. Without spaces at its ends. (transfer
 * full) */
GStrv fin_cue_rows (const char *text, guint width);

/* UNE 153010: how long @text stays to be read, in ms: 15 characters a second, from one second to six. */
guint fin_cue_dwell (const char *text);

G_END_DECLS
