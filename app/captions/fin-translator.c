// The interface of translators.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-translator.h"

G_DEFINE_INTERFACE (FinTranslator, fin_translator, G_TYPE_OBJECT)

static void
fin_translator_default_init (FinTranslatorInterface *iface)
{
}

const char *
fin_translator_id (FinTranslator *self)
{
  g_return_val_if_fail (FIN_IS_TRANSLATOR (self), NULL);

  return FIN_TRANSLATOR_GET_IFACE (self)->id;
}

FinTranslationQuality
fin_translator_quality (FinTranslator *self, const char *from, const char *to)
{
  g_return_val_if_fail (FIN_IS_TRANSLATOR (self), FIN_TRANSLATION_NONE);
  g_return_val_if_fail (from != NULL && to != NULL, FIN_TRANSLATION_NONE);

  return FIN_TRANSLATOR_GET_IFACE (self)->quality (self, from, to);
}

void
fin_translator_translate_async (FinTranslator *self,
                                const char *text,
                                const char *from,
                                const char *to,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  g_return_if_fail (FIN_IS_TRANSLATOR (self));
  g_return_if_fail (text != NULL && text[0] != '\0');
  g_return_if_fail (from != NULL && to != NULL);

  FIN_TRANSLATOR_GET_IFACE (self)->translate_async (self, text, from, to, cancellable, callback,
                                                    data);
}

char *
fin_translator_translate_finish (FinTranslator *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (FIN_IS_TRANSLATOR (self), NULL);

  return FIN_TRANSLATOR_GET_IFACE (self)->translate_finish (self, result, error);
}
