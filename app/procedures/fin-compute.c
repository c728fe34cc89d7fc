// Computed fields read and worked out.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-compute.h"

#include "fin-json.h"
#include "fin-read.h"

static void
case_free (gpointer data)
{
  FinCase *it = data;

  g_clear_pointer (&it->when, fin_condition_free);
  g_free (it);
}

static void
operand_free (gpointer data)
{
  FinOperand *it = data;

  g_array_unref (it->fields);
  g_free (it);
}

void
fin_compute_free (FinCompute *self)
{
  g_ptr_array_unref (self->cases);
  g_ptr_array_unref (self->operands);
  g_clear_pointer (&self->day, fin_term_free);
  g_free (self);
}

#define MEMBERS      "cases sum product day"
#define CASE_MEMBERS "if value"

static gboolean
read_cases (FinCompute *self, JsonArray *cases, GError **error)
{
  for (guint i = 0; i < json_array_get_length (cases); i++) {
    JsonObject *source = fin_json_array_object (cases, i);
    FinCase *it = g_new0 (FinCase, 1);

    g_ptr_array_add (self->cases, it);
    if (!fin_read_only (source, CASE_MEMBERS, error) ||
        !fin_read_text (source, "value", FIN_READ_REQUIRED, &it->value, error) ||
        (it->when = fin_read_condition (source, "if", TRUE, error)) == NULL) {
      g_prefix_error (error, "cases[%u]: ", i);
      return FALSE;
    }
  }

  return TRUE;
}

static gboolean
read_operands (FinCompute *self, JsonArray *operands, GError **error)
{
  for (guint i = 0; i < json_array_get_length (operands); i++) {
    JsonNode *node = json_array_get_element (operands, i);
    FinOperand *it = g_new0 (FinOperand, 1);

    it->fields = g_array_new (FALSE, FALSE, sizeof (guint));
    g_ptr_array_add (self->operands, it);
    if (!JSON_NODE_HOLDS_VALUE (node))
      return fin_read_fail (error, "[%u]: neither a field nor a number", i);
    if (json_node_get_value_type (node) == G_TYPE_STRING)
      it->name = json_node_get_string (node);
    else
      it->number = json_node_get_double (node);
  }

  return TRUE;
}

static gboolean
read_any (FinCompute *self, JsonObject *source, GError **error)
{
  JsonArray *list;
  const char *day;

  if (!fin_read_only (source, MEMBERS, error) ||
      !fin_read_objects (source, "cases", FIN_READ_OPTIONAL, &list, error))
    return FALSE;
  if (list != NULL)
    return read_cases (self, list, error);

  self->kind = FIN_COMPUTE_SUM;
  if ((list = fin_json_array (source, "sum")) != NULL)
    return read_operands (self, list, error);

  self->kind = FIN_COMPUTE_PRODUCT;
  if ((list = fin_json_array (source, "product")) != NULL)
    return read_operands (self, list, error);

  self->kind = FIN_COMPUTE_DAY;
  if (!fin_read_text (source, "day", FIN_READ_OPTIONAL, &day, error))
    return FALSE;
  self->day = day != NULL ? fin_term_parse_value (day, -1) : NULL;

  return self->day != NULL ||
         fin_read_fail (error, "neither cases, a sum, a product nor a day of this calendar");
}

FinCompute *
fin_compute_new (JsonObject *source, GError **error)
{
  g_autoptr (FinCompute) self = g_new0 (FinCompute, 1);

  self->cases = g_ptr_array_new_with_free_func (case_free);
  self->operands = g_ptr_array_new_with_free_func (operand_free);

  return read_any (self, source, error) ? g_steal_pointer (&self) : NULL;
}

/* FALSE when a field that should be there is not answered. */
static gboolean
reckon (const FinCompute *self,
        const FinOperand *operand,
        FinTermFunc value,
        double *result,
        gpointer data)
{
  gboolean any = operand->fields->len == 0;
  double total = operand->number;

  for (guint i = 0; i < operand->fields->len; i++) {
    FinTerm term = { .field = (int)g_array_index (operand->fields, guint, i) };
    char buffer[FIN_TERM_LENGTH];
    const char *text = value (&term, buffer, data);

    if (text == NULL)
      continue;
    if (text[0] == '\0')
      return FALSE;
    any = TRUE;
    total += fin_condition_number (text);
  }
  *result = self->kind == FIN_COMPUTE_SUM ? *result + total : *result * total;

  return any || self->kind == FIN_COMPUTE_SUM;
}

const char *
fin_compute_result (
    const FinCompute *self, guint decimals, FinTermFunc value, char *buffer, gpointer data)
{
  double result = self->kind == FIN_COMPUTE_PRODUCT ? 1 : 0;
  char format[] = "%.0f";

  if (self->kind == FIN_COMPUTE_DAY) {
    const char *day = value (self->day, buffer, data);

    return day != NULL ? day : "";
  }

  for (guint i = 0; i < self->cases->len; i++) {
    const FinCase *it = g_ptr_array_index (self->cases, i);

    if (fin_condition_holds (it->when, value, data))
      return it->value;
  }
  if (self->kind == FIN_COMPUTE_CASES)
    return "";

  for (guint i = 0; i < self->operands->len; i++)
    if (!reckon (self, g_ptr_array_index (self->operands, i), value, &result, data))
      return "";
  format[2] = (char)('0' + MIN (decimals, 9));

  return g_ascii_formatd (buffer, FIN_TERM_LENGTH, format, result);
}
