// What was said in a visit, to be taken away: one content, in three shapes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A conversation is {language, started, left_out, lines}: the reader's language, the moment the visit began, and
 * `Line` objects of the API in the order they began, of which those that are `done` are told; how many came after
 * these is no more than said. Voices are called by their role, never by name. FIN_ERROR_BAD_REQUEST when it is
 * none, in all of these. */

/* To read: each line with when, who, how it came to be, and what it means in `language`. (transfer full) */
char   *fin_conversation_to_text   (JsonObject *conversation, GError **error);
/* The same as a tagged PDF, with the conversation itself attached. (transfer full) */
GBytes *fin_conversation_to_pdf    (JsonObject *conversation, GError **error);
/* As captions of a recording, all in `language` as far as it was spoken or translated: the other lines as they
 * were said. (transfer full) */
char   *fin_conversation_to_webvtt (JsonObject *conversation, GError **error);

G_END_DECLS
