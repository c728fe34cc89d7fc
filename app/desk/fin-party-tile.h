// The tile of another participant: what arrives from them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-party.h"

G_BEGIN_DECLS

/* Property `pinned` (rw): enlarged, for who looks here. */
#define FIN_TYPE_PARTY_TILE (fin_party_tile_get_type ())
G_DECLARE_FINAL_TYPE (FinPartyTile, fin_party_tile, FIN, PARTY_TILE, AdwBin)

GtkWidget *fin_party_tile_new        (FinParty *party);
/* Their picture is to be read: an interpreter's, and who is interpreted for when they sign. */
gboolean   fin_party_tile_signs      (FinPartyTile *self);
/* Whether somebody in the visit interprets a sign language. */
void       fin_party_tile_set_signed (FinPartyTile *self, gboolean signed_visit);
gboolean   fin_party_tile_pinned     (FinPartyTile *self);
void       fin_party_tile_set_pinned (FinPartyTile *self, gboolean pinned);

G_END_DECLS
