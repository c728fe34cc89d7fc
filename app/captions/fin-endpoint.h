// Where speech begins and ends, by its level against that of the room: for engines that take whole
// utterances.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @n samples of one utterance, which began at @start and ended at @end (monotonic µs). */
typedef void (*FinEndpointFunc) (const gint16 *samples, gsize n, gint64 start, gint64 end,
                                 gpointer data);

/**
 * FinEndpoint:
 *
 * An utterance ends with half a second of quiet, and has a little of the sound before and after it. What
 * has less than 0.3 s of speech is a cough or a door, and none. One of 20 s is cut where it was quietest of
 * late.
 */
typedef struct _FinEndpoint FinEndpoint;

FinEndpoint *fin_endpoint_new   (FinEndpointFunc found, gpointer data);
void         fin_endpoint_free  (FinEndpoint *self);
/* S16 of 16 kHz, of any length; calls `found` for each utterance that has ended. */
void         fin_endpoint_push  (FinEndpoint *self, const gint16 *samples, gsize n, gint64 at);
/* The utterance that has not ended: its samples so far, and when it began. NULL when there is none that will
 * be told. Good until the next call. (transfer none) (nullable) */
const gint16 *fin_endpoint_so_far (FinEndpoint *self, gsize *n, gint64 *start);
/* What is being said ends here. */
void         fin_endpoint_flush (FinEndpoint *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FinEndpoint, fin_endpoint_free)

G_END_DECLS
