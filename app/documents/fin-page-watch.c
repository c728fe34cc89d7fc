// Tells which page of a document somebody is looking at, without a script to ask.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-page-watch.h"

#define PERIOD 120 /* ms between pictures */
#define LOOKS  4   /* with the same page to be seen, before it is believed to rest */

struct _FinPageWatch {
  GObject parent_instance;

  FinSealedView *view; /* weak */
  GCancellable *cancellable;
  FinPageLook look;
  guint timeout;
  guint looks_left;
  int page;
  gboolean told; /* that it is this page, until somebody moves */
};

enum { LOOKED_AT, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FinPageWatch, fin_page_watch, G_TYPE_OBJECT)

static void
fin_page_watch_dispose (GObject *object)
{
  FinPageWatch *self = FIN_PAGE_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_weak_pointer (&self->view);

  G_OBJECT_CLASS (fin_page_watch_parent_class)->dispose (object);
}

static void
fin_page_watch_finalize (GObject *object)
{
  FinPageWatch *self = FIN_PAGE_WATCH (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (fin_page_watch_parent_class)->finalize (object);
}

static void
fin_page_watch_class_init (FinPageWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fin_page_watch_dispose;
  object_class->finalize = fin_page_watch_finalize;

  signals[LOOKED_AT] = g_signal_new ("looked-at", FIN_TYPE_PAGE_WATCH, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
fin_page_watch_init (FinPageWatch *self)
{
  self->cancellable = g_cancellable_new ();
  self->page = -1;
}

/* The page that takes the upper third of what is seen: where people read. Under a short document
 * there is nothing but desk, so look further up. */
static int
find_page (FinPageWatch *self, GdkTexture *picture)
{
  int width = gdk_texture_get_width (picture);
  int height = gdk_texture_get_height (picture);
  gsize stride = (gsize)width * 4;
  g_autofree guchar *pixels = g_malloc (stride * height);

  gdk_texture_download (picture, pixels, stride);
  for (int y = height / 3; y >= 0; y--) {
    guint32 pixel = *(const guint32 *)(pixels + y * stride);
    int page = fin_page_sheet_read_mark (&self->look, pixel & 0xffffff);

    if (page >= 0)
      return page;
  }

  return -1;
}

static gboolean timeout_cb (gpointer data);

static void
seen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinPageWatch) self = data;
  g_autoptr (GdkTexture) picture =
      webkit_web_view_get_snapshot_finish (WEBKIT_WEB_VIEW (source), result, NULL);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  int page = picture != NULL ? find_page (self, picture) : -1;
  if (page >= 0 && page != self->page && !self->told) {
    self->page = page;
    self->looks_left = LOOKS;
    g_signal_emit (self, signals[LOOKED_AT], 0, (guint)page);
  }
  if (self->looks_left > 0 && self->timeout == 0)
    self->timeout = g_timeout_add (PERIOD, timeout_cb, self);
}

static gboolean
timeout_cb (gpointer data)
{
  FinPageWatch *self = data;

  self->timeout = 0;
  if (self->view == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    return G_SOURCE_REMOVE;

  self->looks_left--;
  webkit_web_view_get_snapshot (WEBKIT_WEB_VIEW (self->view), WEBKIT_SNAPSHOT_REGION_VISIBLE,
                                WEBKIT_SNAPSHOT_OPTIONS_NONE, self->cancellable, seen_cb,
                                g_object_ref (self));

  return G_SOURCE_REMOVE;
}

static gboolean
event_cb (GtkEventController *controller, GdkEvent *event, FinPageWatch *self)
{
  GdkModifierType buttons = gdk_event_get_modifier_state (event) & GDK_BUTTON1_MASK;

  switch (gdk_event_get_event_type (event)) {
  case GDK_SCROLL:
  case GDK_KEY_PRESS:
  case GDK_BUTTON_RELEASE:
  case GDK_TOUCH_UPDATE:
  case GDK_TOUCH_END:
    self->told = FALSE;
    fin_page_watch_look (self);
    break;
  case GDK_MOTION_NOTIFY:
    /* Dragging the scroll bar, or a selection past the edge. */
    if (buttons != 0)
      fin_page_watch_look (self);
    break;
  default:
    break;
  }

  return GDK_EVENT_PROPAGATE;
}

FinPageWatch *
fin_page_watch_new (FinSealedView *view)
{
  FinPageWatch *self = g_object_new (FIN_TYPE_PAGE_WATCH, NULL);
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  g_set_weak_pointer (&self->view, view);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "event", G_CALLBACK (event_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (view), controller);

  return self;
}

void
fin_page_watch_set_look (FinPageWatch *self, const FinPageLook *look)
{
  g_return_if_fail (FIN_IS_PAGE_WATCH (self));

  self->look = *look;
  fin_page_watch_look (self);
}

void
fin_page_watch_tell (FinPageWatch *self, guint page)
{
  g_return_if_fail (FIN_IS_PAGE_WATCH (self));

  self->told = TRUE;
  self->page = page;
  g_signal_emit (self, signals[LOOKED_AT], 0, page);
}

void
fin_page_watch_look (FinPageWatch *self)
{
  g_return_if_fail (FIN_IS_PAGE_WATCH (self));

  self->looks_left = LOOKS;
  if (self->timeout == 0)
    self->timeout = g_timeout_add (PERIOD, timeout_cb, self);
}
