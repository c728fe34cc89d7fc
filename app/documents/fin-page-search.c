// Words looked for on a page.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-page-search.h"

static char *
fold (const char *text)
{
  g_autofree char *apart = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  g_autoptr (GString) bare = g_string_new (NULL);

  for (const char *c = apart != NULL ? apart : ""; *c != '\0'; c = g_utf8_next_char (c))
    if (!g_unichar_ismark (g_utf8_get_char (c)))
      g_string_append_unichar (bare, g_utf8_get_char (c));

  return g_utf8_casefold (bare->str, -1);
}

char **
fin_page_search_fold (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  g_autoptr (GStrvBuilder) folded = g_strv_builder_new ();
  g_auto (GStrv) parts = g_strsplit_set (text, " \t\n", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0') {
      g_autofree char *one = fold (parts[i]);

      g_strv_builder_add (folded, one);
    }

  return g_strv_builder_end (folded);
}

static gboolean
fits (FinPage *page, guint first, const char *const *sought, guint n)
{
  for (guint i = 0; i < n; i++) {
    g_autofree char *word = fold (fin_page_get_word (page, first + i)->text);
    gboolean good = n == 1       ? strstr (word, sought[0]) != NULL
                    : i == 0     ? g_str_has_suffix (word, sought[0])
                    : i == n - 1 ? g_str_has_prefix (word, sought[i])
                                 : g_str_equal (word, sought[i]);

    if (!good)
      return FALSE;
  }

  return TRUE;
}

guint
fin_page_search (FinPage *page, guint from, const char *const *sought)
{
  g_return_val_if_fail (FIN_IS_PAGE (page), G_MAXUINT);
  g_return_val_if_fail (sought != NULL, G_MAXUINT);

  guint n = g_strv_length ((char **)sought);

  for (guint i = from; n > 0 && i + n <= fin_page_get_n_words (page); i++)
    if (fits (page, i, sought, n))
      return i;

  return G_MAXUINT;
}
