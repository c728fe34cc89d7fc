// A card for each who asks: who, in what, about what; yes or no; and the preparation under it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-asks-pane.h"

#include <glib/gi18n.h>

#include "fin-accessible.h"
#include "fin-preparation.h"
#include "fin-words.h"

struct _FinAsksPane {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkWidget *nobody;
  GtkWidget *scroller;
  GtkListBox *list;

  FinSession *session;
};

G_DEFINE_FINAL_TYPE (FinAsksPane, fin_asks_pane, GTK_TYPE_WIDGET)

static GtkWidget *
label_new (const char *text, const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "xalign", 0.0, NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static GtkWidget *
button_new (const char *words, const char *action, FinAsk *ask)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (words);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", fin_ask_id (ask));

  return button;
}

static GtkWidget *
row_new (gpointer item, gpointer data)
{
  FinAsksPane *self = data;
  FinAsk *ask = item;
  FinAppointment *appointment = fin_ask_appointment (ask);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *accept = button_new (_ ("_Accept"), "app.accept", ask);
  GtkWidget *decline = button_new (_ ("_Decline"), "app.decline", ask);
  GtkWidget *preparation = fin_preparation_new ();
  g_autofree char *time = fin_words_time (fin_appointment_starts (appointment));
  g_autofree char *title = g_strdup_printf (_ ("%s asks you to interpret"), fin_ask_informer (ask));
  g_autofree char *languages = g_strdup_printf (
      _ ("%s, for somebody who reads %s"), fin_words_language (fin_ask_interprets (ask)),
      fin_words_language (fin_appointment_language (appointment)));
  g_autofree char *what = g_strdup_printf ("%s · %s", time, fin_appointment_title (appointment));

  gtk_widget_add_css_class (accept, "suggested-action");
  gtk_box_append (GTK_BOX (buttons), accept);
  gtk_box_append (GTK_BOX (buttons), decline);
  gtk_box_append (GTK_BOX (box), label_new (title, "title-3"));
  gtk_box_append (GTK_BOX (box), label_new (languages, NULL));
  gtk_box_append (GTK_BOX (box), label_new (what, "dim-label"));
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), preparation);
  fin_accessible_mend (box);
  fin_preparation_load (FIN_PREPARATION (preparation), fin_session_link (self->session),
                        fin_ask_id (ask));

  return box;
}

static void
update (FinAsksPane *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (fin_session_asks (self->session))) > 0;

  gtk_widget_set_visible (self->nobody, !any);
  gtk_widget_set_visible (self->scroller, any);
}

static void
fin_asks_pane_dispose (GObject *object)
{
  FinAsksPane *self = FIN_ASKS_PANE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_ASKS_PANE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (fin_asks_pane_parent_class)->dispose (object);
}

static void
fin_asks_pane_class_init (FinAsksPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_asks_pane_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-asks-pane.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, FinAsksPane, content);
  gtk_widget_class_bind_template_child (widget_class, FinAsksPane, nobody);
  gtk_widget_class_bind_template_child (widget_class, FinAsksPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, FinAsksPane, list);
}

static void
fin_asks_pane_init (FinAsksPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fin_accessible_mend (GTK_WIDGET (self));
}

void
fin_asks_pane_set_session (FinAsksPane *self, FinSession *session)
{
  GListModel *asks;

  g_return_if_fail (FIN_IS_ASKS_PANE (self));
  g_return_if_fail (FIN_IS_SESSION (session));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  asks = G_LIST_MODEL (fin_session_asks (session));
  gtk_list_box_bind_model (self->list, asks, row_new, self, NULL);
  g_signal_connect_object (asks, "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  update (self);
}
