// From one language into another by whichever translators there are, by the best route.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-translator.h"

G_BEGIN_DECLS

/**
 * FinTranslationRoute:
 * @first: id of the translator, static
 * @through: language in between, static; NULL when the route is direct
 * @second: id of the translator from there on, static; NULL when the route is direct
 * @quality: of the whole: at most FIN_TRANSLATION_DRAFT by way of another language
 */
typedef struct {
  const char *first;
  const char *through;
  const char *second;
  FinTranslationQuality quality;
} FinTranslationRoute;

/**
 * FinTranslation:
 *
 * A #FinTranslator over others. The best route is that whose worst hop is best; then the shorter; then that of
 * the translator listed first. When a translator fails, the best route without it follows. The last
 * translations are remembered, and who asks for what somebody else is waiting for waits with them.
 */
#define FIN_TYPE_TRANSLATION (fin_translation_get_type ())
G_DECLARE_FINAL_TYPE (FinTranslation, fin_translation, FIN, TRANSLATION, GObject)

/* @translators: of #FinTranslator, those preferred first; may change. (transfer none) */
FinTranslator *fin_translation_new    (GListModel *translators);

/* The route a text would take now; FALSE when there is none. */
gboolean       fin_translation_route  (FinTranslation *self, const char *from, const char *to,
                                       FinTranslationRoute *route);
/* As fin_translator_translate_finish(), with the route it has taken: it may be another than
 * fin_translation_route() told, and what is shown is marked by its quality. (transfer full) */
char          *fin_translation_finish (FinTranslation *self, GAsyncResult *result,
                                       FinTranslationRoute *route, GError **error);
/* Forgets all translations, as at the end of a visit; so does fin_translator_set_names(). */
void           fin_translation_forget (FinTranslation *self);

G_END_DECLS
