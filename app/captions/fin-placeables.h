// What a translation must leave as it is: names, numbers, codes, addresses; and words whose translation is
// known beforehand.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FinPlaceables:
 *
 * What was found in one text.
 */
typedef struct _FinPlaceables FinPlaceables;

/* @text: valid UTF-8. @names: from fin_placeables_names(): found when written in the same case, as "Mar" is
 * somebody and "mar" is not. @phrases: from fin_placeables_phrases(), found in any case. Both may be NULL.
 * The first hundred are found, of at most eight words each. (transfer full) */
FinPlaceables *fin_placeables_find    (const char *text, GHashTable *names, GHashTable *phrases);
/* The text for a translator of rules: an unknown word stands for each, one that begins with a vowel or a
 * consonant as what it stands for (so that articles agree); numbers stay, as rules agree with them too.
 * (transfer full) */
char          *fin_placeables_mask    (FinPlaceables *self);
/* What the translator made of the masked text, or of the text itself when it was not masked, with each in
 * its place as it was written, be it that "12.345,67" became "12,345.67". What the translation lost is put
 * after it, in brackets. (transfer full) */
char          *fin_placeables_restore (FinPlaceables *self, const char *translated);
void           fin_placeables_free    (FinPlaceables *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FinPlaceables, fin_placeables_free)

/* Names that hold in every procedure, and the @names given, which may be NULL. (transfer full) */
GHashTable *fin_placeables_names   (const char *const *names);
/* Phrases rules are known to get wrong. (transfer full) */
GHashTable *fin_placeables_phrases (const char *from, const char *to);

G_END_DECLS
