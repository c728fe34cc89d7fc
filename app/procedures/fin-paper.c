// Drawn twice: the foot of each page says how many there are.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-paper.h"

#include <cairo-pdf.h>

#include "fin-error.h"

typedef struct {
  const FinPaper *paper;
  guint n_pages;    /* 0 while they are being counted */
  guint unwritable; /* letters no font has */
} Drawing;

static void
draw_foot (FinSheet *sheet, guint page, gpointer data)
{
  Drawing *drawing = data;
  g_autofree char *number = g_strdup_printf ("%u", page);
  g_autofree char *total = g_strdup_printf ("%u", drawing->n_pages);
  GString *text = g_string_new (drawing->paper->pages);

  g_string_replace (text, "{page}", number, 0);
  g_string_replace (text, "{pages}", total, 0);
  if (drawing->paper->mark[0] != '\0')
    fin_sheet_foot (sheet, drawing->paper->mark, FALSE);
  fin_sheet_foot (sheet, text->str, TRUE);
  g_string_free (text, TRUE);
}

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

/* Draws the whole and returns how many pages it took. */
static guint
draw (Drawing *drawing, GByteArray *pdf, cairo_status_t *status)
{
  cairo_surface_t *surface =
      cairo_pdf_surface_create_for_stream (append, pdf, FIN_SHEET_WIDTH, FIN_SHEET_HEIGHT);
  const FinPaper *paper = drawing->paper;
  cairo_t *cr = cairo_create (surface);
  FinSheet *sheet = fin_sheet_new (cr, paper->language, draw_foot, drawing);
  guint n_pages;

  fin_sheet_begin (sheet, "Document");
  paper->draw (sheet, paper->data);
  fin_sheet_end (sheet, "Document");
  n_pages = fin_sheet_finish (sheet);
  drawing->unwritable = fin_sheet_unwritable (sheet);
  fin_sheet_free (sheet);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  *status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  return n_pages;
}

GBytes *
fin_paper_to_pdf (const FinPaper *paper, const FinPdfFacts *facts, const char *what, GError **error)
{
  Drawing drawing = { paper };
  FinPdfFacts filled = *facts;
  g_autoptr (GBytes) drawn = NULL;
  GByteArray *pdf = g_byte_array_new ();
  cairo_status_t status;

  drawing.n_pages = draw (&drawing, pdf, &status);
  g_byte_array_set_size (pdf, 0);
  draw (&drawing, pdf, &status);
  drawn = g_byte_array_free_to_bytes (pdf);
  if (status != CAIRO_STATUS_SUCCESS) {
    g_set_error (error, FIN_ERROR, FIN_ERROR_FAILED, "drawing: %s",
                 cairo_status_to_string (status));
    return NULL;
  }

  filled.language = paper->language;
  filled.archival = drawing.unwritable == 0;
  /* How many, not which: they are of what somebody wrote. */
  if (!filled.archival)
    g_warning ("letters of %s in \"%s\" that no font here has: %u; it is made without them,"
               " and not as PDF/A; fonts-noto-core has most",
               what, paper->language, drawing.unwritable);

  return fin_pdf_archive (drawn, &filled, error);
}
