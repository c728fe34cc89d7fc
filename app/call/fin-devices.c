// The list of what is plugged in, kept by GstDeviceMonitor.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-device-private.h"

#include <glib/gi18n-lib.h>

static const struct {
  const char *variable;
  const char *classes;
  const char *caps;
} kinds[] = {
  [FIN_DEVICE_CAMERA] = { "FINESTRETA_CAMERA", "Video/Source", NULL },
  [FIN_DEVICE_MICROPHONE] = { "FINESTRETA_MICROPHONE", "Audio/Source", "audio/x-raw" },
  [FIN_DEVICE_LOUDSPEAKER] = { "FINESTRETA_LOUDSPEAKER", "Audio/Sink", "audio/x-raw" },
};

/* The list, what keeps it, and which GstDevice a row stands for; they end with the list. */
typedef struct {
  FinDeviceKind     kind;
  GListStore       *store; /* not owned: owns this */
  GstDeviceMonitor *monitor;
  GSource          *watch;
} Keeper;

static void
keeper_free (gpointer data)
{
  Keeper *keeper = data;

  g_source_destroy (keeper->watch);
  g_source_unref (keeper->watch);
  gst_device_monitor_stop (keeper->monitor);
  gst_object_unref (keeper->monitor);
  g_free (keeper);
}

static void
keeper_add (Keeper *keeper, GstDevice *device)
{
  g_autoptr (FinDevice) row = fin_device_new_plugged (keeper->kind, device);
  g_autofree char *element = fin_device_element (row);

  /* Not one that only plays back what another device plays. */
  g_autoptr (GstStructure) details = gst_device_get_properties (device);
  const char *class = details != NULL ? gst_structure_get_string (details, "device.class") : NULL;

  if (element == NULL || g_strcmp0 (class, "monitor") == 0)
    return;

  g_object_set_data_full (G_OBJECT (row), "device", gst_object_ref (device), gst_object_unref);
  g_list_store_append (keeper->store, row);
}

static void
keeper_remove (Keeper *keeper, GstDevice *device)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (keeper->store)); i++)
    {
      g_autoptr (GObject) row = g_list_model_get_item (G_LIST_MODEL (keeper->store), i);

      if (g_object_get_data (row, "device") == device)
        {
          g_list_store_remove (keeper->store, i);
          return;
        }
    }
}

static gboolean
bus_cb (GstBus *bus, GstMessage *message, gpointer user_data)
{
  g_autoptr (GstDevice) device = NULL;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_DEVICE_ADDED)
    {
      gst_message_parse_device_added (message, &device);
      keeper_add (user_data, device);
    }
  else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_DEVICE_REMOVED)
    {
      gst_message_parse_device_removed (message, &device);
      keeper_remove (user_data, device);
    }

  return G_SOURCE_CONTINUE;
}

static void
add_described (GListStore *store, FinDeviceKind kind)
{
  const char *element = g_getenv (kinds[kind].variable);
  g_autoptr (FinDevice) row = NULL;

  if (element == NULL || element[0] == '\0')
    return;

  row = fin_device_new_described (kind, _("Practice device"), element);
  g_list_store_append (store, row);
}

GListModel *
fin_devices_new (FinDeviceKind kind)
{
  GListStore *store = g_list_store_new (FIN_TYPE_DEVICE);
  Keeper *keeper = g_new0 (Keeper, 1);
  g_autoptr (GstCaps) caps = NULL;
  g_autoptr (GstBus) bus = NULL;

  add_described (store, kind);

  if (kinds[kind].caps != NULL)
    caps = gst_caps_from_string (kinds[kind].caps);
  keeper->kind = kind;
  keeper->store = store;
  keeper->monitor = gst_device_monitor_new ();
  gst_device_monitor_add_filter (keeper->monitor, kinds[kind].classes, caps);
  bus = gst_device_monitor_get_bus (keeper->monitor);
  keeper->watch = gst_bus_create_watch (bus);
  g_source_set_callback (keeper->watch, G_SOURCE_FUNC (bus_cb), keeper, NULL);
  g_source_attach (keeper->watch, g_main_context_get_thread_default ());
  g_object_set_data_full (G_OBJECT (store), "keeper", keeper, keeper_free);

  /* What is there already is told by the bus as well. */
  gst_device_monitor_start (keeper->monitor);

  return G_LIST_MODEL (store);
}
