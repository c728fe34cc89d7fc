// Every template of the shell can be made, shown and let go of (with G_DEBUG=fatal-warnings).
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-agenda-page.h"
#include "fin-appointment-details.h"
#include "fin-appointment-row.h"
#include "fin-chips.h"
#include "fin-days-sidebar.h"
#include "fin-device-row.h"
#include "fin-json.h"
#include "fin-preferences.h"
#include "fin-preview.h"
#include "fin-queue-sidebar.h"
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
  g_test_add_func ("/shell/rows", test_rows);
  g_test_add_func ("/shell/panes", test_panes);
  g_test_add_func ("/shell/pages", test_pages);
  g_test_add_func ("/shell/preferences", test_preferences);
  g_test_add_func ("/shell/chips", test_chips);

  return g_test_run ();
}
