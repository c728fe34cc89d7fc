// How much picture the way to one participant bears.
// Private to this folder.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bits per second that vp8enc starts from and may reach. */
#define FIN_QUALITY_START 1000000
#define FIN_QUALITY_MIN   100000
#define FIN_QUALITY_MAX   2000000

/* After a second with @loss (0 to 1) of what was sent; negative when nobody told. */
guint fin_quality_next   (guint bits_per_second, double loss);
/* The height that @bits_per_second fills well. Resolution falls before the rate of pictures, since
 * a signing hand must not stutter (EN 301 549 6.5.2, 6.5.3); @height is the one now, left only when
 * it is clearly the wrong one. */
int   fin_quality_height (guint bits_per_second, int height);

G_END_DECLS
