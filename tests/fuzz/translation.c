// Whatever a translation server answers, and whatever becomes of a text on its way: what may be
// shown, with every number, name and address in it. The first byte says which.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "fin-libre-translate-answer.h"
#include "fin-placeables.h"
#include "fin-utterance.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
read_answer (const char *data, gsize size)
{
  g_autofree char *translation = fin_libre_translate_read_translation (data, size);
  g_autoptr (GHashTable) pairs = fin_libre_translate_read_pairs (data, size);

  g_assert_true (translation == NULL || translation[0] != '\0');
  g_assert_true (translation == NULL || g_utf8_validate (translation, -1, NULL));
  g_assert_true (translation == NULL || g_utf8_strlen (translation, -1) <= FIN_UTTERANCE_MAX);
  g_assert_true (pairs == NULL || g_hash_table_size (pairs) <= 25);
}

/* Masked and not translated, it is what it was; translated into @translated, nothing of it is lost.
 */
static void
pass (const char *text, const char *translated)
{
  static const char *const given[] = { "Mar", NULL };
  g_autoptr (GHashTable) names = fin_placeables_names (given);
  g_autoptr (GHashTable) phrases = fin_placeables_phrases ("ca", "es");
  g_autoptr (FinPlaceables) plain = fin_placeables_find (text, names, NULL);
  g_autoptr (FinPlaceables) found = fin_placeables_find (text, names, phrases);
  g_autofree char *lost = fin_placeables_restore (plain, "");
  g_autofree char *restored = fin_placeables_restore (plain, translated);
  g_autofree char *masked = fin_placeables_mask (plain);
  g_autofree char *same = fin_placeables_restore (plain, masked);
  g_autofree char *masked_too = fin_placeables_mask (found);
  g_autofree char *any = fin_placeables_restore (found, translated);

  g_assert_cmpstr (same, ==, text);
  g_assert_true (g_utf8_validate (masked_too, -1, NULL));
  g_assert_true (g_utf8_validate (any, -1, NULL));
  if (lost[0] != '\0') {
    /* " (one, another)" */
    g_autofree char *list = g_strndup (lost + 2, strlen (lost) - 3);
    g_auto (GStrv) each = g_strsplit (list, ", ", -1);

    for (guint i = 0; each[i] != NULL; i++)
      g_assert_nonnull (strstr (restored, each[i]));
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = NULL;
  gsize length;

  if (size == 0)
    return 0;

  if (data[0] % 2 == 0) {
    read_answer ((const char *)data + 1, size - 1);
    return 0;
  }

  text = g_strndup ((const char *)data + 1, size - 1);
  length = strlen (text);
  if (g_utf8_validate (text, -1, NULL)) {
    const char *rest = length < size - 1 ? (const char *)data + length + 2 : "";
    g_autofree char *translated =
        length < size - 1 ? g_utf8_make_valid (rest, size - length - 2) : g_strdup ("");

    pass (text, translated);
  }

  return 0;
}
