// Cameras, microphones and loudspeakers, as a list that follows what is plugged in.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  FIN_DEVICE_CAMERA,
  FIN_DEVICE_MICROPHONE,
  FIN_DEVICE_LOUDSPEAKER,
} FinDeviceKind;

/**
 * FinDevice:
 *
 * Properties: `kind`, `id` (stable across plugging and restarts), `name` (for people).
 */
#define FIN_TYPE_DEVICE (fin_device_get_type ())
G_DECLARE_FINAL_TYPE (FinDevice, fin_device, FIN, DEVICE, GObject)

FinDeviceKind fin_device_kind    (FinDevice *self);
const char   *fin_device_id      (FinDevice *self);
const char   *fin_device_name    (FinDevice *self);
/* An element description for FinCallSetup. (transfer full) */
char         *fin_device_element (FinDevice *self);

/* A #GListModel of #FinDevice of one kind, live. The environment variables FINESTRETA_CAMERA,
 * FINESTRETA_MICROPHONE and FINESTRETA_LOUDSPEAKER (element descriptions) add one more of each, first:
 * for machines without hardware, practice and tests. (transfer full) */
GListModel   *fin_devices_new    (FinDeviceKind kind);

G_END_DECLS
