// The script: checked when it is read, so that nothing can be wrong with it later.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-script.h"

#include "fin-error.h"
#include "fin-json.h"

#define STEPS_MAX 200
#define AFTER_MAX 3600

struct _FinScript {
  JsonObject *object;
};

static const char *const events[] = { "start", "visit",    "call",    "handed", "wanted",
                                      "asked", "complete", "receipt", "ended",  NULL };
static const char *const deeds[] = { "arrive", "say",     "write", "send",  "correct",
                                     "fill",   "confirm", "fetch", "leave", NULL };

static double
after_of (JsonObject *step)
{
  JsonNode *node = json_object_get_member (step, "after");
  double after = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : 0;

  return CLAMP (after, 0, AFTER_MAX);
}

static gboolean
check (JsonObject *object, GError **error)
{
  JsonArray *steps = fin_json_array (object, "steps");

  if (steps == NULL || json_array_get_length (steps) > STEPS_MAX) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "no steps, or too many");
    return FALSE;
  }

  for (guint i = 0; i < json_array_get_length (steps); i++) {
    JsonObject *step = fin_json_array_object (steps, i);
    const char *event = step != NULL ? fin_json_string (step, "when") : NULL;
    const char *deed = step != NULL ? fin_json_string (step, "do") : NULL;

    if (event == NULL || deed == NULL || !g_strv_contains (events, event) ||
        !g_strv_contains (deeds, deed)) {
      g_set_error (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "step %u: no such event or deed", i);
      return FALSE;
    }
  }

  return TRUE;
}

FinScript *
fin_script_new (const char *json, gssize length, GError **error)
{
  g_autoptr (JsonObject) object = NULL;
  FinScript *script;

  g_return_val_if_fail (json != NULL, NULL);

  object = fin_json_parse_object (json, length, error);
  if (object == NULL || !check (object, error))
    return NULL;

  script = g_new0 (FinScript, 1);
  script->object = g_steal_pointer (&object);

  return script;
}

void
fin_script_free (FinScript *script)
{
  g_return_if_fail (script != NULL);

  json_object_unref (script->object);
  g_free (script);
}

const char *
fin_script_language (FinScript *script)
{
  const char *language;

  g_return_val_if_fail (script != NULL, NULL);

  language = fin_json_string (script->object, "language");

  return language != NULL ? language : "ca";
}

gboolean
fin_script_camera (FinScript *script)
{
  g_return_val_if_fail (script != NULL, FALSE);

  return fin_json_boolean (script->object, "camera", TRUE);
}

gboolean
fin_script_microphone (FinScript *script)
{
  g_return_val_if_fail (script != NULL, FALSE);

  return fin_json_boolean (script->object, "microphone", TRUE);
}

void
fin_script_event (FinScript *script, const char *event, FinScriptStep func, gpointer data)
{
  JsonArray *steps;

  g_return_if_fail (script != NULL && event != NULL && func != NULL);

  steps = fin_json_array (script->object, "steps");
  for (guint i = 0; i < json_array_get_length (steps); i++) {
    JsonObject *step = fin_json_array_object (steps, i);

    if (g_str_equal (fin_json_string (step, "when"), event))
      func (fin_json_string (step, "do"), after_of (step), step, data);
  }
}
