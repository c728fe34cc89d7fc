// Serves one document to a sealed view.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-page-server.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fin-page-sheet.h"
#include "fin-sealed-view.h"

/* Coarse is sharp for a page twice as wide as a pane; fine for what is zoomed into. */
#define COARSE_DPI FIN_PAGES_FIRST_DPI
#define FINE_DPI   220

#define NEAR            2 /* pages before and after the one that is looked at */
#define WORDS_AT_A_TIME 32
#define UNHELD          2 /* what is sent before the first page is seen: what is over it, and it */
#define MAX_FAILURES    3 /* of the box in a row, before no more words are asked for */

/* A picture that WebKit has asked for and waits for. */
typedef struct {
  WebKitURISchemeRequest *request;
  guint page;
  gboolean fine;
} Wanted;

struct _FinPageServer {
  GObject parent_instance;

  FinPagesBox *box; /* NULL while the document is being opened */
  GCancellable *cancellable;
  char *prefix;
  char *path;

  GSocketConnection *pipe; /* to WebKit; NULL before it has asked and when all was sent */
  GQueue outgoing;         /* of GBytes */
  gboolean sending;
  guint n_sent;

  gboolean asking; /* the box has a question */
  guint n_read;
  guint asked_to; /* of the words that are being asked for, the page after the last */
  guint n_failures;
  guint page;
  gboolean looked_at;
  GPtrArray *wanted; /* of Wanted */
  FinPage *first;    /* with its picture, until WebKit asks for it */
  gboolean shown;
};

enum { READ, SHOWN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FinPageServer, fin_page_server, G_TYPE_OBJECT)

static void ask_next (FinPageServer *self);
static void send_next (FinPageServer *self);

static void
queue_text (FinPageServer *self, char *text)
{
  g_queue_push_tail (&self->outgoing, g_bytes_new_take (text, strlen (text)));
}

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_object_unref (wanted->request);
  g_free (wanted);
}

static void
fin_page_server_dispose (GObject *object)
{
  FinPageServer *self = FIN_PAGE_SERVER (object);

  fin_page_server_stop (self);
  g_clear_object (&self->box);
  g_clear_object (&self->first);

  G_OBJECT_CLASS (fin_page_server_parent_class)->dispose (object);
}

static void
fin_page_server_finalize (GObject *object)
{
  FinPageServer *self = FIN_PAGE_SERVER (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->pipe);
  g_ptr_array_unref (self->wanted);
  g_free (self->prefix);
  g_free (self->path);

  G_OBJECT_CLASS (fin_page_server_parent_class)->finalize (object);
}

static void
fin_page_server_class_init (FinPageServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fin_page_server_dispose;
  object_class->finalize = fin_page_server_finalize;

  signals[READ] = g_signal_new ("read", FIN_TYPE_PAGE_SERVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, FIN_TYPE_PAGE);
  signals[SHOWN] = g_signal_new ("shown", FIN_TYPE_PAGE_SERVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
fin_page_server_init (FinPageServer *self)
{
  static guint serial = 0;

  /* No two documents share an address, so nothing of one can be taken for the other's. */
  self->prefix = g_strdup_printf ("%u", ++serial);
  self->path = g_strconcat (self->prefix, "/pages", NULL);
  self->cancellable = g_cancellable_new ();
  self->wanted = g_ptr_array_new_with_free_func (wanted_free);
  g_queue_init (&self->outgoing);
  queue_text (self, fin_page_sheet_begin ());
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinPageServer) self = data;

  self->sending = FALSE;
  /* WebKit has let go of the page: there is nobody to send the rest to. */
  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL))
    fin_page_server_stop (self);
  else
    send_next (self);
}

static gboolean
has_read_all (FinPageServer *self)
{
  return self->box != NULL && self->n_read == fin_pages_box_get_n_pages (self->box);
}

static void
send_next (FinPageServer *self)
{
  if (self->pipe == NULL || self->sending)
    return;
  /* WebKit would read all the words of a long document before it draws the first page. */
  if (self->n_sent == UNHELD && !self->looked_at && !has_read_all (self))
    return;

  g_autoptr (GBytes) bytes = g_queue_pop_head (&self->outgoing);
  if (bytes != NULL) {
    gsize length;
    gconstpointer text = g_bytes_get_data (bytes, &length);
    GOutputStream *stream = g_io_stream_get_output_stream (G_IO_STREAM (self->pipe));

    self->sending = TRUE;
    self->n_sent++;
    g_object_set_data_full (G_OBJECT (stream), "text", g_bytes_ref (bytes),
                            (GDestroyNotify)g_bytes_unref);
    g_output_stream_write_all_async (stream, text, length, G_PRIORITY_DEFAULT, NULL, sent_cb,
                                     g_object_ref (self));
  } else if (has_read_all (self)) {
    g_io_stream_close (G_IO_STREAM (self->pipe), NULL, NULL);
  }
}

static void
take_page (FinPageServer *self, FinPage *page)
{
  guint index = fin_page_get_index (page);
  g_autofree char *label = g_strdup_printf (_ ("Page %u"), index + 1);
  double width, height;

  fin_pages_box_get_size (self->box, index, &width, &height);
  queue_text (self, fin_page_sheet_section (page, width, height, self->prefix, label));
  self->n_read = index + 1;
  g_signal_emit (self, signals[READ], 0, page);
}

/* Takes the pages of @pages (may be NULL) that come next, and pages without words for what is
 * missing up to @to. */
static void
take_pages (FinPageServer *self, GPtrArray *pages, guint to)
{
  for (guint index = self->n_read; index < to; index++) {
    g_autoptr (FinPage) page = NULL;

    for (guint i = 0; pages != NULL && i < pages->len; i++)
      if (fin_page_get_index (pages->pdata[i]) == index)
        g_set_object (&page, pages->pdata[i]);
    if (page == NULL)
      page = fin_page_new (index);

    take_page (self, page);
  }
  send_next (self);
}

static void
read_words_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinPageServer) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pages = fin_pages_box_read_finish (FIN_PAGES_BOX (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  self->asking = FALSE;
  if (pages != NULL) {
    self->n_failures = 0;
    take_pages (self, pages, self->asked_to);
  } else if (self->asked_to - self->n_read == 1 || ++self->n_failures == MAX_FAILURES) {
    /* One bad page must not hide the good ones after it, nor a hundred bad ones keep us busy. */
    take_pages (self, NULL,
                self->n_failures == MAX_FAILURES ? fin_pages_box_get_n_pages (self->box)
                                                 : self->asked_to);
  }
  ask_next (self);
}

static void
ask_words (FinPageServer *self)
{
  guint n_pages = fin_pages_box_get_n_pages (self->box);

  self->asked_to = MIN (self->n_read + (self->n_failures > 0 ? 1 : WORDS_AT_A_TIME), n_pages);
  self->asking = TRUE;
  fin_pages_box_read_async (self->box, self->n_read, self->asked_to - 1, FIN_PAGES_WORDS, 0,
                            self->cancellable, read_words_cb, g_object_ref (self));
}

/* @page: NULL when the box could not draw it. */
static void
answer (FinPageServer *self, WebKitURISchemeRequest *request, FinPage *page)
{
  g_autoptr (GBytes) content = NULL;
  gboolean drawn = page != NULL && fin_page_get_png (page) != NULL;

  if (drawn) {
    content = g_bytes_ref (fin_page_get_png (page));
  } else {
    char *notice = fin_page_sheet_notice (_ ("This page could not be drawn"));

    content = g_bytes_new_take (notice, strlen (notice));
  }

  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (content);
  fin_sealed_view_respond (request, drawn ? "image/png" : "image/svg+xml", stream,
                           g_bytes_get_size (content));
  if (!self->shown) {
    self->shown = TRUE;
    g_signal_emit (self, signals[SHOWN], 0);
  }
}

typedef struct {
  FinPageServer *self;
  WebKitURISchemeRequest *request;
} Question;

static void
refuse (WebKitURISchemeRequest *request)
{
  g_autoptr (GError) error =
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "Not to be had");

  webkit_uri_scheme_request_finish_error (request, error);
}

static void
read_picture_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Question *question = data;
  g_autoptr (FinPageServer) self = question->self;
  g_autoptr (WebKitURISchemeRequest) request = question->request;
  g_autoptr (GPtrArray) pages = fin_pages_box_read_finish (FIN_PAGES_BOX (source), result, NULL);

  if (g_cancellable_is_cancelled (self->cancellable)) {
    refuse (request);
    return;
  }

  self->asking = FALSE;
  answer (self, request, pages != NULL && pages->len > 0 ? pages->pdata[0] : NULL);
  ask_next (self);
}

/* The nearest to where somebody looks; of two, the one further on, and coarse before fine. */
static Wanted *
find_wanted (FinPageServer *self)
{
  Wanted *best = NULL;
  int best_rank = 0;

  for (guint i = 0; i < self->wanted->len; i++) {
    Wanted *wanted = self->wanted->pdata[i];
    int ahead = (int)wanted->page - (int)self->page;
    int rank = ABS (ahead) * 4 + (ahead < 0) * 2 + wanted->fine;

    if (ABS (ahead) <= NEAR && (best == NULL || rank < best_rank)) {
      best = wanted;
      best_rank = rank;
    }
  }

  return best;
}

static void
ask_picture (FinPageServer *self, Wanted *wanted)
{
  Question *question = g_new0 (Question, 1);
  guint page = wanted->page;
  gboolean fine = wanted->fine;

  question->self = g_object_ref (self);
  question->request = g_object_ref (wanted->request);
  g_ptr_array_remove (self->wanted, wanted);

  self->asking = TRUE;
  fin_pages_box_read_async (self->box, page, page, FIN_PAGES_PICTURES, fine ? FINE_DPI : COARSE_DPI,
                            self->cancellable, read_picture_cb, question);
}

static void
ask_next (FinPageServer *self)
{
  if (self->box == NULL || self->asking || g_cancellable_is_cancelled (self->cancellable))
    return;

  Wanted *wanted = find_wanted (self);
  if (wanted != NULL)
    ask_picture (self, wanted);
  /* WebKit, which somebody waits for, needs the processor more than the words of later pages. */
  else if (!has_read_all (self) && (self->shown || self->n_read == 0))
    ask_words (self);
}

static void
serve_sheet (FinPageServer *self, WebKitURISchemeRequest *request)
{
  int ends[2];
  g_autoptr (GSocket) socket = NULL;

  /* Not a pipe: writing to what WebKit has closed must be an error, not a signal. */
  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return;

  socket = g_socket_new_from_fd (ends[0], NULL);
  self->pipe = g_socket_connection_factory_create_connection (socket);
  g_autoptr (GInputStream) stream = g_unix_input_stream_new (ends[1], TRUE);
  fin_sealed_view_respond (request, "text/html", stream, -1);
  send_next (self);
}

/* The page that "3" names, or -1. */
static int
parse_page (FinPageServer *self, const char *text)
{
  guint64 page;

  return self->box != NULL &&
                 g_ascii_string_to_unsigned (text, 10, 0, fin_pages_box_get_n_pages (self->box) - 1,
                                             &page, NULL)
             ? (int)page
             : -1;
}

FinPageServer *
fin_page_server_new (void)
{
  return g_object_new (FIN_TYPE_PAGE_SERVER, NULL);
}

void
fin_page_server_set_box (FinPageServer *self, FinPagesBox *box)
{
  g_return_if_fail (FIN_IS_PAGE_SERVER (self));
  g_return_if_fail (FIN_IS_PAGES_BOX (box) && self->box == NULL);

  self->box = g_object_ref (box);
  self->first = fin_pages_box_take_first (box);
  if (self->first != NULL)
    take_page (self, self->first);
  send_next (self);
  ask_next (self);
}

const char *
fin_page_server_get_path (FinPageServer *self)
{
  g_return_val_if_fail (FIN_IS_PAGE_SERVER (self), NULL);

  return self->path;
}

void
fin_page_server_serve (FinPageServer *self, WebKitURISchemeRequest *request, const char *path)
{
  g_return_if_fail (FIN_IS_PAGE_SERVER (self));

  g_auto (GStrv) parts = g_strsplit (path, "/", 4);
  gboolean ours = g_strcmp0 (parts[0], self->prefix) == 0;
  int page = ours && g_strv_length (parts) == 3 ? parse_page (self, parts[2]) : -1;
  gboolean fine = page >= 0 && g_str_equal (parts[1], "fine");

  if (g_str_equal (path, self->path) && self->pipe == NULL) {
    serve_sheet (self, request);
  } else if (page == 0 && !fine && self->first != NULL) {
    answer (self, request, self->first);
    g_clear_object (&self->first);
    ask_next (self);
  } else if (page >= 0) {
    Wanted *wanted = g_new0 (Wanted, 1);

    wanted->request = g_object_ref (request);
    wanted->page = page;
    wanted->fine = fine;
    g_ptr_array_add (self->wanted, wanted);
    ask_next (self);
  } else {
    refuse (request);
  }
}

void
fin_page_server_look_at (FinPageServer *self, guint page)
{
  g_return_if_fail (FIN_IS_PAGE_SERVER (self));

  self->page = page;
  self->looked_at = TRUE;
  send_next (self);
  ask_next (self);
}

guint
fin_page_server_get_n_read (FinPageServer *self)
{
  g_return_val_if_fail (FIN_IS_PAGE_SERVER (self), 0);

  return self->n_read;
}

void
fin_page_server_stop (FinPageServer *self)
{
  g_return_if_fail (FIN_IS_PAGE_SERVER (self));

  g_cancellable_cancel (self->cancellable);
  for (guint i = 0; i < self->wanted->len; i++)
    refuse (((Wanted *)self->wanted->pdata[i])->request);
  g_ptr_array_set_size (self->wanted, 0);
  g_queue_clear_full (&self->outgoing, (GDestroyNotify)g_bytes_unref);
  if (self->pipe != NULL && !self->sending)
    g_io_stream_close (G_IO_STREAM (self->pipe), NULL, NULL);
}
