// A text and whether it is kept.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-notes-pane.h"

#include <glib/gi18n.h>

#include "fin-error.h"
#include "fin-words.h"

struct _FinNotesPane {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkTextView *view;
  GtkLabel *state;

  FinNotes *notes;
};

G_DEFINE_FINAL_TYPE (FinNotesPane, fin_notes_pane, GTK_TYPE_WIDGET)

static void
update_state (FinNotesPane *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  g_assert (FIN_IS_NOTES_PANE (self));

  switch (fin_notes_state (self->notes)) {
  case FIN_NOTES_LOADING:
    words = g_strdup (_ ("Loading…"));
    break;
  case FIN_NOTES_SAVED:
    words = g_strdup (_ ("All saved"));
    break;
  case FIN_NOTES_UNSAVED: {
    g_autofree char *why = NULL;

    g_object_get (self->notes, "error", &error, NULL);
    if (g_error_matches (error, FIN_ERROR, FIN_ERROR_OFFLINE)) {
      words = g_strdup (_ ("Not saved yet: the office is out of reach. It is kept here and sent as "
                           "soon as it is back"));
      break;
    }
    why = error != NULL ? fin_words_error (error) : g_strdup ("");
    words = g_strdup_printf (_ ("Not saved: %s"), why);
    break;
  }
  case FIN_NOTES_CHANGED:
  case FIN_NOTES_SAVING:
  default:
    words = g_strdup (_ ("Saving…"));
    break;
  }
  gtk_label_set_label (self->state, words);
}

static void
fin_notes_pane_dispose (GObject *object)
{
  FinNotesPane *self = FIN_NOTES_PANE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_NOTES_PANE);
  g_clear_object (&self->notes);

  G_OBJECT_CLASS (fin_notes_pane_parent_class)->dispose (object);
}

static void
fin_notes_pane_class_init (FinNotesPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_notes_pane_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-notes-pane.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_bind_template_child (widget_class, FinNotesPane, content);
  gtk_widget_class_bind_template_child (widget_class, FinNotesPane, view);
  gtk_widget_class_bind_template_child (widget_class, FinNotesPane, state);
}

static void
fin_notes_pane_init (FinNotesPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fin_notes_pane_set_visit (FinNotesPane *self, FinVisit *visit)
{
  g_return_if_fail (FIN_IS_NOTES_PANE (self));
  g_return_if_fail (FIN_IS_VISIT (visit));
  g_return_if_fail (self->notes == NULL);

  self->notes = g_object_ref (fin_visit_notes (visit));
  g_object_bind_property (self->notes, "text", gtk_text_view_get_buffer (self->view), "text",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (self->notes, "notify::state", G_CALLBACK (update_state), self,
                           G_CONNECT_SWAPPED);
  update_state (self);
}
