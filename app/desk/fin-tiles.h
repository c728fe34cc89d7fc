// The faces of a call, each in its place.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FinTiles:
 *
 * Its children are #FinPartyTile, and last the one of oneself. An interpreter has at least a third of what is
 * shown of others; whoever is pinned, and several may be, stands in front (see fin_arrange()).
 */
#define FIN_TYPE_TILES (fin_tiles_get_type ())
G_DECLARE_FINAL_TYPE (FinTiles, fin_tiles, FIN, TILES, GtkWidget)

/* Pins the tile at @position, of the others from 0, or lets go of it; FALSE when there is none. */
gboolean fin_tiles_toggle (FinTiles *self, guint position);

G_END_DECLS
