// Rows of captions: short, broken at pauses, and still once they are full.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-cue.h"

#include <pango/pango.h>
#include <string.h>

static guint
clusters (const char *row)
{
  glong n = g_utf8_strlen (row, -1);
  g_autofree PangoLogAttr *attributes = g_new0 (PangoLogAttr, n + 1);
  guint count = 0;

  pango_get_log_attrs (row, strlen (row), -1, NULL, attributes, n + 1);
  for (glong i = 0; i < n; i++)
    count += attributes[i].is_cursor_position;

  return count;
}

static void
assert_rows (const char *text, guint width, const char *joined)
{
  g_auto (GStrv) rows = fin_cue_rows (text, width);
  g_autofree char *all = g_strjoinv ("|", rows);

  g_assert_cmpstr (all, ==, joined);
}

static void
test_breaks (void)
{
  assert_rows ("", 37, "");
  assert_rows ("   ", 37, "");
  assert_rows ("Bon dia.", 37, "Bon dia.");
  /* At a mark, not where it is full. */
  assert_rows ("Bon dia, senyora Pujol. Què necessita?", 37,
               "Bon dia, senyora Pujol.|Què necessita?");
  /* Not for a mark so near the beginning that the row would be almost empty. */
  assert_rows ("Sí, ha de presentar el certificat d'empadronament", 37,
               "Sí, ha de presentar el certificat|d'empadronament");
  /* Before a word that joins. */
  assert_rows ("Porti el DNI de vostè i el certificat del seu fill", 37,
               "Porti el DNI de vostè|i el certificat del seu fill");
  /* An amount is not broken at its comma, nor a word that only begins like one that joins. */
  assert_rows ("Ha de pagar a la seu 1.250,75 euros indivisibles avui", 37,
               "Ha de pagar a la seu 1.250,75 euros|indivisibles avui");
  assert_rows ("una\ndues", 37, "una|dues");
  /* A word longer than a row, and no row with nothing in it. */
  assert_rows ("aaaaaaaaaabbbbb", 5, "aaaaa|aaaaa|bbbbb");
  assert_rows ("exactament deu deu", 10, "exactament|deu deu");
}

static void
test_clusters (void)
{
  /* One letter with its accents, one family of emoji, one flag. */
  const char *const letters[] = { "e\xCC\x81\xCC\xA3", "👩‍👩‍👧", "🇦🇩",
                                  "\xD8\xA8\xD9\x91\xD9\x8E" };

  for (guint i = 0; i < G_N_ELEMENTS (letters); i++) {
    g_autoptr (GString) text = g_string_new (NULL);

    for (guint n = 0; n < 12; n++)
      g_string_append (text, letters[i]);

    g_auto (GStrv) rows = fin_cue_rows (text->str, 5);
    g_autofree char *all = g_strjoinv ("", rows);

    g_assert_cmpuint (g_strv_length (rows), ==, 3);
    g_assert_cmpstr (all, ==, text->str);
    g_assert_cmpuint (clusters (rows[0]), ==, 5);
    g_assert_cmpuint (clusters (rows[2]), ==, 2);
  }
}

static const char *const texts[] = {
  "Per demanar l'ajuda ha de presentar el DNI, el certificat d'empadronament i l'última nòmina; si "
  "no "
  "la té, ens ho pot enviar després, però abans del dia quinze de desembre.",
  "Tiene que firmar aquí y esperar la carta. Cuando llegue, vuelva con el pasaporte que me ha "
  "enseñado o con "
  "otro documento, porque sin él no podemos darle de alta.",
  "You will be told by post, and if you hear nothing within a month you can ask here again with "
  "the number that "
  "stands on the receipt.",
  "يجب أن تقدم بطاقة الهوية وشهادة السكن، وإذا لم تكن لديك يمكنك إرسالها لاحقا لكن قبل يوم 15 من "
  "الشهر.",
};

/* Rows are within their width, and hold all words in their order. */
static void
test_whole (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    /* Wider than the longest word. */
    for (guint width = 16; width <= 42; width++) {
      g_auto (GStrv) rows = fin_cue_rows (texts[i], width);
      g_autofree char *all = g_strjoinv (" ", rows);

      for (guint row = 0; rows[row] != NULL; row++) {
        g_assert_cmpuint (clusters (rows[row]), <=, width);
        g_assert_cmpuint (strlen (rows[row]), >, 0);
      }
      g_assert_cmpstr (all, ==, texts[i]);
    }
}

/* While a text grows, word after word, only its last row changes. */
static void
test_still (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_auto (GStrv) whole = fin_cue_rows (texts[i], FIN_CUE_WIDTH);
    const char *space = texts[i];

    while ((space = strchr (space + 1, ' ')) != NULL) {
      g_autofree char *so_far = g_strndup (texts[i], space - texts[i]);
      g_auto (GStrv) rows = fin_cue_rows (so_far, FIN_CUE_WIDTH);

      for (guint row = 0; rows[row + 1] != NULL; row++)
        g_assert_cmpstr (rows[row], ==, whole[row]);
    }
  }
}

static void
test_direction (void)
{
  /* The second row begins with a Latin name in an Arabic text, and stays from right to left. */
  g_auto (GStrv) rows = fin_cue_rows ("يجب أن تقدم Finestreta اليوم", 13);

  /* A Latin name before an Arabic text, which is isolated from it. */
  g_auto (GStrv) named = fin_cue_rows ("Joan: \xE2\x81\xA8يجب أن تقدم اليوم\xE2\x81\xA9", 13);

  g_assert_true (g_str_has_prefix (named[0], "\xE2\x80\x8F"
                                             "Joan: "));
  g_assert_true (g_str_has_prefix (named[1], "أن تقدم"));
  g_assert_cmpstr (rows[0], ==, "يجب أن تقدم");
  g_assert_true (g_str_has_prefix (rows[1], "\xE2\x80\x8F"
                                            "Finestreta"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cue/breaks", test_breaks);
  g_test_add_func ("/cue/clusters", test_clusters);
  g_test_add_func ("/cue/whole", test_whole);
  g_test_add_func ("/cue/still", test_still);
  g_test_add_func ("/cue/direction", test_direction);

  return g_test_run ();
}
