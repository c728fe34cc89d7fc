// What GTK and libadwaita tell a screen reader wrongly or not at all, mended from outside.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For a template's init: in everything below @widget,
 * - a button with a mnemonic is named by its label, once and without the underscore;
 * - the list inside a preferences group is named as the group is;
 * - a menu is named as its button's tooltip says, and its items as they read;
 * - a search entry, the button for one and a password row's button to show what was typed have names;
 * - an icon beside words is left out.
 * Names of one's own are given after it. */
void fin_accessible_mend     (GtkWidget *widget);
/* Names @widget, instead of whatever it was named by. */
void fin_accessible_set_name (GtkWidget *widget, const char *name);

G_END_DECLS
