// A new password for one's own account.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-session.h"

G_BEGIN_DECLS

/**
 * FinPasswordDialog:
 *
 * Closes itself when the office has taken the password; until then it says what stands in the way.
 */
#define FIN_TYPE_PASSWORD_DIALOG (fin_password_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FinPasswordDialog, fin_password_dialog, FIN, PASSWORD_DIALOG, AdwWindow)

/* (transfer full) */
GtkWidget *fin_password_dialog_new (GtkWindow *parent, FinSession *session);

G_END_DECLS
