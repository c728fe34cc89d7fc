// Account and password; and the first account of an office that has none yet.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FIN_TYPE_SIGN_IN_PAGE (fin_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (FinSignInPage, fin_sign_in_page, FIN, SIGN_IN_PAGE, GtkBox)

GtkWidget *fin_sign_in_page_new (FinSession *session, GMenuModel *menu);

G_END_DECLS
