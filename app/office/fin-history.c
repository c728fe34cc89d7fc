// Changes of one field, keystrokes of one hand taken together.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-history.h"

#include <string.h>

#include "fin-json-new.h"
#include "fin-time.h"

/* Who writes on within this time is still at the same value; and who takes letters away again so
 * soon only mends what they wrote. */
#define ON_S   20
#define MEND_S 3

/* Rows looked at; a field that was written in for hours has older ones, which are not told. */
#define MAX_ROWS 5000

typedef struct {
  char *participant;
  char *value;
  GDateTime *at;
} Later;

static void
later_clear (Later *later)
{
  g_clear_pointer (&later->participant, g_free);
  g_clear_pointer (&later->value, g_free);
  g_clear_pointer (&later->at, g_date_time_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Later, later_clear)

/* Whether @longer is @shorter with something put in at one place. */
static gboolean
is_insertion (const char *shorter, const char *longer)
{
  gsize length = strlen (shorter), other = strlen (longer), before = 0, after = 0;

  if (length > other)
    return FALSE;

  while (before < length && shorter[before] == longer[before])
    before++;
  while (after < length && shorter[length - 1 - after] == longer[other - 1 - after])
    after++;

  return before + after >= length;
}

/* Whether the change of @participant at @at is but a step on the way to the one after it. */
static gboolean
is_step (const Later *later, const char *participant, const char *value, GDateTime *at)
{
  GTimeSpan gap;

  if (later->at == NULL || at == NULL || g_strcmp0 (later->participant, participant) != 0)
    return FALSE;

  gap = g_date_time_difference (later->at, at) / G_TIME_SPAN_SECOND;

  return (gap < ON_S && is_insertion (value, later->value)) ||
         (gap < MEND_S && is_insertion (later->value, value));
}

JsonArray *
fin_history_read (FinStore *store, const char *form, const char *field)
{
  JsonArray *values = json_array_new ();
  g_autoptr (sqlite3_stmt) rows =
      fin_store_query (store,
                       "SELECT version, participant, at, value FROM change"
                       " WHERE form = ? AND field = ? ORDER BY version DESC LIMIT ?",
                       "ssi", form, field, (gint64)MAX_ROWS);
  g_auto (Later) later = { NULL };

  while (json_array_get_length (values) < FIN_HISTORY_MAX && fin_row_next (rows)) {
    const char *participant = fin_row_text (rows, 1);
    g_autoptr (GDateTime) at = fin_time_parse (fin_row_text (rows, 2), NULL);

    if (!is_step (&later, participant, fin_row_text (rows, 3), at))
      json_array_add_object_element (
          values,
          fin_json_new ("version:i", (gint64)fin_row_integer (rows, 0), "by:s", participant, "at:s",
                        fin_row_text (rows, 2), "value:s", fin_row_text (rows, 3), NULL));
    later_clear (&later);
    later =
        (Later){ g_strdup (participant), g_strdup (fin_row_text (rows, 3)), g_steal_pointer (&at) };
  }

  return values;
}
