// The box and what comes out of it: pages of every kind of document, and of documents meant to
// hurt. SPDX-License-Identifier: GPL-3.0-or-later
#include <unistd.h>

#include "fin-box.h"
#include "fin-error.h"
#include "fin-pages-box.h"
#include "fin-pages-stream.h"
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
open_document (GBytes *content, const char *media_type, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fin_pages_box_open_async (content, media_type, NULL, keep_cb, &result);

  return fin_pages_box_open_finish (wait_for (&result), error);
}

static GPtrArray *
read_pages (FinPagesBox *box, guint from, guint to, FinPagesWhat what, double dpi, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fin_pages_box_read_async (box, from, to, what, dpi, NULL, keep_cb, &result);

  return fin_pages_box_read_finish (box, wait_for (&result), error);
}

/* The colour of a pixel of the page's PNG, as 0xRRGGBB. */
static guint32
get_pixel (FinPage *page, guint x, guint y)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (fin_page_get_png (page));
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new_from_stream (stream, NULL, NULL);

  g_assert_cmpint (gdk_pixbuf_get_width (pixels), ==, fin_page_get_width (page));
  g_assert_cmpint (gdk_pixbuf_get_height (pixels), ==, fin_page_get_height (page));
  const guint8 *pixel = gdk_pixbuf_read_pixels (pixels) + y * gdk_pixbuf_get_rowstride (pixels) +
                        x * gdk_pixbuf_get_n_channels (pixels);

  return pixel[0] << 16 | pixel[1] << 8 | pixel[2];
}

static void
assert_colour (FinPage *page, guint x, guint y, guint32 expected)
{
  guint32 pixel = get_pixel (page, x, y);

  for (guint shift = 0; shift <= 16; shift += 8)
    g_assert_cmpint (ABS ((int)(pixel >> shift & 255) - (int)(expected >> shift & 255)), <, 12);
}

static void
assert_refused (GBytes *content, const char *media_type, FinError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FinPagesBox) box = open_document (content, media_type, &error);

  g_assert_error (error, FIN_ERROR, (int)code);
  g_assert_null (box);
}

static void
test_pdf (void)
{
  g_autoptr (GBytes) pdf = fixture_pdf (12);
  g_autoptr (GError) error = NULL;
  g_autoptr (FinPagesBox) box = open_document (pdf, "application/pdf", &error);
  double width, height;

  g_assert_no_error (error);
  g_assert_cmpuint (fin_pages_box_get_n_pages (box), ==, 12);
  fin_pages_box_get_size (box, 11, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, 595, 1);
  g_assert_cmpfloat_with_epsilon (height, 842, 1);

  g_autoptr (GPtrArray) pages =
      read_pages (box, 7, 9, FIN_PAGES_WORDS | FIN_PAGES_PICTURES, 72, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pages->len, ==, 3);

  FinPage *page = pages->pdata[1];
  g_autofree char *text = fin_page_dup_text (page);
  g_assert_cmpuint (fin_page_get_index (page), ==, 8);
  g_assert_cmpstr (text, ==, "Page 9\na needle here");
  assert_colour (page, 50, 50, 0xff0000);
  assert_colour (page, 300, 300, 0xffffff);

  /* The word lies where it was drawn, its base line at 400. */
  const FinWord *needle = fin_page_get_word (page, 3);
  g_assert_cmpstr (needle->text, ==, "needle");
  g_assert_cmpfloat (needle->x, >, 150);
  g_assert_cmpfloat (needle->x, <, 190);
  g_assert_cmpfloat (needle->y, <, 400);
  g_assert_cmpfloat (needle->y + needle->height, >, 395);
  g_assert_cmpfloat (needle->y + needle->height, <, 420);
  g_assert_true (fin_page_get_word (page, 1)->ends_line);

  g_autoptr (GPtrArray) words = read_pages (box, 0, 11, FIN_PAGES_WORDS, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (words->len, ==, 12);
  g_assert_null (fin_page_get_png (words->pdata[0]));
}

/* Cells apart, Arabic in the order it is read, and neither losing what comes after them. */
static void
test_words (void)
{
  g_autoptr (GBytes) pdf = fixture_table_pdf ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FinPagesBox) box = open_document (pdf, "application/pdf", &error);

  g_assert_no_error (error);
  g_autoptr (GPtrArray) pages = read_pages (box, 0, 0, FIN_PAGES_WORDS, 0, &error);
  g_assert_no_error (error);
  FinPage *page = pages->pdata[0];
  g_autofree char *text = fin_page_dup_text (page);
  g_assert_cmpstr (
      text, ==,
      "Nom NIF Data\nMaria Exemple 00000000T 14/03/2019\nJoan Mostra 12345678Z 02/09/2021\n"
      "تشهد البلدية بأن السيدة ماريا\nDarrera línia");

  /* The first of the Arabic words stands furthest to the right. */
  g_assert_cmpfloat (fin_page_get_word (page, 11)->x, >, fin_page_get_word (page, 12)->x);
  g_assert_cmpstr (fin_page_get_word (page, 16)->text, ==, "Darrera");
  g_assert_cmpfloat_with_epsilon (fin_page_get_word (page, 16)->x, 72, 3);
}

static void
assert_photograph (GBytes *photograph, const char *media_type)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FinPagesBox) box = open_document (photograph, media_type, &error);
  double width, height;

  g_assert_no_error (error);
  g_assert_cmpuint (fin_pages_box_get_n_pages (box), ==, 1);
  fin_pages_box_get_size (box, 0, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, 300, 1);
  g_assert_cmpfloat_with_epsilon (height, 225, 1);

  g_autoptr (GPtrArray) pages =
      read_pages (box, 0, 0, FIN_PAGES_PICTURES | FIN_PAGES_WORDS, 300, &error);
  g_assert_no_error (error);
  /* Sharp is what it is: a photograph is never drawn larger than it was taken. */
  g_assert_cmpuint (fin_page_get_width (pages->pdata[0]), ==, 400);
  g_assert_cmpuint (fin_page_get_height (pages->pdata[0]), ==, 300);
  assert_colour (pages->pdata[0], 100, 150, 0xff0000);
  assert_colour (pages->pdata[0], 300, 150, 0x0000ff);
}

static void
test_photographs (void)
{
  static const char *const types[] = { "jpeg", "png", "webp", "heic" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    g_autoptr (GBytes) photograph = fixture_picture (types[i]);
    g_autofree char *media_type = g_strconcat ("image/", types[i], NULL);

    assert_photograph (photograph, media_type);
  }
}

/* gdk-pixbuf without its module for WebP. */
static void
test_no_decoder (void)
{
  g_autoptr (GBytes) webp = fixture_picture ("webp");
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GBytes) stream = NULL;
  g_autoptr (GError) error = NULL;
  g_subprocess_launcher_setenv (launcher, "GDK_PIXBUF_MODULE_FILE", "/dev/null", TRUE);
  g_autoptr (GSubprocess) bare = g_subprocess_launcher_spawn (
      launcher, &error, g_getenv ("FINESTRETA_PAGES"), "image/webp", NULL);
  g_assert_no_error (error);
  g_subprocess_communicate (bare, webp, NULL, &stream, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (fin_pages_run_parse (stream, &error));
  g_assert_error (error, FIN_ERROR, FIN_ERROR_NO_DECODER);
}

static void
test_turned (void)
{
  g_autoptr (GBytes) photograph = fixture_turned_jpeg ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FinPagesBox) box = open_document (photograph, "image/jpeg", &error);
  double width, height;

  g_assert_no_error (error);
  fin_pages_box_get_size (box, 0, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, 225, 1);
  g_assert_cmpfloat_with_epsilon (height, 300, 1);

  g_autoptr (GPtrArray) pages = read_pages (box, 0, 0, FIN_PAGES_PICTURES, 96, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fin_page_get_width (pages->pdata[0]), ==, 300);
  assert_colour (pages->pdata[0], 150, 100, 0xff0000);
  assert_colour (pages->pdata[0], 150, 300, 0x0000ff);
}

static void
test_encrypted (void)
{
  g_autoptr (GBytes) pdf = fixture_encrypted_pdf ();

  assert_refused (pdf, "application/pdf", FIN_ERROR_LOCKED);
}

/* What is cut short is refused, or shown as far as it goes, and is never anything else. */
static void
test_truncated (void)
{
  static const char *const types[] = { "application/pdf", "image/jpeg", "image/png", "image/webp",
                                       "image/heic" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    g_autoptr (GBytes) whole =
        i == 0 ? fixture_pdf (1) : fixture_picture (types[i] + strlen ("image/"));

    for (guint part = 0; part < 4; part++) {
      g_autoptr (GBytes) cut = fixture_cut (whole, g_bytes_get_size (whole) * part / 4);
      g_autoptr (GError) error = NULL;
      g_autoptr (FinPagesBox) box = open_document (cut, types[i], &error);
      g_autoptr (GPtrArray) pages =
          box != NULL ? read_pages (box, 0, 0, FIN_PAGES_PICTURES, 96, &error) : NULL;

      if (part == 0)
        g_assert_error (error, FIN_ERROR, FIN_ERROR_UNSUPPORTED_TYPE);
      else if (pages == NULL)
        g_assert_error (error, FIN_ERROR, FIN_ERROR_UNREADABLE);
      g_test_message ("%u quarters of %s: %s", part, types[i], pages != NULL ? "shown" : "refused");
    }
  }

  g_autoptr (GBytes) pdf = fixture_pdf (1);
  g_autoptr (GBytes) stump = fixture_cut (pdf, 400);
  assert_refused (stump, "application/pdf", FIN_ERROR_UNREADABLE);
  for (guint i = 2; i < G_N_ELEMENTS (types); i++) {
    g_autoptr (GBytes) whole = fixture_picture (types[i] + strlen ("image/"));
    g_autoptr (GBytes) head = fixture_cut (whole, 20);
    assert_refused (head, types[i], FIN_ERROR_UNREADABLE);
  }
}

static void
test_lies (void)
{
  g_autoptr (GBytes) html = g_bytes_new_static ("<html><script>alert(1)</script></html>", 38);
  g_autoptr (GBytes) pdf = fixture_pdf (1);
  g_autoptr (GBytes) png = fixture_picture ("png");

  assert_refused (html, "application/pdf", FIN_ERROR_UNSUPPORTED_TYPE);
  assert_refused (html, "text/html", FIN_ERROR_UNSUPPORTED_TYPE);
  assert_refused (pdf, "image/png", FIN_ERROR_UNSUPPORTED_TYPE);
  assert_refused (png, "image/jpeg", FIN_ERROR_UNSUPPORTED_TYPE);
  assert_refused (png, "image/svg+xml", FIN_ERROR_UNSUPPORTED_TYPE);
  assert_refused (png, "--help", FIN_ERROR_UNREADABLE);
}

static void
test_bombs (void)
{
  g_autoptr (GBytes) bomb = fixture_png_bomb (60000, 60000);
  g_autofree guint8 *nothing = g_malloc0 (FIN_PAGES_MAX_INPUT + 1);
  g_autoptr (GBytes) heavy = g_bytes_new_static (nothing, FIN_PAGES_MAX_INPUT + 1);

  g_assert_cmpuint (g_bytes_get_size (bomb), <, 1 << 20);
  assert_refused (bomb, "image/png", FIN_ERROR_TOO_LARGE);
  assert_refused (heavy, "application/pdf", FIN_ERROR_TOO_LARGE);

  /* Within bounds, just: 90 million pixels are opened, and come out as few as are allowed. */
  g_autoptr (GBytes) large = fixture_png_bomb (30000, 3000);
  g_autoptr (GError) error = NULL;
  g_autoptr (FinPagesBox) box = open_document (large, "image/png", &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) pages = read_pages (box, 0, 0, FIN_PAGES_PICTURES, 300, &error);
  g_assert_no_error (error);
  FinPage *page = pages->pdata[0];
  g_assert_cmpuint (fin_page_get_width (page) * fin_page_get_height (page), <=,
                    FIN_PAGES_MAX_PIXELS);
}

/* Each is refused with its reason, or shown as far as it goes; and it ends. */
static void
test_hurting (void)
{
  static const char *const ways[] = { "kids", "count", "itself",  "stream", "side",
                                      "deep", "image", "bilevel", "group",  "notes" };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++) {
    g_autoptr (GBytes) pdf = fixture_hurting_pdf (ways[i]);
    g_autoptr (GError) error = NULL;
    g_autoptr (FinPagesBox) box = open_document (pdf, "application/pdf", &error);
    g_autoptr (GPtrArray) pages =
        box != NULL ? read_pages (box, 0, 0, FIN_PAGES_WORDS | FIN_PAGES_PICTURES, 110, &error)
                    : NULL;

    g_test_message ("%s: %s", ways[i], error != NULL ? error->message : "shown");
    if (pages == NULL)
      g_assert_true (g_error_matches (error, FIN_ERROR, FIN_ERROR_UNREADABLE) ||
                     g_error_matches (error, FIN_ERROR, FIN_ERROR_TOO_LARGE) ||
                     g_error_matches (error, FIN_ERROR, FIN_ERROR_TIMED_OUT));
    else if (pages->len > 0)
      g_assert_cmpuint (fin_page_get_width (pages->pdata[0]) *
                            fin_page_get_height (pages->pdata[0]),
                        <=, FIN_PAGES_MAX_PIXELS);
  }
}

static void
test_long (void)
{
  g_autoptr (GBytes) pdf = fixture_long_pdf (10000);
  g_autoptr (GError) error = NULL;
  g_autoptr (FinPagesBox) box = open_document (pdf, "application/pdf", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (fin_pages_box_get_n_total (box), ==, 10000);
  g_assert_cmpuint (fin_pages_box_get_n_pages (box), ==, FIN_PAGES_MAX);

  g_autoptr (GPtrArray) pages =
      read_pages (box, FIN_PAGES_MAX - 1, FIN_PAGES_MAX - 1, FIN_PAGES_WORDS, 0, &error);
  g_assert_no_error (error);
  g_autofree char *text = fin_page_dup_text (pages->pdata[0]);
  g_assert_cmpstr (text, ==, "Long document");
}

static void
test_evil (void)
{
  g_autoptr (GBytes) pdf = fixture_evil_pdf ("http://127.0.0.1:9");
  g_autoptr (GError) error = NULL;
  g_autoptr (FinPagesBox) box = open_document (pdf, "application/pdf", &error);

  g_assert_no_error (error);
  g_autoptr (GPtrArray) pages =
      read_pages (box, 0, 0, FIN_PAGES_PICTURES | FIN_PAGES_WORDS, 72, &error);
  g_assert_no_error (error);
  g_autofree char *text = fin_page_dup_text (pages->pdata[0]);
  g_assert_nonnull (strstr (text, "Harmless words"));
}

static void
test_cancelled (void)
{
  g_autoptr (GBytes) pdf = fixture_pdf (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (FinPagesBox) box = open_document (pdf, "application/pdf", &error);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_no_error (error);
  fin_pages_box_read_async (box, 0, 0, FIN_PAGES_PICTURES, 72, cancellable, keep_cb, &result);
  g_cancellable_cancel (cancellable);
  g_autoptr (GPtrArray) pages = fin_pages_box_read_finish (box, wait_for (&result), &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (pages);
}

static GBytes *
run (const char *helper,
     const char *const *arguments,
     gsize max_output,
     guint seconds,
     gboolean *succeeded,
     GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fin_box_run_async (helper, arguments, -1, max_output, seconds, NULL, keep_cb, &result);

  return fin_box_run_finish (wait_for (&result), succeeded, error);
}

static void
test_bounds (void)
{
  static const char *const forever[] = { "-c", "while :; do :; done", NULL };
  static const char *const busy[] = { "-c", "ulimit -S -t 1; while :; do :; done", NULL };
  static const char *const flood[] = { NULL };
  static const char *const hoard[] = { "-c", "bytearray(1600000000)", NULL };
  g_autoptr (GError) late = NULL;
  g_autoptr (GError) much = NULL;
  g_autoptr (GError) error = NULL;
  gboolean succeeded;

  g_assert_null (run ("/usr/bin/sh", forever, 100, 1, NULL, &late));
  g_assert_error (late, FIN_ERROR, FIN_ERROR_TIMED_OUT);
  g_clear_error (&late);
  g_assert_null (run ("/usr/bin/sh", busy, 100, 60, NULL, &late));
  g_assert_error (late, FIN_ERROR, FIN_ERROR_TIMED_OUT);
  g_assert_null (run ("/usr/bin/yes", flood, 1000, 20, NULL, &much));
  g_assert_error (much, FIN_ERROR, FIN_ERROR_TOO_LARGE);
  g_autoptr (GBytes) output = run ("/usr/bin/python3", hoard, 1000, 20, &succeeded, &error);
  g_assert_no_error (error);
  g_assert_false (succeeded);
}

/* Counts who knocks on 127.0.0.1. */
static gboolean
incoming_cb (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             guint *n_knocks)
{
  (*n_knocks)++;

  return TRUE;
}

/* A program with every intention of getting out tries, in the box and, to know that it can,
 * outside. */
static void
test_sealed (void)
{
  static const char probe[] =
      "import ctypes, os, socket, sys\n"
      "def can(what):\n"
      "    try:\n"
      "        what()\n"
      "        return 1\n"
      "    except OSError:\n"
      "        return 0\n"
      "libc = ctypes.CDLL(None, use_errno=True)\n"
      "print('net', can(lambda: socket.create_connection(('127.0.0.1', int(sys.argv[1])), 5)))\n"
      "print('read', can(lambda: open(sys.argv[2]).read()))\n"
      "print('write', can(lambda: open('/written', 'w')) + can(lambda: open('/tmp/written', 'w'))\n"
      "      + can(lambda: open('/usr/written', 'w')))\n"
      "print('see', ' '.join(sorted(os.listdir('/'))))\n"
      "print('interfaces', ' '.join(n for i, n in socket.if_nameindex()))\n"
      "print('environment', ' '.join(sorted(os.environ)))\n"
      "print('hostname', libc.sethostname(b'x', 1))\n"
      "print('root', can(lambda: os.chroot('/usr')))\n"
      "print('session', os.getsid(0) == os.getpid() or os.getsid(0) == 1)\n";
  g_autoptr (GSocketService) service = g_socket_service_new ();
  g_autofree char *folder = g_dir_make_tmp ("finestreta-XXXXXX", NULL);
  g_autofree char *secret = g_build_filename (folder, "secret", NULL);
  guint n_knocks = 0;
  g_autoptr (GError) error = NULL;
  gboolean succeeded;

  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (service, "incoming", G_CALLBACK (incoming_cb), &n_knocks);
  g_file_set_contents (secret, "secret", -1, &error);
  g_assert_no_error (error);
  g_autofree char *number = g_strdup_printf ("%u", port);
  const char *arguments[] = { "-c", probe, number, secret, NULL };

  g_autoptr (GBytes) inside = run ("/usr/bin/python3", arguments, 10000, 30, &succeeded, &error);
  g_assert_no_error (error);
  g_assert_true (succeeded);
  g_autofree char *report = g_strndup (g_bytes_get_data (inside, NULL), g_bytes_get_size (inside));
  g_assert_cmpstr (report, ==,
                   "net 0\nread 0\nwrite 0\nsee dev etc helper lib lib64 usr var\ninterfaces lo\n"
                   "environment LC_ALL PWD\nhostname -1\nroot 0\nsession True\n");
  g_assert_cmpuint (n_knocks, ==, 0);

  g_autoptr (GSubprocess) outside =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, "/usr/bin/python3", "-c",
                        "import socket, sys\n"
                        "socket.create_connection(('127.0.0.1', int(sys.argv[1])), 5)\n"
                        "open(sys.argv[2]).read()",
                        number, secret, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (outside, NULL, &error));
  while (n_knocks == 0)
    g_main_context_iteration (NULL, TRUE);

  unlink (secret);
  rmdir (folder);
}

/* Takes what the helper really writes, and hands the parser every way of it being wrong. */
static void
test_stream (void)
{
  g_autofree char *helper = fin_pages_box_find_helper ();
  g_autoptr (GBytes) pdf = fixture_pdf (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                        helper, "application/pdf", "--pages", "1-1", "--dpi", "4", "--words", NULL);
  g_autoptr (GBytes) stream = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate (process, pdf, NULL, &stream, NULL, &error);
  g_assert_no_error (error);

  g_autoptr (FinPagesRun) whole = fin_pages_run_parse (stream, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (whole->pages->len, ==, 1);

  for (gsize length = 0; length < g_bytes_get_size (stream); length += length < 200 ? 1 : 97) {
    g_autoptr (GBytes) cut = fixture_cut (stream, length);
    g_autoptr (GError) refusal = NULL;

    g_assert_null (fin_pages_run_parse (cut, &refusal));
    g_assert_error (refusal, FIN_ERROR, FIN_ERROR_UNREADABLE);
  }

  for (gsize place = 0; place < g_bytes_get_size (stream); place += place < 200 ? 1 : 41)
    for (guint bit = 0; bit < 8; bit++) {
      gsize length;
      g_autofree guint8 *wrong = g_bytes_unref_to_data (g_bytes_ref (stream), &length);
      wrong[place] ^= 1 << bit;
      g_autoptr (GBytes) bytes = g_bytes_new_static (wrong, length);
      g_autoptr (GError) refusal = NULL;
      FinPagesRun *run = fin_pages_run_parse (bytes, &refusal);

      g_assert_true ((run == NULL) == (refusal != NULL));
      g_clear_pointer (&run, fin_pages_run_free);
    }
}

/* A bubblewrap that fails, as where the kernel or a container forbids it. */
static void
test_no_box (void)
{
  if (g_test_subprocess ()) {
    g_autofree char *folder = g_dir_make_tmp ("finestreta-XXXXXX", NULL);
    g_autofree char *bwrap = g_build_filename (folder, "bwrap", NULL);
    g_autoptr (GBytes) pdf = fixture_pdf (1);

    g_setenv ("PATH", folder, TRUE);
    assert_refused (pdf, "application/pdf", FIN_ERROR_NO_BOX);
    g_assert_cmpint (symlink ("/bin/false", bwrap), ==, 0);
    assert_refused (pdf, "application/pdf", FIN_ERROR_NO_BOX);
    unlink (bwrap);
    rmdir (folder);
    return;
  }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/box/nothing gets out and nothing is seen", test_sealed);
  g_test_add_func ("/box/time, memory and output are bounded", test_bounds);
  g_test_add_func ("/box/where there is none nothing is opened", test_no_box);
  g_test_add_func ("/pages/pdf", test_pdf);
  g_test_add_func ("/pages/words of tables and of Arabic", test_words);
  g_test_add_func ("/pages/photographs", test_photographs);
  g_test_add_func ("/pages/no decoder", test_no_decoder);
  g_test_add_func ("/pages/a photograph taken upright stands upright", test_turned);
  g_test_add_func ("/pages/encrypted", test_encrypted);
  g_test_add_func ("/pages/truncated", test_truncated);
  g_test_add_func ("/pages/a type that lies", test_lies);
  g_test_add_func ("/pages/bombs", test_bombs);
  g_test_add_func ("/pages/that hurt who reads them", test_hurting);
  g_test_add_func ("/pages/ten thousand pages", test_long);
  g_test_add_func ("/pages/scripts links forms and attachments", test_evil);
  g_test_add_func ("/pages/cancelled", test_cancelled);
  g_test_add_func ("/stream/cut and flipped", test_stream);

  return g_test_run ();
}
