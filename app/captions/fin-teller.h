// What a streaming engine makes of the sound it is given: the utterance under way, and where its words are
// in time.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-transcriber.h"

G_BEGIN_DECLS

/**
 * FinHeard:
 * @text: as the engine said it
 * @final: the next one begins a new utterance
 * @confidence: 0 to 1; negative when not told
 * @start: seconds of sound given to the engine since it began; negative when not told
 * @end: the same
 */
typedef struct {
  char *text;
  gboolean final;
  double confidence;
  double start;
  double end;
} FinHeard;

void fin_heard_clear (FinHeard *heard);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FinHeard, fin_heard_clear)

#define FIN_TELLER_RUNS 16

/* Of the session's thread. All is private to the functions below. */
typedef struct {
  FinTranscriber *transcriber; /* whose it is; not held */
  gint64 samples;
  struct {
    gint64 sample;
    gint64 at;
  } runs[FIN_TELLER_RUNS]; /* sound without a gap, the newest last */
  guint n_runs;
  guint number;
  char *told; /* of the utterance under way; NULL when there is none */
  gint64 begun;
} FinTeller;

void   fin_teller_init  (FinTeller *self, FinTranscriber *transcriber);
void   fin_teller_clear (FinTeller *self);
/* The engine is given @n samples that began at @at (monotonic µs). */
void   fin_teller_sound (FinTeller *self, gsize n, gint64 at);
/* Until when sound was given, on the monotonic clock; only after fin_teller_sound(). */
gint64 fin_teller_end   (FinTeller *self);
/* Tells what is news; an utterance that comes to nothing is told as final and empty. */
void   fin_teller_tell  (FinTeller *self, const FinHeard *heard);

G_END_DECLS
