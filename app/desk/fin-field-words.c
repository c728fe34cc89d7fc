// Labels of choices, dates, yes and no.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-field-words.h"

#include <glib/gi18n.h>

#include "fin-date-text.h"

char *
fin_field_words_euros (const char *amount)
{
  char euros[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *dotted = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *marked = NULL;

  g_return_val_if_fail (amount != NULL, NULL);

  /* People write a comma too. */
  if (!g_regex_match_simple ("^[0-9]{1,12}([.,][0-9]{1,2})?$", amount, G_REGEX_DOLLAR_ENDONLY, 0))
    return g_strdup (amount);

  dotted = g_strdelimit (g_strdup (amount), ",", '.');
  g_ascii_formatd (euros, sizeof euros, "%.2f", g_ascii_strtod (dotted, NULL));
  parts = g_strsplit (euros, ".", 2);
  /* Translators: between euros and cents */
  marked = g_strjoinv (C_ ("decimal mark", "."), parts);

  return g_strdup_printf ("%s €", marked);
}

char *
fin_field_words (FinSharedField *field, const char *value)
{
  const char *kind = fin_shared_field_kind (field);
  const char *const *options = fin_shared_field_options (field);
  g_auto (GStrv) chosen = NULL;
  g_autoptr (GStrvBuilder) labels = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;

  g_return_val_if_fail (FIN_IS_SHARED_FIELD (field), NULL);
  g_return_val_if_fail (value != NULL, NULL);

  if (g_str_equal (kind, "date"))
    return fin_date_text_from_value (value);
  if (g_str_equal (kind, "amount"))
    return fin_field_words_euros (value);
  if (g_str_equal (kind, "boolean") || g_str_equal (kind, "declaration") ||
      g_str_equal (kind, "secret"))
    return g_strdup (g_str_equal (value, "true")    ? _ ("Yes")
                     : g_str_equal (value, "false") ? _ ("No")
                                                    : "");
  if (options == NULL)
    return g_strdup (value);

  chosen = g_strsplit (value, ",", -1);
  for (guint i = 0; options[i] != NULL && options[i + 1] != NULL; i += 2)
    if (g_strv_contains ((const char *const *)chosen, options[i]))
      g_strv_builder_add (labels, options[i + 1]);
  words = g_strv_builder_end (labels);

  return g_strjoinv (" · ", words);
}
