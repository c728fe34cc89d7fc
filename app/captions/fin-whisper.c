// One request at a time: a WAV file goes out, JSON comes back.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-whisper.h"

#include <libsoup/soup.h>

#include "fin-endpoint.h"
#include "fin-error.h"
#include "fin-json.h"
#include "fin-whisper-answer.h"

#define ANSWER_MAX   (1024 * 1024)
#define ANSWERING_S  20
#define LOADING_S    30
#define ASK_AGAIN_MS 500
#define WAITING_MAX  2 /* utterances */
/* Whisper reads some 220 tokens of what is said to have gone before. */
#define PROMPT_MAX 600 /* bytes */
#define WAV_HEADER 44

#define FIN_TYPE_WHISPER_TRANSCRIBER (fin_whisper_transcriber_get_type ())
G_DECLARE_FINAL_TYPE (
    FinWhisperTranscriber, fin_whisper_transcriber, FIN, WHISPER_TRANSCRIBER, FinTranscriber)

typedef struct {
  GBytes *wav;
  gint64 start;
  gint64 end;
} Utterance;

struct _FinWhisperTranscriber {
  FinTranscriber parent_instance;

  char *address;
  char *model;
  char *key;

  /* Of the session's thread. */
  FinEndpoint *endpoint;
  SoupSession *session;
  GQueue utterances; /* the first is on its way */
  GCancellable *cancellable;
  GSource *late;
  SoupMessage *message;
  char *answer;
  guint number;
};

G_DEFINE_FINAL_TYPE (FinWhisperTranscriber, fin_whisper_transcriber, FIN_TYPE_TRANSCRIBER)

struct _FinWhisperEngine {
  FinServerEngine parent_instance;

  char *model;
  char *key;
};

static void engine_iface_init (FinEngineInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FinWhisperEngine,
                               fin_whisper_engine,
                               FIN_TYPE_SERVER_ENGINE,
                               G_IMPLEMENT_INTERFACE (FIN_TYPE_ENGINE, engine_iface_init))

static void send_next (FinWhisperTranscriber *self);

static void
utterance_free (gpointer data)
{
  Utterance *utterance = data;

  g_bytes_unref (utterance->wav);
  g_free (utterance);
}

static void
fail (FinWhisperTranscriber *self, FinError code, const char *what)
{
  fin_transcriber_fail (FIN_TRANSCRIBER (self), g_error_new_literal (FIN_ERROR, code, what));
}

static void
put_le (GByteArray *array, guint32 value, guint bytes)
{
  for (guint i = 0; i < bytes; i++, value >>= 8)
    g_byte_array_append (array, &(guint8){ value & 0xff }, 1);
}

static GBytes *
wav (const gint16 *samples, gsize n)
{
  guint32 length = (guint32)(n * sizeof (gint16));
  GByteArray *file = g_byte_array_sized_new (WAV_HEADER + length);

  g_byte_array_append (file, (const guint8 *)"RIFF", 4);
  put_le (file, WAV_HEADER - 8 + length, 4);
  g_byte_array_append (file, (const guint8 *)"WAVEfmt ", 8);
  put_le (file, 16, 4); /* of the format */
  put_le (file, 1, 2);  /* PCM */
  put_le (file, 1, 2);  /* channel */
  put_le (file, FIN_TRANSCRIBER_RATE, 4);
  put_le (file, FIN_TRANSCRIBER_RATE * sizeof (gint16), 4);
  put_le (file, sizeof (gint16), 2);
  put_le (file, 16, 2); /* bits */
  g_byte_array_append (file, (const guint8 *)"data", 4);
  put_le (file, length, 4);
  for (gsize i = 0; i < n; i++)
    put_le (file, (guint16)samples[i], sizeof (gint16));

  return g_byte_array_free_to_bytes (file);
}

static char *
prompt (FinWhisperTranscriber *self)
{
  GString *phrases = g_string_new (NULL);

  for (const char *const *phrase = fin_transcriber_phrases (FIN_TRANSCRIBER (self));
       *phrase != NULL && phrases->len + strlen (*phrase) < PROMPT_MAX; phrase++)
    g_string_append_printf (phrases, "%s%s", phrases->len > 0 ? ", " : "", *phrase);

  return g_string_free (phrases, FALSE);
}

static SoupMessage *
request (FinWhisperTranscriber *self, GBytes *file)
{
  g_autoptr (SoupMultipart) form = soup_multipart_new (SOUP_FORM_MIME_TYPE_MULTIPART);
  g_autofree char *hint = prompt (self);
  SoupMessage *message;

  soup_multipart_append_form_file (form, "file", "sound.wav", "audio/wav", file);
  soup_multipart_append_form_string (form, "language",
                                     fin_transcriber_language (FIN_TRANSCRIBER (self)));
  soup_multipart_append_form_string (form, "temperature", "0");
  soup_multipart_append_form_string (form, "response_format", "verbose_json");
  if (hint[0] != '\0')
    soup_multipart_append_form_string (form, "prompt", hint);
  if (self->model != NULL)
    soup_multipart_append_form_string (form, "model", self->model);

  message = soup_message_new_from_multipart (self->address, form);
  /* Neither sound nor key goes where nobody sent it. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (self->key != NULL) {
    g_autofree char *bearer = g_strdup_printf ("Bearer %s", self->key);

    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                  bearer);
  }

  return message;
}

static gboolean
tell (FinWhisperTranscriber *self, gsize length)
{
  Utterance *utterance = g_queue_peek_head (&self->utterances);
  double seconds = (double)(utterance->end - utterance->start) / G_USEC_PER_SEC;
  g_auto (FinHeard) heard = { 0 };
  g_autoptr (FinUtterance) told = NULL;

  if (length > ANSWER_MAX || !fin_whisper_answer_read (self->answer, length, seconds, &heard)) {
    fail (self, FIN_ERROR_FAILED, "the server's answer is none");
    return FALSE;
  }

  told = fin_utterance_new (self->number, heard.text, TRUE, heard.confidence, utterance->start,
                            utterance->end);
  if (told->text[0] != '\0') {
    self->number++;
    fin_transcriber_tell (FIN_TRANSCRIBER (self), g_steal_pointer (&told));
  }

  return TRUE;
}

static void
fail_by_status (FinWhisperTranscriber *self, guint status)
{
  switch (status) {
  case SOUP_STATUS_UNAUTHORIZED:
  case SOUP_STATUS_FORBIDDEN:
    fail (self, FIN_ERROR_UNAUTHORIZED, "the server refuses the key");
    break;
  case 429: /* too many requests */
  case SOUP_STATUS_SERVICE_UNAVAILABLE:
    fail (self, FIN_ERROR_TIMED_OUT, "the server has too much to do");
    break;
  default:
    fail (self, FIN_ERROR_FAILED, "the server refuses the sound");
  }
}

/* An exchange is over; FALSE when it went wrong, which is told. */
static gboolean
end_exchange (FinWhisperTranscriber *self, GError *error)
{
  gboolean late = g_cancellable_is_cancelled (self->cancellable);

  g_source_destroy (self->late);
  g_clear_pointer (&self->late, g_source_unref);
  g_clear_object (&self->cancellable);

  if (late)
    fail (self, FIN_ERROR_TIMED_OUT, "the server takes too long");
  else if (error != NULL)
    fail (self, FIN_ERROR_OFFLINE, "the server is out of reach");

  return error == NULL && !late;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinWhisperTranscriber) self = data;
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &length, &error);
  if (end_exchange (self, error) && tell (self, length)) {
    utterance_free (g_queue_pop_head (&self->utterances));
    send_next (self);
  }
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinWhisperTranscriber) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream =
      soup_session_send_finish (SOUP_SESSION (source), result, &error);
  guint status = soup_message_get_status (self->message);

  if (stream == NULL || status != SOUP_STATUS_OK) {
    if (end_exchange (self, error))
      fail_by_status (self, status);
    return;
  }

  g_input_stream_read_all_async (stream, self->answer, ANSWER_MAX + 1, G_PRIORITY_DEFAULT,
                                 self->cancellable, read_cb, g_object_ref (self));
}

static gboolean
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);

  return G_SOURCE_REMOVE;
}

static void
send_next (FinWhisperTranscriber *self)
{
  Utterance *next = g_queue_peek_head (&self->utterances);

  if (next == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  self->late = g_timeout_source_new_seconds (ANSWERING_S);
  g_source_set_callback (self->late, cancel_cb, self->cancellable, NULL);
  g_source_attach (self->late, g_main_context_get_thread_default ());
  g_clear_object (&self->message);
  self->message = request (self, next->wav);
  soup_session_send_async (self->session, self->message, G_PRIORITY_DEFAULT, self->cancellable,
                           sent_cb, g_object_ref (self));
}

static void
found (const gint16 *samples, gsize n, gint64 start, gint64 end, gpointer data)
{
  FinWhisperTranscriber *self = data;
  Utterance *utterance;

  if (g_queue_get_length (&self->utterances) > WAITING_MAX) {
    fail (self, FIN_ERROR_TIMED_OUT, "the server does not keep up");
    return;
  }

  utterance = g_new0 (Utterance, 1);
  utterance->wav = wav (samples, n);
  utterance->start = start;
  utterance->end = end;
  g_queue_push_tail (&self->utterances, utterance);
  if (g_queue_get_length (&self->utterances) == 1)
    send_next (self);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **kept = data;

  *kept = g_object_ref (result);
}

/* Whether whisper.cpp's server is ready; servers that know no such question are. */
static gboolean
ask_health (FinWhisperTranscriber *self,
            const char *address,
            GCancellable *cancellable,
            gboolean *ready,
            GError **error)
{
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_GET, address);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GInputStream) stream = NULL;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_session_send_async (self->session, message, G_PRIORITY_DEFAULT, cancellable, asked_cb,
                           &result);
  while (result == NULL)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
  stream = soup_session_send_finish (self->session, result, error);
  *ready = soup_message_get_status (message) != SOUP_STATUS_SERVICE_UNAVAILABLE;

  return stream != NULL;
}

static gboolean
awake_cb (gpointer awake)
{
  *(gboolean *)awake = TRUE;

  return G_SOURCE_REMOVE;
}

static void
wait_a_little (void)
{
  g_autoptr (GSource) source = g_timeout_source_new (ASK_AGAIN_MS);
  gboolean awake = FALSE;

  g_source_set_callback (source, awake_cb, &awake, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
  while (!awake)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
}

static gboolean
wait_for_health (FinWhisperTranscriber *self, GError **error)
{
  g_autofree char *address =
      g_uri_resolve_relative (self->address, "/health", G_URI_FLAGS_NONE, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GSource) late = g_timeout_source_new_seconds (LOADING_S);
  g_autoptr (GError) local = NULL;
  gboolean ready = FALSE;

  g_source_set_callback (late, cancel_cb, cancellable, NULL);
  g_source_attach (late, g_main_context_get_thread_default ());
  while (ask_health (self, address, cancellable, &ready, &local) && !ready)
    wait_a_little ();
  g_source_destroy (late);

  if (g_cancellable_is_cancelled (cancellable))
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_TIMED_OUT, "the server still loads its model");
  else if (local != NULL)
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_OFFLINE, "the server is out of reach");

  return local == NULL;
}

static gboolean
fin_whisper_transcriber_open (FinTranscriber *transcriber, GError **error)
{
  FinWhisperTranscriber *self = FIN_WHISPER_TRANSCRIBER (transcriber);

  self->session = soup_session_new ();
  if (self->model == NULL && !wait_for_health (self, error)) {
    g_clear_object (&self->session);
    return FALSE;
  }

  self->answer = g_malloc (ANSWER_MAX + 1);
  self->endpoint = fin_endpoint_new (found, self);

  return TRUE;
}

static void
fin_whisper_transcriber_hear (FinTranscriber *transcriber,
                              const gint16 *samples,
                              gsize n,
                              gint64 at)
{
  fin_endpoint_push (FIN_WHISPER_TRANSCRIBER (transcriber)->endpoint, samples, n, at);
}

static void
fin_whisper_transcriber_pause (FinTranscriber *transcriber)
{
  fin_endpoint_flush (FIN_WHISPER_TRANSCRIBER (transcriber)->endpoint);
}

static gboolean
fin_whisper_transcriber_busy (FinTranscriber *transcriber)
{
  return !g_queue_is_empty (&FIN_WHISPER_TRANSCRIBER (transcriber)->utterances);
}

static void
fin_whisper_transcriber_close (FinTranscriber *transcriber)
{
  FinWhisperTranscriber *self = FIN_WHISPER_TRANSCRIBER (transcriber);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  while (self->cancellable != NULL)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
  g_clear_object (&self->message);
  g_clear_object (&self->session);
}

static void
fin_whisper_transcriber_finalize (GObject *object)
{
  FinWhisperTranscriber *self = FIN_WHISPER_TRANSCRIBER (object);

  g_clear_pointer (&self->endpoint, fin_endpoint_free);
  g_queue_clear_full (&self->utterances, utterance_free);
  g_free (self->answer);
  g_free (self->address);
  g_free (self->model);
  g_free (self->key);

  G_OBJECT_CLASS (fin_whisper_transcriber_parent_class)->finalize (object);
}

static void
fin_whisper_transcriber_class_init (FinWhisperTranscriberClass *klass)
{
  FinTranscriberClass *transcriber_class = FIN_TRANSCRIBER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fin_whisper_transcriber_finalize;
  transcriber_class->open = fin_whisper_transcriber_open;
  transcriber_class->hear = fin_whisper_transcriber_hear;
  transcriber_class->pause = fin_whisper_transcriber_pause;
  transcriber_class->busy = fin_whisper_transcriber_busy;
  transcriber_class->close = fin_whisper_transcriber_close;
}

static void
fin_whisper_transcriber_init (FinWhisperTranscriber *self)
{
  g_queue_init (&self->utterances);
}

static FinTranscriber *
fin_whisper_engine_open (FinEngine *engine, const char *language, const char *const *phrases)
{
  FinWhisperEngine *self = FIN_WHISPER_ENGINE (engine);
  FinWhisperTranscriber *transcriber =
      g_object_new (FIN_TYPE_WHISPER_TRANSCRIBER, "language", language, "phrases", phrases, NULL);

  transcriber->address =
      g_strdup (fin_server_engine_address (FIN_SERVER_ENGINE (engine), language));
  transcriber->model = g_strdup (self->model);
  transcriber->key = g_strdup (self->key);

  return FIN_TRANSCRIBER (transcriber);
}

static void
fin_whisper_engine_finalize (GObject *object)
{
  FinWhisperEngine *self = FIN_WHISPER_ENGINE (object);

  g_free (self->model);
  g_free (self->key);

  G_OBJECT_CLASS (fin_whisper_engine_parent_class)->finalize (object);
}

static void
engine_iface_init (FinEngineInterface *iface)
{
  iface->id = "whisper";
  /* e to the -1: below that its own decoder tries again. */
  iface->doubt = 0.37;
  iface->open = fin_whisper_engine_open;
}

static void
fin_whisper_engine_class_init (FinWhisperEngineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fin_whisper_engine_finalize;
  FIN_SERVER_ENGINE_CLASS (klass)->traits = FIN_ENGINE_AT_PAUSES | FIN_ENGINE_TAKES_PHRASES;
}

static void
fin_whisper_engine_init (FinWhisperEngine *self)
{
}

FinEngine *
fin_whisper_engine_new (GHashTable *addresses, const char *model, const char *key)
{
  g_autoptr (GHashTable) owned = addresses;
  FinWhisperEngine *self;

  g_return_val_if_fail (addresses != NULL, NULL);

  self = g_object_new (FIN_TYPE_WHISPER_ENGINE, "addresses", owned, NULL);
  self->model = g_strdup (model);
  self->key = g_strdup (key);

  return FIN_ENGINE (self);
}
