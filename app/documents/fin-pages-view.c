// A document's pages under each other, in a sealed view.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-pages-view.h"

#include <glib/gi18n-lib.h>

#include "fin-page-server.h"

#define MARGIN 8 /* beside a page, as in its style sheet */

/* At 110 dots an inch, and a page as wide as this many points for each pixel, coarse is sharp. */
#define COARSE_PIXELS_PER_POINT (FIN_PAGES_FIRST_DPI / 72.)

struct _FinPagesView {
  GtkWidget parent_instance;

  FinPagesBox *box;    /* NULL while the document is being opened */
  FinSealedView *view; /* NULL while there is no document */
  FinPageServer *server;
  FinPageWatch *watch;
  FinPageLook look;
  char *marks; /* style, or NULL */
  double zoom;
  guint page;
  gboolean odd_scroll; /* see fin_page_sheet_section() */
};

enum { READ, SHOWN, LOOKED_AT, BROKEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FinPagesView, fin_pages_view, GTK_TYPE_WIDGET)

/* Whether somebody has zoomed in so far that the coarse pictures blur. */
static gboolean
wants_fine (FinPagesView *self)
{
  double width, height;

  if (self->box == NULL)
    return FALSE;

  fin_pages_box_get_size (self->box, self->page, &width, &height);
  if (self->look.rotation % 180 != 0)
    width = height;

  return gtk_widget_get_width (GTK_WIDGET (self->view)) * self->zoom *
             gtk_widget_get_scale_factor (GTK_WIDGET (self)) >
         width * COARSE_PIXELS_PER_POINT * 1.1;
}

static gboolean
is_dark (FinPagesView *self)
{
  GdkRGBA ink;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &ink);

  return ink.red + ink.green + ink.blue > 1.5;
}

/* WebKit enlarges everything as the person has all text enlarged. A page as wide as the window is
 * that wide whatever the size of text. */
static double
get_text_scale (FinPagesView *self)
{
  int dpi;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);

  return dpi > 0 ? dpi / (96. * 1024) : 1;
}

static void
update_look (FinPagesView *self)
{
  if (self->view == NULL)
    return;

  self->look.page_width =
      gtk_widget_get_width (GTK_WIDGET (self->view)) / get_text_scale (self) - 2 * MARGIN;
  self->look.dark = is_dark (self);
  self->look.fine = wants_fine (self);

  g_autofree char *css = fin_page_sheet_style (&self->look);
  g_autofree char *marked = g_strconcat (css, self->marks, NULL);
  fin_sealed_view_set_style (self->view, marked);
  webkit_web_view_set_zoom_level (WEBKIT_WEB_VIEW (self->view), self->zoom);
  fin_page_watch_set_look (self->watch, &self->look);
}

static void
serve_cb (WebKitURISchemeRequest *request, const char *path, gpointer data)
{
  FinPagesView *self = FIN_PAGES_VIEW (data);

  fin_page_server_serve (self->server, request, path);
}

static void
read_cb (FinPagesView *self, FinPage *page)
{
  g_signal_emit (self, signals[READ], 0, page);
}

static void
shown_cb (FinPagesView *self)
{
  g_signal_emit (self, signals[SHOWN], 0);
  fin_page_watch_look (self->watch);
}

static void
looked_at_cb (FinPagesView *self, guint page)
{
  if (self->box == NULL || page >= fin_pages_box_get_n_pages (self->box))
    return;

  self->page = page;
  fin_page_server_look_at (self->server, page);
  g_signal_emit (self, signals[LOOKED_AT], 0, page);
}

static void
broken_cb (FinPagesView *self)
{
  g_signal_emit (self, signals[BROKEN], 0);
}

static void
fin_pages_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  FinPagesView *self = FIN_PAGES_VIEW (widget);

  GTK_WIDGET_CLASS (fin_pages_view_parent_class)->css_changed (widget, change);

  if (self->view != NULL && self->look.dark != is_dark (self))
    update_look (self);
}

static void
fin_pages_view_dispose (GObject *object)
{
  fin_pages_view_end (FIN_PAGES_VIEW (object));

  G_OBJECT_CLASS (fin_pages_view_parent_class)->dispose (object);
}

static void
fin_pages_view_class_init (FinPagesViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fin_pages_view_dispose;
  GTK_WIDGET_CLASS (klass)->css_changed = fin_pages_view_css_changed;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  signals[READ] = g_signal_new ("read", FIN_TYPE_PAGES_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, FIN_TYPE_PAGE);
  signals[SHOWN] = g_signal_new ("shown", FIN_TYPE_PAGES_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  signals[LOOKED_AT] = g_signal_new ("looked-at", FIN_TYPE_PAGES_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[BROKEN] = g_signal_new ("broken", FIN_TYPE_PAGES_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
}

static void
fin_pages_view_init (FinPagesView *self)
{
  self->zoom = 1;
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (self)), "notify::gtk-xft-dpi",
                           G_CALLBACK (update_look), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (update_look), NULL);
}

void
fin_pages_view_begin (FinPagesView *self)
{
  g_return_if_fail (FIN_IS_PAGES_VIEW (self));
  g_return_if_fail (self->view == NULL);

  self->server = fin_page_server_new ();
  self->view = fin_sealed_view_new (serve_cb, self);
  self->watch = fin_page_watch_new (self->view);
  gtk_widget_set_hexpand (GTK_WIDGET (self->view), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Pages of the document"), -1);
  g_signal_connect_object (self->server, "read", G_CALLBACK (read_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->server, "shown", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "resized", G_CALLBACK (update_look), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "broken", G_CALLBACK (broken_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watch, "looked-at", G_CALLBACK (looked_at_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (GTK_WIDGET (self->view), GTK_WIDGET (self));
  update_look (self);
  fin_sealed_view_open (self->view, fin_page_server_get_path (self->server));
}

void
fin_pages_view_set_box (FinPagesView *self, FinPagesBox *box)
{
  g_return_if_fail (FIN_IS_PAGES_VIEW (self));
  g_return_if_fail (self->view != NULL && self->box == NULL);

  self->box = g_object_ref (box);
  fin_page_server_set_box (self->server, box);
}

void
fin_pages_view_end (FinPagesView *self)
{
  g_return_if_fail (FIN_IS_PAGES_VIEW (self));

  if (self->server != NULL) {
    g_signal_handlers_disconnect_by_data (self->server, self);
    fin_page_server_stop (self->server);
  }
  g_clear_object (&self->server);
  g_clear_object (&self->watch);
  /* With its process: nothing of one document is there when the next one comes. */
  if (self->view != NULL) {
    g_signal_handlers_disconnect_by_data (self->view, self);
    fin_sealed_view_silence (self->view);
    gtk_widget_unparent (GTK_WIDGET (self->view));
    self->view = NULL;
  }
  g_clear_object (&self->box);
  g_clear_pointer (&self->marks, g_free);
  self->look.rotation = 0;
  self->zoom = 1;
  self->page = 0;
}

void
fin_pages_view_set_zoom (FinPagesView *self, double zoom)
{
  g_return_if_fail (FIN_IS_PAGES_VIEW (self));

  self->zoom = zoom;
  update_look (self);
}

void
fin_pages_view_set_rotation (FinPagesView *self, guint rotation)
{
  g_return_if_fail (FIN_IS_PAGES_VIEW (self));

  self->look.rotation = rotation;
  update_look (self);
}

/* @id: of one of a pair, the other being the next letter; @page: where they are. */
static void
scroll_to (FinPagesView *self, char id, guint page)
{
  g_autofree char *anchor = g_strdup_printf ("%c%u", id + self->odd_scroll, page);

  self->odd_scroll = !self->odd_scroll;
  self->page = page;
  fin_sealed_view_scroll_to (self->view, anchor);
  fin_page_server_look_at (self->server, page);
}

void
fin_pages_view_scroll_to (FinPagesView *self, guint page)
{
  g_return_if_fail (FIN_IS_PAGES_VIEW (self));
  g_return_if_fail (self->box != NULL);

  scroll_to (self, 'p', page);
}

void
fin_pages_view_scroll_to_frame (FinPagesView *self, guint page)
{
  g_return_if_fail (FIN_IS_PAGES_VIEW (self));
  g_return_if_fail (self->box != NULL);

  scroll_to (self, 'm', page);
  fin_page_watch_tell (self->watch, page);
}

void
fin_pages_view_set_marks (FinPagesView *self, const char *css)
{
  g_return_if_fail (FIN_IS_PAGES_VIEW (self));

  if (g_strcmp0 (css, self->marks) == 0)
    return;

  g_free (self->marks);
  self->marks = g_strdup (css);
  update_look (self);
}

guint
fin_pages_view_get_page (FinPagesView *self)
{
  g_return_val_if_fail (FIN_IS_PAGES_VIEW (self), 0);

  return self->page;
}

FinPagesBox *
fin_pages_view_get_box (FinPagesView *self)
{
  g_return_val_if_fail (FIN_IS_PAGES_VIEW (self), NULL);

  return self->box;
}

guint
fin_pages_view_get_n_read (FinPagesView *self)
{
  g_return_val_if_fail (FIN_IS_PAGES_VIEW (self), 0);

  return self->server != NULL ? fin_page_server_get_n_read (self->server) : 0;
}

FinSealedView *
fin_pages_view_get_sealed (FinPagesView *self)
{
  g_return_val_if_fail (FIN_IS_PAGES_VIEW (self), NULL);

  return self->view;
}
