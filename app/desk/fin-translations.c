// Settled lines, each into every language somebody reads.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-translations.h"

#include "fin-caption-tools.h"
#include "fin-language.h"

#define TEXT_MAX  8000 /* characters of a translation, of the API */
#define LINES_NOW 20   /* so many of the last lines are translated for who changes their language */

struct _FinTranslations {
  GObject parent_instance;

  FinLink *link;
  FinTranscript *transcript;
  GPtrArray *people; /* of FinParticipant */
  GHashTable *asked; /* "from/origin/number/language" of translations on their way */
  GCancellable *cancellable;
  gboolean on;
  gboolean stopped;
};

G_DEFINE_FINAL_TYPE (FinTranslations, fin_translations, G_TYPE_OBJECT)

static void translate_line (FinTranslations *self, FinLine *line);

static void
send_translation (FinTranslations *self, FinLine *line, const char *language)
{
  JsonObject *message;
  gboolean draft;
  const char *text = fin_line_translation (line, language, &draft);

  g_assert (FIN_IS_TRANSLATIONS (self));

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

static char *
name_of (FinLine *line, const char *language)
{
  return g_strdup_printf ("%s/%d/%u/%s", fin_line_from (line), fin_line_origin (line),
                          fin_line_number (line), language);
}

typedef struct {
  FinTranslations *translations;
  FinLine *line;
  char *text; /* what was translated */
  const char *language;
} Asked;

static void
asked_free (Asked *asked)
{
  g_object_unref (asked->translations);
  g_object_unref (asked->line);
  g_free (asked->text);
  g_free (asked);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

static void
translated_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  FinTranslations *self = asked->translations;
  g_autofree char *name = name_of (asked->line, asked->language);
  g_autoptr (GError) error = NULL;
  FinTranslationRoute route;
  g_autofree char *text = fin_translation_finish (FIN_TRANSLATION (object), result, &route, &error);

  g_hash_table_remove (self->asked, name);
  if (text == NULL) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      g_message ("A line was not translated: %s", error->message);
    return;
  }
  /* It was put right meanwhile, and is translated anew. */
  if (!g_str_equal (asked->text, fin_line_text (asked->line))) {
    translate_line (self, asked->line);
    return;
  }

  fin_transcript_set_translation (self->transcript, asked->line, asked->language, text,
                                  route.quality != FIN_TRANSLATION_GOOD);
  send_translation (self, asked->line, asked->language);
}

/* What @line is in: what is typed is taken to be in what the writer speaks. */
static const char *
language_of (FinTranslations *self, FinLine *line)
{
  if (fin_line_language (line) != NULL)
    return fin_line_language (line);

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
  FinTranslator *translation = FIN_TRANSLATOR (fin_caption_translation ());
  const char *from = language_of (self, line);

  g_assert (FIN_IS_TRANSLATIONS (self));

  if (self->stopped || !self->on || from == NULL || !fin_line_done (line) ||
      !fin_line_believed (line) || fin_line_text (line)[0] == '\0')
    return;

  for (guint i = 0; i < self->people->len; i++) {
    const FinLanguage *to = fin_language_lookup (fin_participant_reads (self->people->pdata[i]));
    g_autofree char *name = to != NULL ? name_of (line, to->code) : NULL;
    Asked *asked;

    if (to == NULL || g_str_equal (to->code, from) ||
        fin_line_translation (line, to->code, NULL) != NULL ||
        g_hash_table_contains (self->asked, name) ||
        fin_translator_quality (translation, from, to->code) == FIN_TRANSLATION_NONE)
      continue;

    asked = g_new0 (Asked, 1);
    asked->translations = g_object_ref (self);
    asked->line = g_object_ref (line);
    asked->text = g_strdup (fin_line_text (line));
    asked->language = to->code;
    g_hash_table_add (self->asked, g_steal_pointer (&name));
    fin_translator_translate_async (translation, asked->text, from, to->code, self->cancellable,
                                    translated_cb, asked);
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
fin_translations_stop (FinTranslations *self)
{
  g_return_if_fail (FIN_IS_TRANSLATIONS (self));

  if (self->stopped)
    return;

  self->stopped = TRUE;
  g_cancellable_cancel (self->cancellable);
  fin_translation_forget (fin_caption_translation ());
}
