// A made-up paper to send.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One A4 page of PDF that says in large that it is no real document. @lines NULL-terminated.
 * (transfer full) */
GBytes *fin_paper_new (const char *title, const char *const *lines);

G_END_DECLS
