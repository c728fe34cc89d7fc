// JSON objects in one call.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-json-new.h"

JsonObject *
fin_json_new (const char *first, ...)
{
  JsonObject *object = json_object_new ();
  va_list args;

  va_start (args, first);
  for (const char *member = first; member != NULL; member = va_arg (args, const char *)) {
    const char *colon = strchr (member, ':');
    g_autofree char *name = g_strndup (member, colon - member);

    switch (colon[1]) {
    case 's': {
      const char *text = va_arg (args, const char *);

      if (text != NULL)
        json_object_set_string_member (object, name, text);
      break;
    }
    case 'i':
      json_object_set_int_member (object, name, va_arg (args, gint64));
      break;
    case 'b':
      json_object_set_boolean_member (object, name, va_arg (args, gboolean) != FALSE);
      break;
    case 'o': {
      JsonObject *child = va_arg (args, JsonObject *);

      if (child != NULL)
        json_object_set_object_member (object, name, child);
      break;
    }
    case 'a': {
      JsonArray *child = va_arg (args, JsonArray *);

      if (child != NULL)
        json_object_set_array_member (object, name, child);
      break;
    }
    default:
      g_assert_not_reached ();
    }
  }
  va_end (args);

  return object;
}

JsonArray *
fin_json_array_from (const char *const *strings)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; strings != NULL && strings[i] != NULL; i++)
    json_array_add_string_element (array, strings[i]);

  return array;
}
