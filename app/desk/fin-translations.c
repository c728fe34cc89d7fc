// Settled lines, each into every language somebody reads.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-translations.h"

#include "fin-breaker.h"
#include "fin-caption-tools.h"
#include "fin-error.h"
#include "fin-language.h"

#define TEXT_MAX    8000 /* characters of a translation, of the API */
#define LINES_NOW   20 /* so many of the last lines are translated for who changes their language */
#define WAITING_MAX 64 /* translations that nobody can make now; the oldest are given up */
#define TRIES_MAX   8  /* of one: it may be what it says that brings a translator down */

struct _FinTranslations {
  GObject parent_instance;

  FinLink *link;
  FinTranscript *transcript;
  GPtrArray *people; /* of FinParticipant */
  GHashTable *asked; /* names of translations on their way, waiting, or refused for what they say */
  GQueue waiting;    /* of Asked, for a translator that is well */
  FinBreaker rest;   /* between two tries of those */
  guint again_id;
  GCancellable *cancellable;
  gboolean on;
  gboolean stopped;
};

G_DEFINE_FINAL_TYPE (FinTranslations, fin_translations, G_TYPE_OBJECT)

/* One line, as it stood, into one language. */
typedef struct {
  FinTranslations *translations; /* a reference while it is on its way */
  FinLine *line;
  char *name; /* in `asked` */
  char *text;
  const char *from;
  const char *language;
  guint tries;
} Asked;

static void
asked_free (Asked *asked)
{
  g_object_unref (asked->line);
  g_free (asked->name);
  g_free (asked->text);
  g_free (asked);
}

/* It may be asked for again. */
static void
drop (FinTranslations *self, Asked *asked)
{
  g_hash_table_remove (self->asked, asked->name);
  asked_free (asked);
}

static gboolean again_cb (gpointer data);

/* No translator tells when it is well again, so this looks, less and less often. */
static void
leave_waiting (FinTranslations *self, Asked *asked)
{
  gint64 now = g_get_monotonic_time ();

  g_assert (FIN_IS_TRANSLATIONS (self));

  if (self->stopped) {
    drop (self, asked);
    return;
  }

  g_queue_push_tail (&self->waiting, asked);
  if (self->waiting.length > WAITING_MAX)
    drop (self, g_queue_pop_head (&self->waiting));
  if (self->again_id == 0) {
    fin_breaker_failed (&self->rest, now, 0);
    self->again_id = g_timeout_add ((self->rest.rests_until - now) / 1000, again_cb, self);
  }
}

/* Not the translator is ill: it does not take this text. */
static gboolean
is_refusal (const GError *error)
{
  return g_error_matches (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST) ||
         g_error_matches (error, FIN_ERROR, FIN_ERROR_TOO_LARGE) ||
         g_error_matches (error, FIN_ERROR, FIN_ERROR_FORBIDDEN);
}

static void
translated_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  g_autoptr (FinTranslations) self = asked->translations;
  g_autoptr (GError) error = NULL;
  FinTranslationRoute route;
  g_autofree char *text = fin_translation_finish (FIN_TRANSLATION (object), result, &route, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    drop (self, asked);
    return;
  }
  if (text == NULL) {
    g_message ("A line was not translated: %s", error->message);
    if (is_refusal (error) || ++asked->tries == TRIES_MAX)
      asked_free (asked);
    else
      leave_waiting (self, asked);
    return;
  }

  fin_breaker_succeeded (&self->rest);
  /* When it was put right meanwhile, it was asked for anew. */
  if (g_str_equal (asked->text, fin_line_text (asked->line))) {
    fin_transcript_set_translation (self->transcript, asked->line, asked->language, text,
                                    route.quality != FIN_TRANSLATION_GOOD);
    fin_translations_send (self, asked->line, asked->language);
  }
  drop (self, asked);
}

/* @asked (transfer full) */
static void
ask (FinTranslations *self, Asked *asked)
{
  FinTranslator *translation = FIN_TRANSLATOR (fin_caption_translation ());

  g_assert (FIN_IS_TRANSLATIONS (self));

  if (!self->on ||
      fin_translator_quality (translation, asked->from, asked->language) == FIN_TRANSLATION_NONE) {
    leave_waiting (self, asked);
    return;
  }

  g_object_ref (self);
  fin_translator_translate_async (translation, asked->text, asked->from, asked->language,
                                  self->cancellable, translated_cb, asked);
}

static gboolean
again_cb (gpointer data)
{
  FinTranslations *self = data;
  GQueue now = self->waiting;
  Asked *asked;

  self->again_id = 0;
  g_queue_init (&self->waiting);
  while ((asked = g_queue_pop_head (&now)) != NULL)
    if (g_str_equal (asked->text, fin_line_text (asked->line)))
      ask (self, asked);
    else
      drop (self, asked);

  return G_SOURCE_REMOVE;
}

/* What @line is in, as fin_languages() has it: what is typed is taken to be in what the writer speaks. */
static const char *
language_of (FinTranslations *self, FinLine *line)
{
  if (fin_line_language (line) != NULL)
    return fin_language_code (fin_line_language (line));

  for (guint i = 0; i < self->people->len; i++)
    if (g_str_equal (fin_participant_id (self->people->pdata[i]), fin_line_from (line))) {
      const FinLanguage *language =
          fin_language_lookup (fin_participant_speaks (self->people->pdata[i]));

      return language != NULL ? language->code : NULL;
    }

  return NULL;
}

static void
translate_line (FinTranslations *self, FinLine *line)
{
  const char *from = language_of (self, line);
  const char *text = fin_line_text (line);

  g_assert (FIN_IS_TRANSLATIONS (self));

  if (self->stopped || !self->on || from == NULL || !fin_line_done (line) ||
      !fin_line_believed (line) || text[0] == '\0')
    return;

  for (guint i = 0; i < self->people->len; i++) {
    const FinLanguage *to = fin_language_lookup (fin_participant_reads (self->people->pdata[i]));
    g_autofree char *name = NULL;
    Asked *asked;

    if (to == NULL || g_str_equal (to->code, from) ||
        fin_line_translation (line, to->code, NULL) != NULL)
      continue;

    name = g_strdup_printf ("%s/%d/%u/%s/%s", fin_line_from (line), fin_line_origin (line),
                            fin_line_number (line), to->code, text);
    if (!g_hash_table_add (self->asked, g_strdup (name)))
      continue;

    asked = g_new0 (Asked, 1);
    asked->translations = self;
    asked->line = g_object_ref (line);
    asked->name = g_steal_pointer (&name);
    asked->text = g_strdup (text);
    asked->from = from;
    asked->language = to->code;
    ask (self, asked);
  }
}

static void
line_changed_cb (FinLine *line, GParamSpec *pspec, FinTranslations *self)
{
  g_assert (FIN_IS_TRANSLATIONS (self));

  translate_line (self, line);
}

static void
lines_changed_cb (FinTranslations *self, guint position, guint removed, guint added)
{
  g_assert (FIN_IS_TRANSLATIONS (self));

  for (guint i = position; i < position + added; i++) {
    g_autoptr (FinLine) line = g_list_model_get_item (G_LIST_MODEL (self->transcript), i);

    g_signal_connect_object (line, "notify::done", G_CALLBACK (line_changed_cb), self, 0);
    g_signal_connect_object (line, "notify::text", G_CALLBACK (line_changed_cb), self, 0);
    translate_line (self, line);
  }
}

static void
translate_last (FinTranslations *self)
{
  GListModel *lines = G_LIST_MODEL (self->transcript);
  guint n = g_list_model_get_n_items (lines);

  g_assert (FIN_IS_TRANSLATIONS (self));

  for (guint i = n > LINES_NOW ? n - LINES_NOW : 0; i < n; i++) {
    g_autoptr (FinLine) line = g_list_model_get_item (lines, i);

    translate_line (self, line);
  }
}

/* Who is here is called the same in every language. */
static void
tell_names (FinTranslations *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  g_assert (FIN_IS_TRANSLATIONS (self));

  for (guint i = 0; i < self->people->len; i++) {
    const char *name = fin_participant_name (self->people->pdata[i]);

    if (name[0] != '\0')
      g_ptr_array_add (names, (char *)name);
  }
  g_ptr_array_add (names, NULL);
  fin_translator_set_names (FIN_TRANSLATOR (fin_caption_translation ()),
                            (const char *const *)names->pdata);
}

static void
fin_translations_dispose (GObject *object)
{
  FinTranslations *self = FIN_TRANSLATIONS (object);

  fin_translations_stop (self);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->asked, g_hash_table_unref);
  g_clear_object (&self->transcript);
  g_clear_object (&self->link);

  G_OBJECT_CLASS (fin_translations_parent_class)->dispose (object);
}

static void
fin_translations_class_init (FinTranslationsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fin_translations_dispose;
}

static void
fin_translations_init (FinTranslations *self)
{
  self->people = g_ptr_array_new_with_free_func (g_object_unref);
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_queue_init (&self->waiting);
  self->cancellable = g_cancellable_new ();
}

FinTranslations *
fin_translations_new (FinLink *link, FinTranscript *transcript)
{
  FinTranslations *self;

  g_return_val_if_fail (FIN_IS_LINK (link), NULL);
  g_return_val_if_fail (FIN_IS_TRANSCRIPT (transcript), NULL);

  self = g_object_new (FIN_TYPE_TRANSLATIONS, NULL);
  self->link = g_object_ref (link);
  self->transcript = g_object_ref (transcript);
  g_signal_connect_object (transcript, "items-changed", G_CALLBACK (lines_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

void
fin_translations_add (FinTranslations *self, FinParticipant *participant)
{
  g_return_if_fail (FIN_IS_TRANSLATIONS (self));
  g_return_if_fail (FIN_IS_PARTICIPANT (participant));

  g_ptr_array_add (self->people, g_object_ref (participant));
  g_signal_connect_object (participant, "notify::reads", G_CALLBACK (translate_last), self,
                           G_CONNECT_SWAPPED);
  tell_names (self);
  translate_last (self);
}

void
fin_translations_set_on (FinTranslations *self, gboolean on)
{
  g_return_if_fail (FIN_IS_TRANSLATIONS (self));

  self->on = on;
  translate_last (self);
}

void
fin_translations_send (FinTranslations *self, FinLine *line, const char *language)
{
  JsonObject *message;
  gboolean draft;
  const char *text;

  g_return_if_fail (FIN_IS_TRANSLATIONS (self));
  g_return_if_fail (FIN_IS_LINE (line));
  g_return_if_fail (language != NULL);

  text = fin_line_translation (line, language, &draft);
  if (text == NULL || text[0] == '\0' || g_utf8_strlen (text, -1) > TEXT_MAX)
    return;

  message = json_object_new ();
  json_object_set_string_member (message, "type", "translation");
  json_object_set_string_member (message, "from", fin_line_from (line));
  json_object_set_string_member (message, "origin", fin_origin_name (fin_line_origin (line)));
  json_object_set_int_member (message, "line", fin_line_number (line));
  json_object_set_string_member (message, "language", language);
  json_object_set_string_member (message, "text", text);
  json_object_set_boolean_member (message, "draft", draft);
  fin_link_send (self->link, message);
}

void
fin_translations_stop (FinTranslations *self)
{
  g_return_if_fail (FIN_IS_TRANSLATIONS (self));

  if (self->stopped)
    return;

  self->stopped = TRUE;
  g_clear_handle_id (&self->again_id, g_source_remove);
  g_queue_clear_full (&self->waiting, (GDestroyNotify)asked_free);
  g_cancellable_cancel (self->cancellable);
  fin_translation_forget (fin_caption_translation ());
}
