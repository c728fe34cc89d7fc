// IPA to ARPAbet.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-pronunciation.h"

/* The first that fits counts: longer ones stand before what they begin with. */
static const struct {
  const char *ipa;
  const char *sounds;
} SOUNDS[] = {
  { "tʃ", "CH" },    { "tɕ", "CH" },    { "dʒ", "JH" },  { "dʑ", "JH" }, { "ts", "T S" },
  { "aɪ", "AY" },    { "aʊ", "AW" },    { "eɪ", "EY" },  { "oʊ", "OW" }, { "əʊ", "OW" },
  { "ɔɪ", "OY" },    { "ɪɹ", "IH R" },  { "ɜːɹ", "ER" }, { "ɜː", "ER" }, { "əl", "AH L" },
  { "ɑːɹ", "AA R" }, { "ɔːɹ", "AO R" }, { "aj", "AY" },  { "aw", "AW" }, { "ej", "EY" },
  { "ɔj", "OY" },    { "oj", "OY" },    { "a", "AA" },   { "ɑ", "AA" },  { "ɐ", "AH" },
  { "æ", "AE" },     { "ʌ", "AH" },     { "ə", "AH" },   { "ᵻ", "IH" },  { "e", "EY" },
  { "ɛ", "EH" },     { "ɜ", "ER" },     { "ɚ", "ER" },   { "i", "IY" },  { "ɪ", "IH" },
  { "o", "OW" },     { "ɔ", "AO" },     { "u", "UW" },   { "ʊ", "UW" },  { "j", "Y" },
  { "ʝ", "Y" },      { "w", "W" },      { "b", "B" },    { "β", "B" },   { "ʋ", "V" },
  { "v", "V" },      { "p", "P" },      { "d", "D" },    { "ð", "DH" },  { "t", "T" },
  { "g", "G" },      { "ɡ", "G" },      { "ɣ", "G" },    { "k", "K" },   { "f", "F" },
  { "θ", "TH" },     { "s", "S" },      { "z", "Z" },    { "ʃ", "SH" },  { "ɕ", "SH" },
  { "ʒ", "ZH" },     { "ʑ", "ZH" },     { "x", "K" },    { "h", "HH" },  { "m", "M" },
  { "ɱ", "M" },      { "n", "N" },      { "ɲ", "N Y" },  { "ŋ", "NG" },  { "l", "L" },
  { "ɫ", "L" },      { "ʎ", "L Y" },    { "ɹ", "R" },    { "r", "R" },   { "ɾ", "R" },
};

/* Stress, and ties between two letters of one sound. */
static gboolean
is_mark (const char *at)
{
  static const char *const marks[] = { "ˈ", "ˌ", "͡", "-" };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_has_prefix (at, marks[i]))
      return TRUE;

  return FALSE;
}

/* espeak-ng tells in brackets that it has turned to another language: "(en)". */
static char *
bare (const char *ipa)
{
  GString *text = g_string_new (NULL);
  guint depth = 0;

  for (const char *at = ipa; *at != '\0'; at = g_utf8_next_char (at)) {
    if (*at == '(')
      depth++;
    else if (*at == ')' && depth > 0)
      depth--;
    else if (depth == 0 && !is_mark (at))
      g_string_append_len (text, at, g_utf8_next_char (at) - at);
  }

  return g_string_free (text, FALSE);
}

char *
fin_pronunciation_from_ipa (const char *ipa)
{
  g_autoptr (GString) sounds = g_string_new (NULL);
  g_autofree char *valid = NULL;
  g_autofree char *text = NULL;
  const char *at;

  g_return_val_if_fail (ipa != NULL, NULL);

  valid = g_utf8_make_valid (ipa, -1);
  text = bare (valid);
  at = text;
  while (*at != '\0') {
    const char *next = g_utf8_next_char (at);

    for (guint i = 0; i < G_N_ELEMENTS (SOUNDS); i++)
      if (g_str_has_prefix (at, SOUNDS[i].ipa)) {
        g_string_append_printf (sounds, "%s%s", sounds->len > 0 ? " " : "", SOUNDS[i].sounds);
        next = at + strlen (SOUNDS[i].ipa);
        break;
      }
    at = next;
  }

  return g_string_free (g_steal_pointer (&sounds), FALSE);
}
