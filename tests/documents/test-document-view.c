// The sealed viewer, as somebody sees it, and what it lets out of the house: nothing.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <locale.h>
#include <unistd.h>

#include "fin-document-view.h"
#include "fin-error.h"
#include "fin-sealed-view.h"
#include "fixtures.h"

/* Ends the test program when something that is waited for never comes. */
#define PATIENCE 60

typedef struct {
  GtkWidget *window;
  GtkWidget *view;
} Fixture;

static gboolean
impatient_cb (gpointer data)
{
  g_error ("Nothing came of it: %s", (const char *)data);

  return G_SOURCE_REMOVE;
}

/* Waits until @condition holds. */
#define wait_until(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    guint watchdog = g_timeout_add_seconds (PATIENCE, impatient_cb, (gpointer) #condition);        \
    while (!(condition))                                                                           \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_source_remove (watchdog);                                                                    \
  }                                                                                                \
  G_STMT_END

/* What becomes true without a signal is looked for often. */
static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->window = gtk_window_new ();
  self->view = fin_document_view_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 440, 640);
  gtk_window_set_decorated (GTK_WINDOW (self->window), FALSE);
  gtk_window_set_child (GTK_WINDOW (self->window), self->view);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (self->view), (gpointer *)&self->view);
  gtk_window_destroy (GTK_WINDOW (self->window));
  wait_until (self->view == NULL);
}

static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  /* WebKit keeps widgets of its own inside. */
  if (WEBKIT_IS_WEB_VIEW (widget))
    return NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_widget (child, type);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static gboolean
is_busy (Fixture *self)
{
  gboolean busy;

  g_object_get (self->view, "busy", &busy, NULL);

  return busy;
}

static guint
get_uint (Fixture *self, const char *property)
{
  guint value;

  g_object_get (self->view, property, &value, NULL);

  return value;
}

static void
show (Fixture *self, GBytes *content, const char *media_type)
{
  fin_document_view_show (FIN_DOCUMENT_VIEW (self->view), content, media_type);
  wait_until (!is_busy (self));
}

static void
assert_error (Fixture *self, FinError code)
{
  g_autoptr (GError) error = NULL;

  g_object_get (self->view, "error", &error, NULL);
  g_assert_error (error, FIN_ERROR, (int)code);
  g_assert_null (find_widget (self->view, WEBKIT_TYPE_WEB_VIEW));
}

static void
assert_no_error (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_object_get (self->view, "error", &error, NULL);
  g_assert_no_error (error);
}

#define FRAME 0xc01c28 /* around words that are found */

/* How many pixels of the web view have this colour; where, as a mean. */
static guint
count_colour (Fixture *self, guint32 colour, double *mean_x, double *mean_y)
{
  GtkWidget *web = find_widget (self->view, WEBKIT_TYPE_WEB_VIEW);
  int width = gtk_widget_get_width (web);
  int height = gtk_widget_get_height (web);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (web);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  guint count = 0;
  double sum_x = 0, sum_y = 0;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  g_autoptr (GskRenderNode) node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL || width == 0)
    return 0;

  g_autoptr (GdkTexture) texture =
      gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (web)), node,
                                   &GRAPHENE_RECT_INIT (0, 0, width, height));
  g_autofree guint32 *pixels = g_new (guint32, width * height);
  gdk_texture_download (texture, (guchar *)pixels, width * 4);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      if ((pixels[y * width + x] & 0xffffff) == colour) {
        count++;
        sum_x += x;
        sum_y += y;
      }
  *mean_x = count > 0 ? sum_x / count : 0;
  *mean_y = count > 0 ? sum_y / count : 0;

  return count;
}

/* As the square on each page. */
static guint
count_red (Fixture *self, double *mean_x, double *mean_y)
{
  return count_colour (self, 0xff0000, mean_x, mean_y);
}

static void
test_pages (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) pdf = fixture_pdf (30);
  double x, y;

  show (self, pdf, "application/pdf");
  assert_no_error (self);
  g_assert_cmpuint (get_uint (self, "n-pages"), ==, 30);
  g_assert_cmpuint (get_uint (self, "page"), ==, 1);

  /* The square is a sixth of the page's width. */
  wait_until (count_red (self, &x, &y) > 3000);
  g_assert_cmpfloat (x, <, 100);
  g_assert_cmpfloat (y, <, 100);

  g_object_set (self->view, "zoom", 3., NULL);
  wait_until (count_red (self, &x, &y) > 27000);
  g_assert_cmpfloat (x, >, 80);
  g_object_set (self->view, "zoom", 1., NULL);
  wait_until (count_red (self, &x, &y) < 15000);

  g_object_set (self->view, "rotation", 90, NULL);
  wait_until (count_red (self, &x, &y) > 1000 && x > 300);
  g_object_set (self->view, "rotation", 180, NULL);
  wait_until (count_red (self, &x, &y) > 3000 && x > 300 && y > 300);
  g_object_set (self->view, "rotation", 0, NULL);
  wait_until (count_red (self, &x, &y) > 3000 && x < 100);

  g_object_set (self->view, "page", 20, NULL);
  g_assert_cmpuint (get_uint (self, "page"), ==, 20);
  wait_until (count_red (self, &x, &y) > 3000 && y < 100);
}

static gboolean
answers (GtkWidget *entry, const char *answer)
{
  GtkWidget *label = gtk_widget_get_last_child (gtk_widget_get_parent (entry));

  return g_str_equal (gtk_label_get_text (GTK_LABEL (label)), answer);
}

static void
test_find (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) pdf = fixture_pdf (12);
  double x, y;

  show (self, pdf, "application/pdf");
  g_assert_true (gtk_widget_activate_action (self->view, "document.find", NULL));
  GtkWidget *entry = find_widget (self->view, GTK_TYPE_SEARCH_ENTRY);
  wait_until (gtk_widget_get_mapped (entry));

  /* Also when the words of later pages are still on their way; and the marks at the edge say where. */
  gtk_editable_set_text (GTK_EDITABLE (entry), "A NÉEDLE");
  wait_until (answers (entry, "1 of 1, page 9"));
  wait_until (get_uint (self, "page") == 9);
  wait_until (count_colour (self, FRAME, &x, &y) > 100);

  /* What is found is brought into sight, and not only its page. */
  for (guint rotation = 0; rotation < 360; rotation += 90) {
    g_object_set (self->view, "zoom", 4., "rotation", rotation, "page", 2, NULL);
    wait_until (count_colour (self, FRAME, &x, &y) == 0);
    g_signal_emit_by_name (entry, "next-match");
    wait_until (count_colour (self, FRAME, &x, &y) > 400 && get_uint (self, "page") == 9);
  }
  g_object_set (self->view, "zoom", 1., "rotation", 0, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), "hay");
  wait_until (answers (entry, "9 of 11, page 10"));
  g_signal_emit_by_name (entry, "next-match");
  g_signal_emit_by_name (entry, "next-match");
  g_signal_emit_by_name (entry, "next-match");
  wait_until (answers (entry, "1 of 11, page 1") && get_uint (self, "page") == 1);
  g_signal_emit_by_name (entry, "previous-match");
  wait_until (answers (entry, "11 of 11, page 12") && get_uint (self, "page") == 12);

  gtk_editable_set_text (GTK_EDITABLE (entry), "haystack");
  wait_until (answers (entry, "Not found"));
  wait_until (count_colour (self, FRAME, &x, &y) == 0);
}

static void
test_text (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) pdf = fixture_pdf (12);
  g_autofree char *text = NULL;

  show (self, pdf, "application/pdf");
  g_object_set (self->view, "show-text", TRUE, NULL);
  GtkWidget *view = find_widget (self->view, GTK_TYPE_TEXT_VIEW);
  wait_until (gtk_widget_get_mapped (view));
  g_assert_false (gtk_text_view_get_editable (GTK_TEXT_VIEW (view)));
  do {
    g_clear_pointer (&text, g_free);
    g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "text", &text, NULL);
    g_main_context_iteration (NULL, FALSE);
  } while (strstr (text, "Page 12\nPage 12\nnothing but hay") == NULL);
  g_assert_nonnull (strstr (text, "Page 9\nPage 9\na needle here"));
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) encrypted = fixture_encrypted_pdf ();
  g_autoptr (GBytes) pdf = fixture_pdf (2);
  g_autoptr (GBytes) stump = fixture_cut (pdf, 400);
  g_autoptr (GBytes) bomb = fixture_png_bomb (60000, 60000);

  show (self, encrypted, "application/pdf");
  assert_error (self, FIN_ERROR_LOCKED);
  show (self, stump, "application/pdf");
  assert_error (self, FIN_ERROR_UNREADABLE);
  show (self, pdf, "image/png");
  assert_error (self, FIN_ERROR_UNSUPPORTED_TYPE);
  show (self, bomb, "image/png");
  assert_error (self, FIN_ERROR_TOO_LARGE);

  /* And a good one after that is shown as if nothing had been. */
  show (self, pdf, "application/pdf");
  assert_no_error (self);
  g_assert_cmpuint (get_uint (self, "n-pages"), ==, 2);

  fin_document_view_clear (FIN_DOCUMENT_VIEW (self->view));
  g_assert_cmpuint (get_uint (self, "n-pages"), ==, 0);
  g_assert_null (find_widget (self->view, WEBKIT_TYPE_WEB_VIEW));
}

/* Can this be read in the viewer now? */
static gboolean
reads (GtkWidget *widget, const char *text)
{
  if (!gtk_widget_get_mapped (widget) || WEBKIT_IS_WEB_VIEW (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (reads (child, text))
      return TRUE;

  return FALSE;
}

/* What did not arrive whole is refused, or shown as far as it goes; either way it says so. */
static void
test_cut (Fixture *self, gconstpointer data)
{
  static const char *const types[] = { "image/jpeg", "image/png", "image/webp", "image/heic" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    g_autoptr (GBytes) whole = fixture_picture (types[i] + strlen ("image/"));
    gsize size = g_bytes_get_size (whole);

    for (guint part = 1; part <= 4; part++) {
      g_autoptr (GBytes) cut = fixture_cut (whole, size * part / 4 - 1);
      g_autoptr (GError) error = NULL;

      g_test_message ("%u quarters of %s", part, types[i]);
      show (self, cut, types[i]);
      g_object_get (self->view, "error", &error, NULL);
      if (error != NULL) {
        assert_error (self, FIN_ERROR_UNREADABLE);
        wait_until (reads (self->view, "damaged"));
      } else {
        wait_until (reads (self->view, "cut short"));
      }
    }
    show (self, whole, types[i]);
    assert_no_error (self);
    g_assert_false (reads (self->view, "cut short"));
  }

  /* A PDF whose last revision did not arrive: the one before it can be shown. */
  g_autoptr (GBytes) pdf = fixture_long_pdf (40);
  GByteArray *revised = g_byte_array_new ();
  g_byte_array_append (revised, g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf));
  g_byte_array_append (revised, g_bytes_get_data (pdf, NULL), 3000);
  g_autoptr (GBytes) cut = g_byte_array_free_to_bytes (revised);
  show (self, cut, "application/pdf");
  assert_no_error (self);
  wait_until (reads (self->view, "cut short"));
  show (self, pdf, "application/pdf");
  wait_until (!reads (self->view, "Reading page"));
  g_assert_false (reads (self->view, "cut short"));
}

/* Somebody clicks through a list of documents faster than they open. */
static void
test_hurried (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) pdf = fixture_pdf (7);
  g_autoptr (GBytes) photograph = fixture_picture ("jpeg");

  for (guint i = 0; i < 5; i++) {
    fin_document_view_show (FIN_DOCUMENT_VIEW (self->view), photograph, "image/jpeg");
    for (guint turns = 0; turns < i * 20; turns++)
      g_main_context_iteration (NULL, FALSE);
    fin_document_view_show (FIN_DOCUMENT_VIEW (self->view), pdf, "application/pdf");
    for (guint turns = 0; turns < i * 20; turns++)
      g_main_context_iteration (NULL, FALSE);
  }
  wait_until (!is_busy (self));
  g_assert_cmpuint (get_uint (self, "n-pages"), ==, 7);
}

static void
test_no_box (void)
{
  if (g_test_subprocess ()) {
    Fixture self;
    g_autoptr (GBytes) pdf = fixture_pdf (1);

    g_setenv ("PATH", "/nowhere", TRUE);
    set_up (&self, NULL);
    show (&self, pdf, "application/pdf");
    assert_error (&self, FIN_ERROR_NO_BOX);
    tear_down (&self, NULL);
    return;
  }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

/* Somebody to knock at: counts who connects. */
typedef struct {
  GSocketService *service;
  guint16 port;
  guint n_knocks;
} Door;

static gboolean
incoming_cb (GSocketService *service, GSocketConnection *connection, GObject *source, Door *door)
{
  door->n_knocks++;

  return TRUE;
}

static void
open_door (Door *door)
{
  g_autoptr (GError) error = NULL;

  *door = (Door){ .service = g_socket_service_new () };
  door->port =
      g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (door->service), NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (door->service, "incoming", G_CALLBACK (incoming_cb), door);
}

/* Every way a page has of telling somebody that it is being looked at. */
static char *
write_evil_page (guint16 port)
{
  g_autofree char *host = g_strdup_printf ("127.0.0.1:%u", port);
  g_auto (GStrv) parts = g_strsplit (
      "<!doctype html><html><head><title>still</title>"
      "<link rel=preconnect href=http://HOST><link rel=dns-prefetch href=http://HOST>"
      "<link rel=stylesheet href=http://HOST/css><link rel=icon href=http://HOST/icon>"
      "<style>@import url(http://HOST/import);@font-face{font-family:x;src:url(http://HOST/font)}"
      "body{font-family:x;background:url(http://HOST/background)}</style>"
      "<script>document.title='moved';new "
      "Image().src='http://HOST/script';fetch('http://HOST/fetch');"
      "new WebSocket('ws://HOST/socket');navigator.sendBeacon('http://HOST/beacon')</script>"
      "<script src=http://HOST/js></script></head><body onload=\"fetch('http://HOST/load')\">"
      "<img src=http://HOST/img><img srcset=\"http://HOST/set 1x\"><iframe "
      "src=http://HOST/frame></iframe>"
      "<object data=http://HOST/object></object><embed src=http://HOST/embed>"
      "<video src=http://HOST/video poster=http://HOST/poster></video><audio "
      "src=http://HOST/audio></audio>"
      "<svg><image href=http://HOST/svg /></svg><input type=image src=http://HOST/input>"
      "<meta http-equiv=refresh content='0;url=http://HOST/refresh'>some text</body></html>",
      "HOST", -1);

  return g_strjoinv (host, parts);
}

static void
serve_evil_cb (WebKitURISchemeRequest *request, const char *path, gpointer page)
{
  const char *html = g_str_equal (path, "evil") ? page : "<!doctype html><title>after</title>";
  g_autoptr (GInputStream) stream =
      g_memory_input_stream_new_from_data (g_strdup (html), -1, g_free);

  fin_sealed_view_respond (request, "text/html", stream, strlen (html));
}

static void
load_changed_cb (WebKitWebView *view, WebKitLoadEvent event, guint *n_loads)
{
  if (event == WEBKIT_LOAD_FINISHED)
    (*n_loads)++;
}

static void
test_sealed (Fixture *self, gconstpointer data)
{
  Door door;
  guint n_loads = 0;

  open_door (&door);
  g_autofree char *page = write_evil_page (door.port);

  /* Without the seal it knocks: a test that cannot fail proves nothing. */
  g_autoptr (WebKitNetworkSession) session = webkit_network_session_new_ephemeral ();
  GtkWidget *plain = g_object_new (WEBKIT_TYPE_WEB_VIEW, "network-session", session, NULL);
  gtk_window_set_child (GTK_WINDOW (self->window), plain);
  webkit_web_view_load_html (WEBKIT_WEB_VIEW (plain), page, "http://127.0.0.1/");
  wait_until (door.n_knocks >= 5);
  g_test_message ("without the seal: %u connections", door.n_knocks);
  gtk_window_set_child (GTK_WINDOW (self->window), NULL);

  FinSealedView *sealed = fin_sealed_view_new (serve_evil_cb, page);
  g_signal_connect (sealed, "load-changed", G_CALLBACK (load_changed_cb), &n_loads);
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (sealed));
  /* What the plain view began has ended, or will have by the time the sealed one is loaded. */
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (sealed)));
  fin_sealed_view_open (sealed, "before");
  wait_until (n_loads == 1);
  door.n_knocks = 0;

  fin_sealed_view_open (sealed, "evil");
  wait_until (n_loads == 2);
  g_assert_cmpstr (webkit_web_view_get_title (WEBKIT_WEB_VIEW (sealed)), ==, "still");
  /* And what it may have left to do while another page is fetched. */
  fin_sealed_view_open (sealed, "after");
  wait_until (n_loads == 3);
  wait_until (g_strcmp0 (webkit_web_view_get_title (WEBKIT_WEB_VIEW (sealed)), "after") == 0);
  g_assert_cmpuint (door.n_knocks, ==, 0);

  self->view = fin_document_view_new ();
  gtk_window_set_child (GTK_WINDOW (self->window), self->view);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", door.port);
  g_autoptr (GBytes) pdf = fixture_evil_pdf (url);
  show (self, pdf, "application/pdf");
  assert_no_error (self);
  g_assert_cmpuint (door.n_knocks, ==, 0);

  /* Somebody was at the door all the time. */
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) knock =
      g_socket_client_connect_to_host (client, "127.0.0.1", door.port, NULL, NULL);
  g_assert_nonnull (knock);
  wait_until (door.n_knocks == 1);
  g_socket_service_stop (door.service);
  g_object_unref (door.service);
}

static void
serve_once_cb (WebKitURISchemeRequest *request, const char *path, gpointer data)
{
  static char page[] =
      "<!doctype html><meta http-equiv=refresh content='0;url=fincitydoc:/elsewhere'>text";
  GString *served = data;

  g_string_append_printf (served, "%s ", path);
  serve_evil_cb (request, "evil", page);
}

static gboolean
asked_cb (WebKitWebView *view,
          WebKitPolicyDecision *decision,
          WebKitPolicyDecisionType type,
          guint *n_asked)
{
  (*n_asked)++;

  return FALSE;
}

static void
snapshot_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GdkTexture) texture =
      webkit_web_view_get_snapshot_finish (WEBKIT_WEB_VIEW (source), result, NULL);

  *(gboolean *)data = TRUE;
}

/* Waits until the view has asked @n times in all where it may go, and has acted on the answer. */
static void
wait_for_answer (FinSealedView *view, const guint *n_asked, guint n)
{
  gboolean seen = FALSE;

  wait_until (*n_asked >= n);
  webkit_web_view_get_snapshot (WEBKIT_WEB_VIEW (view), WEBKIT_SNAPSHOT_REGION_VISIBLE,
                                WEBKIT_SNAPSHOT_OPTIONS_NONE, NULL, snapshot_cb, &seen);
  wait_until (seen && !webkit_web_view_is_loading (WEBKIT_WEB_VIEW (view)));
}

/* Nowhere to go but where its owner sends it. */
static void
test_navigation (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) served = g_string_new (NULL);
  guint n_asked = 0;
  FinSealedView *sealed = fin_sealed_view_new (serve_once_cb, served);
  WebKitWebView *view = WEBKIT_WEB_VIEW (sealed);

  self->view = GTK_WIDGET (sealed);
  g_signal_connect (sealed, "decide-policy", G_CALLBACK (asked_cb), &n_asked);
  gtk_window_set_child (GTK_WINDOW (self->window), self->view);

  /* The page itself, its answer, and the place it would go on to. */
  fin_sealed_view_open (sealed, "page");
  wait_for_answer (sealed, &n_asked, 3);
  g_assert_cmpstr (served->str, ==, "page ");
  webkit_web_view_load_uri (view, "fincitydoc:/elsewhere");
  wait_for_answer (sealed, &n_asked, 4);
  webkit_web_view_load_uri (view, "file:///etc/hostname");
  wait_for_answer (sealed, &n_asked, 5);
  g_assert_cmpstr (served->str, ==, "page ");

  fin_sealed_view_open (sealed, "last");
  wait_until (g_str_has_suffix (served->str, "last "));
  g_assert_cmpstr (served->str, ==, "page last ");
  fin_sealed_view_silence (sealed);
}

typedef struct {
  guint n;
  guint page;
  guint width;
  guint height;
} Pictured;

static void
pictured_cb (
    FinCloseUp *close_up, GBytes *picture, const char *media_type, guint page, Pictured *pictured)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (picture);
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new_from_stream (stream, NULL, NULL);

  g_assert_cmpstr (media_type, ==, "image/png");
  pictured->n++;
  pictured->page = page;
  pictured->width = gdk_pixbuf_get_width (pixels);
  pictured->height = gdk_pixbuf_get_height (pixels);
}

/* What is shown to somebody else: the page that is looked at, as it is turned. */
static void
test_close_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) pdf = fixture_pdf (3);
  FinDocumentView *view = FIN_DOCUMENT_VIEW (self->view);
  Pictured pictured = { 0 };
  gboolean close_up;

  g_signal_connect (fin_document_view_get_close_up (view), "pictured", G_CALLBACK (pictured_cb),
                    &pictured);
  show (self, pdf, "application/pdf");
  g_object_set (view, "close-up", TRUE, NULL);
  wait_until (pictured.n == 1);
  g_assert_cmpuint (pictured.page, ==, 0);
  g_assert_cmpuint (pictured.width, ==, 1239);
  g_assert_cmpuint (pictured.height, ==, 1754);
  g_object_set (view, "page", 2, NULL);
  wait_until (pictured.n == 2);
  g_assert_cmpuint (pictured.page, ==, 1);
  gtk_widget_activate_action (self->view, "document.turn-right", NULL);
  wait_until (pictured.n == 3);
  g_assert_cmpuint (pictured.width, ==, 1754);
  g_assert_cmpuint (pictured.page, ==, 1);

  /* It ends with the document. */
  fin_document_view_clear (view);
  g_object_get (view, "close-up", &close_up, NULL);
  g_assert_false (close_up);
  g_assert_null (fin_document_view_get_box (view));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  gtk_test_init (&argc, &argv, NULL);
  /* GTK 4.8 complains of itself when a window goes while something in it is still scrolling. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_timeout_add (50, tick_cb, NULL);

  g_test_add_func ("/view/where there is no box it stays shut", test_no_box);
  g_test_add ("/view/pages, zoom and rotation", Fixture, NULL, set_up, test_pages, tear_down);
  g_test_add ("/view/find", Fixture, NULL, set_up, test_find, tear_down);
  g_test_add ("/view/close up", Fixture, NULL, set_up, test_close_up, tear_down);
  g_test_add ("/view/plain text", Fixture, NULL, set_up, test_text, tear_down);
  g_test_add ("/view/refused, in words", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/view/cut short, in words", Fixture, NULL, set_up, test_cut, tear_down);
  g_test_add ("/view/one document after another in a hurry", Fixture, NULL, set_up, test_hurried,
              tear_down);
  g_test_add ("/sealed/nobody hears of it", Fixture, NULL, set_up, test_sealed, tear_down);
  g_test_add ("/sealed/goes nowhere", Fixture, NULL, set_up, test_navigation, tear_down);

  return g_test_run ();
}
