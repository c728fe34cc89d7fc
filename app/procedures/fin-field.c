// A field read from its JSON.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-field.h"

#include <string.h>

#include "fin-json.h"
#include "fin-read.h"
#include "fin-rule.h"
#include "fin-words.h"

static const struct {
  const char *name;
  guint max_length;
} kinds[] = {
  [FIN_FIELD_TEXT] = { "text", 200 },
  [FIN_FIELD_MULTILINE] = { "multiline", 2000 },
  [FIN_FIELD_DATE] = { "date", 40 },
  [FIN_FIELD_CHOICE] = { "choice", 40 },
  [FIN_FIELD_MULTICHOICE] = { "multichoice", 1000 },
  [FIN_FIELD_BOOLEAN] = { "boolean", 5 },
  [FIN_FIELD_IBAN] = { "iban", 80 },
  [FIN_FIELD_NIF] = { "nif", 40 },
  [FIN_FIELD_NIE] = { "nie", 40 },
  [FIN_FIELD_CIP] = { "cip", 40 },
  [FIN_FIELD_EMAIL] = { "email", 254 },
  [FIN_FIELD_PHONE] = { "phone", 40 },
  [FIN_FIELD_POSTCODE] = { "postcode", 20 },
  [FIN_FIELD_MUNICIPALITY] = { "municipality", 100 },
  [FIN_FIELD_NUMBER] = { "number", 20 },
  [FIN_FIELD_AMOUNT] = { "amount", 20 },
  [FIN_FIELD_DECLARATION] = { "declaration", 5 },
  [FIN_FIELD_SECRET] = { "secret", 5 },
};

#define MEMBERS                                                                                    \
  "id kind rule label help options who applies required soft gives min max "                       \
  "max_length compute terms fact"
#define OPTION_MEMBERS "value label"

void
fin_field_free (FinField *self)
{
  g_free (self->id);
  g_clear_pointer (&self->source, json_object_unref);
  g_strfreev (self->terms);
  g_clear_pointer (&self->options, g_array_unref);
  g_clear_pointer (&self->applies, fin_condition_free);
  g_clear_pointer (&self->required, fin_condition_free);
  g_clear_pointer (&self->compute, fin_compute_free);
  g_free (self);
}

static gboolean
read_kind (FinField *self, GError **error)
{
  const char *kind, *rule;

  if (!fin_read_text (self->source, "kind", FIN_READ_REQUIRED, &kind, error) ||
      !fin_read_text (self->source, "rule", FIN_READ_OPTIONAL, &rule, error))
    return FALSE;

  for (self->kind = 0; self->kind < G_N_ELEMENTS (kinds); self->kind++)
    if (g_str_equal (kinds[self->kind].name, kind))
      break;
  if (self->kind == G_N_ELEMENTS (kinds))
    return fin_read_fail (error, "kind: «%s» is none", kind);

  self->rule = fin_rule_lookup (self->kind, rule);
  if (rule != NULL && self->rule == NULL)
    return fin_read_fail (error, "rule: «%s» is none of a %s", rule, kind);

  return TRUE;
}

static gboolean
read_who (FinField *self, GError **error)
{
  const char *who;

  if (!fin_read_text (self->source, "who", FIN_READ_OPTIONAL, &who, error))
    return FALSE;

  if (self->kind == FIN_FIELD_SECRET && g_strcmp0 (who, "informer") == 0)
    return fin_read_fail (error, "who: what is secret is the citizen's");
  if (who == NULL)
    self->who = self->kind == FIN_FIELD_SECRET ? FIN_WHO_CITIZEN : FIN_WHO_ANYONE;
  else if (g_str_equal (who, "citizen"))
    self->who = FIN_WHO_CITIZEN;
  else if (g_str_equal (who, "informer"))
    self->who = FIN_WHO_INFORMER;
  else
    return fin_read_fail (error, "who: neither citizen nor informer");

  return TRUE;
}

/* Which kind of field can say which: the schema in words. */
static gboolean
read_fact (FinField *self, GError **error)
{
  static const struct {
    const char *fact;
    FinFieldKind kind;
  } facts[] = {
    { "identity.method", FIN_FIELD_CHOICE },   { "identity.document", FIN_FIELD_CHOICE },
    { "identity.characters", FIN_FIELD_TEXT }, { "consent.given", FIN_FIELD_CHOICE },
    { "consent", FIN_FIELD_DECLARATION },      { "consent.heard", FIN_FIELD_DECLARATION },
  };

  if (!fin_read_text (self->source, "fact", FIN_READ_OPTIONAL, &self->fact, error))
    return FALSE;
  for (guint i = 0; self->fact != NULL && i < G_N_ELEMENTS (facts); i++)
    if (g_str_equal (facts[i].fact, self->fact) && facts[i].kind == self->kind)
      return TRUE;

  return self->fact == NULL || fin_read_fail (error, "fact: «%s» is none of this kind", self->fact);
}

static gboolean
read_options (FinField *self, GError **error)
{
  gboolean choice = self->kind == FIN_FIELD_CHOICE || self->kind == FIN_FIELD_MULTICHOICE;
  JsonArray *options;

  if (!fin_read_objects (self->source, "options", choice ? FIN_READ_REQUIRED : FIN_READ_OPTIONAL,
                         &options, error))
    return FALSE;
  if (!choice && options != NULL)
    return fin_read_fail (error, "options: on a field that is no choice");

  self->options = g_array_new (FALSE, TRUE, sizeof (FinOption));
  for (guint i = 0; choice && i < json_array_get_length (options); i++) {
    JsonObject *object = fin_json_array_object (options, i);
    FinOption option = { NULL };

    if (!fin_read_only (object, OPTION_MEMBERS, error) ||
        !fin_read_text (object, "value", FIN_READ_REQUIRED, &option.value, error) ||
        !fin_read_words (object, "label", FIN_READ_REQUIRED, &option.label, error)) {
      g_prefix_error (error, "options[%u]: ", i);
      return FALSE;
    }
    if (!g_regex_match_simple ("^[A-Za-z0-9_-]{1,40}$", option.value, G_REGEX_DOLLAR_ENDONLY, 0))
      return fin_read_fail (error, "options[%u]: «%s» is no value", i, option.value);
    if (fin_field_has_option (self, option.value))
      return fin_read_fail (error, "options[%u]: «%s» is there twice", i, option.value);
    g_array_append_val (self->options, option);
  }

  return TRUE;
}

static gboolean
read_bounds (FinField *self, GError **error)
{
  gint64 max_length = kinds[self->kind].max_length;

  self->min = G_MININT64;
  self->max = G_MAXINT64;
  if (!fin_read_integer (self->source, "min", FIN_READ_OPTIONAL, &self->min, error) ||
      !fin_read_integer (self->source, "max", FIN_READ_OPTIONAL, &self->max, error) ||
      !fin_read_integer (self->source, "max_length", FIN_READ_OPTIONAL, &max_length, error))
    return FALSE;
  if (max_length < 1 || max_length > kinds[FIN_FIELD_MULTILINE].max_length)
    return fin_read_fail (error, "max_length: not from 1 to %u",
                          kinds[FIN_FIELD_MULTILINE].max_length);

  self->max_length = (guint)max_length;

  return TRUE;
}

static gboolean
read_gives (FinField *self, GError **error)
{
  const char *gives;

  if (!fin_read_text (self->source, "gives", FIN_READ_OPTIONAL, &gives, error))
    return FALSE;
  if (gives != NULL && (!g_str_equal (gives, "age") || self->kind != FIN_FIELD_DATE))
    return fin_read_fail (error, "gives: only a date can, and only age");

  self->gives_age = gives != NULL;

  return TRUE;
}

static gboolean
read_compute (FinField *self, GError **error)
{
  JsonObject *compute;

  if (!fin_read_object (self->source, "compute", FIN_READ_OPTIONAL, &compute, error) ||
      compute == NULL)
    return compute == NULL && (error == NULL || *error == NULL);
  if (self->kind != FIN_FIELD_NUMBER && self->kind != FIN_FIELD_AMOUNT &&
      self->kind != FIN_FIELD_DATE && self->kind != FIN_FIELD_CHOICE)
    return fin_read_fail (error, "compute: a %s can't be", fin_field_kind_name (self));
  if ((self->compute = fin_compute_new (compute, error)) == NULL) {
    g_prefix_error (error, "compute: ");
    return FALSE;
  }

  return TRUE;
}

FinField *
fin_field_new (const char *step_id,
               guint step,
               const FinGroup *group,
               guint instance,
               JsonObject *source,
               GError **error)
{
  FinField *self = g_new0 (FinField, 1);

  self->source = json_object_ref (source);
  self->step = step;
  self->group = group;
  self->instance = instance;
  if (!fin_read_id (source, &self->name, error))
    goto failed;

  self->id = group == NULL ? g_strdup_printf ("%s.%s", step_id, self->name)
                           : g_strdup_printf ("%s.%s_%u", step_id, self->name, instance);
  if (!fin_read_only (source, MEMBERS, error) ||
      !fin_read_words (source, "label", FIN_READ_REQUIRED, &self->label, error) ||
      !fin_read_words (source, "help", FIN_READ_OPTIONAL, &self->help, error) ||
      !fin_read_texts (source, "terms", &self->terms, error) ||
      !fin_read_boolean (source, "soft", &self->soft, error) || !read_kind (self, error) ||
      !read_who (self, error) || !read_fact (self, error) || !read_options (self, error) ||
      !read_bounds (self, error) || !read_gives (self, error) || !read_compute (self, error) ||
      (self->applies = fin_read_condition (source, "applies", TRUE, error)) == NULL ||
      (self->required = fin_read_condition (source, "required", FALSE, error)) == NULL) {
    g_prefix_error (error, "%s: ", self->id);
    goto failed;
  }

  return self;

failed:
  fin_field_free (self);
  return NULL;
}

const char *
fin_field_kind_name (const FinField *self)
{
  return kinds[self->kind].name;
}

char **
fin_field_terms (const FinField *self)
{
  JsonObject *common = fin_words_file ("common.json");
  JsonObject *of_kinds = common != NULL ? fin_json_member (common, "kind_terms") : NULL;
  g_autoptr (GStrvBuilder) terms = g_strv_builder_new ();

  g_strv_builder_addv (terms, (const char **)self->terms);
  if (of_kinds != NULL) {
    g_auto (GStrv) of_kind = fin_json_strings (of_kinds, fin_field_kind_name (self));

    g_strv_builder_addv (terms, (const char **)of_kind);
  }

  return g_strv_builder_end (terms);
}

const FinOption *
fin_field_find_option (const FinField *self, const char *value)
{
  for (guint i = 0; i < self->options->len; i++)
    if (g_str_equal (g_array_index (self->options, FinOption, i).value, value))
      return &g_array_index (self->options, FinOption, i);

  return NULL;
}

gboolean
fin_field_has_option (const FinField *self, const char *value)
{
  return fin_field_find_option (self, value) != NULL;
}
