// Where each face of a call has its place.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

typedef enum {
  FIN_SEAT_OTHER = 0,
  FIN_SEAT_SIGNER = 1 << 0, /* to be read: never less than a third of what is shown of others */
  FIN_SEAT_PINNED = 1 << 1, /* enlarged by who looks */
  FIN_SEAT_SELF = 1 << 2,   /* oneself, small: beside the others, or in a corner of the one there is */
} FinSeat;

/* Divides @width × @height among @n seats, with @gap between them, into @places: the largest pictures of 4:3
 * that room has, those of pinned seats and signers first. No place is over another, but oneself in the corner
 * of a single other. From left to right; who reads from the right mirrors them. */
void fin_arrange (const FinSeat *seats, guint n, int width, int height, int gap, GdkRectangle *places);

G_END_DECLS
