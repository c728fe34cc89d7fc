// What a condition looks at or compares with: a field's value, an age, a season, a day.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  FIN_TERM_FIELD,  /* its value; a date's with time added */
  FIN_TERM_AGE,    /* whole years from the date in @field to the day @on */
  FIN_TERM_SEASON, /* MM-DD of the date in @field */
  FIN_TERM_TODAY,  /* the form's day, with time added */
} FinTermKind;

#define FIN_TERM_ON_TODAY (-1)
/* The longest text of a date, an age or a season, and its end. */
#define FIN_TERM_LENGTH   24

typedef struct {
  FinTermKind kind;
  char       *name;    /* FIELD or STEP.FIELD as written; NULL: the field that gives the age */
  char       *on_name; /* likewise; NULL: today */
  int         field;   /* what the names are: set by whoever knows the fields */
  int         on;
  int         days, months; /* added */
} FinTerm;

/* "FIELD", "age", "age(FIELD)", "age(FIELD@DATE)", "season(DATE)" or "today", of @length bytes.
 * NULL when it is none. (transfer full) */
FinTerm *fin_term_parse       (const char *text, gssize length);
/* "@FIELD", "@today", either with "+1m", "-24m", "+30d", "-5y" after it. (transfer full) */
FinTerm *fin_term_parse_value (const char *text, gssize length);
void     fin_term_free        (FinTerm *self);

/* @day with what the term adds; of a month that is shorter, its last day. */
void     fin_term_shift       (const FinTerm *self, GDate *day);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FinTerm, fin_term_free)

G_END_DECLS
