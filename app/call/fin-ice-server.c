// RFC 7064 and 7065 addresses, with the credentials where webrtcbin wants them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-ice-server.h"

#include "fin-json.h"

#define MAX_SERVERS 8

char *
fin_ice_server_uri (JsonObject *server)
{
  static const char *const schemes[] = { "stun", "turn", "turns" };
  const char *url = fin_json_string (server, "urls");
  const char *username = fin_json_string (server, "username");
  const char *credential = fin_json_string (server, "credential");
  const char *rest = url != NULL ? strchr (url, ':') : NULL;
  g_autofree char *scheme = NULL;

  if (rest == NULL || rest[1] == '\0' || rest[1] == '/' || strpbrk (rest, "@ ") != NULL)
    return NULL;

  scheme = g_strndup (url, rest - url);
  if (g_str_equal (scheme, schemes[0]))
    return g_strdup_printf ("stun://%s", rest + 1);
  if ((!g_str_equal (scheme, schemes[1]) && !g_str_equal (scheme, schemes[2])) ||
      username == NULL || credential == NULL)
    return NULL;

  g_autofree char *user = g_uri_escape_string (username, NULL, FALSE);
  g_autofree char *word = g_uri_escape_string (credential, NULL, FALSE);

  return g_strdup_printf ("%s://%s:%s@%s", scheme, user, word, rest + 1);
}

void
fin_ice_servers_apply (JsonArray *servers, GstElement *webrtcbin)
{
  guint n = servers != NULL ? MIN (json_array_get_length (servers), MAX_SERVERS) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *server = fin_json_array_object (servers, i);
      g_autofree char *uri = server != NULL ? fin_ice_server_uri (server) : NULL;
      gboolean added;

      if (uri == NULL)
        continue;
      if (g_str_has_prefix (uri, "stun:"))
        g_object_set (webrtcbin, "stun-server", uri, NULL);
      else
        g_signal_emit_by_name (webrtcbin, "add-turn-server", uri, &added);
    }
}
