// Somebody who is waiting, as a card with what the informer needs to know and *Attend*.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-waiting-row.h"

#include "fin-accessible.h"
#include "fin-chips.h"
#include "fin-words.h"

#include <glib/gi18n.h>

struct _FinWaitingRow {
  GtkListBoxRow parent_instance;

  FinWaiting *waiting;
  gboolean compact;
  guint tick; /* the minutes go on by themselves */

  GtkLabel *title;
  GtkLabel *name;
  GtkLabel *state;
  FinChips *chips;
  GtkWidget *buttons;
  GtkWidget *attend;
  GtkWidget *not_now;
};

enum { PROP_WAITING = 1, PROP_COMPACT, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FinWaitingRow, fin_waiting_row, GTK_TYPE_LIST_BOX_ROW)

static void
update_chips (FinWaitingRow *self, FinAppointment *appointment)
{
  const char *const *needs = fin_appointment_needs (appointment);
  const char *language = fin_appointment_language (appointment);

  g_assert (FIN_IS_WAITING_ROW (self));

  fin_chips_clear (self->chips);
  if (fin_appointment_is_trial (appointment))
    fin_chips_add (self->chips, _ ("Trial"), "warning");
  if (language != NULL)
    fin_chips_add (self->chips, fin_words_language (language), NULL);
  for (guint i = 0; needs[i] != NULL; i++)
    fin_chips_add (self->chips, fin_words_need (needs[i]), "accent");
  if (!fin_waiting_connected (self->waiting))
    fin_chips_add (self->chips, _ ("Connection lost"), "warning");
}

static void
update (FinWaitingRow *self)
{
  FinAppointment *appointment = fin_waiting_appointment (self->waiting);
  const char *name = fin_appointment_citizen_name (appointment);
  g_autofree char *title = fin_words_appointment (appointment);
  g_autofree char *state = fin_words_waiting (self->waiting);

  g_assert (FIN_IS_WAITING_ROW (self));

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->name, name != NULL ? name : "");
  gtk_widget_set_visible (GTK_WIDGET (self->name), name != NULL);
  gtk_label_set_text (self->state, state);
  update_chips (self, appointment);

  g_autofree char *all =
      g_strjoin (". ", title, name != NULL ? name : "", state,
                 fin_appointment_is_trial (appointment) ? _ ("Trial") : NULL, NULL);
  fin_accessible_set_name (GTK_WIDGET (self), all);
  g_autofree char *attend = g_strdup_printf (_ ("Attend %s"), title);
  fin_accessible_set_name (GTK_WIDGET (self->attend), attend);
  g_autofree char *not_now = g_strdup_printf (_ ("Not now: %s"), title);
  fin_accessible_set_name (GTK_WIDGET (self->not_now), not_now);
}

static gboolean
tick_cb (gpointer data)
{
  update (data);

  return G_SOURCE_CONTINUE;
}

static void
not_now_cb (FinWaitingRow *self)
{
  g_assert (FIN_IS_WAITING_ROW (self));

  gtk_widget_set_visible (self->not_now, FALSE);
}

static void
fin_waiting_row_map (GtkWidget *widget)
{
  FinWaitingRow *self = FIN_WAITING_ROW (widget);

  GTK_WIDGET_CLASS (fin_waiting_row_parent_class)->map (widget);
  update (self);
  self->tick = g_timeout_add_seconds (15, tick_cb, self);
  g_source_set_name_by_id (self->tick, "finestreta waiting minutes");
}

static void
fin_waiting_row_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&FIN_WAITING_ROW (widget)->tick, g_source_remove);

  GTK_WIDGET_CLASS (fin_waiting_row_parent_class)->unmap (widget);
}

static void
fin_waiting_row_constructed (GObject *object)
{
  FinWaitingRow *self = FIN_WAITING_ROW (object);
  FinAppointment *appointment = fin_waiting_appointment (self->waiting);
  const char *id = fin_appointment_id (appointment);

  G_OBJECT_CLASS (fin_waiting_row_parent_class)->constructed (object);

  gtk_widget_set_visible (self->buttons, !self->compact);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->attend), "s", id);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->not_now), "s", id);
  g_signal_connect_object (self->waiting, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (appointment, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
fin_waiting_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FinWaitingRow *self = FIN_WAITING_ROW (object);

  switch (id) {
  case PROP_WAITING:
    self->waiting = g_value_dup_object (value);
    break;
  case PROP_COMPACT:
    self->compact = g_value_get_boolean (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_waiting_row_dispose (GObject *object)
{
  FinWaitingRow *self = FIN_WAITING_ROW (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_object (&self->waiting);
  gtk_widget_dispose_template (GTK_WIDGET (self), FIN_TYPE_WAITING_ROW);

  G_OBJECT_CLASS (fin_waiting_row_parent_class)->dispose (object);
}

static void
fin_waiting_row_class_init (FinWaitingRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = fin_waiting_row_constructed;
  object_class->set_property = fin_waiting_row_set_property;
  object_class->dispose = fin_waiting_row_dispose;
  widget_class->map = fin_waiting_row_map;
  widget_class->unmap = fin_waiting_row_unmap;

  properties[PROP_WAITING] = g_param_spec_object ("waiting", NULL, NULL, FIN_TYPE_WAITING, flags);
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (FIN_TYPE_CHIPS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-waiting-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FinWaitingRow, title);
  gtk_widget_class_bind_template_child (widget_class, FinWaitingRow, name);
  gtk_widget_class_bind_template_child (widget_class, FinWaitingRow, state);
  gtk_widget_class_bind_template_child (widget_class, FinWaitingRow, chips);
  gtk_widget_class_bind_template_child (widget_class, FinWaitingRow, buttons);
  gtk_widget_class_bind_template_child (widget_class, FinWaitingRow, attend);
  gtk_widget_class_bind_template_child (widget_class, FinWaitingRow, not_now);
  gtk_widget_class_bind_template_callback (widget_class, not_now_cb);
}

static void
fin_waiting_row_init (FinWaitingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fin_accessible_mend (GTK_WIDGET (self));
}

GtkWidget *
fin_waiting_row_new (FinWaiting *waiting, gboolean compact)
{
  g_return_val_if_fail (FIN_IS_WAITING (waiting), NULL);

  return g_object_new (FIN_TYPE_WAITING_ROW, "waiting", waiting, "compact", compact, NULL);
}

FinWaiting *
fin_waiting_row_waiting (FinWaitingRow *self)
{
  g_return_val_if_fail (FIN_IS_WAITING_ROW (self), NULL);

  return self->waiting;
}
