// Static pages with the headers that keep them to themselves.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-pages.h"

#include "fin-citizen-resources.h"
#include "fin-listener.h"

#define ROOT "/cat/finestreta/office/citizen/"

#define POLICY                                                                                     \
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"           \
  " media-src 'self' blob:; connect-src 'self' ws: wss:; manifest-src 'self'; base-uri 'none';"    \
  " form-action 'none'; frame-ancestors 'none'"

static const struct {
  const char *ending;
  const char *type;
} types[] = {
  { ".html", "text/html; charset=utf-8" },
  { ".js", "text/javascript; charset=utf-8" },
  { ".css", "text/css; charset=utf-8" },
  { ".json", "application/json" },
  { ".svg", "image/svg+xml" },
  { ".png", "image/png" },
  { ".webmanifest", "application/manifest+json" },
};

void
fin_pages_secure (SoupMessageHeaders *headers, gboolean tls)
{
  soup_message_headers_replace (headers, "Content-Security-Policy", POLICY);
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (headers, "X-Frame-Options", "DENY");
  soup_message_headers_replace (headers, "Cross-Origin-Opener-Policy", "same-origin");
  soup_message_headers_replace (headers, "Cross-Origin-Resource-Policy", "same-origin");
  soup_message_headers_replace (headers, "Permissions-Policy",
                                "camera=(self), microphone=(self), display-capture=(self),"
                                " geolocation=(), payment=(), usb=()");
  if (tls)
    soup_message_headers_replace (headers, "Strict-Transport-Security", "max-age=31536000");
}

void
fin_pages_whole (SoupServerMessage *message)
{
  soup_message_headers_remove (soup_server_message_get_request_headers (message), "Range");
}

/* The file of a path: `/c/`, `/c/NAME`, `/r/CODE`; NULL for any other. */
static char *
file_of (const char *path)
{
  const char *code = strncmp (path, "/r/", 3) == 0 ? path + 3 : "";

  if (strcmp (path, "/c/") == 0 || strcmp (path, "/c") == 0)
    return g_strdup (ROOT "index.html");
  if (code[0] != '\0' && strchr (code, '/') == NULL)
    return g_strdup (ROOT "receipt.html");
  if (g_str_has_prefix (path, "/c/"))
    return g_strconcat (ROOT, path + 3, NULL);

  return NULL;
}

static const char *
type_of (const char *file)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_has_suffix (file, types[i].ending))
      return types[i].type;

  return "application/octet-stream";
}

static void
page_cb (SoupServer *server,
         SoupServerMessage *message,
         const char *path,
         GHashTable *query,
         gpointer unused)
{
  const char *method = soup_server_message_get_method (message);
  g_autofree char *file = file_of (path);
  g_autoptr (GBytes) content = NULL;
  gsize size = 0;
  const char *data;

  if (strcmp (path, "/") == 0) {
    /* Relative, so that it leads to nowhere else whatever Host was said. */
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "Location",
                                  "/c/");
    soup_server_message_set_status (message, SOUP_STATUS_FOUND, NULL);
    return;
  }
  if (strcmp (method, "GET") != 0 && strcmp (method, "HEAD") != 0) {
    soup_server_message_set_status (message, SOUP_STATUS_METHOD_NOT_ALLOWED, NULL);
    return;
  }

  content =
      file != NULL ? g_resource_lookup_data (fin_citizen_get_resource (), file, 0, NULL) : NULL;
  if (content == NULL) {
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
    return;
  }

  /* The pages and the office they speak to are of one build, and are to be read as such; and
   * nothing of them stays on a computer that others use too. */
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Cache-Control",
                                "no-store");
  data = g_bytes_get_data (content, &size);
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, type_of (file), SOUP_MEMORY_COPY, data, size);
}

/* No page takes a body. */
static void
head_cb (SoupServer *server,
         SoupServerMessage *message,
         const char *path,
         GHashTable *query,
         gpointer unused)
{
  fin_listener_discard_body (message);
  fin_pages_whole (message);
}

void
fin_pages_attach (SoupServer *server)
{
  soup_server_add_early_handler (server, NULL, head_cb, NULL, NULL);
  soup_server_add_handler (server, NULL, page_cb, NULL, NULL);
}
