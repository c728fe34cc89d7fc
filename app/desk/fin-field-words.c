// Labels of choices, dates, yes and no.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-field-words.h"

#include <glib/gi18n.h>

#include "fin-date-text.h"

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
  if (g_str_equal (kind, "boolean") || g_str_equal (kind, "declaration"))
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

  return g_strjoinv (", ", words);
}
