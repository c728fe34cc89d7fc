// One field of a procedure: what kind of thing it is, and what is wrong with a value of it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

#include "fin-compute.h"
#include "fin-form.h"

G_BEGIN_DECLS

typedef enum {
  FIN_FIELD_TEXT,
  FIN_FIELD_MULTILINE,
  FIN_FIELD_DATE,
  FIN_FIELD_CHOICE,
  FIN_FIELD_MULTICHOICE,
  FIN_FIELD_BOOLEAN,
  FIN_FIELD_IBAN,
  FIN_FIELD_NIF,
  FIN_FIELD_NIE,
  FIN_FIELD_CIP,
  FIN_FIELD_EMAIL,
  FIN_FIELD_PHONE,
  FIN_FIELD_POSTCODE,
  FIN_FIELD_MUNICIPALITY,
  FIN_FIELD_NUMBER,
  FIN_FIELD_AMOUNT,
  FIN_FIELD_DECLARATION,
  FIN_FIELD_SECRET, /* typed on the citizen's own device; here only whether it is done */
} FinFieldKind;

typedef struct {
  const char *value;
  JsonObject *label;
} FinOption;

typedef struct _FinRule FinRule;

/* Fields there are several of: as many as a number field says. */
typedef struct {
  JsonObject *title; /* with {n} */
  const char *count_name;
  guint       count; /* the field; set by whoever knows the fields */
  guint       step, place; /* the step, and where among its fields */
  guint       max;
} FinGroup;

typedef struct {
  char          *id;    /* STEP.FIELD, of a group's STEP.FIELD_2 */
  const char    *name;  /* as the procedure writes it, without the instance */
  guint          step;
  const FinGroup *group;   /* NULL: there is one of it */
  guint          instance; /* of the group, from 1; 0 without one */
  FinFieldKind   kind;
  const FinRule *rule;  /* NULL: any text will do */
  JsonObject    *source; /* keeps the texts below */
  JsonObject    *label, *help;
  char         **terms; /* other words people look for it by, in any language */
  GArray        *options; /* of #FinOption */
  FinWho         who;
  const char    *fact;  /* what it says of acting for the citizen; NULL: nothing */
  FinCompute    *compute; /* NULL: it is typed */
  FinCondition  *applies, *required;
  gboolean       soft;  /* its rule warns only */
  gboolean       gives_age;
  gint64         min, max;
  guint          max_length; /* in characters */
} FinField;

/* (transfer full) */
FinField   *fin_field_new       (const char *step_id, guint step, const FinGroup *group,
                                 guint instance, JsonObject *source, GError **error);
void        fin_field_free      (FinField *self);

const char *fin_field_kind_name (const FinField *self);
gboolean    fin_field_has_option (const FinField *self, const char *value);
/* NULL when it is none. (transfer none) */
const FinOption *fin_field_find_option (const FinField *self, const char *value);

/* Its own terms and those of its kind. (transfer full) */
char      **fin_field_terms     (const FinField *self);

/* Whether @value may stand in the field at all: one of its options, no longer than it may be, text.
 * An unfinished or wrong value may. */
gboolean    fin_field_accepts   (const FinField *self, const char *value);

/* What its rule finds wrong: NULL for nothing, else a verdict's name; @soft: it only warns. */
const char *fin_field_verdict   (const FinField *self, const char *value, const GDate *today, gboolean *soft);
/* The sentence for a verdict. (transfer full) */
char       *fin_field_sentence  (const FinField *self, const char *verdict, const char *language);

/* @value made comparable, for registries: capitals, no spaces. (transfer full) */
char       *fin_field_normalise (const FinField *self, const char *value);
/* @value as people read it in @language: an option's label, a written date. (transfer full) */
char       *fin_field_show      (const FinField *self, const char *value, const char *language);

G_END_DECLS
