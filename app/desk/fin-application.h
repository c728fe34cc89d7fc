// The program: one instance, its options, and what outlives the window.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FinApplication:
 *
 * `finestreta [--office URL | --practice [--rehearse FOLDER]] [--version]`. With no office configured it runs one on this
 * computer. Closing the window while signed in leaves it in the background, where arrivals are
 * still announced; `app.quit` ends it. A practice day is a program of its own beside a working one.
 */
#define FIN_TYPE_APPLICATION (fin_application_get_type ())
G_DECLARE_FINAL_TYPE (FinApplication, fin_application, FIN, APPLICATION, AdwApplication)

FinApplication *fin_application_new     (void);
/* NULL before `startup`. (transfer none) */
FinSession     *fin_application_session (FinApplication *self);
/* Brings the window to the front, with the activation token of what asked for it, or NULL. */
void            fin_application_present (FinApplication *self, const char *token);
/* FALSE when what it was to do by itself (`--rehearse`) did not happen. */
gboolean        fin_application_succeeded (FinApplication *self);

G_END_DECLS
