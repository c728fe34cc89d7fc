// The office on this computer, kept running.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-office-process.h"

#include <glib/gstdio.h>
#include <signal.h>

#include "fin-error.h"
#include "fin-json.h"
#include "fin-program.h"

#define PROGRAM        "finestreta-office"
#define READY_WITHIN_S 30
#define PAUSE_FIRST_MS 100
#define PAUSE_MAX_MS   5000
#define STEADY_S       10 /* what ran so long may be started again at once */
/* So many ends in a row, and the kept port is given up if it never served; one more, and it is
 * told. */
#define ENDS_FOR_ANOTHER_PORT 2
#define ENDS_TO_TELL          3

enum {
  READY,
  FAILED,
  N_SIGNALS,
};

struct _FinOfficeProcess {
  GObject parent_instance;

  char *store;
  gboolean practice;
  gboolean wanted;

  GSubprocess *child;
  GCancellable *reading;
  guint ready_within_id;
  gint64 ready_at; /* 0: not ready */
  guint ends;
  guint restart_id;

  guint port;
  gboolean port_serves;
  char *address;
  char *setup_token;
  char *account;
  char *password;
};

G_DEFINE_FINAL_TYPE (FinOfficeProcess, fin_office_process, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void spawn (FinOfficeProcess *self);

static char *
find_program (void)
{
  const char *told = g_getenv ("FINESTRETA_OFFICE");

  return told != NULL && told[0] != '\0' ? g_strdup (told) : fin_program_find (PROGRAM, "office");
}

static guint
read_port (FinOfficeProcess *self)
{
  g_autofree char *path = g_build_filename (self->store, "port", NULL);
  g_autofree char *text = NULL;
  guint64 port;

  g_assert (FIN_IS_OFFICE_PROCESS (self));

  if (!g_file_get_contents (path, &text, NULL, NULL) ||
      !g_ascii_string_to_unsigned (g_strstrip (text), 10, 1, G_MAXUINT16, &port, NULL))
    return 0;

  return port;
}

/* A citizen's page that was open finds the next office where this one was. */
static void
keep_port (FinOfficeProcess *self)
{
  g_autofree char *path = g_build_filename (self->store, "port", NULL);
  g_autofree char *text = g_strdup_printf ("%u\n", self->port);
  g_autoptr (GError) error = NULL;

  g_assert (FIN_IS_OFFICE_PROCESS (self));

  if (!g_file_set_contents (path, text, -1, &error))
    g_warning ("the office's port is not kept: %s", error->message);
}

static void
take_string (char **place, JsonObject *object, const char *name)
{
  g_free (*place);
  *place = object != NULL ? g_strdup (fin_json_string (object, name)) : NULL;
}

static gboolean
take_ready_line (FinOfficeProcess *self, const char *line)
{
  g_autoptr (JsonObject) object = fin_json_parse_object (line, -1, NULL);
  const char *address = object != NULL ? fin_json_string (object, "address") : NULL;
  g_autoptr (GUri) uri = address != NULL ? g_uri_parse (address, G_URI_FLAGS_NONE, NULL) : NULL;
  JsonObject *practice;

  g_assert (FIN_IS_OFFICE_PROCESS (self));

  if (uri == NULL || g_uri_get_port (uri) <= 0)
    return FALSE;

  practice = fin_json_member (object, "practice");
  take_string (&self->address, object, "address");
  take_string (&self->setup_token, object, "setup_token");
  take_string (&self->account, practice, "account");
  take_string (&self->password, practice, "password");
  self->port = g_uri_get_port (uri);
  self->port_serves = TRUE;
  keep_port (self);

  return TRUE;
}

/* Read to its end, so that a talkative office never stands waiting for somebody to listen. */
static void
line_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinOfficeProcess) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source),
                                                                     result, NULL, &error);

  if (line == NULL || g_cancellable_is_cancelled (self->reading))
    return;

  if (self->ready_at == 0 && take_ready_line (self, line)) {
    self->ready_at = g_get_monotonic_time ();
    g_clear_handle_id (&self->ready_within_id, g_source_remove);
    g_signal_emit (self, signals[READY], 0);
  }

  g_data_input_stream_read_line_async (G_DATA_INPUT_STREAM (source), G_PRIORITY_DEFAULT,
                                       self->reading, line_cb, g_object_ref (self));
}

static gboolean
restart_cb (gpointer data)
{
  FinOfficeProcess *self = data;

  self->restart_id = 0;
  spawn (self);

  return G_SOURCE_REMOVE;
}

static void
restart_later (FinOfficeProcess *self, const char *why)
{
  g_autoptr (FinOfficeProcess) alive = g_object_ref (self);

  g_assert (FIN_IS_OFFICE_PROCESS (self));

  self->ends++;
  if (self->ends == ENDS_FOR_ANOTHER_PORT && !self->port_serves)
    self->port = 0;
  if (self->ends == ENDS_TO_TELL) {
    g_autoptr (GError) error = g_error_new (FIN_ERROR, FIN_ERROR_FAILED, "the office: %s", why);

    g_signal_emit (self, signals[FAILED], 0, error);
  }
  if (self->wanted && self->restart_id == 0)
    self->restart_id =
        g_timeout_add (MIN (PAUSE_FIRST_MS << MIN (self->ends, 8), PAUSE_MAX_MS), restart_cb, self);
}

static void
let_go (FinOfficeProcess *self)
{
  g_assert (FIN_IS_OFFICE_PROCESS (self));

  g_clear_handle_id (&self->ready_within_id, g_source_remove);
  g_clear_handle_id (&self->restart_id, g_source_remove);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->child);
  self->ready_at = 0;
}

static void
exited_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinOfficeProcess) self = data;
  GSubprocess *child = G_SUBPROCESS (source);
  gint64 ready_at = self->ready_at;

  g_subprocess_wait_finish (child, result, NULL);
  /* Another one by now: this one was let go on purpose. */
  if (child != self->child)
    return;

  let_go (self);
  if (ready_at != 0 && g_get_monotonic_time () - ready_at > STEADY_S * G_USEC_PER_SEC)
    self->ends = 0;
  restart_later (self, ready_at != 0 ? "it ended by itself" : "it ended before it was ready");
}

static gboolean
ready_within_cb (gpointer data)
{
  FinOfficeProcess *self = data;

  self->ready_within_id = 0;
  g_subprocess_force_exit (self->child);

  return G_SOURCE_REMOVE;
}

static GSubprocess *
start_child (FinOfficeProcess *self, GError **error)
{
  g_autofree char *program = find_program ();
  g_autofree char *listen = g_strdup_printf ("127.0.0.1:%u", self->port);
  g_autofree char *key = g_build_filename (self->store, "key", NULL);
  const char *const arguments[] = { program,   "--listen",  listen,
                                    "--store", self->store, "--key-file",
                                    key,       "--parent",  self->practice ? "--practice" : NULL,
                                    NULL };

  g_assert (FIN_IS_OFFICE_PROCESS (self));

  if (program == NULL) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FAILED, PROGRAM " is not installed");
    return NULL;
  }

  if (g_mkdir_with_parents (self->store, 0700) != 0) {
    g_set_error (error, FIN_ERROR, FIN_ERROR_FAILED, "no store: %s", g_strerror (errno));
    return NULL;
  }

  return g_subprocess_newv (arguments,
                            G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, error);
}

static void
spawn (FinOfficeProcess *self)
{
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GError) error = NULL;

  g_assert (FIN_IS_OFFICE_PROCESS (self));
  g_assert (self->child == NULL);

  self->child = start_child (self, &error);
  if (self->child == NULL) {
    restart_later (self, error->message);
    return;
  }

  self->ready_within_id = g_timeout_add_seconds (READY_WITHIN_S, ready_within_cb, self);
  self->reading = g_cancellable_new ();
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->child));
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, self->reading, line_cb,
                                       g_object_ref (self));
  g_subprocess_wait_async (self->child, NULL, exited_cb, g_object_ref (self));
}

static void
fin_office_process_dispose (GObject *object)
{
  fin_office_process_stop (FIN_OFFICE_PROCESS (object));

  G_OBJECT_CLASS (fin_office_process_parent_class)->dispose (object);
}

static void
fin_office_process_finalize (GObject *object)
{
  FinOfficeProcess *self = FIN_OFFICE_PROCESS (object);

  g_free (self->store);
  g_free (self->address);
  g_free (self->setup_token);
  g_free (self->account);
  g_free (self->password);

  G_OBJECT_CLASS (fin_office_process_parent_class)->finalize (object);
}

static void
fin_office_process_class_init (FinOfficeProcessClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fin_office_process_dispose;
  object_class->finalize = fin_office_process_finalize;

  signals[READY] = g_signal_new ("ready", FIN_TYPE_OFFICE_PROCESS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", FIN_TYPE_OFFICE_PROCESS, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
fin_office_process_init (FinOfficeProcess *self)
{
}

FinOfficeProcess *
fin_office_process_new (const char *store, gboolean practice)
{
  FinOfficeProcess *self;

  g_return_val_if_fail (store != NULL, NULL);

  self = g_object_new (FIN_TYPE_OFFICE_PROCESS, NULL);
  self->store = g_strdup (store);
  self->practice = practice;

  return self;
}

void
fin_office_process_start (FinOfficeProcess *self)
{
  g_return_if_fail (FIN_IS_OFFICE_PROCESS (self));

  if (self->wanted)
    return;

  self->wanted = TRUE;
  self->ends = 0;
  self->port = read_port (self);
  spawn (self);
}

void
fin_office_process_stop (FinOfficeProcess *self)
{
  g_return_if_fail (FIN_IS_OFFICE_PROCESS (self));

  self->wanted = FALSE;
  if (self->child != NULL)
    g_subprocess_send_signal (self->child, SIGTERM);
  let_go (self);
}

const char *
fin_office_process_address (FinOfficeProcess *self)
{
  g_return_val_if_fail (FIN_IS_OFFICE_PROCESS (self), NULL);

  return self->address;
}

const char *
fin_office_process_setup_token (FinOfficeProcess *self)
{
  g_return_val_if_fail (FIN_IS_OFFICE_PROCESS (self), NULL);

  return self->setup_token;
}

const char *
fin_office_process_practice_account (FinOfficeProcess *self)
{
  g_return_val_if_fail (FIN_IS_OFFICE_PROCESS (self), NULL);

  return self->account;
}

const char *
fin_office_process_practice_password (FinOfficeProcess *self)
{
  g_return_val_if_fail (FIN_IS_OFFICE_PROCESS (self), NULL);

  return self->password;
}
