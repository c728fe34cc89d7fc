// The last few lines of the transcript, growing, and the entry that feeds the composer.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-caption-band.h"

#include "fin-captioner-bar.h"
#include "fin-cue.h"
#include "fin-settings.h"
#include "fin-speaker.h"
#include "fin-tail-box.h"

/* So many of the newest lines; older ones are in the conversation pane. */
#define LINES     6
#define ROW_MIN   12 /* characters, however large they are */
#define SIZE_STEP 50
#define BEHIND_MS 6000

struct _FinCaptionBand {
  GtkWidget parent_instance;

  GtkWidget *content;
  FinTailBox *tail;
  GtkBox *lines;
  GtkWidget *hint;
  GtkEditable *entry;
  FinCaptionerBar *captioner;

  FinVisit *visit;

  FinLine *newest;
  guint rolled; /* rows of it that are shown */
  guint roll_id;
};

G_DEFINE_FINAL_TYPE (FinCaptionBand, fin_caption_band, GTK_TYPE_WIDGET)

/* Who speaks is said first, in their colour (yellow, cyan, green and magenta of UNE 153010, legible
 * on the band's ground, which is dark in every theme) when colours are wanted. */
static PangoAttrList *
name_attributes (const char *role, gsize start, gsize length)
{
  static const struct {
    const char *role;
    guint16 red, green, blue;
  } colours[] = {
    { "citizen", 0xffff, 0xe5e5, 0x6666 },
    { "informer", 0x7f7f, 0xe3e3, 0xf5f5 },
    { "interpreter", 0x8f8f, 0xf0f0, 0xa4a4 },
    { "companion", 0xf2f2, 0xa6a6, 0xe4e4 },
  };
  g_autofree char *wanted = g_settings_get_string (fin_settings (), "caption-colours");
  PangoAttrList *attributes = pango_attr_list_new ();
  PangoAttribute *attribute = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

  attribute->start_index = start;
  attribute->end_index = start + length;
  pango_attr_list_insert (attributes, attribute);
  for (guint i = 0; i < G_N_ELEMENTS (colours); i++)
    if (g_str_equal (wanted, "speakers") && g_str_equal (colours[i].role, role)) {
      attribute = pango_attr_foreground_new (colours[i].red, colours[i].green, colours[i].blue);
      attribute->start_index = start;
      attribute->end_index = start + length;
      pango_attr_list_insert (attributes, attribute);
    }

  return attributes;
}

static void update_row (GtkWidget *row);

static void
roll_cb (gpointer data)
{
  FinCaptionBand *self = data;
  GtkWidget *row = gtk_widget_get_last_child (GTK_WIDGET (self->lines));

  self->roll_id = 0;
  self->rolled++;
  if (row != NULL)
    update_row (row);
}

/* Leaves of @rows what can have been read by now of a line that came all at once, never further
 * behind than BEHIND_MS. A row more than before is shown at once: so it grows, word by word. */
static void
roll (FinCaptionBand *self, FinLine *line, GStrv rows)
{
  GListModel *transcript = G_LIST_MODEL (fin_visit_transcript (self->visit));
  g_autoptr (FinLine) newest =
      g_list_model_get_item (transcript, g_list_model_get_n_items (transcript) - 1);
  guint n = g_strv_length (rows);

  if (line != newest)
    return;

  if (g_set_object (&self->newest, newest)) {
    g_clear_handle_id (&self->roll_id, g_source_remove);
    self->rolled = g_settings_get_int (fin_settings (), "caption-rows");
  } else if (self->roll_id == 0 && n == self->rolled + 1)
    self->rolled = n;
  if (n <= self->rolled)
    return;

  if (self->roll_id == 0)
    self->roll_id = g_timeout_add_once (
        MIN (fin_cue_dwell (rows[self->rolled]), BEHIND_MS / (n - self->rolled)), roll_cb, self);
  for (guint i = self->rolled; i < n; i++)
    g_clear_pointer (&rows[i], g_free);
}

/* In rows of a width that is easily read, or of what fits when the letters are large. */
static void
write_row (FinCaptionBand *self, GtkWidget *row, FinLine *line)
{
  const char *from = fin_line_from (line);
  const char *name = fin_speaker_name (self->visit, from);
  g_autofree char *words = fin_speaker_words (self->visit, line);
  g_autofree char *text = g_strconcat (name, ": " FIN_FSI, words, FIN_PDI, NULL);
  guint columns = fin_tail_box_columns (self->tail);
  g_auto (GStrv) rows =
      fin_cue_rows (text, columns > 0 ? CLAMP (columns, ROW_MIN, FIN_CUE_WIDTH) : FIN_CUE_WIDTH);
  g_autofree char *label = NULL;

  roll (self, line, rows);
  label = g_strjoinv ("\n", rows);
  /* A mark of direction may stand before the name. */
  const char *start =
      g_unichar_isprint (g_utf8_get_char (label)) ? label : g_utf8_next_char (label);
  g_autoptr (PangoAttrList) attributes =
      name_attributes (fin_speaker_role (self->visit, from), start - label, strlen (name) + 1);

  g_assert (FIN_IS_CAPTION_BAND (self));

  gtk_label_set_label (GTK_LABEL (row), label);
  gtk_label_set_attributes (GTK_LABEL (row), attributes);
}

static void
update_row (GtkWidget *row)
{
  FinCaptionBand *self = FIN_CAPTION_BAND (gtk_widget_get_ancestor (row, FIN_TYPE_CAPTION_BAND));
  FinLine *line = g_object_get_data (G_OBJECT (row), "line");

  if (self != NULL)
    write_row (self, row, line);
}

static GtkWidget *
make_row (FinCaptionBand *self, FinLine *line)
{
  GtkWidget *row = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (row), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (row), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (row), 0);
  g_object_set_data_full (G_OBJECT (row), "line", g_object_ref (line), g_object_unref);
  write_row (self, row, line);
  g_signal_connect_object (line, "notify", G_CALLBACK (update_row), row, G_CONNECT_SWAPPED);
  g_signal_connect_object (line, "translated", G_CALLBACK (update_row), row, G_CONNECT_SWAPPED);

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

static void
columns_cb (FinCaptionBand *self)
{
  g_assert (FIN_IS_CAPTION_BAND (self));

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->lines)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    update_row (row);
}

/* As the reader wants them. Classes of visit.css. */
static void
update_looks (FinCaptionBand *self)
{
  int size = g_settings_get_int (fin_settings (), "caption-size");
  g_autofree char *colours = g_settings_get_string (fin_settings (), "caption-colours");
  g_autofree char *font = g_settings_get_string (fin_settings (), "caption-font");
  g_autofree char *size_class = g_strdup_printf ("size-%d", size / SIZE_STEP * SIZE_STEP);
  const char *classes[] = { size_class, font, colours, NULL };

  g_assert (FIN_IS_CAPTION_BAND (self));

  gtk_widget_set_css_classes (GTK_WIDGET (self->tail), classes);
  g_object_set (self->tail, "lines", g_settings_get_int (fin_settings (), "caption-rows"), NULL);
  transcript_changed_cb (self);
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
  if (fin_visit_ended (self->visit))
    fin_captioner_bar_write (self->captioner, NULL);
}

/* One place to write in at a time. */
static void
captioner_cb (FinCaptionBand *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->entry),
                          !gtk_widget_get_visible (GTK_WIDGET (self->captioner)));
}

static void
fin_caption_band_dispose (GObject *object)
{
  FinCaptionBand *self = FIN_CAPTION_BAND (object);

  g_clear_handle_id (&self->roll_id, g_source_remove);
  g_clear_object (&self->newest);
  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_CAPTION_BAND);
  g_clear_object (&self->visit);

  G_OBJECT_CLASS (fin_caption_band_parent_class)->dispose (object);
}

static void
fin_caption_band_class_init (FinCaptionBandClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_caption_band_dispose;

  g_type_ensure (FIN_TYPE_CAPTIONER_BAR);
  g_type_ensure (FIN_TYPE_TAIL_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-caption-band.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
  gtk_widget_class_set_css_name (widget_class, "captionband");
  gtk_widget_class_bind_template_child (widget_class, FinCaptionBand, content);
  gtk_widget_class_bind_template_child (widget_class, FinCaptionBand, tail);
  gtk_widget_class_bind_template_child (widget_class, FinCaptionBand, lines);
  gtk_widget_class_bind_template_child (widget_class, FinCaptionBand, hint);
  gtk_widget_class_bind_template_child (widget_class, FinCaptionBand, entry);
  gtk_widget_class_bind_template_child (widget_class, FinCaptionBand, captioner);
  gtk_widget_class_bind_template_callback (widget_class, captioner_cb);
  gtk_widget_class_bind_template_callback (widget_class, columns_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
}

static void
fin_caption_band_init (FinCaptionBand *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fin_caption_band_set_visit (FinCaptionBand *self, FinVisit *visit)
{
  g_return_if_fail (FIN_IS_CAPTION_BAND (self));
  g_return_if_fail (FIN_IS_VISIT (visit));
  g_return_if_fail (self->visit == NULL);

  self->visit = g_object_ref (visit);
  fin_captioner_bar_set_visit (self->captioner, visit);
  g_signal_connect_object (fin_visit_transcript (visit), "items-changed",
                           G_CALLBACK (transcript_changed_cb), self, G_CONNECT_SWAPPED);
  /* Names are known once the participants are. */
  g_signal_connect_object (visit, "notify::ready", G_CALLBACK (transcript_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (visit, "notify::composer", G_CALLBACK (update_entry), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (visit, "notify::ended", G_CALLBACK (update_entry), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (fin_settings (), "changed::caption-size", G_CALLBACK (update_looks),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fin_settings (), "changed::caption-font", G_CALLBACK (update_looks),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fin_settings (), "changed::caption-rows", G_CALLBACK (update_looks),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fin_settings (), "changed::caption-colours", G_CALLBACK (update_looks),
                           self, G_CONNECT_SWAPPED);
  update_looks (self);
  update_entry (self);
}

void
fin_caption_band_write (FinCaptionBand *self)
{
  g_return_if_fail (FIN_IS_CAPTION_BAND (self));

  fin_captioner_bar_write (self->captioner, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

void
fin_caption_band_write_down (FinCaptionBand *self, const char *participant)
{
  g_return_if_fail (FIN_IS_CAPTION_BAND (self));
  g_return_if_fail (participant != NULL);

  fin_captioner_bar_write (self->captioner, participant);
}
