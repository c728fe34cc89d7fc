// Hides parts of the document that is open, and makes a copy without them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-redact-bar.h"

#include <glib/gi18n.h>

#include "fin-file-choice.h"
#include "fin-redaction.h"
#include "fin-words.h"

struct _FinRedactBar {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkLabel *words;
  GtkEditable *wanted;
  GtkWidget *hide;
  GtkWidget *undo;
  GtkToggleButton *preview;
  GtkWidget *save;
  GtkWidget *make;

  FinVisit *visit;
  FinDocumentView *view;
  FinDocument *document;
  FinRedaction *redaction; /* NULL while not active */
  GCancellable *cancellable;
  GFile *file; /* where the copy that is being made goes; NULL: to the office */
  gboolean busy;
};

enum { PROP_0, PROP_ACTIVE, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FinRedactBar, fin_redact_bar, GTK_TYPE_WIDGET)

static void
update (FinRedactBar *self)
{
  guint n_areas = 0;
  gboolean ready = self->redaction != NULL && !self->busy;

  if (self->redaction != NULL)
    g_object_get (self->redaction, "n-areas", &n_areas, NULL);
  gtk_widget_set_sensitive (self->hide, ready && gtk_editable_get_text (self->wanted)[0] != '\0');
  gtk_widget_set_sensitive (self->undo, ready && n_areas > 0);
  gtk_widget_set_sensitive (self->save, ready && n_areas > 0);
  gtk_widget_set_sensitive (self->make, ready && n_areas > 0);
}

static void
say (FinRedactBar *self, const char *words)
{
  gtk_label_set_label (self->words, words);
}

static void
say_error (FinRedactBar *self, const GError *error)
{
  g_autofree char *words = fin_words_error (error);

  say (self, words);
}

/* What is hidden of the page that is looked at, as it is turned. */
static void
show_areas (FinRedactBar *self)
{
  FinPageCanvas *canvas = fin_close_up_canvas (fin_document_view_get_close_up (self->view));
  g_autoptr (GArray) areas = NULL;
  guint page, rotation;

  g_object_get (self->view, "page", &page, "rotation", &rotation, NULL);
  if (self->redaction != NULL && page > 0)
    areas = fin_redaction_areas (self->redaction, page - 1);
  for (guint i = 0; areas != NULL && i < areas->len; i++) {
    graphene_rect_t *area = &g_array_index (areas, graphene_rect_t, i);

    *area = fin_close_up_turn (area, rotation);
  }
  fin_page_canvas_set_areas (canvas, areas, gtk_toggle_button_get_active (self->preview));
}

static void
areas_changed_cb (FinRedactBar *self)
{
  show_areas (self);
  update (self);
}

static void
drawn_cb (FinRedactBar *self, const graphene_rect_t *area)
{
  graphene_rect_t part;
  guint page, rotation;

  if (self->redaction == NULL || self->busy)
    return;

  g_object_get (self->view, "page", &page, "rotation", &rotation, NULL);
  part = fin_close_up_turn_back (area, rotation);
  fin_redaction_add (self->redaction, page - 1, &part);
}

static gboolean
is_stale (FinRedactBar *self, GAsyncResult *result)
{
  return self->cancellable == NULL || self->cancellable != g_task_get_cancellable (G_TASK (result));
}

static void
hidden_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinRedactBar) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  int n = fin_redaction_hide_finish (FIN_REDACTION (object), result, &error);

  if (is_stale (self, result))
    return;

  self->busy = FALSE;
  if (n < 0)
    say_error (self, error);
  else if (n == 0)
    say (self, _ ("These words are not in the document's text. In a photograph, draw over them."));
  else {
    words = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%d occurrence is hidden.", "%d occurrences are hidden.", n),
        n);
    say (self, words);
  }
  update (self);
}

static void
hide_clicked_cb (FinRedactBar *self)
{
  const char *words = gtk_editable_get_text (self->wanted);

  if (words[0] == '\0' || self->busy || self->redaction == NULL)
    return;

  self->busy = TRUE;
  say (self, _ ("Looking through all pages…"));
  fin_redaction_hide_async (self->redaction, words, self->cancellable, hidden_cb,
                            g_object_ref (self));
  update (self);
}

static void
undo_clicked_cb (FinRedactBar *self)
{
  fin_redaction_undo (self->redaction);
}

static void
done (FinRedactBar *self, const char *words, const GError *error)
{
  self->busy = FALSE;
  g_clear_object (&self->file);
  if (error != NULL)
    say_error (self, error);
  else
    say (self, words);
  update (self);
}

static void
kept_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinRedactBar) self = data;
  g_autoptr (GError) error = NULL;

  fin_visit_keep_copy_finish (FIN_VISIT (object), result, &error);
  if (self->redaction != NULL)
    done (self, _ ("The redacted copy is kept: it is in the list, for the office only."), error);
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinRedactBar) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (!g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    /* The system's own words: it is a file of this computer, not something of the office. */
    words = g_strdup_printf (_ ("It could not be saved there: %s"), error->message);
  if (self->redaction != NULL)
    done (self, words != NULL ? words : _ ("The redacted copy is saved."), NULL);
}

static void
made_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinRedactBar) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) copy = fin_redaction_make_finish (FIN_REDACTION (object), result, &error);

  if (is_stale (self, result))
    return;

  if (copy == NULL)
    done (self, NULL, error);
  else if (self->file != NULL)
    g_file_replace_contents_bytes_async (self->file, copy, NULL, FALSE,
                                         G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION,
                                         NULL, written_cb, g_object_ref (self));
  else
    fin_visit_keep_copy_async (self->visit, self->document, copy, kept_cb, g_object_ref (self));
}

/* @file: NULL for the office. (transfer full) */
static void
make (FinRedactBar *self, GFile *file)
{
  g_clear_object (&self->file);
  self->file = file;
  self->busy = TRUE;
  say (self, _ ("Drawing all pages anew…"));
  fin_redaction_make_async (self->redaction, self->cancellable, made_cb, g_object_ref (self));
  update (self);
}

static void
make_clicked_cb (FinRedactBar *self)
{
  make (self, NULL);
}

static void
chosen_cb (gpointer data, GFile *file)
{
  FinRedactBar *self = data;

  if (self->redaction != NULL && !self->busy)
    make (self, g_object_ref (file));
}

static void
save_clicked_cb (FinRedactBar *self)
{
  /* The document's own name may be what is to be hidden. */
  fin_file_choose (GTK_WIDGET (self), _ ("Save the Redacted Copy"), _ ("Redacted copy.pdf"),
                   chosen_cb);
}

static void
end (FinRedactBar *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->redaction != NULL)
    g_signal_handlers_disconnect_by_data (self->redaction, self);
  g_clear_object (&self->redaction);
  g_clear_object (&self->file);
  self->busy = FALSE;
}

static void
set_active (FinRedactBar *self, gboolean active)
{
  FinPagesBox *box = self->view != NULL ? fin_document_view_get_box (self->view) : NULL;

  active = active && box != NULL && self->document != NULL;
  if (active == (self->redaction != NULL)) {
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
    return;
  }

  end (self);
  if (active) {
    self->redaction = fin_redaction_new (box);
    self->cancellable = g_cancellable_new ();
    g_signal_connect_object (self->redaction, "notify::n-areas", G_CALLBACK (areas_changed_cb),
                             self, G_CONNECT_SWAPPED);
    gtk_toggle_button_set_active (self->preview, FALSE);
    gtk_editable_set_text (self->wanted, "");
    say (self,
         _ ("Draw over what is to be hidden, or write its words. The copy is drawn anew: what "
            "is under the areas is not in it."));
  }
  fin_page_canvas_set_drawing (fin_close_up_canvas (fin_document_view_get_close_up (self->view)),
                               active);
  gtk_widget_set_visible (GTK_WIDGET (self), active);
  show_areas (self);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

static void
fin_redact_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, FIN_REDACT_BAR (object)->redaction != NULL);
}

static void
fin_redact_bar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FinRedactBar *self = FIN_REDACT_BAR (object);

  if (g_value_get_boolean (value) != (self->redaction != NULL))
    set_active (self, g_value_get_boolean (value));
}

static void
fin_redact_bar_dispose (GObject *object)
{
  FinRedactBar *self = FIN_REDACT_BAR (object);

  end (self);
  g_clear_object (&self->document);
  g_clear_object (&self->view);
  g_clear_object (&self->visit);
  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_REDACT_BAR);

  G_OBJECT_CLASS (fin_redact_bar_parent_class)->dispose (object);
}

static void
fin_redact_bar_class_init (FinRedactBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = fin_redact_bar_get_property;
  object_class->set_property = fin_redact_bar_set_property;
  object_class->dispose = fin_redact_bar_dispose;

  properties[PROP_ACTIVE] =
      g_param_spec_boolean ("active", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-redact-bar.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_bind_template_child (widget_class, FinRedactBar, content);
  gtk_widget_class_bind_template_child (widget_class, FinRedactBar, words);
  gtk_widget_class_bind_template_child (widget_class, FinRedactBar, wanted);
  gtk_widget_class_bind_template_child (widget_class, FinRedactBar, hide);
  gtk_widget_class_bind_template_child (widget_class, FinRedactBar, undo);
  gtk_widget_class_bind_template_child (widget_class, FinRedactBar, preview);
  gtk_widget_class_bind_template_child (widget_class, FinRedactBar, save);
  gtk_widget_class_bind_template_child (widget_class, FinRedactBar, make);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, show_areas);
  gtk_widget_class_bind_template_callback (widget_class, hide_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, undo_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, make_clicked_cb);
}

static void
fin_redact_bar_init (FinRedactBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fin_redact_bar_set_visit (FinRedactBar *self, FinVisit *visit, FinDocumentView *view)
{
  FinCloseUp *close_up;

  g_return_if_fail (FIN_IS_REDACT_BAR (self));
  g_return_if_fail (self->visit == NULL);

  self->visit = g_object_ref (visit);
  self->view = g_object_ref (view);
  close_up = fin_document_view_get_close_up (view);
  g_signal_connect_object (close_up, "pictured", G_CALLBACK (show_areas), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fin_close_up_canvas (close_up), "drawn", G_CALLBACK (drawn_cb), self,
                           G_CONNECT_SWAPPED);
}

void
fin_redact_bar_set_document (FinRedactBar *self, FinDocument *document)
{
  g_return_if_fail (FIN_IS_REDACT_BAR (self));

  set_active (self, FALSE);
  g_set_object (&self->document, document);
}
