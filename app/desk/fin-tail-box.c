// The newest lines at the bottom, without a scrolled window's machinery: nothing here can be
// scrolled. SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-tail-box.h"

enum { PROP_0, PROP_LINES, PROP_CHILD, PROP_COLUMNS, N_PROPS };

struct _FinTailBox {
  GtkWidget parent_instance;

  GtkWidget *child;
  guint lines;
  guint columns;
  guint told; /* idle: what is in it may not change its layout while it is laid out */
};

G_DEFINE_FINAL_TYPE (FinTailBox, fin_tail_box, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];

static int
height (FinTailBox *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int line = pango_font_metrics_get_height (metrics);

  pango_font_metrics_unref (metrics);

  return PANGO_PIXELS_CEIL (self->lines * line);
}

static GtkSizeRequestMode
fin_tail_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
fin_tail_box_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  FinTailBox *self = FIN_TAIL_BOX (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = height (self);
  else if (self->child != NULL)
    gtk_widget_measure (self->child, orientation, -1, minimum, natural, NULL, NULL);
}

static gboolean
columns_cb (gpointer data)
{
  FinTailBox *self = data;

  self->told = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLUMNS]);

  return G_SOURCE_REMOVE;
}

static void
update_columns (FinTailBox *self, int width)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int character = pango_font_metrics_get_approximate_char_width (metrics);
  guint columns = character > 0 ? width * PANGO_SCALE / character : 0;

  pango_font_metrics_unref (metrics);
  if (columns == self->columns)
    return;

  self->columns = columns;
  if (self->told == 0)
    self->told = g_idle_add_full (G_PRIORITY_HIGH_IDLE, columns_cb, self, NULL);
}

static void
fin_tail_box_size_allocate (GtkWidget *widget, int width, int room, int baseline)
{
  FinTailBox *self = FIN_TAIL_BOX (widget);
  int needed;

  update_columns (self, width);
  if (self->child == NULL)
    return;

  gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, width, NULL, &needed, NULL, NULL);
  gtk_widget_allocate (self->child, width, needed, -1,
                       gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (0, room - needed)));
}

static void
fin_tail_box_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FinTailBox *self = FIN_TAIL_BOX (object);

  if (id == PROP_LINES)
    g_value_set_uint (value, self->lines);
  else if (id == PROP_COLUMNS)
    g_value_set_uint (value, self->columns);
  else
    g_value_set_object (value, self->child);
}

static void
fin_tail_box_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FinTailBox *self = FIN_TAIL_BOX (object);

  if (id == PROP_LINES)
    self->lines = g_value_get_uint (value);
  else {
    g_clear_pointer (&self->child, gtk_widget_unparent);
    self->child = g_value_get_object (value);
    if (self->child != NULL)
      gtk_widget_set_parent (self->child, GTK_WIDGET (self));
  }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
fin_tail_box_dispose (GObject *object)
{
  FinTailBox *self = FIN_TAIL_BOX (object);

  g_clear_handle_id (&self->told, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);

  G_OBJECT_CLASS (fin_tail_box_parent_class)->dispose (object);
}

static void
fin_tail_box_class_init (FinTailBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fin_tail_box_get_property;
  object_class->set_property = fin_tail_box_set_property;
  object_class->dispose = fin_tail_box_dispose;
  widget_class->get_request_mode = fin_tail_box_get_request_mode;
  widget_class->measure = fin_tail_box_measure;
  widget_class->size_allocate = fin_tail_box_size_allocate;

  properties[PROP_LINES] = g_param_spec_uint ("lines", NULL, NULL, 1, 20, 3, flags);
  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_COLUMNS] = g_param_spec_uint ("columns", NULL, NULL, 0, G_MAXUINT, 0,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "tailbox");
}

static void
fin_tail_box_init (FinTailBox *self)
{
  self->lines = 3;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

guint
fin_tail_box_columns (FinTailBox *self)
{
  g_return_val_if_fail (FIN_IS_TAIL_BOX (self), 0);

  return self->columns;
}
