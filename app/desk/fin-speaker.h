// How the author of a line is called and marked.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-visit.h"

G_BEGIN_DECLS

/* "You", their name, or what they are here. (transfer none) */
const char *fin_speaker_name (FinVisit *visit, const char *from);
/* "informer", "citizen" or "interpreter": tells the colour, which never stands without the name
 * (UNE 153010; EN 301 549 9.1.4.1). */
const char *fin_speaker_role (FinVisit *visit, const char *from);

G_END_DECLS
