// Serves one document to a sealed view: the page that shows it, as it is read, and its pictures.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <webkit/webkit.h>

#include "fin-pages-box.h"

G_BEGIN_DECLS

/**
 * FinPageServer:
 *
 * Asks the box one question at a time: pictures of the pages near the one that is looked at, then the
 * words of the others. The web page that shows the document can be asked for while the document is
 * still being opened, and is sent as the words come, what is after the first page when that has been
 * seen: so that a long document is there at once. Pictures far from where somebody looks are not made.
 *
 * Signals: `read` (#FinPage, with its words; in order, each page once), `shown` (no arguments, when
 * the first picture has been served). A page that cannot be read is told as a page without words,
 * and one that cannot be drawn is shown as a notice in its place.
 */
#define FIN_TYPE_PAGE_SERVER (fin_page_server_get_type ())
G_DECLARE_FINAL_TYPE (FinPageServer, fin_page_server, FIN, PAGE_SERVER, GObject)

FinPageServer *fin_page_server_new      (void);
/* The document, once it is open. */
void           fin_page_server_set_box  (FinPageServer *self, FinPagesBox *box);
/* The path of the web page, for fin_sealed_view_open(). */
const char    *fin_page_server_get_path (FinPageServer *self);
/* Answers a sealed view's question, at once or when the box has. */
void           fin_page_server_serve    (FinPageServer *self, WebKitURISchemeRequest *request,
                                         const char *path);
/* The page that is looked at, from 0: somebody has seen it. */
void           fin_page_server_look_at  (FinPageServer *self, guint page);
guint          fin_page_server_get_n_read (FinPageServer *self);
/* Ends every question, answered or not. */
void           fin_page_server_stop     (FinPageServer *self);

G_END_DECLS
