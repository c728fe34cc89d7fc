// What a recogniser is told of what people say at the office: words, their sounds, and how they follow.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FinOfficeModel:
 * @arpa: a trigram language model, of words in lower case
 * @dictionary: their sounds, for pocketsphinx
 */
typedef struct {
  char       *arpa;
  char       *dictionary;
  GHashTable *spelling;
} FinOfficeModel;

/* Of data/captions/office.@language.txt (ca, es, en) and @phrases. @known: a dictionary to look words up in
 * before espeak-ng is asked, or NULL. Blocks, for at most some seconds; any thread. (transfer full) */
FinOfficeModel *fin_office_model_new   (const char *language, const char *const *phrases,
                                        const char *known, GError **error);
void            fin_office_model_free  (FinOfficeModel *self);
/* Heard words as they are written: idCAT, DNI. (transfer full) */
char           *fin_office_model_spell (FinOfficeModel *self, const char *heard);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FinOfficeModel, fin_office_model_free)

G_END_DECLS
