// Terms read, and days moved by them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-term.h"

#define NAME "[a-z][a-z0-9_]*(?:[.][a-z][a-z0-9_]*)?"

/* Ten thousand years would leave the calendar. */
#define MAX_DAYS 36525

void
fin_term_free (FinTerm *self)
{
  g_free (self->name);
  g_free (self->on_name);
  g_free (self);
}

static char *
fetch (GMatchInfo *match, const char *group)
{
  char *text = g_match_info_fetch_named (match, group);

  if (text != NULL && text[0] == '\0')
    g_clear_pointer (&text, g_free);

  return text;
}

static gboolean
match_whole (const char *pattern, const char *text, gssize length, GMatchInfo **match)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_DOLLAR_ENDONLY, 0, NULL);

  return g_regex_match_full (regex, text, length, 0, 0, match, NULL);
}

FinTerm *
fin_term_parse (const char *text, gssize length)
{
  g_autofree char *copy = length < 0 ? g_strdup (text) : g_strndup (text, (gsize)length);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *function = NULL;
  FinTerm *self;

  if (!match_whole ("^(?:(?<function>age|season)[(](?<name>" NAME ")(?:@(?<on>" NAME "))?[)]"
                    "|(?<bare>" NAME "))$",
                    copy, -1, &match))
    return NULL;

  self = g_new0 (FinTerm, 1);
  self->on = FIN_TERM_ON_TODAY;
  function = fetch (match, "function");
  if (function != NULL) {
    self->kind = function[0] == 'a' ? FIN_TERM_AGE : FIN_TERM_SEASON;
    self->name = fetch (match, "name");
    self->on_name = fetch (match, "on");
    if (self->kind == FIN_TERM_SEASON && self->on_name != NULL)
      g_clear_pointer (&self, fin_term_free);
    return self;
  }

  if (g_str_equal (copy, "age"))
    self->kind = FIN_TERM_AGE;
  else if (g_str_equal (copy, "today"))
    self->kind = FIN_TERM_TODAY;
  else
    self->name = fetch (match, "bare");

  return self;
}

FinTerm *
fin_term_parse_value (const char *text, gssize length)
{
  g_autofree char *copy = length < 0 ? g_strdup (text) : g_strndup (text, (gsize)length);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *name = NULL;
  g_autofree char *count = NULL;
  g_autofree char *unit = NULL;
  FinTerm *self;
  int added;

  if (!match_whole ("^@(?<name>" NAME ")(?:(?<count>[+-][0-9]{1,4})(?<unit>[dmy]))?$", copy, -1,
                    &match))
    return NULL;

  name = fetch (match, "name");
  count = fetch (match, "count");
  unit = fetch (match, "unit");
  self = fin_term_parse (name, -1);
  if (self == NULL || self->kind == FIN_TERM_AGE || count == NULL)
    return self;

  added = (int)g_ascii_strtoll (count, NULL, 10);
  if (unit[0] == 'd')
    self->days = added;
  else
    self->months = added * (unit[0] == 'y' ? 12 : 1);

  return self;
}

void
fin_term_shift (const FinTerm *self, GDate *day)
{
  int months = CLAMP (self->months, -MAX_DAYS / 30, MAX_DAYS / 30);
  int days = CLAMP (self->days, -MAX_DAYS, MAX_DAYS);

  if (months < 0 && g_date_get_year (day) * 12 > (guint)-months + 12)
    g_date_subtract_months (day, (guint)-months);
  else if (months > 0)
    g_date_add_months (day, (guint)months);
  if (days < 0 && g_date_get_julian (day) > (guint)-days)
    g_date_subtract_days (day, (guint)-days);
  else if (days > 0)
    g_date_add_days (day, (guint)days);
}
