// Making devices. Private to this folder.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gst/gst.h>

#include "fin-devices.h"

G_BEGIN_DECLS

/* One that an element description stands for. (transfer full) */
FinDevice *fin_device_new_described (FinDeviceKind kind, const char *name, const char *element);
/* One that is plugged in. (transfer full) */
FinDevice *fin_device_new_plugged   (FinDeviceKind kind, GstDevice *device);

G_END_DECLS
