// Hosts of addresses.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Is @host, as an address has it (a name, or numbers; IPv6 without brackets), this computer itself: what goes there
 * crosses no network? Only names that are always are; no name is looked up. Any thread. */
gboolean fin_host_is_here (const char *host);

G_END_DECLS
