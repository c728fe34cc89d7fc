// Every template of the shell can be made, shown and let go of (with G_DEBUG=fatal-warnings).
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-agenda-page.h"
#include "fin-appointment-details.h"
#include "fin-appointment-row.h"
#include "fin-caption-tools.h"
#include "fin-chips.h"
#include "fin-days-sidebar.h"
#include "fin-device-row.h"
#include "fin-engine-row.h"
#include "fin-json.h"
#include "fin-preferences.h"
#include "fin-preview.h"
#include "fin-queue-sidebar.h"
#include "fin-settings.h"
#include "fin-sign-in-page.h"
#include "fin-waiting-row.h"
#include "fin-window.h"

#include <gst/gst.h>

#define APPOINTMENT                                                                                \
  "{\"id\": \"a1\", \"procedure\": \"p\", \"title\": \"Tràmit <de> prova & més\","               \
  " \"starts\": \"2026-11-24T09:20:00.000Z\", \"ends\": \"2026-11-24T09:40:00.000Z\","             \
  " \"language\": \"ar\", \"needs\": [\"captions\", \"lsc\", \"new-one\"], \"state\": "            \
  "\"waiting\","                                                                                   \
  " \"citizen_name\": \"Persona de prova\", \"documents\": 3}"
#define WAITING                                                                                    \
  "{\"appointment\": " APPOINTMENT ", \"since\": \"2026-11-24T09:18:00.000Z\","                    \
  " \"camera\": false, \"microphone\": true, \"connected\": false}"

static JsonObject *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object = fin_json_parse_object (text, -1, &error);

  g_assert_no_error (error);
  return object;
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Shows it at a small size, in both directions, and lets go of it: nothing may hold it then. Takes
 * over the caller's reference. */
static void
show (GtkWidget *widget)
{
  const GtkTextDirection directions[] = { GTK_TEXT_DIR_LTR, GTK_TEXT_DIR_RTL };

  for (guint i = 0; i < G_N_ELEMENTS (directions); i++) {
    GtkWidget *window = gtk_window_new ();

    gtk_widget_set_direction (widget, directions[i]);
    gtk_window_set_default_size (GTK_WINDOW (window), 700, 400);
    gtk_window_set_child (GTK_WINDOW (window), widget);
    gtk_window_present (GTK_WINDOW (window));
    settle ();
    gtk_window_set_child (GTK_WINDOW (window), NULL);
    gtk_window_destroy (GTK_WINDOW (window));
    settle ();
  }
  g_assert_finalize_object (G_OBJECT (widget));
}

static void
test_rows (void)
{
  g_autoptr (JsonObject) object = parse (APPOINTMENT);
  g_autoptr (JsonObject) waiting_object = parse (WAITING);
  g_autoptr (FinAppointment) appointment = fin_appointment_new (object);
  g_autoptr (FinWaiting) waiting = fin_waiting_new (waiting_object);

  GtkWidget *rows[] = {
    fin_appointment_row_new (appointment),
    fin_waiting_row_new (waiting, FALSE),
    fin_waiting_row_new (waiting, TRUE),
  };
  GtkWidget *list = g_object_ref_sink (gtk_list_box_new ());

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    gtk_list_box_append (GTK_LIST_BOX (list), rows[i]);
    g_object_add_weak_pointer (G_OBJECT (rows[i]), (gpointer *)&rows[i]);
  }
  show (list);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_null (rows[i]);
}

static void
test_panes (void)
{
  g_autoptr (FinSession) session = fin_session_new ();
  g_autoptr (JsonObject) object = parse (APPOINTMENT);
  g_autoptr (FinAppointment) appointment = fin_appointment_new (object);
  GtkWidget *details = g_object_ref_sink (g_object_new (FIN_TYPE_APPOINTMENT_DETAILS, NULL));

  show (g_object_ref_sink (g_object_new (FIN_TYPE_DAYS_SIDEBAR, NULL)));
  show (g_object_ref_sink (fin_queue_sidebar_new (session)));
  fin_appointment_details_show (FIN_APPOINTMENT_DETAILS (details), session, appointment);
  show (details);
}

static void
test_pages (void)
{
  g_autoptr (FinSession) session = fin_session_new ();

  show (g_object_ref_sink (fin_sign_in_page_new (session, NULL)));
  show (g_object_ref_sink (fin_agenda_page_new (session, NULL)));
}

static void
test_preferences (void)
{
  g_autoptr (FinSession) session = fin_session_new ();
  GtkWidget *preferences = fin_preferences_new (NULL, session);

  g_object_add_weak_pointer (G_OBJECT (preferences), (gpointer *)&preferences);
  gtk_window_present (GTK_WINDOW (preferences));
  settle ();
  gtk_window_destroy (GTK_WINDOW (preferences));
  settle ();
  g_assert_null (preferences);
}

/* An engine for the test, which hears the same whatever is said, once it is said. */

typedef struct {
  FinTranscriber parent_instance;
  guint loud;
} FakeTranscriber;
typedef FinTranscriberClass FakeTranscriberClass;
GType fake_transcriber_get_type (void);
G_DEFINE_TYPE (FakeTranscriber, fake_transcriber, FIN_TYPE_TRANSCRIBER)

static gboolean
fake_transcriber_open (FinTranscriber *transcriber, GError **error)
{
  return TRUE;
}

static void
fake_transcriber_hear (FinTranscriber *transcriber, const gint16 *samples, gsize n, gint64 at)
{
  for (gsize i = 0; i < n; i++)
    ((FakeTranscriber *)transcriber)->loud += ABS (samples[i]) > 2000;
}

static void
fake_transcriber_pause (FinTranscriber *transcriber)
{
  gint64 now = g_get_monotonic_time ();

  if (((FakeTranscriber *)transcriber)->loud > 100)
    fin_transcriber_tell (transcriber, fin_utterance_new (0, "una <frase>", TRUE, 1, now, now));
}

static void
fake_transcriber_close (FinTranscriber *transcriber)
{
}

static void
fake_transcriber_class_init (FakeTranscriberClass *klass)
{
  klass->open = fake_transcriber_open;
  klass->hear = fake_transcriber_hear;
  klass->pause = fake_transcriber_pause;
  klass->close = fake_transcriber_close;
}

static void
fake_transcriber_init (FakeTranscriber *self)
{
}

typedef GObject FakeEngine;
typedef GObjectClass FakeEngineClass;
GType fake_engine_get_type (void);
static void fake_engine_iface_init (FinEngineInterface *iface);
G_DEFINE_TYPE_WITH_CODE (FakeEngine,
                         fake_engine,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (FIN_TYPE_ENGINE, fake_engine_iface_init))

static FinEngineTraits
fake_engine_traits (FinEngine *engine)
{
  return 0;
}

static FinEngineState
fake_engine_state (FinEngine *engine, const char *language)
{
  return g_str_equal (language, "ca") ? FIN_ENGINE_READY : FIN_ENGINE_NOT_THIS_LANGUAGE;
}

static FinTranscriber *
fake_engine_open (FinEngine *engine, const char *language, const char *const *phrases)
{
  return g_object_new (fake_transcriber_get_type (), "language", language, NULL);
}

static void
fake_engine_iface_init (FinEngineInterface *iface)
{
  iface->id = "fake";
  iface->traits = fake_engine_traits;
  iface->state = fake_engine_state;
  iface->open = fake_engine_open;
}

static void
fake_engine_class_init (FakeEngineClass *klass)
{
}

static void
fake_engine_init (FakeEngine *self)
{
}

static gboolean
reads (GtkWidget *widget, const char *text)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (reads (child, text))
      return TRUE;

  return FALSE;
}

static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  GtkWidget *found =
      GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0
          ? widget
          : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, label);

  return found;
}

static GtkWidget *
find_of_type (GtkWidget *widget, GType type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_of_type (child, type);

  return found;
}

static void
choose_engine (const char *language, const char *id)
{
  fin_settings_set_of_language ("caption-engines", language, id);
}

/* A sentence is said to the engine chosen, and what it heard and how it did is told; one may stop
 * it. */
static void
test_trial (void)
{
  GtkWidget *row;
  GtkWidget *button;

  choose_engine ("ca", "fake");
  row = g_object_ref_sink (fin_engine_row_new (fin_language_lookup ("ca")));
  g_assert_true (reads (row, "Ready."));
  button = find_button (row, "_Try It");
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (reads (row, "Listening…"));
  while (!reads (row, "after the sentence"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (reads (row, "una <frase>"));

  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "_Stop");
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (reads (row, "Stopped."));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "_Try It");

  /* Let go of in the middle of one. */
  g_signal_emit_by_name (button, "clicked");
  settle ();
  g_assert_finalize_object (row);
  choose_engine ("ca", NULL);
}

/* Each engine asks for what it needs, and takes no address that would send speech in the clear. */
static void
test_engine_needs (void)
{
  GtkWidget *row = g_object_ref_sink (fin_engine_row_new (fin_language_lookup ("ur")));
  GtkWidget *entry = find_of_type (row, ADW_TYPE_ENTRY_ROW);
  g_autofree char *refused = NULL;
  g_autofree char *taken = NULL;

  g_assert_false (reads (row, "Folder of the model"));
  choose_engine ("ur", "vosk");
  g_assert_true (reads (row, "Folder of the model"));
  g_assert_true (reads (row, "None is chosen"));
  fin_settings_set_of_language ("vosk-models", "ur", "/srv/models/ur");
  g_assert_true (reads (row, "/srv/models/ur"));
  g_signal_emit_by_name (find_button (row, "_Remove"), "clicked");
  g_assert_true (reads (row, "None is chosen"));

  choose_engine ("ur", "whisper");
  g_assert_true (gtk_widget_get_visible (entry));
  g_assert_true (reads (row, "No address of a server is given"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "http://example.org/inference");
  g_signal_emit_by_name (entry, "apply");
  g_assert_true (reads (row, "Not taken: an address begins with https://"));
  refused = fin_settings_of_language ("whisper-servers", "ur");
  g_assert_null (refused);
  gtk_editable_set_text (GTK_EDITABLE (entry), " https://example.org/inference ");
  g_signal_emit_by_name (entry, "apply");
  g_assert_false (reads (row, "Not taken"));
  g_assert_true (reads (row, "Ready."));
  taken = fin_settings_of_language ("whisper-servers", "ur");
  g_assert_cmpstr (taken, ==, "https://example.org/inference");

  choose_engine ("ur", "none");
  g_assert_true (reads (row, "What is said is not transcribed."));
  g_assert_finalize_object (row);
  fin_settings_set_of_language ("whisper-servers", "ur", NULL);
  choose_engine ("ur", NULL);
}

/* Chips flow onto as many lines as the width needs, none of them cut. */
static void
test_chips (void)
{
  GtkWidget *chips = g_object_ref_sink (fin_chips_new ());
  int one, many;

  g_assert_false (gtk_widget_get_visible (chips));
  for (int i = 0; i < 6; i++)
    fin_chips_add (FIN_CHIPS (chips), "Subtítols", "accent");
  g_assert_true (gtk_widget_get_visible (chips));
  gtk_widget_measure (chips, GTK_ORIENTATION_VERTICAL, 4000, NULL, &one, NULL, NULL);
  gtk_widget_measure (chips, GTK_ORIENTATION_VERTICAL, 100, NULL, &many, NULL, NULL);
  g_assert_cmpint (many, >=, 3 * one);
  fin_chips_clear (FIN_CHIPS (chips));
  g_assert_false (gtk_widget_get_visible (chips));
  g_assert_finalize_object (G_OBJECT (chips));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);
  adw_init ();
  fin_engines_add (fin_caption_engines (), g_object_new (fake_engine_get_type (), NULL));
  g_test_add_func ("/shell/rows", test_rows);
  g_test_add_func ("/shell/panes", test_panes);
  g_test_add_func ("/shell/pages", test_pages);
  g_test_add_func ("/shell/preferences", test_preferences);
  g_test_add_func ("/shell/trial", test_trial);
  g_test_add_func ("/shell/engine-needs", test_engine_needs);
  g_test_add_func ("/shell/chips", test_chips);

  return g_test_run ();
}
