// Lines of JSON, each out at once.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-journal.h"

#include <stdio.h>

#include "fin-json.h"

void
fin_journal (const char *did, ...)
{
  g_autoptr (JsonObject) line = json_object_new ();
  g_autofree char *text = NULL;
  const char *name;
  va_list pairs;

  json_object_set_int_member (line, "at", g_get_monotonic_time ());
  json_object_set_string_member (line, "did", did);
  va_start (pairs, did);
  while ((name = va_arg (pairs, const char *)) != NULL)
    json_object_set_string_member (line, name, va_arg (pairs, const char *));
  va_end (pairs);

  text = fin_json_to_string (line);
  puts (text);
  fflush (stdout);
}
