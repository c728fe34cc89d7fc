// Asks for each tile's seat, and gives it the place the arrangement has for it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-tiles.h"

#include "fin-arrangement.h"
#include "fin-party-tile.h"

#define GAP 8
/* As narrow as a window gets, and a place where a face is one. */
#define LEAST_WIDTH  200
#define LEAST_HEIGHT 120
#define MAX_TILES    8

struct _FinTiles {
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (FinTiles, fin_tiles, GTK_TYPE_WIDGET)

static FinSeat
seat_of (GtkWidget *tile)
{
  if (!FIN_IS_PARTY_TILE (tile))
    return FIN_SEAT_SELF;

  return (fin_party_tile_signs (FIN_PARTY_TILE (tile)) ? FIN_SEAT_SIGNER : 0) |
         (fin_party_tile_pinned (FIN_PARTY_TILE (tile)) ? FIN_SEAT_PINNED : 0);
}

static void
fin_tiles_measure (GtkWidget *widget,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *minimum_baseline,
                   int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH : LEAST_HEIGHT;
}

static void
fin_tiles_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *tiles[MAX_TILES];
  FinSeat seats[MAX_TILES];
  GdkRectangle places[MAX_TILES];
  guint n = 0;

  for (GtkWidget *tile = gtk_widget_get_first_child (widget); tile != NULL && n < MAX_TILES;
       tile = gtk_widget_get_next_sibling (tile))
    if (gtk_widget_should_layout (tile)) {
      tiles[n] = tile;
      seats[n++] = seat_of (tile);
    }

  fin_arrange (seats, n, width, height, GAP, places);
  for (guint i = 0; i < n; i++) {
    int least;

    if (rtl)
      places[i].x = width - places[i].x - places[i].width;
    /* GTK wants to have been asked. */
    gtk_widget_measure (tiles[i], GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
    gtk_widget_size_allocate (tiles[i], &places[i], -1);
  }
}

static void
fin_tiles_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (fin_tiles_parent_class)->dispose (object);
}

static void
fin_tiles_class_init (FinTilesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_tiles_dispose;
  widget_class->measure = fin_tiles_measure;
  widget_class->size_allocate = fin_tiles_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "tiles");
}

static void
fin_tiles_init (FinTiles *self)
{
}

gboolean
fin_tiles_toggle (FinTiles *self, guint position)
{
  GtkWidget *tile;

  g_return_val_if_fail (FIN_IS_TILES (self), FALSE);

  tile = gtk_widget_get_first_child (GTK_WIDGET (self));
  while (position-- > 0 && tile != NULL)
    tile = gtk_widget_get_next_sibling (tile);
  if (tile == NULL || !FIN_IS_PARTY_TILE (tile))
    return FALSE;

  fin_party_tile_set_pinned (FIN_PARTY_TILE (tile), !fin_party_tile_pinned (FIN_PARTY_TILE (tile)));

  return TRUE;
}
