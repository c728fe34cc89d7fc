// A server with the HTTP interface of LibreTranslate.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-translator.h"

G_BEGIN_DECLS

/**
 * FinLibreTranslate:
 *
 * A #FinTranslator, "libre-translate". What it can translate is what the server lists, asked at once and,
 * after failures, until it answers again. Its models go through English. English with Catalan and with
 * Spanish is one model for each direction and FIN_TRANSLATION_GOOD; Catalan and Spanish into each other lose
 * gender and forms of address on the way, and nobody here has measured those of Arabic and Urdu: all these
 * are FIN_TRANSLATION_DRAFT. A name, number or amount that the answer lacks is put after it.
 *
 * A failure is followed by a rest of 1, 2, 4… up to 30 s, in which nothing is sent; after the third in a row
 * everything is FIN_TRANSLATION_NONE until the server lists its languages again.
 *
 * Property `healthy` (ro, notifies): it has listed its languages, and what was asked last did not fail.
 */
#define FIN_TYPE_LIBRE_TRANSLATE (fin_libre_translate_get_type ())
G_DECLARE_FINAL_TYPE (FinLibreTranslate, fin_libre_translate, FIN, LIBRE_TRANSLATE, GObject)

/* @address: "https://HOST[:PORT][/PATH]", or http of this computer; http of another one only when @in_clear,
 * as what people say and the key would cross the network to be read by anyone. @api_key: may be NULL.
 * FIN_ERROR_BAD_REQUEST when it is no such address, FIN_ERROR_FORBIDDEN when it is one in the clear. */
FinTranslator *fin_libre_translate_new        (const char *address, const char *api_key, gboolean in_clear,
                                               GError **error);
gboolean       fin_libre_translate_is_healthy (FinLibreTranslate *self);
/* Why it is not: FIN_ERROR_OFFLINE, FIN_ERROR_TIMED_OUT, FIN_ERROR_TOO_MANY, FIN_ERROR_FORBIDDEN (the key),
 * FIN_ERROR_FAILED; NULL when it is, or has not answered yet. (transfer none) */
const GError  *fin_libre_translate_trouble    (FinLibreTranslate *self);

G_END_DECLS
