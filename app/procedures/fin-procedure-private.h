// A procedure from inside, for the form and the receipt.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-field.h"
#include "fin-procedure.h"

G_BEGIN_DECLS

typedef struct {
  const char   *id;
  JsonObject   *source;    /* keeps the texts */
  JsonObject   *title, *say, *guide;
  char        **terms;     /* other words people look for it by */
  FinCondition *applies;
  guint         first, n_fields; /* among the procedure's fields */
} FinStep;

/* What must not be, over several fields: it is told at one of them. */
typedef struct {
  const char   *id;
  guint         field;
  FinCondition *wrong;
  gboolean      soft;
  JsonObject   *text;
} FinCheck;

typedef struct {
  const char   *id;
  JsonObject   *label;
  FinCondition *applies, *required;
  char        **proves; /* ids of fields */
  gboolean      identity; /* a picture of an identity document */
} FinDocument;

/* Why somebody may not apply, and what to do instead. */
typedef struct {
  const char   *id;
  FinCondition *holds;
  JsonObject   *text, *instead;
} FinStop;

typedef struct {
  FinCondition *when;
  double        amount;
  gint64        year; /* 0: none */
  JsonObject   *note; /* NULL: none */
} FinFeeCase;

typedef struct {
  const char   *id;
  JsonObject   *concept;
  FinCondition *applies;
  GPtrArray    *cases; /* of #FinFeeCase; empty: the amount must be looked up */
  gboolean      check_first;
} FinFee;

struct _FinProcedure {
  GObject     parent_instance;

  GBytes     *file;
  char       *digest;
  JsonObject *source;
  const char *id;
  int         number;
  const char *kind;
  const char *sensitive; /* NULL: not */
  const char *recording;
  JsonObject *title, *summary, *declaration;
  char      **terms;
  JsonArray  *notes, *check_first; /* of words; NULL for none */
  JsonArray  *glossary;  /* NULL for none */
  GPtrArray  *groups;    /* of #FinGroup */
  GPtrArray  *steps;     /* of #FinStep */
  GPtrArray  *fields;    /* of #FinField, in order of their steps */
  GPtrArray  *checks;    /* of #FinCheck */
  GPtrArray  *documents; /* of #FinDocument */
  GPtrArray  *stops;     /* of #FinStop */
  GPtrArray  *fees;      /* of #FinFee */
  int         birth;     /* the field that gives the age, or -1 */
};

/* Fills an empty procedure from its file; @common: the steps all procedures share. */
gboolean fin_procedure_load (FinProcedure *self, JsonObject *file, JsonObject *common, GError **error);
/* Turns the names in every condition into subjects and refuses what can't be: unknown or ambiguous
 * names, values a field can never have, fields whose showing depends on itself. */
gboolean fin_procedure_bind (FinProcedure *self, GError **error);

/* @base, with the members of @over, if any, in place of its own. (transfer full) */
JsonObject *fin_step_lay_over (JsonObject *base, JsonObject *over);
/* A step as written, or the common step it refers to with what it changes. (transfer full) */
JsonObject *fin_step_complete (JsonObject *step, JsonObject *common, GError **error);

void     fin_fee_case_free (gpointer data);

/* The index of STEP.FIELD, or -1. */
int      fin_procedure_find (FinProcedure *self, const char *field);

G_END_DECLS
