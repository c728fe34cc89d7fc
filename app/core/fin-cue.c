// Rows from left to right, never looking further than the word that does not fit.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-cue.h"

#include <pango/pango.h>
#include <string.h>

#define CHARACTERS_A_SECOND 15
#define DWELL_MIN           1000 /* ms */
#define DWELL_MAX           6000

#define FSI "\xE2\x81\xA8"
#define LRM "\xE2\x80\x8E"
#define RLM "\xE2\x80\x8F"

/* Words that begin a clause, of the five languages. */
static const char *const joining[] = {
  "i",   "o",   "però", "que",     "perquè", "si",     "quan",  "com",   "on",   "amb",  "per",
  "y",   "e",   "u",    "pero",    "porque", "cuando", "como",  "donde", "con",  "para", "and",
  "or",  "but", "that", "because", "if",     "when",   "which", "where", "with", "so",   "أو",
  "لكن", "أن",  "لأن",  "إذا",     "اور",    "یا",     "لیکن",  "کہ",    "اگر",
};

typedef enum { NEITHER, LEFT_TO_RIGHT, RIGHT_TO_LEFT } Direction;

typedef struct {
  PangoLogAttr *attributes; /* of its characters, and one more for its end */
  GPtrArray *rows;
  Direction direction;
} Cue;

/* That of the first letter in its script. */
static Direction
direction_of (const char *start, const char *end)
{
  for (const char *c = start; c < end; c = g_utf8_next_char (c)) {
    gunichar letter = g_utf8_get_char (c);

    if (g_unichar_isalpha (letter))
      return g_unichar_get_script (letter) == G_UNICODE_SCRIPT_ARABIC ||
                     g_unichar_get_script (letter) == G_UNICODE_SCRIPT_HEBREW
                 ? RIGHT_TO_LEFT
                 : LEFT_TO_RIGHT;
  }

  return NEITHER;
}

/* From one byte to another, without the spaces at its ends. */
static void
add_row (Cue *cue, const char *start, const char *end)
{
  g_autofree char *row = g_strstrip (g_strndup (start, end - start));
  Direction own = direction_of (start, end);

  if (row[0] == '\0')
    return;
  if (own == cue->direction || own == NEITHER)
    g_ptr_array_add (cue->rows, g_steal_pointer (&row));
  else
    g_ptr_array_add (cue->rows,
                     g_strconcat (cue->direction == RIGHT_TO_LEFT ? RLM : LRM, row, NULL));
}

/* The mark, if it is one, before the spaces that end at @position. */
static gboolean
after_mark (const char *start, const char *position)
{
  gunichar c = ' ';

  while (position > start && g_unichar_isspace (c)) {
    position = g_utf8_prev_char (position);
    c = g_utf8_get_char (position);
  }

  return strchr (".,;!?)", c < 0x80 ? (int)c : 'x') != NULL || c == 0x2026 || c == 0x060C ||
         c == 0x061B || c == 0x061F || c == 0x06D4;
}

/* Whether a word that joins, whole, stands at @position. */
static gboolean
before_joining (const char *position)
{
  gsize length = strcspn (position, " \n");

  if (position[length] == '\0')
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (joining); i++)
    if (length == strlen (joining[i]) && memcmp (position, joining[i], length) == 0)
      return TRUE;

  return FALSE;
}

static void
break_paragraph (Cue *cue, const char *start, const char *stop, guint first, guint width)
{
  const char *fits = NULL; /* the last place between words, within the width */
  guint in_row = 0;        /* characters since @start, and until @fits */
  guint until_fits = 0;
  guint i = first;

  for (const char *c = start; c < stop; c = g_utf8_next_char (c), i++) {
    const PangoLogAttr *attribute = &cue->attributes[i];
    gboolean between = c > start && attribute->is_line_break && g_ascii_isspace (c[-1]);

    if (between && 2 * in_row > width && (after_mark (start, c) || before_joining (c))) {
      add_row (cue, start, c);
      start = c;
      in_row = 0;
      fits = NULL;
    } else if (between) {
      fits = c;
      until_fits = in_row;
    }

    if (!attribute->is_cursor_position || g_unichar_iszerowidth (g_utf8_get_char (c)))
      continue;
    /* A space at the end of a row takes no room. */
    if (in_row >= width && !g_unichar_isspace (g_utf8_get_char (c))) {
      if (fits == NULL) {
        fits = c;
        until_fits = in_row;
      }
      add_row (cue, start, fits);
      start = fits;
      in_row -= until_fits;
      fits = NULL;
    }
    in_row++;
  }
  add_row (cue, start, stop);
}

GStrv
fin_cue_rows (const char *text, guint width)
{
  Cue cue;
  g_autofree PangoLogAttr *attributes = NULL;
  const char *isolated;
  glong length;
  guint first = 0;

  g_return_val_if_fail (text != NULL && g_utf8_validate (text, -1, NULL), NULL);
  g_return_val_if_fail (width > 0, NULL);

  length = g_utf8_strlen (text, -1);
  attributes = g_new0 (PangoLogAttr, length + 1);
  pango_get_log_attrs (text, strlen (text), -1, NULL, attributes, length + 1);
  cue.attributes = attributes;
  cue.rows = g_ptr_array_new ();

  for (const char *start = text; *start != '\0';) {
    const char *stop = start + strcspn (start, "\n");

    isolated = g_strstr_len (start, stop - start, FSI);
    cue.direction = direction_of (isolated != NULL ? isolated : start, stop);
    break_paragraph (&cue, start, stop, first, width);
    first += g_utf8_strlen (start, stop - start) + (*stop != '\0');
    start = *stop != '\0' ? stop + 1 : stop;
  }
  g_ptr_array_add (cue.rows, NULL);

  return (GStrv)g_ptr_array_free (cue.rows, FALSE);
}

guint
fin_cue_dwell (const char *text)
{
  g_return_val_if_fail (text != NULL, DWELL_MIN);

  return CLAMP (g_utf8_strlen (text, -1) * 1000 / CHARACTERS_A_SECOND, DWELL_MIN, DWELL_MAX);
}
