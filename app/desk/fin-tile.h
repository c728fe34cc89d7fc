// One face of the call: a picture, or in words why there is none; a name; how loud they are.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A plain view: whoever owns it says what it shows. Signal `action`: its button was pressed. Property `pinned`
 * (rw): whoever looks has enlarged it, or wants to. */
#define FIN_TYPE_TILE (fin_tile_get_type ())
G_DECLARE_FINAL_TYPE (FinTile, fin_tile, FIN, TILE, GtkWidget)

GtkWidget *fin_tile_new           (void);
/* Who it is; for a screen reader it names the picture too. */
void       fin_tile_set_name      (FinTile *self, const char *name);
/* Words over the picture or in its place, NULL for none; @busy: they tell of a wait. */
void       fin_tile_set_message   (FinTile *self, const char *message, gboolean busy);
/* A button under the message, NULL for none; it may have a mnemonic. */
void       fin_tile_set_action    (FinTile *self, const char *label);
void       fin_tile_set_paintable (FinTile *self, GdkPaintable *paintable);
/* 0 to 1. */
void       fin_tile_set_level     (FinTile *self, double level);
/* Marks them as speaking, by a frame and in words (EN 301 549 6.2.2.4, 6.5.5). */
void       fin_tile_set_speaking  (FinTile *self, gboolean speaking);
/* Can be enlarged: it has a button for it. */
void       fin_tile_set_pinnable  (FinTile *self, gboolean pinnable);
gboolean   fin_tile_pinned        (FinTile *self);
void       fin_tile_set_pinned    (FinTile *self, gboolean pinned);
/* The picture is no longer live. */
void       fin_tile_set_dimmed    (FinTile *self, gboolean dimmed);

G_END_DECLS
