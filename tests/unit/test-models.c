// What the office tells, as models: only what changed is notified, and nothing said can hurt.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-appointment.h"
#include "fin-document.h"
#include "fin-json.h"
#include "fin-list.h"
#include "fin-participant.h"
#include "fin-waiting.h"

#define APPOINTMENT                                                                                \
  "{\"id\":\"a1\",\"procedure\":\"carnet-jove\",\"title\":\"Carnet Jove\",\"starts\":"             \
  "\"2026-11-24T09:20:00Z\",\"ends\":\"2026-11-24T10:40:00+01:00\",\"language\":\"ca\",\"needs\":" \
  "["                                                                                              \
  "\"captions\",\"lsc\"],\"state\":\"waiting\",\"documents\":3,\"citizen_name\":\"Persona de "     \
  "prova\"}"

static JsonObject *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object = fin_json_parse_object (text, -1, &error);

  g_assert_no_error (error);

  return object;
}

static void
count_cb (GObject *object, GParamSpec *pspec, GString *seen)
{
  g_string_append_printf (seen, "%s ", pspec->name);
}

static void
test_appointment (void)
{
  g_autoptr (JsonObject) object = parse (APPOINTMENT);
  g_autoptr (JsonObject) later = parse (APPOINTMENT);
  g_autoptr (FinAppointment) appointment = fin_appointment_new (object);
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autofree char *ends = g_date_time_format_iso8601 (fin_appointment_ends (appointment));

  g_assert_cmpstr (fin_appointment_id (appointment), ==, "a1");
  g_assert_cmpstr (fin_appointment_citizen_name (appointment), ==, "Persona de prova");
  g_assert_cmpstr (ends, ==, "2026-11-24T09:40:00Z");
  g_assert_cmpuint (fin_appointment_documents (appointment), ==, 3);
  g_assert_cmpuint (g_strv_length ((char **)fin_appointment_needs (appointment)), ==, 2);
  g_assert_cmpint (fin_appointment_state (appointment), ==, FIN_APPOINTMENT_WAITING);
  g_assert_null (fin_appointment_receipt (appointment));

  g_signal_connect (appointment, "notify", G_CALLBACK (count_cb), seen);
  fin_appointment_update (appointment, later);
  g_assert_cmpstr (seen->str, ==, "");
  json_object_set_string_member (later, "state", "attending");
  json_object_remove_member (later, "citizen_name");
  fin_appointment_update (appointment, later);
  g_assert_nonnull (strstr (seen->str, "state "));
  g_assert_nonnull (strstr (seen->str, "citizen-name "));
  g_assert_cmpuint (seen->len, ==, strlen ("state citizen-name "));
  g_assert_null (fin_appointment_citizen_name (appointment));
}

/* Every member of the wrong type, out of range, or missing. */
static void
test_hostile (void)
{
  static const char *const objects[] = {
    "{}",
    "{\"id\":7,\"starts\":\"yesterday\",\"needs\":\"all\",\"state\":\"odd\",\"documents\":-1,"
    "\"appointment\":[],\"connected\":\"yes\",\"size\":-5,\"status\":0}",
    "{\"id\":null,\"starts\":{},\"needs\":[1,null,{}],\"documents\":99999999999999,\"since\":true,"
    "\"size\":1e300,\"received\":\"2026-13-45T99:99:99Z\",\"appointment\":{\"id\":[]}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (objects); i++) {
    g_autoptr (JsonObject) object = parse (objects[i]);
    g_autoptr (FinAppointment) appointment = fin_appointment_new (object);
    g_autoptr (FinDocument) document = fin_document_new (object);
    g_autoptr (FinParticipant) participant = fin_participant_new (object);
    g_autoptr (FinWaiting) waiting = fin_waiting_new (object);

    g_assert_cmpstr (fin_appointment_id (appointment), ==, "");
    g_assert_null (fin_appointment_starts (appointment));
    g_assert_cmpuint (g_strv_length ((char **)fin_appointment_needs (appointment)), ==, 0);
    g_assert_cmpstr (fin_document_id (document), ==, "");
    g_assert_cmpuint (fin_document_size (document), ==, 0);
    g_assert_null (fin_document_received (document));
    g_assert_cmpstr (fin_participant_instance (participant), ==, "");
    g_assert_false (fin_participant_connected (participant));
    g_assert_cmpstr (fin_appointment_id (fin_waiting_appointment (waiting)), ==, "");
  }
}

static void
test_document (void)
{
  g_autoptr (JsonObject) object =
      parse ("{\"id\":\"d1\",\"name\":\"dni.pdf\",\"media_type\":\"application/pdf\",\"size\":"
             "5000000000,\"status\":\"to-correct\",\"reason\":\"cut-off\"}");
  g_autoptr (FinDocument) document = fin_document_new (object);

  g_assert_cmpuint (fin_document_size (document), ==, 5000000000);
  g_assert_cmpint (fin_document_status (document), ==, FIN_DOCUMENT_TO_CORRECT);
  g_assert_cmpstr (fin_document_reason (document), ==, "cut-off");
  g_assert_cmpstr (fin_document_media_type (document), ==, "application/pdf");
  g_assert_null (fin_document_kind (document));
}

static void
test_waiting (void)
{
  g_autoptr (JsonObject) object =
      parse ("{\"appointment\":" APPOINTMENT ",\"since\":\"2026-11-24T09:18:00Z\",\"camera\":true,"
             "\"microphone\":false,\"connected\":true}");
  g_autoptr (FinWaiting) waiting = fin_waiting_new (object);
  FinAppointment *appointment = fin_waiting_appointment (waiting);

  g_assert_true (fin_waiting_camera (waiting));
  g_assert_false (fin_waiting_microphone (waiting));
  json_object_set_boolean_member (object, "connected", FALSE);
  fin_waiting_update (waiting, object);
  g_assert_false (fin_waiting_connected (waiting));
  g_assert_true (fin_waiting_appointment (waiting) == appointment);
}

static void
changed_cb (GListModel *model, guint position, guint removed, guint added, GString *seen)
{
  g_string_append_printf (seen, "%u-%u+%u", position, removed, added);
}

/* Only the stretch that differs is told. */
static void
test_list_changed (void)
{
  static const struct {
    const char *before, *after, *told;
  } cases[] = {
    { "abc", "abc", "" },     { "abc", "abXc", "2-0+1" }, { "abc", "ac", "1-1+0" },
    { "", "ab", "0-0+2" },    { "ab", "", "0-2+0" },      { "abc", "aXc", "1-1+1" },
    { "aa", "aaa", "2-0+1" }, { "aab", "ab", "1-1+0" },   { "abc", "cba", "0-3+3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GListStore) store = g_list_store_new (G_TYPE_OBJECT);
    g_autoptr (GPtrArray) before = g_ptr_array_new ();
    g_autoptr (GPtrArray) after = g_ptr_array_new ();
    g_autoptr (GString) seen = g_string_new (NULL);

    for (const char *c = cases[i].before; *c != '\0'; c++)
      g_ptr_array_add (before, GINT_TO_POINTER (*c));
    for (const char *c = cases[i].after; *c != '\0'; c++)
      g_ptr_array_add (after, GINT_TO_POINTER (*c));
    g_signal_connect (store, "items-changed", G_CALLBACK (changed_cb), seen);
    fin_list_changed (G_LIST_MODEL (store), before, after);
    g_assert_cmpstr (seen->str, ==, cases[i].told);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/models/appointment", test_appointment);
  g_test_add_func ("/models/hostile", test_hostile);
  g_test_add_func ("/models/document", test_document);
  g_test_add_func ("/models/waiting", test_waiting);
  g_test_add_func ("/models/list-changed", test_list_changed);

  return g_test_run ();
}
