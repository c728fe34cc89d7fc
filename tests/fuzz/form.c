// Any bytes as messages of a participant about a form: what the office checks before it acts, and the
// form behind it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "fin-error.h"
#include "fin-form.h"
#include "fin-json.h"
#include "fin-protocol.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
change (FinForm *form, JsonObject *message)
{
  const char *field = fin_json_string (message, "field");
  const char *value = fin_json_string (message, "value");
  guint before = fin_form_version (form), version;
  g_autoptr (GError) error = NULL;

  version = fin_form_set (form, field, value, FIN_WHO_CITIZEN, "citizen", &error);
  if (version == 0) {
    g_assert_true (error->domain == FIN_ERROR);
    g_assert_cmpuint (fin_form_version (form), ==, before);
    return;
  }

  g_assert_cmpuint (version, ==, before + 1);
  g_assert_cmpstr (fin_form_value (form, field), ==, value);
}

/* One message a line. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 20);
  g_autoptr (GDate) today = g_date_new_dmy (24, G_DATE_NOVEMBER, 2026);
  g_autoptr (FinForm) form =
      fin_form_new (fin_catalogue_lookup ("prestacio-families-infants"), today);
  g_autoptr (JsonObject) before = fin_form_states (form, "ca");
  g_autoptr (JsonObject) after = NULL;
  g_autoptr (JsonObject) differences = NULL;

  for (char **line = lines; *line != NULL; line++) {
    g_autoptr (JsonObject) message = fin_json_parse_object (*line, -1, NULL);
    const FinMessageKind *kind =
        message != NULL ? fin_protocol_lookup (fin_json_string (message, "type")) : NULL;

    if (kind != NULL && fin_shape_check (kind->shape, message, NULL) &&
        g_str_equal (kind->type, "form.change"))
      change (form, message);
  }
  after = fin_form_states (form, "es");
  differences = fin_form_states_diff (before, after);
  g_assert_nonnull (differences);

  return 0;
}
