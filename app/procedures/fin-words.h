// Sentences kept as data, in the reader's language.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The text of {ca: …, es: …} in @language, else in Catalan. (transfer none) */
const char *fin_words_pick (JsonObject *words, const char *language);

/* The sentence @key of `rules.json` with each {name} replaced by the text that follows @name in the
 * arguments, which end with NULL; NULL when there is no such sentence. (transfer full) */
char       *fin_words_rule (const char *key, const char *language, ...) G_GNUC_NULL_TERMINATED;

/* One of the files compiled in, parsed once; NULL when there is none. (transfer none) */
JsonObject *fin_words_file (const char *name);

G_END_DECLS
