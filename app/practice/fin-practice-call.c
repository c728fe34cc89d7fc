// Peers of the visit, on the answering side, and the text between them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-practice-call.h"

#include "fin-call.h"
#include "fin-composer.h"
#include "fin-journal.h"
#include "fin-json.h"
#include "fin-practice-sources.h"
#include "fin-transcript.h"
#include "fin-typist.h"

#define TELL_FIGURES_EVERY 5  /* seconds */
#define DOUBT_SECONDS      60 /* how long before it closes a channel may have been dead */

enum {
  CONNECTED,
  N_SIGNALS,
};

struct _FinPracticeCall {
  GObject parent_instance;

  FinLink *link;
  FinCall *call;
  char *you;
  gint64 order;          /* of two, the lower offers the call */
  GHashTable *instances; /* participant id → instance of the others */
  guint figures_seen;

  FinTypist *typist;
  FinComposer *composer;
  FinTranscript *transcript;
  gboolean begun;     /* a line is being written */
  GHashTable *direct; /* ids of those who have it by their channel */
};

G_DEFINE_FINAL_TYPE (FinPracticeCall, fin_practice_call, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
signal_cb (FinPeer *peer, JsonObject *object, FinPracticeCall *self)
{
  JsonObject *message = json_object_new ();
  g_autoptr (GList) members = json_object_get_members (object);

  g_assert (FIN_IS_PRACTICE_CALL (self));

  json_object_set_string_member (message, "type", "signal");
  json_object_set_string_member (message, "to", fin_peer_id (peer));
  for (GList *l = members; l != NULL; l = l->next)
    json_object_set_member (message, l->data,
                            json_node_copy (json_object_get_member (object, l->data)));
  fin_link_send (self->link, message);
}

static void
state_cb (FinPeer *peer, GParamSpec *pspec, FinPracticeCall *self)
{
  static const char *const states[] = { "connecting", "connected", "interrupted", "failed",
                                        "closed" };
  FinPeerState state = fin_peer_state (peer);

  g_assert (FIN_IS_PRACTICE_CALL (self));

  fin_journal ("call", "with", fin_peer_id (peer), "state", states[state], NULL);
  if (state == FIN_PEER_CONNECTED)
    g_signal_emit (self, signals[CONNECTED], 0, fin_peer_id (peer));
}

static void
figures_cb (FinPeer *peer, gpointer data, FinPracticeCall *self)
{
  const FinPeerFigures *figures = fin_peer_figures (peer);
  g_autofree char *fps = g_strdup_printf ("%.1f", figures->video_in_fps);
  g_autofree char *size =
      g_strdup_printf ("%dx%d", figures->video_in_width, figures->video_in_height);
  g_autofree char *setup = g_strdup_printf ("%.0f", figures->setup_ms);
  g_autofree char *loudness = NULL;
  double level;

  g_assert (FIN_IS_PRACTICE_CALL (self));

  if (++self->figures_seen % TELL_FIGURES_EVERY != 0)
    return;

  g_object_get (peer, "level", &level, NULL);
  loudness = g_strdup_printf ("%.2f", level);
  fin_journal ("saw", "with", fin_peer_id (peer), "fps", fps, "size", size, "level", loudness,
               "setup_ms", setup, NULL);
}

static void
tell_ended_line (FinPracticeCall *self, const char *from, guint number)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->transcript)); i++) {
    g_autoptr (FinLine) line = g_list_model_get_item (G_LIST_MODEL (self->transcript), i);

    if (fin_line_done (line) && fin_line_number (line) >= number &&
        g_str_equal (fin_line_from (line), from))
      fin_journal ("read", "from", from, "text", fin_line_text (line), NULL);
  }
}

static void
text_cb (FinPeer *peer, GBytes *t140, FinPracticeCall *self)
{
  const char *from = fin_peer_id (peer);
  FinLine *open;
  guint number;

  g_assert (FIN_IS_PRACTICE_CALL (self));

  open = fin_transcript_open_line (self->transcript, from);
  number = open != NULL ? fin_line_number (open)
                        : fin_transcript_next_number (self->transcript, from, FIN_ORIGIN_TYPED);
  fin_transcript_feed (self->transcript, from, g_bytes_get_data (t140, NULL),
                       g_bytes_get_size (t140));
  open = fin_transcript_open_line (self->transcript, from);
  if (open != NULL)
    fin_journal ("reading", "from", from, "text", fin_line_text (open), NULL);
  tell_ended_line (self, from, number);
}

/* As the workstation does: what may be lost is marked, and what of ours may be is said again. */
static void
text_open_cb (FinPeer *peer, GParamSpec *pspec, FinPracticeCall *self)
{
  gboolean open;

  g_assert (FIN_IS_PRACTICE_CALL (self));

  g_object_get (peer, "text-open", &open, NULL);
  if (open || self->composer == NULL)
    return;

  fin_transcript_mark_loss (self->transcript, fin_peer_id (peer));
  g_hash_table_remove (self->direct, fin_peer_id (peer));
  fin_composer_repeat (self->composer, g_get_monotonic_time () - DOUBT_SECONDS * G_USEC_PER_SEC);
}

static FinPeer *
add_peer (FinPracticeCall *self, const char *id, gboolean polite)
{
  JsonObject *welcome = fin_link_welcome (self->link);
  FinPeer *peer = fin_call_add_peer (
      self->call, id, welcome != NULL ? fin_json_array (welcome, "ice_servers") : NULL);

  g_assert (FIN_IS_PRACTICE_CALL (self));

  fin_peer_set_polite (peer, polite);
  g_signal_connect_object (peer, "signal", G_CALLBACK (signal_cb), self, 0);
  g_signal_connect_object (peer, "notify::state", G_CALLBACK (state_cb), self, 0);
  g_signal_connect_object (peer, "figures", G_CALLBACK (figures_cb), self, 0);
  g_signal_connect_object (peer, "text", G_CALLBACK (text_cb), self, 0);
  g_signal_connect_object (peer, "notify::text-open", G_CALLBACK (text_open_cb), self, 0);

  return peer;
}

/* A new instance is a new start of their program, with which the old call is over. */
static void
take_participant (FinPracticeCall *self, JsonObject *participant)
{
  const char *id = fin_json_string (participant, "id");
  const char *instance = fin_json_string (participant, "instance");

  g_assert (FIN_IS_PRACTICE_CALL (self));

  if (id != NULL && fin_json_boolean (participant, "gone", FALSE)) {
    g_hash_table_remove (self->instances, id);
    fin_call_remove_peer (self->call, id);
    return;
  }
  if (id == NULL || instance == NULL || instance[0] == '\0' || g_strcmp0 (id, self->you) == 0 ||
      !fin_json_boolean (participant, "connected", FALSE) ||
      g_strcmp0 (g_hash_table_lookup (self->instances, id), instance) == 0)
    return;

  g_hash_table_insert (self->instances, g_strdup (id), g_strdup (instance));
  add_peer (self, id, fin_json_integer (participant, "order", 0) < self->order);
}

static void
take_line (FinPracticeCall *self, JsonObject *line, gboolean tell)
{
  const char *from = fin_json_string (line, "from");
  const char *text = fin_json_string (line, "text");
  gint64 number = fin_json_integer (line, "line", -1);
  gboolean done = fin_json_boolean (line, "done", FALSE);

  g_assert (FIN_IS_PRACTICE_CALL (self));

  if (from == NULL || text == NULL || number < 0 || number > 100000)
    return;

  fin_transcript_set_line (self->transcript, from, number, text, done, NULL);
  if (tell && done)
    fin_journal ("read", "from", from, "text", text, NULL);
}

static void
send_line (FinPracticeCall *self, guint number, const char *text, gboolean done)
{
  JsonObject *message = json_object_new ();
  JsonArray *relay = json_array_new ();
  GHashTableIter iter;
  gpointer id;

  g_assert (FIN_IS_PRACTICE_CALL (self));

  g_hash_table_iter_init (&iter, self->instances);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (self->direct, id))
      json_array_add_string_element (relay, id);

  json_object_set_string_member (message, "type", "text");
  json_object_set_int_member (message, "line", number);
  json_object_set_string_member (message, "text", text);
  json_object_set_boolean_member (message, "done", done);
  if (json_array_get_length (relay) > 0)
    json_object_set_array_member (message, "relay", relay);
  else
    json_array_unref (relay);
  fin_link_send (self->link, message);
}

/* Whoever had the beginning of a line by their channel gets the rest there too, while it is open.
 */
static void
t140_cb (FinComposer *composer, const char *t140, FinPracticeCall *self)
{
  GHashTableIter iter;
  gpointer id;

  g_assert (FIN_IS_PRACTICE_CALL (self));

  g_hash_table_iter_init (&iter, self->instances);
  while (g_hash_table_iter_next (&iter, &id, NULL)) {
    FinPeer *peer = fin_call_peer (self->call, id);

    if (self->begun && !g_hash_table_contains (self->direct, id))
      continue;

    if (peer != NULL && fin_peer_send_text (peer, t140))
      g_hash_table_add (self->direct, g_strdup (id));
    else
      g_hash_table_remove (self->direct, id);
  }
  self->begun = TRUE;
}

static void
line_cb (
    FinComposer *composer, guint number, const char *text, gboolean done, FinPracticeCall *self)
{
  g_assert (FIN_IS_PRACTICE_CALL (self));

  send_line (self, number, text, done);
  if (!done || number != fin_composer_number (composer))
    return; /* not ended, or only said again */

  fin_journal ("wrote", "text", text, "way",
               g_hash_table_size (self->direct) > 0 ? "channel" : "office", NULL);
  g_hash_table_remove_all (self->direct);
  self->begun = FALSE;
}

static void
key_cb (gunichar key, const char *text, gpointer data)
{
  FinPracticeCall *self = data;

  g_assert (FIN_IS_PRACTICE_CALL (self));

  if (self->composer == NULL)
    return;

  if (key == FIN_KEY_ENTER)
    fin_composer_end_line (self->composer);
  else {
    fin_journal ("typed", "text", text, NULL);
    fin_composer_set_text (self->composer, text);
  }
}

static void
take_visit (FinPracticeCall *self, JsonObject *message)
{
  JsonArray *participants = fin_json_array (message, "participants");
  JsonArray *lines = fin_json_array (message, "lines");
  const char *you = fin_json_string (message, "you");

  g_assert (FIN_IS_PRACTICE_CALL (self));

  if (you == NULL)
    return;

  g_free (self->you);
  self->you = g_strdup (you);
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++) {
    JsonObject *line = fin_json_array_object (lines, i);

    if (line != NULL)
      take_line (self, line, FALSE);
  }
  if (self->composer == NULL) {
    self->composer =
        fin_composer_new (fin_transcript_next_number (self->transcript, you, FIN_ORIGIN_TYPED));
    g_signal_connect_object (self->composer, "t140", G_CALLBACK (t140_cb), self, 0);
    g_signal_connect_object (self->composer, "line", G_CALLBACK (line_cb), self, 0);
  }
  for (guint i = 0; participants != NULL && i < json_array_get_length (participants); i++) {
    JsonObject *participant = fin_json_array_object (participants, i);

    if (participant != NULL && g_strcmp0 (fin_json_string (participant, "id"), you) == 0)
      self->order = fin_json_integer (participant, "order", 0);
  }
  for (guint i = 0; participants != NULL && i < json_array_get_length (participants); i++) {
    JsonObject *participant = fin_json_array_object (participants, i);

    if (participant != NULL)
      take_participant (self, participant);
  }
}

static void
take_signal (FinPracticeCall *self, JsonObject *message)
{
  const char *from = fin_json_string (message, "from");
  FinPeer *peer = from != NULL ? fin_call_peer (self->call, from) : NULL;
  g_autoptr (GError) error = NULL;

  g_assert (FIN_IS_PRACTICE_CALL (self));

  if (peer != NULL && !fin_peer_handle_signal (peer, message, &error))
    fin_journal ("refused", "what", "signal", "why", error->message, NULL);
}

static void
fin_practice_call_dispose (GObject *object)
{
  FinPracticeCall *self = FIN_PRACTICE_CALL (object);

  fin_practice_call_stop (self);
  g_clear_object (&self->link);

  G_OBJECT_CLASS (fin_practice_call_parent_class)->dispose (object);
}

static void
fin_practice_call_finalize (GObject *object)
{
  FinPracticeCall *self = FIN_PRACTICE_CALL (object);

  g_clear_pointer (&self->instances, g_hash_table_unref);
  g_clear_pointer (&self->direct, g_hash_table_unref);
  g_clear_object (&self->transcript);
  g_free (self->you);

  G_OBJECT_CLASS (fin_practice_call_parent_class)->finalize (object);
}

static void
fin_practice_call_class_init (FinPracticeCallClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fin_practice_call_dispose;
  object_class->finalize = fin_practice_call_finalize;

  signals[CONNECTED] = g_signal_new ("connected", FIN_TYPE_PRACTICE_CALL, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
fin_practice_call_init (FinPracticeCall *self)
{
  self->instances = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->direct = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->transcript = fin_transcript_new ();
}

FinPracticeCall *
fin_practice_call_new (FinLink *link, gboolean camera, gboolean microphone, double hurry)
{
  FinCallSetup setup = { 0 };
  FinPracticeCall *self;

  g_return_val_if_fail (FIN_IS_LINK (link), NULL);

  self = g_object_new (FIN_TYPE_PRACTICE_CALL, NULL);
  self->link = g_object_ref (link);
  self->typist = fin_typist_new (hurry, key_cb, self);
  setup.video_source = camera ? FIN_PRACTICE_CAMERA_ELEMENT : NULL;
  setup.audio_source = microphone ? FIN_PRACTICE_MICROPHONE_ELEMENT : NULL;
  self->call = fin_call_new (&setup);
  fin_call_start (self->call);

  return self;
}

void
fin_practice_call_handle (FinPracticeCall *self, const char *type, JsonObject *message)
{
  JsonObject *member;

  g_return_if_fail (FIN_IS_PRACTICE_CALL (self));
  g_return_if_fail (type != NULL && message != NULL);

  if (self->call == NULL)
    return;

  if (g_str_equal (type, "visit"))
    take_visit (self, message);
  else if (g_str_equal (type, "participant") &&
           (member = fin_json_member (message, "participant")) != NULL)
    take_participant (self, member);
  else if (g_str_equal (type, "signal"))
    take_signal (self, message);
  else if (g_str_equal (type, "text") && (member = fin_json_member (message, "line")) != NULL)
    take_line (self, member, TRUE);
  else if (g_str_equal (type, "ended"))
    fin_practice_call_stop (self);
}

void
fin_practice_call_write (FinPracticeCall *self, const char *keys)
{
  g_return_if_fail (FIN_IS_PRACTICE_CALL (self));
  g_return_if_fail (keys != NULL);

  if (self->typist != NULL)
    fin_typist_type (self->typist, keys);
}

void
fin_practice_call_stop (FinPracticeCall *self)
{
  g_return_if_fail (FIN_IS_PRACTICE_CALL (self));

  g_clear_pointer (&self->typist, fin_typist_free);
  g_clear_object (&self->composer);
  if (self->call != NULL)
    fin_call_stop (self->call);
  g_clear_object (&self->call);
}
