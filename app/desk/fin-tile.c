// The view of one face.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-tile.h"

#include <glib/gi18n.h>

#include "fin-accessible.h"
#include "fin-level-meter.h"

struct _FinTile {
  GtkWidget parent_instance;

  GtkWidget *overlay;
  GtkWidget *picture;
  GtkWidget *message_box;
  GtkWidget *spinner;
  GtkWidget *message;
  GtkWidget *action;
  GtkWidget *name;
  GtkWidget *speaking;
  GtkWidget *pin;
  FinLevelMeter *meter;
};

G_DEFINE_FINAL_TYPE (FinTile, fin_tile, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_PINNED, N_PROPS };

static GParamSpec *properties[N_PROPS];
static guint action_signal;

static void
action_clicked_cb (FinTile *self)
{
  g_signal_emit (self, action_signal, 0);
}

static void
pin_toggled_cb (FinTile *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PINNED]);
}

static void
fin_tile_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, fin_tile_pinned (FIN_TILE (object)));
}

static void
fin_tile_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  fin_tile_set_pinned (FIN_TILE (object), g_value_get_boolean (value));
}

static void
fin_tile_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_TILE);

  G_OBJECT_CLASS (fin_tile_parent_class)->dispose (object);
}

static void
fin_tile_class_init (FinTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fin_tile_dispose;
  object_class->get_property = fin_tile_get_property;
  object_class->set_property = fin_tile_set_property;
  properties[PROP_PINNED] =
      g_param_spec_boolean ("pinned", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (FIN_TYPE_LEVEL_METER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-tile.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "tile");
  gtk_widget_class_bind_template_child (widget_class, FinTile, overlay);
  gtk_widget_class_bind_template_child (widget_class, FinTile, picture);
  gtk_widget_class_bind_template_child (widget_class, FinTile, message_box);
  gtk_widget_class_bind_template_child (widget_class, FinTile, spinner);
  gtk_widget_class_bind_template_child (widget_class, FinTile, message);
  gtk_widget_class_bind_template_child (widget_class, FinTile, action);
  gtk_widget_class_bind_template_callback (widget_class, action_clicked_cb);
  gtk_widget_class_bind_template_child (widget_class, FinTile, name);
  gtk_widget_class_bind_template_child (widget_class, FinTile, speaking);
  gtk_widget_class_bind_template_child (widget_class, FinTile, pin);
  gtk_widget_class_bind_template_callback (widget_class, pin_toggled_cb);
  gtk_widget_class_bind_template_child (widget_class, FinTile, meter);

  action_signal = g_signal_new ("action", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
}

static void
fin_tile_init (FinTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
fin_tile_new (void)
{
  return g_object_new (FIN_TYPE_TILE, NULL);
}

void
fin_tile_set_name (FinTile *self, const char *name)
{
  g_autofree char *picture = NULL;
  g_autofree char *sound = NULL;
  g_autofree char *enlarge = NULL;

  g_return_if_fail (FIN_IS_TILE (self));

  gtk_label_set_label (GTK_LABEL (self->name), name);
  picture = g_strdup_printf (_ ("Picture of %s"), name);
  sound = g_strdup_printf (_ ("Sound of %s"), name);
  enlarge = g_strdup_printf (_ ("Enlarge the picture of %s"), name);
  fin_accessible_set_name (self->pin, enlarge);
  gtk_widget_set_tooltip_text (self->pin, enlarge);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->picture), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  picture, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->meter), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sound, -1);
}

void
fin_tile_set_message (FinTile *self, const char *message, gboolean busy)
{
  g_return_if_fail (FIN_IS_TILE (self));

  gtk_label_set_label (GTK_LABEL (self->message), message != NULL ? message : "");
  gtk_widget_set_visible (self->message_box, message != NULL);
  gtk_widget_set_visible (self->spinner, busy);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), busy && message != NULL);
}

void
fin_tile_set_action (FinTile *self, const char *label)
{
  g_return_if_fail (FIN_IS_TILE (self));

  gtk_widget_set_visible (self->action, label != NULL);
  gtk_button_set_label (GTK_BUTTON (self->action), label != NULL ? label : "");
}

void
fin_tile_set_paintable (FinTile *self, GdkPaintable *paintable)
{
  g_return_if_fail (FIN_IS_TILE (self));

  gtk_picture_set_paintable (GTK_PICTURE (self->picture), paintable);
}

void
fin_tile_set_level (FinTile *self, double level)
{
  g_return_if_fail (FIN_IS_TILE (self));

  fin_level_meter_set_level (self->meter, level);
}

void
fin_tile_set_speaking (FinTile *self, gboolean speaking)
{
  g_return_if_fail (FIN_IS_TILE (self));

  if (speaking)
    gtk_widget_add_css_class (GTK_WIDGET (self), "speaking");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "speaking");
  gtk_widget_set_visible (self->speaking, speaking);
}

void
fin_tile_set_dimmed (FinTile *self, gboolean dimmed)
{
  g_return_if_fail (FIN_IS_TILE (self));

  gtk_widget_set_opacity (self->picture, dimmed ? 0.35 : 1);
}

void
fin_tile_set_pinnable (FinTile *self, gboolean pinnable)
{
  g_return_if_fail (FIN_IS_TILE (self));

  gtk_widget_set_visible (self->pin, pinnable);
}

gboolean
fin_tile_pinned (FinTile *self)
{
  g_return_val_if_fail (FIN_IS_TILE (self), FALSE);

  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->pin));
}

void
fin_tile_set_pinned (FinTile *self, gboolean pinned)
{
  g_return_if_fail (FIN_IS_TILE (self));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->pin), pinned);
}
