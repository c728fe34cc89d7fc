// A document's words as plain text: what a screen reader reads instead of pictures.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "fin-page.h"

G_BEGIN_DECLS

#define FIN_TYPE_DOCUMENT_TEXT (fin_document_text_get_type ())
G_DECLARE_FINAL_TYPE (FinDocumentText, fin_document_text, FIN, DOCUMENT_TEXT, GtkWidget)

void     fin_document_text_clear     (FinDocumentText *self);
/* Under a heading with its number; pages come in order. */
void     fin_document_text_append    (FinDocumentText *self, FinPage *page);
/* Whether any page had a word. */
gboolean fin_document_text_has_words (FinDocumentText *self);
void     fin_document_text_set_zoom  (FinDocumentText *self, double zoom);
/* From 0. Nothing happens while the page has not come yet. */
void     fin_document_text_scroll_to (FinDocumentText *self, guint page);
/* Selects the next @words, from the start again after the last. FALSE when there are none. */
gboolean fin_document_text_find      (FinDocumentText *self, const char *words, gboolean backward);

G_END_DECLS
