// Which camera, microphone and loudspeaker are used: those chosen, while they are plugged in.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-call.h"
#include "fin-devices.h"

G_BEGIN_DECLS

/**
 * FinDeviceChoice:
 *
 * What was chosen in the settings if it is plugged in, else the first there is; it follows both.
 *
 * Signal `changed`: another device is to be used from now on.
 */
#define FIN_TYPE_DEVICE_CHOICE (fin_device_choice_get_type ())
G_DECLARE_FINAL_TYPE (FinDeviceChoice, fin_device_choice, FIN, DEVICE_CHOICE, GObject)

/* (transfer full) */
FinDeviceChoice    *fin_device_choice_new     (GSettings *settings);
/* A #GListModel of #FinDevice. (transfer none) */
GListModel         *fin_device_choice_devices (FinDeviceChoice *self, FinDeviceKind kind);
/* NULL when there is none of this kind. (transfer none) */
FinDevice          *fin_device_choice_get     (FinDeviceChoice *self, FinDeviceKind kind);
void                fin_device_choice_set     (FinDeviceChoice *self, FinDeviceKind kind,
                                               FinDevice *device);
/* Valid until the next `changed`. (transfer none) */
const FinCallSetup *fin_device_choice_setup   (FinDeviceChoice *self);

G_END_DECLS
