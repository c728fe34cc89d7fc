// The bell: rings gently until what it rings for is handled.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FinRinger:
 *
 * Property `ringing` (rw). The sounds are the desktop theme's. With no sound on this machine it is
 * silent; nothing waits for it.
 */
#define FIN_TYPE_RINGER (fin_ringer_get_type ())
G_DECLARE_FINAL_TYPE (FinRinger, fin_ringer, FIN, RINGER, GObject)

FinRinger *fin_ringer_new         (void);
void       fin_ringer_set_ringing (FinRinger *self, gboolean ringing);
gboolean   fin_ringer_ringing     (FinRinger *self);

G_END_DECLS
