// A whole paper as PDF/A: drawn, its pages counted, what it holds attached as data.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-pdf.h"
#include "fin-sheet.h"

G_BEGIN_DECLS

typedef struct {
  const char *language;
  const char *mark;  /* at the foot of every page: which paper it is; "" for none */
  const char *pages; /* beside it: "Page {page} of {pages}" in @language */
  /* Draws all of it. It is called twice, and must draw the same. */
  void (*draw) (FinSheet *sheet, gpointer data);
  gpointer data;
} FinPaper;

/* @facts: `language` and `archival` are filled in here. Letters that no font has are counted in the log as of
 * @what ("a receipt"). (transfer full) */
GBytes *fin_paper_to_pdf (const FinPaper *paper, const FinPdfFacts *facts, const char *what, GError **error);

G_END_DECLS
