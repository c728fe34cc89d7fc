// The five languages people are attended in.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is said when nothing is said in the reader's language. */
#define FIN_LANGUAGE_DEFAULT "ca"

typedef struct {
  const char *code; /* BCP 47, as on the wire */
  const char *name; /* in the language itself */
  gboolean right_to_left;
} FinLanguage;

/* All, in the order they are offered; ends with a NULL code. (transfer none) */
const FinLanguage *fin_languages             (void);

/* The language of a BCP 47 tag or a locale name ("ca", "es-AR", "en_GB.UTF-8"), whatever its case;
 * NULL when it is none of ours. @tag may be NULL. (transfer none) */
const FinLanguage *fin_language_lookup        (const char *tag);
/* Its code, or FIN_LANGUAGE_DEFAULT when it is none of ours. */
const char        *fin_language_code          (const char *tag);
gboolean           fin_language_right_to_left (const char *tag);

G_END_DECLS
