// Numbers utterances, and turns seconds of sound into the time of the clock.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-teller.h"

#define GAP_US 100000 /* less is the unsteady pace of a sound card */

void
fin_heard_clear (FinHeard *heard)
{
  g_clear_pointer (&heard->text, g_free);
}

void
fin_teller_init (FinTeller *self, FinTranscriber *transcriber)
{
  *self = (FinTeller){ .transcriber = transcriber };
}

void
fin_teller_clear (FinTeller *self)
{
  g_clear_pointer (&self->told, g_free);
}

static gint64
time_of (FinTeller *self, gint64 sample)
{
  guint run = self->n_runs - 1;

  while (run > 0 && self->runs[run].sample > sample)
    run--;

  return self->runs[run].at +
         (sample - self->runs[run].sample) * G_USEC_PER_SEC / FIN_TRANSCRIBER_RATE;
}

/* Never out of what was heard, whatever the engine says. */
static gint64
sample_of (FinTeller *self, double seconds, gint64 fallback)
{
  if (!(seconds >= 0))
    return fallback;

  return (gint64)MIN (seconds * FIN_TRANSCRIBER_RATE, (double)self->samples);
}

void
fin_teller_sound (FinTeller *self, gsize n, gint64 at)
{
  if (self->n_runs == 0 || ABS (at - time_of (self, self->samples)) > GAP_US) {
    if (self->n_runs == FIN_TELLER_RUNS) {
      memmove (self->runs, self->runs + 1, (FIN_TELLER_RUNS - 1) * sizeof self->runs[0]);
      self->n_runs--;
    }
    self->runs[self->n_runs].sample = self->samples;
    self->runs[self->n_runs].at = at;
    self->n_runs++;
  }
  self->samples += (gint64)n;
}

gint64
fin_teller_end (FinTeller *self)
{
  g_return_val_if_fail (self->n_runs > 0, 0);

  return time_of (self, self->samples);
}

void
fin_teller_tell (FinTeller *self, const FinHeard *heard)
{
  gint64 start, end;

  if (self->n_runs == 0)
    return;
  if (self->told == NULL) {
    if (heard->text[0] == '\0')
      return;
    self->begun = self->samples;
  } else if (!heard->final && g_str_equal (self->told, heard->text))
    return;

  g_free (self->told);
  self->told = g_strdup (heard->text);

  start = sample_of (self, heard->start, self->begun);
  end = MAX (start, sample_of (self, heard->end, self->samples));
  fin_transcriber_tell (self->transcriber,
                        fin_utterance_new (self->number, heard->text, heard->final,
                                           heard->confidence, time_of (self, start),
                                           time_of (self, end)));
  if (heard->final) {
    g_clear_pointer (&self->told, g_free);
    self->number++;
  }
}
