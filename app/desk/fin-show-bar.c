// Says that the citizen sees the page that is open.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-show-bar.h"

#include <glib/gi18n.h>

#include "fin-showing.h"
#include "fin-words.h"

struct _FinShowBar {
  GtkWidget parent_instance;

  GtkLabel *words;

  FinDocumentView *view;
  FinShowing *showing;
  FinDocument *document;
};

enum { PROP_0, PROP_ACTIVE, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FinShowBar, fin_show_bar, GTK_TYPE_WIDGET)

static gboolean
is_active (FinShowBar *self)
{
  return self->showing != NULL && fin_showing_document (self->showing) != NULL;
}

static void
update (FinShowBar *self)
{
  const GError *error = self->showing != NULL ? fin_showing_error (self->showing) : NULL;
  g_autofree char *problem = error != NULL ? fin_words_error (error) : NULL;

  gtk_label_set_label (self->words,
                       problem != NULL
                           ? problem
                           : _ ("The citizen sees this page, and where you point on it with the "
                                "mouse or the arrow keys. The red diamond is where they point."));
}

static void
shown_changed_cb (FinShowBar *self)
{
  gboolean active = is_active (self);

  gtk_widget_set_visible (GTK_WIDGET (self), active);
  if (!active)
    fin_page_canvas_set_pointer (fin_close_up_canvas (fin_document_view_get_close_up (self->view)),
                                 -1, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

static void
pictured_cb (FinShowBar *self, GBytes *picture, const char *media_type, guint page)
{
  guint n_pages;

  g_object_get (self->view, "n-pages", &n_pages, NULL);
  fin_showing_picture (self->showing, picture, media_type, page + 1, n_pages);
}

static void
set_active (FinShowBar *self, gboolean active)
{
  if (active == is_active (self))
    return;

  if (active && self->document != NULL)
    fin_showing_start (self->showing, self->document);
  else if (!active)
    fin_showing_stop (self->showing);
  /* A toggle that was pressed for nothing comes up again. */
  if (active != is_active (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

static void
fin_show_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, is_active (FIN_SHOW_BAR (object)));
}

static void
fin_show_bar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  set_active (FIN_SHOW_BAR (object), g_value_get_boolean (value));
}

static void
fin_show_bar_dispose (GObject *object)
{
  FinShowBar *self = FIN_SHOW_BAR (object);

  if (self->showing != NULL) {
    g_signal_handlers_disconnect_by_data (self->showing, self);
    fin_showing_stop (self->showing);
  }
  g_clear_object (&self->showing);
  g_clear_object (&self->document);
  g_clear_object (&self->view);
  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_SHOW_BAR);

  G_OBJECT_CLASS (fin_show_bar_parent_class)->dispose (object);
}

static void
fin_show_bar_class_init (FinShowBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = fin_show_bar_get_property;
  object_class->set_property = fin_show_bar_set_property;
  object_class->dispose = fin_show_bar_dispose;

  properties[PROP_ACTIVE] =
      g_param_spec_boolean ("active", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-show-bar.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, FinShowBar, words);
}

static void
fin_show_bar_init (FinShowBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

void
fin_show_bar_set_visit (FinShowBar *self, FinVisit *visit, FinDocumentView *view)
{
  FinCloseUp *close_up;
  FinPageCanvas *canvas;

  g_return_if_fail (FIN_IS_SHOW_BAR (self));
  g_return_if_fail (self->showing == NULL);

  self->view = g_object_ref (view);
  self->showing = fin_showing_new (visit);
  close_up = fin_document_view_get_close_up (view);
  canvas = fin_close_up_canvas (close_up);
  g_signal_connect_object (self->showing, "notify::document", G_CALLBACK (shown_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->showing, "notify::error", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->showing, "pointed", G_CALLBACK (fin_page_canvas_set_pointer),
                           canvas, G_CONNECT_SWAPPED);
  g_signal_connect_object (canvas, "pointed", G_CALLBACK (fin_showing_point), self->showing,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (close_up, "pictured", G_CALLBACK (pictured_cb), self, G_CONNECT_SWAPPED);
}

void
fin_show_bar_set_document (FinShowBar *self, FinDocument *document)
{
  g_return_if_fail (FIN_IS_SHOW_BAR (self));

  if (self->document == document)
    return;

  fin_showing_stop (self->showing);
  g_set_object (&self->document, document);
}
