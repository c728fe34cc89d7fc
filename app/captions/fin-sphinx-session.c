// One speaker heard by pocketsphinx, in its own thread.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-sphinx-session.h"

#include <glib/gstdio.h>
#include <pocketsphinx.h>
#include <sphinxbase/err.h>
#include <sys/mman.h>

#include "fin-error.h"
#include "fin-office-model.h"

#define SAMPLES_OF(milliseconds) ((gint64)(milliseconds) * (FIN_TRANSCRIBER_RATE / 1000))
#define USEC_OF(milliseconds)    ((gint64)(milliseconds)*1000)

/* The decoder's frames are of 10 ms. */
#define START_FRAMES  10 /* of speech, and it says that there is some */
#define AFTER_FRAMES  50 /* without speech, and it has ended */
#define FRAME_MS      10
#define LETTER_FRAMES                                                                              \
  30 /* a word with more for each letter is none; of spoken ones 24 was the most */
#define PIECE         SAMPLES_OF (20)
#define CUT_IN_GAP    SAMPLES_OF (15000) /* so much without a pause: at the next gap between words */
#define CUT           SAMPLES_OF (18000) /* wherever it is */
/* Digital silence upsets the decoder: noise of -60 dBFS, evenly between minus and plus this. */
#define NOISE 57

struct _FinSphinxSession {
  FinTranscriber parent_instance;

  FinOfficeModel *model;
  cmd_ln_t *config;
  ps_decoder_t *decoder;
  guint32 noise;

  guint number; /* of the utterance that is heard, or comes next */
  gboolean speaking;
  gint64 start; /* of it */
  gint64 end;   /* of what was heard */
  gint64 heard; /* samples of it */
  char *told;   /* what is known of it by now; NULL for nothing yet */
};

G_DEFINE_FINAL_TYPE (FinSphinxSession, fin_sphinx_session, FIN_TYPE_TRANSCRIBER)

static void
fail (FinSphinxSession *self, const char *message)
{
  fin_transcriber_fail (FIN_TRANSCRIBER (self),
                        g_error_new_literal (FIN_ERROR, FIN_ERROR_FAILED, message));
}

/* The decoder reads files; this one is in memory only, and gone when it is closed. */
static int
file_of (const char *text, GError **error)
{
  int fd = memfd_create ("model", MFD_CLOEXEC);
  gsize length = strlen (text);

  for (gssize n = 0, done = 0; fd >= 0 && done < (gssize)length; done += n) {
    n = write (fd, text + done, length - done);
    if (n <= 0) {
      g_close (fd, NULL);
      fd = -1;
    }
  }
  if (fd < 0)
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FAILED, "no memory for a file");

  return fd;
}

static ps_decoder_t *
decoder_of (FinSphinxSession *self, int dictionary, int arpa)
{
  g_autofree char *dictionary_path = g_strdup_printf ("/proc/self/fd/%d", dictionary);
  g_autofree char *arpa_path = g_strdup_printf ("/proc/self/fd/%d", arpa);
  const char *options[] = {
    "pocketsphinx",
    "-hmm",
    FIN_SPHINX_SOUNDS,
    "-dict",
    dictionary_path,
    "-lm",
    arpa_path,
    "-vad_startspeech",
    G_STRINGIFY (START_FRAMES),
    "-vad_postspeech",
    G_STRINGIFY (AFTER_FRAMES),
    /* One pass, over half of the frames, with few hypotheses: half the work, and of what an
     * office's sentences have in them no more words are wrong. */
    "-fwdflat",
    "no",
    "-ds",
    "2",
    "-maxhmmpf",
    "3000",
    "-maxwpf",
    "5",
  };

  self->config = cmd_ln_parse_r (NULL, ps_args (), G_N_ELEMENTS (options), (char **)options, TRUE);

  return self->config != NULL ? ps_init (self->config) : NULL;
}

/* The next utterance may come. */
static void
listen (FinSphinxSession *self)
{
  self->speaking = FALSE;
  g_clear_pointer (&self->told, g_free);
  if (ps_start_stream (self->decoder) < 0 || ps_start_utt (self->decoder) < 0)
    fail (self, "pocketsphinx does not begin to listen");
}

static gboolean
start (FinSphinxSession *self, GError **error)
{
  const char *language = fin_transcriber_language (FIN_TRANSCRIBER (self));
  int dictionary, arpa;

  self->model =
      fin_office_model_new (language, fin_transcriber_phrases (FIN_TRANSCRIBER (self)),
                            g_str_equal (language, "en") ? FIN_SPHINX_DICTIONARY : NULL, error);
  if (self->model == NULL)
    return FALSE;

  dictionary = file_of (self->model->dictionary, error);
  if (dictionary < 0)
    return FALSE;
  arpa = file_of (self->model->arpa, error);
  if (arpa >= 0) {
    self->decoder = decoder_of (self, dictionary, arpa);
    if (self->decoder == NULL)
      g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FAILED, "pocketsphinx does not start");
    g_close (arpa, NULL);
  }
  g_close (dictionary, NULL);

  return self->decoder != NULL;
}

/* In the session's thread, where what the decoder says is silenced. */
static void
fin_sphinx_session_close (FinTranscriber *transcriber)
{
  FinSphinxSession *self = FIN_SPHINX_SESSION (transcriber);

  g_clear_pointer (&self->decoder, ps_free);
  g_clear_pointer (&self->config, cmd_ln_free_r);
  g_clear_pointer (&self->model, fin_office_model_free);
  g_clear_pointer (&self->told, g_free);
}

static gboolean
fin_sphinx_session_open (FinTranscriber *transcriber, GError **error)
{
  FinSphinxSession *self = FIN_SPHINX_SESSION (transcriber);

  /* In this thread; with -logfn each session would leave a file open. */
  err_set_logfp (NULL);
  if (!start (self, error)) {
    fin_sphinx_session_close (transcriber);
    return FALSE;
  }
  listen (self);

  return TRUE;
}

static void
tell (FinSphinxSession *self, const char *heard, gboolean final, double confidence)
{
  g_autofree char *text = fin_office_model_spell (self->model, heard);

  fin_transcriber_tell (
      FIN_TRANSCRIBER (self),
      fin_utterance_new (self->number, text, final, confidence, self->start, self->end));
}

static gboolean
is_word (const char *segment)
{
  return segment[0] != '<' && segment[0] != '[';
}

/* A hum is taken for a vowel without end. */
static gboolean
drawn_out (ps_seg_t *segment)
{
  int first, last;

  ps_seg_frames (segment, &first, &last);

  return last - first > LETTER_FRAMES * g_utf8_strlen (ps_seg_word (segment), -1);
}

/* The mean of what the decoder believes of each word. */
static double
confidence_of (FinSphinxSession *self)
{
  logmath_t *logmath = ps_get_logmath (self->decoder);
  double sum = 0;
  guint words = 0;

  for (ps_seg_t *segment = ps_seg_iter (self->decoder); segment != NULL;
       segment = ps_seg_next (segment))
    if (is_word (ps_seg_word (segment))) {
      if (!drawn_out (segment))
        sum += logmath_exp (logmath, ps_seg_prob (segment, NULL, NULL, NULL));
      words++;
    }

  return words > 0 ? CLAMP (sum / words, 0, 1) : 0;
}

static void
end_utterance (FinSphinxSession *self)
{
  const char *heard;

  if (ps_end_utt (self->decoder) < 0) {
    fail (self, "pocketsphinx does not end what it hears");
    return;
  }

  heard = ps_get_hyp (self->decoder, NULL);
  if (heard == NULL)
    heard = "";
  /* What was told and comes to nothing is taken back. */
  if (self->told != NULL || heard[0] != '\0') {
    tell (self, heard, TRUE, confidence_of (self));
    self->number++;
  }
  listen (self);
}

static gboolean
in_gap (FinSphinxSession *self)
{
  gboolean gap = FALSE;

  for (ps_seg_t *segment = ps_seg_iter (self->decoder); segment != NULL;
       segment = ps_seg_next (segment))
    gap = !is_word (ps_seg_word (segment));

  return gap;
}

static void
hear_more (FinSphinxSession *self, gsize n)
{
  const char *heard = ps_get_hyp (self->decoder, NULL);

  self->heard += n;
  if (heard != NULL && heard[0] != '\0' && g_strcmp0 (heard, self->told) != 0) {
    g_free (self->told);
    self->told = g_strdup (heard);
    tell (self, heard, FALSE, -1);
  }

  if (self->heard > CUT || (self->heard > CUT_IN_GAP && in_gap (self)))
    end_utterance (self);
}

static void
hear (FinSphinxSession *self, const gint16 *samples, gsize n, gint64 at)
{
  gint16 noisy[PIECE];
  gboolean speech;

  for (gsize i = 0; i < n; i++) {
    self->noise = self->noise * 1664525 + 1013904223;
    noisy[i] = CLAMP (samples[i] + (int)((self->noise >> 16) % (2 * NOISE + 1)) - NOISE, G_MININT16,
                      G_MAXINT16);
  }
  if (ps_process_raw (self->decoder, noisy, n, FALSE, FALSE) < 0) {
    fail (self, "pocketsphinx does not hear");
    return;
  }

  self->end = at + (gint64)n * G_USEC_PER_SEC / FIN_TRANSCRIBER_RATE;
  speech = ps_get_in_speech (self->decoder);
  if (speech && !self->speaking) {
    self->speaking = TRUE;
    self->start = at - USEC_OF (START_FRAMES * FRAME_MS);
    self->heard = 0;
  }
  if (speech)
    hear_more (self, n);
  else if (self->speaking) {
    self->end -= USEC_OF (AFTER_FRAMES * FRAME_MS);
    end_utterance (self);
  }
}

static void
fin_sphinx_session_hear (FinTranscriber *transcriber, const gint16 *samples, gsize n, gint64 at)
{
  for (gsize done = 0; done < n; done += PIECE)
    hear (FIN_SPHINX_SESSION (transcriber), samples + done, MIN (PIECE, n - done),
          at + (gint64)done * G_USEC_PER_SEC / FIN_TRANSCRIBER_RATE);
}

static void
fin_sphinx_session_pause (FinTranscriber *transcriber)
{
  FinSphinxSession *self = FIN_SPHINX_SESSION (transcriber);

  if (self->speaking)
    end_utterance (self);
}

static void
fin_sphinx_session_class_init (FinSphinxSessionClass *klass)
{
  FinTranscriberClass *transcriber_class = FIN_TRANSCRIBER_CLASS (klass);

  transcriber_class->open = fin_sphinx_session_open;
  transcriber_class->hear = fin_sphinx_session_hear;
  transcriber_class->pause = fin_sphinx_session_pause;
  transcriber_class->close = fin_sphinx_session_close;
}

static void
fin_sphinx_session_init (FinSphinxSession *self)
{
}
