// Any file as a procedure: refused with a line of it, or a form that can be filled and told.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "fin-error.h"
#include "fin-form.h"
#include "fin-json.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
fill (FinForm *form, JsonObject *described)
{
  static const char *const values[] = { "true", "x", "2020-02-29", "3" };
  JsonArray *steps = fin_json_array (described, "steps");

  for (guint i = 0; i < json_array_get_length (steps); i++) {
    JsonArray *fields = fin_json_array (fin_json_array_object (steps, i), "fields");

    for (guint j = 0; j < MIN (json_array_get_length (fields), 10); j++)
      for (guint k = 0; k < G_N_ELEMENTS (values); k++)
        fin_form_set (form, fin_json_string (fin_json_array_object (fields, j), "id"), values[k],
                      FIN_WHO_ANYONE, "somebody", NULL);
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FinProcedure) procedure =
      fin_procedure_new ((const char *)data, (gssize)size, &error);
  g_autoptr (GDate) today = g_date_new_dmy (24, G_DATE_NOVEMBER, 2026);
  g_autoptr (FinForm) form = NULL;
  g_autoptr (JsonObject) empty = NULL;
  g_autoptr (JsonObject) filled = NULL;
  g_autofree char *text = NULL;

  if (procedure == NULL) {
    g_assert_error (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST);
    g_assert_true (fin_procedure_fault_line (error) > 0 || strstr (error->message, "object"));
    return 0;
  }

  form = fin_form_new (procedure, today);
  empty = fin_form_describe (form, "ca", TRUE);
  fill (form, empty);
  filled = fin_form_describe (form, "ar", FALSE);
  text = fin_json_to_string (filled);
  g_assert_true (g_utf8_validate (text, -1, NULL));

  return 0;
}
