// Cues out, and in as the W3C's parser has it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-webvtt.h"

#include <string.h>

#include "fin-cue.h"
#include "fin-error.h"

#define ROWS     2 /* of a cue: UNE 153010 */
#define CUES_MAX 100000
#define ARROW    "-->"

FinWebvttCue *
fin_webvtt_cue_new (
    gint64 start, gint64 end, const char *voice, const char *language, const char *text)
{
  FinWebvttCue *cue = g_new (FinWebvttCue, 1);

  g_return_val_if_fail (text != NULL, NULL);

  *cue = (FinWebvttCue){ start, end, g_strdup (voice), g_strdup (language), g_strdup (text) };

  return cue;
}

void
fin_webvtt_cue_free (FinWebvttCue *cue)
{
  g_free (cue->voice);
  g_free (cue->language);
  g_free (cue->text);
  g_free (cue);
}

void
fin_webvtt_say (
    GPtrArray *cues, gint64 start, const char *voice, const char *language, const char *text)
{
  g_auto (GStrv) rows = fin_cue_rows (text, FIN_CUE_WIDTH);
  guint n = g_strv_length (rows);

  g_return_if_fail (cues != NULL);

  for (guint i = 0; i < n; i += ROWS) {
    g_autofree char *shown =
        i + 1 < n ? g_strconcat (rows[i], "\n", rows[i + 1], NULL) : g_strdup (rows[i]);
    guint dwell = fin_cue_dwell (shown);

    g_ptr_array_add (cues, fin_webvtt_cue_new (start, start + dwell, voice, language, shown));
    start += dwell;
  }
}

/* Out */

static void
append_time (GString *file, gint64 ms)
{
  g_string_append_printf (file,
                          "%02" G_GINT64_FORMAT ":%02" G_GINT64_FORMAT ":%02" G_GINT64_FORMAT
                          ".%03" G_GINT64_FORMAT,
                          ms / 3600000, ms / 60000 % 60, ms / 1000 % 60, ms % 1000);
}

/* Nothing in @text is a mark, ends the cue or turns what follows: a row that is empty, a control.
 */
static void
append_text (GString *file, const char *text, gboolean rows)
{
  gboolean begun = FALSE; /* something is in this row */

  for (; *text != '\0'; text = g_utf8_next_char (text)) {
    gunichar c = g_utf8_get_char (text);

    if (c == '\n' && rows && begun) {
      g_string_append_c (file, '\n');
      begun = FALSE;
    } else if (c == '&')
      g_string_append (file, "&amp;"), begun = TRUE;
    else if (c == '<')
      g_string_append (file, "&lt;"), begun = TRUE;
    else if (c == '>')
      g_string_append (file, "&gt;"), begun = TRUE;
    else if (c >= ' ' && c != 0x7f)
      g_string_append_unichar (file, c), begun = TRUE;
  }
}

static int
by_start (gconstpointer a, gconstpointer b)
{
  const FinWebvttCue *one = *(FinWebvttCue *const *)a, *other = *(FinWebvttCue *const *)b;

  return (one->start > other->start) - (one->start < other->start);
}

char *
fin_webvtt_write (GPtrArray *cues)
{
  g_autoptr (GPtrArray) sorted = NULL;
  GString *file = g_string_new ("WEBVTT\n");

  g_return_val_if_fail (cues != NULL, NULL);

  sorted = g_ptr_array_copy (cues, NULL, NULL);
  g_ptr_array_set_free_func (sorted, NULL);
  g_ptr_array_sort (sorted, by_start); /* stable: what begins together stays in order */
  for (guint i = 0; i < sorted->len; i++) {
    const FinWebvttCue *cue = sorted->pdata[i];
    gint64 start = MAX (cue->start, 0);

    g_string_append_c (file, '\n');
    append_time (file, start);
    g_string_append (file, " " ARROW " ");
    append_time (file, MAX (cue->end, start + 1));
    g_string_append_c (file, '\n');
    if (cue->voice != NULL) {
      g_string_append (file, "<v ");
      append_text (file, cue->voice, FALSE);
      g_string_append_c (file, '>');
    }
    if (cue->language != NULL) {
      g_string_append (file, "<lang ");
      append_text (file, cue->language, FALSE);
      g_string_append_c (file, '>');
    }
    append_text (file, cue->text, TRUE);
    if (cue->language != NULL)
      g_string_append (file, "</lang>");
    g_string_append_c (file, '\n');
  }

  return g_string_free (file, FALSE);
}

/* In */

/* At least two digits, at most nine, as *@value; past them. */
static gboolean
take_digits (const char **at, guint *n, gint64 *value)
{
  *value = 0;
  for (*n = 0; g_ascii_isdigit (**at) && *n < 9; (*n)++, (*at)++)
    *value = *value * 10 + g_ascii_digit_value (**at);

  return *n >= 2 && !g_ascii_isdigit (**at);
}

/* "[hours:]minutes:seconds.thousandths". */
static gboolean
take_time (const char **at, gint64 *ms)
{
  gint64 parts[3] = { 0 }, thousandths;
  guint n_parts = 0, n;

  do {
    if (n_parts == 3 || !take_digits (at, &n, &parts[n_parts]) || (n_parts > 0 && n != 2))
      return FALSE;
    n_parts++;
  } while (**at == ':' && (*at)++);

  if (n_parts == 1 || **at != '.' || (n_parts == 2 && parts[0] > 99))
    return FALSE;
  (*at)++;
  if (!take_digits (at, &n, &thousandths) || n != 3)
    return FALSE;
  if (n_parts == 2) {
    parts[2] = parts[1];
    parts[1] = parts[0];
    parts[0] = 0;
  }
  *ms = ((parts[0] * 60 + parts[1]) * 60 + parts[2]) * 1000 + thousandths;

  return parts[1] < 60 && parts[2] < 60;
}

static void
skip_blanks (const char **at)
{
  while (**at == ' ' || **at == '\t' || **at == '\f')
    (*at)++;
}

static gboolean
read_timing (const char *line, gint64 *start, gint64 *end)
{
  skip_blanks (&line);
  if (!take_time (&line, start))
    return FALSE;
  skip_blanks (&line);
  if (!g_str_has_prefix (line, ARROW))
    return FALSE;
  line += strlen (ARROW);
  skip_blanks (&line);

  return take_time (&line, end) && *end > *start && strchr (" \t\f", *line) != NULL;
}

/* What @at, past its "&", stands for; it goes past that. A "&" alone is one. */
static gunichar
take_reference (const char **at)
{
  static const struct {
    const char *name;
    gunichar is;
  } known[] = {
    { "amp;", '&' },    { "lt;", '<' },     { "gt;", '>' },   { "nbsp;", 0xa0 },
    { "lrm;", 0x200e }, { "rlm;", 0x200f }, { "quot;", '"' },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_has_prefix (*at, known[i].name)) {
      *at += strlen (known[i].name);
      return known[i].is;
    }

  return '&';
}

/* Text up to @stop or its end, references resolved. (transfer full) */
static char *
take_text (const char **at, const char *stop)
{
  GString *text = g_string_new (NULL);

  while (**at != '\0' && strchr (stop, **at) == NULL) {
    if (**at == '&') {
      (*at)++;
      g_string_append_unichar (text, take_reference (at));
    } else
      g_string_append_c (text, *(*at)++);
  }

  return g_string_free (text, FALSE);
}

/* The annotation of `<name.classes annotation>`, when @mark begins such a mark. (transfer full)
 * (nullable) */
static char *
annotation (const char *mark, const char *name)
{
  gsize length = strlen (name);

  if (strncmp (mark, name, length) != 0 || strchr (". \t\n\f>", mark[length]) == NULL)
    return NULL;
  mark += strcspn (mark, " \t\n\f>");

  return g_strstrip (take_text (&mark, ">"));
}

/* @payload, of a cue, into what it says, who says it and in which language. */
static void
read_payload (FinWebvttCue *cue, const char *payload)
{
  GString *text = g_string_new (NULL);

  while (*payload != '\0') {
    g_autofree char *plain = take_text (&payload, "<");

    g_string_append (text, plain);
    if (*payload == '\0')
      break;
    payload++;
    if (cue->voice == NULL)
      cue->voice = annotation (payload, "v");
    if (cue->language == NULL)
      cue->language = annotation (payload, "lang");
    payload += strcspn (payload, ">");
    if (*payload == '>')
      payload++;
  }
  g_free (cue->text);
  cue->text = g_string_free (text, FALSE);
}

/* @data with every character valid and every row ended by "\n". (transfer full) */
static char *
normalise (const char *data, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (data, length);
  GString *text = g_string_new (valid);

  g_string_replace (text, "\r\n", "\n", 0);
  g_string_replace (text, "\r", "\n", 0);

  return g_string_free (text, FALSE);
}

/* The rows of one block, from @lines on: what it has of a cue goes to @cues. Returns how many rows
 * it had. */
static guint
read_block (char **lines, GPtrArray *cues)
{
  g_autoptr (GStrvBuilder) rows = g_strv_builder_new ();
  g_auto (GStrv) payload = NULL;
  g_autofree char *joined = NULL;
  FinWebvttCue *cue;
  gint64 start = 0, end = 0;
  guint n = 0, timing = 0;

  for (; lines[n] != NULL && lines[n][0] != '\0'; n++) {
    if (strstr (lines[n], ARROW) == NULL) {
      if (timing > 0)
        g_strv_builder_add (rows, lines[n]);
      continue;
    }
    /* Another timing begins another cue, without an empty row before it. */
    if (timing > 0)
      break;
    timing = n + 1;
    /* A name may stand before it, and no more. */
    if (n > 1 || !read_timing (lines[n], &start, &end))
      end = start;
  }
  if (timing == 0 || end <= start || cues->len == CUES_MAX)
    return n;

  payload = g_strv_builder_end (rows);
  joined = g_strjoinv ("\n", payload);
  cue = fin_webvtt_cue_new (start, end, NULL, NULL, "");
  read_payload (cue, joined);
  g_ptr_array_add (cues, cue);

  return n;
}

GPtrArray *
fin_webvtt_read (const char *data, gsize length, GError **error)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *cues;
  const char *begin;
  guint at = 1;

  g_return_val_if_fail (data != NULL || length == 0, NULL);

  if (length > FIN_WEBVTT_SIZE_MAX) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_TOO_LARGE, "more captions than are read");
    return NULL;
  }
  text = normalise (data, length);
  begin = g_str_has_prefix (text, "\xEF\xBB\xBF") ? text + 3 : text;
  if (!g_str_has_prefix (begin, "WEBVTT") || strchr (" \t\n", begin[strlen ("WEBVTT")]) == NULL) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "that is no WebVTT");
    return NULL;
  }

  lines = g_strsplit (begin, "\n", -1);
  cues = g_ptr_array_new_with_free_func ((GDestroyNotify)fin_webvtt_cue_free);
  /* The rest of the header; a timing in it begins the cues already. */
  while (lines[at] != NULL && lines[at][0] != '\0' && strstr (lines[at], ARROW) == NULL)
    at++;
  while (lines[at] != NULL)
    at += lines[at][0] == '\0' ? 1 : read_block (lines + at, cues);

  return cues;
}
