// A text view that grows to a few lines; Tab leaves it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-field-text.h"

struct _FinFieldText {
  FinFieldEditor parent_instance;

  GtkWidget *view;
  GtkTextBuffer *buffer;
};

G_DEFINE_FINAL_TYPE (FinFieldText, fin_field_text, FIN_TYPE_FIELD_EDITOR)

static char *
fin_field_text_value (FinFieldEditor *editor)
{
  char *text;

  g_object_get (FIN_FIELD_TEXT (editor)->buffer, "text", &text, NULL);

  return text;
}

static void
fin_field_text_show (FinFieldEditor *editor, const char *value)
{
  FinFieldText *self = FIN_FIELD_TEXT (editor);
  GtkTextIter cursor;
  int offset;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &cursor,
                                    gtk_text_buffer_get_insert (self->buffer));
  offset = gtk_text_iter_get_offset (&cursor);
  gtk_text_buffer_set_text (self->buffer, value, -1);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &cursor, offset);
  gtk_text_buffer_place_cursor (self->buffer, &cursor);
}

static void
fin_field_text_set_editable (FinFieldEditor *editor, gboolean editable)
{
  gtk_text_view_set_editable (GTK_TEXT_VIEW (FIN_FIELD_TEXT (editor)->view), editable);
}

static GtkWidget *
fin_field_text_input (FinFieldEditor *editor)
{
  return FIN_FIELD_TEXT (editor)->view;
}

static void
fin_field_text_class_init (FinFieldTextClass *klass)
{
  FinFieldEditorClass *editor_class = FIN_FIELD_EDITOR_CLASS (klass);

  editor_class->value = fin_field_text_value;
  editor_class->show = fin_field_text_show;
  editor_class->set_editable = fin_field_text_set_editable;
  editor_class->input = fin_field_text_input;
}

static void
fin_field_text_init (FinFieldText *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->view = gtk_text_view_new ();
  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->view), FALSE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->view), 8);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (self->view), 8);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->view), 8);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self->view), 8);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_has_frame (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 72);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 200);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->view);
  gtk_widget_set_parent (scroller, GTK_WIDGET (self));
  g_signal_connect_swapped (self->buffer, "changed", G_CALLBACK (fin_field_editor_edited), self);
}

FinFieldEditor *
fin_field_text_new (void)
{
  return g_object_new (FIN_TYPE_FIELD_TEXT, NULL);
}
