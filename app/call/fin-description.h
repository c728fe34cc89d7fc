// Session descriptions and candidates from the other side: hostile until checked.
// Private to this folder.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gst/sdp/sdp.h>

G_BEGIN_DECLS

/* Parses, and holds against what RFC 8829 (JSEP) asks of a bundled WebRTC description; webrtcbin
 * asserts much of that instead of checking it. FIN_ERROR_BAD_REQUEST. (transfer full) */
GstSDPMessage *fin_description_parse      (const char *text, GError **error);
/* Whether @answer has the sections that @offer has, in that order. FIN_ERROR_BAD_REQUEST. */
gboolean       fin_description_answers    (const GstSDPMessage  *answer,
                                           const GstSDPMessage  *offer,
                                           GError              **error);
/* The payload type @encoding ("VP8") has in the section of that kind ("video"), or @fallback. */
int            fin_description_payload    (const GstSDPMessage *sdp,
                                           const char          *kind,
                                           const char          *encoding,
                                           int                  fallback);
/* Whether both come from one connection of one maker: same session, same ICE credentials. */
gboolean       fin_description_continues  (const GstSDPMessage *next, const GstSDPMessage *last);
/* A candidate attribute (RFC 8839 5.1) with an address or an mDNS name, or "" for the last. */
gboolean       fin_description_candidate  (const char *candidate);

G_END_DECLS
