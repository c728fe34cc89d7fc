// A small window in which what was heard is put right.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "fin-visit.h"

G_BEGIN_DECLS

/**
 * FinLineMender:
 *
 * Signal `mend` (const char *text): what the line is to say; neither empty nor as it was.
 */
#define FIN_TYPE_LINE_MENDER (fin_line_mender_get_type ())
G_DECLARE_FINAL_TYPE (FinLineMender, fin_line_mender, FIN, LINE_MENDER, GtkPopover)

GtkWidget *fin_line_mender_new (FinVisit *visit, FinLine *line);

G_END_DECLS
