// A document's words as plain text.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-document-text.h"

#include <glib/gi18n-lib.h>

#define MARGIN 12

struct _FinDocumentText {
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkTextView *view;
  GtkTextBuffer *buffer;
  GtkTextTag *zoom;
  gboolean has_words;
};

G_DEFINE_FINAL_TYPE (FinDocumentText, fin_document_text, GTK_TYPE_WIDGET)

static gboolean
fin_document_text_grab_focus (GtkWidget *widget)
{
  FinDocumentText *self = FIN_DOCUMENT_TEXT (widget);

  return gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
fin_document_text_dispose (GObject *object)
{
  FinDocumentText *self = FIN_DOCUMENT_TEXT (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (fin_document_text_parent_class)->dispose (object);
}

static void
fin_document_text_class_init (FinDocumentTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_document_text_dispose;
  widget_class->grab_focus = fin_document_text_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fin_document_text_init (FinDocumentText *self)
{
  self->view = GTK_TEXT_VIEW (gtk_text_view_new ());
  self->buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_create_tag (self->buffer, "heading", "weight", PANGO_WEIGHT_BOLD, NULL);
  self->zoom = gtk_text_buffer_create_tag (self->buffer, "zoom", NULL);

  gtk_text_view_set_editable (self->view, FALSE);
  gtk_text_view_set_wrap_mode (self->view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_top_margin (self->view, MARGIN);
  gtk_text_view_set_bottom_margin (self->view, MARGIN);
  gtk_text_view_set_left_margin (self->view, MARGIN);
  gtk_text_view_set_right_margin (self->view, MARGIN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Text of the document"), -1);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

void
fin_document_text_clear (FinDocumentText *self)
{
  g_return_if_fail (FIN_IS_DOCUMENT_TEXT (self));

  gtk_text_buffer_set_text (self->buffer, "", 0);
  self->has_words = FALSE;
}

/* The name of the mark where a page starts. */
static char *
name_page (guint page)
{
  return g_strdup_printf ("page %u", page);
}

void
fin_document_text_append (FinDocumentText *self, FinPage *page)
{
  g_return_if_fail (FIN_IS_DOCUMENT_TEXT (self));
  g_return_if_fail (FIN_IS_PAGE (page));

  guint index = fin_page_get_index (page);
  g_autofree char *name = name_page (index);
  g_autofree char *heading = g_strdup_printf (_ ("Page %u"), index + 1);
  g_autofree char *words = fin_page_dup_text (page);
  GtkTextMark *old = gtk_text_buffer_get_mark (self->buffer, name);
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (self->buffer, &end);
  if (gtk_text_iter_get_offset (&end) > 0)
    gtk_text_buffer_insert (self->buffer, &end, "\n\n", -1);
  if (old != NULL)
    gtk_text_buffer_delete_mark (self->buffer, old);
  gtk_text_buffer_create_mark (self->buffer, name, &end, TRUE);
  gtk_text_buffer_insert_with_tags_by_name (self->buffer, &end, heading, -1, "heading", "zoom",
                                            NULL);
  gtk_text_buffer_insert (self->buffer, &end, "\n", -1);
  gtk_text_buffer_insert_with_tags_by_name (self->buffer, &end, words, -1, "zoom", NULL);

  self->has_words = self->has_words || fin_page_get_n_words (page) > 0;
}

gboolean
fin_document_text_has_words (FinDocumentText *self)
{
  g_return_val_if_fail (FIN_IS_DOCUMENT_TEXT (self), FALSE);

  return self->has_words;
}

void
fin_document_text_set_zoom (FinDocumentText *self, double zoom)
{
  g_return_if_fail (FIN_IS_DOCUMENT_TEXT (self));

  g_object_set (self->zoom, "scale", zoom, NULL);
}

void
fin_document_text_scroll_to (FinDocumentText *self, guint page)
{
  g_return_if_fail (FIN_IS_DOCUMENT_TEXT (self));

  g_autofree char *name = name_page (page);
  GtkTextMark *mark = gtk_text_buffer_get_mark (self->buffer, name);

  if (mark != NULL)
    gtk_text_view_scroll_to_mark (self->view, mark, 0, TRUE, 0, 0);
}

static gboolean
search (const GtkTextIter *from,
        const char *words,
        gboolean backward,
        GtkTextIter *start,
        GtkTextIter *end)
{
  const GtkTextSearchFlags flags = GTK_TEXT_SEARCH_CASE_INSENSITIVE;

  return backward ? gtk_text_iter_backward_search (from, words, flags, start, end, NULL)
                  : gtk_text_iter_forward_search (from, words, flags, start, end, NULL);
}

gboolean
fin_document_text_find (FinDocumentText *self, const char *words, gboolean backward)
{
  g_return_val_if_fail (FIN_IS_DOCUMENT_TEXT (self), FALSE);

  GtkTextIter first, last, start, end;

  gtk_text_buffer_get_selection_bounds (self->buffer, &start, &end);
  gtk_text_buffer_get_bounds (self->buffer, &first, &last);
  if (!search (backward ? &start : &end, words, backward, &start, &end) &&
      !search (backward ? &last : &first, words, backward, &start, &end))
    return FALSE;

  gtk_text_buffer_select_range (self->buffer, &start, &end);
  gtk_text_view_scroll_to_mark (self->view, gtk_text_buffer_get_insert (self->buffer), .1, FALSE, 0,
                                0);

  return TRUE;
}
