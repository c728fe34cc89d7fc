// What the practice citizen did, as lines of JSON on standard output: for whoever watches, and tests.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* `{"at": microseconds of the monotonic clock, "did": @did, …}`, and what follows as pairs of name
 * and text, ended by NULL. Nobody's data is in it: everybody here is made up. */
void fin_journal (const char *did, ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
