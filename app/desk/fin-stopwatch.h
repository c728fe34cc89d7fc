// How long real-time text takes from a key at one end to being seen at the other.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FinStopwatch:
 *
 * Told each state of a line when its key was pressed, and each state when it was seen (both in
 * microseconds of the monotonic clock, which programs of one machine share). Keys that were flushed
 * together are seen together: each counts from its own press.
 */
typedef struct _FinStopwatch FinStopwatch;

FinStopwatch *fin_stopwatch_new   (void);
void          fin_stopwatch_free  (FinStopwatch *self);
void          fin_stopwatch_typed (FinStopwatch *self, const char *text, gint64 at);
void          fin_stopwatch_seen  (FinStopwatch *self, const char *text, gint64 at);
/* How many keys have been seen. */
guint         fin_stopwatch_count (FinStopwatch *self);
/* Milliseconds at @fraction (0.5: the median) of those seen; negative when there are none. */
double        fin_stopwatch_quantile (FinStopwatch *self, double fraction);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FinStopwatch, fin_stopwatch_free)

G_END_DECLS
