// Acting for the citizen (Llei 39/2015, 12.2): what a form says of who they are and of their consent.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-form.h"

G_BEGIN_DECLS

/* How the citizen was identified: `method`, and when something was seen `document` and `characters`, its
 * last ones. NULL until all of it is noted, or when they were not identified. (transfer full) */
JsonObject *fin_acting_identity (FinForm *form);
/* The consent given: `given` ("screen" or "aloud"), `language` and the very words, `text`. On the screen
 * they were read in @language, or in Catalan where there are none. NULL: not given. (transfer full) */
JsonObject *fin_acting_consent  (FinForm *form, const char *language);

/* The fields that say something of it by now: what another visit has to ask again. (transfer full) */
char      **fin_acting_answered (FinForm *form);
/* The field to go to when @identity, or @consent, is not on record and a receipt needs it; NULL when it
 * is there or not needed. (transfer none) */
const char *fin_acting_missing  (FinForm *form, gboolean identity, gboolean consent);

/* @value of the field that says @fact, as people read it; NULL for none. (transfer full) */
char       *fin_acting_show     (FinForm *form, const char *fact, const char *value,
                                 const char *language);

G_END_DECLS
