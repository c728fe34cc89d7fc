// Writing the stream that ../fin-pages-stream.h describes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "fin-pages-stream.h"

G_BEGIN_DECLS

void fin_pages_out_begin    (void);
void fin_pages_out_document (guint n_total, gboolean cut, const FinPageSize *sizes, guint n_sizes);
/* @pixels without alpha. */
void fin_pages_out_picture  (guint page, GdkPixbuf *pixels);
/* Words whose record would exceed the bounds are left out. */
void fin_pages_out_words    (guint page, const FinWord *words, guint n_words);
/* Says why and ends the program: there is nothing to go back to. */
void fin_pages_out_fail     (const char *reason) G_GNUC_NORETURN;
void fin_pages_out_end      (void);

/* How many pixels a point makes at @dpi, or fewer so that the picture stays within bounds. */
double fin_pages_scale (FinPageSize size, double dpi);

G_END_DECLS
