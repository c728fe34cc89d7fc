// What the helper takes from itself before it looks at the document.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bounded memory, processor time and files; no network, no programs, no other processes. The box
 * around says the same: this is the wall that stands if the box should not. */
void fin_pages_limit_myself (void);

G_END_DECLS
