// Sound goes down a pipe, and each piece of it has exactly one answer, a line.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-local-transcriber.h"

#include <gio/gunixoutputstream.h>
#include <signal.h>

#include "fin-error.h"
#include "fin-json.h"
#include "fin-program.h"

#define PROGRAM    "finestreta-recogniser"
#define LOADING_S  60
#define BLOCK      (16 * 1024)
#define ANSWER_MAX (1024 * 1024)
/* As much as a pipe holds, so that it never has to be waited for. */
#define UNANSWERED_MAX (2 * FIN_TRANSCRIBER_RATE - 1600) /* samples */

#define FIN_TYPE_LOCAL_TRANSCRIBER (fin_local_transcriber_get_type ())
G_DECLARE_FINAL_TYPE (
    FinLocalTranscriber, fin_local_transcriber, FIN, LOCAL_TRANSCRIBER, FinTranscriber)

struct _FinLocalTranscriber {
  FinTranscriber parent_instance;

  FinLocalEngine *engine;

  /* Of the session's thread. */
  FinTeller teller;
  GSubprocess *process;
  GCancellable *reading;
  guint8 block[BLOCK];
  GByteArray *line;
  gboolean over; /* nothing more is read */
  gboolean ready;
  GQueue sent; /* samples of each piece without an answer */
  gsize unanswered;
};

G_DEFINE_FINAL_TYPE (FinLocalTranscriber, fin_local_transcriber, FIN_TYPE_TRANSCRIBER)

static void read_more (FinLocalTranscriber *self);

static void
fail (FinLocalTranscriber *self, FinError code, const char *what)
{
  fin_transcriber_fail (FIN_TRANSCRIBER (self), g_error_new_literal (FIN_ERROR, code, what));
}

/* The first line says whether the library and the model serve. */
static void
take_greeting (FinLocalTranscriber *self)
{
  g_autoptr (JsonObject) greeting =
      fin_json_parse_object ((const char *)self->line->data, self->line->len, NULL);
  const char *why = greeting != NULL ? fin_json_string (greeting, "error") : NULL;

  if (greeting != NULL && fin_json_boolean (greeting, "ready", FALSE))
    self->ready = TRUE;
  else if (g_strcmp0 (why, "library") == 0) {
    fin_local_engine_refuse (self->engine);
    fail (self, FIN_ERROR_FAILED, "the library cannot be used");
  } else
    fail (self, FIN_ERROR_FAILED, "the model cannot be used");
}

/* An empty one has nothing new. */
static void
take_answer (FinLocalTranscriber *self)
{
  FinLocalEngineClass *klass = FIN_LOCAL_ENGINE_GET_CLASS (self->engine);
  g_auto (FinHeard) heard = { 0 };

  if (g_queue_is_empty (&self->sent) ||
      (self->line->len > 0 &&
       !klass->read ((const char *)self->line->data, self->line->len, &heard))) {
    fail (self, FIN_ERROR_FAILED, "the library's answer is none");
    return;
  }

  self->unanswered -= GPOINTER_TO_SIZE (g_queue_pop_head (&self->sent));
  if (heard.text != NULL)
    fin_teller_tell (&self->teller, &heard);
}

static void
take (FinLocalTranscriber *self, const guint8 *data, gsize n)
{
  while (n > 0) {
    const guint8 *end = memchr (data, '\n', n);
    gsize more = end != NULL ? (gsize)(end - data) : n;

    g_byte_array_append (self->line, data, (guint)more);
    if (end != NULL && self->ready)
      take_answer (self);
    else if (end != NULL)
      take_greeting (self);
    else if (self->line->len > ANSWER_MAX)
      fail (self, FIN_ERROR_FAILED, "the library's answer is too long");
    if (end != NULL)
      g_byte_array_set_size (self->line, 0);
    more += end != NULL;
    data += more;
    n -= more;
  }
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinLocalTranscriber) self = data;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (n > 0 && self->line->len <= ANSWER_MAX) {
    take (self, self->block, (gsize)n);
    read_more (self);
    return;
  }

  self->over = TRUE;
  fail (self, FIN_ERROR_FAILED, "the recogniser has ended");
}

static void
read_more (FinLocalTranscriber *self)
{
  g_input_stream_read_async (g_subprocess_get_stdout_pipe (self->process), self->block, BLOCK,
                             G_PRIORITY_DEFAULT, self->reading, read_cb, g_object_ref (self));
}

/* All of it at once, or the process does not keep up. */
static void
send (FinLocalTranscriber *self, const gint16 *samples, gsize n)
{
  GPollableOutputStream *pipe =
      G_POLLABLE_OUTPUT_STREAM (g_subprocess_get_stdin_pipe (self->process));
  gsize length = sizeof (guint32) + n * sizeof (gint16);
  g_autofree guint8 *piece = g_malloc (length);
  g_autoptr (GError) error = NULL;
  gssize written;

  memcpy (piece, &(guint32){ (guint32)n }, sizeof (guint32));
  if (n > 0)
    memcpy (piece + sizeof (guint32), samples, n * sizeof (gint16));
  written = g_pollable_output_stream_write_nonblocking (pipe, piece, length, NULL, &error);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    fail (self, FIN_ERROR_FAILED, "the recogniser has ended");
  else if (written != (gssize)length || self->unanswered + n > UNANSWERED_MAX)
    fail (self, FIN_ERROR_TIMED_OUT, "the recogniser does not keep up");

  g_queue_push_tail (&self->sent, GSIZE_TO_POINTER (n));
  self->unanswered += n;
}

static gboolean
late_cb (gpointer late)
{
  *(gboolean *)late = TRUE;

  return G_SOURCE_REMOVE;
}

/* Until it has said that it is ready, or why not, or nothing for too long. */
static void
wait_for_greeting (FinLocalTranscriber *self)
{
  g_autoptr (GSource) wait = g_timeout_source_new_seconds (LOADING_S);
  gboolean late = FALSE;

  g_source_set_callback (wait, late_cb, &late, NULL);
  g_source_attach (wait, g_main_context_get_thread_default ());
  while (!self->ready && !self->over && !late)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
  g_source_destroy (wait);
  if (late)
    fail (self, FIN_ERROR_TIMED_OUT, "the model takes too long to load");
}

static gboolean
fin_local_transcriber_open (FinTranscriber *transcriber, GError **error)
{
  FinLocalTranscriber *self = FIN_LOCAL_TRANSCRIBER (transcriber);
  const char *language = fin_transcriber_language (transcriber);
  g_autofree char *program = fin_local_transcriber_program ();
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) command = NULL;
  sigset_t broken_pipe;

  /* To write to a process that has died is an error here, and not the end. */
  sigemptyset (&broken_pipe);
  sigaddset (&broken_pipe, SIGPIPE);
  pthread_sigmask (SIG_BLOCK, &broken_pipe, NULL);

  if (program != NULL) {
    g_strv_builder_add_many (words, program, FIN_LOCAL_ENGINE_GET_CLASS (self->engine)->kind,
                             fin_local_engine_library (self->engine),
                             fin_local_engine_model (self->engine, language), language, NULL);
    g_strv_builder_addv (words, (const char **)fin_transcriber_phrases (transcriber));
    command = g_strv_builder_end (words);
    self->process =
        g_subprocess_newv ((const char *const *)command,
                           G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                               G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                           NULL);
  }
  if (self->process == NULL) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FAILED, "the recogniser cannot be started");
    return FALSE;
  }

  read_more (self);
  wait_for_greeting (self);

  return TRUE;
}

static void
fin_local_transcriber_hear (FinTranscriber *transcriber, const gint16 *samples, gsize n, gint64 at)
{
  FinLocalTranscriber *self = FIN_LOCAL_TRANSCRIBER (transcriber);

  fin_teller_sound (&self->teller, n, at);
  send (self, samples, n);
}

static void
fin_local_transcriber_pause (FinTranscriber *transcriber)
{
  send (FIN_LOCAL_TRANSCRIBER (transcriber), NULL, 0);
}

static void
fin_local_transcriber_close (FinTranscriber *transcriber)
{
  FinLocalTranscriber *self = FIN_LOCAL_TRANSCRIBER (transcriber);

  g_subprocess_force_exit (self->process);
  g_cancellable_cancel (self->reading);
  while (!self->over)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
  g_clear_object (&self->process);
}

static void
fin_local_transcriber_finalize (GObject *object)
{
  FinLocalTranscriber *self = FIN_LOCAL_TRANSCRIBER (object);

  fin_teller_clear (&self->teller);
  g_queue_clear (&self->sent);
  g_byte_array_unref (self->line);
  g_object_unref (self->reading);
  g_object_unref (self->engine);

  G_OBJECT_CLASS (fin_local_transcriber_parent_class)->finalize (object);
}

static void
fin_local_transcriber_class_init (FinLocalTranscriberClass *klass)
{
  FinTranscriberClass *transcriber_class = FIN_TRANSCRIBER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fin_local_transcriber_finalize;
  transcriber_class->open = fin_local_transcriber_open;
  transcriber_class->hear = fin_local_transcriber_hear;
  transcriber_class->pause = fin_local_transcriber_pause;
  transcriber_class->close = fin_local_transcriber_close;
}

static void
fin_local_transcriber_init (FinLocalTranscriber *self)
{
  fin_teller_init (&self->teller, FIN_TRANSCRIBER (self));
  g_queue_init (&self->sent);
  self->line = g_byte_array_new ();
  self->reading = g_cancellable_new ();
}

FinTranscriber *
fin_local_transcriber_new (FinLocalEngine *engine, const char *language, const char *const *phrases)
{
  FinLocalTranscriber *self;

  g_return_val_if_fail (FIN_IS_LOCAL_ENGINE (engine), NULL);

  self = g_object_new (FIN_TYPE_LOCAL_TRANSCRIBER, "language", language, "phrases", phrases, NULL);
  self->engine = g_object_ref (engine);

  return FIN_TRANSCRIBER (self);
}

char *
fin_local_transcriber_program (void)
{
  const char *told = g_getenv ("FINESTRETA_RECOGNISER");

  return told != NULL && told[0] != '\0' ? g_strdup (told)
                                         : fin_program_find (PROGRAM, "captions/recogniser");
}
