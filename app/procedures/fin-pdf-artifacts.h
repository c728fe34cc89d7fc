// The marks of what is no part of a page's content: rules, and what stands at the foot.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @content: a page's content stream as Cairo writes it. What it paints outside marked content is put
 * into marks of its own (ISO 32000-1, 14.8.2.2). (transfer full) */
GBytes *fin_pdf_mark_artifacts (const char *content, gsize size);

G_END_DECLS
