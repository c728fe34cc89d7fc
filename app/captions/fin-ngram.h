// A trigram language model (Witten and Bell's smoothing), and its ARPA text.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FinNgram:
 *
 * Of at most FIN_NGRAM_WORDS words; sentences with more are taken without those.
 */
typedef struct _FinNgram FinNgram;

#define FIN_NGRAM_WORDS 20000

FinNgram *fin_ngram_new    (void);
void      fin_ngram_free   (FinNgram *self);
/* A sentence of non-empty words without white space. */
void      fin_ngram_add    (FinNgram *self, const char *const *words);
/* Each word once, in the order they came. (transfer container) */
GPtrArray *fin_ngram_words (FinNgram *self);
/* Probabilities of each history sum to 1. (transfer full) */
char     *fin_ngram_arpa   (FinNgram *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FinNgram, fin_ngram_free)

G_END_DECLS
