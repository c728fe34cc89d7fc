// A real office for a test.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <unistd.h>

#include "fin-json.h"

static void
ready_cb (FinOfficeProcess *office, Fixture *fixture)
{
  fixture->ready++;
  if (fixture->informer != NULL)
    fin_link_retry (fixture->informer);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

JsonObject *
fixture_ask (FinLink *link, const char *method, const char *path, JsonObject *body, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fin_link_request_async (link, method, path, body, NULL, asked_cb, &result);
  wait_until (result != NULL);

  return fin_link_request_finish (link, result, error);
}

static void
sign_in (Fixture *fixture)
{
  g_autoptr (JsonObject) credentials = json_object_new ();
  g_autoptr (JsonObject) session = NULL;
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (credentials, "account",
                                 fin_office_process_practice_account (fixture->office));
  json_object_set_string_member (credentials, "password",
                                 fin_office_process_practice_password (fixture->office));
  session = fixture_ask (fixture->informer, "POST", "/session", credentials, &error);
  g_assert_no_error (error);
  fin_link_set_token (fixture->informer, fin_json_string (session, "token"));
}

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  fixture->store = g_dir_make_tmp ("finestreta-link-XXXXXX", NULL);
  fixture->office = fin_office_process_new (fixture->store, TRUE);
  g_signal_connect (fixture->office, "ready", G_CALLBACK (ready_cb), fixture);
  fin_office_process_start (fixture->office);
  wait_until (fixture->ready == 1);

  fixture->informer = fin_link_new (fin_office_process_address (fixture->office));
  sign_in (fixture);
  fin_link_start (fixture->informer);
  wait_until (fin_link_state (fixture->informer) == FIN_LINK_ONLINE);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    remove_folder (child);
  }
  g_remove (path);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  pid_t office = fixture_office_pid ();

  fin_link_stop (fixture->informer);
  fin_office_process_stop (fixture->office);
  /* It is ours to bury: no store is taken away from under a running office. */
  while (office != 0 && kill (office, 0) == 0)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->informer);
  g_assert_finalize_object (fixture->office);
  remove_folder (fixture->store);
  g_free (fixture->store);
}

pid_t
fixture_office_pid (void)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/task/%d/children", getpid (), getpid ());
  g_autofree char *children = NULL;
  g_auto (GStrv) pids = NULL;

  g_assert_true (g_file_get_contents (path, &children, NULL, NULL));
  pids = g_strsplit (children, " ", -1);
  for (guint i = 0; pids[i] != NULL && pids[i][0] != '\0'; i++) {
    g_autofree char *name_path = g_strdup_printf ("/proc/%s/comm", pids[i]);
    g_autofree char *name = NULL;

    /* The kernel keeps fifteen letters of it. */
    if (g_file_get_contents (name_path, &name, NULL, NULL) &&
        g_str_has_prefix (name, "finestreta-offi"))
      return g_ascii_strtoll (pids[i], NULL, 10);
  }

  return 0;
}

void
fixture_kill_office (Fixture *fixture)
{
  pid_t office = fixture_office_pid ();

  g_assert_cmpint (office, >, 0);
  kill (office, SIGKILL);
}

JsonObject *
fixture_message (const char *type)
{
  JsonObject *message = json_object_new ();

  json_object_set_string_member (message, "type", type);

  return message;
}

void
fixture_invite (Fixture *fixture, char **appointment, char **url)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) yesterday = g_date_time_add_days (now, -1);
  g_autofree char *day = g_date_time_format (yesterday, "%Y-%m-%d");
  g_autofree char *list = g_strdup_printf ("/appointments?from=%s&days=5", day);
  g_autoptr (JsonObject) answer = fixture_ask (fixture->informer, "GET", list, NULL, &error);
  JsonArray *appointments = fin_json_array (answer, "appointments");
  const char *id = NULL;

  g_assert_no_error (error);
  for (guint i = 0; id == NULL && i < json_array_get_length (appointments); i++) {
    JsonObject *object = fin_json_array_object (appointments, i);

    if (g_strcmp0 (fin_json_string (object, "state"), "booked") == 0)
      id = fin_json_string (object, "id");
  }
  g_assert_nonnull (id);

  g_autofree char *path = g_strdup_printf ("/appointments/%s/link", id);
  g_autoptr (JsonObject) link = fixture_ask (fixture->informer, "POST", path, NULL, &error);
  g_assert_no_error (error);
  *appointment = g_strdup (id);
  *url = g_strdup (fin_json_string (link, "url"));
}

FinLink *
fixture_citizen (Fixture *fixture, const char *url)
{
  FinLink *citizen = fin_link_new (fin_office_process_address (fixture->office));

  fin_link_set_token (citizen, strrchr (url, '#') + 1);
  fin_link_start (citizen);
  wait_until (fin_link_state (citizen) == FIN_LINK_ONLINE);

  return citizen;
}

void
fixture_attend (Fixture *fixture, FinLink *citizen, const char *appointment)
{
  g_autofree char *attend = g_strdup_printf ("/appointments/%s/attend", appointment);
  g_autoptr (JsonObject) answer = NULL;
  JsonObject *message = fixture_message ("arrive");

  json_object_set_boolean_member (message, "camera", FALSE);
  json_object_set_boolean_member (message, "microphone", FALSE);
  fin_link_send (citizen, message);
  while (answer == NULL)
    answer = fixture_ask (fixture->informer, "POST", attend, NULL, NULL);
}
