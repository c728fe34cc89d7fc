// One camera, microphone or loudspeaker.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-device-private.h"

#include <gst/video/video.h>

struct _FinDevice {
  GObject       parent_instance;
  FinDeviceKind kind;
  char         *id;
  char         *name;
  char         *element;
};

enum {
  PROP_0,
  PROP_KIND,
  PROP_ID,
  PROP_NAME,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FinDevice, fin_device, G_TYPE_OBJECT)

static void
fin_device_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  FinDevice *self = FIN_DEVICE (object);

  switch (prop_id)
    {
    case PROP_KIND:
      g_value_set_int (value, self->kind);
      break;
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
fin_device_finalize (GObject *object)
{
  FinDevice *self = FIN_DEVICE (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->element);

  G_OBJECT_CLASS (fin_device_parent_class)->finalize (object);
}

static void
fin_device_class_init (FinDeviceClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->get_property = fin_device_get_property;
  G_OBJECT_CLASS (klass)->finalize = fin_device_finalize;

  properties[PROP_KIND] = g_param_spec_int ("kind", NULL, NULL, FIN_DEVICE_CAMERA,
                                            FIN_DEVICE_LOUDSPEAKER, FIN_DEVICE_CAMERA, flags);
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
fin_device_init (FinDevice *self)
{
}

/* A name that the system gives to the device itself, not to where it was plugged in first. */
static char *
stable_id (GstDevice *device)
{
  static const char *const names[] = { "node.name", "device.serial", "device.bus_path",
                                       "device.bus-id", "v4l2.device.bus_info",
                                       "device.api.bus_info" };
  g_autoptr (GstStructure) details = gst_device_get_properties (device);

  for (guint i = 0; details != NULL && i < G_N_ELEMENTS (names); i++)
    {
      const char *value = gst_structure_get_string (details, names[i]);

      if (value != NULL && value[0] != '\0')
        return g_strdup (value);
    }

  return gst_device_get_display_name (device);
}

/* NAME=VALUE for each property that differs from what the element has by itself. */
static char *
describe (GstDevice *device)
{
  g_autoptr (GstElement) element = gst_device_create_element (device, NULL);
  GstElementFactory *factory = element != NULL ? gst_element_get_factory (element) : NULL;
  guint n = 0;

  if (factory == NULL)
    return NULL;

  g_autoptr (GstElement) plain = gst_element_factory_create (factory, NULL);
  g_autofree GParamSpec **specs = g_object_class_list_properties (G_OBJECT_GET_CLASS (element), &n);
  GString *text = g_string_new (GST_OBJECT_NAME (factory));

  for (guint i = 0; i < n; i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;
      g_auto (GValue) usual = G_VALUE_INIT;
      g_autofree char *written = NULL;

      if ((specs[i]->flags & G_PARAM_READWRITE) != G_PARAM_READWRITE ||
          g_str_equal (specs[i]->name, "name") || g_str_equal (specs[i]->name, "parent"))
        continue;

      g_value_init (&value, specs[i]->value_type);
      g_value_init (&usual, specs[i]->value_type);
      g_object_get_property (G_OBJECT (element), specs[i]->name, &value);
      g_object_get_property (G_OBJECT (plain), specs[i]->name, &usual);
      if (gst_value_compare (&value, &usual) == GST_VALUE_EQUAL)
        continue;
      written = gst_value_serialize (&value);
      if (written != NULL)
        g_string_append_printf (text, " %s=%s", specs[i]->name, written);
    }

  return g_string_free (text, FALSE);
}

/* Many cameras give 720p at full rate only as JPEG; which one is picked is told here, since the rest
 * of the pipeline takes anything raw. */
static const char *
camera_format (GstDevice *device)
{
  g_autoptr (GstCaps) caps = gst_device_get_caps (device);
  g_autoptr (GstCaps) raw =
      gst_caps_from_string ("video/x-raw,width=1280,height=720,framerate=[30/1,120/1]");
  g_autoptr (GstCaps) jpeg =
      gst_caps_from_string ("image/jpeg,width=1280,height=720,framerate=[30/1,120/1]");

  if (caps == NULL || gst_caps_can_intersect (caps, raw))
    return " ! video/x-raw,width=[1,1280],height=[1,720]";
  if (gst_caps_can_intersect (caps, jpeg))
    return " ! image/jpeg,width=1280,height=720,framerate=30/1 ! jpegdec";

  return " ! video/x-raw";
}

FinDevice *
fin_device_new_described (FinDeviceKind kind, const char *name, const char *element)
{
  FinDevice *self = g_object_new (FIN_TYPE_DEVICE, NULL);

  self->kind = kind;
  self->id = g_strdup_printf ("described:%s", element);
  self->name = g_strdup (name);
  self->element = g_strdup (element);

  return self;
}

FinDevice *
fin_device_new_plugged (FinDeviceKind kind, GstDevice *device)
{
  FinDevice *self = g_object_new (FIN_TYPE_DEVICE, NULL);
  g_autofree char *element = describe (device);

  self->kind = kind;
  self->id = stable_id (device);
  self->name = gst_device_get_display_name (device);
  if (element != NULL && kind == FIN_DEVICE_CAMERA)
    self->element = g_strconcat (element, camera_format (device), NULL);
  else if (element != NULL && strstr (element, "pulse") != NULL)
    /* The default of 200 ms is for music; a conversation needs less (EN 301 549 6.5.4). */
    self->element = g_strconcat (element, " buffer-time=40000 latency-time=10000", NULL);
  else
    self->element = g_steal_pointer (&element);

  return self;
}

FinDeviceKind
fin_device_kind (FinDevice *self)
{
  g_return_val_if_fail (FIN_IS_DEVICE (self), FIN_DEVICE_CAMERA);

  return self->kind;
}

const char *
fin_device_id (FinDevice *self)
{
  g_return_val_if_fail (FIN_IS_DEVICE (self), NULL);

  return self->id;
}

const char *
fin_device_name (FinDevice *self)
{
  g_return_val_if_fail (FIN_IS_DEVICE (self), NULL);

  return self->name;
}

char *
fin_device_element (FinDevice *self)
{
  g_return_val_if_fail (FIN_IS_DEVICE (self), NULL);

  return g_strdup (self->element);
}
