// Setters for models.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-object.h"

#include "fin-time.h"

gboolean
fin_object_set_string (gpointer object, char **place, const char *value, GParamSpec *pspec)
{
  char *copy;

  g_return_val_if_fail (G_IS_OBJECT (object), FALSE);

  if (g_strcmp0 (*place, value) == 0)
    return FALSE;

  /* @value may lie within what it replaces. */
  copy = g_strdup (value);
  g_free (*place);
  *place = copy;
  g_object_notify_by_pspec (object, pspec);

  return TRUE;
}

gboolean
fin_object_set_strv (gpointer object, GStrv *place, const char *const *value, GParamSpec *pspec)
{
  GStrv copy;

  g_return_val_if_fail (G_IS_OBJECT (object), FALSE);

  if (*place == NULL ? value == NULL
                     : value != NULL && g_strv_equal ((const char *const *)*place, value))
    return FALSE;

  copy = g_strdupv ((char **)value);
  g_strfreev (*place);
  *place = copy;
  g_object_notify_by_pspec (object, pspec);

  return TRUE;
}

gboolean
fin_object_set_uint (gpointer object, guint *place, guint value, GParamSpec *pspec)
{
  g_return_val_if_fail (G_IS_OBJECT (object), FALSE);

  if (*place == value)
    return FALSE;

  *place = value;
  g_object_notify_by_pspec (object, pspec);

  return TRUE;
}

gboolean
fin_object_set_boolean (gpointer object, gboolean *place, gboolean value, GParamSpec *pspec)
{
  g_return_val_if_fail (G_IS_OBJECT (object), FALSE);

  if (!*place == !value)
    return FALSE;

  *place = value;
  g_object_notify_by_pspec (object, pspec);

  return TRUE;
}

gboolean
fin_object_set_time (gpointer object, GDateTime **place, const char *value, GParamSpec *pspec)
{
  g_autoptr (GDateTime) time = NULL;

  g_return_val_if_fail (G_IS_OBJECT (object), FALSE);

  time = value != NULL ? fin_time_parse (value, NULL) : NULL;
  if (*place == NULL ? time == NULL : time != NULL && g_date_time_equal (*place, time))
    return FALSE;

  g_clear_pointer (place, g_date_time_unref);
  *place = g_steal_pointer (&time);
  g_object_notify_by_pspec (object, pspec);

  return TRUE;
}
