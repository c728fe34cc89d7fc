// The sealed viewer in a window of its own, doing what it is told on standard input, a line each:
// "show PATH MEDIA-TYPE", "page NUMBER". Says on standard output when the words of all pages are
// in. SPDX-License-Identifier: GPL-3.0-or-later
#include <gio/gunixinputstream.h>
#include <stdio.h>
#include <unistd.h>

#include "fin-document-view.h"
#include "fin-sealed-view.h"

static GtkTextBuffer *
find_text (GtkWidget *widget)
{
  GtkTextBuffer *found = NULL;

  if (GTK_IS_TEXT_VIEW (widget))
    return gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget));
  /* WebKit keeps widgets of its own inside. */
  if (WEBKIT_IS_WEB_VIEW (widget))
    return NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_text (child);

  return found;
}

/* Each page has its number over its words. */
static void
text_changed_cb (GtkTextBuffer *buffer, GtkWidget *view)
{
  GtkTextIter start, end;
  guint n_pages;
  g_autofree char *last = NULL;

  g_object_get (view, "n-pages", &n_pages, NULL);
  last = g_strdup_printf ("Page %u\n", n_pages);
  gtk_text_buffer_get_end_iter (buffer, &end);
  if (n_pages > 0 && gtk_text_iter_backward_search (&end, last, 0, &start, NULL, NULL)) {
    puts ("read");
    fflush (stdout);
  }
}

static void
show (FinDocumentView *view, const char *path, const char *media_type)
{
  g_autoptr (GError) error = NULL;
  char *content;
  gsize size;

  if (!g_file_get_contents (path, &content, &size, &error))
    g_error ("%s", error->message);
  g_autoptr (GBytes) bytes = g_bytes_new_take (content, size);
  fin_document_view_show (view, bytes, media_type);
}

static void
line_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GDataInputStream *stream = G_DATA_INPUT_STREAM (source);
  FinDocumentView *view = data;
  g_autofree char *line = g_data_input_stream_read_line_finish (stream, result, NULL, NULL);
  g_auto (GStrv) words = NULL;

  if (line == NULL)
    exit (0);

  words = g_strsplit (line, " ", 3);
  if (g_str_equal (words[0], "show"))
    show (view, words[1], words[2]);
  else
    g_object_set (view, "page", (guint)atoi (words[1]), NULL);
  g_data_input_stream_read_line_async (stream, G_PRIORITY_DEFAULT, NULL, line_cb, view);
}

int
main (int argc, char **argv)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (input);
  GtkWidget *window, *view;

  gtk_init ();
  window = gtk_window_new ();
  view = fin_document_view_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 800, 800);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (find_text (view), "changed", G_CALLBACK (text_changed_cb), view);
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, line_cb, view);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
}
