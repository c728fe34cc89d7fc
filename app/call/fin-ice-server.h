// STUN and TURN servers, from the office's words (RTCIceServer) to webrtcbin's.
// Private to this folder.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gst/gst.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What is not understood is left out. @servers: may be NULL. */
void  fin_ice_servers_apply (JsonArray *servers, GstElement *webrtcbin);
/* "turn://user:word@host:3478?transport=udp" of "turn:host:3478?transport=udp", "stun://…" of
 * "stun:…"; NULL when it is neither. (transfer full) */
char *fin_ice_server_uri    (JsonObject *server);

G_END_DECLS
