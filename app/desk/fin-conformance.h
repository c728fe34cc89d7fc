// What the call with one participant is, beside what EN 301 549 asks of it: now, and over the whole visit.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-peer.h"

G_BEGIN_DECLS

/**
 * FinConformance:
 *
 * Fed with the figures of a peer, once a second; nothing in it is estimated. Signal `changed`: with each.
 */
#define FIN_TYPE_CONFORMANCE (fin_conformance_get_type ())
G_DECLARE_FINAL_TYPE (FinConformance, fin_conformance, FIN, CONFORMANCE, GObject)

FinConformance *fin_conformance_new      (void);
/* @receives, @sends: there is a picture to come, or to go; without one no second counts for it. */
void            fin_conformance_feed     (FinConformance *self, const FinPeerFigures *figures,
                                          gboolean receives, gboolean sends);
/* As it is now, a line for each measure, for people. (transfer full) */
char           *fin_conformance_describe (FinConformance *self);
/* Over the visit: of each measure the least, the mean, and in how much of the time it was as it has to be.
 * (transfer full) */
char           *fin_conformance_report   (FinConformance *self);

G_END_DECLS
