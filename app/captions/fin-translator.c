// The interface of translators.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-translator.h"

#include "fin-error.h"

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

  if (g_utf8_strlen (text, -1) > FIN_TRANSLATOR_MAX) {
    g_task_report_new_error (self, callback, data, fin_translator_translate_async, FIN_ERROR,
                             FIN_ERROR_TOO_LARGE, "the text has more than %d characters",
                             FIN_TRANSLATOR_MAX);
    return;
  }

  FIN_TRANSLATOR_GET_IFACE (self)->translate_async (self, text, from, to, cancellable, callback,
                                                    data);
}

char *
fin_translator_translate_finish (FinTranslator *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (FIN_IS_TRANSLATOR (self), NULL);

  if (g_async_result_is_tagged (result, fin_translator_translate_async))
    return g_task_propagate_pointer (G_TASK (result), error);
  return FIN_TRANSLATOR_GET_IFACE (self)->translate_finish (self, result, error);
}

void
fin_translator_set_names (FinTranslator *self, const char *const *names)
{
  g_return_if_fail (FIN_IS_TRANSLATOR (self));

  FIN_TRANSLATOR_GET_IFACE (self)->set_names (self, names);
}
