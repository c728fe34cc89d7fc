// The steps of a practice visit, each with what it waits for, and what is measured on the way.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-rehearsal.h"

#include <gst/gst.h>

#include "fin-agenda.h"
#include "fin-json.h"
#include "fin-queue.h"
#include "fin-rehearsal-viewer.h"
#include "fin-stopwatch.h"
#include "fin-visit-page.h"

#define STEP_SECONDS 60
#define KEY_MS       90 /* a quick typist */

typedef enum { SIGNAL_DONE, N_SIGNALS } FinRehearsalSignal;

struct _FinRehearsal {
  GObject parent_instance;

  FinSession *session;
  GtkWindow *window;
  char *folder;
  JsonObject *plan;
  JsonObject *report;

  guint step;
  gboolean begun;
  gint64 deadline;
  guint tick_id;
  guint typist_id;

  FinStopwatch *to_citizen;
  FinStopwatch *to_informer;
  const char *unpainted; /* interned: the citizen's line as it stands, not yet on screen */
  JsonObject *citizen;   /* the last of what they saw, from their journal */
  double level_in;
  double level_out; /* as they heard it */
  guint typed;
  GPtrArray *wrote; /* lines the citizen finished */
  GPtrArray *read;  /* finished lines they read */
  guint lines_compared;
  guint opened; /* documents whose row was activated */
  guint document_pages;
  gboolean no_box;
  guint form_saves;
  guint fetched; /* files of the receipt written */
  guint reviews;
  gboolean request_failed;
  gsize receipt_bytes;
};

G_DEFINE_FINAL_TYPE (FinRehearsal, fin_rehearsal, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static FinVisit *
visit (FinRehearsal *self)
{
  return fin_session_visit (self->session);
}

static FinParty *
citizen (FinRehearsal *self)
{
  return visit (self) != NULL ? fin_visit_party (visit (self), "citizen") : NULL;
}

static FinPeer *
peer (FinRehearsal *self)
{
  return citizen (self) != NULL ? fin_party_peer (citizen (self)) : NULL;
}

static gboolean
flag (gpointer object, const char *property)
{
  gboolean value = FALSE;

  g_object_get (object, property, &value, NULL);

  return value;
}

/* The window as it is drawn, without asking the display for it. */
static gboolean
shoot (FinRehearsal *self, const char *name)
{
  GtkWidget *widget = GTK_WIDGET (self->window);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget),
                          gtk_widget_get_height (widget));
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  if (node == NULL)
    return FALSE;
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (widget)), node, NULL);

  return gdk_texture_save_to_png (texture, path);
}

static void
painted_cb (GdkFrameClock *clock, FinRehearsal *self)
{
  g_assert (FIN_IS_REHEARSAL (self));

  if (self->unpainted != NULL)
    fin_stopwatch_seen (self->to_informer, self->unpainted, g_get_monotonic_time ());
  self->unpainted = NULL;
}

static void
line_changed_cb (FinLine *line, GParamSpec *pspec, FinRehearsal *self)
{
  g_assert (FIN_IS_REHEARSAL (self));

  if (g_str_equal (fin_line_from (line), "citizen"))
    self->unpainted = g_intern_string (fin_line_text (line));
}

static void
lines_cb (GListModel *lines, guint position, guint removed, guint added, FinRehearsal *self)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (FinLine) line = g_list_model_get_item (lines, i);

    g_signal_connect_object (line, "notify::text", G_CALLBACK (line_changed_cb), self, 0);
    line_changed_cb (line, NULL, self);
  }
}

/* The steps: what each begins, and when it has happened. */

static gboolean
agenda_done (FinRehearsal *self)
{
  return fin_session_state (self->session) == FIN_SESSION_ONLINE &&
         g_list_model_get_n_items (G_LIST_MODEL (fin_session_agenda (self->session))) > 0 &&
         g_list_model_get_n_items (G_LIST_MODEL (fin_session_queue (self->session))) > 0;
}

/* The list has the arrival now; the picture is taken when it has been drawn. */
static gboolean
agenda_shot (FinRehearsal *self)
{
  return shoot (self, "agenda.png");
}

static void
attend (FinRehearsal *self)
{
  g_autoptr (FinWaiting) first =
      g_list_model_get_item (G_LIST_MODEL (fin_session_queue (self->session)), 0);

  fin_session_attend (self->session, fin_appointment_id (fin_waiting_appointment (first)));
}

static gboolean
attended (FinRehearsal *self)
{
  return visit (self) != NULL && fin_visit_composer (visit (self)) != NULL;
}

static void
listen (FinRehearsal *self)
{
  GListModel *lines = G_LIST_MODEL (fin_visit_transcript (visit (self)));

  g_signal_connect_object (lines, "items-changed", G_CALLBACK (lines_cb), self, 0);
  lines_cb (lines, 0, 0, g_list_model_get_n_items (lines), self);
  g_signal_connect_object (gtk_widget_get_frame_clock (GTK_WIDGET (self->window)), "after-paint",
                           G_CALLBACK (painted_cb), self, 0);
}

/* A figure of the citizen's journal, which is made of text. */
static double
figure (JsonObject *line, const char *name)
{
  const char *text = fin_json_string (line, name);

  return text != NULL ? g_ascii_strtod (text, NULL) : 0;
}

/* Pictures and sound both ways: ours arriving is the citizen's to say. */
static gboolean
call_up (FinRehearsal *self)
{
  const FinPeerFigures *figures = peer (self) != NULL ? fin_peer_figures (peer (self)) : NULL;

  return figures != NULL && fin_peer_state (peer (self)) == FIN_PEER_CONNECTED &&
         figures->video_in_fps > 0 && self->level_in > 0 && self->citizen != NULL &&
         figure (self->citizen, "fps") > 0 && self->level_out > 0;
}

static gboolean
type_cb (gpointer data)
{
  FinRehearsal *self = data;
  const char *words = fin_json_string (self->plan, "write");
  g_autofree char *text = NULL;

  if (visit (self) == NULL || self->typed == (guint)g_utf8_strlen (words, -1)) {
    if (visit (self) != NULL)
      fin_composer_end_line (fin_visit_composer (visit (self)));
    self->typist_id = 0;
    return G_SOURCE_REMOVE;
  }

  text = g_utf8_substring (words, 0, ++self->typed);
  fin_stopwatch_typed (self->to_citizen, text, g_get_monotonic_time ());
  fin_composer_set_text (fin_visit_composer (visit (self)), text);

  return G_SOURCE_CONTINUE;
}

static void
write_line (FinRehearsal *self)
{
  self->typist_id = g_timeout_add (KEY_MS, type_cb, self);
}

static gboolean
written (FinRehearsal *self)
{
  return self->typist_id == 0 && fin_stopwatch_count (self->to_citizen) + 1 >= self->typed &&
         fin_stopwatch_count (self->to_informer) > 0;
}

static void
saved_cb (FinSharedForm *form, GParamSpec *pspec, FinRehearsal *self)
{
  self->form_saves++;
}

static void
fill (FinRehearsal *self)
{
  FinSharedForm *form = fin_visit_form (visit (self));
  JsonArray *fields = fin_json_array (self->plan, "fields");

  g_signal_connect_object (form, "notify::version", G_CALLBACK (saved_cb), self, 0);
  for (guint i = 0; i < json_array_get_length (fields); i++) {
    JsonArray *field = json_array_get_array_element (fields, i);

    fin_shared_form_set (form, fin_json_array_string (field, 0), fin_json_array_string (field, 1));
  }
}

static gboolean
filled (FinRehearsal *self)
{
  return flag (fin_visit_form (visit (self)), "saved");
}

static GtkWidget *
page (FinRehearsal *self)
{
  return fin_rehearsal_find (GTK_WIDGET (self->window), FIN_TYPE_VISIT_PAGE);
}

static void
hand (FinRehearsal *self)
{
  const char *field = fin_json_string (self->plan, "hand");

  fin_shared_form_hand (fin_visit_form (visit (self)), field, TRUE);
  gtk_widget_activate_action (page (self), "visit.go", "s", field);
}

static const char *
handed_value (FinRehearsal *self)
{
  return fin_shared_field_value (
      fin_shared_form_lookup (fin_visit_form (visit (self)), fin_json_string (self->plan, "hand")));
}

/* In the middle of the citizen's typing: the picture of two people in one form. */
static gboolean
typing_shot (FinRehearsal *self)
{
  return strlen (handed_value (self)) > 8 && shoot (self, "visit.png");
}

static gboolean
given_back (FinRehearsal *self)
{
  g_autofree char *holder = NULL;

  g_object_get (
      fin_shared_form_lookup (fin_visit_form (visit (self)), fin_json_string (self->plan, "hand")),
      "holder", &holder, NULL);

  return holder == NULL && strlen (handed_value (self)) >= 24;
}

/* The newest document if it waits to be looked at. (transfer full) */
static FinDocument *
newest (FinRehearsal *self)
{
  GListModel *documents = fin_visit_documents (visit (self));
  guint n = g_list_model_get_n_items (documents);
  g_autoptr (FinDocument) last = n > 0 ? g_list_model_get_item (documents, n - 1) : NULL;

  return last != NULL && fin_document_status (last) == FIN_DOCUMENT_RECEIVED
             ? g_steal_pointer (&last)
             : NULL;
}

static gboolean
document_there (FinRehearsal *self)
{
  g_autoptr (FinDocument) document = newest (self);

  return document != NULL;
}

/* Nobody reviews what they have not looked at: the newest document, until its pages are there. */
static gboolean
looked_at (FinRehearsal *self)
{
  g_autoptr (FinDocument) document = newest (self);
  guint n_pages = 0;
  FinViewed viewed;

  if (document == NULL)
    return FALSE;
  if (self->opened == self->reviews) {
    self->opened += fin_rehearsal_open (page (self), document) ? 1 : 0;
    return FALSE;
  }

  viewed = fin_rehearsal_viewed (page (self), &n_pages);
  self->no_box = viewed == FIN_VIEWED_NO_BOX;
  self->document_pages = n_pages;
  self->request_failed |= viewed == FIN_VIEWED_NOT;

  return viewed == FIN_VIEWED_PAGES || viewed == FIN_VIEWED_NO_BOX;
}

static void
reviewed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinRehearsal) self = data;

  if (fin_visit_review_finish (FIN_VISIT (source), result, NULL))
    self->reviews++;
  else
    self->request_failed = TRUE;
}

static void
ask_for_another (FinRehearsal *self)
{
  g_autoptr (FinDocument) document = newest (self);

  fin_visit_review_async (visit (self), document, fin_json_string (self->plan, "correct"), NULL,
                          reviewed_cb, g_object_ref (self));
}

static gboolean
corrected (FinRehearsal *self)
{
  return self->reviews == 1 && document_there (self);
}

static void
accept_document (FinRehearsal *self)
{
  g_autoptr (FinDocument) document = newest (self);

  fin_visit_review_async (visit (self), document, NULL, NULL, reviewed_cb, g_object_ref (self));
}

static gboolean
confirmed (FinRehearsal *self)
{
  g_autoptr (GDateTime) at = NULL;

  g_object_get (fin_visit_form (visit (self)), "confirmed", &at, NULL);

  return self->reviews == 2 && at != NULL;
}

static void
receipt_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinRehearsal) self = data;

  self->request_failed |= !fin_visit_make_receipt_finish (FIN_VISIT (source), result, NULL);
}

static void
make_receipt (FinRehearsal *self)
{
  fin_visit_make_receipt_async (visit (self), fin_visit_form (visit (self)), receipt_cb,
                                g_object_ref (self));
}

static gboolean
receipt_made (FinRehearsal *self)
{
  return fin_visit_receipt (visit (self)) != NULL;
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinRehearsal) self = data;
  g_autoptr (GBytes) bytes = fin_visit_load_receipt_finish (FIN_VISIT (source), result, NULL);
  gsize size = 0;
  const char *content = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;
  gboolean pdf = size > 4 && memcmp (content, "%PDF", 4) == 0;
  g_autofree char *path =
      g_build_filename (self->folder, pdf ? "receipt.pdf" : "receipt.json", NULL);

  if (content == NULL || !g_file_set_contents (path, content, size, NULL)) {
    self->request_failed = TRUE;
    return;
  }
  self->fetched++;
  if (pdf)
    self->receipt_bytes = size;
}

static void
fetch_receipt (FinRehearsal *self)
{
  fin_visit_load_receipt_async (visit (self), fin_visit_form (visit (self)), TRUE, fetched_cb,
                                g_object_ref (self));
  fin_visit_load_receipt_async (visit (self), fin_visit_form (visit (self)), FALSE, fetched_cb,
                                g_object_ref (self));
}

static gboolean
receipt_fetched (FinRehearsal *self)
{
  return self->fetched == 2 && self->receipt_bytes > 0;
}

static gboolean
informer_has (FinRehearsal *self, const char *text)
{
  GListModel *lines = G_LIST_MODEL (fin_visit_transcript (visit (self)));

  for (guint i = 0; i < g_list_model_get_n_items (lines); i++) {
    g_autoptr (FinLine) line = g_list_model_get_item (lines, i);

    if (fin_line_done (line) && g_str_equal (fin_line_from (line), "citizen") &&
        g_str_equal (fin_line_text (line), text))
      return TRUE;
  }

  return FALSE;
}

/* Letter by letter: each line finished on one side is one of the other's. They write more than once. */
static gboolean
all_read (FinRehearsal *self)
{
  for (guint i = 0; i < self->wrote->len; i++)
    if (!informer_has (self, g_ptr_array_index (self->wrote, i)))
      return FALSE;

  self->lines_compared = self->wrote->len + 1;

  return self->wrote->len > 1 &&
         g_ptr_array_find_with_equal_func (self->read, fin_json_string (self->plan, "write"),
                                           g_str_equal, NULL);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinRehearsal) self = data;

  self->request_failed |= !fin_visit_end_finish (FIN_VISIT (source), result, NULL);
}

/* What the call was like, while it still is. */
static void
note_figures (FinRehearsal *self)
{
  const FinPeerFigures *figures = fin_peer_figures (peer (self));
  g_autofree char *in =
      g_strdup_printf ("%dx%d", figures->video_in_width, figures->video_in_height);
  g_autofree char *out =
      g_strdup_printf ("%dx%d", figures->video_out_width, figures->video_out_height);

  json_object_set_double_member (self->report, "call_setup_ms", figures->setup_ms);
  json_object_set_double_member (self->report, "video_in_fps", figures->video_in_fps);
  json_object_set_string_member (self->report, "video_in_size", in);
  json_object_set_double_member (self->report, "video_out_fps", figures->video_out_fps);
  json_object_set_string_member (self->report, "video_out_size", out);
  json_object_set_double_member (self->report, "audio_in_level", self->level_in);
  json_object_set_double_member (self->report, "audio_out_level", self->level_out);
  json_object_set_double_member (self->report, "round_trip_ms", figures->round_trip_ms);
}

static void
end (FinRehearsal *self)
{
  g_autoptr (JsonObject) ending = json_object_new ();

  note_figures (self);
  json_object_set_string_member (ending, "outcome", fin_json_string (self->plan, "outcome"));
  fin_visit_end_async (visit (self), ending, ended_cb, g_object_ref (self));
}

static gboolean
over (FinRehearsal *self)
{
  return visit (self) == NULL || fin_visit_ended (visit (self));
}

static const struct {
  const char *name;
  void (*begin) (FinRehearsal *self);
  gboolean (*done) (FinRehearsal *self);
} steps[] = {
  { "a citizen waits in the agenda", NULL, agenda_done },
  { "the agenda is drawn", NULL, agenda_shot },
  { "the visit begins", attend, attended },
  { "sound and pictures go both ways", listen, call_up },
  { "real-time text goes both ways", write_line, written },
  { "the form is filled", fill, filled },
  { "the visit is drawn while the citizen types", hand, typing_shot },
  { "the citizen gives the field back", NULL, given_back },
  { "a document arrives", NULL, document_there },
  { "its pages are looked at", NULL, looked_at },
  { "a corrected document arrives", ask_for_another, corrected },
  { "its pages are looked at too", NULL, looked_at },
  { "the citizen confirms the declaration", accept_document, confirmed },
  { "the receipt is made", make_receipt, receipt_made },
  { "the receipt is fetched", fetch_receipt, receipt_fetched },
  { "every line written was read", NULL, all_read },
  { "the visit ends", end, over },
};

static void
write_report (FinRehearsal *self, const char *failed)
{
  g_autofree char *path = g_build_filename (self->folder, "report.json", NULL);
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_object_set_double_member (self->report, "text_in_ms_median",
                                 fin_stopwatch_quantile (self->to_informer, 0.5));
  json_object_set_double_member (self->report, "text_in_ms_p95",
                                 fin_stopwatch_quantile (self->to_informer, 0.95));
  json_object_set_double_member (self->report, "text_out_ms_median",
                                 fin_stopwatch_quantile (self->to_citizen, 0.5));
  json_object_set_double_member (self->report, "text_out_ms_p95",
                                 fin_stopwatch_quantile (self->to_citizen, 0.95));
  json_object_set_int_member (self->report, "form_saves", self->form_saves);
  json_object_set_int_member (self->report, "receipt_bytes", self->receipt_bytes);
  json_object_set_int_member (self->report, "lines_compared", self->lines_compared);
  json_object_set_int_member (self->report, "document_pages", self->document_pages);
  if (self->no_box)
    json_object_set_string_member (self->report, "document_viewer", "shut: no box can be had here");
  if (self->citizen != NULL)
    json_object_set_object_member (self->report, "citizen", json_object_ref (self->citizen));
  if (failed != NULL)
    json_object_set_string_member (self->report, "failed", failed);

  json_node_set_object (root, self->report);
  text = json_to_string (root, TRUE);
  g_file_set_contents (path, text, -1, NULL);
}

static gboolean
tick_cb (gpointer data)
{
  FinRehearsal *self = data;
  const char *name = steps[self->step].name;
  double level = 0;

  if (peer (self) != NULL)
    g_object_get (peer (self), "level", &level, NULL);
  self->level_in = MAX (self->level_in, level);

  if (!self->begun) {
    self->begun = TRUE;
    self->deadline = g_get_monotonic_time () + STEP_SECONDS * G_USEC_PER_SEC;
    if (steps[self->step].begin != NULL)
      steps[self->step].begin (self);
    return G_SOURCE_CONTINUE;
  }

  if (self->request_failed || g_get_monotonic_time () > self->deadline) {
    g_printerr ("not done: %s\n", name);
    write_report (self, name);
    self->tick_id = 0;
    g_signal_emit (self, signals[SIGNAL_DONE], 0, FALSE);
    return G_SOURCE_REMOVE;
  }

  if (!steps[self->step].done (self))
    return G_SOURCE_CONTINUE;

  g_print ("%s\n", name);
  self->begun = FALSE;
  if (++self->step < G_N_ELEMENTS (steps))
    return G_SOURCE_CONTINUE;

  write_report (self, NULL);
  self->tick_id = 0;
  g_signal_emit (self, signals[SIGNAL_DONE], 0, TRUE);

  return G_SOURCE_REMOVE;
}

static void
fin_rehearsal_dispose (GObject *object)
{
  FinRehearsal *self = FIN_REHEARSAL (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_handle_id (&self->typist_id, g_source_remove);
  g_clear_object (&self->session);
  g_clear_object (&self->window);
  g_clear_pointer (&self->plan, json_object_unref);
  g_clear_pointer (&self->report, json_object_unref);
  g_clear_pointer (&self->citizen, json_object_unref);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->wrote, g_ptr_array_unref);
  g_clear_pointer (&self->read, g_ptr_array_unref);
  g_clear_pointer (&self->to_citizen, fin_stopwatch_free);
  g_clear_pointer (&self->to_informer, fin_stopwatch_free);

  G_OBJECT_CLASS (fin_rehearsal_parent_class)->dispose (object);
}

static void
fin_rehearsal_class_init (FinRehearsalClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fin_rehearsal_dispose;

  signals[SIGNAL_DONE] = g_signal_new ("done", FIN_TYPE_REHEARSAL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
fin_rehearsal_init (FinRehearsal *self)
{
  g_autoptr (GBytes) plan =
      g_resources_lookup_data ("/cat/finestreta/Finestreta/rehearsal.json", 0, NULL);

  self->plan = fin_json_parse_object (g_bytes_get_data (plan, NULL), g_bytes_get_size (plan), NULL);
  self->report = json_object_new ();
  self->wrote = g_ptr_array_new_with_free_func (g_free);
  self->read = g_ptr_array_new_with_free_func (g_free);
  self->to_citizen = fin_stopwatch_new ();
  self->to_informer = fin_stopwatch_new ();
}

FinRehearsal *
fin_rehearsal_new (FinSession *session, GtkWindow *window, const char *folder)
{
  FinRehearsal *self = g_object_new (FIN_TYPE_REHEARSAL, NULL);

  self->session = g_object_ref (session);
  self->window = g_object_ref (window);
  self->folder = g_strdup (folder);

  return self;
}

void
fin_rehearsal_start (FinRehearsal *self)
{
  g_return_if_fail (FIN_IS_REHEARSAL (self));

  if (self->tick_id == 0)
    self->tick_id = g_timeout_add (50, tick_cb, self);
}

void
fin_rehearsal_heard (FinRehearsal *self, JsonObject *line)
{
  const char *did = fin_json_string (line, "did");
  const char *text = fin_json_string (line, "text");
  gint64 at = fin_json_integer (line, "at", 0);

  g_return_if_fail (FIN_IS_REHEARSAL (self));

  if (g_strcmp0 (did, "typed") == 0 && text != NULL)
    fin_stopwatch_typed (self->to_informer, text, at);
  else if (did != NULL && g_str_has_prefix (did, "read") && text != NULL)
    fin_stopwatch_seen (self->to_citizen, text, at);
  else if (g_strcmp0 (did, "wrote") == 0 && text != NULL)
    g_ptr_array_add (self->wrote, g_strdup (text));
  else if (g_strcmp0 (did, "saw") == 0) {
    g_clear_pointer (&self->citizen, json_object_unref);
    self->citizen = json_object_ref (line);
    self->level_out = MAX (self->level_out, figure (line, "level"));
  }
  if (g_strcmp0 (did, "read") == 0 && text != NULL)
    g_ptr_array_add (self->read, g_strdup (text));
}
