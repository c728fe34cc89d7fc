// What was said and written in a visit, as lines in the order of time: plain text, never markup.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How a line came to be. */
typedef enum {
  FIN_ORIGIN_TYPED,     /* by the participant: real-time text */
  FIN_ORIGIN_SPEECH,    /* they spoke, and a machine heard it */
  FIN_ORIGIN_CAPTIONER, /* they spoke, and somebody wrote it down */
} FinOrigin;

/* As on the wire: "typed", "speech", "captioner". */
const char *fin_origin_name   (FinOrigin origin);
/* FALSE when @name (NULL: typed) is none. */
gboolean    fin_origin_lookup (const char *name, FinOrigin *origin);

/**
 * FinLine:
 *
 * One line of one participant. Properties: `from` (participant id), `origin`, `number` (within that
 * participant and origin), `text`, `done` (it will not grow any more), `at` (#GDateTime it began), `language`
 * (BCP 47; NULL: nobody said), `believed` (FALSE: what heard it does not trust it, and its text is better not
 * shown), `mended` (somebody put it right). Signal `translated`: there is another translation.
 */
#define FIN_TYPE_LINE (fin_line_get_type ())
G_DECLARE_FINAL_TYPE (FinLine, fin_line, FIN, LINE, GObject)

const char *fin_line_from        (FinLine *self);
FinOrigin   fin_line_origin      (FinLine *self);
guint       fin_line_number      (FinLine *self);
const char *fin_line_text        (FinLine *self);
gboolean    fin_line_done        (FinLine *self);
GDateTime  *fin_line_at          (FinLine *self);
const char *fin_line_language    (FinLine *self);
gboolean    fin_line_believed    (FinLine *self);
gboolean    fin_line_mended      (FinLine *self);
/* What it says in @language, or NULL; *@draft (may be NULL): it tells what the line is about, and no more. */
const char *fin_line_translation (FinLine *self, const char *language, gboolean *draft);

/**
 * FinTranscript:
 *
 * A #GListModel of #FinLine, in order of the time they began.
 */
#define FIN_TYPE_TRANSCRIPT (fin_transcript_get_type ())
G_DECLARE_FINAL_TYPE (FinTranscript, fin_transcript, FIN, TRANSCRIPT, GObject)

FinTranscript *fin_transcript_new      (void);

/* What the office's clock says now: what it told last, here or with a line, and the time that has gone by
 * since. Until it told, this computer's own clock, which may be set wrong. It does not jump when that is
 * set meanwhile. (transfer full) */
GDateTime     *fin_transcript_now      (FinTranscript *self);
void           fin_transcript_set_now  (FinTranscript *self, GDateTime *now);

/* A typed line as it stands, whole: makes it or replaces its text. What came with more is never
 * replaced by an older, shorter state of the same line when that line is @done here. An empty line that
 * is not known and not @done is none yet: it only says how far @from is. */
void           fin_transcript_set_line (FinTranscript *self, const char *from, guint number,
                                        const char *text, gboolean done, GDateTime *at);

/* What is heard of a line, or written down by somebody. */
typedef struct {
  FinOrigin   origin;   /* not typed */
  guint       number;
  const char *text;
  const char *language; /* or NULL */
  gboolean    done;
  gboolean    believed;
  gboolean    mended;
} FinCaption;

/* A caption of what @from speaks, as it is now: makes the line or replaces it, and its translations go when the
 * text is another. What is @done here is only replaced by what is done too, and what is @mended by what is mended. (transfer
 * none) */
FinLine       *fin_transcript_set_caption (FinTranscript *self, const char *from,
                                           const FinCaption *caption, GDateTime *at);
void           fin_transcript_set_translation (FinTranscript *self, FinLine *line,
                                               const char *language, const char *text,
                                               gboolean draft);
/* (transfer none) (nullable) */
FinLine       *fin_transcript_line     (FinTranscript *self, const char *from, FinOrigin origin,
                                        guint number);
/* T.140 as it arrived from @from over a data channel, applied to their open line (or a new one):
 * text, BS U+0008 (erases one grapheme cluster), U+2028 / CR LF (ends the line), BOM (ignored),
 * U+FFFD (kept: loss). Invalid UTF-8 becomes U+FFFD. Lines are bounded to 4000 characters. */
void           fin_transcript_feed     (FinTranscript *self, const char *from,
                                        const char *t140, gsize length);
/* Marks possible loss with U+FFFD (EN 301 549 6.2.3 c): in @from's open line, or, when T.140 came from
 * them since the last time and no line is open, as a line of its own. That one goes when
 * fin_transcript_set_line() tells that no line is missing there. */
void           fin_transcript_mark_loss (FinTranscript *self, const char *from);
/* The line the participant is typing, NULL when none. (transfer none) */
FinLine       *fin_transcript_open_line (FinTranscript *self, const char *from);
/* The number the participant's next new line of this origin will have. */
guint          fin_transcript_next_number (FinTranscript *self, const char *from, FinOrigin origin);

G_END_DECLS
