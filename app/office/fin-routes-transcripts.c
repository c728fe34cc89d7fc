// What was said in a visit over HTTP: taken away, and erased.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-router.h"

#include "fin-audit.h"
#include "fin-conversation.h"
#include "fin-error.h"
#include "fin-hub.h"
#include "fin-transcripts.h"

typedef GBytes *(*Shape) (JsonObject *conversation, GError **error);

typedef struct {
  JsonObject *conversation;
  Shape shape;
  const char *type;
} Making;

static void
making_free (Making *making)
{
  json_object_unref (making->conversation);
  g_free (making);
}

static GBytes *
bytes_of (char *text)
{
  return text != NULL ? g_bytes_new_take (text, strlen (text)) : NULL;
}

static GBytes *
as_text (JsonObject *conversation, GError **error)
{
  return bytes_of (fin_conversation_to_text (conversation, error));
}

static GBytes *
as_webvtt (JsonObject *conversation, GError **error)
{
  return bytes_of (fin_conversation_to_webvtt (conversation, error));
}

static void
make_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Making *making = data;
  GError *error = NULL;
  GBytes *made = making->shape (making->conversation, &error);

  if (made != NULL)
    g_task_return_pointer (task, made, (GDestroyNotify)g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinRequest) request = data;
  Making *making = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  g_autoptr (GBytes) made = g_task_propagate_pointer (G_TASK (result), &error);

  if (made != NULL)
    fin_request_answer_bytes (request, making->type, made);
  else
    fin_request_fail (request, error, NULL);
}

/* Of hours of talk the paper takes seconds to draw: not here. */
static void
answer (FinRequest *request, Shape shape, const char *type, GError **error)
{
  FinStore *store = fin_office_store (request->office);
  g_autofree char *actor = fin_caller_actor (request->caller);
  JsonObject *conversation = NULL;
  g_autoptr (GTask) task = NULL;
  Making *making;

  if (request->caller->appointment != NULL ||
      fin_booking_kept_by (request->booking, request->caller))
    conversation = fin_transcripts_read (store, request->booking->id, request->language);
  if (conversation != NULL &&
      !fin_audit_add (store, actor, "transcript.read", request->booking->id, error)) {
    json_object_unref (conversation);
    return;
  }
  if (conversation == NULL) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND,
                         "there is no conversation to take away");
    return;
  }

  making = g_new (Making, 1);
  *making = (Making){ conversation, shape, type };
  task = g_task_new (request->office, NULL, made_cb, fin_request_hold (request));
  g_task_set_source_tag (task, answer);
  g_task_set_task_data (task, making, (GDestroyNotify)making_free);
  g_task_run_in_thread (task, make_in_thread);
}

static void
get_text (FinRequest *request, GError **error)
{
  answer (request, as_text, "text/plain; charset=utf-8", error);
}

static void
get_webvtt (FinRequest *request, GError **error)
{
  answer (request, as_webvtt, "text/vtt; charset=utf-8", error);
}

static void
get_pdf (FinRequest *request, GError **error)
{
  answer (request, fin_conversation_to_pdf, "application/pdf", error);
}

/* Of a visit under way it is the citizen's `transcript` message. */
static void
erase (FinRequest *request, GError **error)
{
  FinStore *store = fin_office_store (request->office);
  g_autofree char *actor = fin_caller_actor (request->caller);
  g_autofree char *state = fin_transcripts_state (store, request->booking->id);

  if (g_strcmp0 (state, "accepted") != 0)
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "there is no conversation kept");
  else if (!fin_booking_is (request->booking, "ended"))
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_CONFLICT, "the visit is under way");
  else if (fin_transcripts_erase (store, request->booking->id, actor, error))
    fin_request_answer (request, SOUP_STATUS_NO_CONTENT, NULL);
}

const FinRoute fin_routes_transcripts[] = {
  { "GET", "/appointments/*/transcript.txt", FIN_FOR_HOLDERS, get_text },
  { "GET", "/appointments/*/transcript.vtt", FIN_FOR_HOLDERS, get_webvtt },
  { "GET", "/appointments/*/transcript.pdf", FIN_FOR_HOLDERS, get_pdf },
  { "DELETE", "/appointments/*/transcript", FIN_FOR_CITIZENS, erase },
  { NULL }
};
