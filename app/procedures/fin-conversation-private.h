// What the shapes of a conversation share. Private to this folder.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-conversation.h"

G_BEGIN_DECLS

/* A line as it is told. */
typedef struct {
  GDateTime *at;
  const char *role;    /* its word, in the reader's language */
  const char *how;     /* likewise */
  const char *text;
  const char *spoken;  /* language of @text, or NULL */
  const char *meaning; /* in the reader's language, or NULL */
  const char *quality; /* a word for how good that is */
} FinTold;

typedef void (*FinToldFunc) (const FinTold *told, gpointer data);

const char *_fin_conversation_word (JsonObject *conversation, const char *key);
/* NULL when it is no conversation. (transfer full) */
GDateTime  *_fin_conversation_started (JsonObject *conversation, GError **error);
/* What is said at the end when it went on after its lines, or NULL. */
const char *_fin_conversation_cut (JsonObject *conversation);
/* Calls @func for each line that is told, and returns how many those are. */
guint       _fin_conversation_tell (JsonObject *conversation, FinToldFunc func, gpointer data);

G_END_DECLS
