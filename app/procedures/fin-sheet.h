// A4 pages that text flows down, in either direction of writing, tagged as it goes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

#define FIN_SHEET_WIDTH  595.276 /* points: A4, ISO 216 */
#define FIN_SHEET_HEIGHT 841.89
#define FIN_SHEET_MARGIN 54.0

typedef enum {
  FIN_INK_TEXT,
  FIN_INK_QUIET,
  FIN_INK_LINK,
} FinInk;

typedef struct _FinSheet FinSheet;

/* Draws what stands at the foot of every page. */
typedef void (*FinSheetFootFunc) (FinSheet *self, guint page, gpointer data);

/* @cr: on a surface of A4 pages. @language decides fonts and direction. (transfer full) */
FinSheet *fin_sheet_new      (cairo_t *cr, const char *language, FinSheetFootFunc foot, gpointer data);
/* Ends the last page and returns how many there are. */
guint     fin_sheet_finish   (FinSheet *self);
void      fin_sheet_free     (FinSheet *self);
/* How many letters so far no font has; a box stands for each. */
guint     fin_sheet_unwritable (FinSheet *self);

/* Opens and closes a structure element of the PDF ("H1", "P", "Table", …). */
void      fin_sheet_begin    (FinSheet *self, const char *tag);
void      fin_sheet_end      (FinSheet *self, const char *tag);

/* Text across the page, tagged @tag. */
void      fin_sheet_text     (FinSheet *self, const char *tag, const char *font, FinInk ink, const char *text);
/* As fin_sheet_text(), leading to @uri. */
void      fin_sheet_link     (FinSheet *self, const char *font, const char *text, const char *uri);
/* A row of a table: the label on the side where reading begins, the value beside it. */
void      fin_sheet_row      (FinSheet *self, const char *label, const char *font, const char *value);
/* One line at the foot, at the side where reading begins, or at the other. */
void      fin_sheet_foot     (FinSheet *self, const char *text, gboolean far_side);
/* A QR code in the upper corner where reading ends; what flows beside it must leave its room. */
void      fin_sheet_qr       (FinSheet *self, const char *text, double top, double size);

void      fin_sheet_gap      (FinSheet *self, double height);
/* Goes on on a new page when less than @height is left. */
void      fin_sheet_need     (FinSheet *self, double height);
/* A line across in the office's red. */
void      fin_sheet_rule     (FinSheet *self);
double    fin_sheet_y        (FinSheet *self);
/* Keeps what flows from now on out of @width at the side where reading ends. */
void      fin_sheet_indent   (FinSheet *self, double width);

G_END_DECLS
