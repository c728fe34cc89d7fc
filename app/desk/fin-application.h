// The program: one instance, its options, its actions, and what outlives the window.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FinApplication:
 *
 * `finestreta [--office URL | --practice] [--version]`. With no office configured it runs one on this
 * computer. Closing the window while signed in leaves it in the background, where arrivals are
 * still announced; `app.quit` ends it.
 */
#define FIN_TYPE_APPLICATION (fin_application_get_type ())
G_DECLARE_FINAL_TYPE (FinApplication, fin_application, FIN, APPLICATION, AdwApplication)

FinApplication *fin_application_new (void);

G_END_DECLS
