// The tile in which one sees oneself.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-call.h"

G_BEGIN_DECLS

#define FIN_TYPE_SELF_TILE (fin_self_tile_get_type ())
G_DECLARE_FINAL_TYPE (FinSelfTile, fin_self_tile, FIN, SELF_TILE, AdwBin)

void fin_self_tile_set_call (FinSelfTile *self, FinCall *call);

G_END_DECLS
