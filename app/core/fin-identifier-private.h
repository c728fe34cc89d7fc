// What the checks of each kind share. All take normalised text.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-identifier.h"

G_BEGIN_DECLS

/* How far @text follows @shape, where `9` is a digit, `A` a capital letter and anything else itself:
 * GOOD, UNFINISHED, CHARACTER or TOO_LONG. */
FinVerdict fin_shape_match      (const char *text, const char *shape);

FinVerdict fin_nif_check        (const char *text);
FinVerdict fin_nie_check        (const char *text);
FinVerdict fin_nif_entity_check (const char *text);
FinVerdict fin_cip_check        (const char *text);
FinVerdict fin_cups_check       (const char *text);
FinVerdict fin_nie_support_check (const char *text);
FinVerdict fin_iban_check       (const char *text);
FinVerdict fin_postcode_check   (const char *text);
FinVerdict fin_phone_check      (const char *text, gboolean mobile);
FinVerdict fin_email_check      (const char *text);

G_END_DECLS
