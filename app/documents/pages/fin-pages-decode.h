// The decoders, one for each family of documents.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-pages-out.h"

G_BEGIN_DECLS

/* What to write of the pages @from to @to, and, unless they were asked for by number, of all of the
 * document: how many they are and their sizes. */
typedef struct {
  gboolean about_pages; /* and nothing else */
  guint    from; /* from 0 */
  guint    to;   /* included */
  double   dpi;  /* 0 for no pictures */
  gboolean words;
  gboolean cut;  /* the file is not whole */
} FinPagesOrder;

/* FALSE for a file of @media_type that is cut short. @content has passed for one: it has 12 bytes or more. */
gboolean fin_pages_is_whole (GBytes *content, const char *media_type);

/* These write to the stream, or end the program with a reason. */
void fin_pages_decode_pdf     (GBytes *content, const FinPagesOrder *order);
void fin_pages_decode_picture (GBytes *content, const char *media_type, const FinPagesOrder *order);

G_END_DECLS
