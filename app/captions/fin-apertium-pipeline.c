// One mode of Apertium as processes that stay, kept in step.
//
// Each program of the mode is run with -z, by which it flushes at NUL; what is sent ends with a
// blank that holds a number, and what comes back must end with the same. SPDX-License-Identifier:
// GPL-3.0-or-later
#include "fin-apertium-pipeline.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "fin-breaker.h"
#include "fin-error.h"

#define WAITING_MAX 32
#define ANSWER_MAX  (256 * 1024)
#define CHUNK       (16 * 1024)
/* So many times the patience until its first answer: its dictionaries may come from a disk that
 * sleeps. */
#define START_PATIENCE 4

typedef struct {
  GTask *task;
  char *text;
  GSource *cancelled;
  guint late_id;
} Request;

struct _FinApertiumPipeline {
  GObject parent_instance;

  char *command;
  guint patience;
  guint idle;
  FinBreaker breaker;

  GQueue waiting;   /* Request */
  Request *current; /* NULL when none is inside, or whoever asked has gone */

  GSubprocess *child;
  GCancellable *stopping;
  GByteArray *answer;
  GBytes *sending;
  guint number;
  gboolean awaiting;
  gboolean has_answered;
  guint silent_id;
  guint idle_id;
};

G_DEFINE_FINAL_TYPE (FinApertiumPipeline, fin_apertium_pipeline, G_TYPE_OBJECT)

static void step (FinApertiumPipeline *self);

static void
request_free (Request *request)
{
  if (request->cancelled != NULL) {
    g_source_destroy (request->cancelled);
    g_source_unref (request->cancelled);
  }
  g_clear_handle_id (&request->late_id, g_source_remove);
  g_object_unref (request->task);
  g_free (request->text);
  g_free (request);
}

static void
drop (Request *request)
{
  FinApertiumPipeline *self = g_task_get_source_object (request->task);

  if (self->current == request)
    self->current = NULL;
  else
    g_queue_remove (&self->waiting, request);
  request_free (request);
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  Request *request = data;

  g_task_return_error_if_cancelled (request->task);
  drop (request);

  return G_SOURCE_REMOVE;
}

static gboolean
late_cb (gpointer data)
{
  Request *request = data;

  request->late_id = 0;
  g_task_return_new_error (request->task, FIN_ERROR, FIN_ERROR_TIMED_OUT,
                           "the translation took too long");
  drop (request);

  return G_SOURCE_REMOVE;
}

static void
stop (FinApertiumPipeline *self)
{
  const char *pid;

  g_clear_handle_id (&self->silent_id, g_source_remove);
  g_clear_handle_id (&self->idle_id, g_source_remove);
  self->awaiting = FALSE;
  self->has_answered = FALSE;
  if (self->child == NULL)
    return;

  g_cancellable_cancel (self->stopping);
  g_clear_object (&self->stopping);
  /* The shell waits for all of its programs: while it lives, the group is theirs. When it does not,
   * they end with their pipes. */
  pid = g_subprocess_get_identifier (self->child);
  if (pid != NULL)
    kill (-(pid_t)g_ascii_strtoll (pid, NULL, 10), SIGKILL);
  g_clear_object (&self->child);
  g_byte_array_set_size (self->answer, 0);
  g_clear_pointer (&self->sending, g_bytes_unref);
}

static void
fail (FinApertiumPipeline *self, FinError code, const char *why)
{
  Request *request = g_steal_pointer (&self->current);
  gboolean asked = self->awaiting;

  stop (self);
  if (asked)
    fin_breaker_failed (&self->breaker, g_get_monotonic_time (), 0);
  if (request != NULL) {
    g_task_return_new_error (request->task, FIN_ERROR, code, "%s", why);
    request_free (request);
  }
  step (self);
}

static gboolean
silent_cb (gpointer data)
{
  g_autoptr (FinApertiumPipeline) self = g_object_ref (data);

  self->silent_id = 0;
  fail (self, FIN_ERROR_TIMED_OUT, "Apertium gave no answer");

  return G_SOURCE_REMOVE;
}

static gboolean
idle_cb (gpointer data)
{
  FinApertiumPipeline *self = data;

  self->idle_id = 0;
  stop (self);

  return G_SOURCE_REMOVE;
}

/* What the programs take for their own marks is escaped; a line break is a blank to them, and so is
 * the tilde, which they would lose. */
static void
append_escaped (GByteArray *bytes, const char *text)
{
  for (const char *at = text; *at != '\0'; at++) {
    if (*at == '\n' || *at == '~') {
      const guint8 blank[] = { '[', *at, ']' };

      g_byte_array_append (bytes, blank, sizeof blank);
      continue;
    }
    if (strchr ("[]{}^$/\\@<>", *at) != NULL)
      g_byte_array_append (bytes, (const guint8 *)"\\", 1);
    g_byte_array_append (bytes, (const guint8 *)at, 1);
  }
}

static char *
unescape (const char *text, gsize length)
{
  GString *plain = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++) {
    if (text[i] == '[' || text[i] == ']')
      continue;
    if (text[i] == '\\' && i + 1 < length)
      i++;
    g_string_append_c (plain, text[i]);
  }

  return g_string_free (plain, FALSE);
}

/* The translation, or NULL when the answer is not that of the text sent. */
static char *
read_answer (FinApertiumPipeline *self)
{
  g_autofree char *mark = g_strdup_printf ("[][%u\n]", self->number);
  const char *text = (const char *)self->answer->data;
  gsize length = self->answer->len - 1, mark_length = strlen (mark);

  if (strlen (text) != length || length < mark_length || !g_str_has_suffix (text, mark) ||
      !g_utf8_validate (text, length, NULL))
    return NULL;

  length -= mark_length;
  /* The full stop that made them finish; at times they take it into an abbreviation. */
  if (length > 0 && text[length - 1] == '.')
    length--;

  return unescape (text, length);
}

static void
take_answer (FinApertiumPipeline *self)
{
  g_autofree char *translation = read_answer (self);
  Request *request;

  if (!self->awaiting || translation == NULL) {
    fail (self, FIN_ERROR_FAILED, "Apertium is out of step");
    return;
  }

  g_clear_handle_id (&self->silent_id, g_source_remove);
  g_byte_array_set_size (self->answer, 0);
  self->awaiting = FALSE;
  self->has_answered = TRUE;
  fin_breaker_succeeded (&self->breaker);
  request = g_steal_pointer (&self->current);
  if (request != NULL) {
    g_task_return_pointer (request->task, g_steal_pointer (&translation), g_free);
    request_free (request);
  }
  step (self);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinApertiumPipeline) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  /* Of processes that were let go. */
  if (self->child == NULL || g_subprocess_get_stdout_pipe (self->child) != G_INPUT_STREAM (source))
    return;

  if (bytes == NULL || g_bytes_get_size (bytes) == 0) {
    fail (self, FIN_ERROR_FAILED, "Apertium ended");
    return;
  }

  g_byte_array_append (self->answer, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (self->answer->len > ANSWER_MAX) {
    fail (self, FIN_ERROR_FAILED, "Apertium says too much");
    return;
  }

  g_input_stream_read_bytes_async (G_INPUT_STREAM (source), CHUNK, G_PRIORITY_DEFAULT,
                                   self->stopping, read_cb, g_object_ref (self));
  if (self->answer->data[self->answer->len - 1] == '\0')
    take_answer (self);
}

static void
write_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinApertiumPipeline) self = data;
  gboolean written =
      g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);

  if (self->child == NULL || g_subprocess_get_stdin_pipe (self->child) != G_OUTPUT_STREAM (source))
    return;

  g_clear_pointer (&self->sending, g_bytes_unref);
  if (!written)
    fail (self, FIN_ERROR_FAILED, "Apertium does not listen");
  else
    step (self);
}

static void
lead_group (gpointer data)
{
  setpgid (0, 0);
}

static gboolean
start (FinApertiumPipeline *self, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
      G_SUBPROCESS_FLAGS_STDERR_SILENCE); /* which may hold what was said */

  if (self->child != NULL)
    return TRUE;

  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C.UTF-8", TRUE);
  g_subprocess_launcher_set_child_setup (launcher, lead_group, NULL, NULL);
  self->child = g_subprocess_launcher_spawn (launcher, error, "/bin/sh", "-c", self->command, NULL);
  if (self->child == NULL)
    return FALSE;

  self->stopping = g_cancellable_new ();
  g_input_stream_read_bytes_async (g_subprocess_get_stdout_pipe (self->child), CHUNK,
                                   G_PRIORITY_DEFAULT, self->stopping, read_cb,
                                   g_object_ref (self));
  return TRUE;
}

static guint
patience (FinApertiumPipeline *self)
{
  return self->has_answered ? self->patience : self->patience * START_PATIENCE;
}

static void
send_current (FinApertiumPipeline *self)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *mark = g_strdup_printf (".[][%u\n]", ++self->number);

  append_escaped (bytes, self->current->text);
  /* With its NUL. */
  g_byte_array_append (bytes, (const guint8 *)mark, strlen (mark) + 1);
  self->sending = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  self->awaiting = TRUE;
  self->silent_id = g_timeout_add (patience (self), silent_cb, self);
  g_output_stream_write_all_async (g_subprocess_get_stdin_pipe (self->child),
                                   g_bytes_get_data (self->sending, NULL),
                                   g_bytes_get_size (self->sending), G_PRIORITY_DEFAULT,
                                   self->stopping, write_cb, g_object_ref (self));
}

static void
step (FinApertiumPipeline *self)
{
  g_autoptr (GError) error = NULL;

  if (self->awaiting || self->sending != NULL)
    return;

  g_clear_handle_id (&self->idle_id, g_source_remove);
  self->current = g_queue_pop_head (&self->waiting);
  if (self->current == NULL) {
    if (self->child != NULL)
      self->idle_id = g_timeout_add (self->idle, idle_cb, self);
    return;
  }

  self->awaiting = TRUE;
  if (start (self, &error))
    send_current (self);
  else
    fail (self, FIN_ERROR_FAILED, error->message);
}

static void
fin_apertium_pipeline_finalize (GObject *object)
{
  FinApertiumPipeline *self = FIN_APERTIUM_PIPELINE (object);

  stop (self);
  g_free (self->command);
  g_byte_array_unref (self->answer);

  G_OBJECT_CLASS (fin_apertium_pipeline_parent_class)->finalize (object);
}

static void
fin_apertium_pipeline_class_init (FinApertiumPipelineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fin_apertium_pipeline_finalize;
  /* Writing to a process that was killed is an error, not the end of this one (GSocket does the
   * same). */
  signal (SIGPIPE, SIG_IGN);
}

static void
fin_apertium_pipeline_init (FinApertiumPipeline *self)
{
  self->answer = g_byte_array_new ();
  g_queue_init (&self->waiting);
}

/* "lt-proc -w 'a' | apertium-tagger -g $2 'b' | lt-proc $1 'c'" */
static char *
command_of (const char *mode)
{
  g_auto (GStrv) programs = g_strsplit (mode, "|", -1);
  g_autoptr (GString) command = g_string_new (NULL);

  for (guint i = 0; programs[i] != NULL; i++) {
    const char *program = g_strstrip (programs[i]);
    gsize name = strcspn (program, " \t");

    g_string_append_printf (command, "%s%.*s -z%s", i > 0 ? " | " : "", (int)name, program,
                            program + name);
  }
  /* What it does not know stands without marks. */
  g_string_replace (command, "$1", "-n", 0);
  g_string_replace (command, "$2", "", 0);

  return g_string_free (g_steal_pointer (&command), FALSE);
}

FinApertiumPipeline *
fin_apertium_pipeline_new (const char *mode, guint patience, guint idle)
{
  FinApertiumPipeline *self;

  g_return_val_if_fail (mode != NULL, NULL);

  self = g_object_new (FIN_TYPE_APERTIUM_PIPELINE, NULL);
  self->command = command_of (mode);
  self->patience = patience;
  self->idle = idle;

  return self;
}

gboolean
fin_apertium_pipeline_is_broken (FinApertiumPipeline *self)
{
  g_return_val_if_fail (FIN_IS_APERTIUM_PIPELINE (self), TRUE);

  return fin_breaker_is_open (&self->breaker) &&
         fin_breaker_rests (&self->breaker, g_get_monotonic_time ());
}

void
fin_apertium_pipeline_stop (FinApertiumPipeline *self)
{
  g_return_if_fail (FIN_IS_APERTIUM_PIPELINE (self));

  stop (self);
}

void
fin_apertium_pipeline_translate_async (FinApertiumPipeline *self,
                                       const char *text,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer data)
{
  g_autoptr (GTask) task = NULL;
  Request *request;

  g_return_if_fail (FIN_IS_APERTIUM_PIPELINE (self));
  g_return_if_fail (text != NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, fin_apertium_pipeline_translate_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->waiting.length >= WAITING_MAX) {
    g_task_return_new_error (task, FIN_ERROR, FIN_ERROR_TOO_MANY, "too many texts wait");
    return;
  }

  request = g_new0 (Request, 1);
  request->task = g_steal_pointer (&task);
  request->text = g_strdup (text);
  request->late_id = g_timeout_add (patience (self), late_cb, request);
  if (cancellable != NULL) {
    request->cancelled = g_cancellable_source_new (cancellable);
    g_source_set_callback (request->cancelled, G_SOURCE_FUNC (cancelled_cb), request, NULL);
    g_source_attach (request->cancelled, g_main_context_get_thread_default ());
  }
  g_queue_push_tail (&self->waiting, request);
  step (self);
}

char *
fin_apertium_pipeline_translate_finish (FinApertiumPipeline *self,
                                        GAsyncResult *result,
                                        GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, fin_apertium_pipeline_translate_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
