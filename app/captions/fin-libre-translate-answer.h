// What a server of LibreTranslate's interface answers, whatever it holds.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The answer to a translation, as it may be shown: FIN_UTTERANCE_MAX characters at most; NULL when it is
 * none. @data may be NULL. (transfer full) */
char       *fin_libre_translate_read_translation (const char *data, gsize length);
/* Which of our languages it translates into which: a set of "ca ar"; NULL when it lists none. @data may be
 * NULL. (transfer full) */
GHashTable *fin_libre_translate_read_pairs       (const char *data, gsize length);

G_END_DECLS
