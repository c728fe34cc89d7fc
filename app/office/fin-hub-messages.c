// What each message is for: the hub's own, and the visit's.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-hub-private.h"

#include "fin-error.h"
#include "fin-form.h"
#include "fin-json.h"
#include "fin-protocol.h"

/* To be told everything anew costs as much as so many other messages. */
#define WHOLE_VISIT 20

static gboolean
only_for (gboolean allowed, GError **error)
{
  if (!allowed)
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FORBIDDEN, "not for this role");

  return allowed;
}

static gboolean
set_presence (FinHub *self, FinSocket *socket, JsonObject *message, GError **error)
{
  FinCaller *caller = fin_socket_caller (socket);

  if (!only_for (caller->staff != NULL, error))
    return FALSE;

  g_hash_table_insert (self->presences, g_strdup (caller->staff),
                       g_strdup (fin_json_string (message, "state")));
  _fin_hub_send_presence (self, caller->staff);

  return TRUE;
}

static gboolean
arrive (FinHub *self, FinSocket *socket, JsonObject *message, GError **error)
{
  FinCaller *caller = fin_socket_caller (socket);
  FinVisit *visit;

  if (!only_for (caller->appointment != NULL, error))
    return FALSE;

  visit = fin_hub_visit (self, caller->appointment);
  if (visit == NULL)
    return fin_queue_arrive (self->queue, caller->appointment, message, error);

  fin_socket_weigh (socket, WHOLE_VISIT);
  /* Back from having left for a while. */
  fin_visit_join (visit, socket);
  if (fin_visit_has (visit, socket))
    fin_visit_set_media (visit, socket, fin_json_boolean (message, "camera", FALSE),
                         fin_json_boolean (message, "microphone", FALSE));

  return TRUE;
}

static gboolean
leave (FinHub *self, FinSocket *socket, JsonObject *message, GError **error)
{
  FinCaller *caller = fin_socket_caller (socket);
  FinVisit *visit = _fin_hub_visit_at (self, socket);

  if (visit != NULL)
    fin_visit_part (visit, socket);
  else if (caller->appointment != NULL)
    return fin_queue_leave (self->queue, caller->appointment, error);

  return TRUE;
}

static gboolean
media (FinHub *self, FinSocket *socket, JsonObject *message, GError **error)
{
  FinCaller *caller = fin_socket_caller (socket);
  FinVisit *visit = _fin_hub_visit_at (self, socket);
  gboolean camera = fin_json_boolean (message, "camera", FALSE);
  gboolean microphone = fin_json_boolean (message, "microphone", FALSE);

  if (visit != NULL && fin_visit_has (visit, socket))
    fin_visit_set_media (visit, socket, camera, microphone);
  else if (caller->appointment != NULL)
    return fin_queue_media (self->queue, caller->appointment, camera, microphone, error);

  return TRUE;
}

static gboolean
language (FinHub *self, FinSocket *socket, JsonObject *message, GError **error)
{
  FinCaller *caller = fin_socket_caller (socket);
  FinVisit *visit = _fin_hub_visit_at (self, socket);

  fin_socket_weigh (socket, WHOLE_VISIT);
  fin_socket_set_language (socket, fin_json_string (message, "language"));
  if (visit != NULL && fin_visit_has (visit, socket))
    fin_visit_language_changed (visit, socket);
  else if (caller->appointment != NULL)
    _fin_hub_send_welcome (self, socket);
  if (caller->staff != NULL && fin_caller_attends (caller))
    fin_socket_send (socket,
                     fin_queue_describe (self->queue, fin_socket_language (socket), caller));

  return TRUE;
}

static gboolean
dispatch (FinHub *self,
          FinSocket *socket,
          const FinMessageKind *kind,
          JsonObject *message,
          GError **error)
{
  static const struct {
    const char *type;
    gboolean (*handler) (FinHub *, FinSocket *, JsonObject *, GError **);
  } handlers[] = {
    { "hello", _fin_hub_hello }, { "presence", set_presence }, { "arrive", arrive },
    { "leave", leave },          { "media", media },           { "language", language },
  };
  FinVisit *visit;

  if (!fin_shape_check (kind->shape, message, error))
    return FALSE;
  if (fin_socket_caller (socket) == NULL && strcmp (kind->type, "hello") != 0) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "hello comes first");
    return FALSE;
  }

  for (guint i = 0; !kind->in_visit && i < G_N_ELEMENTS (handlers); i++)
    if (strcmp (handlers[i].type, kind->type) == 0)
      return handlers[i].handler (self, socket, message, error);

  visit = _fin_hub_visit_at (self, socket);
  if (visit == NULL || !fin_visit_has (visit, socket)) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_IN_VISIT, "not in a visit");
    return FALSE;
  }

  return fin_visit_handle (visit, socket, kind->type, message, error);
}

void
_fin_hub_message_cb (FinSocket *socket, JsonObject *message, FinHub *self)
{
  const FinMessageKind *kind = fin_protocol_lookup (fin_json_string (message, "type"));
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) missing = NULL;

  fin_store_take_failure (self->store, NULL);
  if (kind == NULL)
    error = g_error_new_literal (FIN_ERROR, FIN_ERROR_BAD_REQUEST, "there is no such message");
  else if (dispatch (self, socket, kind, message, &error) && !fin_store_failed (self->store))
    return;

  if (fin_store_failed (self->store)) {
    g_clear_error (&error);
    fin_store_take_failure (self->store, &error);
  }

  if (g_error_matches (error, FIN_ERROR, FIN_ERROR_INCOMPLETE))
    missing = fin_form_missing (fin_dossier_form (
        fin_visit_dossier (_fin_hub_visit_at (self, socket), fin_json_string (message, "form"))));
  fin_socket_refuse (socket, g_steal_pointer (&error), fin_protocol_name (message),
                     (const char *const *)missing);
}
