// A client of the HTTP interface of LibreTranslate.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-libre-translate.h"

#include <libsoup/soup.h>
#include <string.h>

#include "fin-breaker.h"
#include "fin-error.h"
#include "fin-host.h"
#include "fin-json.h"
#include "fin-language.h"
#include "fin-libre-translate-answer.h"
#include "fin-placeables.h"
#include "fin-utterance.h"

#define PATIENCE_MS     2500
#define ANSWER_MAX      (256 * 1024)
#define UNDER_WAY_MAX   32
#define CONNECTIONS_MAX 4
#define REFUSALS_MAX    3
#define TOO_MANY        429 /* which libsoup has no name for */

enum {
  PROP_HEALTHY = 1,
  N_PROPS,
};

struct _FinLibreTranslate {
  GObject parent_instance;

  SoupSession *session;
  char *address; /* ends with a slash */
  char *key;
  GHashTable *pairs; /* set of "ca ar"; NULL until the server lists them */
  GHashTable *names;
  FinBreaker breaker;
  guint refusals; /* in a row */
  guint under_way;
  guint again_id;
  gboolean listing;
  GError *trouble;
  gboolean healthy;
};

static void fin_libre_translate_init_translator (FinTranslatorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FinLibreTranslate,
                               fin_libre_translate,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FIN_TYPE_TRANSLATOR,
                                                      fin_libre_translate_init_translator))

static GParamSpec *properties[N_PROPS];

static void list_languages (FinLibreTranslate *self);

/* One exchange, and whatever ends it. */

typedef struct {
  SoupMessage *message;
  GOutputStream *body;
  GCancellable *given_up; /* by the clock, or by whoever asked */
  GCancellable *asker;
  gulong asker_id;
  guint late_id;
  gboolean late;
} Exchange;

static void
exchange_free (Exchange *exchange)
{
  g_clear_handle_id (&exchange->late_id, g_source_remove);
  g_cancellable_disconnect (exchange->asker, exchange->asker_id);
  g_clear_object (&exchange->asker);
  g_object_unref (exchange->given_up);
  g_object_unref (exchange->message);
  g_object_unref (exchange->body);
  g_free (exchange);
}

static gboolean
late_cb (gpointer data)
{
  Exchange *exchange = data;

  exchange->late_id = 0;
  exchange->late = TRUE;
  g_cancellable_cancel (exchange->given_up);

  return G_SOURCE_REMOVE;
}

static void
asker_cancelled_cb (GCancellable *cancellable, gpointer data)
{
  g_cancellable_cancel (G_CANCELLABLE (data));
}

/* @error: (transfer full) */
static void
return_unreached (GTask *task, GError *error)
{
  Exchange *exchange = g_task_get_task_data (task);

  if (exchange->late)
    g_task_return_new_error (task, FIN_ERROR, FIN_ERROR_TIMED_OUT, "the server gave no answer");
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    g_task_return_new_error (task, FIN_ERROR, FIN_ERROR_FAILED, "the server says too much");
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_new_error (task, FIN_ERROR, FIN_ERROR_OFFLINE, "%s", error->message);
  else {
    g_task_return_error (task, error);
    return;
  }
  g_error_free (error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, &error) < 0)
    return_unreached (task, error);
  else
    g_task_return_pointer (task,
                           g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (source)),
                           (GDestroyNotify)g_bytes_unref);
}

static FinError
code_of (guint status)
{
  switch (status) {
  case SOUP_STATUS_BAD_REQUEST:
    return FIN_ERROR_BAD_REQUEST;
  case SOUP_STATUS_UNAUTHORIZED:
  case SOUP_STATUS_FORBIDDEN:
    return FIN_ERROR_FORBIDDEN;
  case SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE:
    return FIN_ERROR_TOO_LARGE;
  case TOO_MANY:
    return FIN_ERROR_TOO_MANY;
  case SOUP_STATUS_BAD_GATEWAY:
  case SOUP_STATUS_SERVICE_UNAVAILABLE:
  case SOUP_STATUS_GATEWAY_TIMEOUT:
    return FIN_ERROR_OFFLINE;
  default:
    return FIN_ERROR_FAILED;
  }
}

static GError *
error_of_status (SoupMessage *message)
{
  guint status = soup_message_get_status (message);
  FinError code = code_of (status);
  const char *after =
      soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  GError *error = g_error_new (FIN_ERROR, code, "the server answers with status %u", status);

  /* Given in seconds; a date is as good as nothing. */
  if (code == FIN_ERROR_TOO_MANY && after != NULL)
    fin_error_set_retry_after (error,
                               MIN (g_ascii_strtoull (after, NULL, 10), FIN_BREAKER_REST_MAX));

  return error;
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Exchange *exchange = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GInputStream) stream =
      soup_session_send_finish (SOUP_SESSION (source), result, &error);

  if (stream == NULL) {
    return_unreached (task, error);
    return;
  }

  if (soup_message_get_status (exchange->message) != SOUP_STATUS_OK) {
    g_task_return_error (task, error_of_status (exchange->message));
    return;
  }

  g_output_stream_splice_async (
      exchange->body, stream,
      G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, G_PRIORITY_DEFAULT,
      exchange->given_up, read_cb, g_steal_pointer (&task));
}

/* @body: what is sent, NULL for a GET. */
static void
exchange_async (FinLibreTranslate *self,
                const char *path,
                JsonObject *body,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Exchange *exchange = g_new0 (Exchange, 1);
  g_autofree char *uri = g_strconcat (self->address, path, NULL);

  g_task_set_source_tag (task, exchange_async);
  g_task_set_check_cancellable (task, FALSE);
  exchange->message = soup_message_new (body != NULL ? "POST" : "GET", uri);
  /* What people say goes where the office was told it goes. */
  soup_message_add_flags (exchange->message, SOUP_MESSAGE_NO_REDIRECT);
  if (body != NULL) {
    char *text = fin_json_to_string (body);
    g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

    soup_message_set_request_body_from_bytes (exchange->message, "application/json", bytes);
  }
  exchange->body = g_memory_output_stream_new (g_malloc (ANSWER_MAX), ANSWER_MAX, NULL, g_free);
  exchange->given_up = g_cancellable_new ();
  exchange->late_id = g_timeout_add (PATIENCE_MS, late_cb, exchange);
  if (cancellable != NULL) {
    exchange->asker = g_object_ref (cancellable);
    exchange->asker_id = g_cancellable_connect (cancellable, G_CALLBACK (asker_cancelled_cb),
                                                g_object_ref (exchange->given_up), g_object_unref);
  }
  g_task_set_task_data (task, exchange, (GDestroyNotify)exchange_free);

  soup_session_send_async (self->session, exchange->message, G_PRIORITY_DEFAULT, exchange->given_up,
                           sent_cb, task);
}

static GBytes *
exchange_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* How it is with the server. */

static void
set_trouble (FinLibreTranslate *self, const GError *trouble)
{
  gboolean healthy = trouble == NULL && self->pairs != NULL;

  g_clear_error (&self->trouble);
  self->trouble = trouble != NULL ? g_error_copy (trouble) : NULL;
  if (healthy == self->healthy)
    return;
  self->healthy = healthy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEALTHY]);
}

static gboolean
again_cb (gpointer data)
{
  FinLibreTranslate *self = data;

  self->again_id = 0;
  list_languages (self);

  return G_SOURCE_REMOVE;
}

static void
list_later (FinLibreTranslate *self)
{
  gint64 wait = self->breaker.rests_until - g_get_monotonic_time ();

  g_clear_handle_id (&self->again_id, g_source_remove);
  self->again_id = g_timeout_add (MAX (wait, 0) / 1000 + 1, again_cb, self);
}

static void
note_failure (FinLibreTranslate *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, FIN_ERROR, FIN_ERROR_TOO_LARGE))
    return;

  set_trouble (self, error);
  /* It may be this text that it does not take; when it takes none, it is the server. */
  if (g_error_matches (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST) && ++self->refusals < REFUSALS_MAX)
    return;

  fin_breaker_failed (&self->breaker, g_get_monotonic_time (), fin_error_retry_after (error));
  if (fin_breaker_is_open (&self->breaker) || self->pairs == NULL)
    list_later (self);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  FinLibreTranslate *self = FIN_LIBRE_TRANSLATE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = exchange_finish (result, &error);
  GHashTable *pairs = body != NULL ? fin_libre_translate_read_pairs (g_bytes_get_data (body, NULL),
                                                                     g_bytes_get_size (body))
                                   : NULL;

  self->listing = FALSE;
  if (pairs == NULL) {
    if (error == NULL)
      g_set_error (&error, FIN_ERROR, FIN_ERROR_FAILED, "the server lists no languages");
    note_failure (self, error);
    return;
  }

  g_clear_pointer (&self->pairs, g_hash_table_unref);
  self->pairs = pairs;
  /* It may list and still not translate: one more failure, and it rests again, longer. */
  self->breaker.failures = MIN (self->breaker.failures, FIN_BREAKER_FAILURES - 1);
  set_trouble (self, NULL);
}

static void
list_languages (FinLibreTranslate *self)
{
  if (self->listing)
    return;

  self->listing = TRUE;
  exchange_async (self, "languages", NULL, NULL, listed_cb, NULL);
}

/* The translator. */

static gboolean
is_one_hop (const char *from, const char *to)
{
  const char *other = g_str_equal (from, "en") ? to : g_str_equal (to, "en") ? from : "";

  return g_str_equal (other, "ca") || g_str_equal (other, "es");
}

static FinTranslationQuality
fin_libre_translate_quality (FinTranslator *translator, const char *from, const char *to)
{
  FinLibreTranslate *self = FIN_LIBRE_TRANSLATE (translator);
  const FinLanguage *source = fin_language_lookup (from), *target = fin_language_lookup (to);
  g_autofree char *pair = NULL;

  if (self->pairs == NULL || source == NULL || target == NULL || source == target ||
      fin_breaker_is_open (&self->breaker))
    return FIN_TRANSLATION_NONE;

  pair = g_strconcat (source->code, " ", target->code, NULL);
  if (!g_hash_table_contains (self->pairs, pair))
    return FIN_TRANSLATION_NONE;

  return is_one_hop (source->code, target->code) ? FIN_TRANSLATION_GOOD : FIN_TRANSLATION_DRAFT;
}

static gboolean
is_left_alone (FinLibreTranslate *self)
{
  return self->pairs == NULL || fin_breaker_is_open (&self->breaker) ||
         fin_breaker_rests (&self->breaker, g_get_monotonic_time ());
}

static void
translated_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  FinLibreTranslate *self = FIN_LIBRE_TRANSLATE (source);
  GError *error = NULL;
  g_autoptr (GBytes) body = exchange_finish (result, &error);
  g_autofree char *translated =
      body != NULL ? fin_libre_translate_read_translation (g_bytes_get_data (body, NULL),
                                                           g_bytes_get_size (body))
                   : NULL;

  self->under_way--;
  if (translated == NULL) {
    if (error == NULL)
      g_set_error (&error, FIN_ERROR, FIN_ERROR_FAILED, "the server answers with no translation");
    note_failure (self, error);
    g_task_return_error (task, error);
    return;
  }

  fin_breaker_succeeded (&self->breaker);
  self->refusals = 0;
  set_trouble (self, NULL);
  g_task_return_pointer (task, fin_placeables_restore (g_task_get_task_data (task), translated),
                         g_free);
}

static JsonObject *
request_of (FinLibreTranslate *self, const char *text, const char *from, const char *to)
{
  JsonObject *request = json_object_new ();

  json_object_set_string_member (request, "q", text);
  json_object_set_string_member (request, "source", fin_language_code (from));
  json_object_set_string_member (request, "target", fin_language_code (to));
  json_object_set_string_member (request, "format", "text");
  if (self->key != NULL)
    json_object_set_string_member (request, "api_key", self->key);

  return request;
}

static void
fin_libre_translate_translate_async (FinTranslator *translator,
                                     const char *text,
                                     const char *from,
                                     const char *to,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer data)
{
  FinLibreTranslate *self = FIN_LIBRE_TRANSLATE (translator);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  g_autofree char *clean = fin_utterance_clean (text);
  g_autoptr (JsonObject) request = NULL;

  g_task_set_source_tag (task, fin_libre_translate_translate_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (clean[0] == '\0') {
    g_task_return_pointer (task, g_strdup (text), g_free);
    return;
  }
  if (self->trouble != NULL && is_left_alone (self)) {
    g_task_return_error (task, g_error_copy (self->trouble));
    return;
  }
  if (fin_translator_quality (translator, from, to) == FIN_TRANSLATION_NONE) {
    g_task_return_new_error (task, FIN_ERROR, FIN_ERROR_FAILED, "the server has no %s to %s", from,
                             to);
    return;
  }
  if (self->under_way >= UNDER_WAY_MAX) {
    g_task_return_new_error (task, FIN_ERROR, FIN_ERROR_TOO_MANY, "too many texts are under way");
    return;
  }

  self->under_way++;
  g_task_set_task_data (task, fin_placeables_find (clean, self->names, NULL),
                        (GDestroyNotify)fin_placeables_free);
  request = request_of (self, clean, from, to);
  exchange_async (self, "translate", request, cancellable, translated_cb, g_steal_pointer (&task));
}

static char *
fin_libre_translate_translate_finish (FinTranslator *translator,
                                      GAsyncResult *result,
                                      GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, fin_libre_translate_translate_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fin_libre_translate_set_names (FinTranslator *translator, const char *const *names)
{
  FinLibreTranslate *self = FIN_LIBRE_TRANSLATE (translator);

  g_hash_table_unref (self->names);
  self->names = fin_placeables_names (names);
}

static void
fin_libre_translate_init_translator (FinTranslatorInterface *iface)
{
  iface->id = "libre-translate";
  iface->quality = fin_libre_translate_quality;
  iface->translate_async = fin_libre_translate_translate_async;
  iface->translate_finish = fin_libre_translate_translate_finish;
  iface->set_names = fin_libre_translate_set_names;
}

static void
fin_libre_translate_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_HEALTHY:
    g_value_set_boolean (value, FIN_LIBRE_TRANSLATE (object)->healthy);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_libre_translate_dispose (GObject *object)
{
  FinLibreTranslate *self = FIN_LIBRE_TRANSLATE (object);

  g_clear_handle_id (&self->again_id, g_source_remove);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (fin_libre_translate_parent_class)->dispose (object);
}

static void
fin_libre_translate_finalize (GObject *object)
{
  FinLibreTranslate *self = FIN_LIBRE_TRANSLATE (object);

  g_free (self->address);
  g_free (self->key);
  g_clear_pointer (&self->pairs, g_hash_table_unref);
  g_hash_table_unref (self->names);
  g_clear_error (&self->trouble);

  G_OBJECT_CLASS (fin_libre_translate_parent_class)->finalize (object);
}

static void
fin_libre_translate_class_init (FinLibreTranslateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fin_libre_translate_get_property;
  object_class->dispose = fin_libre_translate_dispose;
  object_class->finalize = fin_libre_translate_finalize;

  properties[PROP_HEALTHY] =
      g_param_spec_boolean ("healthy", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_libre_translate_init (FinLibreTranslate *self)
{
  self->names = fin_placeables_names (NULL);
}

FinTranslator *
fin_libre_translate_new (const char *address,
                         const char *api_key,
                         gboolean in_clear,
                         GError **error)
{
  g_autoptr (GUri) uri = NULL;
  gboolean here, plain;
  FinLibreTranslate *self;

  g_return_val_if_fail (address != NULL, NULL);

  uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);
  plain = uri != NULL && g_str_equal (g_uri_get_scheme (uri), "http");
  if (uri == NULL || (!plain && !g_str_equal (g_uri_get_scheme (uri), "https")) ||
      g_uri_get_host (uri) == NULL || g_uri_get_host (uri)[0] == '\0' ||
      g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL ||
      g_uri_get_fragment (uri) != NULL) {
    g_set_error (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "no address of a server");
    return NULL;
  }

  here = fin_host_is_here (g_uri_get_host (uri));
  if (plain && !here && !in_clear) {
    g_set_error (error, FIN_ERROR, FIN_ERROR_FORBIDDEN,
                 "the address is neither https nor of this computer");
    return NULL;
  }

  self = g_object_new (FIN_TYPE_LIBRE_TRANSLATE, NULL);
  self->address = g_strconcat (address, g_str_has_suffix (address, "/") ? "" : "/", NULL);
  self->key = api_key != NULL && api_key[0] != '\0' ? g_strdup (api_key) : NULL;
  self->session = soup_session_new_with_options ("user-agent", "finestreta", "max-conns-per-host",
                                                 CONNECTIONS_MAX, NULL);
  if (here)
    soup_session_set_proxy_resolver (self->session, NULL);
  list_languages (self);

  return FIN_TRANSLATOR (self);
}

gboolean
fin_libre_translate_is_healthy (FinLibreTranslate *self)
{
  g_return_val_if_fail (FIN_IS_LIBRE_TRANSLATE (self), FALSE);

  return self->healthy;
}

const GError *
fin_libre_translate_trouble (FinLibreTranslate *self)
{
  g_return_val_if_fail (FIN_IS_LIBRE_TRANSLATE (self), NULL);

  return self->trouble;
}
