// Apertium as its packages install it, and as a folder of modes that do what they should not.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "fin-apertium.h"
#include "fin-error.h"

#define MODES "/usr/share/apertium/modes/"

/* Runs the main loop until @condition; a test that waits in vain is ended by its runner. */
#define wait_until(condition)                                                                      \
  while (!(condition))                                                                             \
  g_main_context_iteration (NULL, TRUE)

typedef struct {
  gboolean done;
  char *text;
  GError *error;
} Answer;

static void
answer_clear (Answer *answer)
{
  g_free (answer->text);
  g_clear_error (&answer->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->text = fin_translator_translate_finish (FIN_TRANSLATOR (source), result, &answer->error);
  answer->done = TRUE;
}

static void
ask (FinTranslator *self, const char *text, const char *from, const char *to, Answer *answer)
{
  fin_translator_translate_async (self, text, from, to, NULL, answered_cb, answer);
}

static char *
translate (FinTranslator *self, const char *text, const char *from, const char *to)
{
  g_auto (Answer) answer = { 0 };

  ask (self, text, from, to, &answer);
  wait_until (answer.done);
  g_assert_no_error (answer.error);

  return g_steal_pointer (&answer.text);
}

static void
assert_fails (FinTranslator *self, const char *text, int code)
{
  g_auto (Answer) answer = { 0 };

  ask (self, text, "ca", "es", &answer);
  wait_until (answer.done);
  g_assert_error (answer.error, FIN_ERROR, code);
  g_assert_null (answer.text);
}

/* Processes whose parent is @parent, and theirs in turn. (transfer full) */
static GArray *
descendants (pid_t parent)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (pid_t));
  g_autoptr (GDir) proc = g_dir_open ("/proc", 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (proc)) != NULL) {
    g_autofree char *path = g_build_filename ("/proc", name, "stat", NULL);
    g_autofree char *stat = NULL;
    const char *after_name;
    pid_t pid = atoi (name);
    int its_parent;
    char state;

    if (pid == 0 || !g_file_get_contents (path, &stat, NULL, NULL))
      continue;
    after_name = strrchr (stat, ')');
    if (sscanf (after_name, ") %c %d", &state, &its_parent) == 2 && its_parent == parent &&
        state != 'Z') {
      g_autoptr (GArray) below = descendants (pid);

      g_array_append_val (found, pid);
      g_array_append_vals (found, below->data, below->len);
    }
  }

  return found;
}

static guint
count_processes (void)
{
  g_autoptr (GArray) all = descendants (getpid ());

  return all->len;
}

/* The state of processes is polled: nothing tells of the end of a child's child. */
#define wait_until_polled(condition)                                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    guint poll_id = g_timeout_add (10, polled_cb, NULL);                                           \
    wait_until (condition);                                                                        \
    g_source_remove (poll_id);                                                                     \
  }                                                                                                \
  G_STMT_END

static gboolean
polled_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* How long anything may take is not tested here, save where it is what is tested. */
static FinTranslator *
real_apertium (void)
{
  return g_object_new (FIN_TYPE_APERTIUM, "patience", 60000, NULL);
}

static void
end (FinTranslator *self)
{
  g_assert_finalize_object (self);
  wait_until_polled (count_processes () == 0);
}

static gboolean
skip_without (const char *mode)
{
  g_autofree char *path = g_strconcat (MODES, mode, ".mode", NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return FALSE;

  g_test_skip (mode);
  return TRUE;
}

static void
test_qualities (void)
{
  g_autoptr (FinTranslator) self = fin_apertium_new ();
  g_autoptr (FinTranslator) absent =
      g_object_new (FIN_TYPE_APERTIUM, "modes", "/nonexistent", NULL);

  g_assert_cmpstr (fin_translator_id (self), ==, "apertium");
  g_assert_cmpint (fin_translator_quality (absent, "ca", "es"), ==, FIN_TRANSLATION_NONE);
  assert_fails (absent, "Hola", FIN_ERROR_FAILED);
  g_assert_cmpint (fin_translator_quality (self, "ca", "ca"), ==, FIN_TRANSLATION_NONE);
  g_assert_cmpint (fin_translator_quality (self, "ca", "ar"), ==, FIN_TRANSLATION_NONE);
  g_assert_cmpint (fin_translator_quality (self, "../ca", "es"), ==, FIN_TRANSLATION_NONE);
  if (skip_without ("cat-spa") || skip_without ("eng-cat"))
    return;
  g_assert_cmpint (fin_translator_quality (self, "ca", "es"), ==, FIN_TRANSLATION_GOOD);
  g_assert_cmpint (fin_translator_quality (self, "es-AR", "ca"), ==, FIN_TRANSLATION_GOOD);
  g_assert_cmpint (fin_translator_quality (self, "en_GB", "ca"), ==, FIN_TRANSLATION_DRAFT);
}

static void
test_translates (void)
{
  static const struct {
    const char *from, *to, *text, *translated;
  } cases[] = {
    { "ca", "es", "Ha de presentar el DNI i el certificat d'empadronament.",
      "Tiene que presentar el DNI y el certificado de empadronamiento." },
    { "ca", "es", "Perdoni, no el sento bé.", "Perdone, no le oigo bien." },
    { "ca", "es", "Esperi que el cridin", "Espere que le llamen" },
    { "ca", "es", "El ROPELL i l'AGAUR li paguen 12.345,67 € el 12/03/2027 a les 10:30",
      "El ROPELL y el AGAUR le pagan 12.345,67 € el 12/03/2027 a las 10:30" },
    { "ca", "es", "Entri amb idCAT Mòbil o Cl@ve, no amb el mòbil",
      "Entre con idCAT Mòbil o Cl@ve, no con el móvil" },
    { "ca", "es", "El CatSalut és aquí ~ 40 €", "El CatSalut es aquí ~ 40 €" },
    { "es", "ca", "Firme aquí, por favor", "Signi aquí, si us plau" },
    { "es", "ca", "Son 40 € a las 10:30 al NIF 12345678Z",
      "Són 40 € a les 10:30 al NIF 12345678Z" },
    { "es", "ca", "Espere al AGAUR y mire https://casa.example.es/rojo?id=3.",
      "Esperi a l'AGAUR i miri https://casa.example.es/rojo?id=3." },
    { "en", "ca", "The address is front.desk@house.example.org at half past ten",
      "L'adreça és front.desk@house.example.org a dos quarts d'onze" },
    { "ca", "en", "La cita prèvia és amb Joan Fuster Pastor",
      "The appointment is with Joan Fuster Pastor" },
  };
  static const char *const names[] = { "Rosa Blanca Casas", NULL };
  FinTranslator *self = real_apertium ();
  g_autofree char *named = NULL;
  g_autofree char *unnamed = NULL;

  if (skip_without ("cat-spa") || skip_without ("eng-cat") || skip_without ("eng-spa"))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *translated = translate (self, cases[i].text, cases[i].from, cases[i].to);

    g_assert_cmpstr (translated, ==, cases[i].translated);
  }

  unnamed = translate (self, "La señora Rosa Blanca Casas espera", "es", "en");
  g_assert_null (strstr (unnamed, names[0]));
  fin_translator_set_names (self, names);
  named = translate (self, "La señora Rosa Blanca Casas espera", "es", "en");
  g_assert_nonnull (strstr (named, names[0]));
  end (self);
}

static const char *const directions[][2] = { { "ca", "es" }, { "es", "ca" }, { "ca", "en" },
                                             { "en", "ca" }, { "es", "en" }, { "en", "es" } };

/* Whatever is in the text, each answer is that of its question: the code before and after it tells.
 */
static void
test_stays_in_step (void)
{
  g_autofree char *long_word = g_strnfill (3900, 'x');
  g_autoptr (GString) long_text = g_string_new (NULL);
  const char *const nasty[] = {
    " ",
    ".",
    "...",
    "?!",
    "[]",
    "[a]b[/c]",
    "{^word$}",
    "^word/word<n><m>$",
    "a\\b\\",
    "\\",
    "<b>x</b>",
    "@home #tag *star +plus ~tilde",
    "p.m",
    "etc",
    "Sr",
    "a\nb\n\nc\n",
    "\t\ttab",
    "  doble   espai  ",
    "\001\002\037",
    "\u00a0\u200b\ufeff",
    "\u202e\u2066abc\u2069",
    "😀👩‍👩‍👧🇪🇸",
    "السلام عليكم ٤٠",
    "شکریہ",
    "$1 $2 `id` $(id) ; | & '\"",
    "[][req1\n]",
    "[][1\n]",
    "https://a.example/?q=[]&b=^$",
    "Xqvaaj",
    "&amp;&#0;",
    "%s%n",
    "é̀̂",
    "ÀÉÍÒÚ·ÇÑ",
    "1.2.3.4.5",
    "－４０",
    long_word,
    NULL,
    NULL,
  };
  guint n = G_N_ELEMENTS (nasty) - 1;
  FinTranslator *self = real_apertium ();

  while (long_text->len < 3900)
    g_string_append (long_text, "no el sento bé, 40 €; ");
  for (guint d = 0; d < G_N_ELEMENTS (directions); d++) {
    g_autofree Answer *answers = g_new0 (Answer, n);

    if (fin_translator_quality (self, directions[d][0], directions[d][1]) == FIN_TRANSLATION_NONE) {
      g_test_skip (directions[d][0]);
      continue;
    }
    for (guint i = 0; i < n; i++) {
      g_autofree char *text =
          g_strdup_printf ("B%u7Q %s B%u7R", i, nasty[i] != NULL ? nasty[i] : long_text->str, i);

      ask (self, text, directions[d][0], directions[d][1], &answers[i]);
      /* Some at once, as lines come; no more than may wait. */
      if (i % 16 == 0)
        wait_until (answers[i].done);
    }
    for (guint i = 0; i < n; i++) {
      g_autofree char *first = g_strdup_printf ("B%u7Q", i);
      g_autofree char *last = g_strdup_printf ("B%u7R", i);

      wait_until (answers[i].done);
      g_assert_no_error (answers[i].error);
      g_assert_true (g_str_has_prefix (answers[i].text, first));
      g_assert_true (g_str_has_suffix (answers[i].text, last));
      g_assert_true (g_utf8_validate (answers[i].text, -1, NULL));
      answer_clear (&answers[i]);
    }
    /* Alone, too. */
    for (guint i = 0; i < n - 1; i++) {
      g_autofree char *text = translate (self, nasty[i], directions[d][0], directions[d][1]);

      g_assert_nonnull (text);
    }
  }
  end (self);
}

/* What a person would copy from the screen, in every direction. */
static void
test_keeps (void)
{
  static const char *const kept[] = {
    "40",
    "12.345,67",
    "1.500",
    "ES91 2100 0418 4502 0005 1332",
    "12345678Z",
    "X1234567L",
    "ABC-2027/00123",
    "12/03/2027",
    "10:30",
    "600 000 000",
    "nom.cognom@example.cat",
    "https://web.example.cat/tramit/casa?id=3&b=rojo",
    "seu.example.cat",
    "ROPELL",
    "AGAUR",
    "idCAT Mòbil",
    "Cl@ve",
    "La Meva Salut",
    "T-mobilitat",
    "Mar Blanca Casas",
    "0",
    "3,5",
  };
  static const char *const names[] = { "Mar Blanca Casas", NULL };
  FinTranslator *self = real_apertium ();

  fin_translator_set_names (self, names);
  for (guint d = 0; d < G_N_ELEMENTS (directions); d++) {
    g_autoptr (GString) all = g_string_new ("La");
    g_autofree char *together = NULL;

    if (fin_translator_quality (self, directions[d][0], directions[d][1]) == FIN_TRANSLATION_NONE) {
      g_test_skip (directions[d][0]);
      continue;
    }
    for (guint i = 0; i < G_N_ELEMENTS (kept); i++) {
      g_autofree char *text =
          g_strdup_printf ("La casa %s, la casa (%s) de %s.", kept[i], kept[i], kept[i]);
      g_autofree char *translated = translate (self, text, directions[d][0], directions[d][1]);
      g_auto (GStrv) parts = g_strsplit (translated, kept[i], -1);

      g_assert_cmpuint (g_strv_length (parts), ==, 4);
      g_string_append_printf (all, " casa %s", kept[i]);
    }
    together = translate (self, all->str, directions[d][0], directions[d][1]);
    for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
      g_assert_nonnull (strstr (together, kept[i]));
  }
  end (self);
}

static void
test_many (void)
{
  FinTranslator *self = real_apertium ();

  if (skip_without ("cat-spa"))
    return;

  for (guint i = 0; i < 300; i++) {
    g_autofree char *text = g_strdup_printf ("Ha de portar %u papers a la finestreta.", i + 2);
    g_autofree char *expected =
        g_strdup_printf ("Tiene que llevar %u papeles a la ventanilla.", i + 2);
    g_autofree char *translated = translate (self, text, "ca", "es");

    g_assert_cmpstr (translated, ==, expected);
  }
  end (self);
}

/* Its shell, and programs of the beginning, the middle and the end, with a text inside. */
static void
test_killed (void)
{
  /* When the last program dies the shell still holds its pipe open: that text waits out the patience. */
  FinTranslator *self = g_object_new (FIN_TYPE_APERTIUM, "patience", 5000, NULL);
  guint n;

  if (skip_without ("cat-spa"))
    return;

  g_free (translate (self, "Hola", "ca", "es"));
  n = count_processes ();
  g_assert_cmpuint (n, >=, 10);

  for (guint i = 0; i < n; i += 3) {
    g_auto (Answer) killed = { 0 };
    g_auto (Answer) waiting = { 0 };
    g_autoptr (GArray) processes = descendants (getpid ());
    g_autofree char *after = NULL;

    ask (self, "Bon dia", "ca", "es", &killed);
    ask (self, "Bona tarda", "ca", "es", &waiting);
    kill (g_array_index (processes, pid_t, i), SIGKILL);
    wait_until (killed.done && waiting.done);
    /* It may have been quick enough; never is there an answer that is not its own. */
    if (killed.error == NULL)
      g_assert_cmpstr (killed.text, ==, "Buenos días");
    if (waiting.error == NULL)
      g_assert_cmpstr (waiting.text, ==, "Buenas tardes");
    after = translate (self, "Bona nit", "ca", "es");
    g_assert_cmpstr (after, ==, "Buenas noches");
    /* Without the shell, the programs serve on. */
    wait_until_polled (count_processes () == n || count_processes () == n - 1);
  }
  end (self);
}

static void
test_idle (void)
{
  FinTranslator *self = g_object_new (FIN_TYPE_APERTIUM, "patience", 60000, "idle", 50, NULL);

  if (skip_without ("cat-spa"))
    return;

  for (guint i = 0; i < 3; i++) {
    g_autofree char *translated = translate (self, "Hola", "ca", "es");

    g_assert_cmpstr (translated, ==, "Hola");
    wait_until_polled (count_processes () == 0);
  }
  end (self);
}

/* A folder with one mode, whose only program answers as @script, in Python, has it. */
static char *
make_mode (const char *script)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("modes-XXXXXX", &error);
  g_autofree char *program = g_build_filename (folder, "program", NULL);
  g_autofree char *mode = g_build_filename (folder, "cat-spa.mode", NULL);
  g_autofree char *text = g_strdup_printf ("%s -g $1 $2\n", program);
  g_autofree char *whole = g_strdup_printf ("#!/usr/bin/env python3\n"
                                            "import sys, time\n"
                                            "assert sys.argv[1:] == ['-z', '-g', '-n'], sys.argv\n"
                                            "def texts():\n"
                                            "  text = b''\n"
                                            "  while byte := sys.stdin.buffer.read(1):\n"
                                            "    text += byte\n"
                                            "    if byte == b'\\0':\n"
                                            "      yield text\n"
                                            "      text = b''\n"
                                            "def say(text):\n"
                                            "  sys.stdout.buffer.write(text)\n"
                                            "  sys.stdout.buffer.flush()\n"
                                            "for text in texts():\n%s",
                                            script);

  g_assert_no_error (error);
  g_file_set_contents (mode, text, -1, &error);
  g_assert_no_error (error);
  g_file_set_contents (program, whole, -1, &error);
  g_assert_no_error (error);
  g_chmod (program, 0700);

  return folder;
}

static void
remove_mode (const char *folder)
{
  g_autofree char *program = g_build_filename (folder, "program", NULL);
  g_autofree char *mode = g_build_filename (folder, "cat-spa.mode", NULL);

  g_assert_cmpint (g_unlink (program), ==, 0);
  g_assert_cmpint (g_unlink (mode), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* What it says when asked for something out of the way costs that text, and no other. */
static void
test_out_of_step (void)
{
  static const struct {
    const char *says;
    int code;
  } cases[] = {
    { "say(b'another.[][9\\n]\\0')", FIN_ERROR_FAILED }, { "say(text + text)", FIN_ERROR_FAILED },
    { "say(b'\\xff' + text)", FIN_ERROR_FAILED },        { "say(b'\\0')", FIN_ERROR_FAILED },
    { "say(b'x' * 1000000)", FIN_ERROR_FAILED },         { "sys.exit()", FIN_ERROR_FAILED },
    { "say(text[:-1])", FIN_ERROR_TIMED_OUT },           { "pass", FIN_ERROR_TIMED_OUT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *script =
        g_strdup_printf ("  if b'harm' in text: %s\n  else: say(text)\n", cases[i].says);
    g_autofree char *folder = make_mode (script);
    FinTranslator *self = g_object_new (FIN_TYPE_APERTIUM, "modes", folder, "patience",
                                        cases[i].code == FIN_ERROR_TIMED_OUT ? 2500 : 60000, NULL);
    g_autofree char *before = NULL;
    g_auto (Answer) broken = { 0 };
    g_auto (Answer) after = { 0 };

    before = translate (self, "[a] \\ b~c\nd", "ca", "es");
    g_assert_cmpstr (before, ==, "[a] \\ b~c\nd");
    ask (self, "harm", "ca", "es", &broken);
    wait_until (broken.done);
    g_assert_error (broken.error, FIN_ERROR, cases[i].code);
    g_assert_null (strstr (broken.error->message, "harm"));
    ask (self, "good", "ca", "es", &after);
    wait_until (after.done);
    g_assert_cmpstr (after.text, ==, "good");
    end (self);
    remove_mode (folder);
  }
}

/* What never works is not offered for a while, nor started for each line. */
static void
test_broken (void)
{
  g_autofree char *folder = make_mode ("  sys.exit()\n");
  FinTranslator *self = g_object_new (FIN_TYPE_APERTIUM, "modes", folder, "patience", 60000, NULL);

  for (guint i = 0; i < 3; i++) {
    g_assert_cmpint (fin_translator_quality (self, "ca", "es"), ==, FIN_TRANSLATION_GOOD);
    assert_fails (self, "Hola", FIN_ERROR_FAILED);
  }
  g_assert_cmpint (fin_translator_quality (self, "ca", "es"), ==, FIN_TRANSLATION_NONE);
  end (self);
  remove_mode (folder);
}

static void
test_bounds (void)
{
  g_autofree char *folder = make_mode ("  time.sleep(3600)\n");
  FinTranslator *self = g_object_new (FIN_TYPE_APERTIUM, "modes", folder, "patience", 600000, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *long_text = g_strnfill (100000, 'x');
  Answer answers[40] = { 0 };
  guint n = 0;

  assert_fails (self, long_text, FIN_ERROR_TOO_LARGE);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    fin_translator_translate_async (self, "Hola", "ca", "es", cancellable, answered_cb,
                                    &answers[i]);
  /* One is inside, 32 wait. */
  wait_until (answers[33].done && answers[39].done);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (answers[i].done) {
      g_assert_error (answers[i].error, FIN_ERROR, FIN_ERROR_TOO_MANY);
      n++;
    }
  g_assert_cmpuint (n, ==, 7);

  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < 33; i++) {
    wait_until (answers[i].done);
    g_assert_error (answers[i].error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  }
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    answer_clear (&answers[i]);
  end (self);
  remove_mode (folder);
}

/* Whoever no longer wants an answer disturbs nobody else's. */
static void
test_cancelled (void)
{
  g_autofree char *folder = make_mode ("  say(text)\n");
  FinTranslator *self = g_object_new (FIN_TYPE_APERTIUM, "modes", folder, "patience", 60000, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Answer) unwanted = { 0 };
  g_auto (Answer) early = { 0 };
  g_autofree char *wanted = NULL;

  fin_translator_translate_async (self, "unwanted", "ca", "es", cancellable, answered_cb,
                                  &unwanted);
  g_cancellable_cancel (cancellable);
  wanted = translate (self, "wanted", "ca", "es");
  g_assert_cmpstr (wanted, ==, "wanted");
  g_assert_error (unwanted.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  fin_translator_translate_async (self, "early", "ca", "es", cancellable, answered_cb, &early);
  wait_until (early.done);
  g_assert_error (early.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  end (self);
  remove_mode (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* Whose parent was killed is ours, to be counted. */
  prctl (PR_SET_CHILD_SUBREAPER, 1);
  g_test_add_func ("/apertium/qualities", test_qualities);
  g_test_add_func ("/apertium/translates", test_translates);
  g_test_add_func ("/apertium/stays-in-step", test_stays_in_step);
  g_test_add_func ("/apertium/keeps", test_keeps);
  g_test_add_func ("/apertium/many", test_many);
  g_test_add_func ("/apertium/killed", test_killed);
  g_test_add_func ("/apertium/idle", test_idle);
  g_test_add_func ("/apertium/out-of-step", test_out_of_step);
  g_test_add_func ("/apertium/broken", test_broken);
  g_test_add_func ("/apertium/bounds", test_bounds);
  g_test_add_func ("/apertium/cancelled", test_cancelled);

  return g_test_run ();
}
