// What `finestreta-pages` writes on its standard output and what its parent reads there.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-page.h"

G_BEGIN_DECLS

/* The stream: eight bytes FIN_PAGES_MAGIC, then records {u32 tag, u32 length, length bytes}, every
 * number big endian, lengths of a page in hundredths of a point from its top left corner:
 *
 *   DOCU  u32 pages in the document, u32 1 when the file is cut short, u32 pages that can be asked for (at most FIN_PAGES_MAX), and
 *         for each of these u32 width, u32 height      (only when no page is asked for by number)
 *   PICT  u32 page, u32 width, u32 height in pixels, width * height * 3 bytes of red, green, blue
 *   TEXT  u32 page, then words: u32 x, y, width, height; u8 1 when the word ends a line; u16 bytes
 *         of UTF-8; the bytes
 *   FAIL  a reason: `broken`, `password`, `too-large`, `wrong-type`, `no-decoder`, `usage`   (ends the stream)
 *   DONE  nothing                            (ends the stream; without it something was cut short)
 *
 * Pixels cross and not PNG: what comes out of the box cannot be anything but pixels and words, and
 * the compressed picture that WebKit is given is the parent's own work. */
#define FIN_PAGES_MAGIC      "FinPages"
#define FIN_PAGES_MAX        500         /* pages of one document */
#define FIN_PAGES_MAX_RUN    32          /* pages of one run */
#define FIN_PAGES_MAX_PIXELS 12000000    /* of one picture; a larger page is drawn coarser */
#define FIN_PAGES_MAX_WORDS  20000       /* of one page */
#define FIN_PAGES_MAX_TEXT   (1 << 20)   /* bytes of a TEXT record */
#define FIN_PAGES_MAX_INPUT  (32u << 20) /* bytes of a document */
#define FIN_PAGES_MAX_DPI    300
#define FIN_PAGES_MAX_SIDE   1440000     /* of a page: 14400 points, as far as PDF goes */

#define FIN_PAGES_TAG(a, b, c, d) ((guint32) (a) << 24 | (b) << 16 | (c) << 8 | (d))
#define FIN_PAGES_DOCU FIN_PAGES_TAG ('D', 'O', 'C', 'U')
#define FIN_PAGES_PICT FIN_PAGES_TAG ('P', 'I', 'C', 'T')
#define FIN_PAGES_TEXT FIN_PAGES_TAG ('T', 'E', 'X', 'T')
#define FIN_PAGES_FAIL FIN_PAGES_TAG ('F', 'A', 'I', 'L')
#define FIN_PAGES_DONE FIN_PAGES_TAG ('D', 'O', 'N', 'E')

typedef struct {
  double width;  /* points */
  double height;
} FinPageSize;

/* What one run gave. */
typedef struct {
  guint      n_total; /* pages in the document; 0 when the run was about pages */
  gboolean   cut;     /* the file ends before it should */
  GArray    *sizes;   /* of FinPageSize, one for each page that can be asked for */
  GPtrArray *pages;   /* of FinPage, in the order of the stream */
} FinPagesRun;

/* Reads a whole stream, trusting nothing in it: FIN_ERROR_UNREADABLE for anything not written
 * above, and the reason of a FAIL record as FIN_ERROR_LOCKED, FIN_ERROR_TOO_LARGE,
 * FIN_ERROR_UNSUPPORTED_TYPE or FIN_ERROR_UNREADABLE. Pictures become PNG, which takes a while:
 * call it on a worker thread. (transfer full) */
FinPagesRun *fin_pages_run_parse (GBytes *stream, GError **error);
void         fin_pages_run_free  (FinPagesRun *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FinPagesRun, fin_pages_run_free)

G_END_DECLS
