// Which camera, microphone and loudspeaker are used: those chosen, while they are plugged in.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-device-choice.h"

#define N_KINDS 3

struct _FinDeviceChoice {
  GObject parent_instance;

  GSettings *settings;
  GListModel *devices[N_KINDS];
  char *elements[N_KINDS]; /* what `setup` points to */
  FinCallSetup setup;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* The settings' keys, by FinDeviceKind. */
static const char *const keys[N_KINDS] = {
  [FIN_DEVICE_CAMERA] = "camera",
  [FIN_DEVICE_MICROPHONE] = "microphone",
  [FIN_DEVICE_LOUDSPEAKER] = "loudspeaker",
};

G_DEFINE_FINAL_TYPE (FinDeviceChoice, fin_device_choice, G_TYPE_OBJECT)

/* The devices as element descriptions; TRUE when they differ from before. */
static gboolean
update_setup (FinDeviceChoice *self)
{
  gboolean differs = FALSE;

  g_assert (FIN_IS_DEVICE_CHOICE (self));

  for (guint kind = 0; kind < N_KINDS; kind++) {
    FinDevice *device = fin_device_choice_get (self, kind);
    g_autofree char *element = device != NULL ? fin_device_element (device) : NULL;

    if (g_strcmp0 (element, self->elements[kind]) == 0)
      continue;
    g_free (self->elements[kind]);
    self->elements[kind] = g_steal_pointer (&element);
    differs = TRUE;
  }

  self->setup.video_source = self->elements[FIN_DEVICE_CAMERA];
  self->setup.audio_source = self->elements[FIN_DEVICE_MICROPHONE];
  self->setup.audio_sink = self->elements[FIN_DEVICE_LOUDSPEAKER];
  return differs;
}

static void
changed_cb (FinDeviceChoice *self)
{
  if (update_setup (self))
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
fin_device_choice_dispose (GObject *object)
{
  FinDeviceChoice *self = FIN_DEVICE_CHOICE (object);

  for (guint kind = 0; kind < N_KINDS; kind++) {
    g_clear_object (&self->devices[kind]);
    g_clear_pointer (&self->elements[kind], g_free);
  }
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (fin_device_choice_parent_class)->dispose (object);
}

static void
fin_device_choice_class_init (FinDeviceChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fin_device_choice_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
fin_device_choice_init (FinDeviceChoice *self)
{
  for (guint kind = 0; kind < N_KINDS; kind++) {
    self->devices[kind] = fin_devices_new (kind);
    g_signal_connect_object (self->devices[kind], "items-changed", G_CALLBACK (changed_cb), self,
                             G_CONNECT_SWAPPED);
  }
}

FinDeviceChoice *
fin_device_choice_new (GSettings *settings)
{
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  FinDeviceChoice *self = g_object_new (FIN_TYPE_DEVICE_CHOICE, NULL);

  self->settings = g_object_ref (settings);
  for (guint kind = 0; kind < N_KINDS; kind++) {
    g_autofree char *signal = g_strconcat ("changed::", keys[kind], NULL);
    g_signal_connect_object (settings, signal, G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  }
  update_setup (self);
  return self;
}

GListModel *
fin_device_choice_devices (FinDeviceChoice *self, FinDeviceKind kind)
{
  g_return_val_if_fail (FIN_IS_DEVICE_CHOICE (self), NULL);
  g_return_val_if_fail (kind < N_KINDS, NULL);

  return self->devices[kind];
}

FinDevice *
fin_device_choice_get (FinDeviceChoice *self, FinDeviceKind kind)
{
  g_return_val_if_fail (FIN_IS_DEVICE_CHOICE (self), NULL);
  g_return_val_if_fail (kind < N_KINDS, NULL);

  g_autofree char *chosen = g_settings_get_string (self->settings, keys[kind]);
  FinDevice *first = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (self->devices[kind]); i++) {
    g_autoptr (FinDevice) device = g_list_model_get_item (self->devices[kind], i);

    // The list keeps its devices; none is given away here.
    if (g_strcmp0 (fin_device_id (device), chosen) == 0)
      return device;
    if (first == NULL)
      first = device;
  }

  return first;
}

void
fin_device_choice_set (FinDeviceChoice *self, FinDeviceKind kind, FinDevice *device)
{
  g_return_if_fail (FIN_IS_DEVICE_CHOICE (self));
  g_return_if_fail (kind < N_KINDS);
  g_return_if_fail (FIN_IS_DEVICE (device));

  g_settings_set_string (self->settings, keys[kind], fin_device_id (device));
}

const FinCallSetup *
fin_device_choice_setup (FinDeviceChoice *self)
{
  g_return_val_if_fail (FIN_IS_DEVICE_CHOICE (self), NULL);

  return &self->setup;
}
