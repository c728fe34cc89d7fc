// A form of 200 fields: from a change at the office to the window drawn with it, against the same
// 200 entries bound to plain objects with nothing between.
//
//   xvfb-run bench-form [ROUNDS]
//
// The office's part (rules, what they altered, JSON text) and the workstation's (parsing, model,
// widgets, a frame drawn) run after each other in this process; the socket between them is left
// out. Prints a JSON object of medians in ms, for form.py. SPDX-License-Identifier:
// GPL-3.0-or-later
#include <stdlib.h>

#include "fin-form-pane.h"
#include "fin-form.h"
#include "fin-json.h"

#define FIELDS  200
#define W(text) "{\"ca\":\"" text "\",\"es\":\"" text "\",\"en\":\"" text "\"}"

typedef struct {
  gint64 office;
  gint64 widgets;
  gint64 frame;
} Times;

static FinProcedure *
make_procedure (void)
{
  g_autoptr (GString) json = g_string_new ("{\"id\":\"bench\",\"number\":1,\"kind\":\"card\",");
  g_autoptr (GError) error = NULL;
  FinProcedure *procedure;

  g_string_append (
      json, "\"title\":" W ("Bench") ",\"summary\":" W (
                "Bench") ",\"steps\":[{\"id\":\"s\","
                         "\"title\":" W ("Step") ",\"fields\":[{\"id\":\"all\",\"label\":" W (
                             "All") ",\"kind\":\"boolean\"}");
  for (guint i = 1; i < FIELDS; i++)
    g_string_append_printf (
        json,
        ",{\"id\":\"f%u\",\"label\":" W (
            "A question like others") ",\"kind\":\"text\",\"applies\":\"if all = true\"}",
        i);
  g_string_append (json, "]}]}");
  procedure = fin_procedure_new (json->str, json->len, &error);
  if (procedure == NULL)
    g_error ("%s", error->message);

  return procedure;
}

/* As the office sends it. */
static char *
change (FinForm *form, const char *field, const char *value)
{
  g_autoptr (JsonObject) before = fin_form_states (form, "ca");
  guint version = fin_form_set (form, field, value, FIN_WHO_CITIZEN, FIN_BY_CITIZEN, NULL);
  g_autoptr (JsonObject) after = fin_form_states (form, "ca");
  JsonObject *message = fin_form_states_diff (before, after);
  g_auto (GStrv) missing = fin_form_missing (form);
  JsonArray *absent = json_array_new ();
  g_autofree char *change = g_strdup_printf ("bench-%u", version);

  g_assert (version > 0);
  json_object_set_string_member (message, "type", "form.changed");
  json_object_set_string_member (message, "form", "f");
  json_object_set_string_member (message, "change", change);
  json_object_set_string_member (message, "field", field);
  json_object_set_string_member (message, "value", value);
  json_object_set_int_member (message, "version", version);
  json_object_set_string_member (message, "by", FIN_BY_CITIZEN);
  json_object_set_boolean_member (message, "complete", fin_form_complete (form));
  for (guint i = 0; missing[i] != NULL; i++)
    json_array_add_string_element (absent, missing[i]);
  json_object_set_array_member (message, "missing", absent);

  return fin_json_to_string (message);
}

static void
painted_cb (GdkFrameClock *clock, gboolean *painted)
{
  *painted = TRUE;
}

/* Until all that is outstanding has been laid out and drawn. */
static void
draw (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gboolean painted = FALSE;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &painted);

  gtk_widget_queue_draw (window);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
take (FinVisit *visit, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) message = fin_json_parse_object (text, -1, &error);

  if (message == NULL)
    g_error ("%s", error->message);
  fin_visit_handle (visit, fin_json_string (message, "type"), message);
}

static void
measure (FinVisit *visit,
         FinForm *form,
         GtkWidget *window,
         const char *field,
         const char *value,
         Times *times)
{
  gint64 began = g_get_monotonic_time ();
  g_autofree char *text = change (form, field, value);
  gint64 sent = g_get_monotonic_time ();

  take (visit, text);
  gint64 shown = g_get_monotonic_time ();
  draw (window);
  times->office = sent - began;
  times->widgets = shown - sent;
  times->frame = g_get_monotonic_time () - shown;
}

static FinVisit *
make_visit (FinForm *form)
{
  g_autoptr (FinLink) link = fin_link_new ("http://127.0.0.1:9");
  FinVisit *visit = fin_visit_new (link, "a");
  JsonObject *described = fin_form_describe (form, "ca", TRUE);
  g_autofree char *text = NULL;

  take (
      visit,
      "{\"type\":\"visit\",\"id\":\"v\",\"you\":\"informer\",\"started\":\"2026-11-24T09:20:00Z\","
      "\"appointment\":{\"id\":\"a\",\"procedure\":\"p\",\"title\":\"A procedure\",\"starts\":"
      "\"2026-11-24T09:20:00Z\",\"ends\":\"2026-11-24T09:40:00Z\",\"language\":\"ca\",\"needs\":[],"
      "\"state\":\"attending\",\"documents\":0},\"participants\":["
      "{\"id\":\"informer\",\"instance\":\"i\",\"role\":\"informer\",\"name\":\"I\",\"language\":"
      "\"ca\","
      "\"connected\":true,\"camera\":true,\"microphone\":true}],\"lines\":[],\"documents\":[]}");
  json_object_set_string_member (described, "type", "form");
  json_object_set_string_member (described, "form", "f");
  text = fin_json_to_string (described);
  take (visit, text);

  return visit;
}

/* The peer: as many entries, each bound to the value of an object, and to whether it is shown. */
static GPtrArray *
bind_entries (GtkWidget *window)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GPtrArray *objects = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < FIELDS; i++) {
    GtkEntryBuffer *value = gtk_entry_buffer_new (NULL, -1);
    GtkWidget *label = gtk_label_new ("A question like others");
    GtkWidget *entry = gtk_entry_new ();

    g_object_bind_property (value, "text", entry, "text", G_BINDING_SYNC_CREATE);
    gtk_box_append (GTK_BOX (box), label);
    gtk_box_append (GTK_BOX (box), entry);
    g_object_set_data (G_OBJECT (value), "label", label);
    g_object_set_data (G_OBJECT (value), "entry", entry);
    g_ptr_array_add (objects, value);
  }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_window_set_child (GTK_WINDOW (window), scroller);

  return objects;
}

static void
measure_peer (GPtrArray *objects, GtkWidget *window, guint n, guint round, Times *times)
{
  g_autofree char *value = g_strdup_printf ("value %u", round);
  gint64 began = g_get_monotonic_time ();

  for (guint i = 0; i < n; i++)
    if (n == 1)
      gtk_entry_buffer_set_text (objects->pdata[7], value, -1);
    else {
      gtk_widget_set_visible (g_object_get_data (objects->pdata[i], "label"), round % 2 == 0);
      gtk_widget_set_visible (g_object_get_data (objects->pdata[i], "entry"), round % 2 == 0);
    }
  times->office = 0;
  times->widgets = g_get_monotonic_time () - began;
  began = g_get_monotonic_time ();
  draw (window);
  times->frame = g_get_monotonic_time () - began;
}

static GtkWidget *
make_window (void)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 480, 900);
  gtk_window_present (GTK_WINDOW (window));

  return window;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const gint64 *one = a, *other = b;

  return *one < *other ? -1 : *one > *other;
}

static double
median (const Times *times, guint n, gsize offset)
{
  g_autofree gint64 *values = g_new (gint64, n);

  for (guint i = 0; i < n; i++)
    values[i] = *(const gint64 *)((const char *)&times[i] + offset);
  qsort (values, n, sizeof (gint64), compare);

  return values[n / 2] / 1000.;
}

static void
tell (const char *name, const Times *times, guint n, const char *end)
{
  g_print ("\"%s\": {\"office\": %.3f, \"widgets\": %.3f, \"frame\": %.3f}%s", name,
           median (times, n, G_STRUCT_OFFSET (Times, office)),
           median (times, n, G_STRUCT_OFFSET (Times, widgets)),
           median (times, n, G_STRUCT_OFFSET (Times, frame)), end);
}

int
main (int argc, char **argv)
{
  guint rounds = argc > 1 ? (guint)atoi (argv[1]) : 50;
  g_autoptr (GDate) today = g_date_new_dmy (24, G_DATE_NOVEMBER, 2026);
  g_autoptr (FinProcedure) procedure = make_procedure ();
  g_autoptr (FinForm) form = fin_form_new (procedure, today);
  g_autofree Times *one = g_new0 (Times, rounds);
  g_autofree Times *all = g_new0 (Times, rounds);
  g_autofree Times *one_peer = g_new0 (Times, rounds);
  g_autofree Times *all_peer = g_new0 (Times, rounds);
  FinVisit *visit;
  GtkWidget *window, *bare;
  GPtrArray *objects;

  gtk_init ();
  adw_init ();
  gst_init (NULL, NULL);
  fin_form_set (form, "s.all", "true", FIN_WHO_ANYONE, FIN_BY_CITIZEN, NULL);
  visit = make_visit (form);
  window = make_window ();
  gtk_window_set_child (GTK_WINDOW (window), fin_form_pane_new (visit, fin_visit_form (visit)));
  bare = make_window ();
  objects = bind_entries (bare);
  draw (window);
  draw (bare);
  for (guint i = 0; i < rounds; i++) {
    g_autofree char *value = g_strdup_printf ("value %u", i);

    measure (visit, form, window, "s.f7", value, &one[i]);
    measure_peer (objects, bare, 1, i, &one_peer[i]);
  }
  for (guint i = 0; i < rounds; i++) {
    measure (visit, form, window, "s.all", i % 2 == 0 ? "false" : "true", &all[i]);
    measure_peer (objects, bare, FIELDS, i + 1, &all_peer[i]);
  }
  g_print ("{");
  tell ("one", one, rounds, ", ");
  tell ("one_peer", one_peer, rounds, ", ");
  tell ("all", all, rounds, ", ");
  tell ("all_peer", all_peer, rounds, "}\n");
  g_ptr_array_unref (objects);
  gtk_window_destroy (GTK_WINDOW (bare));
  gtk_window_destroy (GTK_WINDOW (window));
  fin_visit_close (visit);
  g_object_unref (visit);

  return 0;
}
