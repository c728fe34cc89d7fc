// Today's appointments, asked for whenever they may have changed.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-agenda.h"

#include "fin-json.h"
#include "fin-list.h"
#include "fin-object.h"
#include "fin-time.h"

#define WATCH_MIDNIGHT_S 30

enum {
  PROP_0,
  PROP_DAY,
  PROP_LOADING,
  PROP_ERROR,
  N_PROPS,
};

struct _FinAgenda {
  GObject parent_instance;

  FinLink *link;
  GPtrArray *appointments;
  char *day;
  gboolean follows_today;
  guint midnight_id;

  GCancellable *asking;
  gboolean again; /* something changed while the answer was under way */
  GError *error;
};

static void fin_agenda_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FinAgenda,
                               fin_agenda,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      fin_agenda_list_model_init))

static GParamSpec *properties[N_PROPS];

static void
set_error (FinAgenda *self, GError *error)
{
  g_assert (FIN_IS_AGENDA (self));

  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
take_answer (FinAgenda *self, JsonArray *array)
{
  g_autoptr (GPtrArray) before = self->appointments;
  g_autoptr (GPtrArray) after = g_ptr_array_new_with_free_func (g_object_unref);

  g_assert (FIN_IS_AGENDA (self));

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonObject *object = fin_json_array_object (array, i);
    const char *id = object != NULL ? fin_json_string (object, "id") : NULL;
    FinAppointment *appointment = id != NULL ? fin_agenda_lookup (self, id) : NULL;

    if (id == NULL)
      continue;

    if (appointment != NULL) {
      fin_appointment_update (appointment, object);
      g_ptr_array_add (after, g_object_ref (appointment));
    } else
      g_ptr_array_add (after, fin_appointment_new (object));
  }

  self->appointments = g_ptr_array_ref (after);
  fin_list_changed (G_LIST_MODEL (self), before, after);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinAgenda) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = fin_link_request_finish (FIN_LINK (source), result, &error);

  /* Whoever cancelled has asked anew, or wants nothing any more. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->asking);
  if (answer != NULL)
    take_answer (self, fin_json_array (answer, "appointments"));
  set_error (self, g_steal_pointer (&error));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);

  if (self->again) {
    self->again = FALSE;
    fin_agenda_refresh (self);
  }
}

static void
stop_asking (FinAgenda *self)
{
  g_assert (FIN_IS_AGENDA (self));

  self->again = FALSE;
  if (self->asking == NULL)
    return;

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/* TRUE when the day is another one now. */
static gboolean
turn_to (FinAgenda *self, const char *day)
{
  g_assert (FIN_IS_AGENDA (self));

  if (!fin_object_set_string (self, &self->day, day, properties[PROP_DAY]))
    return FALSE;

  stop_asking (self);
  take_answer (self, NULL);

  return TRUE;
}

static gboolean
turn_to_today (FinAgenda *self)
{
  g_autoptr (GDate) today = fin_day_today ();
  g_autofree char *day = fin_day_format (today);

  return turn_to (self, day);
}

static gboolean
midnight_cb (gpointer data)
{
  FinAgenda *self = data;

  if (self->follows_today && turn_to_today (self))
    fin_agenda_refresh (self);

  return G_SOURCE_CONTINUE;
}

static void
state_cb (FinLink *link, GParamSpec *pspec, FinAgenda *self)
{
  g_assert (FIN_IS_AGENDA (self));

  if (fin_link_state (link) == FIN_LINK_ONLINE)
    fin_agenda_refresh (self);
}

static void
signed_out_cb (FinLink *link, FinAgenda *self)
{
  g_assert (FIN_IS_AGENDA (self));

  stop_asking (self);
  take_answer (self, NULL);
  set_error (self, NULL);
}

static void
token_cb (FinLink *link, GParamSpec *pspec, FinAgenda *self)
{
  if (fin_link_token (link) == NULL)
    signed_out_cb (link, self);
}

static void
message_cb (FinLink *link, const char *type, JsonObject *message, FinAgenda *self)
{
  static const char *const touching[] = { "queue", "visit", "ended", "document", "receipt", NULL };

  g_assert (FIN_IS_AGENDA (self));

  if (g_strv_contains (touching, type))
    fin_agenda_refresh (self);
}

static GType
fin_agenda_get_item_type (GListModel *model)
{
  return FIN_TYPE_APPOINTMENT;
}

static guint
fin_agenda_get_n_items (GListModel *model)
{
  return FIN_AGENDA (model)->appointments->len;
}

static gpointer
fin_agenda_get_item (GListModel *model, guint i)
{
  FinAgenda *self = FIN_AGENDA (model);

  return i < self->appointments->len ? g_object_ref (self->appointments->pdata[i]) : NULL;
}

static void
fin_agenda_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = fin_agenda_get_item_type;
  iface->get_n_items = fin_agenda_get_n_items;
  iface->get_item = fin_agenda_get_item;
}

static void
fin_agenda_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FinAgenda *self = FIN_AGENDA (object);

  switch (id) {
  case PROP_DAY:
    g_value_set_string (value, self->day);
    break;
  case PROP_LOADING:
    g_value_set_boolean (value, fin_agenda_loading (self));
    break;
  case PROP_ERROR:
    g_value_set_boxed (value, self->error);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_agenda_dispose (GObject *object)
{
  FinAgenda *self = FIN_AGENDA (object);

  g_clear_handle_id (&self->midnight_id, g_source_remove);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->link);

  G_OBJECT_CLASS (fin_agenda_parent_class)->dispose (object);
}

static void
fin_agenda_finalize (GObject *object)
{
  FinAgenda *self = FIN_AGENDA (object);

  g_clear_pointer (&self->appointments, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_free (self->day);

  G_OBJECT_CLASS (fin_agenda_parent_class)->finalize (object);
}

static void
fin_agenda_class_init (FinAgendaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fin_agenda_get_property;
  object_class->dispose = fin_agenda_dispose;
  object_class->finalize = fin_agenda_finalize;

  properties[PROP_DAY] = g_param_spec_string ("day", NULL, NULL, NULL, flags);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_agenda_init (FinAgenda *self)
{
  self->appointments = g_ptr_array_new_with_free_func (g_object_unref);
  self->follows_today = TRUE;
  turn_to_today (self);
  /* Looked at rather than slept for: a computer that was suspended over midnight wakes to it. */
  self->midnight_id = g_timeout_add_seconds (WATCH_MIDNIGHT_S, midnight_cb, self);
}

FinAgenda *
fin_agenda_new (FinLink *link)
{
  FinAgenda *self;

  g_return_val_if_fail (FIN_IS_LINK (link), NULL);

  self = g_object_new (FIN_TYPE_AGENDA, NULL);
  self->link = g_object_ref (link);
  g_signal_connect_object (link, "notify::state", G_CALLBACK (state_cb), self, 0);
  g_signal_connect_object (link, "notify::token", G_CALLBACK (token_cb), self, 0);
  g_signal_connect_object (link, "signed-out", G_CALLBACK (signed_out_cb), self, 0);
  g_signal_connect_object (link, "message", G_CALLBACK (message_cb), self, 0);
  if (fin_link_state (link) == FIN_LINK_ONLINE)
    fin_agenda_refresh (self);

  return self;
}

void
fin_agenda_set_day (FinAgenda *self, const char *day)
{
  g_return_if_fail (FIN_IS_AGENDA (self));

  self->follows_today = day == NULL;
  if (day == NULL ? turn_to_today (self) : turn_to (self, day))
    fin_agenda_refresh (self);
}

const char *
fin_agenda_day (FinAgenda *self)
{
  g_return_val_if_fail (FIN_IS_AGENDA (self), NULL);

  return self->day;
}

gboolean
fin_agenda_loading (FinAgenda *self)
{
  g_return_val_if_fail (FIN_IS_AGENDA (self), FALSE);

  return self->asking != NULL;
}

const GError *
fin_agenda_error (FinAgenda *self)
{
  g_return_val_if_fail (FIN_IS_AGENDA (self), NULL);

  return self->error;
}

void
fin_agenda_refresh (FinAgenda *self)
{
  g_autofree char *path = NULL;

  g_return_if_fail (FIN_IS_AGENDA (self));

  if (fin_link_token (self->link) == NULL)
    return;

  if (self->asking != NULL) {
    self->again = TRUE;
    return;
  }

  path = g_strdup_printf ("/appointments?from=%s&days=1", self->day);
  self->asking = g_cancellable_new ();
  fin_link_request_async (self->link, "GET", path, NULL, self->asking, answered_cb,
                          g_object_ref (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

FinAppointment *
fin_agenda_lookup (FinAgenda *self, const char *id)
{
  g_return_val_if_fail (FIN_IS_AGENDA (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < self->appointments->len; i++)
    if (g_str_equal (fin_appointment_id (self->appointments->pdata[i]), id))
      return self->appointments->pdata[i];

  return NULL;
}
