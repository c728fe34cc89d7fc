// The workstation's end of the API against a real office.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-agenda.h"
#include "fin-error.h"
#include "fin-json.h"
#include "fin-queue.h"
#include "fixture.h"

#include <glib/gstdio.h>
#include <signal.h>

static void
test_errors (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) credentials = json_object_new ();
  g_autoptr (FinLink) nowhere = fin_link_new ("http://127.0.0.1:1/");
  g_autoptr (FinLink) nothing = fin_link_new (NULL);
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (credentials, "account", "practica");
  json_object_set_string_member (credentials, "password", "not this one");
  g_assert_null (fixture_ask (fixture->informer, "POST", "/session", credentials, &error));
  g_assert_error (error, FIN_ERROR, FIN_ERROR_UNAUTHORIZED);
  g_clear_error (&error);

  g_assert_null (fixture_ask (fixture->informer, "GET", "/appointments/nobody", NULL, &error));
  g_assert_error (error, FIN_ERROR, FIN_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_null (fixture_ask (nowhere, "GET", "/health", NULL, &error));
  g_assert_error (error, FIN_ERROR, FIN_ERROR_OFFLINE);
  g_clear_error (&error);

  g_assert_null (fixture_ask (nothing, "GET", "/health", NULL, &error));
  g_assert_error (error, FIN_ERROR, FIN_ERROR_OFFLINE);
}

static void
count_cb (FinLink *link, guint *count)
{
  (*count)++;
}

static void
test_signed_out (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FinLink) stranger = fin_link_new (fin_link_address (fixture->informer));
  g_autoptr (FinLink) colleague = fin_link_new (fin_link_address (fixture->informer));
  g_autoptr (JsonObject) nothing = NULL;
  guint strangers = 0;
  guint out = 0;

  g_signal_connect (stranger, "signed-out", G_CALLBACK (count_cb), &strangers);
  fin_link_set_token (stranger, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
  fin_link_start (stranger);
  wait_until (strangers == 1);
  g_assert_cmpint (fin_link_state (stranger), ==, FIN_LINK_OFFLINE);

  /* Signed out elsewhere: every place where the token was in use hears of it. */
  g_signal_connect (fixture->informer, "signed-out", G_CALLBACK (count_cb), &out);
  fin_link_set_token (colleague, fin_link_token (fixture->informer));
  nothing = fixture_ask (colleague, "DELETE", "/session", NULL, NULL);
  wait_until (out == 1);
  g_assert_cmpint (fin_link_state (fixture->informer), ==, FIN_LINK_OFFLINE);
}

/* The same person at another workstation: told apart from a refusal, and mended by starting again.
 */
static void
test_taken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FinLink) other = fin_link_new (fin_link_address (fixture->informer));
  guint taken = 0;
  guint out = 0;

  g_signal_connect (fixture->informer, "taken", G_CALLBACK (count_cb), &taken);
  g_signal_connect (fixture->informer, "signed-out", G_CALLBACK (count_cb), &out);
  fin_link_set_token (other, fin_link_token (fixture->informer));
  fin_link_start (other);
  wait_until (taken == 1);
  g_assert_cmpint (fin_link_state (fixture->informer), ==, FIN_LINK_OFFLINE);

  g_signal_connect (other, "taken", G_CALLBACK (count_cb), &taken);
  fin_link_start (fixture->informer);
  wait_until (fin_link_state (fixture->informer) == FIN_LINK_ONLINE && taken == 2);
  g_assert_cmpint (fin_link_state (other), ==, FIN_LINK_OFFLINE);
  g_assert_cmpuint (out, ==, 0);
}

static void
waiting_cb (FinQueue *queue, FinWaiting *waiting, GString *seen)
{
  g_string_append_printf (seen, "%s;", fin_appointment_id (fin_waiting_appointment (waiting)));
}

static void
test_agenda_and_queue (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FinAgenda) agenda = fin_agenda_new (fixture->informer);
  g_autoptr (FinQueue) queue = fin_queue_new (fixture->informer);
  g_autoptr (FinLink) citizen = NULL;
  g_autoptr (GString) arrived = g_string_new (NULL);
  g_autoptr (GString) left = g_string_new (NULL);
  g_autofree char *id = NULL;
  g_autofree char *url = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *attend = NULL;
  g_autoptr (GDateTime) day = NULL;
  g_autofree char *day_text = NULL;
  g_autoptr (JsonObject) message = NULL;
  g_autoptr (JsonObject) visit = NULL;
  FinAppointment *appointment;

  g_signal_connect (queue, "arrived", G_CALLBACK (waiting_cb), arrived);
  g_signal_connect (queue, "left", G_CALLBACK (waiting_cb), left);
  wait_until (!fin_agenda_loading (agenda));
  g_assert_null (fin_agenda_error (agenda));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (agenda)), >, 0);

  fixture_invite (fixture, &id, &url);
  /* Around midnight what comes next may be tomorrow's. */
  if (fin_agenda_lookup (agenda, id) == NULL) {
    day = g_date_time_new_now_utc ();
    day_text = g_date_time_format (day, "%Y-%m-%d");
    fin_agenda_set_day (agenda, day_text);
    wait_until (!fin_agenda_loading (agenda));
  }
  appointment = fin_agenda_lookup (agenda, id);
  g_assert_nonnull (appointment);
  g_assert_cmpint (fin_appointment_state (appointment), ==, FIN_APPOINTMENT_BOOKED);

  citizen = fixture_citizen (fixture, url);
  message = fixture_message ("arrive");
  json_object_set_boolean_member (message, "camera", TRUE);
  json_object_set_boolean_member (message, "microphone", FALSE);
  g_assert_true (fin_link_send (citizen, g_steal_pointer (&message)));
  expected = g_strdup_printf ("%s;", id);
  wait_until (g_strcmp0 (arrived->str, expected) == 0);
  g_assert_true (fin_waiting_camera (fin_queue_lookup (queue, id)));
  g_assert_false (fin_waiting_microphone (fin_queue_lookup (queue, id)));
  /* The same object, changed: what is bound to it follows. */
  wait_until (fin_appointment_state (appointment) == FIN_APPOINTMENT_WAITING);

  /* A mended connection is no second arrival. */
  fixture_kill_office (fixture);
  wait_until (fixture->ready == 2);
  wait_until (fin_link_state (fixture->informer) == FIN_LINK_ONLINE);
  wait_until (fin_queue_lookup (queue, id) != NULL &&
              fin_waiting_connected (fin_queue_lookup (queue, id)));
  g_assert_cmpstr (arrived->str, ==, expected);

  attend = g_strdup_printf ("/appointments/%s/attend", id);
  visit = fixture_ask (fixture->informer, "POST", attend, NULL, NULL);
  g_assert_nonnull (visit);
  wait_until (g_strcmp0 (left->str, expected) == 0);
  wait_until (fin_appointment_state (appointment) == FIN_APPOINTMENT_ATTENDING);

  fin_link_set_token (fixture->informer, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (agenda)), ==, 0);
  fin_link_stop (citizen);
}

/* A network that swallows everything, as a cable pulled out does: nothing is closed, nobody
 * answers. */
static void
test_silence (Fixture *fixture, gconstpointer data)
{
  pid_t office = fixture_office_pid ();

  kill (office, SIGSTOP);
  wait_until (fin_link_state (fixture->informer) == FIN_LINK_CONNECTING);
  kill (office, SIGCONT);
  wait_until (fin_link_state (fixture->informer) == FIN_LINK_ONLINE);
}

/* The address outlives the office, and its parent. */
static void
test_address_is_kept (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = g_strdup (fin_office_process_address (fixture->office));

  fixture_kill_office (fixture);
  wait_until (fixture->ready == 2);
  g_assert_cmpstr (fin_office_process_address (fixture->office), ==, address);

  fin_office_process_stop (fixture->office);
  wait_until (fixture_office_pid () == 0);
  fin_office_process_start (fixture->office);
  wait_until (fixture->ready == 3);
  g_assert_cmpstr (fin_office_process_address (fixture->office), ==, address);
  wait_until (fin_link_state (fixture->informer) == FIN_LINK_ONLINE);
}

static void
failed_cb (FinOfficeProcess *office, GError *error, GError **seen)
{
  g_clear_error (seen);
  *seen = g_error_copy (error);
}

static void
test_no_office (void)
{
  g_autofree char *store = g_dir_make_tmp ("finestreta-link-XXXXXX", NULL);
  g_autoptr (FinOfficeProcess) office = fin_office_process_new (store, FALSE);
  g_autofree char *kept = g_strdup (g_getenv ("FINESTRETA_OFFICE"));
  g_autoptr (GError) error = NULL;

  g_signal_connect (office, "failed", G_CALLBACK (failed_cb), &error);
  g_setenv ("FINESTRETA_OFFICE", "/nonexistent/office", TRUE);
  fin_office_process_start (office);
  wait_until (error != NULL);
  g_assert_error (error, FIN_ERROR, FIN_ERROR_FAILED);
  fin_office_process_stop (office);

  g_clear_error (&error);
  g_setenv ("FINESTRETA_OFFICE", "/bin/false", TRUE);
  fin_office_process_start (office);
  wait_until (error != NULL);
  g_assert_error (error, FIN_ERROR, FIN_ERROR_FAILED);
  fin_office_process_stop (office);

  g_setenv ("FINESTRETA_OFFICE", kept, TRUE);
  g_rmdir (store);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, test)                                                                            \
  g_test_add ("/link/" name, Fixture, NULL, fixture_set_up, test, fixture_tear_down)
  ADD ("errors", test_errors);
  ADD ("signed-out", test_signed_out);
  ADD ("taken", test_taken);
  ADD ("agenda-and-queue", test_agenda_and_queue);
  ADD ("silence", test_silence);
  ADD ("address-is-kept", test_address_is_kept);
  g_test_add_func ("/link/no-office", test_no_office);

  return g_test_run ();
}
