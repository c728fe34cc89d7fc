// What Cairo does not write into a PDF, and who keeps it for decades or reads it by voice needs.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  const char *language;    /* of the text, BCP 47 */
  const char *title;
  const char *author;
  GDateTime  *created;
  const char *figure;      /* what its pictures show, in words */
  const char *link;        /* what its links lead to, in words */
  const char *file_name;   /* of the attached JSON; ASCII */
  const char *file_about;  /* what that is, in words */
  const char *file;        /* its text */
  gboolean    archival;    /* FALSE: some text had no font; it does not claim to be PDF/A */
} FinPdfFacts;

/* Makes of a tagged PDF, as Cairo writes it, a PDF/A-3A (ISO 19005-3): with the JSON attached as its
 * data, metadata, a colour profile, the language and what a screen reader says of pictures. What stands
 * outside every tag is marked as artifact. The same in gives the same out. (transfer full) */
GBytes *fin_pdf_archive (GBytes *pdf, const FinPdfFacts *facts, GError **error);

G_END_DECLS
