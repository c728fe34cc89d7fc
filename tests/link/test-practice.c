// The practice citizen against a real office and a real call: seen, heard, read, helped, sent home.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-call.h"
#include "fin-json.h"
#include "fin-portrait.h"
#include "fin-shared-form.h"
#include "fin-transcript.h"
#include "fixture.h"

/* In a corner of the picture: the frame on the wall whose picture changes. */
#define WALL_X 582
#define WALL_Y 62

/* The informer's part, by hand. */
typedef struct {
  Fixture fixture;
  char *appointment;
  GSubprocess *citizen;
  gboolean gone;
  GString *did;

  FinCall *call;
  FinPeer *peer;
  FinTranscript *transcript;
  FinSharedForm *form;
  gboolean in_visit;
  gboolean seen;
  guint wall_colours; /* a bit for each that was seen */
  double loudest;
  guint erasures;
  guint documents;
  gboolean confirmed;
} Desk;

static void
did_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Desk *desk = data;
  g_autofree char *line =
      g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  if (line == NULL) {
    desk->gone = TRUE;
    return;
  }

  g_string_append_printf (desk->did, "%s\n", line);
  g_test_message ("%s", line);
  g_data_input_stream_read_line_async (G_DATA_INPUT_STREAM (source), 0, NULL, did_cb, desk);
}

static gboolean
has_done (Desk *desk, const char *what)
{
  g_autofree char *text = g_strdup_printf ("\"did\":\"%s\"", what);

  return strstr (desk->did->str, text) != NULL;
}

static void
signal_cb (FinPeer *peer, JsonObject *object, Desk *desk)
{
  g_autoptr (GList) members = json_object_get_members (object);
  JsonObject *message = fixture_message ("signal");

  json_object_set_string_member (message, "to", fin_peer_id (peer));
  for (GList *l = members; l != NULL; l = l->next)
    json_object_set_member (message, l->data,
                            json_node_copy (json_object_get_member (object, l->data)));
  fin_link_send (desk->fixture.informer, message);
}

/* Which of the four colours of the frame on the wall, or -1 while the picture is still coarse. */
static int
wall_colour (const guint8 *bgra)
{
  int b = bgra[0], g = bgra[1], r = bgra[2];

  if (r > g + 60 && r > b + 60)
    return 0;
  if (g > r + 60 && g > b + 40)
    return 1;
  if (b > r + 60 && b > g + 40)
    return 2;
  if (r > b + 60 && g > b + 60)
    return 3;

  return -1;
}

static void
frame_cb (FinPeer *peer, GstSample *sample, Desk *desk)
{
  GstStructure *caps = gst_caps_get_structure (gst_sample_get_caps (sample), 0);
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  GstMapInfo map;
  int width = 0, height = 0, colour;

  gst_structure_get_int (caps, "width", &width);
  gst_structure_get_int (caps, "height", &height);
  desk->seen = TRUE;
  if (!gst_buffer_map (buffer, &map, GST_MAP_READ))
    return;

  colour = wall_colour (map.data + (gsize)(WALL_Y * height / FIN_PORTRAIT_HEIGHT) * width * 4 +
                        (gsize)(WALL_X * width / FIN_PORTRAIT_WIDTH) * 4);
  if (colour >= 0)
    desk->wall_colours |= 1u << colour;
  gst_buffer_unmap (buffer, &map);
}

static void
level_cb (FinPeer *peer, GParamSpec *pspec, Desk *desk)
{
  double level;

  g_object_get (peer, "level", &level, NULL);
  desk->loudest = MAX (desk->loudest, level);
}

static void
text_cb (FinPeer *peer, GBytes *t140, Desk *desk)
{
  gsize length;
  const char *data = g_bytes_get_data (t140, &length);

  for (gsize i = 0; i < length; i++)
    desk->erasures += data[i] == '\b';
  fin_transcript_feed (desk->transcript, "citizen", data, length);
}

static void
call (Desk *desk)
{
  FinCallSetup setup = { .video_source =
                             "videotestsrc is-live=true ! video/x-raw,width=320,height=240",
                         .audio_source = "audiotestsrc is-live=true volume=0.3" };
  JsonObject *welcome = fin_link_welcome (desk->fixture.informer);

  desk->call = fin_call_new (&setup);
  fin_call_start (desk->call);
  desk->peer = fin_call_add_peer (desk->call, "citizen", fin_json_array (welcome, "ice_servers"));
  g_signal_connect (desk->peer, "signal", G_CALLBACK (signal_cb), desk);
  g_signal_connect (desk->peer, "frame", G_CALLBACK (frame_cb), desk);
  g_signal_connect (desk->peer, "notify::level", G_CALLBACK (level_cb), desk);
  g_signal_connect (desk->peer, "text", G_CALLBACK (text_cb), desk);
}

/* By the office, until the channel is open. */
static void
take_line (Desk *desk, guint number, const char *text, gboolean done)
{
  FinLine *known = fin_transcript_line (desk->transcript, "citizen", FIN_ORIGIN_TYPED, number);

  desk->erasures += known != NULL && strlen (text) < strlen (fin_line_text (known));
  fin_transcript_set_line (desk->transcript, "citizen", number, text, done, NULL);
}

static void
review (Desk *desk, JsonObject *document)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *path = g_strdup_printf ("/appointments/%s/documents/%s/review",
                                           desk->appointment, fin_json_string (document, "id"));

  if (desk->documents++ == 0) {
    json_object_set_string_member (body, "status", "to-correct");
    json_object_set_string_member (body, "reason", "cut-off");
  } else
    json_object_set_string_member (body, "status", "accepted");
  fin_link_request_async (desk->fixture.informer, "POST", path, body, NULL, NULL, NULL);
}

static void
feed (FinLink *link, const char *type, JsonObject *message, Desk *desk)
{
  JsonObject *member;

  if (g_str_equal (type, "visit")) {
    fin_shared_form_handle (desk->form, "form", fin_json_member (message, "form"));
    desk->in_visit = TRUE;
  } else if (g_str_equal (type, "participant") && desk->call == NULL &&
             fin_json_boolean (fin_json_member (message, "participant"), "connected", FALSE))
    call (desk);
  else if (g_str_equal (type, "signal"))
    fin_peer_handle_signal (desk->peer, message, NULL);
  else if (g_str_equal (type, "text") && (member = fin_json_member (message, "line")) != NULL)
    take_line (desk, fin_json_integer (member, "line", 0), fin_json_string (member, "text"),
               fin_json_boolean (member, "done", FALSE));
  else if (g_str_equal (type, "document") &&
           (member = fin_json_member (message, "document")) != NULL &&
           g_strcmp0 (fin_json_string (member, "status"), "received") == 0)
    review (desk, member);
  else if (g_str_equal (type, "form.confirmed"))
    desk->confirmed = TRUE;
  if (g_str_has_prefix (type, "form"))
    fin_shared_form_handle (desk->form, type, message);
}

static void
attend (Desk *desk)
{
  g_autofree char *path = g_strdup_printf ("/appointments/%s/attend", desk->appointment);

  while (!desk->in_visit && !desk->gone) {
    g_autoptr (JsonObject) visit = fixture_ask (desk->fixture.informer, "POST", path, NULL, NULL);

    if (visit != NULL)
      wait_until (desk->in_visit);
  }
}

static void
fill_my_part (Desk *desk)
{
  static const char *const values[][2] = {
    { "eligibility.age_group", "from18" },
    { "identification.private_place", "true" },
    { "identification.identity_checked", "document_on_camera" },
    { "identification.identity_document", "dni" },
    { "identification.identity_characters", "000T" },
    { "identification.service_mode", "assisted_filing" },
    { "identification.consent_given", "screen" },
    { "applicant.given_name", "Persona" },
    { "applicant.surname1", "de Prova" },
    { "applicant.birth_date", "2004-03-14" },
    { "applicant.id_type", "dni" },
    { "applicant.nif", "00000000T" },
    { "applicant.id_expiry", "2099-12-31" },
    { "contact.mobile", "600000000" },
    { "contact.email", "persona@example.org" },
    { "contact.street", "Carrer de Prova, 1" },
    { "contact.postcode", "08980" },
    { "contact.municipality", "Sant Feliu de Llobregat" },
    { "card.card_kind", "financial" },
    { "card.renewal", "false" },
    { "card.nationality_group", "es" },
    { "card.lives_in_catalonia", "true" },
    { "card.route", "online" },
    { "payment.fee_year", "2026" },
    { "payment.pay_method", "account" },
    { "payment.holder_is_applicant", "true" },
    { "payment.fee_paid", "true" },
    { "consents.opposes_lookup", "false" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    fin_shared_form_set (desk->form, values[i][0], values[i][1]);
}

static gboolean
has_line (Desk *desk, const char *text)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (desk->transcript)); i++) {
    g_autoptr (FinLine) line = g_list_model_get_item (G_LIST_MODEL (desk->transcript), i);

    if (fin_line_done (line) && g_str_equal (fin_line_text (line), text))
      return TRUE;
  }

  return FALSE;
}

static void
post (Desk *desk, const char *what, JsonObject *body)
{
  g_autofree char *path = g_strdup_printf ("/appointments/%s/%s", desk->appointment, what);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = fixture_ask (desk->fixture.informer, "POST", path, body, &error);

  g_assert_no_error (error);
}

static gboolean
visible (FinSharedForm *form, const char *id)
{
  gboolean value;

  g_object_get (fin_shared_form_lookup (form, id), "visible", &value, NULL);

  return value;
}

static void
test_visit (void)
{
  g_autoptr (JsonObject) outcome = json_object_new ();
  g_autofree char *url = NULL;
  g_autofree char *receipt = NULL;
  Desk desk = { 0 };
  GError *error = NULL;

  fixture_set_up (&desk.fixture, NULL);
  fixture_invite (&desk.fixture, &desk.appointment, &url);
  desk.did = g_string_new (NULL);
  desk.transcript = fin_transcript_new ();
  desk.form = fin_shared_form_new (desk.fixture.informer);
  g_signal_connect (desk.fixture.informer, "message", G_CALLBACK (feed), &desk);
  desk.citizen =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, g_getenv ("FINESTRETA_PRACTICE"),
                        "--link", url, "--hurry", "3", NULL);
  g_assert_no_error (error);
  g_autoptr (GDataInputStream) lines =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (desk.citizen));
  g_data_input_stream_read_line_async (lines, 0, NULL, did_cb, &desk);

  wait_until (has_done (&desk, "arrived"));
  attend (&desk);
  wait_until (desk.seen);
  /* The picture lives, and so does the voice. */
  wait_until ((desk.wall_colours & (desk.wall_colours - 1)) != 0);
  wait_until (desk.loudest > 0.3);
  /* As it is typed, with the typo and its erasure. */
  wait_until (has_line (&desk, "El carnet el voldria al mòbil, no cal que me l'envieu a casa."));
  g_assert_cmpuint (desk.erasures, >=, 1);

  fill_my_part (&desk);
  wait_until (visible (desk.form, "payment.iban"));
  fin_shared_form_hand (desk.form, "payment.iban", TRUE);
  wait_until (desk.documents >= 2 && desk.confirmed);
  g_assert_cmpstr (fin_shared_field_value (fin_shared_form_lookup (desk.form, "payment.iban")), !=,
                   "");

  receipt = g_strdup_printf ("forms/%s/receipt", fin_shared_form_id (desk.form));
  post (&desk, receipt, NULL);
  wait_until (has_done (&desk, "fetched"));
  json_object_set_string_member (outcome, "outcome", "filed");
  post (&desk, "end", outcome);
  wait_until (desk.gone);
  g_assert_true (g_subprocess_wait_check (desk.citizen, NULL, &error));
  g_assert_no_error (error);

  fin_call_stop (desk.call);
  g_clear_object (&desk.call);
  g_signal_handlers_disconnect_by_data (desk.fixture.informer, &desk);
  g_clear_object (&desk.form);
  g_clear_object (&desk.transcript);
  g_clear_object (&desk.citizen);
  g_string_free (desk.did, TRUE);
  g_free (desk.appointment);
  fixture_tear_down (&desk.fixture, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);
  g_test_add_func ("/practice/visit", test_visit);

  return g_test_run ();
}
