// What the workstation does with its token, as a command: for tests of every state of a keyring.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-credentials.h"

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

/* `load OFFICE`, `store OFFICE [TOKEN [SIGNED-OUT…]]`: prints the token, `nothing`, `done` or
 * `error`, and each token signed out of after a `-`. A TOKEN may be empty. */
int
main (int argc, char *argv[])
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  g_auto (GStrv) signed_out = NULL;

  if (argc < 3)
    return 2;

  if (g_str_equal (argv[1], "load"))
    fin_credentials_load_async (argv[2], NULL, done_cb, &result);
  else if (g_str_equal (argv[1], "store"))
    fin_credentials_store_async (argv[2], argc > 3 ? argv[3] : NULL,
                                 argc > 4 ? (const char *const *)argv + 4 : NULL, NULL, done_cb,
                                 &result);
  else
    return 2;

  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  if (g_str_equal (argv[1], "load"))
    token = fin_credentials_load_finish (result, &signed_out, &error);
  else
    fin_credentials_store_finish (result, &error);

  if (error != NULL) {
    g_print ("error\n");
    g_printerr ("%s\n", error->message);
  } else if (g_str_equal (argv[1], "load"))
    g_print ("%s\n", token != NULL ? token : "nothing");
  else
    g_print ("done\n");
  for (guint i = 0; signed_out != NULL && signed_out[i] != NULL; i++)
    g_print ("-%s\n", signed_out[i]);

  return 0;
}
