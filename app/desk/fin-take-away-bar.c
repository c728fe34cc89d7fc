// One sentence of how it stands, and one button that changes it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-take-away-bar.h"

#include <glib/gi18n.h>

struct _FinTakeAwayBar {
  GtkWidget parent_instance;

  GtkLabel *label;
  GtkButton *button;

  FinVisit *visit;
  FinAppointment *appointment; /* of it, once it is known */
};

G_DEFINE_FINAL_TYPE (FinTakeAwayBar, fin_take_away_bar, GTK_TYPE_WIDGET)

/* What each state is told as, and what the button then asks of the office. */
static const struct {
  const char *state; /* NULL: nobody offered it */
  const char *words;
  const char *button; /* NULL: none */
  const char *asks;
} states[] = {
  { NULL, N_ ("Nothing of this conversation is kept after the visit."),
    N_ ("_Offer It to the Citizen"), "offered" },
  { "offered", N_ ("The conversation was offered to the citizen, who has not answered yet."),
    N_ ("_Take Back"), "withdrawn" },
  { "accepted",
    N_ ("The citizen takes this conversation away: it is kept for them for seven days."),
    N_ ("_Do Not Keep It"), "withdrawn" },
  { "declined",
    N_ ("The citizen does not want this conversation: nothing of it is kept after the visit."),
    N_ ("_Offer Again"), "offered" },
  { "never", N_ ("Nothing of this conversation may be kept after the visit."), NULL, NULL },
};

static guint
state_of (FinTakeAwayBar *self)
{
  const char *state = fin_appointment_transcript (self->appointment);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i].state, state) == 0)
      return i;

  return 0;
}

static void
update (FinTakeAwayBar *self)
{
  FinAppointment *appointment = fin_visit_appointment (self->visit);
  gboolean online;
  guint state;

  g_object_get (self->visit, "online", &online, NULL);
  if (appointment != NULL && self->appointment == NULL) {
    self->appointment = g_object_ref (appointment);
    g_signal_connect_object (appointment, "notify::transcript", G_CALLBACK (update), self,
                             G_CONNECT_SWAPPED);
  }
  gtk_widget_set_visible (GTK_WIDGET (self),
                          self->appointment != NULL && !fin_visit_ended (self->visit));
  if (self->appointment == NULL)
    return;

  state = state_of (self);
  gtk_label_set_label (self->label, _ (states[state].words));
  gtk_widget_set_visible (GTK_WIDGET (self->button), states[state].button != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), online);
  if (states[state].button != NULL)
    gtk_button_set_label (self->button, _ (states[state].button));
}

static void
clicked_cb (FinTakeAwayBar *self)
{
  JsonObject *message = json_object_new ();

  json_object_set_string_member (message, "type", "transcript");
  json_object_set_string_member (message, "state", states[state_of (self)].asks);
  fin_link_send (fin_visit_link (self->visit), message);
}

static void
fin_take_away_bar_dispose (GObject *object)
{
  FinTakeAwayBar *self = FIN_TAKE_AWAY_BAR (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_TAKE_AWAY_BAR);
  g_clear_object (&self->appointment);
  g_clear_object (&self->visit);

  G_OBJECT_CLASS (fin_take_away_bar_parent_class)->dispose (object);
}

static void
fin_take_away_bar_class_init (FinTakeAwayBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_take_away_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-take-away-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, FinTakeAwayBar, label);
  gtk_widget_class_bind_template_child (widget_class, FinTakeAwayBar, button);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
fin_take_away_bar_init (FinTakeAwayBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
fin_take_away_bar_set_visit (FinTakeAwayBar *self, FinVisit *visit)
{
  g_return_if_fail (FIN_IS_TAKE_AWAY_BAR (self));
  g_return_if_fail (FIN_IS_VISIT (visit));
  g_return_if_fail (self->visit == NULL);

  self->visit = g_object_ref (visit);
  g_signal_connect_object (visit, "notify::appointment", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (visit, "notify::online", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (visit, "notify::ended", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
