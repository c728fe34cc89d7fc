// A walk over a content stream, operator by operator.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-pdf-artifacts.h"

#include <string.h>

typedef struct {
  const char *at;
  const char *end;
} Walk;

static void
skip_string (Walk *walk)
{
  guint depth = 0;

  for (; walk->at < walk->end; walk->at++)
    if (*walk->at == '\\')
      walk->at++;
    else if (*walk->at == '(')
      depth++;
    else if (*walk->at == ')' && --depth == 0) {
      walk->at++;
      return;
    }
}

/* The end of the next token; its beginning in @begin. FALSE at the end of all. */
static gboolean
next (Walk *walk, const char **begin)
{
  while (walk->at < walk->end && (g_ascii_isspace (*walk->at) || *walk->at == '\0'))
    walk->at++;
  *begin = walk->at;
  if (walk->at >= walk->end)
    return FALSE;

  if (*walk->at == '(')
    skip_string (walk);
  else if (strchr ("[]<>", *walk->at) != NULL)
    walk->at++;
  else
    for (walk->at++; walk->at < walk->end && !g_ascii_isspace (*walk->at) &&
                     strchr ("()[]<>/", *walk->at) == NULL;)
      walk->at++;
  walk->at = MIN (walk->at, walk->end);

  return TRUE;
}

static gboolean
is_one_of (const char *token, gsize length, const char *operators)
{
  g_autofree char *name = g_strdup_printf (" %.*s ", (int)length, token);

  return strstr (operators, name) != NULL;
}

GBytes *
fin_pdf_mark_artifacts (const char *content, gsize size)
{
  Walk walk = { content, content + size };
  GString *marked = g_string_new (NULL);
  const char *token;
  const char *kept = content;     /* up to here it is in @marked */
  const char *operands = content; /* of the operator to come */
  guint tagged = 0;
  gboolean open = FALSE;

  while (next (&walk, &token)) {
    gsize length = (gsize)(walk.at - token);

    if (!g_ascii_isalpha (*token) && *token != '\'' && *token != '"')
      continue; /* an operand */

    if (is_one_of (token, length, " BDC BMC "))
      tagged++;
    else if (is_one_of (token, length, " EMC ") && tagged > 0)
      tagged--;
    else if (tagged == 0 && !open && is_one_of (token, length, " BT m re Do sh ")) {
      g_string_append_len (marked, kept, operands - kept);
      g_string_append (marked, "\n/Artifact BMC\n");
      kept = operands;
      open = TRUE;
    }
    if (open && is_one_of (token, length, " ET f F f* S s B B* b b* n Do sh ")) {
      g_string_append_len (marked, kept, walk.at - kept);
      g_string_append (marked, "\nEMC\n");
      kept = walk.at;
      open = FALSE;
    }
    operands = walk.at;
  }
  g_string_append_len (marked, kept, walk.end - kept);

  return g_string_free_to_bytes (marked);
}
