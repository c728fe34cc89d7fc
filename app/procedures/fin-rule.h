// The rules a field's value can be held against, by kind of field and name.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-field.h"

G_BEGIN_DECLS

typedef enum {
  FIN_JUDGE_IDENTIFIER, /* @which is a #FinIdentifier */
  FIN_JUDGE_DAY,        /* @which is a #FinDayRule */
  FIN_JUDGE_NUMBER,
  FIN_JUDGE_AMOUNT,
} FinJudge;

struct _FinRule {
  FinFieldKind kind;
  const char  *name;   /* in the procedure's file, and its sentences in rules.json */
  const char  *family; /* whose sentences serve where it has none of its own */
  FinJudge     judge;
  int          which;
};

/* The rule @name of a kind, or its usual one when @name is NULL; NULL when there is none. */
const FinRule *fin_rule_lookup  (FinFieldKind kind, const char *name);
/* As fin_field_verdict(), not empty @value. */
const char    *fin_rule_verdict (const FinRule *self, const FinField *field, const char *value,
                                 const GDate *today, gboolean *soft);

G_END_DECLS
