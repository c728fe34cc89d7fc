// Which way each line goes, and how both ends agree on it again after a break.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-text-wire.h"

#include "fin-json.h"
#include "fin-language.h"
#include "fin-time.h"

#define MAX_TEXT 4000
#define NO_LINE  G_MAXUINT
/* A way that is dead counts as open until a call has been silent for some seconds, and longer where
 * a new one is not found at once: what was sent in this long before it closed is in doubt. */
#define DOUBT_SECONDS 60

/* The wire's view of one party. */
typedef struct {
  FinTextWire *wire; /* unowned */
  FinParty *party;
  GSignalGroup *peer;
  guint relayed;  /* the line of ours that goes to them through the office, or NO_LINE */
  gboolean fresh; /* nothing has come over their channel since it opened */
  gint64 doubt;   /* since when lines of ours may not have reached them, or -1 */
} Strand;

struct _FinTextWire {
  GObject parent_instance;

  FinLink *link;
  GListModel *parties;
  GHashTable *strands; /* of Strand by FinParty */
  FinTranscript *transcript;
  FinComposer *composer;
  char *you;
  Strand *only; /* the one a repetition is meant for, or NULL */
};

G_DEFINE_FINAL_TYPE (FinTextWire, fin_text_wire, G_TYPE_OBJECT)

static void
strand_free (Strand *strand)
{
  g_clear_object (&strand->peer);
  g_clear_object (&strand->party);
  g_free (strand);
}

/* Sends a line of ours to the office, to be kept, and to be passed on to those without a channel
 * (or in whose case it began that way), or to @all. */
static void
send_line (FinTextWire *self, guint number, const char *text, gboolean done, gboolean all)
{
  JsonObject *message = json_object_new ();
  JsonArray *relay = json_array_new ();
  GHashTableIter iter;
  Strand *strand;
  gboolean sent;

  g_assert (FIN_IS_TEXT_WIRE (self));

  g_hash_table_iter_init (&iter, self->strands);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&strand))
    if (all || strand->relayed == number || !fin_party_text_open (strand->party))
      json_array_add_string_element (relay, fin_party_id (strand->party));

  json_object_set_string_member (message, "type", "text");
  json_object_set_int_member (message, "line", number);
  json_object_set_string_member (message, "text", text);
  json_object_set_boolean_member (message, "done", done);
  json_object_set_array_member (message, "relay", relay);
  sent = fin_link_send (self->link, message);

  g_hash_table_iter_init (&iter, self->strands);
  while (sent && g_hash_table_iter_next (&iter, NULL, (gpointer *)&strand))
    if (text[0] != '\0' && !fin_party_text_open (strand->party))
      strand->relayed = number;
}

static void
composer_line_cb (FinTextWire *self, guint number, const char *text, gboolean done)
{
  g_assert (FIN_IS_TEXT_WIRE (self));

  fin_transcript_set_line (self->transcript, self->you, number, text, done, NULL);
  send_line (self, number, text, done, FALSE);
}

static void
composer_t140_cb (FinTextWire *self, const char *t140)
{
  GHashTableIter iter;
  Strand *strand;

  g_assert (FIN_IS_TEXT_WIRE (self));

  g_hash_table_iter_init (&iter, self->strands);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&strand)) {
    FinPeer *peer = fin_party_peer (strand->party);

    if (peer == NULL || (self->only != NULL && self->only != strand) ||
        strand->relayed == fin_composer_number (self->composer))
      continue;
    /* A channel that takes nothing would leave a hole: the line goes whole through the office, with
     * the `line` that follows. */
    if (!fin_peer_send_text (peer, t140) && fin_party_text_open (strand->party))
      strand->relayed = fin_composer_number (self->composer);
  }
}

static void
peer_text_cb (FinPeer *peer, GBytes *bytes, gpointer data)
{
  Strand *strand = data;
  FinTextWire *self = strand->wire;
  const char *from = fin_party_id (strand->party);
  FinLine *open = fin_transcript_open_line (self->transcript, from);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  if (length == 0)
    return;

  /* A channel's first message may repeat the open line, which came by the office before. */
  if (strand->fresh && open != NULL) {
    const char *known = fin_line_text (open);
    gsize known_length = strlen (known);
    gsize mark = length >= 3 && memcmp (text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

    if (known_length > 0 && length - mark >= known_length &&
        memcmp (text + mark, known, known_length) == 0) {
      text += mark + known_length;
      length -= mark + known_length;
    }
  }
  strand->fresh = FALSE;
  if (length > 0)
    fin_transcript_feed (self->transcript, from, text, length);
}

/* Says again through the office what a channel that closed may have swallowed. While the office is
 * out of reach it waits for fin_text_wire_mend(). */
static void
hand_over (FinTextWire *self, Strand *strand)
{
  gint64 since = strand->doubt;

  if (since < 0 || self->composer == NULL || fin_link_state (self->link) != FIN_LINK_ONLINE)
    return;

  strand->doubt = -1;
  fin_composer_repeat (self->composer, since);
}

static void
peer_text_open_cb (FinPeer *peer, GParamSpec *pspec, gpointer data)
{
  Strand *strand = data;
  FinTextWire *self = strand->wire;
  const char *text = self->composer != NULL ? fin_composer_text (self->composer) : NULL;

  if (!fin_party_text_open (strand->party)) {
    const char *from = fin_party_id (strand->party);

    /* What was on its way may be lost; if the other side still lives, it follows through the office
     * and takes the mark away (EN 301 549 6.2.3 c). Who has left between two lines left nothing
     * out. */
    if (fin_participant_connected (fin_party_participant (strand->party)) ||
        fin_transcript_open_line (self->transcript, from) != NULL)
      fin_transcript_mark_loss (self->transcript, from);
    strand->doubt = MAX (0, g_get_monotonic_time () - DOUBT_SECONDS * G_USEC_PER_SEC);
    hand_over (self, strand);
    return;
  }

  strand->fresh = TRUE;
  if (text == NULL || text[0] == '\0' || strand->relayed == fin_composer_number (self->composer))
    return;
  self->only = strand;
  fin_composer_resend (self->composer);
  self->only = NULL;
}

static void
party_peer_cb (FinParty *party, GParamSpec *pspec, gpointer data)
{
  Strand *strand = data;

  strand->fresh = TRUE;
  g_signal_group_set_target (strand->peer, fin_party_peer (party));
}

static void
follow (FinTextWire *self, FinParty *party)
{
  Strand *strand = g_new0 (Strand, 1);

  strand->wire = self;
  strand->party = g_object_ref (party);
  strand->relayed = NO_LINE;
  strand->doubt = -1;
  strand->peer = g_signal_group_new (FIN_TYPE_PEER);
  g_signal_group_connect (strand->peer, "text", G_CALLBACK (peer_text_cb), strand);
  g_signal_group_connect (strand->peer, "notify::text-open", G_CALLBACK (peer_text_open_cb),
                          strand);
  g_signal_connect (party, "notify::peer", G_CALLBACK (party_peer_cb), strand);
  g_hash_table_insert (self->strands, party, strand);
  party_peer_cb (party, NULL, strand);
}

static void
unfollow (FinTextWire *self, Strand *strand)
{
  g_signal_handlers_disconnect_by_data (strand->party, strand);
  g_hash_table_remove (self->strands, strand->party);
}

/* Parties come, and hardly ever go: the list is short, so it is simply compared. */
static void
parties_changed_cb (FinTextWire *self)
{
  GHashTableIter iter;
  Strand *strand;

  g_assert (FIN_IS_TEXT_WIRE (self));

  for (guint i = 0; i < g_list_model_get_n_items (self->parties); i++) {
    g_autoptr (FinParty) party = g_list_model_get_item (self->parties, i);

    if (!g_hash_table_contains (self->strands, party))
      follow (self, party);
  }

  g_hash_table_iter_init (&iter, self->strands);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&strand)) {
    gboolean here = FALSE;

    for (guint i = 0; i < g_list_model_get_n_items (self->parties) && !here; i++) {
      g_autoptr (FinParty) party = g_list_model_get_item (self->parties, i);

      here = party == strand->party;
    }
    if (!here) {
      g_signal_handlers_disconnect_by_data (strand->party, strand);
      g_hash_table_iter_remove (&iter);
    }
  }
}

static void
fin_text_wire_dispose (GObject *object)
{
  FinTextWire *self = FIN_TEXT_WIRE (object);
  g_autoptr (GList) strands =
      self->strands != NULL ? g_hash_table_get_values (self->strands) : NULL;

  for (GList *l = strands; l != NULL; l = l->next)
    unfollow (self, l->data);
  g_clear_pointer (&self->strands, g_hash_table_unref);
  g_clear_object (&self->composer);
  g_clear_object (&self->transcript);
  g_clear_object (&self->parties);
  g_clear_object (&self->link);
  g_clear_pointer (&self->you, g_free);

  G_OBJECT_CLASS (fin_text_wire_parent_class)->dispose (object);
}

static void
fin_text_wire_class_init (FinTextWireClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fin_text_wire_dispose;
}

static void
fin_text_wire_init (FinTextWire *self)
{
  self->strands = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)strand_free);
  self->transcript = fin_transcript_new ();
}

FinTextWire *
fin_text_wire_new (FinLink *link, GListModel *parties)
{
  FinTextWire *self;

  g_return_val_if_fail (FIN_IS_LINK (link), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (parties), NULL);

  self = g_object_new (FIN_TYPE_TEXT_WIRE, NULL);
  self->link = g_object_ref (link);
  self->parties = g_object_ref (parties);
  g_signal_connect_object (parties, "items-changed", G_CALLBACK (parties_changed_cb), self,
                           G_CONNECT_SWAPPED);
  parties_changed_cb (self);

  return self;
}

FinTranscript *
fin_text_wire_transcript (FinTextWire *self)
{
  g_return_val_if_fail (FIN_IS_TEXT_WIRE (self), NULL);

  return self->transcript;
}

FinComposer *
fin_text_wire_composer (FinTextWire *self)
{
  g_return_val_if_fail (FIN_IS_TEXT_WIRE (self), NULL);

  return self->composer;
}

static void
receive_caption (FinTextWire *self, JsonObject *object, FinOrigin origin, GDateTime *at)
{
  const FinLanguage *language = fin_language_lookup (fin_json_string (object, "language"));
  FinCaption caption = {
    .origin = origin,
    .number = fin_json_integer (object, "line", 0),
    .text = fin_json_string (object, "text"),
    .language = language != NULL ? language->code : NULL,
    .done = fin_json_boolean (object, "done", FALSE),
    .believed = fin_json_boolean (object, "believed", TRUE),
    .mended = fin_json_boolean (object, "mended", FALSE),
  };

  fin_transcript_set_caption (self->transcript, fin_json_string (object, "from"), &caption, at);
}

static void
receive_translations (FinTextWire *self, FinLine *line, JsonArray *translations)
{
  for (guint i = 0; translations != NULL && i < json_array_get_length (translations); i++) {
    JsonObject *object = fin_json_array_object (translations, i);
    const char *text = object != NULL ? fin_json_string (object, "text") : NULL;
    const FinLanguage *language =
        object != NULL ? fin_language_lookup (fin_json_string (object, "language")) : NULL;

    if (text != NULL && language != NULL)
      fin_transcript_set_translation (self->transcript, line, language->code, text,
                                      fin_json_boolean (object, "draft", TRUE));
  }
}

void
fin_text_wire_receive (FinTextWire *self, JsonObject *object)
{
  const char *from = fin_json_string (object, "from");
  const char *text = fin_json_string (object, "text");
  const char *at = fin_json_string (object, "at");
  gint64 number = fin_json_integer (object, "line", -1);
  g_autoptr (GDateTime) time = NULL;
  FinOrigin origin;
  FinLine *line;

  g_return_if_fail (FIN_IS_TEXT_WIRE (self));

  if (from == NULL || text == NULL || number < 0 || number > 100000 ||
      strlen (text) > 4 * MAX_TEXT ||
      !fin_origin_lookup (fin_json_string (object, "origin"), &origin))
    return;

  time = at != NULL ? fin_time_parse (at, NULL) : NULL;
  if (time == NULL)
    time = fin_transcript_now (self->transcript);
  if (origin == FIN_ORIGIN_TYPED)
    fin_transcript_set_line (self->transcript, from, number, text,
                             fin_json_boolean (object, "done", FALSE), time);
  else
    receive_caption (self, object, origin, time);

  line = fin_transcript_line (self->transcript, from, origin, number);
  if (line != NULL)
    receive_translations (self, line, fin_json_array (object, "translations"));
}

/* What comes by an open channel is ahead of what the office had when it wrote `visit`. */
static gboolean
have_newer (FinTextWire *self, const char *from, guint number)
{
  FinLine *line = fin_transcript_line (self->transcript, from, FIN_ORIGIN_TYPED, number);
  GHashTableIter iter;
  Strand *strand;

  if (line == NULL)
    return FALSE;
  if (g_str_equal (from, self->you))
    return TRUE;

  g_hash_table_iter_init (&iter, self->strands);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&strand))
    if (g_str_equal (fin_party_id (strand->party), from))
      return !fin_line_done (line) && fin_party_text_open (strand->party);

  return FALSE;
}

/* Lines of ours the office lacks, or has an older state of. @stored: theirs, by number. */
static void
send_missing (FinTextWire *self, GHashTable *stored)
{
  GListModel *lines = G_LIST_MODEL (self->transcript);

  for (guint i = 0; i < g_list_model_get_n_items (lines); i++) {
    g_autoptr (FinLine) line = g_list_model_get_item (lines, i);
    JsonObject *theirs;

    if (fin_line_origin (line) != FIN_ORIGIN_TYPED ||
        !g_str_equal (fin_line_from (line), self->you))
      continue;

    theirs = g_hash_table_lookup (stored, GUINT_TO_POINTER (fin_line_number (line)));
    if (theirs == NULL || g_strcmp0 (fin_json_string (theirs, "text"), fin_line_text (line)) != 0 ||
        fin_json_boolean (theirs, "done", FALSE) != fin_line_done (line))
      send_line (self, fin_line_number (line), fin_line_text (line), fin_line_done (line),
                 fin_line_done (line));
  }
}

/* The first time: a line left open by a run of this program that ended is finished, as nobody can
 * go on with it, and new lines are numbered after it. */
static void
begin (FinTextWire *self)
{
  FinLine *left = fin_transcript_open_line (self->transcript, self->you);

  if (left != NULL) {
    g_autofree char *text = g_strdup (fin_line_text (left));

    fin_transcript_set_line (self->transcript, self->you, fin_line_number (left), text, TRUE,
                             fin_line_at (left));
  }
  self->composer =
      fin_composer_new (fin_transcript_next_number (self->transcript, self->you, FIN_ORIGIN_TYPED));
  g_signal_connect_object (self->composer, "t140", G_CALLBACK (composer_t140_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->composer, "line", G_CALLBACK (composer_line_cb), self,
                           G_CONNECT_SWAPPED);
}

void
fin_text_wire_mend (FinTextWire *self, const char *you, JsonArray *lines)
{
  g_autoptr (GHashTable) ours = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  Strand *strand;

  g_return_if_fail (FIN_IS_TEXT_WIRE (self));
  g_return_if_fail (you != NULL);

  g_free (self->you);
  self->you = g_strdup (you);

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++) {
    JsonObject *object = fin_json_array_object (lines, i);
    const char *from = object != NULL ? fin_json_string (object, "from") : NULL;
    gint64 number = object != NULL ? fin_json_integer (object, "line", -1) : -1;

    if (from == NULL || number < 0 || number > 100000)
      continue;
    if (json_object_has_member (object, "origin")) {
      fin_text_wire_receive (self, object);
      continue;
    }
    if (g_str_equal (from, you))
      g_hash_table_insert (ours, GUINT_TO_POINTER ((guint)number), object);
    if (!have_newer (self, from, number))
      fin_text_wire_receive (self, object);
  }

  if (self->composer == NULL)
    begin (self);
  send_missing (self, ours);
  g_hash_table_iter_init (&iter, self->strands);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&strand))
    hand_over (self, strand);
}
