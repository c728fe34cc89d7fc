// Sound from a process, pushed by a timer.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-caption-trial.h"

#include <string.h>

#include "fin-error.h"
#include "fin-language.h"

#define HEADER_MAX     4096 /* of a WAV file: its sound begins well before */
#define BLOCK          (FIN_TRANSCRIBER_RATE / 10)
#define BLOCK_MS       100
#define BEFORE         (FIN_TRANSCRIBER_RATE / 2)
#define AFTER          (FIN_TRANSCRIBER_RATE * 3 / 2)
#define LOUD           500
#define NOISE          57 /* -60 dBFS, as in any room: digital silence confuses engines */
#define UTTERANCES_MAX 20
#define PATIENCE_S     30

struct _FinCaptionTrial {
  GObject parent_instance;

  FinEngine *engine;
  char *language;
  GCancellable *cancellable;
  FinTranscriber *session;
  GArray *sound;    /* of gint16 */
  gsize said;       /* the end of the sentence in it */
  gsize pushed;     /* so many samples */
  gint64 began;     /* when the first was, on the monotonic clock */
  guint timer;      /* pushes */
  guint patience;   /* ends it */
  GPtrArray *heard; /* words of each utterance */
  gboolean settled; /* the last of them is final */
  double delay;
  double load;
};

G_DEFINE_FINAL_TYPE (FinCaptionTrial, fin_caption_trial, G_TYPE_OBJECT)

enum {
  CHANGED,
  ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const struct {
  const char *language;
  const char *voice;
  const char *sentence;
} sentences[] = {
  { "ca", "ca", "Bon dia, quins documents he de portar?" },
  { "es", "es", "Buenos días, ¿qué documentos tengo que traer?" },
  { "en", "en-us", "Good morning, which documents do I have to bring?" },
};

static void
stop (FinCaptionTrial *self)
{
  g_assert (FIN_IS_CAPTION_TRIAL (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->patience, g_source_remove);
  if (self->session != NULL) {
    g_signal_handlers_disconnect_by_data (self->session, self);
    fin_transcriber_stop (self->session);
  }
  g_clear_object (&self->session);
}

static void
end (FinCaptionTrial *self, const GError *error)
{
  g_assert (FIN_IS_CAPTION_TRIAL (self));

  g_object_ref (self);
  stop (self);
  g_signal_emit (self, signals[ENDED], 0, error);
  g_object_unref (self);
}

static void
failed_cb (FinCaptionTrial *self, const GError *error)
{
  end (self, error);
}

static gboolean
patience_cb (gpointer data)
{
  FinCaptionTrial *self = data;
  g_autoptr (GError) error =
      g_error_new_literal (FIN_ERROR, FIN_ERROR_TIMED_OUT, "Nothing was heard in time");

  self->patience = 0;
  end (self, error);

  return G_SOURCE_REMOVE;
}

static gboolean
is_over (FinCaptionTrial *self)
{
  return self->settled && self->pushed == self->sound->len;
}

static void
utterance_cb (FinCaptionTrial *self, FinUtterance *utterance)
{
  g_assert (FIN_IS_CAPTION_TRIAL (self));

  if (utterance->number >= UTTERANCES_MAX)
    return;

  while (self->heard->len <= utterance->number)
    g_ptr_array_add (self->heard, g_strdup (""));
  g_free (self->heard->pdata[utterance->number]);
  self->heard->pdata[utterance->number] = g_strdup (utterance->text);
  self->settled = utterance->final;
  if (utterance->final)
    self->delay = MAX (0, (g_get_monotonic_time () - self->began) / (double)G_USEC_PER_SEC -
                              self->said / (double)FIN_TRANSCRIBER_RATE);
  g_signal_emit (self, signals[CHANGED], 0);
  if (is_over (self))
    end (self, NULL);
}

/* As much as would have been said by now. */
static gboolean
push_cb (gpointer data)
{
  FinCaptionTrial *self = data;
  gint64 elapsed = g_get_monotonic_time () - self->began;
  gsize due = MIN (elapsed * FIN_TRANSCRIBER_RATE / G_USEC_PER_SEC, self->sound->len);
  double load;

  while (self->pushed < due) {
    gsize n = MIN (BLOCK, due - self->pushed);

    fin_transcriber_push (self->session, &g_array_index (self->sound, gint16, self->pushed), n,
                          self->began + self->pushed * G_USEC_PER_SEC / FIN_TRANSCRIBER_RATE);
    self->pushed += n;
  }
  load = fin_transcriber_load (self->session);
  if (load > self->load) {
    self->load = load;
    g_signal_emit (self, signals[CHANGED], 0);
  }
  if (self->pushed < self->sound->len)
    return G_SOURCE_CONTINUE;

  self->timer = 0;
  fin_transcriber_pause (self->session);
  if (is_over (self))
    end (self, NULL);

  return G_SOURCE_REMOVE;
}

static void
ready_cb (FinCaptionTrial *self)
{
  g_assert (FIN_IS_CAPTION_TRIAL (self));

  if (self->timer != 0)
    return;

  self->began = g_get_monotonic_time ();
  self->timer = g_timeout_add (BLOCK_MS, push_cb, self);
  g_source_set_name_by_id (self->timer, "trial: sound");
}

static gint16
noise (void)
{
  return g_random_int_range (-NOISE, NOISE + 1);
}

/* @wav: mono S16. Its length as written can't be relied upon: the writer did not know it yet. */
static gboolean
take_sound (FinCaptionTrial *self, GBytes *wav)
{
  gsize size;
  const char *data = wav != NULL ? g_bytes_get_data (wav, &size) : NULL;
  const char *start = NULL;
  guint32 rate;
  g_autofree gint16 *samples = NULL;
  gsize n, wanted;

  if (data == NULL || size < 44 || memcmp (data, "RIFF", 4) != 0)
    return FALSE;
  for (gsize i = 12; start == NULL && i + 8 < MIN (size, HEADER_MAX); i++)
    if (memcmp (data + i, "data", 4) == 0)
      start = data + i + 8;
  memcpy (&rate, data + 24, sizeof rate);
  rate = GUINT32_FROM_LE (rate);
  if (start == NULL || rate < 8000 || rate > 48000)
    return FALSE;

  n = (data + size - start) / sizeof (gint16);
  samples = g_memdup2 (start, n * sizeof (gint16));
  wanted = n * FIN_TRANSCRIBER_RATE / rate;
  self->sound = g_array_sized_new (FALSE, TRUE, sizeof (gint16), BEFORE + wanted + AFTER);
  g_array_set_size (self->sound, BEFORE + wanted + AFTER);
  for (gsize i = 0; i < self->sound->len; i++) {
    gint16 *sample = &g_array_index (self->sound, gint16, i);
    double from = ((double)i - BEFORE) * rate / FIN_TRANSCRIBER_RATE;
    gsize at = MAX (0, from);
    double voice = 0;

    if (i >= BEFORE && at + 1 < n)
      voice = samples[at] + (from - at) * (samples[at + 1] - samples[at]);
    if (ABS (voice) > LOUD)
      self->said = i + 1;
    *sample = CLAMP (voice + noise (), G_MININT16, G_MAXINT16);
  }

  return self->said > 0;
}

static void
no_voice (FinCaptionTrial *self)
{
  g_autoptr (GError) error =
      g_error_new_literal (FIN_ERROR, FIN_ERROR_NOT_FOUND, "espeak-ng does not speak");

  end (self, error);
}

static void
spoken_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinCaptionTrial) self = data;
  g_autoptr (GBytes) wav = NULL;

  g_subprocess_communicate_finish (G_SUBPROCESS (source), result, &wav, NULL, NULL);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!take_sound (self, wav)) {
    no_voice (self);
    return;
  }

  self->session = fin_engine_open (self->engine, self->language, NULL);
  g_signal_connect_object (self->session, "ready", G_CALLBACK (ready_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "utterance", G_CALLBACK (utterance_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "failed", G_CALLBACK (failed_cb), self,
                           G_CONNECT_SWAPPED);
  fin_transcriber_start (self->session);
}

/* Once whoever made it listens. */
static gboolean
begin_cb (gpointer data)
{
  FinCaptionTrial *self = data;
  g_autoptr (GSubprocess) espeak = NULL;
  const char *voice = NULL, *sentence = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (g_str_equal (sentences[i].language, self->language)) {
      voice = sentences[i].voice;
      sentence = sentences[i].sentence;
    }
  espeak =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL,
                        "espeak-ng", "-v", voice, "-s", "150", "--stdout", sentence, NULL);
  self->timer = 0;
  if (espeak != NULL)
    g_subprocess_communicate_async (espeak, NULL, self->cancellable, spoken_cb,
                                    g_object_ref (self));
  else
    no_voice (self);

  return G_SOURCE_REMOVE;
}

static void
fin_caption_trial_dispose (GObject *object)
{
  FinCaptionTrial *self = FIN_CAPTION_TRIAL (object);

  stop (self);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (fin_caption_trial_parent_class)->dispose (object);
}

static void
fin_caption_trial_finalize (GObject *object)
{
  FinCaptionTrial *self = FIN_CAPTION_TRIAL (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->sound, g_array_unref);
  g_ptr_array_unref (self->heard);
  g_free (self->language);

  G_OBJECT_CLASS (fin_caption_trial_parent_class)->finalize (object);
}

static void
fin_caption_trial_class_init (FinCaptionTrialClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fin_caption_trial_dispose;
  object_class->finalize = fin_caption_trial_finalize;

  signals[CHANGED] = g_signal_new ("changed", FIN_TYPE_CAPTION_TRIAL, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[ENDED] = g_signal_new ("ended", FIN_TYPE_CAPTION_TRIAL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
fin_caption_trial_init (FinCaptionTrial *self)
{
  self->cancellable = g_cancellable_new ();
  self->heard = g_ptr_array_new_with_free_func (g_free);
  self->delay = -1;
}

const char *
fin_caption_trial_sentence (const char *language)
{
  g_return_val_if_fail (language != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (g_str_equal (sentences[i].language, language))
      return sentences[i].sentence;

  return NULL;
}

FinCaptionTrial *
fin_caption_trial_new (FinEngine *engine, const char *language)
{
  FinCaptionTrial *self;

  g_return_val_if_fail (FIN_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (fin_caption_trial_sentence (language) != NULL, NULL);

  self = g_object_new (FIN_TYPE_CAPTION_TRIAL, NULL);
  self->engine = g_object_ref (engine);
  self->language = g_strdup (language);
  self->timer = g_idle_add (begin_cb, self);
  self->patience = g_timeout_add_seconds (PATIENCE_S, patience_cb, self);
  g_source_set_name_by_id (self->patience, "trial: patience");

  return self;
}

char *
fin_caption_trial_words (FinCaptionTrial *self)
{
  g_autoptr (GString) words = g_string_new (NULL);

  g_return_val_if_fail (FIN_IS_CAPTION_TRIAL (self), NULL);

  for (guint i = 0; i < self->heard->len; i++) {
    if (words->len > 0)
      g_string_append_c (words, ' ');
    g_string_append (words, self->heard->pdata[i]);
  }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

double
fin_caption_trial_delay (FinCaptionTrial *self)
{
  g_return_val_if_fail (FIN_IS_CAPTION_TRIAL (self), -1);

  return self->delay;
}

double
fin_caption_trial_load (FinCaptionTrial *self)
{
  g_return_val_if_fail (FIN_IS_CAPTION_TRIAL (self), 0);

  return self->load;
}
