// "if a = b and ends < @starts": when a step, a field or a document applies, when something is wrong.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-term.h"

G_BEGIN_DECLS

typedef enum {
  FIN_OPERATOR_IS,
  FIN_OPERATOR_IS_NOT,
  FIN_OPERATOR_LESS,
  FIN_OPERATOR_AT_MOST,
  FIN_OPERATOR_MORE,
  FIN_OPERATOR_AT_LEAST,
  FIN_OPERATOR_IN,
  FIN_OPERATOR_NOT_IN,
  FIN_OPERATOR_EMPTY,  /* `is empty`: not answered, or hidden */
  FIN_OPERATOR_FILLED, /* `is filled` */
} FinOperator;

typedef struct {
  gboolean    alternative; /* begins what follows an `or` */
  FinTerm    *term;
  gboolean    numeric; /* compared as numbers; set by whoever knows the fields */
  gboolean    several; /* the term is a list joined by commas; set likewise */
  FinOperator op;
  char      **values; /* NULL when it is compared with @other, or with nothing */
  FinTerm    *other;
} FinClause;

/**
 * FinCondition:
 *
 * `and` binds before `or`; there are no brackets. A clause about something not answered does not
 * hold, whatever its operator; `is empty` alone does.
 */
typedef struct {
  gboolean   constant; /* what holds when there is no clause */
  GPtrArray *clauses;  /* of #FinClause */
} FinCondition;

/* The value of a term, NULL or "" when not answered; may be written to @buffer, of FIN_TERM_LENGTH
 * bytes. */
typedef const char *(*FinTermFunc) (const FinTerm *term, char *buffer, gpointer data);

/* "always" or "if …"; FIN_ERROR_BAD_REQUEST says where it stops making sense. (transfer full) */
FinCondition *fin_condition_parse        (const char *text, GError **error);
/* (transfer full) */
FinCondition *fin_condition_new_constant (gboolean constant);
void          fin_condition_free         (FinCondition *self);
gboolean      fin_condition_holds        (const FinCondition *self, FinTermFunc value, gpointer data);

/* @text, an amount with a comma too, as a number. */
double        fin_condition_number       (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FinCondition, fin_condition_free)

G_END_DECLS
