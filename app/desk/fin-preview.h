// Sees and hears oneself before a call, to know that camera, microphone and loudspeaker work.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FinPreview:
 *
 * It holds camera and microphone only while it is on the screen. Once a picture came and something was
 * heard it notes so in the settings (`devices-checked`).
 */
#define FIN_TYPE_PREVIEW (fin_preview_get_type ())
G_DECLARE_FINAL_TYPE (FinPreview, fin_preview, FIN, PREVIEW, GtkBox)

G_END_DECLS
