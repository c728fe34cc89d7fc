// What the transcript does to its lines. Private to this folder.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-transcript.h"

G_BEGIN_DECLS

FinLine *_fin_line_new       (const char *from, FinOrigin origin, guint number, GDateTime *at);
void     _fin_line_set       (FinLine *self, const char *text, gboolean done);
/* Of a caption, with its text. */
void     _fin_line_hear      (FinLine *self, const FinCaption *caption);
void     _fin_line_translate (FinLine *self, const char *language, const char *text, gboolean draft);

G_END_DECLS
