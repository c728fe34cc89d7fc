// "if a = b and c in [x|y]": when a step, a field or a document applies.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

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
} FinOperator;

/* The subject that is no field: whole years of age on the form's day. */
#define FIN_SUBJECT_AGE (-1)

typedef struct {
  gboolean    alternative; /* begins what follows an `or` */
  char       *name;        /* as written: FIELD, STEP.FIELD or age */
  int         subject;     /* what @name is: set by whoever knows the fields */
  gboolean    numeric;     /* compared as numbers; set likewise */
  gboolean    several;     /* the subject is a list joined by commas; set likewise */
  FinOperator op;
  char      **values;
} FinClause;

/**
 * FinCondition:
 *
 * `and` binds before `or`; there are no brackets. A clause about something not answered does not
 * hold, whatever its operator.
 */
typedef struct {
  gboolean   constant; /* what holds when there is no clause */
  GPtrArray *clauses;  /* of #FinClause */
} FinCondition;

/* The value of a subject, NULL or "" when not answered. */
typedef const char *(*FinSubjectFunc) (int subject, gpointer data);

/* "always" or "if …"; FIN_ERROR_BAD_REQUEST says where it stops making sense. (transfer full) */
FinCondition *fin_condition_parse        (const char *text, GError **error);
/* (transfer full) */
FinCondition *fin_condition_new_constant (gboolean constant);
void          fin_condition_free         (FinCondition *self);
gboolean      fin_condition_holds        (const FinCondition *self, FinSubjectFunc subject, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FinCondition, fin_condition_free)

G_END_DECLS
