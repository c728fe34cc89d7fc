// A row to choose the camera, the microphone or the loudspeaker in.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-device-choice.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FinDeviceRow:
 *
 * Property `kind` (uint of #FinDeviceKind, construct-only). It follows what is plugged in, and the
 * settings.
 */
#define FIN_TYPE_DEVICE_ROW (fin_device_row_get_type ())
G_DECLARE_FINAL_TYPE (FinDeviceRow, fin_device_row, FIN, DEVICE_ROW, AdwActionRow)

G_END_DECLS
