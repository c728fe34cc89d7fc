// finestreta-practice: a made-up citizen, for demonstrations, training and tests.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include <glib-unix.h>
#include <gst/gst.h>
#include <locale.h>

#include "fin-citizen.h"
#include "fin-practice-sources.h"

#define SCRIPTS "/cat/finestreta/practice/"

typedef struct {
  GMainLoop *loop;
  int status;
} Program;

static void
gone_cb (FinCitizen *citizen, gboolean well, Program *program)
{
  program->status = well ? 0 : 1;
  g_main_loop_quit (program->loop);
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_REMOVE;
}

/* The procedure's own script, or the one that serves any. (transfer full) */
static GBytes *
built_in_script (const char *procedure, GError **error)
{
  g_autofree char *own = g_strdup_printf (SCRIPTS "%s.json", procedure);
  GBytes *script = g_resources_lookup_data (own, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  return script != NULL
             ? script
             : g_resources_lookup_data (SCRIPTS "any.json", G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

static FinScript *
read_script (const char *path, const char *procedure, GError **error)
{
  g_autoptr (GBytes) built_in = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (path == NULL) {
    built_in = built_in_script (procedure != NULL ? procedure : "carnet-jove", error);
    return built_in == NULL ? NULL
                            : fin_script_new (g_bytes_get_data (built_in, NULL),
                                              g_bytes_get_size (built_in), error);
  }

  return g_file_get_contents (path, &text, &length, error) ? fin_script_new (text, length, error)
                                                           : NULL;
}

static FinCitizen *
make_citizen (int *argc, char ***argv, GError **error)
{
  g_autofree char *url = NULL;
  g_autofree char *path = NULL;
  g_autofree char *procedure = NULL;
  double hurry = 1;
  const GOptionEntry entries[] = {
    { "link", 'l', 0, G_OPTION_ARG_STRING, &url, "The citizen's link", "URL" },
    { "script", 's', 0, G_OPTION_ARG_FILENAME, &path, "What to do, instead of the usual", "FILE" },
    { "procedure", 'p', 0, G_OPTION_ARG_STRING, &procedure,
      "What the appointment is for (carnet-jove)", "ID" },
    { "hurry", 0, 0, G_OPTION_ARG_DOUBLE, &hurry, "So many times as fast as a person", "N" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("- a citizen to practise with");
  FinScript *script;

  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_add_group (context, gst_init_get_option_group ());
  if (!g_option_context_parse (context, argc, argv, error))
    return NULL;

  if (url == NULL || hurry <= 0) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         "--link is needed, and --hurry is more than 0");
    return NULL;
  }

  fin_practice_sources_register ();
  script = read_script (path, procedure, error);

  return script != NULL ? fin_citizen_new (url, script, hurry, error) : NULL;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FinCitizen) citizen = NULL;
  Program program = { NULL, 0 };

  setlocale (LC_ALL, "");
  g_set_prgname ("finestreta-practice");
  citizen = make_citizen (&argc, &argv, &error);
  if (citizen == NULL) {
    g_printerr ("finestreta-practice: %s\n", error->message);
    return 2;
  }

  program.loop = g_main_loop_new (NULL, FALSE);
  g_signal_connect (citizen, "gone", G_CALLBACK (gone_cb), &program);
  g_unix_signal_add (SIGTERM, quit_cb, program.loop);
  g_unix_signal_add (SIGINT, quit_cb, program.loop);
  fin_citizen_start (citizen);
  g_main_loop_run (program.loop);
  fin_citizen_stop (citizen);
  g_main_loop_unref (program.loop);

  return program.status;
}
