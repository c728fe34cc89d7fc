// Voices in, lines out.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-captions.h"

#include <gst/gst.h>

#include "fin-caption-tools.h"
#include "fin-glossary.h"
#include "fin-json.h"
#include "fin-language.h"
#include "fin-object.h"
#include "fin-translations.h"

#define AGO_MAX 600000 /* ms, of the API */

/* One participant's. */
typedef struct {
  FinCaptions *captions; /* unowned */
  FinParticipant *participant;
  FinParty *party;      /* NULL: oneself */
  GSignalGroup *source; /* the peer, or one's own call */
  FinSpeech *speech;
  gboolean unheard; /* as everybody was told */
} Voice;

struct _FinCaptions {
  GObject parent_instance;

  FinLink *link;
  FinCall *call;
  GListModel *parties;
  FinTranscript *transcript;
  GPtrArray *voices; /* of Voice */
  GStrv phrases;
  char *phrases_language;
  FinGlossary *glossary;
  char *writing;        /* whose words somebody here writes down, or NULL */
  guint writing_number; /* of the line that is begun */
  gboolean begun;
  gboolean private;
  FinTranslations *translations;
  gboolean on;
  gboolean stopped;
};

G_DEFINE_FINAL_TYPE (FinCaptions, fin_captions, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_ON,
  N_PROPS,
};

enum {
  CHANGED,
  ENGINE_FAILED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* Lines to the office */

static void
send_caption (FinCaptions *self, FinLine *line)
{
  g_autoptr (GDateTime) now = fin_transcript_now (self->transcript);
  JsonObject *message = json_object_new ();
  const char *language = fin_line_language (line);

  g_assert (FIN_IS_CAPTIONS (self));

  json_object_set_string_member (message, "type", "caption");
  json_object_set_string_member (message, "from", fin_line_from (line));
  json_object_set_string_member (message, "origin", fin_origin_name (fin_line_origin (line)));
  json_object_set_int_member (message, "line", fin_line_number (line));
  json_object_set_string_member (message, "text", fin_line_text (line));
  json_object_set_string_member (message, "language",
                                 language != NULL ? language : FIN_LANGUAGE_DEFAULT);
  json_object_set_boolean_member (message, "done", fin_line_done (line));
  json_object_set_boolean_member (message, "believed", fin_line_believed (line));
  json_object_set_boolean_member (message, "mended", fin_line_mended (line));
  json_object_set_int_member (
      message, "ago", CLAMP (g_date_time_difference (now, fin_line_at (line)) / 1000, 0, AGO_MAX));
  fin_link_send (self->link, message);
}

/* Voices */

static Voice *
voice_of (FinCaptions *self, const char *id)
{
  for (guint i = 0; i < self->voices->len; i++) {
    Voice *voice = self->voices->pdata[i];

    if (g_str_equal (fin_participant_id (voice->participant), id))
      return voice;
  }

  return NULL;
}

static void
voice_free (gpointer data)
{
  Voice *voice = data;

  g_signal_handlers_disconnect_by_data (voice->participant, voice);
  if (voice->party != NULL)
    g_signal_handlers_disconnect_by_data (voice->party, voice);
  g_signal_handlers_disconnect_by_data (voice->speech, voice);
  g_clear_object (&voice->source);
  g_clear_object (&voice->speech);
  g_clear_object (&voice->party);
  g_clear_object (&voice->participant);
  g_free (voice);
}

/* Who counts on captions is to know when there are none. */
static void
tell_captioned (Voice *voice)
{
  FinCaptions *self = voice->captions;
  JsonObject *message = json_object_new ();

  json_object_set_string_member (message, "type", "captioned");
  json_object_set_string_member (message, "participant", fin_participant_id (voice->participant));
  json_object_set_boolean_member (message, "captioned", !voice->unheard);
  fin_link_send (self->link, message);
}

static void
hearing_cb (Voice *voice)
{
  const char *id = fin_participant_id (voice->participant);
  FinHearing hearing = fin_speech_hearing (voice->speech);
  gboolean unheard = (hearing == FIN_HEARING_OFF || hearing == FIN_HEARING_NO_ENGINE) &&
                     g_strcmp0 (id, voice->captions->writing) != 0;

  if (unheard != voice->unheard && !voice->captions->stopped) {
    voice->unheard = unheard;
    tell_captioned (voice);
  }
  g_signal_emit (voice->captions, signals[CHANGED], 0, fin_participant_id (voice->participant));
}

/* What may be said in @language. (transfer full) */
static char **
phrases_in (FinCaptions *self, const char *language)
{
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  g_auto (GStrv) names = fin_glossary_said (self->glossary, language);

  g_assert (FIN_IS_CAPTIONS (self));

  if (self->phrases != NULL && g_str_equal (language, self->phrases_language))
    g_strv_builder_addv (all, (const char **)self->phrases);
  g_strv_builder_addv (all, (const char **)names);

  return g_strv_builder_end (all);
}

/* Hears them while it is wanted and they have a microphone, in what they speak; the citizen not
 * while they may say a code. */
static void
voice_update (Voice *voice)
{
  FinCaptions *self = voice->captions;
  const FinLanguage *language = fin_language_lookup (fin_participant_speaks (voice->participant));
  gboolean here = voice->party == NULL || fin_participant_connected (voice->participant);
  gboolean written = g_strcmp0 (fin_participant_id (voice->participant), self->writing) == 0;
  gboolean private = fin_captions_is_private (self, fin_participant_id (voice->participant));

  if (language != NULL) {
    g_auto (GStrv) phrases = phrases_in (self, language->code);

    fin_speech_set_phrases (voice->speech, (const char *const *)phrases);
  }
  fin_speech_set_language (
      voice->speech,
      self->on && here && !written && !private && language != NULL ? language->code : NULL);
  hearing_cb (voice);
}

static void
sound_cb (GObject *source, GstSample *sample, gpointer data)
{
  Voice *voice = data;
  GstMapInfo map;

  if (!gst_buffer_map (gst_sample_get_buffer (sample), &map, GST_MAP_READ))
    return;

  gsize n = map.size / sizeof (gint16);
  fin_speech_push (voice->speech, (const gint16 *)map.data, n,
                   g_get_monotonic_time () - (gint64)n * G_USEC_PER_SEC / FIN_TRANSCRIBER_RATE);
  gst_buffer_unmap (gst_sample_get_buffer (sample), &map);
}

static void
caption_cb (Voice *voice, const FinCaption *caption, gint64 began)
{
  FinCaptions *self = voice->captions;
  g_autoptr (GDateTime) now = fin_transcript_now (self->transcript);
  g_autoptr (GDateTime) at = g_date_time_add (now, began - g_get_monotonic_time ());
  g_autofree char *text = NULL;
  FinCaption told = *caption;

  if (caption->done)
    told.text = text = fin_glossary_mend (self->glossary, caption->language, caption->text);
  send_caption (self, fin_transcript_set_caption (
                          self->transcript, fin_participant_id (voice->participant), &told, at));
}

static void
failed_cb (Voice *voice, FinEngine *engine, GError *error)
{
  g_message ("An engine of captions was given up for now: %s: %s", fin_engine_id (engine),
             error->message);
  g_signal_emit (voice->captions, signals[ENGINE_FAILED], 0, fin_engine_id (engine));
}

static void
peer_cb (Voice *voice)
{
  g_signal_group_set_target (voice->source, fin_party_peer (voice->party));
}

static void
add_voice (FinCaptions *self, FinParticipant *participant, FinParty *party)
{
  Voice *voice = g_new0 (Voice, 1);

  g_assert (FIN_IS_CAPTIONS (self));

  voice->captions = self;
  voice->participant = g_object_ref (participant);
  voice->speech =
      fin_speech_new (fin_caption_engines (),
                      fin_transcript_next_number (
                          self->transcript, fin_participant_id (participant), FIN_ORIGIN_SPEECH));
  g_signal_connect_swapped (voice->speech, "caption", G_CALLBACK (caption_cb), voice);
  g_signal_connect_swapped (voice->speech, "notify", G_CALLBACK (hearing_cb), voice);
  g_signal_connect_swapped (voice->speech, "failed", G_CALLBACK (failed_cb), voice);
  g_signal_connect_swapped (participant, "notify::speaks", G_CALLBACK (voice_update), voice);
  g_signal_connect_swapped (participant, "notify::connected", G_CALLBACK (voice_update), voice);

  voice->source = g_signal_group_new (party != NULL ? FIN_TYPE_PEER : FIN_TYPE_CALL);
  g_signal_group_connect (voice->source, "sound", G_CALLBACK (sound_cb), voice);
  if (party != NULL) {
    voice->party = g_object_ref (party);
    g_signal_connect_swapped (party, "notify::peer", G_CALLBACK (peer_cb), voice);
    peer_cb (voice);
  } else
    g_signal_group_set_target (voice->source, self->call);
  g_ptr_array_add (self->voices, voice);
  fin_translations_add (self->translations, participant);
  voice_update (voice);
}

static void
parties_changed_cb (FinCaptions *self, guint position, guint removed, guint added)
{
  g_assert (FIN_IS_CAPTIONS (self));

  for (guint i = position; i < position + added; i++) {
    g_autoptr (FinParty) party = g_list_model_get_item (self->parties, i);

    if (voice_of (self, fin_party_id (party)) == NULL)
      add_voice (self, fin_party_participant (party), party);
  }
}

/* The object */

static void
set_on (FinCaptions *self, gboolean on)
{
  g_assert (FIN_IS_CAPTIONS (self));

  if (self->stopped || !fin_object_set_boolean (self, &self->on, on, properties[PROP_ON]))
    return;

  for (guint i = 0; i < self->voices->len; i++)
    voice_update (self->voices->pdata[i]);
  fin_translations_set_on (self->translations, on);
}

static void
fin_captions_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FinCaptions *self = FIN_CAPTIONS (object);

  switch (id) {
  case PROP_ON:
    g_value_set_boolean (value, self->on);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_captions_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_ON:
    set_on (FIN_CAPTIONS (object), g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_captions_dispose (GObject *object)
{
  FinCaptions *self = FIN_CAPTIONS (object);

  fin_captions_stop (self);
  g_clear_pointer (&self->voices, g_ptr_array_unref);
  g_clear_object (&self->translations);
  g_clear_pointer (&self->phrases, g_strfreev);
  g_clear_pointer (&self->phrases_language, g_free);
  g_clear_pointer (&self->glossary, fin_glossary_free);
  g_clear_pointer (&self->writing, g_free);
  g_clear_object (&self->transcript);
  g_clear_object (&self->parties);
  g_clear_object (&self->call);
  g_clear_object (&self->link);

  G_OBJECT_CLASS (fin_captions_parent_class)->dispose (object);
}

static void
fin_captions_class_init (FinCaptionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fin_captions_get_property;
  object_class->set_property = fin_captions_set_property;
  object_class->dispose = fin_captions_dispose;

  properties[PROP_ON] =
      g_param_spec_boolean ("on", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ENGINE_FAILED] =
      g_signal_new ("engine-failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
fin_captions_init (FinCaptions *self)
{
  self->voices = g_ptr_array_new_with_free_func (voice_free);
  self->glossary = fin_glossary_new (NULL);
}

FinCaptions *
fin_captions_new (FinLink *link, FinCall *call, GListModel *parties, FinTranscript *transcript)
{
  FinCaptions *self;

  g_return_val_if_fail (FIN_IS_LINK (link), NULL);
  g_return_val_if_fail (FIN_IS_CALL (call), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (parties), NULL);
  g_return_val_if_fail (FIN_IS_TRANSCRIPT (transcript), NULL);

  self = g_object_new (FIN_TYPE_CAPTIONS, NULL);
  self->link = g_object_ref (link);
  self->call = g_object_ref (call);
  self->parties = g_object_ref (parties);
  self->transcript = g_object_ref (transcript);
  self->translations = fin_translations_new (link, transcript);

  return self;
}

/* The line that is being written down. (transfer none) */
static FinLine *
open_line (FinCaptions *self)
{
  g_assert (FIN_IS_CAPTIONS (self));

  return fin_transcript_line (self->transcript, self->writing, FIN_ORIGIN_CAPTIONER,
                              self->writing_number);
}

/* In which whose words are written down speaks. */
static const char *
language_of_writing (FinCaptions *self)
{
  Voice *voice = self->writing != NULL ? voice_of (self, self->writing) : NULL;

  g_assert (FIN_IS_CAPTIONS (self));

  return voice != NULL ? fin_language_code (fin_participant_speaks (voice->participant)) : NULL;
}

/* Which of ours @object, a `Line` of the office, is; NULL: none. (transfer none) */
static FinLine *
ours_of (FinCaptions *self, JsonObject *object)
{
  const char *from = object != NULL ? fin_json_string (object, "from") : NULL;
  FinOrigin origin;

  return from != NULL && fin_origin_lookup (fin_json_string (object, "origin"), &origin)
             ? fin_transcript_line (self->transcript, from, origin,
                                    fin_json_integer (object, "line", 0))
             : NULL;
}

static gboolean
has_translation (JsonObject *object, const char *language, const char *text)
{
  JsonArray *all = fin_json_array (object, "translations");

  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++) {
    JsonObject *one = fin_json_array_object (all, i);

    if (one != NULL && g_strcmp0 (fin_json_string (one, "language"), language) == 0)
      return g_strcmp0 (fin_json_string (one, "text"), text) == 0;
  }

  return FALSE;
}

/* What the office lacks of @line, which it has as @object or, with NULL, not at all. */
static void
send_lacking (FinCaptions *self, FinLine *line, JsonObject *object)
{
  gboolean lacks =
      object == NULL || g_strcmp0 (fin_json_string (object, "text"), fin_line_text (line)) != 0;

  if (lacks && fin_line_origin (line) != FIN_ORIGIN_TYPED)
    send_caption (self, line);
  for (const FinLanguage *language = fin_languages (); language->code != NULL; language++) {
    const char *text = fin_line_translation (line, language->code, NULL);

    if (text != NULL && (lacks || !has_translation (object, language->code, text)))
      fin_translations_send (self->translations, line, language->code);
  }
}

/* Ours the office lacks, as it was out of reach. @earlier: it has some before @lines too, which it
 * does not tell again. */
static void
send_missing (FinCaptions *self, JsonArray *lines, gboolean earlier)
{
  g_autoptr (GHashTable) theirs = g_hash_table_new (NULL, NULL); /* FinLine → JsonObject */
  GListModel *ours = G_LIST_MODEL (self->transcript);
  FinLine *first = NULL;
  gboolean told;

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++) {
    JsonObject *object = fin_json_array_object (lines, i);
    FinLine *line = ours_of (self, object);

    if (line == NULL)
      continue;
    g_hash_table_insert (theirs, line, object);
    if (first == NULL)
      first = line;
  }

  told = !earlier || first == NULL;
  for (guint i = 0; i < g_list_model_get_n_items (ours); i++) {
    g_autoptr (FinLine) line = g_list_model_get_item (ours, i);

    told = told || line == first;
    if (told && fin_line_done (line))
      send_lacking (self, line, g_hash_table_lookup (theirs, line));
  }
  if (self->begun)
    send_caption (self, open_line (self));
}

void
fin_captions_mend (FinCaptions *self, FinParticipant *me, JsonObject *visit)
{
  g_return_if_fail (FIN_IS_CAPTIONS (self));
  g_return_if_fail (FIN_IS_PARTICIPANT (me));
  g_return_if_fail (visit != NULL);

  if (self->stopped)
    return;

  send_missing (self, fin_json_array (visit, "lines"), fin_json_integer (visit, "earlier", 0) > 0);
  for (guint i = 0; i < self->voices->len; i++)
    tell_captioned (self->voices->pdata[i]);
  if (voice_of (self, fin_participant_id (me)) != NULL)
    return;

  /* Now it is known which numbers are taken. */
  add_voice (self, me, NULL);
  g_signal_connect_object (self->parties, "items-changed", G_CALLBACK (parties_changed_cb), self,
                           G_CONNECT_SWAPPED);
  parties_changed_cb (self, 0, 0, g_list_model_get_n_items (self->parties));
}

void
fin_captions_set_phrases (FinCaptions *self,
                          const char *const *phrases,
                          const char *language,
                          JsonArray *names)
{
  g_return_if_fail (FIN_IS_CAPTIONS (self));
  g_return_if_fail (phrases != NULL && language != NULL);

  g_strfreev (self->phrases);
  self->phrases = g_strdupv ((char **)phrases);
  g_free (self->phrases_language);
  self->phrases_language = g_strdup (language);
  fin_glossary_free (self->glossary);
  self->glossary = fin_glossary_new (names);
}

void
fin_captions_set_private (FinCaptions *self, gboolean private)
{
  g_return_if_fail (FIN_IS_CAPTIONS (self));

  if (self->private == private)
    return;

  self->private = private;
  for (guint i = 0; i < self->voices->len; i++)
    voice_update (self->voices->pdata[i]);
}

gboolean
fin_captions_is_private (FinCaptions *self, const char *participant)
{
  g_return_val_if_fail (FIN_IS_CAPTIONS (self), FALSE);
  g_return_val_if_fail (participant != NULL, FALSE);

  return self->private && g_str_equal (participant, "citizen");
}

void
fin_captions_set_writing (FinCaptions *self, const char *participant)
{
  g_autofree char *before = NULL;
  Voice *voice;

  g_return_if_fail (FIN_IS_CAPTIONS (self));

  if (g_strcmp0 (self->writing, participant) == 0)
    return;

  if (self->begun)
    fin_captions_write (self, fin_line_text (open_line (self)), TRUE);
  before = self->writing;
  self->writing = g_strdup (participant);
  for (guint i = 0; i < 2; i++) {
    const char *id = i == 0 ? before : participant;

    voice = id != NULL ? voice_of (self, id) : NULL;
    if (voice != NULL)
      voice_update (voice);
  }
}

const char *
fin_captions_writing (FinCaptions *self)
{
  g_return_val_if_fail (FIN_IS_CAPTIONS (self), NULL);

  return self->writing;
}

void
fin_captions_write (FinCaptions *self, const char *text, gboolean done)
{
  g_autoptr (GDateTime) now = NULL;
  FinCaption caption;

  g_return_if_fail (FIN_IS_CAPTIONS (self));
  g_return_if_fail (self->writing != NULL && text != NULL);

  if (!self->begun && text[0] == '\0')
    return;
  if (!self->begun)
    self->writing_number =
        fin_transcript_next_number (self->transcript, self->writing, FIN_ORIGIN_CAPTIONER);
  self->begun = !done;
  now = fin_transcript_now (self->transcript);
  caption = (FinCaption){
    FIN_ORIGIN_CAPTIONER, self->writing_number, text, language_of_writing (self), done, TRUE, FALSE
  };
  send_caption (self, fin_transcript_set_caption (self->transcript, self->writing, &caption, now));
}

const char *
fin_captions_expand (FinCaptions *self, const char *word)
{
  g_return_val_if_fail (FIN_IS_CAPTIONS (self), NULL);
  g_return_val_if_fail (word != NULL, NULL);

  return fin_glossary_expand (self->glossary, language_of_writing (self), word);
}

void
fin_captions_stop (FinCaptions *self)
{
  g_return_if_fail (FIN_IS_CAPTIONS (self));

  if (self->stopped)
    return;

  self->stopped = TRUE;
  /* While all of them are there: what is being said is settled, and told. */
  for (guint i = 0; i < self->voices->len; i++)
    fin_speech_stop (((Voice *)self->voices->pdata[i])->speech);
  g_ptr_array_set_size (self->voices, 0);
  fin_translations_stop (self->translations);
}

FinHearing
fin_captions_hearing (FinCaptions *self, const char *participant, FinEngine **engine)
{
  Voice *voice;

  g_return_val_if_fail (FIN_IS_CAPTIONS (self), FIN_HEARING_OFF);
  g_return_val_if_fail (participant != NULL, FIN_HEARING_OFF);

  voice = voice_of (self, participant);
  if (engine != NULL)
    *engine = voice != NULL ? fin_speech_engine (voice->speech) : NULL;

  return voice != NULL ? fin_speech_hearing (voice->speech) : FIN_HEARING_OFF;
}

void
fin_captions_set_spoken (FinCaptions *self,
                         const char *participant,
                         const char *speaks,
                         const char *reads)
{
  JsonObject *message;

  g_return_if_fail (FIN_IS_CAPTIONS (self));
  g_return_if_fail (participant != NULL);

  message = json_object_new ();
  json_object_set_string_member (message, "type", "spoken");
  json_object_set_string_member (message, "participant", participant);
  if (speaks != NULL)
    json_object_set_string_member (message, "speaks", speaks);
  if (reads != NULL)
    json_object_set_string_member (message, "reads", reads);
  fin_link_send (self->link, message);
}

void
fin_captions_mend_line (FinCaptions *self, FinLine *line, const char *text)
{
  FinCaption caption;

  g_return_if_fail (FIN_IS_CAPTIONS (self));
  g_return_if_fail (FIN_IS_LINE (line) && fin_line_origin (line) != FIN_ORIGIN_TYPED);
  g_return_if_fail (text != NULL);

  caption = (FinCaption){
    fin_line_origin (line), fin_line_number (line), text, fin_line_language (line), TRUE, TRUE, TRUE
  };
  send_caption (self, fin_transcript_set_caption (self->transcript, fin_line_from (line), &caption,
                                                  fin_line_at (line)));
}

gboolean
fin_captions_erase_line (FinCaptions *self, FinLine *line)
{
  JsonObject *message;

  g_return_val_if_fail (FIN_IS_CAPTIONS (self), FALSE);
  g_return_val_if_fail (FIN_IS_LINE (line) && fin_line_done (line), FALSE);

  message = json_object_new ();
  json_object_set_string_member (message, "type", "erase");
  json_object_set_string_member (message, "from", fin_line_from (line));
  json_object_set_string_member (message, "origin", fin_origin_name (fin_line_origin (line)));
  json_object_set_int_member (message, "line", fin_line_number (line));

  return fin_link_send (self->link, message);
}
