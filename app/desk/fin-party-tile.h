// The tile of another participant: what arrives from them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-party.h"

G_BEGIN_DECLS

#define FIN_TYPE_PARTY_TILE (fin_party_tile_get_type ())
G_DECLARE_FINAL_TYPE (FinPartyTile, fin_party_tile, FIN, PARTY_TILE, AdwBin)

GtkWidget *fin_party_tile_new (FinParty *party);

G_END_DECLS
