// Whether what is said in this visit may be taken away: the office offers it, the citizen says.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-visit-private.h"

#include "fin-error.h"
#include "fin-json-new.h"
#include "fin-json.h"
#include "fin-transcripts.h"

/* `withdrawn` is no state of its own: there is no offer. */
static gboolean
may (const char *now, const char *wanted, gboolean citizen)
{
  if (g_strcmp0 (now, "never") == 0)
    return FALSE;
  if (!citizen)
    return g_str_equal (wanted, "offered") ? g_strcmp0 (now, "accepted") != 0
                                           : g_str_equal (wanted, "withdrawn");

  return (g_str_equal (wanted, "accepted") || g_str_equal (wanted, "declined")) && now != NULL;
}

gboolean
_fin_visit_transcript (FinVisit *self, FinParticipant *from, JsonObject *message, GError **error)
{
  gboolean citizen = _fin_visit_is_citizen (from);
  const char *wanted = fin_json_string (message, "state");
  g_autofree char *now = fin_transcripts_state (self->store, self->appointment);
  g_autofree char *actor =
      citizen ? g_strconcat ("citizen:", self->appointment, NULL) : g_strdup (self->staff);
  const char *state = g_str_equal (wanted, "withdrawn") ? NULL : wanted;

  if (!may (now, wanted, citizen)) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FORBIDDEN, "not for this role, or not now");
    return FALSE;
  }
  if (g_strcmp0 (now, state) != 0 &&
      !fin_transcripts_set (self->store, self->appointment, state, actor, error))
    return FALSE;

  _fin_visit_broadcast (self, fin_json_new ("type:s", "transcript", "state:s", wanted, NULL), NULL);

  return TRUE;
}
