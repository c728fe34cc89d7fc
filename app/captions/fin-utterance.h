// What a transcriber heard: one stretch of speech between two pauses, as it is understood so far.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define FIN_UTTERANCE_MAX 4000 /* characters */

/**
 * FinUtterance:
 * @number: within its session, from 0; the same again replaces what was said of it before
 * @text: plain text, valid UTF-8, without controls, spaces trimmed, at most FIN_UTTERANCE_MAX characters
 * @final: it will not change any more
 * @confidence: of the engine in the whole of it, 0 to 1; negative when it tells none
 * @start: when its sound began, on the monotonic clock, µs
 * @end: until when its sound was heard
 *
 * Never changes once made; may cross threads.
 */
typedef struct {
  guint       number;
  const char *text;
  gboolean    final;
  double      confidence;
  gint64      start;
  gint64      end;
} FinUtterance;

#define FIN_TYPE_UTTERANCE (fin_utterance_get_type ())
GType         fin_utterance_get_type (void);

/* @text is what an engine or a server said, whatever it holds. (transfer full) */
FinUtterance *fin_utterance_new   (guint number, const char *text, gboolean final, double confidence,
                                   gint64 start, gint64 end);
FinUtterance *fin_utterance_ref   (FinUtterance *self);
void          fin_utterance_unref (FinUtterance *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FinUtterance, fin_utterance_unref)

/* Foreign text as one may show it: valid UTF-8, no controls nor direction overrides (U+202A to U+202E,
 * U+2066 to U+2069), white space as single spaces, bounded. (transfer full) */
char         *fin_utterance_clean (const char *text);

G_END_DECLS
