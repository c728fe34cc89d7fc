// An entry with the line in it, and a button.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-line-mender.h"

#include <glib/gi18n.h>

#include "fin-accessible.h"
#include "fin-speaker.h"

struct _FinLineMender {
  GtkPopover parent_instance;

  GtkEditable *entry;
  char *before;
};

G_DEFINE_FINAL_TYPE (FinLineMender, fin_line_mender, GTK_TYPE_POPOVER)

enum {
  MEND,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
mend_cb (FinLineMender *self)
{
  g_autofree char *text = fin_utterance_clean (gtk_editable_get_text (self->entry));

  g_assert (FIN_IS_LINE_MENDER (self));

  if (text[0] != '\0' && !g_str_equal (text, self->before))
    g_signal_emit (self, signals[MEND], 0, text);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
fin_line_mender_finalize (GObject *object)
{
  g_free (FIN_LINE_MENDER (object)->before);

  G_OBJECT_CLASS (fin_line_mender_parent_class)->finalize (object);
}

static void
fin_line_mender_class_init (FinLineMenderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fin_line_mender_finalize;

  signals[MEND] = g_signal_new ("mend", FIN_TYPE_LINE_MENDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
fin_line_mender_init (FinLineMender *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Put Right"));

  self->entry = GTK_EDITABLE (entry);
  gtk_entry_set_max_length (GTK_ENTRY (entry), FIN_UTTERANCE_MAX);
  gtk_editable_set_width_chars (self->entry, 30);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (mend_cb), self);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (mend_cb), self);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), button);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  fin_accessible_mend (GTK_WIDGET (self));
}

GtkWidget *
fin_line_mender_new (FinVisit *visit, FinLine *line)
{
  FinLineMender *self;
  g_autofree char *name = NULL;

  g_return_val_if_fail (FIN_IS_VISIT (visit), NULL);
  g_return_val_if_fail (FIN_IS_LINE (line), NULL);

  self = g_object_new (FIN_TYPE_LINE_MENDER, NULL);
  self->before = g_strdup (fin_line_text (line));
  gtk_editable_set_text (self->entry, self->before);
  name =
      g_strdup_printf (_ ("What was said by: %s"), fin_speaker_name (visit, fin_line_from (line)));
  fin_accessible_set_name (GTK_WIDGET (self->entry), name);
  fin_accessible_set_name (GTK_WIDGET (self), name);

  return GTK_WIDGET (self);
}
