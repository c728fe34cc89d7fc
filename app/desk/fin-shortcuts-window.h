// What can be done by keys.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FinShortcutsWindow:
 *
 * One list, to be searched, that also fits a narrow screen with large text; a screen reader says the keys with
 * what they do.
 */
#define FIN_TYPE_SHORTCUTS_WINDOW (fin_shortcuts_window_get_type ())
G_DECLARE_FINAL_TYPE (FinShortcutsWindow, fin_shortcuts_window, FIN, SHORTCUTS_WINDOW, AdwPreferencesWindow)

/* Over @parent. (transfer full) */
GtkWidget *fin_shortcuts_window_new (GtkWindow *parent);

G_END_DECLS
