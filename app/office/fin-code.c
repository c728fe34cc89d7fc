// Letters of a code.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-code.h"

#include <sodium.h>
#include <string.h>

/* Crockford's: no I, L, O or U, which are misread; 5 bits a letter, 16 letters: 80 bits. */
#define ALPHABET    "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#define CODE_LENGTH 16
#define GROUP       4

static char *
group_code (const char *letters)
{
  GString *code = g_string_new (NULL);

  for (guint i = 0; letters[i] != '\0'; i++) {
    if (i > 0 && i % GROUP == 0)
      g_string_append_c (code, '-');
    g_string_append_c (code, letters[i]);
  }

  return g_string_free (code, FALSE);
}

char *
fin_code_new (void)
{
  char letters[CODE_LENGTH + 1] = { 0 };

  for (guint i = 0; i < CODE_LENGTH; i++)
    letters[i] = ALPHABET[randombytes_uniform (strlen (ALPHABET))];

  return group_code (letters);
}

char *
fin_code_normal (const char *code)
{
  g_autoptr (GString) letters = g_string_new (NULL);

  for (; *code != '\0'; code++) {
    char c = g_ascii_toupper (*code);

    if (c == 'O')
      c = '0';
    else if (c == 'I' || c == 'L')
      c = '1';
    if (strchr (ALPHABET, c) != NULL)
      g_string_append_c (letters, c);
  }

  return group_code (letters->str);
}
