// When to leave a failing service alone, and for how long. No clock of its own.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FIN_BREAKER_FAILURES 3
#define FIN_BREAKER_REST_MAX 30 /* seconds */

/**
 * FinBreaker:
 * @failures: in a row
 * @rests_until: on the monotonic clock, µs
 *
 * Zeroed to begin. After each failure it rests, 1, 2, 4… up to 30 s; after the third in a row it is open
 * until something succeeds.
 */
typedef struct {
  guint failures;
  gint64 rests_until;
} FinBreaker;

/* @retry_after: seconds the service asked for, 0 when it did not; at most 30 are given. */
void     fin_breaker_failed    (FinBreaker *self, gint64 now, guint retry_after);
void     fin_breaker_succeeded (FinBreaker *self);
gboolean fin_breaker_rests     (const FinBreaker *self, gint64 now);
gboolean fin_breaker_is_open   (const FinBreaker *self);

G_END_DECLS
