// Keys and sights as they are told, in whatever order the two ends tell them, and paired when asked.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-stopwatch.h"

typedef struct {
  char *text;
  gint64 at;
} State;

struct _FinStopwatch {
  GArray *typed; /* of State */
  GArray *seen;
};

static void
state_clear (gpointer data)
{
  g_free (((State *) data)->text);
}

static GArray *
states_new (void)
{
  GArray *states = g_array_new (FALSE, FALSE, sizeof (State));

  g_array_set_clear_func (states, state_clear);

  return states;
}

static void
add (GArray *states, const char *text, gint64 at)
{
  State state = { g_strdup (text), at };

  g_array_append_val (states, state);
}

FinStopwatch *
fin_stopwatch_new (void)
{
  FinStopwatch *self = g_new0 (FinStopwatch, 1);

  self->typed = states_new ();
  self->seen = states_new ();

  return self;
}

void
fin_stopwatch_free (FinStopwatch *self)
{
  g_array_unref (self->typed);
  g_array_unref (self->seen);
  g_free (self);
}

void
fin_stopwatch_typed (FinStopwatch *self, const char *text, gint64 at)
{
  add (self->typed, text, at);
}

void
fin_stopwatch_seen (FinStopwatch *self, const char *text, gint64 at)
{
  add (self->seen, text, at);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

/* Milliseconds, sorted. A state that is seen settles every key up to the one that made it. */
static GArray *
delays (FinStopwatch *self)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (double));
  guint next = 0;

  for (guint i = 0; i < self->seen->len; i++) {
    State *seen = &g_array_index (self->seen, State, i);
    guint made = self->typed->len;

    while (made > next && (g_array_index (self->typed, State, made - 1).at > seen->at ||
                           g_strcmp0 (g_array_index (self->typed, State, made - 1).text,
                                      seen->text) != 0))
      made--;
    for (; next < made; next++) {
      double delay = (seen->at - g_array_index (self->typed, State, next).at) / 1000.0;

      g_array_append_val (found, delay);
    }
  }
  g_array_sort (found, compare);

  return found;
}

guint
fin_stopwatch_count (FinStopwatch *self)
{
  g_autoptr (GArray) found = delays (self);

  return found->len;
}

double
fin_stopwatch_quantile (FinStopwatch *self, double fraction)
{
  g_autoptr (GArray) found = delays (self);

  return found->len > 0
             ? g_array_index (found, double, (guint) (fraction * (found->len - 1)))
             : -1;
}
