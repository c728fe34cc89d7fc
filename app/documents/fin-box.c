// The box.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-box.h"

#include <fcntl.h>
#include <signal.h>

#include "fin-error.h"

#define CHUNK (1 << 16) /* what a pipe holds */

typedef struct {
  GSubprocess *process;
  GByteArray *output;
  gsize max_output;
  guint timeout;
  GCancellable *stop; /* ours: by the caller's cancellable, the clock or the bound */
  gulong cancelled;
  GError *error;
} Run;

static void
run_free (Run *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_object (&self->process);
  g_byte_array_unref (self->output);
  g_clear_object (&self->stop);
  g_clear_error (&self->error);
  g_free (self);
}

static GStrv
flatpak_command (const char *spawn, const char *helper, const char *const *arguments)
{
  g_autoptr (GStrvBuilder) command = g_strv_builder_new ();

  g_strv_builder_add_many (command, spawn, "--sandbox", "--no-network", "--watch-bus",
                           "--clear-env", helper, NULL);
  g_strv_builder_addv (command, (const char **)arguments);

  return g_strv_builder_end (command);
}

static GStrv
bubblewrap_command (const char *bwrap, const char *helper, const char *const *arguments)
{
  g_autoptr (GStrvBuilder) command = g_strv_builder_new ();

  /* clang-format off */
  g_strv_builder_add_many (command, bwrap,
                           "--unshare-all", "--die-with-parent", "--new-session",
                           "--cap-drop", "ALL", "--clearenv", "--setenv", "LC_ALL", "C.UTF-8",
                           "--ro-bind", "/usr", "/usr",
                           "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64",
                           "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache",
                           "--ro-bind-try", "/etc/fonts", "/etc/fonts",
                           "--ro-bind-try", "/var/cache/fontconfig", "/var/cache/fontconfig",
                           "--dev", "/dev",
                           "--ro-bind", helper, "/helper",
                           "--remount-ro", "/", "--chdir", "/",
                           "/usr/bin/prlimit", "--as=1500000000", "--cpu=20:21", "--fsize=0",
                           "--core=0", "--nofile=64", "--",
                           "/helper", NULL);
  /* clang-format on */
  g_strv_builder_addv (command, (const char **)arguments);

  return g_strv_builder_end (command);
}

GStrv
fin_box_command (const char *helper, const char *const *arguments, GError **error)
{
  g_return_val_if_fail (helper != NULL && arguments != NULL, NULL);

  gboolean in_flatpak = g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
  g_autofree char *tool = g_find_program_in_path (in_flatpak ? "flatpak-spawn" : "bwrap");

  if (tool == NULL) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NO_BOX, "bubblewrap is not installed");
    return NULL;
  }

  return in_flatpak ? flatpak_command (tool, helper, arguments)
                    : bubblewrap_command (tool, helper, arguments);
}

/* The last word about a run is said when the helper is dead and nothing of it is left. */
static void
waited_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Run *run = g_task_get_task_data (task);

  g_subprocess_wait_finish (run->process, result, NULL);
  g_clear_handle_id (&run->timeout, g_source_remove);
  /* Not g_cancellable_disconnect(), which waits for the handler that may have brought us here. */
  if (run->cancelled != 0 && g_task_get_cancellable (task) != NULL)
    g_signal_handler_disconnect (g_task_get_cancellable (task), run->cancelled);

  /* As bubblewrap tells that a signal ended it. */
  if (run->error == NULL && g_subprocess_get_if_exited (run->process) &&
      g_subprocess_get_exit_status (run->process) == 128 + SIGXCPU)
    run->error =
        g_error_new_literal (FIN_ERROR, FIN_ERROR_TIMED_OUT, "The box used up its processor time");

  if (run->error != NULL)
    g_task_return_error (task, g_steal_pointer (&run->error));
  else
    g_task_return_pointer (task, g_bytes_new (run->output->data, run->output->len),
                           (GDestroyNotify)g_bytes_unref);
}

static void
finish (GTask *task, GError *error)
{
  Run *run = g_task_get_task_data (task);

  if (run->error == NULL)
    run->error = error;
  else
    g_clear_error (&error);

  if (run->error != NULL)
    g_subprocess_force_exit (run->process);
  g_subprocess_wait_async (run->process, NULL, waited_cb, task);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GInputStream *stream = G_INPUT_STREAM (source);
  g_autoptr (GTask) task = data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (stream, result, &error);

  if (chunk == NULL || g_bytes_get_size (chunk) == 0) {
    finish (g_steal_pointer (&task), error);
    return;
  }

  if (run->output->len + g_bytes_get_size (chunk) > run->max_output) {
    finish (g_steal_pointer (&task),
            g_error_new_literal (FIN_ERROR, FIN_ERROR_TOO_LARGE, "The box wrote more than it may"));
    return;
  }

  g_byte_array_append (run->output, g_bytes_get_data (chunk, NULL), g_bytes_get_size (chunk));
  g_input_stream_read_bytes_async (stream, CHUNK, G_PRIORITY_DEFAULT, run->stop, read_cb,
                                   g_steal_pointer (&task));
}

static gboolean
timeout_cb (gpointer data)
{
  Run *run = data;

  run->timeout = 0;
  if (run->error == NULL)
    run->error = g_error_new_literal (FIN_ERROR, FIN_ERROR_TIMED_OUT, "The box took too long");
  g_cancellable_cancel (run->stop);

  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable, GCancellable *stop)
{
  g_cancellable_cancel (stop);
}

void
fin_box_run_async (const char *helper,
                   const char *const *arguments,
                   int input,
                   gsize max_output,
                   guint seconds,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer data)
{
  g_return_if_fail (helper != NULL && arguments != NULL);

  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_auto (GStrv) command = NULL;
  GError *error = NULL;
  Run *run = g_new0 (Run, 1);

  run->output = g_byte_array_new ();
  run->max_output = max_output;
  run->stop = g_cancellable_new ();
  g_task_set_source_tag (task, fin_box_run_async);
  g_task_set_task_data (task, run, (GDestroyNotify)run_free);
  if (g_task_return_error_if_cancelled (task))
    return;

  command = fin_box_command (helper, arguments, &error);
  if (command != NULL) {
    launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                          G_SUBPROCESS_FLAGS_STDERR_SILENCE);
    if (input >= 0)
      g_subprocess_launcher_take_stdin_fd (launcher, fcntl (input, F_DUPFD_CLOEXEC, 3));
    run->process = g_subprocess_launcher_spawnv (launcher, (const char *const *)command, &error);
  }
  if (run->process == NULL) {
    g_task_return_error (task, error);
    return;
  }

  run->timeout = g_timeout_add_seconds (seconds, timeout_cb, run);
  if (cancellable != NULL)
    run->cancelled =
        g_signal_connect (cancellable, "cancelled", G_CALLBACK (cancelled_cb), run->stop);
  g_input_stream_read_bytes_async (g_subprocess_get_stdout_pipe (run->process), CHUNK,
                                   G_PRIORITY_DEFAULT, run->stop, read_cb, g_steal_pointer (&task));
}

GBytes *
fin_box_run_finish (GAsyncResult *result, gboolean *succeeded, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  Run *run = g_task_get_task_data (G_TASK (result));

  if (succeeded != NULL)
    *succeeded = run->process != NULL && g_subprocess_get_successful (run->process);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean probe_succeeded = FALSE;

static void
probe_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) output = fin_box_run_finish (result, &probe_succeeded, &error);

  probe_succeeded = probe_succeeded && output != NULL;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (probe_succeeded)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, FIN_ERROR, FIN_ERROR_NO_BOX,
                             "This system does not let bubblewrap make a box");
}

void
fin_box_probe_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  static const char *const no_arguments[] = { NULL };
  GTask *task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_source_tag (task, fin_box_probe_async);
  if (probe_succeeded) {
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
    return;
  }
  /* WebKit binds it into the box of its own, and ends the whole program where it can't. */
  if (!g_file_test ("/sys/block", G_FILE_TEST_IS_DIR)) {
    g_task_return_new_error (task, FIN_ERROR, FIN_ERROR_NO_BOX, "There is no /sys here");
    g_object_unref (task);
    return;
  }

  fin_box_run_async ("/usr/bin/true", no_arguments, -1, 0, 10, cancellable, probe_cb, task);
}

gboolean
fin_box_probe_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
