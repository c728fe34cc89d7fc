// Kept as the tokens of offices are, under a name of their own.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-server-key.h"

#include "fin-credentials.h"

static struct {
  const char *name;
  gboolean asked;
  char *key;
  FinServerKeyFunc changed;
} keys[] = {
  [FIN_SERVER_KEY_WHISPER] = { "Whisper" },
  [FIN_SERVER_KEY_TRANSLATION] = { "LibreTranslate" },
};

static void
set (FinServerKey which, const char *key)
{
  g_free (keys[which].key);
  keys[which].key = key != NULL && key[0] != '\0' ? g_strdup (key) : NULL;
  if (keys[which].changed != NULL)
    keys[which].changed ();
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_auto (GStrv) others = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = fin_credentials_load_finish (result, &others, &error);

  if (error != NULL)
    g_message ("The key of a server was not read: %s", error->message);
  /* What was entered meanwhile is newer. */
  else if (key != NULL && keys[GPOINTER_TO_UINT (data)].key == NULL)
    set (GPOINTER_TO_UINT (data), key);
}

const char *
fin_server_key (FinServerKey which, FinServerKeyFunc changed)
{
  keys[which].changed = changed;
  if (!keys[which].asked) {
    keys[which].asked = TRUE;
    fin_credentials_load_async (keys[which].name, NULL, loaded_cb, GUINT_TO_POINTER (which));
  }

  return keys[which].key;
}

const char *
fin_server_key_known (FinServerKey which)
{
  return keys[which].key;
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (fin_credentials_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
fin_server_key_set_async (FinServerKey which,
                          const char *key,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  GTask *task = g_task_new (NULL, NULL, callback, data);

  g_task_set_source_tag (task, fin_server_key_set_async);
  set (which, key);
  fin_credentials_store_async (keys[which].name, keys[which].key, NULL, NULL, stored_cb, task);
}

gboolean
fin_server_key_set_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
