// One page as a picture to be pointed at and drawn on.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-page-canvas.h"

#include <glib/gi18n-lib.h>
#include <graphene-gobject.h>

#define STEP      .02
#define LONG_STEP .1
#define RADIUS    10
#define SMALLEST  .004 /* a rectangle's side: less is a click */

struct _FinPageCanvas {
  GtkWidget parent_instance;

  GdkTexture *picture;
  int width;
  gboolean drawing;
  gboolean solid;
  GArray *areas; /* of graphene_rect_t, or NULL */
  graphene_point_t mine;
  graphene_point_t theirs;
  graphene_point_t mouse; /* in pixels, where it was last */
  graphene_rect_t draft;  /* while the mouse is down */
  gboolean drafting;
};

enum { POINTED, DRAWN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FinPageCanvas, fin_page_canvas, GTK_TYPE_WIDGET)

static const graphene_point_t nowhere = { -1, -1 };

/* Where the picture is drawn: in the middle, when there is more room than it takes. */
static graphene_rect_t
get_place (FinPageCanvas *self)
{
  int given = gtk_widget_get_width (GTK_WIDGET (self));
  int width = MIN (self->width, given);
  float height =
      self->picture != NULL
          ? width / gdk_paintable_get_intrinsic_aspect_ratio (GDK_PAINTABLE (self->picture))
          : 0;

  return GRAPHENE_RECT_INIT ((given - width) / 2, 0, width, height);
}

static graphene_point_t
to_part (FinPageCanvas *self, double x, double y)
{
  graphene_rect_t place = get_place (self);

  return GRAPHENE_POINT_INIT (CLAMP ((x - place.origin.x) / MAX (place.size.width, 1), 0, 1),
                              CLAMP ((y - place.origin.y) / MAX (place.size.height, 1), 0, 1));
}

static void
point (FinPageCanvas *self, graphene_point_t where)
{
  if (self->picture == NULL || graphene_point_equal (&self->mine, &where))
    return;

  self->mine = where;
  g_signal_emit (self, signals[POINTED], 0, (double)where.x, (double)where.y);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
motion_cb (FinPageCanvas *self, double x, double y)
{
  /* GTK tells of the mouse again after a redraw: where it rests it says nothing new. */
  if (self->drawing || graphene_point_near (&self->mouse, &GRAPHENE_POINT_INIT (x, y), .1))
    return;

  self->mouse = GRAPHENE_POINT_INIT (x, y);
  point (self, to_part (self, x, y));
}

static void
leave_cb (FinPageCanvas *self)
{
  self->mouse = nowhere;
  point (self, nowhere);
}

static gboolean
key_pressed_cb (FinPageCanvas *self, guint key, guint code, GdkModifierType state)
{
  graphene_point_t where = self->mine.x < 0 ? GRAPHENE_POINT_INIT (.5, .5) : self->mine;
  float step = state & GDK_SHIFT_MASK ? LONG_STEP : STEP;

  if (self->drawing || state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK))
    return GDK_EVENT_PROPAGATE;

  switch (key) {
  case GDK_KEY_Left:
    where.x -= step;
    break;
  case GDK_KEY_Right:
    where.x += step;
    break;
  case GDK_KEY_Up:
    where.y -= step;
    break;
  case GDK_KEY_Down:
    where.y += step;
    break;
  case GDK_KEY_Escape:
    if (self->mine.x < 0)
      return GDK_EVENT_PROPAGATE;
    point (self, nowhere);
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
  point (self, GRAPHENE_POINT_INIT (CLAMP (where.x, 0, 1), CLAMP (where.y, 0, 1)));

  return GDK_EVENT_STOP;
}

static void
drag_begin_cb (FinPageCanvas *self, double x, double y, GtkGesture *gesture)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!self->drawing || self->picture == NULL) {
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
    return;
  }

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  self->drafting = TRUE;
  self->draft.origin = to_part (self, x, y);
  self->draft.size = GRAPHENE_SIZE_INIT (0, 0);
}

static void
drag_update_cb (FinPageCanvas *self, double dx, double dy, GtkGesture *gesture)
{
  double x, y;

  if (!self->drafting || !gtk_gesture_drag_get_start_point (GTK_GESTURE_DRAG (gesture), &x, &y))
    return;

  graphene_point_t end = to_part (self, x + dx, y + dy);
  graphene_point_t start = to_part (self, x, y);
  self->draft = GRAPHENE_RECT_INIT (MIN (start.x, end.x), MIN (start.y, end.y),
                                    ABS (end.x - start.x), ABS (end.y - start.y));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_end_cb (FinPageCanvas *self, double dx, double dy, GtkGesture *gesture)
{
  if (!self->drafting)
    return;

  self->drafting = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->draft.size.width >= SMALLEST && self->draft.size.height >= SMALLEST)
    g_signal_emit (self, signals[DRAWN], 0, &self->draft);
}

static GtkSizeRequestMode
fin_page_canvas_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
fin_page_canvas_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  FinPageCanvas *self = FIN_PAGE_CANVAS (widget);

  *minimum = *natural = 0;
  if (self->picture == NULL)
    return;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = self->width;
  else
    *minimum =
        self->width / gdk_paintable_get_intrinsic_aspect_ratio (GDK_PAINTABLE (self->picture));
  *natural = *minimum;
}

static void
snapshot_area (GtkSnapshot *snapshot,
               const graphene_rect_t *place,
               const graphene_rect_t *part,
               const GdkRGBA *fill,
               const GdkRGBA *edge)
{
  static const float widths[] = { 2, 2, 2, 2 };
  const GdkRGBA edges[] = { *edge, *edge, *edge, *edge };
  graphene_rect_t area = GRAPHENE_RECT_INIT (place->origin.x + part->origin.x * place->size.width,
                                             place->origin.y + part->origin.y * place->size.height,
                                             part->size.width * place->size.width,
                                             part->size.height * place->size.height);
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &area, 0);
  gtk_snapshot_append_color (snapshot, fill, &area);
  gtk_snapshot_append_border (snapshot, &outline, widths, edges);
}

/* A ring for one's own pointer, a diamond for the other's: told apart also without colours. */
static void
snapshot_pointer (GtkSnapshot *snapshot,
                  const graphene_rect_t *place,
                  const graphene_point_t *part,
                  gboolean diamond,
                  const GdkRGBA *colour)
{
  static const GdkRGBA white = { 1, 1, 1, 1 };
  static const float outer[] = { 8, 8, 8, 8 }, inner[] = { 4, 4, 4, 4 };
  const GdkRGBA whites[] = { white, white, white, white };
  const GdkRGBA colours[] = { *colour, *colour, *colour, *colour };
  graphene_rect_t around =
      GRAPHENE_RECT_INIT (-RADIUS - 2, -RADIUS - 2, 2 * RADIUS + 4, 2 * RADIUS + 4);
  graphene_rect_t within = GRAPHENE_RECT_INIT (-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS);
  GskRoundedRect outline;

  if (part->x < 0)
    return;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (place->origin.x + part->x * place->size.width,
                                                place->origin.y + part->y * place->size.height));
  if (diamond)
    gtk_snapshot_rotate (snapshot, 45);
  gsk_rounded_rect_init_from_rect (&outline, &around, diamond ? 0 : RADIUS + 2);
  gtk_snapshot_append_border (snapshot, &outline, outer, whites);
  gsk_rounded_rect_init_from_rect (&outline, &within, diamond ? 0 : RADIUS);
  gtk_snapshot_append_border (snapshot, &outline, inner, colours);
  gtk_snapshot_restore (snapshot);
}

static void
fin_page_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  static const GdkRGBA white = { 1, 1, 1, 1 }, black = { 0, 0, 0, 1 }, veil = { 0, 0, 0, .45 };
  static const GdkRGBA blue = { .04, .34, .66, 1 }, red = { .8, 0, 0, 1 };
  FinPageCanvas *self = FIN_PAGE_CANVAS (widget);
  graphene_rect_t place = get_place (self);

  if (self->picture == NULL)
    return;

  gtk_snapshot_append_color (snapshot, &white, &place);
  gtk_snapshot_append_texture (snapshot, self->picture, &place);
  for (guint i = 0; self->areas != NULL && i < self->areas->len; i++)
    snapshot_area (snapshot, &place, &g_array_index (self->areas, graphene_rect_t, i),
                   self->solid ? &black : &veil, self->solid ? &black : &red);
  if (self->drafting)
    snapshot_area (snapshot, &place, &self->draft, &veil, &red);
  snapshot_pointer (snapshot, &place, &self->mine, FALSE, &blue);
  snapshot_pointer (snapshot, &place, &self->theirs, TRUE, &red);
}

static void
fin_page_canvas_dispose (GObject *object)
{
  FinPageCanvas *self = FIN_PAGE_CANVAS (object);

  g_clear_object (&self->picture);
  g_clear_pointer (&self->areas, g_array_unref);

  G_OBJECT_CLASS (fin_page_canvas_parent_class)->dispose (object);
}

static void
fin_page_canvas_class_init (FinPageCanvasClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_page_canvas_dispose;
  widget_class->get_request_mode = fin_page_canvas_get_request_mode;
  widget_class->measure = fin_page_canvas_measure;
  widget_class->snapshot = fin_page_canvas_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);

  signals[POINTED] = g_signal_new ("pointed", FIN_TYPE_PAGE_CANVAS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[DRAWN] = g_signal_new ("drawn", FIN_TYPE_PAGE_CANVAS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, GRAPHENE_TYPE_RECT);
}

static void
fin_page_canvas_init (FinPageCanvas *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->mine = self->theirs = self->mouse = nowhere;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Page"),
                                  -1);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "crosshair");
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

void
fin_page_canvas_set_picture (FinPageCanvas *self, GdkTexture *picture)
{
  g_return_if_fail (FIN_IS_PAGE_CANVAS (self));

  g_set_object (&self->picture, picture);
  self->mine = self->theirs = nowhere;
  self->drafting = FALSE;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
fin_page_canvas_set_width (FinPageCanvas *self, int width)
{
  g_return_if_fail (FIN_IS_PAGE_CANVAS (self));

  if (self->width == width)
    return;

  self->width = width;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
fin_page_canvas_set_drawing (FinPageCanvas *self, gboolean drawing)
{
  g_return_if_fail (FIN_IS_PAGE_CANVAS (self));

  self->drawing = drawing;
  point (self, nowhere);
}

void
fin_page_canvas_set_pointer (FinPageCanvas *self, double x, double y)
{
  g_return_if_fail (FIN_IS_PAGE_CANVAS (self));

  self->theirs = GRAPHENE_POINT_INIT (x, y);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
fin_page_canvas_set_areas (FinPageCanvas *self, GArray *areas, gboolean solid)
{
  g_return_if_fail (FIN_IS_PAGE_CANVAS (self));

  if (areas != NULL)
    g_array_ref (areas);
  g_clear_pointer (&self->areas, g_array_unref);
  self->areas = areas;
  self->solid = solid;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
