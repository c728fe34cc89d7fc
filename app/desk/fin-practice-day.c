// A practice day: the made-up informer signed in, and for each appointment a made-up citizen who comes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-practice-day.h"

#include "fin-error.h"
#include "fin-json.h"
#include "fin-object.h"
#include "fin-program.h"
#include "fin-time.h"

#include <signal.h>

/* Time to look at the agenda before somebody comes. */
#define ARRIVES_AFTER_S 4

struct _FinPracticeDay {
  GObject parent_instance;

  FinSession *session;
  GCancellable *cancellable;
  char *procedure;     /* what the invited one comes for */
  GHashTable *invited; /* appointment ids: one citizen each, or a failing one would come for ever */
  GSubprocess *citizen;
  guint arrival; /* timer */
  gboolean asking;
  gboolean signed_in;
  char *link;
};

enum {
  PROP_LINK = 1,
  N_PROPS
};

enum {
  SIGNAL_JOURNAL,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FinPracticeDay, fin_practice_day, G_TYPE_OBJECT)

static void invite (FinPracticeDay *self);

static void
gone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinPracticeDay) self = data;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  if (self->citizen != G_SUBPROCESS (source))
    return;

  g_clear_object (&self->citizen);
  invite (self);
}

static void
line_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinPracticeDay) self = data;
  GDataInputStream *journal = G_DATA_INPUT_STREAM (source);
  g_autofree char *line = g_data_input_stream_read_line_finish (journal, result, NULL, NULL);
  g_autoptr (JsonObject) object = NULL;

  if (line == NULL)
    return;

  object = fin_json_parse_object (line, -1, NULL);
  if (object != NULL)
    g_signal_emit (self, signals[SIGNAL_JOURNAL], 0, object);
  g_data_input_stream_read_line_async (journal, G_PRIORITY_DEFAULT, self->cancellable, line_cb,
                                       g_object_ref (self));
}

static void
read_journal (FinPracticeDay *self)
{
  g_autoptr (GDataInputStream) journal =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->citizen));

  g_data_input_stream_read_line_async (journal, G_PRIORITY_DEFAULT, self->cancellable, line_cb,
                                       g_object_ref (self));
}

static gboolean
arrive_cb (gpointer data)
{
  FinPracticeDay *self = data;
  g_autofree char *program = fin_program_find ("finestreta-practice", "practice");
  g_autoptr (GError) error = NULL;

  self->arrival = 0;
  if (program == NULL) {
    g_message ("finestreta-practice is not installed: the citizen's link still serves a browser");
    return G_SOURCE_REMOVE;
  }

  self->citizen =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--link", self->link,
                        "--procedure", self->procedure, NULL);
  if (self->citizen != NULL) {
    read_journal (self);
    g_subprocess_wait_async (self->citizen, self->cancellable, gone_cb, g_object_ref (self));
  } else
    g_warning ("No practice citizen: %s", error->message);
  return G_SOURCE_REMOVE;
}

static void
invited_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinPracticeDay) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = fin_link_request_finish (FIN_LINK (source), result, &error);
  const char *url = answer != NULL ? fin_json_string (answer, "url") : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->asking = FALSE;
  if (url == NULL) {
    g_message ("No link for the practice citizen: %s", error != NULL ? error->message : "no answer");
    return;
  }

  fin_object_set_string (self, &self->link, url, properties[PROP_LINK]);
  self->arrival = g_timeout_add_seconds (ARRIVES_AFTER_S, arrive_cb, self);
  g_source_set_name_by_id (self->arrival, "finestreta practice arrival");
}

/* The first that is not over, else the first there is; NULL when somebody is here already. */
static FinAppointment *
find_due (FinPracticeDay *self)
{
  GListModel *agenda = G_LIST_MODEL (fin_session_agenda (self->session));
  g_autoptr (GDateTime) now = fin_time_now ();
  FinAppointment *first = NULL, *due = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (agenda); i++) {
    g_autoptr (FinAppointment) appointment = g_list_model_get_item (agenda, i);
    FinAppointmentState state = fin_appointment_state (appointment);
    GDateTime *ends = fin_appointment_ends (appointment);

    if (state == FIN_APPOINTMENT_WAITING || state == FIN_APPOINTMENT_ATTENDING)
      return NULL;
    if (state != FIN_APPOINTMENT_BOOKED
        || g_hash_table_contains (self->invited, fin_appointment_id (appointment)))
      continue;
    // The agenda keeps what it holds.
    if (first == NULL)
      first = appointment;
    if (due == NULL && ends != NULL && g_date_time_compare (ends, now) > 0)
      due = appointment;
  }

  return due != NULL ? due : first;
}

static void
invite (FinPracticeDay *self)
{
  g_assert (FIN_IS_PRACTICE_DAY (self));

  if (fin_session_state (self->session) != FIN_SESSION_ONLINE)
    return;

  // Whoever signs out from here on wanted to.
  self->signed_in = TRUE;
  if (self->asking || self->arrival != 0 || self->citizen != NULL
      || fin_session_visit (self->session) != NULL)
    return;

  FinAppointment *due = find_due (self);
  if (due == NULL)
    return;

  g_autofree char *path = g_strdup_printf ("/appointments/%s/link", fin_appointment_id (due));
  g_hash_table_add (self->invited, g_strdup (fin_appointment_id (due)));
  g_free (self->procedure);
  self->procedure = g_strdup (fin_appointment_procedure (due));
  self->asking = TRUE;
  fin_link_request_async (fin_session_link (self->session), "POST", path, NULL, self->cancellable,
                          invited_cb, g_object_ref (self));
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  // The sign-in page is there for what goes wrong.
  if (!fin_session_sign_in_finish (FIN_SESSION (source), result, &error))
    g_message ("The practice informer could not sign in (code %d)", error->code);
}

void
fin_practice_day_sign_in (FinPracticeDay *self, const char *account, const char *password)
{
  g_return_if_fail (FIN_IS_PRACTICE_DAY (self));
  g_return_if_fail (account != NULL && password != NULL);

  if (self->signed_in)
    return;

  self->signed_in = TRUE;
  fin_session_sign_in_async (self->session, account, password, signed_in_cb, NULL);
}

static void
fin_practice_day_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LINK)
    g_value_set_string (value, FIN_PRACTICE_DAY (object)->link);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fin_practice_day_dispose (GObject *object)
{
  FinPracticeDay *self = FIN_PRACTICE_DAY (object);

  fin_practice_day_stop (self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (fin_practice_day_parent_class)->dispose (object);
}

static void
fin_practice_day_finalize (GObject *object)
{
  FinPracticeDay *self = FIN_PRACTICE_DAY (object);

  g_hash_table_unref (self->invited);
  g_free (self->link);
  g_free (self->procedure);

  G_OBJECT_CLASS (fin_practice_day_parent_class)->finalize (object);
}

static void
fin_practice_day_class_init (FinPracticeDayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fin_practice_day_get_property;
  object_class->dispose = fin_practice_day_dispose;
  object_class->finalize = fin_practice_day_finalize;

  properties[PROP_LINK] =
      g_param_spec_string ("link", NULL, NULL, NULL,
                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_JOURNAL] = g_signal_new ("journal", FIN_TYPE_PRACTICE_DAY, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, JSON_TYPE_OBJECT);
}

static void
fin_practice_day_init (FinPracticeDay *self)
{
  self->cancellable = g_cancellable_new ();
  self->invited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

FinPracticeDay *
fin_practice_day_new (FinSession *session)
{
  g_return_val_if_fail (FIN_IS_SESSION (session), NULL);

  FinPracticeDay *self = g_object_new (FIN_TYPE_PRACTICE_DAY, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (invite), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::visit", G_CALLBACK (invite), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fin_session_agenda (session), "notify::loading", G_CALLBACK (invite), self,
                           G_CONNECT_SWAPPED);
  return self;
}

const char *
fin_practice_day_link (FinPracticeDay *self)
{
  g_return_val_if_fail (FIN_IS_PRACTICE_DAY (self), NULL);

  return self->link;
}

void
fin_practice_day_stop (FinPracticeDay *self)
{
  g_return_if_fail (FIN_IS_PRACTICE_DAY (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->arrival, g_source_remove);
  if (self->citizen != NULL)
    g_subprocess_send_signal (self->citizen, SIGTERM);
  g_clear_object (&self->citizen);
}
