// The practice citizen, drawn.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

#define FIN_PORTRAIT_WIDTH  640
#define FIN_PORTRAIT_HEIGHT 480

/* What does not move is drawn once. Used from one thread at a time. */
typedef struct _FinPortrait FinPortrait;

FinPortrait *fin_portrait_new  (void);
void         fin_portrait_free (FinPortrait *portrait);
/* As they look @seconds after the beginning, on @pixels of CAIRO_FORMAT_RGB24. */
void         fin_portrait_draw (FinPortrait *portrait, guint8 *pixels, int stride, double seconds,
                                double mouth);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FinPortrait, fin_portrait_free)

G_END_DECLS
