// One appointment of the day: time, procedure, how it stands.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-appointment-row.h"

#include "fin-accessible.h"
#include "fin-chips.h"
#include "fin-words.h"

#include <glib/gi18n.h>

struct _FinAppointmentRow {
  GtkListBoxRow parent_instance;

  FinAppointment *appointment;

  GtkLabel *title;
  GtkLabel *state;
  FinChips *chips;
};

enum { PROP_APPOINTMENT = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FinAppointmentRow, fin_appointment_row, GTK_TYPE_LIST_BOX_ROW)

static void
update (FinAppointmentRow *self)
{
  const char *const *needs = fin_appointment_needs (self->appointment);
  const char *language = fin_appointment_language (self->appointment);
  const char *title = fin_appointment_title (self->appointment);
  g_autofree char *time = fin_words_time (fin_appointment_starts (self->appointment));
  g_autofree char *state = fin_words_appointment_state (self->appointment);
  g_autofree char *markup =
      g_markup_printf_escaped ("<b>%s</b> %s", time, title != NULL ? title : "");
  const char *trial = fin_appointment_is_trial (self->appointment) ? _ ("Trial") : NULL;
  gboolean ended = fin_appointment_state (self->appointment) == FIN_APPOINTMENT_ENDED;

  g_assert (FIN_IS_APPOINTMENT_ROW (self));

  gtk_label_set_markup (self->title, markup);
  gtk_label_set_text (self->state, state);

  fin_chips_clear (self->chips);
  if (trial != NULL)
    fin_chips_add (self->chips, trial, "warning");
  if (language != NULL && !ended)
    fin_chips_add (self->chips, fin_words_language (language), NULL);
  for (guint i = 0; needs[i] != NULL && !ended; i++)
    fin_chips_add (self->chips, fin_words_need (needs[i]), "accent");

  g_autofree char *what = g_strdup_printf ("%s %s", time, title != NULL ? title : "");
  g_autofree char *all = g_strjoin (". ", what, state, trial, NULL);
  fin_accessible_set_name (GTK_WIDGET (self), all);
}

static void
fin_appointment_row_constructed (GObject *object)
{
  FinAppointmentRow *self = FIN_APPOINTMENT_ROW (object);

  G_OBJECT_CLASS (fin_appointment_row_parent_class)->constructed (object);

  g_signal_connect_object (self->appointment, "notify", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

static void
fin_appointment_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_APPOINTMENT)
    FIN_APPOINTMENT_ROW (object)->appointment = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fin_appointment_row_dispose (GObject *object)
{
  FinAppointmentRow *self = FIN_APPOINTMENT_ROW (object);

  g_clear_object (&self->appointment);
  gtk_widget_dispose_template (GTK_WIDGET (self), FIN_TYPE_APPOINTMENT_ROW);

  G_OBJECT_CLASS (fin_appointment_row_parent_class)->dispose (object);
}

static void
fin_appointment_row_class_init (FinAppointmentRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = fin_appointment_row_constructed;
  object_class->set_property = fin_appointment_row_set_property;
  object_class->dispose = fin_appointment_row_dispose;

  properties[PROP_APPOINTMENT] =
      g_param_spec_object ("appointment", NULL, NULL, FIN_TYPE_APPOINTMENT,
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (FIN_TYPE_CHIPS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-appointment-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FinAppointmentRow, title);
  gtk_widget_class_bind_template_child (widget_class, FinAppointmentRow, state);
  gtk_widget_class_bind_template_child (widget_class, FinAppointmentRow, chips);
}

static void
fin_appointment_row_init (FinAppointmentRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
fin_appointment_row_new (FinAppointment *appointment)
{
  g_return_val_if_fail (FIN_IS_APPOINTMENT (appointment), NULL);

  return g_object_new (FIN_TYPE_APPOINTMENT_ROW, "appointment", appointment, NULL);
}

FinAppointment *
fin_appointment_row_appointment (FinAppointmentRow *self)
{
  g_return_val_if_fail (FIN_IS_APPOINTMENT_ROW (self), NULL);

  return self->appointment;
}
