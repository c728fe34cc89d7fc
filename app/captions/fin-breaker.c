// When to leave a failing service alone.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-breaker.h"

void
fin_breaker_failed (FinBreaker *self, gint64 now, guint retry_after)
{
  guint rest = MIN (1u << MIN (self->failures, 5), FIN_BREAKER_REST_MAX);

  self->failures++;
  self->rests_until = now + MIN (MAX (rest, retry_after), FIN_BREAKER_REST_MAX) * G_USEC_PER_SEC;
}

void
fin_breaker_succeeded (FinBreaker *self)
{
  self->failures = 0;
  self->rests_until = 0;
}

gboolean
fin_breaker_rests (const FinBreaker *self, gint64 now)
{
  return now < self->rests_until;
}

gboolean
fin_breaker_is_open (const FinBreaker *self)
{
  return self->failures >= FIN_BREAKER_FAILURES;
}
