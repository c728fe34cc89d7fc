// finestreta-office: the options, the signals, the one line that says it is ready.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include <gio/gunixinputstream.h>
#include <glib-unix.h>
#include <locale.h>
#include <sodium.h>
#include <stdio.h>
#include <unistd.h>

#include "fin-acts.h"
#include "fin-audit.h"
#include "fin-json.h"
#include "fin-office.h"
#include "fin-procedure.h"
#include "fin-shape.h"
#include "fin-staff.h"

#define MIN_PASSWORD 10
#define MAX_PASSWORD 256

static gboolean
stop_cb (gpointer loop)
{
  g_main_loop_quit (loop);

  return G_SOURCE_CONTINUE;
}

/* With --parent: its end of our standard input closes when it ends, however it ends. */
static gboolean
parent_cb (int fd, GIOCondition condition, gpointer loop)
{
  char buffer[256];

  if (read (fd, buffer, sizeof buffer) > 0)
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (loop);

  return G_SOURCE_REMOVE;
}

static void
say_ready (FinOffice *office)
{
  g_autoptr (JsonObject) description = fin_office_describe (office);
  g_autofree char *line = fin_json_to_string (description);

  printf ("%s\n", line);
  fflush (stdout);
}

static int
serve (const FinOfficeSettings *settings, gboolean parent)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (FinOffice) office = fin_office_new (settings, &error);

  if (office == NULL) {
    g_printerr ("finestreta-office: %s\n", error->message);
    return 1;
  }

  /* A file that may not grow is an error of that writing. */
  signal (SIGXFSZ, SIG_IGN);
  g_unix_signal_add (SIGTERM, stop_cb, loop);
  g_unix_signal_add (SIGINT, stop_cb, loop);
  if (parent)
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, parent_cb, loop);

  say_ready (office);
  g_main_loop_run (loop);
  fin_office_stop (office);

  return 0;
}

/* A line, without its end; NULL when it is no password. It is read, not asked for: `systemd-ask-
 * password`, a pipe or a here-document gives it. */
static char *
read_password (void)
{
  char line[MAX_PASSWORD + 2];

  if (fgets (line, sizeof line, stdin) == NULL)
    return NULL;
  line[strcspn (line, "\n")] = '\0';
  if (strlen (line) < MIN_PASSWORD || strlen (line) > MAX_PASSWORD ||
      !g_utf8_validate (line, -1, NULL))
    return NULL;

  return g_strdup (line);
}

static int
add_staff (const char *directory,
           const char *account,
           const char *name,
           const char *role,
           gboolean sensitive)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *password = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *id = NULL;
  g_autoptr (FinStore) store = NULL;

  if (account[0] == '\0' || strlen (account) > 64 ||
      account[strspn (account, "abcdefghijklmnopqrstuvwxyz0123456789._@-")] != '\0' ||
      name == NULL || role == NULL || !g_strv_contains (fin_shape_roles, role)) {
    g_printerr ("finestreta-office: --add-staff wants a lower-case account, --name, and a --role of"
                " informer, interpreter, trainer or coordinator\n");
    return 2;
  }
  password = read_password ();
  if (password == NULL) {
    g_printerr ("finestreta-office: the password, a line of %d to %d bytes, is read from the"
                " standard input\n",
                MIN_PASSWORD, MAX_PASSWORD);
    return 2;
  }

  /* Beside a running office too: SQLite keeps the two from each other's rows. */
  store = fin_store_open (directory, FALSE, &error);
  hash = fin_password_hash (password);
  if (store != NULL && hash != NULL)
    id = fin_staff_add (store, account, name, role, sensitive, hash, "setup", &error);
  if (id == NULL) {
    g_printerr ("finestreta-office: %s\n", error != NULL ? error->message : "no memory");
    return 1;
  }
  printf ("%s\n", id);

  return 0;
}

static int
verify_audit (const char *directory)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FinStore) store = fin_store_open (directory, FALSE, &error);
  g_autofree char *end = NULL;
  g_autofree char *act = NULL;
  gint64 wrong;

  if (store == NULL) {
    g_printerr ("finestreta-office: %s\n", error->message);
    return 1;
  }

  wrong = fin_audit_verify (store, &end);
  act = wrong == 0 ? fin_acts_verify (store) : NULL;
  if (fin_store_take_failure (store, &error)) {
    g_printerr ("finestreta-office: %s\n", error->message);
    return 1;
  }
  if (wrong != 0)
    printf ("The audit was changed at row %" G_GINT64_FORMAT ", or before it.\n", wrong);
  else if (act != NULL)
    printf ("The audit is whole; what is on record of form %s is not what it knows.\n", act);
  else
    printf ("The audit is whole. It ends in %s.\n", end);

  return wrong == 0 && act == NULL ? 0 : 1;
}

/* As compilers say it, so that an editor leads to the line. */
static int
check_procedure (const char *path)
{
  g_autofree char *json = NULL;
  gsize length;
  g_autoptr (GError) error = NULL;
  g_autoptr (FinProcedure) procedure = NULL;
  guint line;

  if (g_file_get_contents (path, &json, &length, &error))
    procedure = fin_procedure_new (json, (gssize)length, &error);
  if (procedure != NULL && fin_catalogue_keeps_secrets (procedure, &error)) {
    printf ("%s: %s\n", path, fin_procedure_title (procedure, NULL));
    return 0;
  }

  line = fin_procedure_fault_line (error);
  if (line > 0)
    g_printerr ("%s:%u: %s\n", path, line, strchr (error->message, ':') + 2);
  else
    g_printerr ("%s: %s\n", path, error->message);

  return 1;
}

int
main (int argc, char **argv)
{
  FinOfficeSettings settings = { .listen = "127.0.0.1:0",
                                 .max_connections = 2000,
                                 .place_seconds = 120 };
  g_autofree char *default_store =
      g_build_filename (g_get_user_data_dir (), "finestreta-office", NULL);
  g_autofree char *listen = NULL;
  g_autofree char *store = NULL;
  g_autofree char *key_file = NULL;
  g_autofree char *public_url = NULL;
  g_autofree char *certificate = NULL;
  g_autofree char *turn_secret = NULL;
  g_auto (GStrv) ice_servers = NULL;
  g_autofree char *clamd = NULL;
  g_autofree char *account = NULL;
  g_autofree char *name = NULL;
  g_autofree char *role = NULL;
  int max_connections = settings.max_connections;
  int max_per_address = 0;
  int place_seconds = settings.place_seconds;
  gboolean parent = FALSE;
  gboolean practice = FALSE;
  g_autofree char *procedure = NULL;
  gboolean sensitive = FALSE;
  gboolean verify = FALSE;
  gboolean version = FALSE;
  const GOptionEntry options[] = {
    { "listen", 0, 0, G_OPTION_ARG_STRING, &listen, "Where to listen (127.0.0.1:0, any free port)",
      "ADDRESS:PORT" },
    { "store", 0, 0, G_OPTION_ARG_FILENAME, &store, "Where everything is kept", "DIRECTORY" },
    { "key-file", 0, 0, G_OPTION_ARG_FILENAME, &key_file,
      "The key documents are sealed with, made if missing (DIRECTORY/key)", "FILE" },
    { "public-url", 0, 0, G_OPTION_ARG_STRING, &public_url,
      "How people reach the office from outside", "URL" },
    { "tls-certificate", 0, 0, G_OPTION_ARG_FILENAME, &certificate,
      "Certificate and key, as PEM; needed to listen beyond this machine", "FILE" },
    { "ice-server", 0, 0, G_OPTION_ARG_STRING_ARRAY, &ice_servers,
      "A STUN or TURN server for calls; may be repeated", "URI" },
    { "turn-secret-file", 0, 0, G_OPTION_ARG_FILENAME, &turn_secret,
      "The secret shared with the TURN server", "FILE" },
    { "clamd", 0, 0, G_OPTION_ARG_STRING, &clamd,
      "The clamd that looks for malware in documents: the path of its socket, or HOST:PORT",
      "ADDRESS" },
    { "max-connections", 0, 0, G_OPTION_ARG_INT, &max_connections,
      "At most so many connections at once (2000)", "N" },
    { "max-per-address", 0, 0, G_OPTION_ARG_INT, &max_per_address,
      "At most so many from one address (200; without bound where only this machine can connect)",
      "N" },
    { "place-seconds", 0, 0, G_OPTION_ARG_INT, &place_seconds,
      "How long who lost connection keeps their place in the queue (120)", "SECONDS" },
    { "parent", 0, 0, G_OPTION_ARG_NONE, &parent, "Stop when the standard input closes", NULL },
    { "practice", 0, 0, G_OPTION_ARG_NONE, &practice, "Fill the store with a practice week", NULL },
    { "add-staff", 0, 0, G_OPTION_ARG_STRING, &account,
      "Make an account, its password read from the standard input, and end", "ACCOUNT" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, "With --add-staff: the person's name", "NAME" },
    { "role", 0, 0, G_OPTION_ARG_STRING, &role,
      "With --add-staff: informer, interpreter, trainer or coordinator", "ROLE" },
    { "sensitive", 0, 0, G_OPTION_ARG_NONE, &sensitive,
      "With --add-staff: may see appointments about violence or health", NULL },
    { "verify-audit", 0, 0, G_OPTION_ARG_NONE, &verify,
      "Check that no row of the audit was changed or taken out, and end", NULL },
    { "check-procedure", 0, 0, G_OPTION_ARG_FILENAME, &procedure,
      "Check that a procedure's file can be used, say what is wrong in which line, and end",
      "FILE" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, "Say the version and end", NULL },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  g_option_context_set_summary (context, "The office of Finestreta: appointments, visits, forms and"
                                         " documents, over HTTP and WebSocket.");
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc > 1) {
    g_printerr ("finestreta-office: %s\n", error != NULL ? error->message : "unknown argument");
    return 2;
  }
  if (version) {
    printf ("finestreta-office %s\n", FIN_VERSION);
    return 0;
  }
  if (max_connections < 1 || max_per_address < 0 || place_seconds < 1) {
    g_printerr ("finestreta-office: --max-connections and --place-seconds begin at 1,"
                " --max-per-address at 0\n");
    return 2;
  }
  if (sodium_init () < 0) {
    g_printerr ("finestreta-office: there is no source of randomness\n");
    return 1;
  }

  settings.store = store != NULL ? store : default_store;
  if (account != NULL)
    return add_staff (settings.store, account, name, role, sensitive);
  if (verify)
    return verify_audit (settings.store);
  if (procedure != NULL)
    return check_procedure (procedure);

  settings.listen = listen != NULL ? listen : settings.listen;
  settings.key_file = key_file;
  settings.public_url = public_url;
  settings.tls_certificate = certificate;
  settings.ice_servers = (const char *const *)ice_servers;
  settings.turn_secret_file = turn_secret;
  settings.clamd = clamd;
  settings.max_connections = max_connections;
  settings.max_per_address = max_per_address;
  settings.place_seconds = place_seconds;
  settings.practice = practice;

  return serve (&settings, parent);
}
