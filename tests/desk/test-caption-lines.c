// Lines that are said and translated while something is out of reach: none is forgotten.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gst/gst.h>

#include "fin-caption-tools.h"
#include "fin-error.h"
#include "fin-json.h"
#include "fin-translations.h"
#include "fin-visit.h"
#include "fixture.h"

/* A translator from Catalan to Urdu, which no other here has; it does what a test wants. */

typedef struct {
  GObject parent_instance;
  FinTranslationQuality quality;
  int fails; /* with this FinError; -1: does not */
  guint asked;
} Translator;

typedef GObjectClass TranslatorClass;

static GType translator_get_type (void);
static void translator_init_iface (FinTranslatorInterface *iface);

G_DEFINE_TYPE_WITH_CODE (Translator,
                         translator,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (FIN_TYPE_TRANSLATOR, translator_init_iface))

static FinTranslationQuality
translator_quality (FinTranslator *translator, const char *from, const char *to)
{
  return g_str_equal (from, "ca") && g_str_equal (to, "ur") ? ((Translator *)translator)->quality
                                                            : FIN_TRANSLATION_NONE;
}

static void
translator_translate_async (FinTranslator *translator,
                            const char *text,
                            const char *from,
                            const char *to,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  Translator *self = (Translator *)translator;
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  self->asked++;
  if (self->fails >= 0)
    g_task_return_new_error (task, FIN_ERROR, self->fails, "as it was told");
  else
    g_task_return_pointer (task, g_strconcat ("ur: ", text, NULL), g_free);
}

static char *
translator_translate_finish (FinTranslator *translator, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
translator_set_names (FinTranslator *translator, const char *const *names)
{
}

static void
translator_init_iface (FinTranslatorInterface *iface)
{
  iface->id = "test";
  iface->quality = translator_quality;
  iface->translate_async = translator_translate_async;
  iface->translate_finish = translator_translate_finish;
  iface->set_names = translator_set_names;
}

static void
translator_class_init (TranslatorClass *klass)
{
}

static void
translator_init (Translator *self)
{
  self->quality = FIN_TRANSLATION_GOOD;
  self->fails = -1;
}

/* (transfer none) */
static Translator *
add_translator (void)
{
  g_autoptr (GObject) translator = g_object_new (translator_get_type (), NULL);

  g_list_store_append (G_LIST_STORE (fin_caption_translators ()), translator);

  return (Translator *)translator;
}

static void
remove_translator (Translator *translator)
{
  guint i;

  g_assert_true (g_list_store_find (G_LIST_STORE (fin_caption_translators ()), translator, &i));
  g_list_store_remove (G_LIST_STORE (fin_caption_translators ()), i);
}

/* (transfer full) */
static FinParticipant *
reader_of_urdu (void)
{
  g_autoptr (JsonObject) object = fin_json_parse_object (
      "{\"id\":\"reader\",\"role\":\"citizen\",\"name\":\"N\",\"speaks\":\"ur\",\"reads\":\"ur\"}",
      -1, NULL);

  return fin_participant_new (object);
}

static FinLine *
say (FinTranscript *transcript, guint number, const char *text)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  FinCaption caption = { FIN_ORIGIN_SPEECH, number, text, "ca", TRUE, TRUE, FALSE };

  return fin_transcript_set_caption (transcript, "citizen", &caption, now);
}

/* What is said while the translator is ill is translated when it is well; what it does not take is
 * not asked for again, until it is put right. */
static void
test_outage (void)
{
  g_autoptr (FinLink) link = fin_link_new ("http://127.0.0.1:9");
  g_autoptr (FinTranscript) transcript = fin_transcript_new ();
  g_autoptr (FinParticipant) reader = reader_of_urdu ();
  FinTranslations *translations = fin_translations_new (link, transcript);
  Translator *translator = add_translator ();
  FinLine *refused, *failed, *unasked;

  fin_translations_add (translations, reader);
  fin_translations_set_on (translations, TRUE);

  translator->fails = FIN_ERROR_BAD_REQUEST;
  refused = say (transcript, 0, "no");
  wait_until (translator->asked == 1);
  translator->fails = FIN_ERROR_OFFLINE;
  failed = say (transcript, 1, "bon dia");
  wait_until (translator->asked == 2);
  translator->quality = FIN_TRANSLATION_NONE;
  unasked = say (transcript, 2, "adéu");
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (translator->asked, ==, 2);

  translator->quality = FIN_TRANSLATION_GOOD;
  translator->fails = -1;
  wait_until (fin_line_translation (failed, "ur", NULL) != NULL &&
              fin_line_translation (unasked, "ur", NULL) != NULL);
  g_assert_cmpstr (fin_line_translation (failed, "ur", NULL), ==, "ur: bon dia");
  g_assert_cmpstr (fin_line_translation (unasked, "ur", NULL), ==, "ur: adéu");
  g_assert_cmpuint (translator->asked, ==, 4);

  say (transcript, 0, "sí");
  wait_until (fin_line_translation (refused, "ur", NULL) != NULL);
  g_assert_cmpstr (fin_line_translation (refused, "ur", NULL), ==, "ur: sí");

  /* One that still waits goes with everything else. */
  translator->quality = FIN_TRANSLATION_NONE;
  say (transcript, 3, "fins aviat");
  g_assert_finalize_object (translations);
  remove_translator (translator);
}

typedef struct {
  Fixture fixture;
  FinLink *citizen;
  FinVisit *visit;
  GHashTable *told; /* to the citizen: number of a caption of theirs → its Line as JSON */
  guint times[3];   /* how often each of these was */
  JsonObject *last; /* what the office told the workstation of the visit */
} Break;

static void
take_line (Break *f, JsonObject *line)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  gint64 number = fin_json_integer (line, "line", -1);

  if (number >= 0 && number < (gint64)G_N_ELEMENTS (f->times))
    f->times[number]++;
  json_node_set_object (node, line);
  g_hash_table_replace (f->told, GINT_TO_POINTER ((int)fin_json_integer (line, "line", -1)),
                        json_to_string (node, FALSE));
}

static void
message_cb (FinLink *link, const char *type, JsonObject *message, Break *f)
{
  JsonArray *lines = fin_json_array (message, "lines");

  if (g_str_equal (type, "text"))
    take_line (f, fin_json_member (message, "line"));
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    take_line (f, fin_json_array_object (lines, i));
}

static void
informer_message_cb (FinLink *link, const char *type, JsonObject *message, Break *f)
{
  if (!g_str_equal (type, "visit"))
    return;

  g_clear_pointer (&f->last, json_object_unref);
  f->last = json_object_ref (message);
}

static gboolean
is_told (Break *f, int number, const char *text)
{
  const char *line = g_hash_table_lookup (f->told, GINT_TO_POINTER (number));

  return line != NULL && strstr (line, text) != NULL;
}

static void
break_set_up (Break *f, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *url = NULL;
  gboolean ready = FALSE;

  fixture_set_up (&f->fixture, NULL);
  fixture_invite (&f->fixture, &id, &url);
  f->told = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_signal_connect (f->fixture.informer, "message", G_CALLBACK (informer_message_cb), f);
  f->visit = fin_visit_new (f->fixture.informer, id);
  f->citizen = fixture_citizen (&f->fixture, url);
  g_signal_connect (f->citizen, "message", G_CALLBACK (message_cb), f);
  fixture_attend (&f->fixture, f->citizen, id);
  while (!ready) {
    g_main_context_iteration (NULL, TRUE);
    g_object_get (f->visit, "ready", &ready, NULL);
  }
}

static void
break_tear_down (Break *f, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (f->citizen, f);
  g_signal_handlers_disconnect_by_data (f->fixture.informer, f);
  fin_link_stop (f->citizen);
  fin_visit_close (f->visit);
  g_assert_finalize_object (f->visit);
  fixture_tear_down (&f->fixture, NULL);
  g_object_unref (f->citizen);
  g_clear_pointer (&f->last, json_object_unref);
  g_hash_table_unref (f->told);
}

/* Said, translated and put right while the office is out of reach: it has all of it when it is
 * back, and what was put right is not undone by what it had. */
static void
test_break (Break *f, gconstpointer data)
{
  FinTranscript *transcript = fin_visit_transcript (f->visit);
  FinLine *first = say (transcript, 0, "bon dia a tothom");
  FinLine *second;

  fixture_kill_office (&f->fixture);
  wait_until (is_told (f, 0, "bon dia a tothom"));

  fixture_kill_office (&f->fixture);
  wait_until (fin_link_state (f->fixture.informer) != FIN_LINK_ONLINE);
  fin_captions_mend_line (fin_visit_captions (f->visit), first, "bon dia a tots");
  second = say (transcript, 1, "adéu");
  fin_transcript_set_translation (transcript, second, "ur", "خدا حافظ", FALSE);
  wait_until (is_told (f, 0, "bon dia a tots") && is_told (f, 1, "خدا حافظ"));
  g_assert_cmpstr (fin_line_text (first), ==, "bon dia a tots");
  g_assert_true (fin_line_mended (first));
}

/* Of a long visit the office tells the newest lines only: it has those before them, which are not sent again. */
static void
test_long (Break *f, gconstpointer data)
{
  FinTranscript *transcript = fin_visit_transcript (f->visit);
  g_autoptr (JsonNode) second = NULL;
  JsonArray *lines = json_array_new ();
  guint first;

  say (transcript, 0, "bon dia");
  say (transcript, 1, "vull una beca");
  fixture_kill_office (&f->fixture);
  wait_until (is_told (f, 0, "bon dia") && is_told (f, 1, "vull una beca"));

  first = f->times[0];
  second = json_from_string (g_hash_table_lookup (f->told, GINT_TO_POINTER (1)), NULL);
  json_array_add_object_element (lines, json_node_dup_object (second));
  json_object_set_array_member (f->last, "lines", lines);
  json_object_set_int_member (f->last, "earlier", 1);
  say (transcript, 2, "adéu");
  fin_visit_handle (f->visit, "visit", f->last);
  wait_until (is_told (f, 2, "adéu"));
  g_assert_cmpuint (f->times[0], ==, first);
}

int
main (int argc, char *argv[])
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/caption-lines/outage", test_outage);
  g_test_add ("/caption-lines/break", Break, NULL, break_set_up, test_break, break_tear_down);
  g_test_add ("/caption-lines/long", Break, NULL, break_set_up, test_long, break_tear_down);

  return g_test_run ();
}
