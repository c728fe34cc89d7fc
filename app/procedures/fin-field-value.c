// The values of a field: accepted, judged, made comparable and shown.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-field.h"

#include <string.h>

#include "fin-identifier.h"
#include "fin-rule.h"
#include "fin-time.h"
#include "fin-words.h"

static gboolean
accepts_options (const FinField *self, const char *value)
{
  g_auto (GStrv) chosen = g_strsplit (value, ",", -1);

  for (guint i = 0; chosen[i] != NULL; i++) {
    if (!fin_field_has_option (self, chosen[i]))
      return FALSE;
    for (guint j = 0; j < i; j++)
      if (g_str_equal (chosen[i], chosen[j]))
        return FALSE;
  }

  return TRUE;
}

static gboolean
accepts_text (const FinField *self, const char *value)
{
  for (const char *p = value; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)) &&
        !(self->kind == FIN_FIELD_MULTILINE && *p == '\n'))
      return FALSE;

  return TRUE;
}

gboolean
fin_field_accepts (const FinField *self, const char *value)
{
  /* Bytes first, so that what is far too long is not even walked through. */
  if (strlen (value) > (gsize)self->max_length * 4 || !g_utf8_validate (value, -1, NULL) ||
      g_utf8_strlen (value, -1) > (glong)self->max_length)
    return FALSE;
  if (value[0] == '\0')
    return TRUE;

  switch (self->kind) {
  case FIN_FIELD_CHOICE:
    return fin_field_has_option (self, value);
  case FIN_FIELD_MULTICHOICE:
    return accepts_options (self, value);
  case FIN_FIELD_BOOLEAN:
  case FIN_FIELD_DECLARATION:
  case FIN_FIELD_SECRET:
    return g_str_equal (value, "true") || g_str_equal (value, "false");
  default:
    return accepts_text (self, value);
  }
}

const char *
fin_field_verdict (const FinField *self, const char *value, const GDate *today, gboolean *soft)
{
  *soft = FALSE;

  return self->rule != NULL && value[0] != '\0'
             ? fin_rule_verdict (self->rule, self, value, today, soft)
             : NULL;
}

char *
fin_field_sentence (const FinField *self, const char *verdict, const char *language)
{
  g_autofree char *own = g_strdup_printf ("%s.%s", self->rule->name, verdict);
  g_autofree char *family = g_strdup_printf ("%s.%s", self->rule->family, verdict);
  g_autofree char *min = g_strdup_printf ("%" G_GINT64_FORMAT, self->min);
  g_autofree char *max = g_strdup_printf ("%" G_GINT64_FORMAT, self->max);
  const char *keys[] = { own, family, verdict, "control" };
  char *sentence = NULL;

  for (guint i = 0; sentence == NULL && i < G_N_ELEMENTS (keys); i++)
    sentence = fin_words_rule (keys[i], language, "min", min, "max", max, NULL);

  return sentence;
}

char *
fin_field_normalise (const FinField *self, const char *value)
{
  if (self->rule != NULL && self->rule->judge == FIN_JUDGE_IDENTIFIER)
    return fin_identifier_normalise (self->rule->which, value);

  return g_strstrip (g_strdup (value));
}

static char *
show_options (const FinField *self, const char *value, const char *language)
{
  g_auto (GStrv) chosen = g_strsplit (value, ",", -1);
  g_autoptr (GStrvBuilder) labels = g_strv_builder_new ();
  g_auto (GStrv) shown = NULL;

  for (char **one = chosen; *one != NULL; one++) {
    const FinOption *option = fin_field_find_option (self, *one);

    g_strv_builder_add (labels, option != NULL ? fin_words_pick (option->label, language) : *one);
  }
  shown = g_strv_builder_end (labels);

  return g_strjoinv (" · ", shown);
}

static char *
show_day (const char *value)
{
  g_autoptr (GDate) day = fin_day_parse (value);

  return day == NULL ? g_strdup (value)
                     : g_strdup_printf ("%02u/%02u/%04u", g_date_get_day (day),
                                        g_date_get_month (day), g_date_get_year (day));
}

/* Euros, with the decimal mark of the language. */
static char *
show_amount (const char *value, const char *language)
{
  char amount[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (amount, sizeof amount, "%.2f", fin_condition_number (value));
  if (g_strcmp0 (language, "en") != 0)
    g_strdelimit (amount, ".", ',');

  return g_strdup_printf ("%s €", amount);
}

char *
fin_field_show (const FinField *self, const char *value, const char *language)
{
  if (value[0] == '\0')
    return g_strdup ("");

  switch (self->kind) {
  case FIN_FIELD_CHOICE:
  case FIN_FIELD_MULTICHOICE:
    return show_options (self, value, language);
  case FIN_FIELD_BOOLEAN:
  case FIN_FIELD_DECLARATION:
  case FIN_FIELD_SECRET:
    return fin_words_rule (g_str_equal (value, "true") ? "value.true" : "value.false", language,
                           NULL);
  case FIN_FIELD_DATE:
    return show_day (value);
  case FIN_FIELD_AMOUNT:
    return show_amount (value, language);
  default:
    return self->rule != NULL && self->rule->judge == FIN_JUDGE_IDENTIFIER
               ? fin_identifier_format (self->rule->which, value)
               : g_strstrip (g_strdup (value));
  }
}
