// A speaker's sessions, one after the other, and what of them is shown.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-speech.h"

#include "fin-breaker.h"

#define HIDDEN_WORDS 2
#define LEFT_LINES   8                     /* at most of a session that is left */
#define QUIET_US     (700 * 1000)          /* longer than a network's hiccup */
#define STEADY_US    (60 * G_USEC_PER_SEC) /* served so long, and what was before is forgotten */

/* How an engine has done so far. */
typedef struct {
  FinBreaker breaker;
  guint falls; /* while it served, in a row */
} Record;

/* A session that is given no more sound, and tells yet what was said before. */
typedef struct {
  FinSpeech *self; /* unowned: it holds this */
  FinTranscriber *session;
  char *language;
  double doubt;
  guint base;
  guint end; /* the number of the next session's first line */
} Left;

struct _FinSpeech {
  GObject parent_instance;

  FinEngines *engines;
  GStrv phrases;
  char *language;
  GHashTable *records; /* ids of engines that have failed → Record */
  GHashTable *tired;   /* ids of those that rest → the timer that gives them another try */

  FinEngine *engine;
  gint64 begun;             /* with it */
  FinEngine *coming_engine; /* that is to take over, or NULL */
  FinTranscriber *coming;   /* its session, which is given no sound yet */
  gboolean coming_ready;
  FinHearing hearing;
  guint base;  /* the number of the session's first line */
  guint next;  /* of the next session */
  char *open;  /* what is understood of the line that is being said, or NULL */
  char *shown; /* of it, or NULL */
  guint open_number;
  gint64 open_began;

  GPtrArray *left; /* of Left */

  GMutex lock; /* of the session, which sound is pushed into from any thread */
  FinTranscriber *session;

  GSource *quiet; /* due when no sound has come for a while */
};

G_DEFINE_FINAL_TYPE (FinSpeech, fin_speech, G_TYPE_OBJECT)
G_DEFINE_ENUM_TYPE (FinHearing,
                    fin_hearing,
                    G_DEFINE_ENUM_VALUE (FIN_HEARING_OFF, "off"),
                    G_DEFINE_ENUM_VALUE (FIN_HEARING_NO_ENGINE, "no-engine"),
                    G_DEFINE_ENUM_VALUE (FIN_HEARING_STARTING, "starting"),
                    G_DEFINE_ENUM_VALUE (FIN_HEARING_ON, "on"))

enum {
  PROP_0,
  PROP_HEARING,
  PROP_ENGINE,
  N_PROPS,
};

enum {
  CAPTION,
  FAILED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void fin_speech_begin (FinSpeech *self);
static void take_over (FinSpeech *self);

char *
fin_speech_held (const char *text, guint hidden)
{
  const char *end = text + strlen (text);

  g_return_val_if_fail (text != NULL, NULL);

  for (; hidden > 0 && end > text; hidden--)
    do
      end--;
    while (end > text && *end != ' ');

  return g_strndup (text, end - text);
}

static void
set_hearing (FinSpeech *self, FinHearing hearing)
{
  g_assert (FIN_IS_SPEECH (self));

  if (self->hearing == hearing)
    return;

  self->hearing = hearing;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEARING]);
}

static void
left_free (gpointer data)
{
  Left *left = data;

  g_signal_handlers_disconnect_by_data (left->session, left);
  fin_transcriber_stop (left->session);
  g_object_unref (left->session);
  g_free (left->language);
  g_free (left);
}

static void
left_utterance_cb (Left *left, FinUtterance *utterance)
{
  FinCaption caption = { FIN_ORIGIN_SPEECH,
                         left->base + utterance->number,
                         utterance->text,
                         left->language,
                         TRUE,
                         utterance->confidence < 0 || utterance->confidence >= left->doubt,
                         FALSE };

  if (utterance->final && utterance->text[0] != '\0' && caption.number < left->end)
    g_signal_emit (left->self, signals[CAPTION], 0, &caption, utterance->start);
}

static void
left_end_cb (Left *left)
{
  g_ptr_array_remove (left->self->left, left);
}

/* What was said before another language, or engine, is not lost with it. @session: (transfer full)
 */
static void
leave (FinSpeech *self, FinTranscriber *session)
{
  Left *left = g_new0 (Left, 1);

  g_assert (FIN_IS_SPEECH (self));

  left->self = self;
  left->session = session;
  left->language = g_strdup (self->language);
  left->doubt = fin_engine_doubt (self->engine);
  left->base = self->base;
  left->end = self->next += LEFT_LINES;
  g_ptr_array_add (self->left, left);
  g_signal_connect_swapped (session, "utterance", G_CALLBACK (left_utterance_cb), left);
  g_signal_connect_swapped (session, "finished", G_CALLBACK (left_end_cb), left);
  g_signal_connect_swapped (session, "failed", G_CALLBACK (left_end_cb), left);
  fin_transcriber_finish (session);
}

static void
tell (
    FinSpeech *self, guint number, const char *text, gboolean done, gboolean believed, gint64 began)
{
  FinCaption caption = { FIN_ORIGIN_SPEECH, number, text, self->language, done, believed, FALSE };

  g_assert (FIN_IS_SPEECH (self));

  g_signal_emit (self, signals[CAPTION], 0, &caption, began);
}

/* Nothing more comes of what is being said: what is understood of it stands, as the words held back
 * were said too. */
static void
settle (FinSpeech *self)
{
  g_autofree char *open = g_steal_pointer (&self->open);
  g_autofree char *shown = g_steal_pointer (&self->shown);
  const char *text = open != NULL && open[0] != '\0' ? open : shown;

  g_assert (FIN_IS_SPEECH (self));

  if (text != NULL)
    tell (self, self->open_number, text, TRUE, TRUE, self->open_began);
}

static void
utterance_cb (FinSpeech *self, FinUtterance *utterance)
{
  FinEngineTraits traits = fin_engine_traits (self->engine);
  gboolean believed =
      utterance->confidence < 0 || utterance->confidence >= fin_engine_doubt (self->engine);
  guint number = self->base + utterance->number;
  g_autofree char *shown = fin_speech_held (
      utterance->text, utterance->final || (traits & FIN_ENGINE_APPEND_ONLY) ? 0 : HIDDEN_WORDS);

  g_assert (FIN_IS_SPEECH (self));

  if (self->open != NULL && self->open_number != number)
    settle (self);
  self->next = MAX (self->next, number + 1);

  if (utterance->final) {
    gboolean was_shown = self->shown != NULL;

    g_clear_pointer (&self->open, g_free);
    g_clear_pointer (&self->shown, g_free);
    /* Something was said, and in the end nothing was made of it. */
    if (shown[0] != '\0' || was_shown)
      tell (self, number, shown, TRUE, believed && shown[0] != '\0', utterance->start);
    take_over (self);
    return;
  }

  g_free (self->open);
  self->open = g_strdup (utterance->text);
  self->open_number = number;
  self->open_began = utterance->start;
  if (shown[0] != '\0' && g_strcmp0 (shown, self->shown) != 0) {
    g_free (self->shown);
    self->shown = g_strdup (shown);
    tell (self, number, shown, FALSE, TRUE, utterance->start);
  }
}

static void
ready_cb (FinTranscriber *session, FinSpeech *self)
{
  g_assert (FIN_IS_SPEECH (self));

  if (session == self->coming)
    self->coming_ready = TRUE;
  else
    set_hearing (self, FIN_HEARING_ON);
}

/* @at_once: nothing more is to be had of it, or wanted. */
static void
end_session (FinSpeech *self, gboolean at_once)
{
  FinTranscriber *session;

  g_assert (FIN_IS_SPEECH (self));

  g_mutex_lock (&self->lock);
  session = g_steal_pointer (&self->session);
  g_mutex_unlock (&self->lock);
  if (session == NULL)
    return;

  g_signal_handlers_disconnect_by_data (session, self);
  if (!at_once && (fin_engine_traits (self->engine) & FIN_ENGINE_AT_PAUSES))
    leave (self, session);
  else {
    fin_transcriber_stop (session);
    g_object_unref (session);
  }
  settle (self);
  g_clear_object (&self->engine);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENGINE]);
}

static void
drop_coming (FinSpeech *self)
{
  g_autoptr (FinTranscriber) coming = g_steal_pointer (&self->coming);

  g_assert (FIN_IS_SPEECH (self));

  if (coming != NULL) {
    g_signal_handlers_disconnect_by_data (coming, self);
    fin_transcriber_stop (coming);
  }
  g_clear_object (&self->coming_engine);
  self->coming_ready = FALSE;
}

static void failed_cb (FinTranscriber *session, GError *error, FinSpeech *self);

/* Opens a session of @engine (nullable: none is to come), unless it is the one that serves. */
static void
prepare (FinSpeech *self, FinEngine *engine)
{
  g_assert (FIN_IS_SPEECH (self));

  if (engine == self->coming_engine)
    return;
  drop_coming (self);
  if (engine == NULL || engine == self->engine)
    return;

  self->coming_engine = g_object_ref (engine);
  self->coming = fin_engine_open (engine, self->language, (const char *const *)self->phrases);
  g_signal_connect_object (self->coming, "ready", G_CALLBACK (ready_cb), self, 0);
  g_signal_connect_object (self->coming, "failed", G_CALLBACK (failed_cb), self, 0);
  fin_transcriber_start (self->coming);
}

/* Another engine may be the one to serve. It opens while the other goes on: a server that is still
 * out of reach costs no words. */
static void
reconsider (FinSpeech *self)
{
  g_assert (FIN_IS_SPEECH (self));

  if (self->language == NULL)
    return;
  if (self->session == NULL)
    fin_speech_begin (self);
  else
    prepare (self, fin_engines_pick (self->engines, self->language, self->tired));
}

/* Something is settled: the moment for another engine, or for none if that is preferred. */
static void
take_over (FinSpeech *self)
{
  g_assert (FIN_IS_SPEECH (self));

  if (self->session == NULL ||
      (!self->coming_ready &&
       fin_engines_pick (self->engines, self->language, self->tired) != NULL))
    return;

  end_session (self, FALSE);
  fin_speech_begin (self);
}

typedef struct {
  FinSpeech *self; /* unowned: its end ends the timer */
  const char *id;  /* interned */
} Rest;

/* Rested: it is tried again, but not for ever. */
static gboolean
rested_cb (gpointer data)
{
  Rest *rest = data;
  FinSpeech *self = rest->self;
  const Record *record = g_hash_table_lookup (self->records, rest->id);

  /* Each time it fell some words were lost: what is too much for this computer, or this network, is
   * let be while another hears. */
  if (record->falls >= FIN_BREAKER_FAILURES && self->session != NULL)
    return G_SOURCE_CONTINUE;

  g_hash_table_remove (self->tired, rest->id);
  reconsider (self);

  return G_SOURCE_REMOVE;
}

/* Shortly at first: a moment in which the computer had too much to do must not cost a person a
 * minute of captions. */
static void
tire (FinSpeech *self, const char *id, gboolean served)
{
  gint64 now = g_get_monotonic_time ();
  Record *record = g_hash_table_lookup (self->records, id);
  Rest *rest = g_new0 (Rest, 1);
  GSource *source;

  g_assert (FIN_IS_SPEECH (self));

  rest->self = self;
  rest->id = g_intern_string (id);
  if (record == NULL) {
    record = g_new0 (Record, 1);
    g_hash_table_insert (self->records, (char *)rest->id, record);
  }
  if (served && now - self->begun > STEADY_US)
    *record = (Record){ 0 };
  record->falls += served;
  fin_breaker_failed (&record->breaker, now, 0);

  source = g_timeout_source_new ((guint)((record->breaker.rests_until - now) / 1000));
  g_source_set_callback (source, rested_cb, rest, g_free);
  g_source_attach (source, g_main_context_get_thread_default ());
  g_hash_table_replace (self->tired, (char *)rest->id, source);
}

static void
rest_end (gpointer data)
{
  g_source_destroy (data);
  g_source_unref (data);
}

static void
failed_cb (FinTranscriber *session, GError *error, FinSpeech *self)
{
  gboolean served = session == self->session;
  g_autoptr (FinEngine) engine = g_object_ref (served ? self->engine : self->coming_engine);

  g_assert (FIN_IS_SPEECH (self));

  if (served)
    end_session (self, TRUE);
  else
    drop_coming (self);
  tire (self, fin_engine_id (engine), served);
  g_signal_emit (self, signals[FAILED], 0, engine, error);
  reconsider (self);
}

static void
fin_speech_begin (FinSpeech *self)
{
  gboolean ready;

  g_assert (FIN_IS_SPEECH (self));

  if (self->language == NULL) {
    set_hearing (self, FIN_HEARING_OFF);
    return;
  }
  prepare (self, fin_engines_pick (self->engines, self->language, self->tired));
  if (self->coming == NULL) {
    set_hearing (self, FIN_HEARING_NO_ENGINE);
    return;
  }

  self->engine = g_steal_pointer (&self->coming_engine);
  ready = self->coming_ready;
  self->coming_ready = FALSE;
  self->begun = g_get_monotonic_time ();
  self->base = self->next;
  g_signal_connect_object (self->coming, "utterance", G_CALLBACK (utterance_cb), self,
                           G_CONNECT_SWAPPED);
  g_mutex_lock (&self->lock);
  self->session = g_steal_pointer (&self->coming);
  g_mutex_unlock (&self->lock);
  set_hearing (self, ready ? FIN_HEARING_ON : FIN_HEARING_STARTING);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENGINE]);
}

/* A muted track and a stalled network send no silence, and without sound no engine sees a pause. */
static gboolean
quiet_cb (gpointer data)
{
  FinSpeech *self = data;

  if (self->session != NULL)
    fin_transcriber_pause (self->session);

  return G_SOURCE_CONTINUE;
}

/* Once, each time it has been made due; which costs little, and may be done from any thread. */
static gboolean
quiet_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  g_source_set_ready_time (source, -1);

  return callback (data);
}

static GSourceFuncs quiet_funcs = { NULL, NULL, quiet_dispatch, NULL, NULL, NULL };

static void
fin_speech_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FinSpeech *self = FIN_SPEECH (object);

  switch (id) {
  case PROP_HEARING:
    g_value_set_enum (value, self->hearing);
    break;
  case PROP_ENGINE:
    g_value_set_object (value, self->engine);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_speech_dispose (GObject *object)
{
  fin_speech_stop (FIN_SPEECH (object));

  G_OBJECT_CLASS (fin_speech_parent_class)->dispose (object);
}

static void
fin_speech_finalize (GObject *object)
{
  FinSpeech *self = FIN_SPEECH (object);

  rest_end (self->quiet);
  g_clear_pointer (&self->left, g_ptr_array_unref);
  g_clear_pointer (&self->tired, g_hash_table_unref);
  g_clear_pointer (&self->records, g_hash_table_unref);
  g_clear_object (&self->engines);
  g_strfreev (self->phrases);
  g_free (self->language);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (fin_speech_parent_class)->finalize (object);
}

static void
fin_speech_class_init (FinSpeechClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fin_speech_get_property;
  object_class->dispose = fin_speech_dispose;
  object_class->finalize = fin_speech_finalize;

  properties[PROP_HEARING] =
      g_param_spec_enum ("hearing", NULL, NULL, FIN_TYPE_HEARING, FIN_HEARING_OFF, flags);
  properties[PROP_ENGINE] = g_param_spec_object ("engine", NULL, NULL, FIN_TYPE_ENGINE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CAPTION] = g_signal_new ("caption", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_INT64);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, FIN_TYPE_ENGINE, G_TYPE_ERROR);
}

static void
fin_speech_init (FinSpeech *self)
{
  self->records = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->tired = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, rest_end);
  self->left = g_ptr_array_new_with_free_func (left_free);
  g_mutex_init (&self->lock);
  self->quiet = g_source_new (&quiet_funcs, sizeof (GSource));
  g_source_set_callback (self->quiet, quiet_cb, self, NULL);
  g_source_attach (self->quiet, g_main_context_get_thread_default ());
}

FinSpeech *
fin_speech_new (FinEngines *engines, guint number)
{
  FinSpeech *self;

  g_return_val_if_fail (FIN_IS_ENGINES (engines), NULL);

  self = g_object_new (FIN_TYPE_SPEECH, NULL);
  self->engines = g_object_ref (engines);
  g_signal_connect_object (engines, "changed", G_CALLBACK (reconsider), self, G_CONNECT_SWAPPED);
  self->next = number;

  return self;
}

void
fin_speech_set_language (FinSpeech *self, const char *language)
{
  g_return_if_fail (FIN_IS_SPEECH (self));

  if (g_strcmp0 (self->language, language) == 0)
    return;

  end_session (self, FALSE);
  drop_coming (self);
  g_free (self->language);
  self->language = g_strdup (language);
  fin_speech_begin (self);
}

void
fin_speech_set_phrases (FinSpeech *self, const char *const *phrases)
{
  g_return_if_fail (FIN_IS_SPEECH (self));

  g_strfreev (self->phrases);
  self->phrases = g_strdupv ((char **)phrases);
}

void
fin_speech_push (FinSpeech *self, const gint16 *samples, gsize n, gint64 at)
{
  g_autoptr (FinTranscriber) session = NULL;

  g_return_if_fail (FIN_IS_SPEECH (self));

  g_mutex_lock (&self->lock);
  if (self->session != NULL)
    session = g_object_ref (self->session);
  g_mutex_unlock (&self->lock);

  if (session == NULL)
    return;

  fin_transcriber_push (session, samples, n, at);
  g_source_set_ready_time (self->quiet, g_get_monotonic_time () + QUIET_US);
}

void
fin_speech_stop (FinSpeech *self)
{
  g_return_if_fail (FIN_IS_SPEECH (self));

  end_session (self, TRUE);
  drop_coming (self);
  g_ptr_array_set_size (self->left, 0);
  g_hash_table_remove_all (self->tired);
  g_clear_pointer (&self->language, g_free);
  set_hearing (self, FIN_HEARING_OFF);
}

FinHearing
fin_speech_hearing (FinSpeech *self)
{
  g_return_val_if_fail (FIN_IS_SPEECH (self), FIN_HEARING_OFF);

  return self->hearing;
}

FinEngine *
fin_speech_engine (FinSpeech *self)
{
  g_return_val_if_fail (FIN_IS_SPEECH (self), NULL);

  return self->engine;
}

const char *
fin_speech_language (FinSpeech *self)
{
  g_return_val_if_fail (FIN_IS_SPEECH (self), NULL);

  return self->language;
}
