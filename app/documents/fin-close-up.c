// One page of a document by itself.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-close-up.h"

#include <glib/gi18n-lib.h>

/* Sharp on a telephone that zooms in, and an A4 page's picture of text is about 100 kB. */
#define DPI 150
#define LARGE_PNG                                                                                  \
  (1024 * 1024) /* a photograph: a fifth of it as JPEG, and nobody sees the difference */

struct _FinCloseUp {
  GtkWidget parent_instance;

  GtkWidget *scroll;
  FinPageCanvas *canvas;
  FinPagesBox *box;
  GCancellable *cancellable; /* of the picture that is asked for */
  int page;                  /* -1 before the first */
  guint rotation;
  double zoom;
  guint idle; /* for another width */
};

enum { PICTURED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FinCloseUp, fin_close_up, GTK_TYPE_WIDGET)

typedef struct {
  GBytes *png;
  guint rotation;
  GBytes *picture;
  const char *media_type;
  GdkTexture *texture;
} Turning;

static void
turning_free (gpointer data)
{
  Turning *turning = data;

  g_bytes_unref (turning->png);
  g_clear_pointer (&turning->picture, g_bytes_unref);
  g_clear_object (&turning->texture);
  g_free (turning);
}

static GBytes *
save (GdkPixbuf *pixels, gboolean jpeg, GError **error)
{
  char *data;
  gsize size;
  gboolean saved =
      jpeg ? gdk_pixbuf_save_to_buffer (pixels, &data, &size, "jpeg", error, "quality", "85", NULL)
           : gdk_pixbuf_save_to_buffer (pixels, &data, &size, "png", error, "compression", "3",
                                        NULL);

  return saved ? g_bytes_new_take (data, size) : NULL;
}

/* The PNG is the parent's own work: nobody else's is decoded here. */
static void
turn_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Turning *turning = data;
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (turning->png);
  GError *error = NULL;
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new_from_stream (stream, NULL, &error);
  g_autoptr (GdkPixbuf) turned =
      pixels != NULL ? gdk_pixbuf_rotate_simple (pixels, (360 - turning->rotation) % 360) : NULL;

  turning->media_type = "image/png";
  if (turned != NULL) {
    turning->picture =
        turning->rotation == 0 ? g_bytes_ref (turning->png) : save (turned, FALSE, &error);
    turning->texture = gdk_texture_new_for_pixbuf (turned);
  }
  if (turning->picture != NULL && g_bytes_get_size (turning->picture) > LARGE_PNG) {
    g_clear_pointer (&turning->picture, g_bytes_unref);
    turning->picture = save (turned, TRUE, &error);
    turning->media_type = "image/jpeg";
  }

  if (turning->picture != NULL)
    g_task_return_boolean (task, TRUE);
  else if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "No memory for the picture");
}

static void
turned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  FinCloseUp *self = FIN_CLOSE_UP (source);
  Turning *turning = g_task_get_task_data (G_TASK (result));
  GCancellable *cancellable = g_task_get_cancellable (G_TASK (result));
  gboolean turned = g_task_propagate_boolean (G_TASK (result), NULL);

  if (g_cancellable_is_cancelled (cancellable) || !turned)
    return;

  fin_page_canvas_set_picture (self->canvas, turning->texture);
  g_signal_emit (self, signals[PICTURED], 0, turning->picture, turning->media_type,
                 (guint)self->page);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinCloseUp) self = data;
  GCancellable *cancellable = g_task_get_cancellable (G_TASK (result));
  g_autoptr (GPtrArray) pages = fin_pages_box_read_finish (FIN_PAGES_BOX (source), result, NULL);

  /* A page that cannot be drawn leaves the place empty, as the document's own view tells. */
  if (g_cancellable_is_cancelled (cancellable) || pages == NULL || pages->len == 0 ||
      fin_page_get_png (pages->pdata[0]) == NULL)
    return;

  Turning *turning = g_new0 (Turning, 1);
  g_autoptr (GTask) task = g_task_new (self, cancellable, turned_cb, NULL);
  turning->png = g_bytes_ref (fin_page_get_png (pages->pdata[0]));
  turning->rotation = self->rotation;
  g_task_set_source_tag (task, read_cb);
  g_task_set_task_data (task, turning, turning_free);
  g_task_run_in_thread (task, turn_thread);
}

static gboolean
update_width (gpointer data)
{
  FinCloseUp *self = data;
  GtkAdjustment *across = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroll));

  fin_page_canvas_set_width (self->canvas, gtk_adjustment_get_page_size (across) * self->zoom);
  self->idle = 0;

  return G_SOURCE_REMOVE;
}

/* Not at once: it is told while places are being given out, and then none may be asked for. */
static void
resized_cb (FinCloseUp *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add (update_width, self);
}

static void
forget (FinCloseUp *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  fin_page_canvas_set_picture (self->canvas, NULL);
}

static void
fin_close_up_dispose (GObject *object)
{
  FinCloseUp *self = FIN_CLOSE_UP (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->scroll != NULL)
    forget (self);
  g_clear_object (&self->box);
  g_clear_pointer (&self->scroll, gtk_widget_unparent);

  G_OBJECT_CLASS (fin_close_up_parent_class)->dispose (object);
}

static void
fin_close_up_class_init (FinCloseUpClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fin_close_up_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  signals[PICTURED] = g_signal_new ("pictured", FIN_TYPE_CLOSE_UP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 3, G_TYPE_BYTES, G_TYPE_STRING, G_TYPE_UINT);
}

static void
fin_close_up_init (FinCloseUp *self)
{
  self->page = -1;
  self->zoom = 1;
  self->canvas = g_object_new (FIN_TYPE_PAGE_CANVAS, "halign", GTK_ALIGN_CENTER, "valign",
                               GTK_ALIGN_START, NULL);
  self->scroll = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroll), GTK_WIDGET (self->canvas));
  /* The page is larger than what is seen of it, and stays where it was scrolled to. */
  gtk_viewport_set_scroll_to_focus (
      GTK_VIEWPORT (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (self->scroll))), FALSE);
  gtk_widget_set_parent (self->scroll, GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroll)),
                           "notify::page-size", G_CALLBACK (resized_cb), self, G_CONNECT_SWAPPED);
}

void
fin_close_up_set_box (FinCloseUp *self, FinPagesBox *box)
{
  g_return_if_fail (FIN_IS_CLOSE_UP (self));

  if (g_set_object (&self->box, box)) {
    forget (self);
    self->page = -1;
  }
}

void
fin_close_up_look_at (FinCloseUp *self, guint page, guint rotation)
{
  g_return_if_fail (FIN_IS_CLOSE_UP (self));

  if (self->box == NULL || ((int)page == self->page && rotation == self->rotation))
    return;

  forget (self);
  self->page = page;
  self->rotation = rotation;
  g_autofree char *label = g_strdup_printf (_ ("Page %u"), page + 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->canvas), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  self->cancellable = g_cancellable_new ();
  fin_pages_box_read_async (self->box, page, page, FIN_PAGES_PICTURES, DPI, self->cancellable,
                            read_cb, g_object_ref (self));
}

void
fin_close_up_set_zoom (FinCloseUp *self, double zoom)
{
  g_return_if_fail (FIN_IS_CLOSE_UP (self));

  self->zoom = zoom;
  resized_cb (self);
}

FinPageCanvas *
fin_close_up_canvas (FinCloseUp *self)
{
  g_return_val_if_fail (FIN_IS_CLOSE_UP (self), NULL);

  return self->canvas;
}

graphene_rect_t
fin_close_up_turn (const graphene_rect_t *area, guint rotation)
{
  float x = area->origin.x, y = area->origin.y;
  float width = area->size.width, height = area->size.height;

  switch (rotation) {
  case 90:
    return GRAPHENE_RECT_INIT (1 - y - height, x, height, width);
  case 180:
    return GRAPHENE_RECT_INIT (1 - x - width, 1 - y - height, width, height);
  case 270:
    return GRAPHENE_RECT_INIT (y, 1 - x - width, height, width);
  default:
    return *area;
  }
}

graphene_rect_t
fin_close_up_turn_back (const graphene_rect_t *area, guint rotation)
{
  return fin_close_up_turn (area, (360 - rotation) % 360);
}
