// A label for running text.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One that wraps, inside words if it must, and begins where lines begin. @class: of CSS, or NULL.
 * (transfer floating) */
GtkWidget *fin_text_label_new (const char *text, const char *class);

G_END_DECLS
