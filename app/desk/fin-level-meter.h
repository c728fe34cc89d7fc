// How loud somebody is, as a bar.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FinLevelMeter:
 *
 * Property `level` (double, 0 to 1, rw). To a screen reader it is a meter without a running value: ten
 * figures a second would drown everything else; who speaks is said in words beside it.
 */
#define FIN_TYPE_LEVEL_METER (fin_level_meter_get_type ())
G_DECLARE_FINAL_TYPE (FinLevelMeter, fin_level_meter, FIN, LEVEL_METER, GtkWidget)

void fin_level_meter_set_level (FinLevelMeter *self, double level);

G_END_DECLS
