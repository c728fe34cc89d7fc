// The table of languages and how a tag finds its row.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-language.h"

#include <string.h>

static const FinLanguage languages[] = {
  { "ca", "Català", FALSE }, { "es", "Castellano", FALSE }, { "en", "English", FALSE },
  { "ar", "العربية", TRUE }, { "ur", "اردو", TRUE },        { NULL },
};

const FinLanguage *
fin_languages (void)
{
  return languages;
}

const FinLanguage *
fin_language_lookup (const char *tag)
{
  gsize length = tag != NULL ? strcspn (tag, "-_.@") : 0;

  for (const FinLanguage *language = languages; language->code != NULL; language++)
    if (length == strlen (language->code) && g_ascii_strncasecmp (language->code, tag, length) == 0)
      return language;

  return NULL;
}

const char *
fin_language_code (const char *tag)
{
  const FinLanguage *language = fin_language_lookup (tag);

  return language != NULL ? language->code : FIN_LANGUAGE_DEFAULT;
}

gboolean
fin_language_right_to_left (const char *tag)
{
  const FinLanguage *language = fin_language_lookup (tag);

  return language != NULL && language->right_to_left;
}
