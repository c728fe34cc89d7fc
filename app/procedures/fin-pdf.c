// An incremental update of a PDF's catalog.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-pdf.h"

#include <string.h>

/* The whole number after @mark in @text, or -1. */
static gint64
number_after (const char *text, const char *mark)
{
  const char *at = text != NULL ? strstr (text, mark) : NULL;

  return at != NULL ? g_ascii_strtoll (at + strlen (mark), NULL, 10) : -1;
}

/* What stands between @begin, in its last place, and the @end that follows it. (transfer full) */
static char *
last_between (const char *text, const char *begin, const char *end)
{
  const char *from = g_strrstr (text, begin);
  const char *to = from != NULL ? strstr (from + strlen (begin), end) : NULL;

  return to != NULL ? g_strndup (from + strlen (begin), (gsize)(to - from) - strlen (begin)) : NULL;
}

gboolean
fin_pdf_set_language (GByteArray *pdf, const char *language)
{
  g_autofree char *text = NULL, *trailer = NULL, *begin = NULL, *catalog = NULL;
  g_autofree char *object = NULL, *update = NULL;
  gint64 root, previous;

  g_return_val_if_fail (pdf != NULL && language != NULL, FALSE);

  /* Streams hold zeros; none of them is among what is looked for. */
  text = g_strndup ("", pdf->len);
  for (guint i = 0; i < pdf->len; i++)
    text[i] = pdf->data[i] != 0 ? (char)pdf->data[i] : ' ';

  trailer = last_between (text, "trailer\n<<", ">>");
  previous = number_after (g_strrstr (text, "startxref\n"), "startxref\n");
  root = number_after (trailer, "/Root ");
  begin = g_strdup_printf ("\n%" G_GINT64_FORMAT " 0 obj\n<<", root);
  catalog = last_between (text, begin, "endobj\n");
  if (root <= 0 || previous <= 0 || catalog == NULL)
    return FALSE;

  object =
      g_strdup_printf ("%" G_GINT64_FORMAT " 0 obj\n"
                       "<< /Lang (%s) /ViewerPreferences << /DisplayDocTitle true >>%sendobj\n",
                       root, language, catalog);
  update = g_strdup_printf ("%sxref\n%" G_GINT64_FORMAT " 1\n%010u 00000 n \n"
                            "trailer\n<<%s/Prev %" G_GINT64_FORMAT "\n>>\nstartxref\n%u\n%%%%EOF\n",
                            object, root, pdf->len, trailer, previous,
                            pdf->len + (guint)strlen (object));
  g_byte_array_append (pdf, (const guint8 *)update, (guint)strlen (update));

  return TRUE;
}
