// Loss-based control, as in the loss half of Google's congestion control (draft-ietf-rmcat-gcc).
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-quality.h"

#define MUCH_LOSS   0.10
#define LITTLE_LOSS 0.02

static const struct {
  int   height;
  guint enter; /* bits per second from which this height is gone up to */
  guint leave; /* and below which it is left */
} steps[] = {
  { 720, 1600000, 1300000 },
  { 480, 600000, 450000 },
  { 360, 300000, 220000 },
  { 240, 0, 0 },
};

guint
fin_quality_next (guint bits_per_second, double loss)
{
  double next = bits_per_second;

  if (loss > MUCH_LOSS)
    next *= 1 - 0.5 * MIN (loss, 1);
  else if (loss >= 0 && loss < LITTLE_LOSS)
    next *= 1.08;

  return CLAMP (next, FIN_QUALITY_MIN, FIN_QUALITY_MAX);
}

int
fin_quality_height (guint bits_per_second, int height)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (bits_per_second >= (height >= steps[i].height ? steps[i].leave : steps[i].enter))
      return steps[i].height;

  return steps[G_N_ELEMENTS (steps) - 1].height;
}
