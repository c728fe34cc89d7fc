// The call's side of a peer. Private to this folder.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-connection.h"
#include "fin-peer.h"

G_BEGIN_DECLS

/* Begins in the next turn of the main loop. @studio outlives it, closed. (transfer full) */
FinPeer *fin_peer_new             (FinStudio *studio, const char *id, JsonArray *ice_servers);
/* Nothing is emitted after it. */
void     fin_peer_close           (FinPeer *self);
/* Bits per second of picture that reach it; 0 while nothing does. */
guint    fin_peer_bits_per_second (FinPeer *self);

G_END_DECLS
