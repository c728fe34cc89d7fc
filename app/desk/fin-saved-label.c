// Saving, saved, just now.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-saved-label.h"

#include <glib/gi18n.h>

#include "fin-words.h"

/* "Just now" is said for so long. */
#define NOW_S 60

struct _FinSavedLabel {
  GtkWidget parent_instance;

  GtkLabel *label;

  FinVisit *visit;
  FinSharedForm *form;
  GDateTime *saved_at;
  guint timer; /* until it is not just now any more */
};

G_DEFINE_FINAL_TYPE (FinSavedLabel, fin_saved_label, GTK_TYPE_WIDGET)

static void
update (FinSavedLabel *self)
{
  gboolean saved, online;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *text = NULL;
  g_autofree char *when = NULL;

  g_assert (FIN_IS_SAVED_LABEL (self));

  g_object_get (self->form, "saved", &saved, NULL);
  g_object_get (self->visit, "online", &online, NULL);
  if (!saved)
    text = g_strdup (online ? _ ("Saving…") : _ ("Kept here until the office is back"));
  else
    text = g_strdup (_ ("All saved"));
  if (saved && self->saved_at != NULL &&
      g_date_time_difference (now, self->saved_at) < NOW_S * G_TIME_SPAN_SECOND)
    when = g_strdup (_ ("All saved · just now"));
  else if (saved && self->saved_at != NULL) {
    g_autofree char *time = fin_words_time (self->saved_at);

    when = g_strdup_printf (_ ("All saved · %s"), time);
  }
  gtk_label_set_label (self->label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), when);
  if (saved)
    gtk_widget_remove_css_class (GTK_WIDGET (self->label), "unsaved");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->label), "unsaved");
}

static gboolean
minute_cb (gpointer data)
{
  FinSavedLabel *self = data;

  self->timer = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

static void
saved_cb (FinSavedLabel *self)
{
  gboolean saved;

  g_assert (FIN_IS_SAVED_LABEL (self));

  g_object_get (self->form, "saved", &saved, NULL);
  if (saved) {
    g_clear_pointer (&self->saved_at, g_date_time_unref);
    self->saved_at = g_date_time_new_now_utc ();
    g_clear_handle_id (&self->timer, g_source_remove);
    self->timer = g_timeout_add_seconds (NOW_S + 1, minute_cb, self);
    g_source_set_name_by_id (self->timer, "form: no longer just now");
  }
  update (self);
}

static void
fin_saved_label_dispose (GObject *object)
{
  FinSavedLabel *self = FIN_SAVED_LABEL (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->saved_at, g_date_time_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_SAVED_LABEL);
  g_clear_object (&self->form);
  g_clear_object (&self->visit);

  G_OBJECT_CLASS (fin_saved_label_parent_class)->dispose (object);
}

static void
fin_saved_label_class_init (FinSavedLabelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_saved_label_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-saved-label.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, FinSavedLabel, label);
}

static void
fin_saved_label_init (FinSavedLabel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fin_saved_label_set_form (FinSavedLabel *self, FinVisit *visit, FinSharedForm *form)
{
  g_return_if_fail (FIN_IS_SAVED_LABEL (self));
  g_return_if_fail (FIN_IS_VISIT (visit));
  g_return_if_fail (FIN_IS_SHARED_FORM (form));
  g_return_if_fail (self->form == NULL);

  self->visit = g_object_ref (visit);
  self->form = g_object_ref (form);
  g_signal_connect_object (form, "notify::saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (visit, "notify::online", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
