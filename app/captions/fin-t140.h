// T.140 (ITU-T T.140, RFC 8865): text as it is typed, as additions and erasures.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FIN_T140_ERASE    "\b"
#define FIN_T140_END      "\xE2\x80\xA8" /* U+2028 */
#define FIN_T140_BOM      "\xEF\xBB\xBF"
#define FIN_T140_LOST     0xFFFD
#define FIN_T140_LINE_MAX 4000 /* characters */

/* Where the last grapheme cluster of valid UTF-8 begins, in bytes: what a person erases with one key, be
 * it a letter with its accent or a flag. 0 for "". */
gsize fin_t140_last_cluster (const char *text);
/* What makes @after of @before for a reader who can only erase from the end. (transfer full) */
char *fin_t140_difference   (const char *before, const char *after);

typedef enum {
  FIN_T140_TEXT,   /* one character */
  FIN_T140_ERASED, /* one cluster */
  FIN_T140_ENDED,  /* the line */
} FinT140Event;

typedef void (*FinT140Handler) (FinT140Event event, gunichar character, gpointer data);

/* What one message leaves for the next: a character or a sequence cut in two. Zeroed to begin. */
typedef struct {
  guint8 cut[4];
  guint cut_length;
  gboolean after_return;
  guint control; /* within a control sequence (T.140 8.4): its characters so far */
} FinT140Decoder;

/* Decodes @length bytes, whatever they are: what is no UTF-8 becomes U+FFFD, BOM and controls (bells,
 * colours) are dropped. However the bytes are cut into messages, the events are the same. */
void fin_t140_decode (FinT140Decoder *decoder, const void *data, gsize length,
                      FinT140Handler handler, gpointer user_data);

G_END_DECLS
