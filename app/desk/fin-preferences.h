// Camera, microphone, loudspeaker, captions, the bell, and which office.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FinPreferences:
 *
 * What is chosen holds at once, in an open visit too. A new office address is kept in the settings
 * (`office`), which the application follows.
 */
#define FIN_TYPE_PREFERENCES (fin_preferences_get_type ())
G_DECLARE_FINAL_TYPE (FinPreferences, fin_preferences, FIN, PREFERENCES, AdwPreferencesWindow)

GtkWidget *fin_preferences_new (GtkWindow *parent, FinSession *session);

G_END_DECLS
