// A bar that follows a level.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-level-meter.h"

#define WIDTH  56
#define HEIGHT 8

enum { PROP_0, PROP_LEVEL, N_PROPS };

struct _FinLevelMeter {
  GtkWidget parent_instance;

  double level;
};

G_DEFINE_FINAL_TYPE (FinLevelMeter, fin_level_meter, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];

static void
fin_level_meter_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FinLevelMeter *self = FIN_LEVEL_METER (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  float filled = width * self->level;
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GdkRGBA colour;

  /* The trough is the style's background. */
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  gtk_snapshot_append_color (snapshot, &colour,
                             &GRAPHENE_RECT_INIT (rtl ? width - filled : 0, 0, filled, height));
}

static void
fin_level_meter_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  /* In a small tile a name in large letters comes first. */
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH / 3 : HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
fin_level_meter_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_double (value, FIN_LEVEL_METER (object)->level);
}

static void
fin_level_meter_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  fin_level_meter_set_level (FIN_LEVEL_METER (object), g_value_get_double (value));
}

static void
fin_level_meter_class_init (FinLevelMeterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = fin_level_meter_get_property;
  object_class->set_property = fin_level_meter_set_property;
  widget_class->snapshot = fin_level_meter_snapshot;
  widget_class->measure = fin_level_meter_measure;

  properties[PROP_LEVEL] =
      g_param_spec_double ("level", NULL, NULL, 0, 1, 0,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "levelmeter");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_METER);
}

static void
fin_level_meter_init (FinLevelMeter *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

void
fin_level_meter_set_level (FinLevelMeter *self, double level)
{
  g_return_if_fail (FIN_IS_LEVEL_METER (self));

  level = CLAMP (level, 0, 1);
  if (level == self->level)
    return;

  self->level = level;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEVEL]);
}
