// What Cairo does not write into a PDF and a screen reader needs.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Adds to a PDF as Cairo writes it, by an incremental update (ISO 32000-1, 7.5.6), the language of its
 * text and the wish that its title be shown. FALSE, and @pdf unchanged, when it is not of the expected
 * shape. */
gboolean fin_pdf_set_language (GByteArray *pdf, const char *language);

G_END_DECLS
