// The sealed viewer: shows a citizen's document without trusting it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FinDocumentView:
 *
 * A widget that shows page pictures made in a box (`finestreta-pages` in bubblewrap) with WebKitGTK,
 * scripts and network off, and their text as plain text for a screen reader.
 * Properties: `zoom` (1.0 = page width), `rotation` (0, 90, 180, 270), `page`, `n-pages`, `busy`,
 * `error` (#GError or NULL; also shown in the widget in words), `show-text`.
 */
#define FIN_TYPE_DOCUMENT_VIEW (fin_document_view_get_type ())
G_DECLARE_FINAL_TYPE (FinDocumentView, fin_document_view, FIN, DOCUMENT_VIEW, GtkWidget)

GtkWidget *fin_document_view_new   (void);
/* @media_type as the office told it from the content. */
void       fin_document_view_show  (FinDocumentView *self, GBytes *content, const char *media_type);
void       fin_document_view_clear (FinDocumentView *self);

G_END_DECLS
