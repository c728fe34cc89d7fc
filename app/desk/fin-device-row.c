// A row to choose the camera, the microphone or the loudspeaker in.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-device-row.h"

#include "fin-accessible.h"
#include "fin-settings.h"

#include <glib/gi18n.h>

struct _FinDeviceRow {
  AdwActionRow parent_instance;

  FinDeviceKind kind;
  GtkDropDown *menu;
  /* What is selected changes by what is plugged in (a drop-down takes its first item by itself),
   * and must not be kept as a choice somebody made. */
  gboolean following;
};

enum { PROP_KIND = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FinDeviceRow, fin_device_row, ADW_TYPE_ACTION_ROW)

static void
follow (FinDeviceRow *self)
{
  GListModel *devices = fin_device_choice_devices (fin_settings_devices (), self->kind);
  FinDevice *chosen = fin_device_choice_get (fin_settings_devices (), self->kind);
  guint n_devices = g_list_model_get_n_items (devices);

  g_assert (FIN_IS_DEVICE_ROW (self));

  self->following = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->menu), n_devices > 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self),
                               n_devices > 0 ? NULL
                                             : _ ("None found. Plug one in; it appears here."));
  for (guint i = 0; i < n_devices; i++) {
    g_autoptr (FinDevice) device = g_list_model_get_item (devices, i);
    if (device == chosen)
      gtk_drop_down_set_selected (self->menu, i);
  }
  self->following = FALSE;
}

static void
title_cb (FinDeviceRow *self)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));

  g_assert (FIN_IS_DEVICE_ROW (self));

  fin_accessible_set_name (GTK_WIDGET (self->menu), title);
  // The drop-down's own button is its first child, and what a screen reader comes to.
  fin_accessible_set_name (gtk_widget_get_first_child (GTK_WIDGET (self->menu)), title);
}

/* Before the drop-down hears of it. */
static void
before_follow (FinDeviceRow *self)
{
  self->following = TRUE;
}

static void
selected_cb (FinDeviceRow *self)
{
  FinDevice *device = gtk_drop_down_get_selected_item (self->menu);

  g_assert (FIN_IS_DEVICE_ROW (self));

  if (!self->following && device != NULL)
    fin_device_choice_set (fin_settings_devices (), self->kind, device);
}

static void
fin_device_row_constructed (GObject *object)
{
  FinDeviceRow *self = FIN_DEVICE_ROW (object);
  GListModel *devices = fin_device_choice_devices (fin_settings_devices (), self->kind);
  GtkExpression *name = gtk_property_expression_new (FIN_TYPE_DEVICE, NULL, "name");

  G_OBJECT_CLASS (fin_device_row_parent_class)->constructed (object);

  g_signal_connect_object (devices, "items-changed", G_CALLBACK (before_follow), self,
                           G_CONNECT_SWAPPED);
  self->menu = GTK_DROP_DOWN (gtk_drop_down_new (g_object_ref (devices), name));
  gtk_widget_set_valign (GTK_WIDGET (self->menu), GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (GTK_WIDGET (self->menu), TRUE);
  gtk_widget_set_halign (GTK_WIDGET (self->menu), GTK_ALIGN_END);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->menu));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->menu));

  g_signal_connect_object (self, "notify::title", G_CALLBACK (title_cb), self, 0);
  g_signal_connect_object (self->menu, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (devices, "items-changed", G_CALLBACK (follow), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (fin_settings_devices (), "changed", G_CALLBACK (follow), self,
                           G_CONNECT_SWAPPED);
  follow (self);
}

static void
fin_device_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_KIND)
    FIN_DEVICE_ROW (object)->kind = g_value_get_uint (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fin_device_row_class_init (FinDeviceRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = fin_device_row_constructed;
  object_class->set_property = fin_device_row_set_property;

  properties[PROP_KIND] = g_param_spec_uint (
      "kind", NULL, NULL, FIN_DEVICE_CAMERA, FIN_DEVICE_LOUDSPEAKER, FIN_DEVICE_CAMERA,
      G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_device_row_init (FinDeviceRow *self)
{
}
