// What is to be hidden of a document, and the copy that is made without it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <graphene.h>

#include "fin-pages-box.h"

G_BEGIN_DECLS

/**
 * FinRedaction:
 *
 * Areas of pages, in parts of the page's width and height as the document has it, from its top left
 * corner. The copy is a new PDF: pictures of the pages with the areas painted black, and under each
 * picture those of its words that no area touches, so that it can be searched; nothing else of the
 * document is in it.
 *
 * Property `n-areas` (uint, ro, notified whenever areas come or go).
 */
#define FIN_TYPE_REDACTION (fin_redaction_get_type ())
G_DECLARE_FINAL_TYPE (FinRedaction, fin_redaction, FIN, REDACTION, GObject)

/* (transfer full) */
FinRedaction *fin_redaction_new   (FinPagesBox *box);
/* @page from 0. */
void          fin_redaction_add   (FinRedaction *self, guint page, const graphene_rect_t *area);
/* Takes back what was last added: an area, or all of one search. */
void          fin_redaction_undo  (FinRedaction *self);
/* Of graphene_rect_t. (transfer full) */
GArray       *fin_redaction_areas (FinRedaction *self, guint page);

/* Hides every word, or run of words, that has @words in it; capitals and accents make no difference. */
void          fin_redaction_hide_async  (FinRedaction *self, const char *words,
                                         GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer data);
/* How many were found; -1 with an error of the box. */
int           fin_redaction_hide_finish (FinRedaction *self, GAsyncResult *result, GError **error);

/* FIN_ERROR_TOO_LARGE when not all its pages can be had. Changes while it is made are not in it. */
void          fin_redaction_make_async  (FinRedaction *self, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer data);
/* A PDF. (transfer full) */
GBytes       *fin_redaction_make_finish (FinRedaction *self, GAsyncResult *result, GError **error);

G_END_DECLS
