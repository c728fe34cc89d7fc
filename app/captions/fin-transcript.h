// What was said and written in a visit, as lines in the order of time: plain text, never markup.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FinLine:
 *
 * One line of one participant. Properties: `from` (participant id), `number` (within that
 * participant), `text`, `done` (it will not grow any more), `at` (#GDateTime it began).
 */
#define FIN_TYPE_LINE (fin_line_get_type ())
G_DECLARE_FINAL_TYPE (FinLine, fin_line, FIN, LINE, GObject)

const char *fin_line_from   (FinLine *self);
guint       fin_line_number (FinLine *self);
const char *fin_line_text   (FinLine *self);
gboolean    fin_line_done   (FinLine *self);
GDateTime  *fin_line_at     (FinLine *self);

/**
 * FinTranscript:
 *
 * A #GListModel of #FinLine, in order of the time they began.
 */
#define FIN_TYPE_TRANSCRIPT (fin_transcript_get_type ())
G_DECLARE_FINAL_TYPE (FinTranscript, fin_transcript, FIN, TRANSCRIPT, GObject)

FinTranscript *fin_transcript_new      (void);

/* A line as it stands, whole: makes it or replaces its text. What came with more is never
 * replaced by an older, shorter state of the same line when that line is @done here. An empty line that
 * is not known and not @done is none yet: it only says how far @from is. */
void           fin_transcript_set_line (FinTranscript *self, const char *from, guint number,
                                        const char *text, gboolean done, GDateTime *at);
/* T.140 as it arrived from @from over a data channel, applied to their open line (or a new one):
 * text, BS U+0008 (erases one grapheme cluster), U+2028 / CR LF (ends the line), BOM (ignored),
 * U+FFFD (kept: loss). Invalid UTF-8 becomes U+FFFD. Lines are bounded to 4000 characters. */
void           fin_transcript_feed     (FinTranscript *self, const char *from,
                                        const char *t140, gsize length);
/* Marks possible loss with U+FFFD (EN 301 549 6.2.3 c): in @from's open line, or, when T.140 came from
 * them since the last time and no line is open, as a line of its own. That one goes when
 * fin_transcript_set_line() tells that no line is missing there. */
void           fin_transcript_mark_loss (FinTranscript *self, const char *from);
/* The participant's open line, NULL when none. (transfer none) */
FinLine       *fin_transcript_open_line (FinTranscript *self, const char *from);
/* The number the participant's next new line will have. */
guint          fin_transcript_next_number (FinTranscript *self, const char *from);

G_END_DECLS
