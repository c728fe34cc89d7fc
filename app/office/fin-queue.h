// Who waits, in order of coming, and whose place is kept though they are not connected.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-hub.h"

G_BEGIN_DECLS

typedef struct _FinQueue FinQueue;

/* Those the store has waiting begin as not connected. @hub is not owned. (transfer full) */
FinQueue   *fin_queue_new     (FinHub *hub, FinStore *store, guint place_seconds);
void        fin_queue_free    (FinQueue *self);

/* An `Arrive` whose shape was checked. FIN_ERROR_CLOSED after the visit. */
gboolean    fin_queue_arrive  (FinQueue *self, const char *appointment, JsonObject *arrive,
                               GError **error);
/* Gives up the place. */
gboolean    fin_queue_leave   (FinQueue *self, const char *appointment, GError **error);
gboolean    fin_queue_media   (FinQueue *self, const char *appointment, gboolean camera,
                               gboolean microphone, GError **error);
/* The citizen's socket came or went; nothing to those who don't wait. */
void        fin_queue_connected (FinQueue *self, const char *appointment, gboolean connected);
/* Places nobody came back to. */
void        fin_queue_expire  (FinQueue *self);
/* Tells staff the queue, and each who waits their place. */
void        fin_queue_tell    (FinQueue *self);
/* The `Queue` as it is now for @caller. (transfer full) */
JsonObject *fin_queue_describe (FinQueue *self, const char *language, FinCaller *caller);

G_END_DECLS
