// A request: who asks, what for, and the answer in one of its two shapes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-request.h"

#include "fin-error.h"
#include "fin-json-new.h"
#include "fin-json.h"
#include "fin-language.h"
#include "fin-listener.h"

#define REQUEST "fin-request"

static const char *
asked_language (SoupServerMessage *message, GHashTable *query)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *said = query != NULL ? g_hash_table_lookup (query, "language") : NULL;
  const char *header = soup_message_headers_get_list (headers, "Accept-Language");
  GSList *accepted;
  const FinLanguage *found = fin_language_lookup (said);

  if (found == NULL && header != NULL) {
    accepted = soup_header_parse_quality_list (header, NULL);
    for (GSList *each = accepted; each != NULL && found == NULL; each = each->next)
      found = fin_language_lookup (each->data);
    soup_header_free_list (accepted);
  }

  return found != NULL ? found->code : FIN_LANGUAGE_DEFAULT;
}

static void
over_cb (SoupServerMessage *message, FinRequest *self)
{
  self->over = TRUE;
}

static void
request_free (FinRequest *self)
{
  if (self->data != NULL && self->free_data != NULL)
    self->free_data (self->data);
  g_clear_pointer (&self->caller, fin_caller_free);
  g_clear_pointer (&self->booking, fin_booking_free);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_clear_pointer (&self->body, json_object_unref);
  g_strfreev (self->path);
  g_free (self->item);
  g_object_unref (self->office);
  g_free (self);
}

FinRequest *
fin_request_attach (FinOffice *office, SoupServerMessage *message, GHashTable *query)
{
  FinRequest *self = g_new0 (FinRequest, 1);

  self->office = g_object_ref (office);
  self->message = message;
  self->query = query != NULL ? g_hash_table_ref (query) : NULL;
  self->language = asked_language (message, query);
  g_signal_connect (message, "finished", G_CALLBACK (over_cb), self);
  g_signal_connect (message, "disconnected", G_CALLBACK (over_cb), self);
  g_object_set_data_full (G_OBJECT (message), REQUEST, self, (GDestroyNotify)request_free);

  return self;
}

FinRequest *
fin_request_get (SoupServerMessage *message)
{
  return g_object_get_data (G_OBJECT (message), REQUEST);
}

const char *
fin_request_token (FinRequest *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  const char *value = soup_message_headers_get_one (headers, "Authorization");

  return value != NULL && g_ascii_strncasecmp (value, "Bearer ", 7) == 0 ? value + 7 : NULL;
}

char *
fin_request_address (FinRequest *self)
{
  return fin_listener_source (soup_server_message_get_remote_address (self->message));
}

FinRequest *
fin_request_hold (FinRequest *self)
{
  g_object_ref (self->message);
  if (!self->paused)
    soup_server_message_pause (self->message);
  self->paused = TRUE;

  return self;
}

void
fin_request_release (FinRequest *self)
{
  g_object_unref (self->message);
}

/* @body: NULL for none. */
static void
answer_bytes (FinRequest *self, guint status, const char *type, GBytes *body)
{
  if (self->over)
    return;

  soup_server_message_set_status (self->message, status, NULL);
  if (body != NULL)
    soup_server_message_set_response (self->message, type, SOUP_MEMORY_COPY,
                                      g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  self->over = TRUE;
  if (self->paused)
    soup_server_message_unpause (self->message);
}

static void
answer (FinRequest *self, guint status, const char *type, JsonObject *object)
{
  g_autoptr (GBytes) body = NULL;

  if (object != NULL) {
    char *text = fin_json_to_string (object);

    body = g_bytes_new_take (text, strlen (text));
  }
  answer_bytes (self, status, type, body);
}

void
fin_request_answer (FinRequest *self, guint status, JsonObject *object)
{
  g_autoptr (GError) failure = NULL;

  /* It may be made of what was not there to read. */
  if (fin_store_take_failure (fin_office_store (self->office), &failure))
    fin_request_fail (self, g_steal_pointer (&failure), NULL);
  else
    answer (self, status, "application/json", object);
  g_clear_pointer (&object, json_object_unref);
}

void
fin_request_answer_bytes (FinRequest *self, const char *type, GBytes *bytes)
{
  answer_bytes (self, SOUP_STATUS_OK, type, bytes);
}

void
fin_request_fail (FinRequest *self, GError *error, const char *const *missing)
{
  g_autoptr (GError) owned = error;
  g_autoptr (JsonObject) problem = fin_error_to_problem (owned);
  guint status = json_object_get_int_member (problem, "status");

  if (missing != NULL)
    json_object_set_array_member (problem, "missing", fin_json_array_from (missing));
  if (status == SOUP_STATUS_UNAUTHORIZED)
    soup_message_headers_replace (soup_server_message_get_response_headers (self->message),
                                  "WWW-Authenticate", "Bearer");
  if (fin_error_retry_after (owned) > 0) {
    g_autofree char *seconds = g_strdup_printf ("%u", fin_error_retry_after (owned));

    soup_message_headers_replace (soup_server_message_get_response_headers (self->message),
                                  "Retry-After", seconds);
  }

  answer (self, status, "application/problem+json", problem);
}
