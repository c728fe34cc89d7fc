// A conversation as text and as captions.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-conversation-private.h"

#include "fin-error.h"
#include "fin-json.h"
#include "fin-language.h"
#include "fin-time.h"
#include "fin-webvtt.h"
#include "fin-words.h"

const char *
_fin_conversation_word (JsonObject *conversation, const char *key)
{
  return fin_words_pick (fin_json_member (fin_words_file ("conversation.json"), key),
                         fin_language_code (fin_json_string (conversation, "language")));
}

const char *
_fin_conversation_cut (JsonObject *conversation)
{
  return fin_json_integer (conversation, "left_out", 0) > 0
             ? _fin_conversation_word (conversation, "cut")
             : NULL;
}

GDateTime *
_fin_conversation_started (JsonObject *conversation, GError **error)
{
  const char *started = fin_json_string (conversation, "started");

  if (started == NULL || fin_json_string (conversation, "language") == NULL ||
      fin_json_array (conversation, "lines") == NULL) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "not a conversation");
    return NULL;
  }

  return fin_time_parse (started, error);
}

/* Of @line into the reader's language. (transfer none) (nullable) */
static JsonObject *
meaning_of (JsonObject *conversation, JsonObject *line)
{
  const char *language = fin_json_string (conversation, "language");
  JsonArray *all = fin_json_array (line, "translations");

  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++) {
    JsonObject *one = fin_json_array_object (all, i);

    if (g_strcmp0 (fin_json_string (one, "language"), language) == 0)
      return one;
  }

  return NULL;
}

static const char *
how_of (JsonObject *line)
{
  const char *origin = fin_json_string (line, "origin");

  if (g_strcmp0 (origin, "captioner") == 0)
    return "captioner";
  if (g_strcmp0 (origin, "speech") == 0)
    return fin_json_boolean (line, "mended", FALSE) ? "mended" : "speech";

  return "typed";
}

/* Participants are called by what they are: those of a visit by their id, their guests by what
 * `roles` says. */
static const char *
role_of (JsonObject *conversation, const char *from)
{
  static const char *const known[] = { "informer", "interpreter", "companion", NULL };
  JsonObject *roles = fin_json_member (conversation, "roles");
  const char *role = roles != NULL && from != NULL ? fin_json_string (roles, from) : NULL;

  if (role == NULL)
    role = from;

  return _fin_conversation_word (conversation,
                                 role != NULL && g_strv_contains (known, role) ? role : "citizen");
}

guint
_fin_conversation_tell (JsonObject *conversation, FinToldFunc func, gpointer data)
{
  JsonArray *lines = fin_json_array (conversation, "lines");
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (lines); i++) {
    JsonObject *line = fin_json_array_object (lines, i);
    const char *text = line != NULL ? fin_json_string (line, "text") : NULL;
    const char *at = line != NULL ? fin_json_string (line, "at") : NULL;
    g_autoptr (GDateTime) moment = at != NULL ? fin_time_parse (at, NULL) : NULL;
    gboolean believed;
    JsonObject *meaning;
    const char *role;
    FinTold told;

    if (moment == NULL || text == NULL || text[0] == '\0' ||
        !fin_json_boolean (line, "done", FALSE))
      continue;

    believed = fin_json_boolean (line, "believed", TRUE);
    meaning = believed ? meaning_of (conversation, line) : NULL;
    role = role_of (conversation, fin_json_string (line, "from"));
    told = (FinTold){
      .at = moment,
      .role = role,
      .how = _fin_conversation_word (conversation, how_of (line)),
      .text = believed ? text : _fin_conversation_word (conversation, "unheard"),
      .spoken = believed ? fin_json_string (line, "language") : NULL,
      .meaning = meaning != NULL ? fin_json_string (meaning, "text") : NULL,
    };
    if (told.meaning != NULL)
      told.quality = _fin_conversation_word (
          conversation, fin_json_boolean (meaning, "draft", TRUE) ? "draft" : "translation");
    func (&told, data);
    n++;
  }

  return n;
}

static void
tell_text (const FinTold *told, gpointer data)
{
  GString *text = data;
  g_autoptr (GDateTime) local = fin_time_local (told->at);
  g_autofree char *when = g_date_time_format (local, "%H:%M:%S");

  g_string_append_printf (text, "\n%s  %s (%s)\n    %s\n", when, told->role, told->how, told->text);
  if (told->meaning != NULL)
    g_string_append_printf (text, "    = %s (%s)\n", told->meaning, told->quality);
}

char *
fin_conversation_to_text (JsonObject *conversation, GError **error)
{
  g_autoptr (GDateTime) started = _fin_conversation_started (conversation, error);
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *when = NULL;
  GString *text;

  if (started == NULL)
    return NULL;

  local = fin_time_local (started);
  when = g_date_time_format (local, "%d/%m/%Y %H:%M");
  text = g_string_new (NULL);
  g_string_append_printf (text, "%s\n%s\n%s: %s\n\n%s\n",
                          _fin_conversation_word (conversation, "office"),
                          _fin_conversation_word (conversation, "title"),
                          _fin_conversation_word (conversation, "began"), when,
                          _fin_conversation_word (conversation, "note"));
  if (_fin_conversation_tell (conversation, tell_text, text) == 0)
    g_string_append_printf (text, "\n%s\n", _fin_conversation_word (conversation, "empty"));
  if (_fin_conversation_cut (conversation) != NULL)
    g_string_append_printf (text, "\n%s\n", _fin_conversation_cut (conversation));

  return g_string_free (text, FALSE);
}

typedef struct {
  GDateTime *started;
  const char *language;
  GPtrArray *cues;
} Captions;

static void
tell_cues (const FinTold *told, gpointer data)
{
  Captions *captions = data;
  gint64 start = g_date_time_difference (told->at, captions->started) / G_TIME_SPAN_MILLISECOND;

  fin_webvtt_say (captions->cues, MAX (start, 0), told->role,
                  told->meaning != NULL ? captions->language : told->spoken,
                  told->meaning != NULL ? told->meaning : told->text);
}

char *
fin_conversation_to_webvtt (JsonObject *conversation, GError **error)
{
  g_autoptr (GDateTime) started = _fin_conversation_started (conversation, error);
  g_autoptr (GPtrArray) cues = g_ptr_array_new_with_free_func ((GDestroyNotify)fin_webvtt_cue_free);
  Captions captions = { started, NULL, cues };

  if (started == NULL)
    return NULL;

  captions.language = fin_json_string (conversation, "language");
  _fin_conversation_tell (conversation, tell_cues, &captions);

  /* When the next line would have come. */
  if (_fin_conversation_cut (conversation) != NULL && cues->len > 0) {
    const FinWebvttCue *last = cues->pdata[cues->len - 1];

    fin_webvtt_say (cues, last->end, _fin_conversation_word (conversation, "office"),
                    captions.language, _fin_conversation_cut (conversation));
  }

  return fin_webvtt_write (cues);
}
