// What a field is worked out from: cases, a sum, a product, a day.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

#include "fin-condition.h"

G_BEGIN_DECLS

typedef enum {
  FIN_COMPUTE_CASES,
  FIN_COMPUTE_SUM,
  FIN_COMPUTE_PRODUCT,
  FIN_COMPUTE_DAY,
} FinComputeKind;

typedef struct {
  FinCondition *when;
  const char   *value;
} FinCase;

typedef struct {
  const char *name;   /* of a field, or of those of a group; NULL: @number */
  double      number;
  GArray     *fields; /* of guint: set by whoever knows the fields */
} FinOperand;

typedef struct {
  FinComputeKind kind;
  GPtrArray     *cases;    /* of #FinCase */
  GPtrArray     *operands; /* of #FinOperand */
  FinTerm       *day;
} FinCompute;

/* @source keeps the texts; FIN_ERROR_BAD_REQUEST says what is wrong with it. (transfer full) */
FinCompute *fin_compute_new    (JsonObject *source, GError **error);
void        fin_compute_free   (FinCompute *self);

/* The result with @decimals digits behind the point; "" while something it needs is not answered.
 * What is hidden counts as nothing in a sum, and as not answered in a product. @buffer has
 * FIN_TERM_LENGTH bytes; the result is in it or belongs to the procedure. */
const char *fin_compute_result (const FinCompute *self, guint decimals, FinTermFunc value,
                                char *buffer, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FinCompute, fin_compute_free)

G_END_DECLS
