// The program: one instance, its options, and what outlives the window.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-application-private.h"

#include "fin-call.h"
#include "fin-language.h"
#include "fin-office-process.h"
#include "fin-practice-day.h"
#include "fin-rehearsal.h"
#include "fin-settings.h"
#include "fin-window.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <libnotify/notify.h>

#define PRACTICE_ID FIN_APP_ID ".Practice"

struct _FinApplication {
  AdwApplication parent_instance;

  char *office; /* --office, which comes before the settings */
  gboolean practice;

  FinSession *session;
  FinNotifier *notifier;
  FinOfficeProcess *process; /* NULL with an office elsewhere */
  FinPracticeDay *day;       /* NULL unless in practice */
  char *rehearse;            /* --rehearse: the folder for its results */
  FinRehearsal *rehearsal;
  gboolean rehearsed_ill;
  FinWindow *window;
  guint inhibited;    /* cookie: while in a visit the screen stays on */
  guint terminations; /* the source that hears SIGTERM */
};

G_DEFINE_FINAL_TYPE (FinApplication, fin_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "office", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("The office's address"), N_ ("URL") },
  { "practice", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("A practice day with made-up citizens"), NULL },
  { "rehearse", 0, 0, G_OPTION_ARG_FILENAME, NULL,
    N_ ("With --practice: do one visit alone, leave its results in FOLDER and end"),
    N_ ("FOLDER") },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and end"), NULL },
  { NULL }
};

static int
fin_application_handle_local_options (GApplication *application, GVariantDict *given)
{
  FinApplication *self = FIN_APPLICATION (application);

  if (g_variant_dict_contains (given, "version")) {
    g_print ("finestreta %s\n", FIN_VERSION);
    return EXIT_SUCCESS;
  }

  g_variant_dict_lookup (given, "office", "s", &self->office);
  self->practice = g_variant_dict_contains (given, "practice");
  g_variant_dict_lookup (given, "rehearse", "^ay", &self->rehearse);
  if (self->rehearse != NULL && !self->practice) {
    g_printerr ("%s\n", _ ("--rehearse goes with --practice: it is not for real citizens."));
    return 2;
  }
  if (self->practice && self->office != NULL) {
    g_printerr ("%s\n", _ ("--practice has its own office: it cannot go with --office."));
    return 2;
  }
  if (self->practice)
    g_application_set_application_id (application, PRACTICE_ID);

  return -1;
}

static void
process_ready_cb (FinOfficeProcess *process, FinApplication *self)
{
  g_assert (FIN_IS_APPLICATION (self));

  fin_session_open (self->session, fin_office_process_address (process),
                    self->practice ? "practice" : "this computer",
                    fin_office_process_setup_token (process));
}

static void
process_failed_cb (FinOfficeProcess *process, const GError *error, FinApplication *self)
{
  g_assert (FIN_IS_APPLICATION (self));

  fin_session_fail (self->session, error);
}

static void
start_process (FinApplication *self)
{
  g_autofree char *store = g_build_filename (g_get_user_data_dir (), "finestreta",
                                             self->practice ? "practice" : "office", NULL);

  g_assert (FIN_IS_APPLICATION (self));

  self->process = fin_office_process_new (store, self->practice);
  g_signal_connect_object (self->process, "ready", G_CALLBACK (process_ready_cb), self, 0);
  g_signal_connect_object (self->process, "failed", G_CALLBACK (process_failed_cb), self, 0);
  fin_office_process_start (self->process);
}

static void
stop_process (FinApplication *self)
{
  if (self->process == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->process, self);
  fin_office_process_stop (self->process);
  g_clear_object (&self->process);
}

/* The office asked for, told in the settings, or on this computer. */
static void
open_office (FinApplication *self)
{
  g_autofree char *office = self->office != NULL
                                ? g_strdup (self->office)
                                : g_settings_get_string (fin_settings (), "office");

  g_assert (FIN_IS_APPLICATION (self));

  if (self->practice || office[0] == '\0') {
    if (self->process == NULL)
      start_process (self);
    return;
  }

  stop_process (self);
  fin_session_open (self->session, office, office, NULL);
}

static void
session_state_cb (FinApplication *self)
{
  g_assert (FIN_IS_APPLICATION (self));

  if (self->day != NULL && fin_session_state (self->session) == FIN_SESSION_SIGNED_OUT &&
      fin_office_process_practice_account (self->process) != NULL)
    fin_practice_day_sign_in (self->day, fin_office_process_practice_account (self->process),
                              fin_office_process_practice_password (self->process));
}

static void
session_visit_cb (FinApplication *self)
{
  gboolean visit = fin_session_visit (self->session) != NULL;

  g_assert (FIN_IS_APPLICATION (self));

  if (visit && self->inhibited == 0) {
    self->inhibited = gtk_application_inhibit (
        GTK_APPLICATION (self), GTK_WINDOW (self->window),
        GTK_APPLICATION_INHIBIT_IDLE | GTK_APPLICATION_INHIBIT_LOGOUT, _ ("A visit is open"));
  } else if (!visit && self->inhibited != 0) {
    gtk_application_uninhibit (GTK_APPLICATION (self), self->inhibited);
    self->inhibited = 0;
  }
}

static void
day_link_cb (FinApplication *self)
{
  g_assert (FIN_IS_APPLICATION (self));

  if (self->window != NULL)
    fin_window_set_practice_link (self->window, fin_practice_day_link (self->day));
}

static void
notifier_attend_cb (FinNotifier *notifier,
                    const char *appointment,
                    const char *token,
                    FinApplication *self)
{
  g_assert (FIN_IS_APPLICATION (self));

  fin_application_present (self, token);
  fin_session_attend (self->session, appointment);
}

static void
notifier_answer_cb (FinNotifier *notifier,
                    const char *ask,
                    gboolean accept,
                    const char *token,
                    FinApplication *self)
{
  g_assert (FIN_IS_APPLICATION (self));

  if (accept)
    fin_application_present (self, token);
  fin_session_answer (self->session, ask, accept);
}

static void
notifier_present_cb (FinNotifier *notifier, const char *token, FinApplication *self)
{
  fin_application_present (self, token);
}

/* Asked to end by the system: as by a person, so that no child and no notification is left behind.
 */
static gboolean
terminated_cb (gpointer data)
{
  g_application_quit (data);

  return G_SOURCE_CONTINUE;
}

static void
fin_application_startup (GApplication *application)
{
  FinApplication *self = FIN_APPLICATION (application);

  G_APPLICATION_CLASS (fin_application_parent_class)->startup (application);

  self->terminations = g_unix_signal_add (SIGTERM, terminated_cb, self);
  gtk_window_set_default_icon_name (FIN_APP_ID);
  self->session = fin_session_new ();
  fin_link_set_language (fin_session_link (self->session),
                         fin_language_code (g_get_language_names ()[0]));
  self->notifier = fin_notifier_new (self->session);
  fin_application_add_actions (self);
  g_signal_connect_object (self->session, "notify::state", G_CALLBACK (session_state_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::visit", G_CALLBACK (session_visit_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notifier, "attend", G_CALLBACK (notifier_attend_cb), self, 0);
  g_signal_connect_object (self->notifier, "answer", G_CALLBACK (notifier_answer_cb), self, 0);
  g_signal_connect_object (self->notifier, "present", G_CALLBACK (notifier_present_cb), self, 0);
  g_signal_connect_object (fin_settings (), "changed::office", G_CALLBACK (open_office), self,
                           G_CONNECT_SWAPPED);
  if (self->practice) {
    self->day = fin_practice_day_new (self->session);
    g_signal_connect_object (self->day, "notify::link", G_CALLBACK (day_link_cb), self,
                             G_CONNECT_SWAPPED);
  }
  open_office (self);
  // While the person looks at the agenda: no citizen is to wait for it.
  fin_call_warm_up ();
}

static void
window_destroyed_cb (FinApplication *self)
{
  self->window = NULL;
}

/* The command line's exit status must say whether the visit happened. */
static void
rehearsed_cb (FinRehearsal *rehearsal, gboolean well, FinApplication *self)
{
  self->rehearsed_ill = !well;
  g_application_quit (G_APPLICATION (self));
}

static void
rehearse (FinApplication *self)
{
  g_assert (FIN_IS_APPLICATION (self));

  self->rehearsal = fin_rehearsal_new (self->session, GTK_WINDOW (self->window), self->rehearse);
  g_signal_connect_object (self->day, "journal", G_CALLBACK (fin_rehearsal_heard), self->rehearsal,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rehearsal, "done", G_CALLBACK (rehearsed_cb), self, 0);
  fin_rehearsal_start (self->rehearsal);
}

static void
fin_application_activate (GApplication *application)
{
  FinApplication *self = FIN_APPLICATION (application);

  fin_application_present (self, NULL);
  if (self->rehearse != NULL && self->rehearsal == NULL)
    rehearse (self);
}

static void
fin_application_shutdown (GApplication *application)
{
  FinApplication *self = FIN_APPLICATION (application);

  g_clear_handle_id (&self->terminations, g_source_remove);
  if (self->day != NULL)
    fin_practice_day_stop (self->day);
  g_clear_object (&self->rehearsal);
  g_clear_object (&self->day);
  g_clear_object (&self->notifier);
  g_clear_object (&self->session);
  stop_process (self);
  // Takes away the notifications that are still shown: their actions would lead nowhere.
  if (notify_is_initted ())
    notify_uninit ();

  G_APPLICATION_CLASS (fin_application_parent_class)->shutdown (application);
}

static void
fin_application_finalize (GObject *object)
{
  g_free (FIN_APPLICATION (object)->office);
  g_free (FIN_APPLICATION (object)->rehearse);

  G_OBJECT_CLASS (fin_application_parent_class)->finalize (object);
}

static void
fin_application_class_init (FinApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fin_application_finalize;
  application_class->handle_local_options = fin_application_handle_local_options;
  application_class->startup = fin_application_startup;
  application_class->activate = fin_application_activate;
  application_class->shutdown = fin_application_shutdown;
}

static void
fin_application_init (FinApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

FinApplication *
fin_application_new (void)
{
  return g_object_new (FIN_TYPE_APPLICATION, "application-id", FIN_APP_ID, "resource-base-path",
                       "/cat/finestreta/Finestreta", NULL);
}

FinSession *
fin_application_session (FinApplication *self)
{
  g_return_val_if_fail (FIN_IS_APPLICATION (self), NULL);

  return self->session;
}

FinNotifier *
fin_application_notifier (FinApplication *self)
{
  g_return_val_if_fail (FIN_IS_APPLICATION (self), NULL);

  return self->notifier;
}

void
fin_application_present (FinApplication *self, const char *token)
{
  g_return_if_fail (FIN_IS_APPLICATION (self));

  if (self->window == NULL) {
    self->window = fin_window_new (GTK_APPLICATION (self), self->session);
    g_signal_connect_object (self->window, "destroy", G_CALLBACK (window_destroyed_cb), self,
                             G_CONNECT_SWAPPED);
    if (self->day != NULL)
      fin_window_set_practice_link (self->window, fin_practice_day_link (self->day));
  }
  if (token != NULL)
    gtk_window_set_startup_id (GTK_WINDOW (self->window), token);
  gtk_window_present (GTK_WINDOW (self->window));
}

gboolean
fin_application_succeeded (FinApplication *self)
{
  g_return_val_if_fail (FIN_IS_APPLICATION (self), FALSE);

  return !self->rehearsed_ill;
}
