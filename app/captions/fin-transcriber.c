// The thread of a session, the sound that waits for it, and the way of what it hears to its owner.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-transcriber.h"

#include "fin-error.h"

#define SAMPLES_OF(milliseconds) ((milliseconds) * (FIN_TRANSCRIBER_RATE / 1000))

#define OPENING_MAX SAMPLES_OF (5000) /* what waits while it opens; the oldest goes */
#define WAITING_MAX SAMPLES_OF (2000) /* more, and it will not catch up */
#define CAUGHT_UP   SAMPLES_OF (1000) /* with what waited while it opened, when no more does */
#define PIECE_MAX   SAMPLES_OF (100)
#define TOLD        SAMPLES_OF (1000) /* sound after which the load is known */
#define MEASURED    SAMPLES_OF (5000) /* over which it is taken, and judged */
#define LOAD_MAX    0.8
#define THOUSAND    1000.0

/* No samples: a pause. */
typedef struct {
  gint64 at;
  gsize n;
  gint16 samples[];
} Chunk;

typedef struct {
  char *language;
  GStrv phrases;

  GMainContext *caller;
  GMainContext *context;
  GThread *thread;

  GMutex lock; /* of what follows */
  GQueue chunks;
  gsize waiting; /* samples in them, and in the one that is heard now */
  gboolean opened;
  gboolean caught_up;
  gboolean behind;
  gboolean finishing;
  gboolean quit;

  gint load; /* in thousandths; atomic */

  gboolean failed;  /* of the session's thread */
  gboolean stopped; /* of the main thread */
} FinTranscriberPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FinTranscriber, fin_transcriber, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_LANGUAGE,
  PROP_PHRASES,
  PROP_LOAD,
  N_PROPS,
};

enum {
  READY,
  UTTERANCE,
  FINISHED,
  FAILED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static FinTranscriberPrivate *
private_of (FinTranscriber *self)
{
  return fin_transcriber_get_instance_private (self);
}

/* To the main thread: @utterance and @error are of their own signals. */
typedef struct {
  FinTranscriber *self;
  guint signal;
  FinUtterance *utterance;
  GError *error;
} Post;

static void
post_free (gpointer data)
{
  Post *post = data;

  g_clear_pointer (&post->utterance, fin_utterance_unref);
  g_clear_error (&post->error);
  g_object_unref (post->self);
  g_free (post);
}

static gboolean
post_cb (gpointer data)
{
  Post *post = data;

  if (private_of (post->self)->stopped)
    return G_SOURCE_REMOVE;

  g_signal_emit (post->self, signals[post->signal], 0,
                 post->error != NULL ? (gpointer)post->error : (gpointer)post->utterance);

  return G_SOURCE_REMOVE;
}

static void
post (FinTranscriber *self, guint signal, FinUtterance *utterance, GError *error)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Post *data = g_new0 (Post, 1);

  data->self = g_object_ref (self);
  data->signal = signal;
  data->utterance = utterance;
  data->error = error;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, post_cb, data, post_free);
  g_source_attach (source, private_of (self)->caller);
}

/* The next piece of sound for the session. (transfer full) (nullable) */
static Chunk *
take (FinTranscriber *self, gboolean *quit, gboolean *behind, gboolean *finishing)
{
  FinTranscriberPrivate *priv = private_of (self);
  Chunk *chunk;

  g_mutex_lock (&priv->lock);
  *quit = priv->quit;
  *behind = priv->behind;
  *finishing = priv->finishing;
  chunk = g_queue_pop_head (&priv->chunks);
  g_mutex_unlock (&priv->lock);

  return chunk;
}

static void
hear (FinTranscriber *self, const Chunk *chunk)
{
  FinTranscriberPrivate *priv = private_of (self);
  FinTranscriberClass *klass = FIN_TRANSCRIBER_GET_CLASS (self);

  if (chunk->n == 0 && klass->pause != NULL)
    klass->pause (self);
  for (gsize done = 0; done < chunk->n; done += PIECE_MAX)
    klass->hear (self, chunk->samples + done, MIN (PIECE_MAX, chunk->n - done),
                 chunk->at + (gint64)done * G_USEC_PER_SEC / FIN_TRANSCRIBER_RATE);

  g_mutex_lock (&priv->lock);
  priv->waiting -= chunk->n;
  priv->caught_up |= priv->waiting <= CAUGHT_UP;
  g_mutex_unlock (&priv->lock);
}

static void
listen (FinTranscriber *self)
{
  FinTranscriberPrivate *priv = private_of (self);
  FinTranscriberClass *klass = FIN_TRANSCRIBER_GET_CLASS (self);
  gboolean quit = FALSE, behind = FALSE, finishing = FALSE;
  gint64 busy = 0;
  gsize heard = 0;

  while (!priv->failed) {
    g_autofree Chunk *chunk = take (self, &quit, &behind, &finishing);
    gint64 begun = g_get_monotonic_time ();

    if (quit)
      break;
    if (behind) {
      fin_transcriber_fail (
          self, g_error_new_literal (FIN_ERROR, FIN_ERROR_TIMED_OUT, "too much sound is waiting"));
      break;
    }
    if (chunk == NULL && finishing && (klass->busy == NULL || !klass->busy (self))) {
      post (self, FINISHED, NULL, NULL);
      break;
    }
    if (chunk == NULL) {
      g_main_context_iteration (priv->context, TRUE);
      continue;
    }

    hear (self, chunk);
    while (!priv->failed && g_main_context_iteration (priv->context, FALSE))
      ;

    busy += g_get_monotonic_time () - begun;
    heard += chunk->n;
    if (heard >= TOLD) {
      double load = (double)busy * FIN_TRANSCRIBER_RATE / ((double)heard * G_USEC_PER_SEC);

      g_atomic_int_set (&priv->load, (int)(MIN (load, THOUSAND) * THOUSAND));
      if (heard < MEASURED)
        continue;
      if (load > LOAD_MAX)
        fin_transcriber_fail (self, g_error_new_literal (FIN_ERROR, FIN_ERROR_TIMED_OUT,
                                                         "it does not keep up with speech"));
      busy = 0;
      heard = 0;
    }
  }
}

static gpointer
run (gpointer data)
{
  g_autoptr (FinTranscriber) self = data;
  FinTranscriberPrivate *priv = private_of (self);
  FinTranscriberClass *klass = FIN_TRANSCRIBER_GET_CLASS (self);
  GError *error = NULL;

  g_main_context_push_thread_default (priv->context);
  if (klass->open (self, &error)) {
    g_mutex_lock (&priv->lock);
    priv->opened = TRUE;
    priv->caught_up = priv->waiting <= CAUGHT_UP;
    g_mutex_unlock (&priv->lock);
    if (!priv->failed)
      post (self, READY, NULL, NULL);
    listen (self);
    if (klass->close != NULL)
      klass->close (self);
  } else
    fin_transcriber_fail (self, error);
  while (g_main_context_iteration (priv->context, FALSE))
    ;
  g_main_context_pop_thread_default (priv->context);

  return NULL;
}

/* @chunk: (transfer full) */
static void
put (FinTranscriber *self, Chunk *chunk)
{
  FinTranscriberPrivate *priv = private_of (self);

  g_mutex_lock (&priv->lock);
  if (priv->behind) /* it ends as soon as it is back from what it is in */
    g_free (chunk);
  else {
    g_queue_push_tail (&priv->chunks, chunk);
    priv->waiting += chunk->n;
  }
  while (priv->waiting > OPENING_MAX && !g_queue_is_empty (&priv->chunks)) {
    Chunk *oldest = g_queue_pop_head (&priv->chunks);

    priv->waiting -= oldest->n;
    g_free (oldest);
  }
  priv->behind |= priv->caught_up && priv->waiting > WAITING_MAX;
  g_mutex_unlock (&priv->lock);
  g_main_context_wakeup (priv->context);
}

static void
fin_transcriber_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FinTranscriber *self = FIN_TRANSCRIBER (object);

  switch (id) {
  case PROP_LOAD:
    g_value_set_double (value, fin_transcriber_load (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_transcriber_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FinTranscriberPrivate *priv = private_of (FIN_TRANSCRIBER (object));

  switch (id) {
  case PROP_LANGUAGE:
    priv->language = g_value_dup_string (value);
    break;
  case PROP_PHRASES:
    priv->phrases = g_value_dup_boxed (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_transcriber_finalize (GObject *object)
{
  FinTranscriberPrivate *priv = private_of (FIN_TRANSCRIBER (object));

  g_queue_clear_full (&priv->chunks, g_free);
  g_mutex_clear (&priv->lock);
  g_clear_pointer (&priv->thread, g_thread_unref);
  g_main_context_unref (priv->context);
  g_main_context_unref (priv->caller);
  g_free (priv->language);
  g_strfreev (priv->phrases);

  G_OBJECT_CLASS (fin_transcriber_parent_class)->finalize (object);
}

static void
fin_transcriber_class_init (FinTranscriberClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags given = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fin_transcriber_get_property;
  object_class->set_property = fin_transcriber_set_property;
  object_class->finalize = fin_transcriber_finalize;

  properties[PROP_LANGUAGE] = g_param_spec_string ("language", NULL, NULL, NULL, given);
  properties[PROP_PHRASES] = g_param_spec_boxed ("phrases", NULL, NULL, G_TYPE_STRV, given);
  properties[PROP_LOAD] = g_param_spec_double ("load", NULL, NULL, 0, THOUSAND, 0,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[READY] = g_signal_new ("ready", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  signals[UTTERANCE] = g_signal_new ("utterance", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, FIN_TYPE_UTTERANCE);
  signals[FINISHED] = g_signal_new ("finished", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
fin_transcriber_init (FinTranscriber *self)
{
  FinTranscriberPrivate *priv = private_of (self);

  g_mutex_init (&priv->lock);
  g_queue_init (&priv->chunks);
  priv->caller = g_main_context_ref_thread_default ();
  priv->context = g_main_context_new ();
}

void
fin_transcriber_start (FinTranscriber *self)
{
  FinTranscriberPrivate *priv = private_of (self);

  g_return_if_fail (FIN_IS_TRANSCRIBER (self));
  g_return_if_fail (priv->thread == NULL);

  priv->thread = g_thread_new ("transcriber", run, g_object_ref (self));
}

void
fin_transcriber_push (FinTranscriber *self, const gint16 *samples, gsize n, gint64 at)
{
  Chunk *chunk;

  g_return_if_fail (FIN_IS_TRANSCRIBER (self));
  g_return_if_fail (samples != NULL || n == 0);

  if (n == 0)
    return;

  /* More at once than ever waits is no sound of a call. */
  n = MIN (n, WAITING_MAX);
  chunk = g_malloc (sizeof (Chunk) + n * sizeof (gint16));
  chunk->at = at;
  chunk->n = n;
  memcpy (chunk->samples, samples, n * sizeof (gint16));
  put (self, chunk);
}

void
fin_transcriber_pause (FinTranscriber *self)
{
  g_return_if_fail (FIN_IS_TRANSCRIBER (self));

  put (self, g_new0 (Chunk, 1));
}

void
fin_transcriber_finish (FinTranscriber *self)
{
  FinTranscriberPrivate *priv = private_of (self);

  g_return_if_fail (FIN_IS_TRANSCRIBER (self));

  put (self, g_new0 (Chunk, 1));
  g_mutex_lock (&priv->lock);
  priv->finishing = TRUE;
  g_mutex_unlock (&priv->lock);
  g_main_context_wakeup (priv->context);
}

void
fin_transcriber_stop (FinTranscriber *self)
{
  FinTranscriberPrivate *priv = private_of (self);

  g_return_if_fail (FIN_IS_TRANSCRIBER (self));

  priv->stopped = TRUE;
  g_mutex_lock (&priv->lock);
  priv->quit = TRUE;
  g_mutex_unlock (&priv->lock);
  g_main_context_wakeup (priv->context);
}

double
fin_transcriber_load (FinTranscriber *self)
{
  g_return_val_if_fail (FIN_IS_TRANSCRIBER (self), 0);

  return g_atomic_int_get (&private_of (self)->load) / THOUSAND;
}

gsize
fin_transcriber_waiting (FinTranscriber *self)
{
  FinTranscriberPrivate *priv = private_of (self);
  gsize waiting;

  g_return_val_if_fail (FIN_IS_TRANSCRIBER (self), 0);

  g_mutex_lock (&priv->lock);
  waiting = priv->waiting;
  g_mutex_unlock (&priv->lock);

  return waiting;
}

const char *
fin_transcriber_language (FinTranscriber *self)
{
  g_return_val_if_fail (FIN_IS_TRANSCRIBER (self), NULL);

  return private_of (self)->language;
}

const char *const *
fin_transcriber_phrases (FinTranscriber *self)
{
  static const char *const none[] = { NULL };
  FinTranscriberPrivate *priv = private_of (self);

  g_return_val_if_fail (FIN_IS_TRANSCRIBER (self), none);

  return priv->phrases != NULL ? (const char *const *)priv->phrases : none;
}

void
fin_transcriber_tell (FinTranscriber *self, FinUtterance *utterance)
{
  g_return_if_fail (FIN_IS_TRANSCRIBER (self));
  g_return_if_fail (utterance != NULL);

  if (private_of (self)->failed)
    fin_utterance_unref (utterance);
  else
    post (self, UTTERANCE, utterance, NULL);
}

void
fin_transcriber_fail (FinTranscriber *self, GError *error)
{
  FinTranscriberPrivate *priv = private_of (self);

  g_return_if_fail (FIN_IS_TRANSCRIBER (self));
  g_return_if_fail (error != NULL);

  if (priv->failed) {
    g_error_free (error);
    return;
  }

  priv->failed = TRUE;
  post (self, FAILED, NULL, error);
}
