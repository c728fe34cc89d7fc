// All about one appointment: who, with what needs, with which documents; and *Attend now*.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-appointment-details.h"

#include "fin-accessible.h"
#include "fin-chips.h"
#include "fin-document-list.h"
#include "fin-document.h"
#include "fin-words.h"

#include <glib/gi18n.h>

struct _FinAppointmentDetails {
  GtkBox parent_instance;

  FinSession *session;
  FinAppointment *appointment;
  FinDocumentList *list;
  GSignalGroup *appointment_signals;
  GSignalGroup *queue_signals;
  GSignalGroup *waiting_signals;
  gboolean closable;

  GtkWidget *none;
  GtkWidget *all;
  GtkWidget *back;
  GtkLabel *title;
  GtkLabel *summary;
  FinChips *chips;
  AdwActionRow *name;
  AdwActionRow *device;
  AdwActionRow *receipt;
  GtkListBox *documents;
  GtkLabel *no_documents;
  GtkWidget *trial;
  GtkWidget *remove;
  GtkWidget *bottom;
  GtkWidget *attend;
};

enum { PROP_CLOSABLE = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FinAppointmentDetails, fin_appointment_details, GTK_TYPE_BOX)

static const struct {
  const char *words;
  const char *style;
} statuses[] = {
  [FIN_DOCUMENT_RECEIVED] = { N_ ("To review"), "warning" },
  [FIN_DOCUMENT_ACCEPTED] = { N_ ("Accepted"), "success" },
  [FIN_DOCUMENT_TO_CORRECT] = { N_ ("Another asked for"), "error" },
};

static void
set_subtitle (AdwActionRow *row, const char *text)
{
  adw_action_row_set_subtitle (row, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL && text[0] != '\0');
}

static void
document_changed_cb (FinDocument *document, GParamSpec *pspec, GtkWidget *row)
{
  const char *status = _ (statuses[fin_document_status (document)].words);
  FinChips *chips = g_object_get_data (G_OBJECT (row), "chips");

  fin_chips_clear (chips);
  fin_chips_add (chips, status, statuses[fin_document_status (document)].style);

  g_autofree char *all = g_strdup_printf ("%s. %s", fin_document_name (document), status);
  fin_accessible_set_name (GTK_WIDGET (row), all);
}

static GtkWidget *
make_document_row (gpointer item, gpointer data)
{
  FinDocument *document = item;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *chips = fin_chips_new ();

  // A file name is the citizen's: text, never markup.
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), fin_document_name (document));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_valign (chips, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), chips);
  g_object_set_data (G_OBJECT (row), "chips", chips);
  g_signal_connect_object (document, "notify", G_CALLBACK (document_changed_cb), row, 0);
  document_changed_cb (document, NULL, row);
  return row;
}

static void
update_documents (FinAppointmentDetails *self)
{
  g_assert (FIN_IS_APPOINTMENT_DETAILS (self));

  if (self->list == NULL)
    return;

  gtk_widget_set_visible (GTK_WIDGET (self->no_documents),
                          g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0);
  const GError *error = fin_document_list_error (self->list);
  g_autofree char *trouble = error != NULL ? fin_words_error (error) : NULL;

  gtk_label_set_text (self->no_documents, trouble != NULL ? trouble
                                          : fin_document_list_loading (self->list)
                                              ? _ ("Asking the office…")
                                              : _ ("The citizen has sent none yet."));
}

static char *
describe (FinAppointment *appointment)
{
  GDateTime *starts = fin_appointment_starts (appointment);
  GDateTime *ends = fin_appointment_ends (appointment);
  const char *language = fin_words_language (fin_appointment_language (appointment));
  g_autofree char *state = fin_words_appointment_state (appointment);

  if (starts == NULL || ends == NULL)
    return g_strdup_printf ("%s · %s", language, state);

  int minutes = g_date_time_difference (ends, starts) / G_TIME_SPAN_MINUTE;
  g_autofree char *length =
      g_strdup_printf (ngettext ("%d minute", "%d minutes", minutes), minutes);
  return g_strdup_printf ("%s · %s · %s", length, language, state);
}

static void
update_waiting (FinAppointmentDetails *self)
{
  FinQueue *queue = self->session != NULL ? fin_session_queue (self->session) : NULL;
  FinWaiting *waiting = NULL;

  g_assert (FIN_IS_APPOINTMENT_DETAILS (self));

  if (self->appointment == NULL)
    return;
  if (queue != NULL)
    waiting = fin_queue_lookup (queue, fin_appointment_id (self->appointment));

  g_signal_group_set_target (self->waiting_signals, waiting);
  g_autofree char *state = waiting != NULL ? fin_words_waiting (waiting) : NULL;
  set_subtitle (self->device, state != NULL ? state
                              : fin_appointment_state (self->appointment) == FIN_APPOINTMENT_BOOKED
                                  ? _ ("Not connected yet")
                                  : NULL);
  gtk_widget_set_visible (self->bottom, waiting != NULL);
}

static void
update (FinAppointmentDetails *self)
{
  g_assert (FIN_IS_APPOINTMENT_DETAILS (self));

  if (self->appointment == NULL)
    return;

  const char *const *needs = fin_appointment_needs (self->appointment);
  g_autofree char *title = fin_words_appointment (self->appointment);
  g_autofree char *summary = describe (self->appointment);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->summary, summary);
  fin_chips_clear (self->chips);
  if (fin_appointment_is_trial (self->appointment))
    fin_chips_add (self->chips, _ ("Trial"), "warning");
  for (guint i = 0; needs[i] != NULL; i++)
    fin_chips_add (self->chips, fin_words_need (needs[i]), "accent");
  set_subtitle (self->name, fin_appointment_citizen_name (self->appointment));
  set_subtitle (self->receipt, fin_appointment_receipt (self->appointment));
  gtk_widget_set_visible (self->trial, fin_appointment_is_trial (self->appointment) &&
                                           fin_appointment_state (self->appointment) !=
                                               FIN_APPOINTMENT_ATTENDING);
  update_waiting (self);
}

void
fin_appointment_details_show (FinAppointmentDetails *self,
                              FinSession *session,
                              FinAppointment *appointment)
{
  g_return_if_fail (FIN_IS_APPOINTMENT_DETAILS (self));
  g_return_if_fail (FIN_IS_SESSION (session));

  g_set_object (&self->session, session);
  g_signal_group_set_target (self->queue_signals, fin_session_queue (session));
  if (!g_set_object (&self->appointment, appointment))
    return;

  g_signal_group_set_target (self->appointment_signals, appointment);
  gtk_list_box_bind_model (self->documents, NULL, NULL, NULL, NULL);
  g_clear_object (&self->list);
  gtk_widget_set_visible (self->none, appointment == NULL);
  gtk_widget_set_visible (self->all, appointment != NULL);
  if (appointment == NULL)
    return;

  self->list = fin_document_list_new (fin_session_link (session), appointment);
  g_signal_connect_object (self->list, "notify", G_CALLBACK (update_documents), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->documents, G_LIST_MODEL (self->list), make_document_row, NULL,
                           NULL);
  update_documents (self);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->attend), "s",
                                    fin_appointment_id (appointment));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->remove), "s",
                                    fin_appointment_id (appointment));
  update (self);
}

static void
fin_appointment_details_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CLOSABLE)
    g_value_set_boolean (value, FIN_APPOINTMENT_DETAILS (object)->closable);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fin_appointment_details_set_property (GObject *object,
                                      guint id,
                                      const GValue *value,
                                      GParamSpec *pspec)
{
  FinAppointmentDetails *self = FIN_APPOINTMENT_DETAILS (object);

  if (id != PROP_CLOSABLE) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  } else if (self->closable != g_value_get_boolean (value)) {
    self->closable = g_value_get_boolean (value);
    g_object_notify_by_pspec (object, pspec);
  }
}

static void
fin_appointment_details_dispose (GObject *object)
{
  FinAppointmentDetails *self = FIN_APPOINTMENT_DETAILS (object);

  g_clear_object (&self->appointment_signals);
  g_clear_object (&self->queue_signals);
  g_clear_object (&self->waiting_signals);
  g_clear_object (&self->list);
  g_clear_object (&self->appointment);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), FIN_TYPE_APPOINTMENT_DETAILS);

  G_OBJECT_CLASS (fin_appointment_details_parent_class)->dispose (object);
}

static void
fin_appointment_details_class_init (FinAppointmentDetailsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = fin_appointment_details_get_property;
  object_class->set_property = fin_appointment_details_set_property;
  object_class->dispose = fin_appointment_details_dispose;

  properties[PROP_CLOSABLE] =
      g_param_spec_boolean ("closable", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (FIN_TYPE_CHIPS);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/cat/finestreta/Finestreta/fin-appointment-details.ui");
  gtk_widget_class_bind_template_child (widget_class, FinAppointmentDetails, none);
  gtk_widget_class_bind_template_child (widget_class, FinAppointmentDetails, all);
  gtk_widget_class_bind_template_child (widget_class, FinAppointmentDetails, back);
  gtk_widget_class_bind_template_child (widget_class, FinAppointmentDetails, title);
  gtk_widget_class_bind_template_child (widget_class, FinAppointmentDetails, summary);
  gtk_widget_class_bind_template_child (widget_class, FinAppointmentDetails, chips);
  gtk_widget_class_bind_template_child (widget_class, FinAppointmentDetails, name);
  gtk_widget_class_bind_template_child (widget_class, FinAppointmentDetails, device);
  gtk_widget_class_bind_template_child (widget_class, FinAppointmentDetails, receipt);
  gtk_widget_class_bind_template_child (widget_class, FinAppointmentDetails, documents);
  gtk_widget_class_bind_template_child (widget_class, FinAppointmentDetails, no_documents);
  gtk_widget_class_bind_template_child (widget_class, FinAppointmentDetails, trial);
  gtk_widget_class_bind_template_child (widget_class, FinAppointmentDetails, remove);
  gtk_widget_class_bind_template_child (widget_class, FinAppointmentDetails, bottom);
  gtk_widget_class_bind_template_child (widget_class, FinAppointmentDetails, attend);
}

static void
fin_appointment_details_init (FinAppointmentDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fin_accessible_mend (GTK_WIDGET (self));

  // Names and numbers of people: text, never markup.
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->name), FALSE);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->device), FALSE);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->receipt), FALSE);

  self->appointment_signals = g_signal_group_new (FIN_TYPE_APPOINTMENT);
  g_signal_group_connect_swapped (self->appointment_signals, "notify", G_CALLBACK (update), self);
  self->queue_signals = g_signal_group_new (FIN_TYPE_QUEUE);
  g_signal_group_connect_swapped (self->queue_signals, "items-changed", G_CALLBACK (update_waiting),
                                  self);
  self->waiting_signals = g_signal_group_new (FIN_TYPE_WAITING);
  g_signal_group_connect_swapped (self->waiting_signals, "notify", G_CALLBACK (update_waiting),
                                  self);
}
