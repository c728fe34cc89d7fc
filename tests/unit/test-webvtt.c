// WebVTT: what is written is read again as it was, and what others write is read as browsers do.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-webvtt.h"

#include <string.h>

#include "fin-error.h"

typedef GPtrArray Cues;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Cues, g_ptr_array_unref)

static Cues *
cues_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)fin_webvtt_cue_free);
}

static Cues *
read_all (const char *file)
{
  g_autoptr (GError) error = NULL;
  Cues *cues = fin_webvtt_read (file, strlen (file), &error);

  g_assert_no_error (error);

  return cues;
}

static void
assert_cue (Cues *cues,
            guint at,
            gint64 start,
            gint64 end,
            const char *voice,
            const char *language,
            const char *text)
{
  FinWebvttCue *cue;

  g_assert_cmpuint (at, <, cues->len);
  cue = cues->pdata[at];
  g_assert_cmpint (cue->start, ==, start);
  g_assert_cmpint (cue->end, ==, end);
  g_assert_cmpstr (cue->voice, ==, voice);
  g_assert_cmpstr (cue->language, ==, language);
  g_assert_cmpstr (cue->text, ==, text);
}

static void
test_written (void)
{
  g_autoptr (Cues) cues = cues_new ();
  g_autofree char *file = NULL;

  g_ptr_array_add (cues,
                   fin_webvtt_cue_new (3661001, 3662000, "Persona", "ca", "a & b < c > d\n--> e"));
  g_ptr_array_add (cues, fin_webvtt_cue_new (0, 1000, NULL, NULL, "primer"));
  file = fin_webvtt_write (cues);
  g_assert_cmpstr (file, ==,
                   "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nprimer\n\n"
                   "01:01:01.001 --> 01:01:02.000\n<v Persona><lang ca>a &amp; b &lt; c &gt; d\n"
                   "--&gt; e</lang>\n");
}

static void
test_again (void)
{
  static const char *const texts[] = {
    "Bon dia",
    "a & b &amp; <b>no</b> --> 00:01.000",
    "مرحبا 3 قطط",
    "😀👍🏽\nsegona",
    "ela geminada l·l",
    "\xE2\x80\xAE"
    "girat",
  };
  g_autoptr (Cues) cues = cues_new (), again = NULL;
  g_autofree char *file = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_ptr_array_add (
        cues, fin_webvtt_cue_new (i * 1000, i * 1000 + 900, "Rol <1> & més", "ar", texts[i]));
  file = fin_webvtt_write (cues);
  again = read_all (file);
  g_assert_cmpuint (again->len, ==, G_N_ELEMENTS (texts));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_cue (again, i, i * 1000, i * 1000 + 900, "Rol <1> & més", "ar", texts[i]);
}

/* Nothing that is said can end its cue, begin another or be taken for a mark. */
static void
test_no_way_out (void)
{
  g_autoptr (Cues) cues = cues_new (), again = NULL;
  g_autofree char *file = NULL;

  g_ptr_array_add (cues, fin_webvtt_cue_new (0, 1000, "V\n\n00:00.000 --> 00:09.000\nfals", NULL,
                                             "a\n\n\n00:05.000 --> 00:06.000\r\nb\x01\x7f"));
  file = fin_webvtt_write (cues);
  again = read_all (file);
  g_assert_cmpuint (again->len, ==, 1);
  assert_cue (again, 0, 0, 1000, "V00:00.000 --> 00:09.000fals", NULL,
              "a\n00:05.000 --> 00:06.000\nb");
}

static void
test_said (void)
{
  static const char sentence[] =
      "Per demanar el carnet ha de portar el document d'identitat, una fotografia i el"
      " justificant de pagament de la taxa, que és de set euros.";
  g_autoptr (Cues) cues = cues_new ();
  GString *all = g_string_new (NULL);

  fin_webvtt_say (cues, 500, "Oficina", "ca", "Sí.");
  fin_webvtt_say (cues, 9000, "Oficina", "ca", sentence);
  /* Not less than a second, however short. */
  assert_cue (cues, 0, 500, 1500, "Oficina", "ca", "Sí.");
  for (guint i = 1; i < cues->len; i++) {
    FinWebvttCue *cue = cues->pdata[i], *before = cues->pdata[i - 1];
    g_auto (GStrv) rows = g_strsplit (cue->text, "\n", -1);

    g_assert_cmpuint (g_strv_length (rows), <=, 2);
    for (guint j = 0; rows[j] != NULL; j++)
      g_assert_cmpint (g_utf8_strlen (rows[j], -1), <=, 37);
    g_assert_cmpint (cue->end - cue->start, >=, 1000);
    g_assert_cmpint (cue->end - cue->start, <=, 6000);
    g_assert_cmpint (cue->start, ==, i == 1 ? 9000 : before->end);
    g_string_append_printf (all, "%s%s", i > 1 ? " " : "", cue->text);
  }
  g_string_replace (all, "\n", " ", 0);
  g_assert_cmpstr (all->str, ==, sentence);
  g_string_free (all, TRUE);
}

static void
test_others (void)
{
  g_autoptr (Cues) cues = read_all (
      "\xEF\xBB\xBFWEBVTT - títol\r\nKind: captions\r\n\r\nNOTE res\r\n\r\nSTYLE\r\n::cue{}\r\n\r\n"
      "nom\r\n00:01.000 --> 00:02.500 align:start line:0\r\n"
      "<v.loud Maria  José>Hola <i>que</i> tal &amp; adéu&nbsp;&copy;</v>\r\n\r\n"
      "\t100:00:00.000-->100:00:01.000\rsense veu\r\r"
      "00:05.000 --> 00:04.000\nal revés\n\n00:61.000 --> 01:02.000\nsegons\n\n"
      "0:05.000 --> 00:06.000\nun dígit\n\n00:00:07.000 --> 00:00:08.000\n\n"
      "00:09.000 --> 00:10.000\nuna\n00:11.000 --> 00:12.000\ndues <sense fi");

  assert_cue (cues, 0, 1000, 2500, "Maria  José", NULL, "Hola que tal & adéu\u00a0&copy;");
  assert_cue (cues, 1, 360000000, 360001000, NULL, NULL, "sense veu");
  assert_cue (cues, 2, 7000, 8000, NULL, NULL, "");
  assert_cue (cues, 3, 9000, 10000, NULL, NULL, "una");
  assert_cue (cues, 4, 11000, 12000, NULL, NULL, "dues ");
  g_assert_cmpuint (cues->len, ==, 5);
}

static void
test_none (void)
{
  static const char *const files[] = {
    "", "webvtt\n", "WEBVTTx\n", " WEBVTT\n", "\xFF\xFE", "WEBVT"
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (fin_webvtt_read (files[i], strlen (files[i]), &error));
    g_assert_error (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST);
  }
  {
    g_autoptr (Cues) cues = read_all ("WEBVTT");

    g_assert_cmpuint (cues->len, ==, 0);
  }
}

static void
test_too_large (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_malloc0 (FIN_WEBVTT_SIZE_MAX + 1);

  g_assert_null (fin_webvtt_read (file, FIN_WEBVTT_SIZE_MAX + 1, &error));
  g_assert_error (error, FIN_ERROR, FIN_ERROR_TOO_LARGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/webvtt/written", test_written);
  g_test_add_func ("/webvtt/read again as it was", test_again);
  g_test_add_func ("/webvtt/no way out of a cue", test_no_way_out);
  g_test_add_func ("/webvtt/two rows at most, as long as it takes to read", test_said);
  g_test_add_func ("/webvtt/what others write", test_others);
  g_test_add_func ("/webvtt/what is none", test_none);
  g_test_add_func ("/webvtt/more than is read", test_too_large);

  return g_test_run ();
}
