// Names that are said in an office: how they are written, whatever a machine makes of them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * FinGlossary:
 *
 * Made once of the names of a procedure, then only read.
 */
typedef struct _FinGlossary FinGlossary;

/* @names: of `Name` objects of the API; what is none is passed over. (transfer full) */
FinGlossary       *fin_glossary_new    (JsonArray *names);
void               fin_glossary_free   (FinGlossary *self);

/* @text, spoken in @language, with every name written as it is: whole words only, whatever their case and
 * accents, the longest first. (transfer full) */
char              *fin_glossary_mend   (FinGlossary *self, const char *language, const char *text);
/* What @word, typed, stands for; NULL when it is no abbreviation. (transfer none) */
const char        *fin_glossary_expand (FinGlossary *self, const char *language, const char *word);
/* The names as they are said, for engines that can be told what to expect. (transfer full) */
char             **fin_glossary_said   (FinGlossary *self, const char *language);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FinGlossary, fin_glossary_free)

G_END_DECLS
