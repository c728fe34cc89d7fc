// How captions are made and how they look.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FinCaptionPreferences:
 *
 * A page of the preferences. What is chosen holds at once, in an open visit too.
 */
#define FIN_TYPE_CAPTION_PREFERENCES (fin_caption_preferences_get_type ())
G_DECLARE_FINAL_TYPE (FinCaptionPreferences, fin_caption_preferences, FIN, CAPTION_PREFERENCES, AdwPreferencesPage)

G_END_DECLS
