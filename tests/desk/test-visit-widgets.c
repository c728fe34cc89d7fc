// The parts of the visit page that can be tried without an office: pictures, editors of every kind,
// a visit taken and given up without anything left behind. SPDX-License-Identifier:
// GPL-3.0-or-later
#include <gst/video/video.h>

#include "fin-arrangement.h"
#include "fin-caption-band.h"
#include "fin-field-choice.h"
#include "fin-field-editor.h"
#include "fin-field-row.h"
#include "fin-json.h"
#include "fin-settings.h"
#include "fin-tail-box.h"
#include "fin-transcript-pane.h"
#include "fin-unheard-bar.h"
#include "fin-video-paintable.h"
#include "fin-visit-page.h"

/* Where faces have their places */

static gboolean
overlap (const GdkRectangle *one, const GdkRectangle *other)
{
  return gdk_rectangle_intersect (one, other, NULL);
}

/* The promises that hold for everybody who looks, on a desk, beside a document, on a narrow screen. */
static void
check_arrangement (const FinSeat *seats, guint n, int width, int height)
{
  GdkRectangle places[8];
  double total = 0;

  fin_arrange (seats, n, width, height, 8, places);
  for (guint i = 0; i < n; i++)
    total += seats[i] == FIN_SEAT_SELF ? 0 : (double)places[i].width * places[i].height;
  for (guint i = 0; i < n; i++) {
    double area = (double)places[i].width * places[i].height;

    g_assert_cmpint (places[i].x, >=, 0);
    g_assert_cmpint (places[i].y, >=, 0);
    g_assert_cmpint (places[i].x + places[i].width, <=, width);
    g_assert_cmpint (places[i].y + places[i].height, <=, height);
    g_assert_cmpint (MIN (places[i].width, places[i].height), >=, seats[i] == FIN_SEAT_SELF ? 24 : 40);
    if (seats[i] & FIN_SEAT_SIGNER)
      g_assert_cmpfloat (3.0 * (places[i].width + 1) * (places[i].height + 1), >=, total);
    for (guint j = 0; j < n; j++) {
      if (j != i)
        g_assert_false (n > 2 && overlap (&places[i], &places[j]));
      if ((seats[i] & FIN_SEAT_PINNED) && (seats[j] == FIN_SEAT_OTHER || seats[j] == FIN_SEAT_SELF))
        g_assert_cmpfloat (area, >, (double)places[j].width * places[j].height);
    }
  }
}

static void
test_arrangement (void)
{
  static const int sizes[][2] = { { 660, 510 }, { 880, 510 }, { 1340, 640 }, { 320, 240 },
                                  { 344, 520 }, { 640, 200 }, { 420, 300 } };
  const FinSeat kinds[] = { FIN_SEAT_OTHER, FIN_SEAT_SIGNER, FIN_SEAT_PINNED,
                            FIN_SEAT_SIGNER | FIN_SEAT_PINNED };
  const GdkRectangle *self;
  GdkRectangle places[2];

  /* Up to three others of every kind, and oneself. */
  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    for (guint others = 1; others <= 3; others++)
      for (guint code = 0; code < (others == 1 ? 4u : others == 2 ? 16u : 64u); code++) {
        FinSeat seats[] = { kinds[code % 4], kinds[code / 4 % 4], kinds[code / 16 % 4], FIN_SEAT_SELF };

        seats[others] = FIN_SEAT_SELF;
        check_arrangement (seats, others + 1, sizes[s][0], sizes[s][1]);
      }

  /* A single other has it all, with oneself small in a corner. */
  fin_arrange ((const FinSeat[]){ FIN_SEAT_OTHER, FIN_SEAT_SELF }, 2, 660, 510, 8, places);
  g_assert_cmpint (places[0].width, ==, 660);
  g_assert_cmpint (places[0].height, ==, 510);
  self = &places[1];
  g_assert_cmpint (16 * self->width * self->height, <, 660 * 510);
}

/* Pictures */

static GstSample *
make_sample (GstVideoFormat format, guint width, guint height, guint8 fill)
{
  GstVideoInfo info;

  gst_video_info_set_format (&info, format, width, height);
  g_autoptr (GstCaps) caps = gst_video_info_to_caps (&info);
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, info.size, NULL);
  gst_buffer_memset (buffer, 0, fill, info.size);
  GstSample *sample = gst_sample_new (buffer, caps, NULL, NULL);
  gst_buffer_unref (buffer);

  return sample;
}

static void
gone_cb (gpointer data, GstMiniObject *object)
{
  *(gboolean *)data = TRUE;
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_pictures (void)
{
  FinVideoPaintable *video = fin_video_paintable_new (FALSE);
  GstSample *first = make_sample (GST_VIDEO_FORMAT_BGRA, 64, 48, 0x80);
  GstSample *second = make_sample (GST_VIDEO_FORMAT_BGRx, 32, 48, 0xff);
  GstSample *planar = make_sample (GST_VIDEO_FORMAT_I420, 64, 48, 0);
  gboolean first_gone = FALSE;
  guint drawn = 0, sized = 0;
  guint8 pixels[64 * 48 * 4];

  g_signal_connect_swapped (video, "invalidate-contents", G_CALLBACK (count_cb), &drawn);
  g_signal_connect_swapped (video, "invalidate-size", G_CALLBACK (count_cb), &sized);
  gst_mini_object_weak_ref (GST_MINI_OBJECT (gst_sample_get_buffer (first)), gone_cb, &first_gone);

  g_assert_true (fin_video_paintable_push (video, first));
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (GDK_PAINTABLE (video)), ==, 64);
  g_assert_cmpint (gdk_paintable_get_intrinsic_height (GDK_PAINTABLE (video)), ==, 48);
  gdk_texture_download (fin_video_paintable_texture (video), pixels, 64 * 4);
  g_assert_cmpint (pixels[0], ==, 0x80);
  g_assert_cmpint (pixels[sizeof pixels - 1], ==, 0x80);

  /* The texture lies in the buffer: it lives as long as the texture, no longer. */
  gst_sample_unref (first);
  g_assert_false (first_gone);
  g_assert_true (fin_video_paintable_push (video, second));
  g_assert_true (first_gone);
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (GDK_PAINTABLE (video)), ==, 32);
  g_assert_cmpuint (sized, ==, 2);
  g_assert_cmpuint (drawn, ==, 2);

  /* The same size again is no new layout. */
  g_assert_true (fin_video_paintable_push (video, second));
  g_assert_cmpuint (sized, ==, 2);
  /* What can't be drawn leaves the picture before. */
  g_assert_false (fin_video_paintable_push (video, planar));
  g_assert_nonnull (fin_video_paintable_texture (video));

  fin_video_paintable_clear (video);
  g_assert_null (fin_video_paintable_texture (video));
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (GDK_PAINTABLE (video)), ==, 0);

  gst_sample_unref (second);
  gst_sample_unref (planar);
  g_assert_finalize_object (video);
}

/* Editors */

static JsonObject *
parse (const char *json)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object = fin_json_parse_object (json, -1, &error);

  g_assert_no_error (error);

  return object;
}

static void
edited_cb (FinFieldEditor *editor, const char *value, char **told)
{
  g_free (*told);
  *told = g_strdup (value);
}

typedef struct {
  const char *kind;
  const char *options;
  const char *value;
  const char *other;
} EditorCase;

static void
check_editor (FinSharedForm *form, const EditorCase *c)
{
  g_autofree char *json = g_strdup_printf (
      "{\"type\":\"form\",\"procedure\":{\"id\":\"p\",\"title\":\"P\"},\"version\":1,\"steps\":["
      "{\"id\":\"s\",\"title\":\"S\",\"visible\":true,\"fields\":[{\"id\":\"s.%s\",\"label\":\"L\","
      "\"kind\":\"%s\",\"value\":\"\",\"version\":0,\"visible\":true,\"required\":true%s}]}],"
      "\"documents\":[],\"declaration\":{\"text\":\"\"},\"complete\":false,\"missing\":[]}",
      c->kind, c->kind, c->options != NULL ? c->options : "");
  g_autoptr (JsonObject) message = parse (json);
  g_autofree char *id = g_strconcat ("s.", c->kind, NULL);
  g_autofree char *told = NULL;

  fin_shared_form_handle (form, "form", message);
  FinFieldEditor *editor =
      g_object_ref_sink (fin_field_editor_new (fin_shared_form_lookup (form, id)));
  g_signal_connect (editor, "edited", G_CALLBACK (edited_cb), &told);

  /* What is shown is not told as if it had been typed. */
  fin_field_editor_set_value (editor, c->value);
  g_assert_null (told);
  fin_field_editor_edited (editor);
  g_assert_cmpstr (told, ==, c->value);
  fin_field_editor_set_value (editor, c->other);
  fin_field_editor_set_value (editor, "");
  g_assert_cmpstr (told, ==, c->value);
  fin_field_editor_edited (editor);
  g_assert_cmpstr (told, ==, "");

  fin_field_editor_set_editable (editor, FALSE);
  g_assert_true (GTK_IS_WIDGET (fin_field_editor_input (editor)));
  g_assert_finalize_object (editor);
}

static void
test_editors (void)
{
  static const char few[] = ",\"options\":[{\"value\":\"a\",\"label\":\"A\"},{\"value\":\"b\","
                            "\"label\":\"B\"},{\"value\":\"c\",\"label\":\"C\"}]";
  static const EditorCase cases[] = {
    { "text", NULL, "Una persona", "مثال" },
    { "iban", NULL, "ES91 2100", "ES91 2100 0418" },
    { "date", NULL, "2026-11-24", "24/1" },
    { "multiline", NULL, "una\ndues", "tres" },
    { "boolean", NULL, "true", "false" },
    { "declaration", NULL, "true", "" },
    { "choice", few, "b", "c" },
    { "multichoice", few, "a,c", "b" },
  };
  g_autoptr (FinLink) link = fin_link_new ("http://127.0.0.1:9");
  g_autoptr (FinSharedForm) form = fin_shared_form_new (link);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_editor (form, &cases[i]);
}

static void
test_long_choice (void)
{
  g_autoptr (FinLink) link = fin_link_new ("http://127.0.0.1:9");
  g_autoptr (FinSharedForm) form = fin_shared_form_new (link);
  g_autoptr (GString) options = g_string_new (",\"options\":[");

  for (guint i = 0; i < 20; i++)
    g_string_append_printf (options, "%s{\"value\":\"v%u\",\"label\":\"Number %u\"}",
                            i > 0 ? "," : "", i, i);
  g_string_append (options, "]");
  check_editor (form, &(EditorCase){ "choice", options->str, "v3", "v19" });
}

/* The arrows reach every option in its order, also before the step has been laid out. */
static void
test_choice_by_keys (void)
{
  static const char *options[] = { "a", "A", "b", "B", "c", "C", NULL };
  GtkWidget *editor = GTK_WIDGET (fin_field_choice_new (options, FALSE));
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = fin_field_editor_input (FIN_FIELD_EDITOR (editor));
  GtkWidget *first = gtk_widget_get_first_child (box);
  GtkWidget *last = gtk_widget_get_last_child (box);

  gtk_window_set_child (GTK_WINDOW (window), editor);
  g_assert_true (gtk_widget_child_focus (editor, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == first);
  g_assert_true (gtk_widget_child_focus (editor, GTK_DIR_DOWN));
  g_assert_true (gtk_widget_child_focus (editor, GTK_DIR_RIGHT));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == last);
  g_assert_false (gtk_widget_child_focus (editor, GTK_DIR_DOWN));
  g_assert_true (gtk_widget_child_focus (editor, GTK_DIR_UP));
  g_assert_true (gtk_widget_child_focus (editor, GTK_DIR_LEFT));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == first);
  g_assert_false (gtk_widget_child_focus (editor, GTK_DIR_TAB_FORWARD));

  gtk_window_destroy (GTK_WINDOW (window));
}

/* A visit */

static JsonObject *
visit_message (const char *line)
{
  g_autofree char *json = g_strdup_printf (
      "{\"type\":\"visit\",\"id\":\"v\",\"you\":\"informer\",\"started\":\"2026-11-24T09:20:00Z\","
      "\"appointment\":{\"id\":\"a\",\"procedure\":\"p\",\"title\":\"A procedure\",\"starts\":"
      "\"2026-11-24T09:20:00Z\",\"ends\":\"2026-11-24T09:40:00Z\",\"language\":\"ca\",\"needs\":[],"
      "\"state\":\"attending\",\"documents\":0},\"participants\":["
      "{\"id\":\"informer\",\"instance\":\"i\",\"role\":\"informer\",\"name\":\"I\",\"language\":"
      "\"ca\","
      "\"connected\":true,\"camera\":true,\"microphone\":true},"
      "{\"id\":\"citizen\",\"instance\":\"\",\"role\":\"citizen\",\"name\":\"C\",\"language\":"
      "\"ca\","
      "\"connected\":false,\"camera\":true,\"microphone\":true}],\"lines\":[%s],\"documents\":[]}",
      line);

  return parse (json);
}

/* Lines of this visit, as "from/number/text/done". */
static char *
lines (FinVisit *visit)
{
  GListModel *model = G_LIST_MODEL (fin_visit_transcript (visit));
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (FinLine) line = g_list_model_get_item (model, i);

    g_string_append_printf (all, "%s/%u/%s/%d ", fin_line_from (line), fin_line_number (line),
                            fin_line_text (line), fin_line_done (line));
  }

  return g_string_free (all, FALSE);
}

static void
test_text_after_a_break (void)
{
  g_autoptr (FinLink) link = fin_link_new ("http://127.0.0.1:9");
  FinVisit *visit = fin_visit_new (link, "a");
  /* The run before this one was killed within its line 3. */
  g_autoptr (JsonObject) first =
      visit_message ("{\"from\":\"informer\",\"line\":3,\"text\":\"Bon d\",\"done\":false,\"at\":"
                     "\"2026-11-24T09:21:00Z\"}");
  g_autoptr (JsonObject) again = visit_message (
      "{\"from\":\"informer\",\"line\":3,\"text\":\"Bon d\",\"done\":false,\"at\":"
      "\"2026-11-24T09:21:00Z\"},{\"from\":\"citizen\",\"line\":0,\"text\":\"Hola\",\"done\":true,"
      "\"at\":\"2026-11-24T09:22:00Z\"}");
  g_autofree char *begun = NULL;
  g_autofree char *mended = NULL;

  g_assert_null (fin_visit_composer (visit));
  fin_visit_handle (visit, "visit", first);
  begun = lines (visit);
  g_assert_cmpstr (begun, ==, "informer/3/Bon d/1 ");
  g_assert_cmpuint (fin_composer_number (fin_visit_composer (visit)), ==, 4);

  /* Written while the office was away, the line outlives the office's older knowledge. */
  fin_composer_set_text (fin_visit_composer (visit), "Digueu-me");
  fin_composer_end_line (fin_visit_composer (visit));
  fin_visit_handle (visit, "visit", again);
  mended = lines (visit);
  g_assert_nonnull (strstr (mended, "informer/3/Bon d/1 "));
  g_assert_nonnull (strstr (mended, "informer/4/Digueu-me/1 "));
  g_assert_nonnull (strstr (mended, "citizen/0/Hola/1 "));

  fin_visit_close (visit);
  g_assert_finalize_object (visit);
}

/* Can this be read somewhere below @widget? */
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
find_entry (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_ENTRY (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_entry (child);

  return found;
}

static GtkWidget *
find_text_view (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_TEXT_VIEW (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_text_view (child);

  return found;
}

static void
type (FinVisit *visit, guint number, const char *text)
{
  g_autofree char *json = g_strdup_printf ("{\"type\":\"text\",\"line\":{\"from\":\"citizen\","
                                           "\"line\":%u,\"text\":\"%s\",\"done\":false,"
                                           "\"at\":\"2026-11-24T09:2%u:00Z\"}}",
                                           number, text, number);
  g_autoptr (JsonObject) message = parse (json);

  fin_visit_handle (visit, "text", message);
}

/* Names stand out; what was said does not, however it grew. */
static void
test_transcript_type (void)
{
  g_autoptr (FinLink) link = fin_link_new ("http://127.0.0.1:9");
  FinVisit *visit = fin_visit_new (link, "a");
  g_autoptr (JsonObject) message = visit_message ("");
  GtkWidget *pane = g_object_ref_sink (g_object_new (FIN_TYPE_TRANSCRIPT_PANE, NULL));
  GtkTextIter iter;

  fin_visit_handle (visit, "visit", message);
  fin_transcript_pane_set_visit (FIN_TRANSCRIPT_PANE (pane), visit);
  for (guint number = 0; number < 3; number++) {
    type (visit, number, "");
    type (visit, number, "D");
    type (visit, number, "Dit");
  }
  type (visit, 0, "Dit i fet");

  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_text_view (pane)));
  g_assert_cmpint (gtk_text_buffer_get_line_count (buffer), ==, 7);
  for (int line = 0; line < 6; line++) {
    g_autoptr (GSList) tags = NULL;

    gtk_text_buffer_get_iter_at_line (buffer, &iter, line);
    tags = gtk_text_iter_get_tags (&iter);
    g_assert_cmpint (tags != NULL, ==, line % 2 == 0);
  }

  g_assert_finalize_object (pane);
  fin_visit_close (visit);
  g_assert_finalize_object (visit);
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static char *
text_of (GtkWidget *pane)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_text_view (pane)));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
assert_text (GtkWidget *pane, const char *has, const char *lacks)
{
  g_autofree char *text = text_of (pane);

  g_assert_nonnull (strstr (text, has));
  g_assert_null (strstr (text, lacks));
}

/* What was heard can be put right, and back; what was typed can't. */
static void
test_mending (void)
{
  g_autoptr (FinLink) link = fin_link_new ("http://127.0.0.1:9");
  FinVisit *visit = fin_visit_new (link, "a");
  g_autoptr (JsonObject) message = visit_message (
      "{\"from\":\"citizen\",\"origin\":\"speech\",\"line\":0,\"text\":\"em dic "
      "Juan\",\"language\":"
      "\"ca\",\"done\":true,\"believed\":true,\"mended\":false,\"at\":\"2026-11-24T09:21:00Z\"},"
      "{\"from\":\"citizen\",\"line\":0,\"text\":\"Hola\",\"done\":true,\"at\":"
      "\"2026-11-24T09:22:00Z\"}");
  GtkWidget *pane = g_object_ref_sink (g_object_new (FIN_TYPE_TRANSCRIPT_PANE, NULL));
  GtkWidget *window = gtk_window_new ();
  g_autoptr (FinLine) heard = NULL;
  GtkWidget *entry;

  fin_visit_handle (visit, "visit", message);
  fin_transcript_pane_set_visit (FIN_TRANSCRIPT_PANE (pane), visit);
  gtk_window_set_child (GTK_WINDOW (window), pane);
  gtk_window_set_default_size (GTK_WINDOW (window), 600, 400);
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_height (pane) == 0)
    g_main_context_iteration (NULL, TRUE);
  heard = g_list_model_get_item (G_LIST_MODEL (fin_visit_transcript (visit)), 0);
  g_assert_false (fin_transcript_pane_undo (FIN_TRANSCRIPT_PANE (pane)));

  /* The cursor is at the end, in what was typed: the last that was heard is meant. */
  gtk_widget_activate_action (pane, "transcript.mend", NULL);
  settle ();
  entry = find_entry (pane);
  g_assert_nonnull (entry);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "em dic Juan");
  gtk_editable_set_text (GTK_EDITABLE (entry), "Em dic Joan");
  g_signal_emit_by_name (entry, "activate");
  settle ();
  g_assert_cmpstr (fin_line_text (heard), ==, "Em dic Joan");
  g_assert_true (fin_line_mended (heard));
  assert_text (pane, "Em dic Joan (put right)\n", "Juan");
  g_assert_null (find_entry (pane));

  g_assert_true (fin_transcript_pane_undo (FIN_TRANSCRIPT_PANE (pane)));
  assert_text (pane, "em dic Juan", "Joan");
  g_assert_false (fin_transcript_pane_undo (FIN_TRANSCRIPT_PANE (pane)));

  gtk_window_set_child (GTK_WINDOW (window), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (pane);
  fin_visit_close (visit);
  g_assert_finalize_object (visit);
}

static GtkWidget *
find_of_type (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_OBJECT_TYPE (widget) == type ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_of_type (child, type);

  return found;
}

static GtkWidget *
find_named (GtkWidget *widget, const char *tooltip)
{
  GtkWidget *found = g_strcmp0 (gtk_widget_get_tooltip_text (widget), tooltip) == 0 ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_named (child, tooltip);

  return found;
}

static void
engine_for_catalan (const char *id)
{
  g_autofree char *text = g_strdup_printf ("{'ca': '%s'}", id);
  g_autoptr (GVariant) value = g_variant_parse (G_VARIANT_TYPE ("a{ss}"), text, NULL, NULL, NULL);

  g_settings_set_value (fin_settings (), "caption-engines", value);
}

static void
speak (FinVisit *visit, const char *language)
{
  g_autofree char *json = g_strdup_printf (
      "{\"type\":\"participant\",\"participant\":{\"id\":\"informer\",\"instance\":\"i\",\"role\":"
      "\"informer\",\"name\":\"I\",\"language\":\"ca\",\"speaks\":\"%s\",\"reads\":\"ca\","
      "\"connected\":true,\"camera\":true,\"microphone\":true}}",
      language);
  g_autoptr (JsonObject) message = parse (json);

  fin_visit_handle (visit, "participant", message);
}

/* That nothing transcribes a language is said until it was read, and again when there is more to
 * say. */
static void
test_unheard (void)
{
  g_autoptr (FinLink) link = fin_link_new ("http://127.0.0.1:9");
  FinVisit *visit = fin_visit_new (link, "a");
  g_autoptr (JsonObject) message = visit_message ("");
  GtkWidget *bar = g_object_ref_sink (g_object_new (FIN_TYPE_UNHEARD_BAR, NULL));

  engine_for_catalan ("none");
  fin_unheard_bar_set_visit (FIN_UNHEARD_BAR (bar), visit);
  fin_visit_handle (visit, "visit", message);
  speak (visit, "ca");
  g_assert_false (gtk_widget_get_visible (bar));
  g_object_set (fin_visit_captions (visit), "on", TRUE, NULL);
  g_assert_true (gtk_widget_get_visible (bar));
  g_assert_true (reads (bar, "What you say in Català is not captioned"));
  g_signal_emit_by_name (find_named (bar, "Close"), "clicked");
  g_assert_false (gtk_widget_get_visible (bar));
  speak (visit, "ur");
  g_assert_true (reads (bar, "What you say in اردو is not captioned"));
  g_assert_true (reads (bar, "Write"));
  g_object_set (fin_visit_captions (visit), "on", FALSE, NULL);
  g_assert_false (gtk_widget_get_visible (bar));
  /* Writing does not help where a code is nobody else's: it would only be written. */
  fin_captions_set_private (fin_visit_captions (visit), TRUE);
  g_assert_true (reads (bar, "What C says is not captioned until they have done what only they may see"));
  g_assert_false (reads (bar, "Write"));

  engine_for_catalan ("");
  g_assert_finalize_object (bar);
  fin_visit_close (visit);
  g_assert_finalize_object (visit);
}

static void
assert_looks (GtkWidget *band,
              int size,
              const char *font,
              int rows,
              const char *colours,
              const char *css_class)
{
  GtkWidget *tail = find_of_type (band, FIN_TYPE_TAIL_BOX);
  guint lines;

  g_settings_set_int (fin_settings (), "caption-size", size);
  g_settings_set_string (fin_settings (), "caption-font", font);
  g_settings_set_int (fin_settings (), "caption-rows", rows);
  g_settings_set_string (fin_settings (), "caption-colours", colours);
  g_object_get (tail, "lines", &lines, NULL);
  g_assert_cmpuint (lines, ==, rows);
  g_assert_true (gtk_widget_has_css_class (tail, css_class));
  g_assert_true (gtk_widget_has_css_class (tail, font));
  g_assert_true (gtk_widget_has_css_class (tail, colours));
}

/* A long sentence stands in rows that break at clauses, as many and as large as the reader wants.
 * One that comes all at once rolls by from its beginning. */
static void
test_band (void)
{
  g_autoptr (FinLink) link = fin_link_new ("http://127.0.0.1:9");
  FinVisit *visit = fin_visit_new (link, "a");
  g_autoptr (JsonObject) message =
      visit_message ("{\"from\":\"citizen\",\"line\":0,\"text\":\"He portat el DNI i el certificat "
                     "del meu fill, però no "
                     "trobo l'última nòmina.\",\"done\":true,\"at\":\"2026-11-24T09:22:00Z\"}");
  g_autoptr (JsonObject) text =
      parse ("{\"type\":\"text\",\"line\":{\"from\":\"citizen\",\"origin\":\"speech\",\"line\":0,"
             "\"text\":\"Primer cal el DNI, després el certificat, després la nòmina, "
             "i al final la signatura.\",\"done\":true,\"at\":\"2026-11-24T09:23:00Z\"}}");
  GtkWidget *window = gtk_window_new ();
  GtkWidget *band = g_object_ref_sink (g_object_new (FIN_TYPE_CAPTION_BAND, NULL));

  fin_visit_handle (visit, "visit", message);
  fin_caption_band_set_visit (FIN_CAPTION_BAND (band), visit);
  gtk_window_set_child (GTK_WINDOW (window), band);
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 200);
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_height (band) == 0)
    g_main_context_iteration (NULL, TRUE);
  settle ();
  g_assert_true (reads (band,
                        "C: \xE2\x81\xA8He portat el DNI\ni el certificat del meu fill,\nperò no "
                        "trobo l'última nòmina."));

  assert_looks (band, 200, "serif", 3, "paper", "size-200");
  assert_looks (band, 300, "monospace", 4, "yellow", "size-300");
  assert_looks (band, 100, "plain", 2, "speakers", "size-100");

  fin_visit_handle (visit, "text", text);
  g_assert_true (reads (band, "C: \xE2\x81\xA8Primer cal el DNI,\ndesprés el certificat,"));
  g_assert_false (reads (band, "signatura"));
  while (!reads (band, "Primer cal el DNI,\ndesprés el certificat,\n"
                       "després la nòmina,\ni al final la signatura."))
    g_main_context_iteration (NULL, TRUE);

  gtk_window_set_child (GTK_WINDOW (window), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (band);
  fin_visit_close (visit);
  g_assert_finalize_object (visit);
}

static void
refuse (FinVisit *visit, guint change, const char *code)
{
  g_autofree char *json =
      g_strdup_printf ("{\"type\":\"form.refused\",\"form\":\"f\",\"change\":\"%.13s-%u\","
                       "\"field\":\"s.text\",\"code\":\"%s\","
                       "\"value\":\"Theirs\",\"version\":%u}",
                       fin_link_instance (fin_visit_link (visit)), change, code, change);
  g_autoptr (JsonObject) refused = parse (json);

  fin_visit_handle (visit, "form.refused", refused);
}

/* Why the office did not take what was typed is said as it is, and only what lost to somebody
 * else's may be put back. After the receipt there is nothing to write any more. */
static void
test_refusals (void)
{
  static const struct {
    const char *code;
    const char *words;
  } cases[] = {
    { "conflict", "changed by the other side" }, { "not-yours", "the citizen's to write" },
    { "not-found", "no longer in the form" },    { "bad-request", "cannot hold this" },
    { "closed", "the form is closed" },          { "of-tomorrow", "did not take it" },
  };
  g_autoptr (FinLink) link = fin_link_new ("http://127.0.0.1:9");
  FinVisit *visit = fin_visit_new (link, "a");
  FinSharedForm *form = fin_visit_form (visit);
  g_autoptr (JsonObject) message = visit_message ("");
  g_autoptr (JsonObject) fields = parse (
      "{\"type\":\"form\",\"form\":\"f\",\"procedure\":{\"id\":\"p\",\"title\":\"P\"},\"version\":"
      "0,\"steps\":["
      "{\"id\":\"s\",\"title\":\"S\",\"visible\":true,\"fields\":[{\"id\":\"s.text\",\"label\":"
      "\"L\","
      "\"kind\":\"text\",\"value\":\"\",\"version\":0,\"visible\":true,\"required\":true}]}],"
      "\"documents\":[],\"declaration\":{\"text\":\"\"},\"complete\":false,\"missing\":[]}");
  g_autoptr (JsonObject) receipt = parse ("{\"type\":\"receipt\",\"form\":\"f\",\"receipt\":{"
                                          "\"number\":\"2026-000001\",\"code\":\"A\",\"issued\":"
                                          "\"2026-11-24T09:30:00Z\"}}");
  GtkWidget *row;
  GtkWidget *entry;

  fin_visit_handle (visit, "visit", message);
  fin_visit_handle (visit, "form", fields);
  row =
      g_object_ref_sink (fin_field_row_new (visit, form, fin_shared_form_lookup (form, "s.text")));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    fin_shared_form_set (form, "s.text", "Mine");
    g_assert_false (reads (row, cases[i].words));
    refuse (visit, i + 1, cases[i].code);
    g_assert_true (reads (row, cases[i].words));
    g_assert_true (reads (row, "“Mine”"));
    g_assert_cmpint (reads (row, "Put Mine Back"), ==, i == 0);
  }

  entry = find_entry (row);
  g_assert_true (gtk_editable_get_editable (GTK_EDITABLE (entry)));
  fin_visit_handle (visit, "receipt", receipt);
  g_assert_false (gtk_editable_get_editable (GTK_EDITABLE (entry)));
  g_assert_finalize_object (row);
  fin_visit_close (visit);
  g_assert_finalize_object (visit);
}

static void
keep_log (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  g_string_append (data, message);
}

/* What their browser sends and can't be used is told to the informer, and logged without its
 * content. */
static void
test_hostile_signal (void)
{
  static const char *const signals[] = {
    "{\"type\":\"signal\",\"from\":\"citizen\",\"description\":{\"type\":\"answer\","
    "\"sdp\":\"PRIVATE\"}}",
    "{\"type\":\"signal\",\"from\":\"citizen\",\"candidate\":{\"candidate\":\"PRIVATE\","
    "\"sdpMLineIndex\":0}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++) {
    g_autoptr (FinLink) link = fin_link_new ("http://127.0.0.1:9");
    FinVisit *visit = fin_visit_new (link, "a");
    g_autoptr (JsonObject) message = visit_message ("");
    g_autoptr (JsonObject) came =
        parse ("{\"type\":\"participant\",\"participant\":{\"id\":\"citizen\",\"instance\":\"c\","
               "\"role\":\"citizen\",\"name\":\"C\",\"language\":\"ca\",\"connected\":true,"
               "\"camera\":true,\"microphone\":true}}");
    g_autoptr (JsonObject) signal = parse (signals[i]);
    g_autoptr (GString) log = g_string_new (NULL);
    g_autofree char *sentence = NULL;
    guint handler;

    fin_visit_handle (visit, "visit", message);
    fin_visit_handle (visit, "participant", came);
    handler = g_log_set_handler ("finestreta", G_LOG_LEVEL_MESSAGE, keep_log, log);
    fin_visit_handle (visit, "signal", signal);
    g_log_remove_handler ("finestreta", handler);
    g_object_get (visit, "connection", &sentence, NULL);
    g_assert_nonnull (strstr (sentence, "something that can't be used"));
    g_assert_nonnull (strstr (log->str, "can't be used"));
    g_assert_null (strstr (log->str, "PRIVATE"));
    fin_visit_close (visit);
    g_assert_finalize_object (visit);
  }
}

/* What the office keeps and did not send is counted when it is missed, and not when it is here. */
static void
test_earlier_lines (void)
{
  g_autoptr (FinLink) link = fin_link_new ("http://127.0.0.1:9");
  FinVisit *visit = fin_visit_new (link, "a");
  g_autoptr (JsonObject) message = visit_message ("");
  guint earlier;

  json_object_set_int_member (message, "earlier", 57);
  fin_visit_handle (visit, "visit", message);
  json_object_set_int_member (message, "earlier", 60);
  fin_visit_handle (visit, "visit", message);
  g_object_get (visit, "earlier-lines", &earlier, NULL);
  g_assert_cmpuint (earlier, ==, 57);
  fin_visit_close (visit);
  g_assert_finalize_object (visit);
}

static void
test_other_visit (void)
{
  g_autoptr (FinLink) link = fin_link_new ("http://127.0.0.1:9");
  FinVisit *visit = fin_visit_new (link, "another");
  g_autoptr (JsonObject) message = visit_message ("");

  fin_visit_handle (visit, "visit", message);
  g_assert_null (fin_visit_appointment (visit));
  g_assert_cmpuint (g_list_model_get_n_items (fin_visit_parties (visit)), ==, 0);
  g_assert_finalize_object (visit);
}

/* The whole page comes up and goes without a warning (G_DEBUG makes them fatal) and without a leak.
 */
static void
test_page (void)
{
  g_autoptr (FinLink) link = fin_link_new ("http://127.0.0.1:9");
  FinVisit *visit = fin_visit_new (link, "a");
  g_autoptr (JsonObject) message =
      visit_message ("{\"from\":\"citizen\",\"line\":0,\"text\":\"Hola\",\"done\":true,\"at\":"
                     "\"2026-11-24T09:22:00Z\"}");
  g_autoptr (JsonObject) ended = parse ("{\"type\":\"ended\",\"outcome\":\"filed\"}");
  GtkWidget *window = adw_window_new ();
  GtkWidget *page = fin_visit_page_new (visit);

  fin_visit_page_set_sidebar (FIN_VISIT_PAGE (page), gtk_label_new ("Queue"));
  adw_window_set_content (ADW_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  fin_visit_handle (visit, "visit", message);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  fin_visit_handle (visit, "ended", ended);
  g_assert_true (fin_visit_ended (visit));
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_object_ref (page);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (page);
  g_assert_finalize_object (visit);
}

int
main (int argc, char *argv[])
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/visit/pictures", test_pictures);
  g_test_add_func ("/visit/editors", test_editors);
  g_test_add_func ("/visit/long-choice", test_long_choice);
  g_test_add_func ("/visit/choice-by-keys", test_choice_by_keys);
  g_test_add_func ("/visit/text-after-a-break", test_text_after_a_break);
  g_test_add_func ("/visit/transcript-type", test_transcript_type);
  g_test_add_func ("/visit/mending", test_mending);
  g_test_add_func ("/visit/unheard", test_unheard);
  g_test_add_func ("/visit/band", test_band);
  g_test_add_func ("/visit/refusals", test_refusals);
  g_test_add_func ("/visit/hostile-signal", test_hostile_signal);
  g_test_add_func ("/visit/earlier-lines", test_earlier_lines);
  g_test_add_func ("/visit/other-visit", test_other_visit);
  g_test_add_func ("/visit/arrangement", test_arrangement);
  g_test_add_func ("/visit/page", test_page);

  return g_test_run ();
}
