// Key after key.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-typist.h"

#include "fin-t140.h"

#define QUICK_MS 70
#define SLOW_MS  190

struct _FinTypist {
  double hurry;
  FinTypistKey func;
  gpointer data;
  GString *keys;
  GString *text;
  guint key_id;
};

static gboolean key_cb (gpointer data);

static void
arm (FinTypist *typist)
{
  if (typist->key_id == 0 && typist->keys->len > 0)
    typist->key_id =
        g_timeout_add (g_random_int_range (QUICK_MS, SLOW_MS) / typist->hurry, key_cb, typist);
}

static gboolean
key_cb (gpointer data)
{
  FinTypist *typist = data;
  gunichar key = g_utf8_get_char (typist->keys->str);

  typist->key_id = 0;
  g_string_erase (typist->keys, 0, g_utf8_next_char (typist->keys->str) - typist->keys->str);
  if (key == FIN_KEY_ERASE)
    g_string_truncate (typist->text, fin_t140_last_cluster (typist->text->str));
  else if (key != FIN_KEY_ENTER)
    g_string_append_unichar (typist->text, key);

  arm (typist);
  typist->func (key, typist->text->str, typist->data);
  if (key == FIN_KEY_ENTER)
    g_string_truncate (typist->text, 0);

  return G_SOURCE_REMOVE;
}

FinTypist *
fin_typist_new (double hurry, FinTypistKey func, gpointer data)
{
  FinTypist *typist;

  g_return_val_if_fail (hurry > 0 && func != NULL, NULL);

  typist = g_new0 (FinTypist, 1);
  typist->hurry = hurry;
  typist->func = func;
  typist->data = data;
  typist->keys = g_string_new (NULL);
  typist->text = g_string_new (NULL);

  return typist;
}

void
fin_typist_free (FinTypist *typist)
{
  g_return_if_fail (typist != NULL);

  g_clear_handle_id (&typist->key_id, g_source_remove);
  g_string_free (typist->keys, TRUE);
  g_string_free (typist->text, TRUE);
  g_free (typist);
}

void
fin_typist_type (FinTypist *typist, const char *keys)
{
  g_return_if_fail (typist != NULL && keys != NULL);

  g_string_append (typist->keys, keys);
  arm (typist);
}
