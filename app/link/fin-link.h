// The workstation's (or a citizen program's) end of the office's API: HTTP requests, and one socket
// that comes back by itself.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum {
  FIN_LINK_OFFLINE,    /* no token, or stopped */
  FIN_LINK_CONNECTING, /* trying; between tries too */
  FIN_LINK_ONLINE,     /* welcomed */
} FinLinkState;

/**
 * FinLink:
 *
 * Properties: `address` (base URL), `token`, `state`, `retry-in` (seconds to the next try, 0 when not
 * waiting). Reconnects with growing pauses (0.25 s to 10 s, with jitter) until fin_link_stop(). Two
 * things stop it by themselves, as trying again would not mend them:
 * - `signed-out`: the office does not know the token (any more);
 * - `taken`: the same person connected from elsewhere; the token is as good as before, and
 *   fin_link_start() takes the place back.
 *
 * Signals: those two, and `message` (const char *type, JsonObject *message), whose detail is the type
 * (`message::form.changed`).
 *
 * Everything on the main context it was made in.
 */
#define FIN_TYPE_LINK (fin_link_get_type ())
#define FIN_TYPE_LINK_STATE (fin_link_state_get_type ())
G_DECLARE_FINAL_TYPE (FinLink, fin_link, FIN, LINK, GObject)
GType        fin_link_state_get_type (void);

FinLink     *fin_link_new         (const char *address);
const char  *fin_link_address     (FinLink *self);
void         fin_link_set_address (FinLink *self, const char *address);
void         fin_link_set_token   (FinLink *self, const char *token);
const char  *fin_link_token       (FinLink *self);
/* What the reader reads; sent in `hello` and, when it changes, as `language`; requests ask for it too. */
void         fin_link_set_language (FinLink *self, const char *language);
FinLinkState fin_link_state       (FinLink *self);
/* The last `welcome` (ICE servers, staff), NULL before the first. (transfer none) */
JsonObject  *fin_link_welcome     (FinLink *self);
/* This run's name; see `instance` in the API. */
const char  *fin_link_instance    (FinLink *self);

void         fin_link_start       (FinLink *self);
/* Between two tries: tries now, as when the person asks, or the office is known to be up again. */
void         fin_link_retry      (FinLink *self);
void         fin_link_stop        (FinLink *self);

/* Sends a message now if online, else drops it (FALSE): what must not be lost is kept by the
 * models, which send it again after `visit`. @message (transfer full) */
gboolean     fin_link_send        (FinLink *self, JsonObject *message);

/* One request of the API. @path under /api/v1, with its query; @body NULL for none (transfer none).
 * Times out after 15 s (FIN_ERROR_OFFLINE); a problem comes back as its FIN_ERROR. */
void         fin_link_request_async  (FinLink *self, const char *method, const char *path,
                                      JsonObject *body, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer data);
/* The answer's object, or an empty one for 204. (transfer full) */
JsonObject  *fin_link_request_finish (FinLink *self, GAsyncResult *result, GError **error);

/* Revokes @token, which need not be the link's own. */
void         fin_link_revoke_async   (FinLink *self, const char *token, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer data);
/* TRUE: the office knows it no more. */
gboolean     fin_link_revoke_finish  (FinLink *self, GAsyncResult *result, GError **error);

/* A file of the API, at most 32 MiB. */
void         fin_link_download_async  (FinLink *self, const char *path, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer data);
/* @media_type (out) (optional) (transfer full) */
GBytes      *fin_link_download_finish (FinLink *self, GAsyncResult *result, char **media_type,
                                       GError **error);
/* Sends a document (practice citizens do). */
void         fin_link_upload_async    (FinLink *self, const char *path, const char *file_name,
                                       const char *media_type, GBytes *content,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer data);
JsonObject  *fin_link_upload_finish   (FinLink *self, GAsyncResult *result, GError **error);

G_END_DECLS
