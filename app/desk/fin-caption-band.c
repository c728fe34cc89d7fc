// The last few lines of the transcript, growing, and the entry that feeds the composer.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-caption-band.h"

#include "fin-speaker.h"

/* So many of the newest lines; older ones are in the conversation pane. */
#define LINES 4

struct _FinCaptionBand {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkScrolledWindow *scroller;
  GtkBox *lines;
  GtkWidget *hint;
  GtkEditable *entry;

  FinVisit *visit;
  guint scroll;
};

G_DEFINE_FINAL_TYPE (FinCaptionBand, fin_caption_band, GTK_TYPE_WIDGET)

static GtkWidget *
make_row (FinCaptionBand *self, FinLine *line)
{
  const char *from = fin_line_from (line);
  g_autofree char *who = g_strdup_printf ("%s:", fin_speaker_name (self->visit, from));
  g_autofree char *class = g_strconcat ("speaker-", fin_speaker_role (self->visit, from), NULL);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *name = gtk_label_new (who);
  GtkWidget *text = gtk_label_new (NULL);

  gtk_widget_add_css_class (name, class);
  gtk_widget_set_valign (name, GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_widget_set_hexpand (text, TRUE);
  g_object_bind_property (line, "text", text, "label", G_BINDING_SYNC_CREATE);
  gtk_box_append (GTK_BOX (row), name);
  gtk_box_append (GTK_BOX (row), text);

  return row;
}

static void
transcript_changed_cb (FinCaptionBand *self)
{
  GListModel *transcript = G_LIST_MODEL (fin_visit_transcript (self->visit));
  guint n = g_list_model_get_n_items (transcript);
  GtkWidget *row;

  g_assert (FIN_IS_CAPTION_BAND (self));

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->lines))) != NULL)
    gtk_box_remove (self->lines, row);
  for (guint i = n > LINES ? n - LINES : 0; i < n; i++) {
    g_autoptr (FinLine) line = g_list_model_get_item (transcript, i);

    gtk_box_append (self->lines, make_row (self, line));
  }
  gtk_widget_set_visible (self->hint, n == 0);
}

static gboolean
scroll_cb (gpointer data)
{
  FinCaptionBand *self = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  self->scroll = 0;
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));

  return G_SOURCE_REMOVE;
}

/* The newest line is the one being read. Not at once: the viewport is still being laid out. */
static void
adjustment_changed_cb (FinCaptionBand *self)
{
  if (self->scroll == 0)
    self->scroll = g_idle_add_full (GDK_PRIORITY_REDRAW - 1, scroll_cb, self, NULL);
}

static void
entry_changed_cb (FinCaptionBand *self)
{
  FinComposer *composer = fin_visit_composer (self->visit);

  if (composer != NULL)
    fin_composer_set_text (composer, gtk_editable_get_text (self->entry));
}

static void
entry_activate_cb (FinCaptionBand *self)
{
  FinComposer *composer = fin_visit_composer (self->visit);

  if (composer == NULL)
    return;

  fin_composer_end_line (composer);
  gtk_editable_set_text (self->entry, "");
}

static void
update_entry (FinCaptionBand *self)
{
  g_assert (FIN_IS_CAPTION_BAND (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->entry), fin_visit_composer (self->visit) != NULL &&
                                                          !fin_visit_ended (self->visit));
}

static void
fin_caption_band_dispose (GObject *object)
{
  FinCaptionBand *self = FIN_CAPTION_BAND (object);

  g_clear_handle_id (&self->scroll, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_CAPTION_BAND);
  g_clear_object (&self->visit);

  G_OBJECT_CLASS (fin_caption_band_parent_class)->dispose (object);
}

static void
fin_caption_band_class_init (FinCaptionBandClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_caption_band_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-caption-band.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
  gtk_widget_class_set_css_name (widget_class, "captionband");
  gtk_widget_class_bind_template_child (widget_class, FinCaptionBand, content);
  gtk_widget_class_bind_template_child (widget_class, FinCaptionBand, scroller);
  gtk_widget_class_bind_template_child (widget_class, FinCaptionBand, lines);
  gtk_widget_class_bind_template_child (widget_class, FinCaptionBand, hint);
  gtk_widget_class_bind_template_child (widget_class, FinCaptionBand, entry);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
}

static void
fin_caption_band_init (FinCaptionBand *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (gtk_scrolled_window_get_vadjustment (self->scroller), "changed",
                            G_CALLBACK (adjustment_changed_cb), self);
}

void
fin_caption_band_set_visit (FinCaptionBand *self, FinVisit *visit)
{
  g_return_if_fail (FIN_IS_CAPTION_BAND (self));
  g_return_if_fail (FIN_IS_VISIT (visit));
  g_return_if_fail (self->visit == NULL);

  self->visit = g_object_ref (visit);
  g_signal_connect_object (fin_visit_transcript (visit), "items-changed",
                           G_CALLBACK (transcript_changed_cb), self, G_CONNECT_SWAPPED);
  /* Names are known once the participants are. */
  g_signal_connect_object (visit, "notify::ready", G_CALLBACK (transcript_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (visit, "notify::composer", G_CALLBACK (update_entry), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (visit, "notify::ended", G_CALLBACK (update_entry), self,
                           G_CONNECT_SWAPPED);
  transcript_changed_cb (self);
  update_entry (self);
}

void
fin_caption_band_write (FinCaptionBand *self)
{
  g_return_if_fail (FIN_IS_CAPTION_BAND (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
