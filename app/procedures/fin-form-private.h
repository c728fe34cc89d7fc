// A form from inside, for its descriptions and the receipt.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-form.h"
#include "fin-procedure-private.h"

G_BEGIN_DECLS

typedef struct {
  char *text;
  guint version;
  char *by;
  FinAssent assent; /* NONE, or FIELD and later */
  char *assented;
} FinValue;

/* Whether a field shows, remembered until the next change. */
typedef enum {
  FIN_SHOWING_UNKNOWN,
  FIN_SHOWING_HIDDEN,
  FIN_SHOWING_VISIBLE,
} FinShowing;

struct _FinForm {
  GObject parent_instance;

  FinProcedure *procedure;
  GDate today;
  guint n_fields;
  FinValue *values;
  FinShowing *showing;
  gboolean *worked_out; /* the computed values, likewise */
  guint version;
  char **kinds;
};

/* What is wrong with a value: a verdict of its field's rule or a check of the procedure. */
typedef struct {
  const char     *verdict; /* NULL: none */
  const FinCheck *check;   /* NULL: none */
  gboolean        soft;
} FinFinding;

/* The values changed: what was remembered of them is no longer so. */
void        fin_form_refresh          (FinForm *self);

gboolean    fin_form_step_applies     (FinForm *self, guint step);
/* It applies, and so does its step. */
gboolean    fin_form_field_visible    (FinForm *self, guint field);
gboolean    fin_form_field_required   (FinForm *self, guint field);
const char *fin_form_field_value      (FinForm *self, guint field);
gboolean    fin_form_document_applies (FinForm *self, guint document);
gboolean    fin_form_document_required (FinForm *self, guint document);
gboolean    fin_form_stopped_by       (FinForm *self, guint stop);
gboolean    fin_form_fee_applies      (FinForm *self, guint fee);
/* The first case that holds; NULL when there is none. */
const FinFeeCase *fin_form_fee_case   (FinForm *self, guint fee);
/* FALSE when nothing is wrong; what blocks comes before what warns. */
gboolean    fin_form_find_wrong       (FinForm *self, guint field, FinFinding *finding);

G_END_DECLS
