// What somebody said that a form asks for: dates, amounts, and the numbers people are known by.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  const char *kind; /* of the fields that can take it, as in the API: "date", "iban", "nif", … (static) */
  char *value;      /* as a field has it: 1985-04-12, 600000000 */
} FinFact;

void       fin_fact_free  (FinFact *fact);

/* Those in @text, spoken or written in @language (NULL: not known), in their order: only what is whole and good
 * in itself (a day that exists, a control letter that fits). What can be of two kinds is found as the more telling
 * one. (transfer full) (element-type FinFact) */
GPtrArray *fin_facts_find (const char *text, const char *language);

G_END_DECLS
