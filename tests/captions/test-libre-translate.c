// A client of LibreTranslate against an independent server of its interface, which does what it is
// told to. SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "fin-error.h"
#include "fin-json.h"
#include "fin-libre-translate.h"

/* Runs the main loop until @condition; a test that waits in vain is ended by its runner. */
#define wait_until(condition)                                                                      \
  while (!(condition))                                                                             \
  g_main_context_iteration (NULL, TRUE)

typedef struct {
  GSubprocess *process;
  GDataInputStream *lines;
  char *address;
  FinTranslator *client;
} Fixture;

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

/* (transfer full) */
static JsonObject *
read_line (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line (self->lines, NULL, NULL, &error);
  JsonObject *object;

  g_assert_no_error (error);
  object = fin_json_parse_object (line, -1, &error);
  g_assert_no_error (error);

  return object;
}

/* (transfer full) */
static JsonObject *
tell (Fixture *self, const char *command)
{
  GOutputStream *stream = g_subprocess_get_stdin_pipe (self->process);
  g_autofree char *line = g_strconcat (command, "\n", NULL);
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (stream, line, strlen (line), NULL, NULL, &error);
  g_assert_no_error (error);

  return read_line (self);
}

static void
set_fault (Fixture *self, const char *fault, int times)
{
  g_autofree char *command = g_strdup_printf ("{\"fault\":\"%s\",\"times\":%d}", fault, times);
  g_autoptr (JsonObject) report = tell (self, command);
}

static void
set_listing (Fixture *self, const char *fault)
{
  g_autofree char *command = fault != NULL ? g_strdup_printf ("{\"listing\":\"%s\"}", fault)
                                           : g_strdup ("{\"listing\":null}");
  g_autoptr (JsonObject) report = tell (self, command);
}

static gint64
count (Fixture *self, const char *what)
{
  g_autoptr (JsonObject) report = tell (self, "{}");

  return fin_json_integer (report, what, -1);
}

static FinTranslator *
connect_client (Fixture *self, const char *key)
{
  g_autoptr (GError) error = NULL;
  FinTranslator *client = fin_libre_translate_new (self->address, key, FALSE, &error);

  g_assert_no_error (error);
  return client;
}

static gboolean
is_healthy (FinTranslator *client)
{
  return fin_libre_translate_is_healthy (FIN_LIBRE_TRANSLATE (client));
}

/* @data: the key the server wants, or NULL. */
static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *program = g_test_build_filename (G_TEST_DIST, "libre_translate.py", NULL);
  g_autoptr (JsonObject) ready = NULL;
  g_autoptr (GError) error = NULL;

  self->process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                        "python3", program, data != NULL ? "--key" : NULL, data, NULL);
  g_assert_no_error (error);
  self->lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  ready = read_line (self);
  self->address = g_strdup (fin_json_string (ready, "address"));
  self->client = connect_client (self, data);
  g_assert_cmpint (fin_translator_quality (self->client, "en", "es"), ==, FIN_TRANSLATION_NONE);
  wait_until (is_healthy (self->client));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->client);
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_object_unref (self->lines);
  g_object_unref (self->process);
  g_free (self->address);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->text = fin_translator_translate_finish (FIN_TRANSLATOR (source), result, &answer->error);
  answer->done = TRUE;
}

static void
ask (FinTranslator *client, const char *text, const char *from, const char *to, Answer *answer)
{
  fin_translator_translate_async (client, text, from, to, NULL, answered_cb, answer);
}

static void
assert_translates (FinTranslator *client,
                   const char *text,
                   const char *from,
                   const char *to,
                   const char *translated)
{
  g_auto (Answer) answer = { 0 };

  ask (client, text, from, to, &answer);
  wait_until (answer.done);
  g_assert_no_error (answer.error);
  g_assert_cmpstr (answer.text, ==, translated);
}

static void
assert_fails (FinTranslator *client, int code)
{
  g_auto (Answer) answer = { 0 };

  ask (client, "a secret text", "en", "es", &answer);
  wait_until (answer.done);
  g_assert_error (answer.error, FIN_ERROR, code);
  g_assert_null (strstr (answer.error->message, "secret"));
}

static gboolean
polled_cb (gpointer data)
{
  gboolean *polled = data;

  *polled = TRUE;
  return G_SOURCE_REMOVE;
}

/* Asks until it is sent: what rests is refused at once. */
static void
ask_until_sent (Fixture *self, Answer *answer)
{
  gint64 before = count (self, "translate");

  while (TRUE) {
    gboolean polled = FALSE;

    ask (self->client, "Hello", "en", "es", answer);
    wait_until (answer->done);
    if (count (self, "translate") > before)
      return;
    g_assert_nonnull (answer->error);
    answer_clear (answer);
    *answer = (Answer){ 0 };
    g_timeout_add (20, polled_cb, &polled);
    wait_until (polled);
  }
}

static void
test_addresses (void)
{
  static const struct {
    const char *address;
    gboolean in_clear;
    int code; /* -1: fine */
  } cases[] = {
    { "https://translate.test", FALSE, -1 },
    { "https://translate.test:5000/path/", FALSE, -1 },
    { "http://127.0.0.1:5000", FALSE, -1 },
    { "http://[::1]:5000", FALSE, -1 },
    { "http://LOCALHOST:5000", FALSE, -1 },
    { "http://translate.test", FALSE, FIN_ERROR_FORBIDDEN },
    { "http://127.0.0.1.example.cat", FALSE, FIN_ERROR_FORBIDDEN },
    { "http://localhost.example.cat", FALSE, FIN_ERROR_FORBIDDEN },
    { "http://translate.test", TRUE, -1 },
    { "https://somebody@translate.test", FALSE, FIN_ERROR_BAD_REQUEST },
    { "https://translate.test/?q=1", FALSE, FIN_ERROR_BAD_REQUEST },
    { "https://translate.test/#a", FALSE, FIN_ERROR_BAD_REQUEST },
    { "ftp://translate.test", TRUE, FIN_ERROR_BAD_REQUEST },
    { "file:///etc/passwd", TRUE, FIN_ERROR_BAD_REQUEST },
    { "https://", FALSE, FIN_ERROR_BAD_REQUEST },
    { "translate.test", FALSE, FIN_ERROR_BAD_REQUEST },
    { "", FALSE, FIN_ERROR_BAD_REQUEST },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (FinTranslator) client =
        fin_libre_translate_new (cases[i].address, NULL, cases[i].in_clear, &error);

    if (cases[i].code < 0)
      g_assert_no_error (error);
    else
      g_assert_error (error, FIN_ERROR, cases[i].code);
    g_assert_true ((client != NULL) == (cases[i].code < 0));
  }
}

static void
test_translates (Fixture *self, gconstpointer data)
{
  static const char *const names[] = { "Mar", NULL };

  g_assert_cmpstr (fin_translator_id (self->client), ==, "libre-translate");
  g_assert_cmpint (fin_translator_quality (self->client, "en", "es"), ==, FIN_TRANSLATION_GOOD);
  g_assert_cmpint (fin_translator_quality (self->client, "ca-ES", "en"), ==, FIN_TRANSLATION_GOOD);
  g_assert_cmpint (fin_translator_quality (self->client, "ca", "es"), ==, FIN_TRANSLATION_DRAFT);
  g_assert_cmpint (fin_translator_quality (self->client, "en", "ur"), ==, FIN_TRANSLATION_DRAFT);
  g_assert_cmpint (fin_translator_quality (self->client, "ca", "ar"), ==, FIN_TRANSLATION_DRAFT);
  g_assert_cmpint (fin_translator_quality (self->client, "en", "en"), ==, FIN_TRANSLATION_NONE);
  g_assert_cmpint (fin_translator_quality (self->client, "en", "fr"), ==, FIN_TRANSLATION_NONE);

  assert_translates (self->client, "Hello \"you\"\\", "en", "es", "es: Hello \"you\"\\");
  /* From right to left and back, digits as they were written. */
  assert_translates (self->client, "مرحبا ٤٠ شكراً", "ar", "ca", "ca: مرحبا ٤٠ شكراً");
  assert_translates (self->client, "Bring 40 € on 12/03/2027.", "en", "ar",
                     "أحضر 40 € في 12/03/2027.");
  assert_translates (self->client, "Call 600 000 000.", "en", "ur", "600 000 000 پر کال کریں۔");
  assert_translates (self->client, "Ask for the ROPELL.", "en", "ar", "اطلب السجل. (ROPELL)");
  assert_translates (self->client, "Bon dia", "ca", "ar", "صباح الخير");
  fin_translator_set_names (self->client, names);
  assert_translates (self->client, "Mar", "en", "es", "es: Mar");

  /* Nothing to translate is not sent. */
  assert_translates (self->client, " \t", "en", "es", " \t");
  g_assert_cmpint (count (self, "translate"), ==, 7);
}

static void
test_request (Fixture *self, gconstpointer data)
{
  g_autoptr (JsonObject) report = NULL;
  JsonObject *last;

  assert_translates (self->client, "Hello", "en-GB", "ca", "ca: Hello");
  report = tell (self, "{}");
  last = fin_json_member (report, "last");
  g_assert_cmpstr (fin_json_string (last, "q"), ==, "Hello");
  g_assert_cmpstr (fin_json_string (last, "source"), ==, "en");
  g_assert_cmpstr (fin_json_string (last, "target"), ==, "ca");
  g_assert_cmpstr (fin_json_string (last, "format"), ==, "text");
  g_assert_cmpstr (fin_json_string (last, "api_key"), ==, data);
}

static void
test_wrong_key (Fixture *self, gconstpointer data)
{
  g_autoptr (FinTranslator) wrong = connect_client (self, "guess");
  g_autoptr (FinTranslator) without = connect_client (self, NULL);
  const GError *trouble;

  wait_until (is_healthy (wrong) && is_healthy (without));
  assert_fails (wrong, FIN_ERROR_FORBIDDEN);
  trouble = fin_libre_translate_trouble (FIN_LIBRE_TRANSLATE (wrong));
  g_assert_error (trouble, FIN_ERROR, FIN_ERROR_FORBIDDEN);
  g_assert_null (strstr (trouble->message, "guess"));
  g_assert_false (is_healthy (wrong));
  assert_fails (without, FIN_ERROR_BAD_REQUEST);
  /* The right one is served meanwhile. */
  assert_translates (self->client, "Hello", "en", "es", "es: Hello");
}

/* What goes wrong costs one text. */
static void
test_faults (Fixture *self, gconstpointer data)
{
  static const struct {
    const char *fault;
    int code;
  } cases[] = {
    { "429", FIN_ERROR_TOO_MANY },      { "429 forever", FIN_ERROR_TOO_MANY },
    { "403", FIN_ERROR_FORBIDDEN },     { "404", FIN_ERROR_FAILED },
    { "500", FIN_ERROR_FAILED },        { "502", FIN_ERROR_OFFLINE },
    { "503", FIN_ERROR_OFFLINE },       { "slow", FIN_ERROR_TIMED_OUT },
    { "trickle", FIN_ERROR_TIMED_OUT }, { "close", FIN_ERROR_OFFLINE },
    { "no http", FIN_ERROR_OFFLINE },   { "garbage", FIN_ERROR_FAILED },
    { "html", FIN_ERROR_FAILED },       { "enormous", FIN_ERROR_FAILED },
    { "long", FIN_ERROR_FAILED },       { "number", FIN_ERROR_FAILED },
    { "list", FIN_ERROR_FAILED },       { "array", FIN_ERROR_FAILED },
    { "null", FIN_ERROR_FAILED },       { "nothing", FIN_ERROR_FAILED },
    { "no body", FIN_ERROR_FAILED },    { "surrogate", FIN_ERROR_FAILED },
    { "half", FIN_ERROR_OFFLINE },      { "half JSON", FIN_ERROR_FAILED },
    { "redirect", FIN_ERROR_FAILED },   { "see other", FIN_ERROR_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    FinTranslator *client = connect_client (self, NULL);

    wait_until (is_healthy (client));
    set_fault (self, cases[i].fault, 1);
    assert_fails (client, cases[i].code);
    g_assert_false (is_healthy (client));
    /* Not given up at the first. */
    g_assert_cmpint (fin_translator_quality (client, "en", "es"), ==, FIN_TRANSLATION_GOOD);
    g_assert_finalize_object (client);
  }
  g_assert_cmpint (count (self, "elsewhere"), ==, 0);
}

/* Who is told to wait for a day waits for half a minute, and sends nothing meanwhile. */
static void
test_rests (Fixture *self, gconstpointer data)
{
  set_fault (self, "429 forever", 1);
  for (guint i = 0; i < 4; i++)
    assert_fails (self->client, FIN_ERROR_TOO_MANY);
  g_assert_cmpint (count (self, "translate"), ==, 1);
  g_assert_cmpuint (
      fin_error_retry_after (fin_libre_translate_trouble (FIN_LIBRE_TRANSLATE (self->client))), ==,
      30);
  g_assert_cmpint (fin_translator_quality (self->client, "en", "es"), ==, FIN_TRANSLATION_GOOD);
}

/* A text it does not take is no fault of the server's. */
static void
test_refused_text (Fixture *self, gconstpointer data)
{
  g_autofree char *long_text = g_strnfill (100000, 'x');
  g_auto (Answer) answer = { 0 };

  set_fault (self, "400", 2);
  assert_fails (self->client, FIN_ERROR_BAD_REQUEST);
  assert_fails (self->client, FIN_ERROR_BAD_REQUEST);
  assert_translates (self->client, "Hello", "en", "es", "es: Hello");
  set_fault (self, "413", 1);
  assert_fails (self->client, FIN_ERROR_TOO_LARGE);
  assert_translates (self->client, "Hello", "en", "es", "es: Hello");
  g_assert_true (is_healthy (self->client));

  ask (self->client, long_text, "en", "es", &answer);
  wait_until (answer.done);
  g_assert_error (answer.error, FIN_ERROR, FIN_ERROR_TOO_LARGE);
  g_assert_cmpint (count (self, "translate"), ==, 5);
}

static void
test_breaker (Fixture *self, gconstpointer data)
{
  gint64 listed = count (self, "languages");

  set_fault (self, "500", -1);
  for (guint i = 0; i < 3; i++) {
    g_auto (Answer) answer = { 0 };

    g_assert_cmpint (fin_translator_quality (self->client, "en", "es"), ==, FIN_TRANSLATION_GOOD);
    ask_until_sent (self, &answer);
    g_assert_error (answer.error, FIN_ERROR, FIN_ERROR_FAILED);
  }
  g_assert_cmpint (fin_translator_quality (self->client, "en", "es"), ==, FIN_TRANSLATION_NONE);

  /* It lists again, and is believed; fails again, and is not. */
  wait_until (is_healthy (self->client));
  g_assert_cmpint (count (self, "languages"), ==, listed + 1);
  g_assert_cmpint (fin_translator_quality (self->client, "en", "es"), ==, FIN_TRANSLATION_GOOD);
  assert_fails (self->client, FIN_ERROR_FAILED);
  g_assert_cmpint (fin_translator_quality (self->client, "en", "es"), ==, FIN_TRANSLATION_NONE);

  set_fault (self, "500", 0);
  wait_until (is_healthy (self->client));
  assert_translates (self->client, "Hello", "en", "es", "es: Hello");
}

/* A server that is not there yet is found when it is. */
static void
test_listing (Fixture *self, gconstpointer data)
{
  static const char *const faults[] = { "500", "html", "slow", "enormous", "redirect" };
  FinTranslator *clients[G_N_ELEMENTS (faults)];

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++) {
    set_listing (self, faults[i]);
    clients[i] = connect_client (self, NULL);
    wait_until (fin_libre_translate_trouble (FIN_LIBRE_TRANSLATE (clients[i])) != NULL);
    g_assert_cmpint (fin_translator_quality (clients[i], "en", "es"), ==, FIN_TRANSLATION_NONE);
    assert_fails (clients[i],
                  g_str_equal (faults[i], "slow") ? FIN_ERROR_TIMED_OUT : FIN_ERROR_FAILED);
  }

  g_assert_cmpint (count (self, "elsewhere"), ==, 0);

  set_listing (self, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++) {
    wait_until (is_healthy (clients[i]));
    assert_translates (clients[i], "Hello", "en", "es", "es: Hello");
    g_assert_finalize_object (clients[i]);
  }
}

static void
test_many (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Answer answers[40] = { 0 };

  set_fault (self, "slow", -1);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    fin_translator_translate_async (self->client, "Hello", "en", "es", cancellable, answered_cb,
                                    &answers[i]);
  for (guint i = 32; i < G_N_ELEMENTS (answers); i++) {
    wait_until (answers[i].done);
    g_assert_error (answers[i].error, FIN_ERROR, FIN_ERROR_TOO_MANY);
  }
  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < 32; i++) {
    wait_until (answers[i].done);
    g_assert_error (answers[i].error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  }
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    answer_clear (&answers[i]);

  /* Which was nobody's fault. */
  set_fault (self, "slow", 0);
  assert_translates (self->client, "Hello", "en", "es", "es: Hello");
}

#define add(name, key, function) g_test_add (name, Fixture, key, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/libre-translate/addresses", test_addresses);
  add ("/libre-translate/translates", NULL, test_translates);
  add ("/libre-translate/request", NULL, test_request);
  add ("/libre-translate/request-with-key", "opensesame", test_request);
  add ("/libre-translate/wrong-key", "opensesame", test_wrong_key);
  add ("/libre-translate/faults", NULL, test_faults);
  add ("/libre-translate/rests", NULL, test_rests);
  add ("/libre-translate/refused-text", NULL, test_refused_text);
  add ("/libre-translate/breaker", NULL, test_breaker);
  add ("/libre-translate/listing", NULL, test_listing);
  add ("/libre-translate/many", NULL, test_many);

  return g_test_run ();
}
