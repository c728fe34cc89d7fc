// How the author of a line is called and marked.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-visit.h"

G_BEGIN_DECLS

/* First strong isolate and its end: words in one script beside words in another keep their order. */
#define FIN_FSI "\xE2\x81\xA8"
#define FIN_PDI "\xE2\x81\xA9"

/* "You", their name, or what they are here. (transfer none) */
const char *fin_speaker_name     (FinVisit *visit, const char *from);
/* "informer", "citizen", "interpreter" or "companion": tells the colour, which never stands without the name
 * (UNE 153010; EN 301 549 9.1.4.1). */
const char *fin_speaker_role     (FinVisit *visit, const char *from);
/* What @line is in: what is typed is taken to be in what its author speaks; NULL: not known. (transfer none) */
const char *fin_speaker_language (FinVisit *visit, FinLine *line);
/* What @line means in the language the reader reads, which is named first; NULL when it is not translated into it.
 * (transfer full) */
char       *fin_speaker_meaning  (FinVisit *visit, FinLine *line);
/* What @line says to the reader, plain text, and under it in the language they read, if it is another; or that
 * it was not understood. (transfer full) */
char       *fin_speaker_words    (FinVisit *visit, FinLine *line);

G_END_DECLS
