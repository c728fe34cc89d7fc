// The demonstration engine, with speech as it comes over a call.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <locale.h>

#include "fin-sphinx.h"
#include "sound.h"

/* A session and all that it told. */
typedef struct {
  FinTranscriber *transcriber;
  GPtrArray *told;
  double doubt; /* what is believed less is not shown as words */
  gboolean ready;
  GError *error;
  gint64 at;
} Session;

static void
ready_cb (FinTranscriber *transcriber, Session *session)
{
  session->ready = TRUE;
}

static void
utterance_cb (FinTranscriber *transcriber, FinUtterance *utterance, Session *session)
{
  g_ptr_array_add (session->told, fin_utterance_ref (utterance));
}

static void
failed_cb (FinTranscriber *transcriber, const GError *error, Session *session)
{
  g_clear_error (&session->error);
  session->error = g_error_copy (error);
}

static Session *
session_new (const char *language, const char *const *phrases)
{
  g_autoptr (FinEngine) engine = fin_sphinx_engine_new ();
  Session *session = g_new0 (Session, 1);

  session->told = g_ptr_array_new_with_free_func ((GDestroyNotify)fin_utterance_unref);
  session->at = g_get_monotonic_time ();
  session->doubt = fin_engine_doubt (engine);
  session->transcriber = fin_engine_open (engine, language, phrases);
  g_signal_connect (session->transcriber, "ready", G_CALLBACK (ready_cb), session);
  g_signal_connect (session->transcriber, "utterance", G_CALLBACK (utterance_cb), session);
  g_signal_connect (session->transcriber, "failed", G_CALLBACK (failed_cb), session);
  fin_transcriber_start (session->transcriber);
  while (!session->ready && session->error == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (session->error);

  return session;
}

static void
push (Session *session, GArray *sound)
{
  session->at = sound_push (session->transcriber, sound, session->at);
  g_assert_no_error (session->error);
}

static void
session_free (Session *session)
{
  fin_transcriber_stop (session->transcriber);
  g_object_unref (session->transcriber);
  g_ptr_array_unref (session->told);
  g_clear_error (&session->error);
  g_free (session);
}

/* What is final, as one text. (transfer full) */
static char *
heard (Session *session)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < session->told->len; i++) {
    FinUtterance *utterance = session->told->pdata[i];

    if (utterance->final)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", utterance->text);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static guint
words_of (const char *text)
{
  return sound_word_errors (text, "");
}

typedef struct {
  const char *language;
  const char *voice;
  const char *sentences[13];
} Speech;

static const Speech catalan = {
  "ca",
  "ca",
  {
      "Bon dia, en què us puc ajudar?",
      "Vull demanar una beca per a la meva filla.",
      "Heu de presentar el DNI i el certificat d'empadronament.",
      "El meu telèfon és el sis cinc quatre zero dos set nou u tres.",
      "He perdut la targeta sanitària.",
      "Vaig néixer el vint-i-dos de març de mil nou-cents setanta-cinc.",
      "Cobro una pensió de vuit-cents quaranta euros.",
      "La cita és el tres de juny a les onze del matí.",
      "Si us plau, parleu més a poc a poc.",
      "Reviseu les dades, si us plau.",
      "No tinc el contracte de lloguer.",
      "Moltes gràcies per la vostra ajuda.",
  },
};

static const Speech spanish = {
  "es",
  "es",
  {
      "Buenos días, en qué le puedo ayudar?",
      "Quiero pedir una beca para mi hija.",
      "Tiene que presentar el DNI y el certificado de empadronamiento.",
      "Mi teléfono es el seis cinco cuatro cero dos siete nueve uno tres.",
      "He perdido la tarjeta sanitaria.",
      "Nací el veintidós de marzo de mil novecientos setenta y cinco.",
      "Cobro una pensión de ochocientos cuarenta euros.",
      "La cita es el tres de junio a las once de la mañana.",
      "Por favor, hable más despacio.",
      "Revise los datos, por favor.",
      "No tengo el contrato de alquiler.",
      "Muchas gracias por su ayuda.",
  },
};

static const Speech english = {
  "en",
  "en-us",
  {
      "Good morning, how can I help you?",
      "I want to apply for a scholarship for my daughter.",
      "You have to bring your passport and your registration certificate.",
      "My telephone number is six five four zero two seven nine one three.",
      "I have lost my health card.",
      "I was born on the twenty second of March nineteen seventy five.",
      "I have a pension of eight hundred and forty euros.",
      "The appointment is on the third of June at eleven in the morning.",
      "Please speak more slowly.",
      "Please check the data.",
      "I do not have my rental contract.",
      "Thank you very much for your help.",
  },
};

/* The noise of the second after a sentence may count as the start of the next one: not in every build
 * of pocketsphinx does it hear none there. */
#define PAUSE G_USEC_PER_SEC

/* Each utterance grows until it is final, the next one has the next number, and its times are those
 * of its sound. */
static void
check_told (Session *session, gint64 begun)
{
  for (guint i = 0; i < session->told->len; i++) {
    FinUtterance *utterance = session->told->pdata[i];
    FinUtterance *next = i + 1 < session->told->len ? session->told->pdata[i + 1] : NULL;

    g_assert_cmpint (utterance->start, >=, begun - PAUSE);
    g_assert_cmpint (utterance->end, >, utterance->start);
    g_assert_cmpint (utterance->end, <=, session->at);
    g_assert_true (utterance->final == (next == NULL || next->number == utterance->number + 1));
    g_assert_true (utterance->final || utterance->confidence < 0);
    g_assert_cmpfloat (utterance->confidence, <=, 1);
  }
}

static void
test_speech (gconstpointer data)
{
  const Speech *speech = data;
  Session *session = session_new (speech->language, NULL);
  guint errors = 0, words = 0, told = 0, sentences = 0;
  double confidence = 0;

  for (; speech->sentences[sentences] != NULL; sentences++) {
    const char *sentence = speech->sentences[sentences];
    g_autoptr (GArray) sound = sound_speech (speech->voice, sentence, "");
    g_autofree char *text = NULL;
    gint64 begun = session->at;

    push (session, sound);
    check_told (session, begun);
    text = heard (session);
    g_test_message ("%s | %s", sentence, text);
    errors += sound_word_errors (sentence, text);
    words += words_of (sentence);
    told += session->told->len;
    confidence += ((FinUtterance *)session->told->pdata[session->told->len - 1])->confidence;
    g_ptr_array_set_size (session->told, 0);
  }

  g_test_message ("%s: %u of %u words wrong, %.1f %%; load %.2f; confidence %.2f", speech->language,
                  errors, words, 100.0 * errors / words,
                  fin_transcriber_load (session->transcriber), confidence / sentences);
  g_assert_cmpuint (errors * 100, <=, words * 35);
  /* Words are told while they are said, and most of it is believed. */
  g_assert_cmpuint (told, >, words / 2);
  g_assert_cmpfloat (confidence / sentences, >, session->doubt);
  session_free (session);
}

/* Said as the sentence of @speech, but sounding otherwise. */
static void
test_degraded (const char *elements, double factor, guint wrong_max)
{
  Session *session = session_new ("en", NULL);
  guint errors = 0, words = 0;

  for (guint i = 0; i < 6; i++) {
    g_autoptr (GArray) sound = sound_speech (english.voice, english.sentences[i], elements);
    g_autofree char *text = NULL;
    gint64 begun = session->at;

    sound_amplify (sound, factor);
    push (session, sound);
    check_told (session, begun);
    text = heard (session);
    g_test_message ("%s | %s", english.sentences[i], text);
    errors += sound_word_errors (english.sentences[i], text);
    words += words_of (english.sentences[i]);
    g_ptr_array_set_size (session->told, 0);
  }
  g_test_message ("%u of %u words wrong, %.1f %%", errors, words, 100.0 * errors / words);
  g_assert_cmpuint (errors * 100, <=, words * wrong_max);
  session_free (session);
}

static void
test_clipped (void)
{
  test_degraded ("", 12, 35);
}

static void
test_narrow (void)
{
  test_degraded ("! audioresample ! audio/x-raw,rate=8000", 1, 70);
}

static void
test_quiet (void)
{
  test_degraded ("", 0.1, 35);
}

static void
test_silence (void)
{
  Session *session = session_new ("ca", NULL);
  g_autoptr (GArray) silence = sound_silence (20000);

  push (session, silence);
  g_assert_cmpuint (session->told->len, ==, 0);
  session_free (session);
}

static void
test_not_speech (gconstpointer pipeline)
{
  Session *session = session_new ("ca", NULL);
  g_autoptr (GArray) sound = sound_of (pipeline);
  g_autoptr (GArray) silence = sound_silence (1000);

  push (session, sound);
  push (session, silence);
  for (guint i = 0; i < session->told->len; i++) {
    FinUtterance *utterance = session->told->pdata[i];

    g_test_message ("%s (%.2f)", utterance->text, utterance->confidence);
    g_assert_cmpfloat (utterance->confidence, <, session->doubt);
  }
  session_free (session);
}

/* A sentence that goes over into another language in its middle, as people do: it is told and settled as any, and
 * costs the next one nothing. */
static void
test_two_languages (void)
{
  Session *session = session_new ("ca", NULL);
  g_autoptr (GArray) sound = sound_speech ("ca", "Vull demanar una beca", "");
  g_autoptr (GArray) rest = sound_speech ("es", "porque mi hija quiere estudiar", "");
  g_autoptr (GArray) next = sound_speech ("ca", catalan.sentences[2], "");
  g_autofree char *mixed = NULL;
  g_autofree char *after = NULL;
  gint64 begun = session->at;
  guint pause = FIN_TRANSCRIBER_RATE / 2;

  g_array_set_size (sound, sound->len - pause);
  g_array_append_vals (sound, &g_array_index (rest, gint16, pause), rest->len - pause);
  push (session, sound);
  check_told (session, begun);
  mixed = heard (session);
  g_test_message ("%s", mixed);
  g_assert_cmpuint (session->told->len, >, 0);
  g_assert_true (((FinUtterance *)session->told->pdata[session->told->len - 1])->final);
  g_assert_cmpstr (mixed, !=, "");

  g_ptr_array_set_size (session->told, 0);
  push (session, next);
  after = heard (session);
  g_test_message ("%s | %s", catalan.sentences[2], after);
  g_assert_cmpuint (sound_word_errors (catalan.sentences[2], after) * 100, <=,
                    words_of (catalan.sentences[2]) * 35);
  session_free (session);
}

/* The names of a procedure are heard because they were given. */
static void
test_phrases (void)
{
  static const char *const phrases[] = { "Llicència de pesca recreativa", "idCAT Mòbil", NULL };
  g_autoptr (GArray) sound =
      sound_speech ("ca", "Vull demanar la llicència de pesca recreativa", "");
  Session *without = session_new ("ca", NULL);
  Session *with = session_new ("ca", phrases);
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;

  push (without, sound);
  push (with, sound);
  one = heard (without);
  other = heard (with);
  g_test_message ("%s | %s", one, other);
  g_assert_null (strstr (one, "recreativa"));
  g_assert_nonnull (strstr (other, "de pesca recreativa"));
  session_free (without);
  session_free (with);
}

/* Somebody who never stops for breath: what they say is cut, and goes on. */
static void
test_no_pause (void)
{
  static const char said[] = "el meu telèfon és el sis cinc quatre zero dos set nou u tres "
                             "vaig néixer el vint-i-dos de març de mil nou-cents setanta-cinc "
                             "cobro una pensió de vuit-cents quaranta euros ";
  g_autofree char *text = g_strconcat (said, said, said, said, said, said, NULL);
  g_autoptr (GArray) sound = sound_speech ("ca", text, "");
  Session *session = session_new ("ca", NULL);
  g_autofree char *all = NULL;
  guint finals = 0, errors, words = words_of (text);
  gint64 begun = session->at;

  g_assert_cmpuint (sound->len, >, 60 * FIN_TRANSCRIBER_RATE);
  push (session, sound);
  check_told (session, begun);
  for (guint i = 0; i < session->told->len; i++) {
    FinUtterance *utterance = session->told->pdata[i];

    finals += utterance->final;
    g_assert_cmpint (utterance->end - utterance->start, <=, 20 * G_USEC_PER_SEC);
  }
  g_assert_cmpuint (finals, >=, 4);
  all = heard (session);
  errors = sound_word_errors (text, all);
  g_test_message ("%s", all);
  g_test_message ("%u s in %u: %u of %u words wrong, %.1f %%", sound->len / FIN_TRANSCRIBER_RATE,
                  finals, errors, words, 100.0 * errors / words);
  g_assert_cmpuint (errors * 100, <=, words * 75);
  session_free (session);
}

/* The microphone goes off in the middle of a word. */
static void
test_pause (void)
{
  g_autoptr (GArray) sound = sound_speech ("en-us", "I want to apply for a scholarship", "");
  Session *session = session_new ("en", NULL);
  FinUtterance *last;
  gint64 begun = session->at;

  /* Without its last second, which is silent, and some of what is before. */
  g_array_set_size (sound, sound->len - FIN_TRANSCRIBER_RATE * 3 / 2);
  push (session, sound);
  g_assert_cmpuint (session->told->len, >, 0);
  g_assert_false (((FinUtterance *)session->told->pdata[session->told->len - 1])->final);

  fin_transcriber_pause (session->transcriber);
  fin_transcriber_pause (session->transcriber);
  g_array_set_size (sound, 1);
  push (session, sound);
  check_told (session, begun);
  last = session->told->pdata[session->told->len - 1];
  g_assert_true (last->final);
  g_assert_cmpuint (last->number, ==, 0);
  g_assert_true (g_str_has_prefix (last->text, "I want to apply"));
  session_free (session);
}

static void
test_stop_opening (void)
{
  g_autoptr (FinEngine) engine = fin_sphinx_engine_new ();

  for (guint i = 0; i < 3; i++) {
    g_autoptr (FinTranscriber) transcriber = fin_engine_open (engine, "es", NULL);
    g_autoptr (GArray) silence = sound_silence (100);
    GWeakRef open;

    g_weak_ref_init (&open, transcriber);
    fin_transcriber_start (transcriber);
    fin_transcriber_push (transcriber, (gint16 *)silence->data, silence->len, 0);
    fin_transcriber_stop (transcriber);
    g_clear_object (&transcriber);
    sound_wait_gone (&open);
    g_weak_ref_clear (&open);
  }
}

static void
test_engine (void)
{
  g_autoptr (FinEngine) engine = fin_sphinx_engine_new ();

  g_assert_cmpstr (fin_engine_id (engine), ==, "pocketsphinx");
  g_assert_true (fin_engine_traits (engine) & FIN_ENGINE_DEMONSTRATION);
  g_assert_false (fin_engine_traits (engine) & FIN_ENGINE_SENDS_SOUND);
  g_assert_cmpint (fin_engine_state (engine, "ca"), ==, FIN_ENGINE_READY);
  g_assert_cmpint (fin_engine_state (engine, "es"), ==, FIN_ENGINE_READY);
  g_assert_cmpint (fin_engine_state (engine, "en"), ==, FIN_ENGINE_READY);
  g_assert_cmpint (fin_engine_state (engine, "ar"), ==, FIN_ENGINE_NOT_THIS_LANGUAGE);
  g_assert_cmpint (fin_engine_state (engine, "ur"), ==, FIN_ENGINE_NOT_THIS_LANGUAGE);
}

/* Without espeak-ng there is no dictionary. */
static void
test_no_espeak (void)
{
  g_autoptr (FinEngine) engine = fin_sphinx_engine_new ();
  g_autofree char *path = g_strdup (g_getenv ("PATH"));
  FinEngineState catalan_state, arabic_state;

  g_setenv ("PATH", "/nonexistent", TRUE);
  catalan_state = fin_engine_state (engine, "ca");
  arabic_state = fin_engine_state (engine, "ar");
  g_setenv ("PATH", path, TRUE);
  g_assert_cmpint (catalan_state, ==, FIN_ENGINE_NO_PROGRAM);
  g_assert_cmpint (arabic_state, ==, FIN_ENGINE_NOT_THIS_LANGUAGE);
}

#define WHITE_NOISE "audiotestsrc wave=white-noise volume=0.1 num-buffers=500"
#define TONE        "audiotestsrc wave=saw freq=330 volume=0.2 num-buffers=500"
#define MUSIC                                                                                      \
  "audiomixer name=mix audiotestsrc wave=triangle freq=220 volume=0.2 num-buffers=500 ! mix. "     \
  "audiotestsrc wave=triangle freq=277.2 volume=0.2 num-buffers=500 ! mix. "                       \
  "audiotestsrc wave=ticks volume=0.5 num-buffers=500 ! mix. mix."

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8"); /* what is printed */
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sphinx/engine", test_engine);
  g_test_add_func ("/sphinx/no-espeak", test_no_espeak);
  g_test_add_data_func ("/sphinx/speech/ca", &catalan, test_speech);
  g_test_add_data_func ("/sphinx/speech/es", &spanish, test_speech);
  g_test_add_data_func ("/sphinx/speech/en", &english, test_speech);
  g_test_add_func ("/sphinx/clipped", test_clipped);
  g_test_add_func ("/sphinx/narrow", test_narrow);
  g_test_add_func ("/sphinx/quiet", test_quiet);
  g_test_add_func ("/sphinx/silence", test_silence);
  g_test_add_data_func ("/sphinx/white-noise", WHITE_NOISE, test_not_speech);
  g_test_add_data_func ("/sphinx/tone", TONE, test_not_speech);
  g_test_add_data_func ("/sphinx/music", MUSIC, test_not_speech);
  g_test_add_func ("/sphinx/two-languages", test_two_languages);
  g_test_add_func ("/sphinx/phrases", test_phrases);
  g_test_add_func ("/sphinx/no-pause", test_no_pause);
  g_test_add_func ("/sphinx/pause", test_pause);
  g_test_add_func ("/sphinx/stop-opening", test_stop_opening);

  return g_test_run ();
}
