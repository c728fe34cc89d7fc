// A redacted copy, searched for what was hidden: its text, its streams, its pixels.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <glib/gstdio.h>

#include "fin-close-up.h"
#include "fin-redaction.h"
#include "fixtures.h"

static void
keep_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static FinPagesBox *
open_as (GBytes *content, const char *media_type)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  FinPagesBox *box;

  fin_pages_box_open_async (content, media_type, NULL, keep_cb, &result);
  box = fin_pages_box_open_finish (wait_for (&result), &error);
  g_assert_no_error (error);

  return box;
}

static FinPagesBox *
open_document (GBytes *content)
{
  return open_as (content, "application/pdf");
}

static FinPage *
read_page (FinPagesBox *box, guint page)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fin_pages_box_read_async (box, page, page, FIN_PAGES_WORDS | FIN_PAGES_PICTURES, 72, NULL,
                            keep_cb, &result);
  g_autoptr (GPtrArray) pages = fin_pages_box_read_finish (box, wait_for (&result), &error);
  g_assert_no_error (error);

  return g_object_ref (pages->pdata[0]);
}

static int
hide (FinRedaction *redaction, const char *words)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  int found;

  fin_redaction_hide_async (redaction, words, NULL, keep_cb, &result);
  found = fin_redaction_hide_finish (redaction, wait_for (&result), &error);
  g_assert_no_error (error);

  return found;
}

static GBytes *
make (FinRedaction *redaction)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *copy;

  fin_redaction_make_async (redaction, NULL, keep_cb, &result);
  copy = fin_redaction_make_finish (redaction, wait_for (&result), &error);
  g_assert_no_error (error);

  return copy;
}

/* What a program makes of @content: its standard output. */
static GBytes *
output_of (GBytes *content, const char *const *command)
{
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("fin-redaction-XXXXXX.pdf", &path, NULL);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GBytes *output = NULL;
  gsize size;
  gconstpointer data = g_bytes_get_data (content, &size);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, data, size, NULL));
  for (guint i = 0; command[i] != NULL; i++)
    g_ptr_array_add (words, g_str_equal (command[i], "FILE") ? path : (gpointer)command[i]);
  g_ptr_array_add (words, NULL);
  g_autoptr (GSubprocess) process =
      g_subprocess_newv ((const char *const *)words->pdata, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate (process, NULL, NULL, &output, NULL, &error));
  g_assert_true (g_subprocess_get_successful (process));
  g_remove (path);

  return output;
}

/* Pictures in it and all. */
static gboolean
says (GBytes *output, const char *text)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (output, &size);

  return memmem (data, size, text, strlen (text)) != NULL;
}

static guint
n_areas (FinRedaction *redaction)
{
  guint n;

  g_object_get (redaction, "n-areas", &n, NULL);

  return n;
}

static gboolean
is_black (FinPagesBox *box, FinPage *page, double x, double y)
{
  double width, height;

  fin_pages_box_get_size (box, fin_page_get_index (page), &width, &height);

  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (fin_page_get_png (page));
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new_from_stream (stream, NULL, NULL);
  const guint8 *pixel =
      gdk_pixbuf_read_pixels (pixels) +
      (int)(y / height * fin_page_get_height (page)) * gdk_pixbuf_get_rowstride (pixels) +
      (int)(x / width * fin_page_get_width (page)) * gdk_pixbuf_get_n_channels (pixels);

  return pixel[0] < 24 && pixel[1] < 24 && pixel[2] < 24;
}

/* From its first letter to its last. */
static gboolean
is_painted (FinPagesBox *box, FinPage *page, const FinWord *word)
{
  gboolean black = TRUE;

  for (guint part = 0; part < 20; part++)
    black = black && is_black (box, page, word->x + word->width * (part + .5) / 20,
                               word->y + word->height / 2);

  return black;
}

static void
test_words (void)
{
  static const char *const text[] = { "pdftotext", "-layout", "FILE", "-", NULL };
  static const char *const streams[] = { "qpdf", "--qdf", "--object-streams=disable",
                                         "FILE", "-",     NULL };
  static const char *const check[] = { "qpdf", "--check", "FILE", NULL };
  g_autoptr (GBytes) original = fixture_table_pdf ();
  g_autoptr (FinPagesBox) box = open_document (original);
  g_autoptr (FinRedaction) redaction = fin_redaction_new (box);

  g_assert_cmpint (hide (redaction, "nobody"), ==, 0);
  /* Capitals and accents make no difference; of several words each is hidden. */
  g_assert_cmpint (hide (redaction, "  joan MOSTRA "), ==, 1);
  g_assert_cmpuint (n_areas (redaction), ==, 2);
  g_assert_cmpint (hide (redaction, "linia"), ==, 1);
  g_assert_cmpint (hide (redaction, "Maria"), ==, 1);
  fin_redaction_undo (redaction);
  g_assert_cmpuint (n_areas (redaction), ==, 3);
  g_assert_cmpint (hide (redaction, "12345678"), ==, 1);
  fin_redaction_add (redaction, 0, &GRAPHENE_RECT_INIT (390 / 595., 95 / 842., .2, 25 / 842.));

  g_autoptr (GBytes) copy = make (redaction);
  g_autoptr (GBytes) words = output_of (copy, text);
  g_autoptr (GBytes) raw = output_of (copy, streams);
  g_autoptr (GBytes) checked = output_of (copy, check);
  g_assert_true (says (words, "Maria"));
  g_assert_true (says (words, "Exemple"));
  g_assert_true (says (words, "Darrera"));
  g_assert_true (says (words, "02/09/2021"));
  for (guint i = 0; i < 5; i++) {
    static const char *const hidden[] = { "Joan", "Mostra", "12345678", "14/03", "nia" };

    g_assert_false (says (words, hidden[i]));
  }
  /* Nor is the document itself in it, or any other. */
  g_assert_false (says (raw, "/EmbeddedFile"));
  g_assert_false (says (raw, "/Metadata"));

  /* And seen: black where it was, and what was left is there. */
  g_autoptr (FinPagesBox) opened = open_document (copy);
  g_autoptr (FinPage) before = read_page (box, 0);
  g_autoptr (FinPage) after = read_page (opened, 0);
  g_assert_cmpuint (fin_pages_box_get_n_pages (opened), ==, 1);
  for (guint i = 0; i < fin_page_get_n_words (before); i++) {
    const FinWord *word = fin_page_get_word (before, i);
    gboolean hidden = strstr ("Joan Mostra 12345678Z 14/03/2019 línia", word->text) != NULL;
    gboolean black = is_painted (opened, after, word);

    g_test_message ("%s", word->text);
    g_assert_cmpint (black, ==, hidden);
  }
}

static const FinWord *
find_word (FinPage *page, const char *text)
{
  for (guint i = 0; i < fin_page_get_n_words (page); i++)
    if (g_str_equal (fin_page_get_word (page, i)->text, text))
      return fin_page_get_word (page, i);

  return NULL;
}

/* However the page is turned and cropped, what is hidden is what was meant; what nobody sees on the
 * page is not in the copy either, as nobody could think of hiding it. */
static void
test_secrets (gconstpointer rotation)
{
  static const char *const text[] = { "pdftotext", "FILE", "-", NULL };
  static const char *const raw[] = {
    "qpdf", "--qdf", "--object-streams=disable", "FILE", "-", NULL
  };
  static const char *const secrets[] = { FIXTURE_SECRETS };
  static const char *const hidden[] = { "Visible", "Typedname" };
  static const char *const kept[] = { "Neighbour", "Annotated" };
  g_autoptr (GBytes) original = fixture_secretive_pdf (GPOINTER_TO_UINT (rotation));
  g_autoptr (FinPagesBox) box = open_document (original);
  g_autoptr (FinRedaction) redaction = fin_redaction_new (box);
  g_autoptr (FinPage) before = read_page (box, 0);

  /* It is there to be found. */
  g_assert_nonnull (find_word (before, "Ghostword"));
  g_assert_nonnull (find_word (before, "Covered"));
  for (guint i = 0; i < G_N_ELEMENTS (hidden); i++)
    g_assert_cmpint (hide (redaction, hidden[i]), ==, 1);

  g_autoptr (GBytes) copy = make (redaction);
  g_autoptr (GBytes) words = output_of (copy, text);
  g_autoptr (GBytes) streams = output_of (copy, raw);
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++) {
    g_assert_false (says (words, secrets[i]));
    g_assert_false (says (streams, secrets[i]));
  }

  g_autoptr (FinPagesBox) opened = open_document (copy);
  g_autoptr (FinPage) after = read_page (opened, 0);
  for (guint i = 0; i < G_N_ELEMENTS (hidden); i++) {
    g_assert_false (says (words, hidden[i]));
    g_assert_true (is_painted (opened, after, find_word (before, hidden[i])));
  }
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++) {
    g_assert_true (says (words, kept[i]));
    g_assert_false (is_painted (opened, after, find_word (before, kept[i])));
  }
}

static void
test_pages (void)
{
  g_autoptr (GBytes) original = fixture_pdf (10);
  g_autoptr (FinPagesBox) box = open_document (original);
  g_autoptr (FinRedaction) redaction = fin_redaction_new (box);

  g_assert_cmpint (hide (redaction, "hay"), ==, 9);
  g_autoptr (GBytes) copy = make (redaction);
  g_autoptr (FinPagesBox) opened = open_document (copy);
  g_assert_cmpuint (fin_pages_box_get_n_pages (opened), ==, 10);
  g_autoptr (FinPage) ninth = read_page (opened, 8);
  g_autofree char *text = fin_page_dup_text (ninth);
  g_assert_nonnull (strstr (text, "needle"));
  g_autoptr (FinPage) last = read_page (opened, 9);
  g_autofree char *rest = fin_page_dup_text (last);
  g_assert_nonnull (strstr (rest, "nothing"));
  g_assert_null (strstr (rest, "hay"));
  fin_redaction_undo (redaction);
  g_assert_cmpuint (n_areas (redaction), ==, 0);
}

/* Of a photograph: what its pixels show, turned as it is seen, and nothing that came along with it.
 */
static void
test_photograph (void)
{
  static const char *const raw[] = {
    "qpdf", "--qdf", "--object-streams=disable", "FILE", "-", NULL
  };
  g_autoptr (GBytes) photograph = fixture_turned_jpeg ();
  g_autoptr (FinPagesBox) box = open_as (photograph, "image/jpeg");
  g_autoptr (FinRedaction) redaction = fin_redaction_new (box);
  double width, height;

  g_assert_true (says (photograph, "Remarkword"));
  /* Its upper half, which is all that is red of it. */
  fin_redaction_add (redaction, 0, &GRAPHENE_RECT_INIT (0, 0, 1, .5));
  g_autoptr (GBytes) copy = make (redaction);
  g_autoptr (GBytes) streams = output_of (copy, raw);
  g_assert_false (says (streams, "Remarkword"));
  g_assert_false (says (streams, "Exif"));

  g_autoptr (FinPagesBox) opened = open_document (copy);
  g_autoptr (FinPage) page = read_page (opened, 0);
  fin_pages_box_get_size (opened, 0, &width, &height);
  g_assert_cmpfloat (height, >, width);
  for (guint row = 1; row < 10; row++)
    g_assert_cmpint (is_black (opened, page, width / 2, height * row / 10), ==, row < 5);
}

/* What is drawn on a page that is turned lies where it was drawn. */
static void
test_turns (void)
{
  graphene_rect_t area = GRAPHENE_RECT_INIT (.1f, .2f, .3f, .05f);
  graphene_rect_t right = fin_close_up_turn (&area, 90);

  /* Turned to the right, what was at the left is at the top. */
  g_assert_cmpfloat_with_epsilon (right.origin.x, .75, 1e-6);
  g_assert_cmpfloat_with_epsilon (right.origin.y, .1, 1e-6);
  g_assert_cmpfloat_with_epsilon (right.size.width, .05, 1e-6);
  for (guint rotation = 0; rotation < 360; rotation += 90) {
    graphene_rect_t turned = fin_close_up_turn (&area, rotation);
    graphene_rect_t back = fin_close_up_turn_back (&turned, rotation);

    g_assert_true (graphene_point_near (&back.origin, &area.origin, 1e-6));
    g_assert_true (fabsf (back.size.width - area.size.width) < 1e-6);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/redaction/words", test_words);
  g_test_add_func ("/redaction/pages", test_pages);
  g_test_add_data_func ("/redaction/what nobody sees", GUINT_TO_POINTER (0), test_secrets);
  g_test_add_data_func ("/redaction/what nobody sees on a page turned right", GUINT_TO_POINTER (90),
                        test_secrets);
  g_test_add_data_func ("/redaction/what nobody sees on a page upside down", GUINT_TO_POINTER (180),
                        test_secrets);
  g_test_add_data_func ("/redaction/what nobody sees on a page turned left", GUINT_TO_POINTER (270),
                        test_secrets);
  g_test_add_func ("/redaction/a photograph and what comes with it", test_photograph);
  g_test_add_func ("/redaction/turned", test_turns);

  return g_test_run ();
}
