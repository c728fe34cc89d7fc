// Measures, each with its clause; sums over the seconds of a visit.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-conformance.h"

#include <glib/gi18n.h>

/* EN 301 549 V3.2.1: 6.5.2 asks for QVGA and would have VGA, 6.5.3 for 20 pictures a second and
 * would have 30 (which a clock that ticks by itself counts as 29 now and then). */
#define QVGA_WIDTH  320
#define QVGA_HEIGHT 240
#define VGA_WIDTH   640
#define VGA_HEIGHT  480
#define RATE        20.0
#define GOOD_RATE   29.0

typedef enum {
  UNKNOWN,
  SHORT_OF, /* not as it has to be */
  AS_ASKED,
  RECOMMENDED, /* as it should be */
} Verdict;

enum { SIZE_IN, RATE_IN, SIZE_OUT, RATE_OUT, TRIP, LOSS_IN, LOSS_OUT, N_MEASURES };

typedef struct {
  double value;  /* of a size its height; negative: not known */
  double second; /* of a size its width */
  Verdict verdict;
  guint seconds; /* in which it was known */
  guint well;    /* in which it was as asked, or better */
  double sum;
  double least;
  double most;
} Measure;

struct _FinConformance {
  GObject parent_instance;

  Measure measures[N_MEASURES];
};

G_DEFINE_FINAL_TYPE (FinConformance, fin_conformance, G_TYPE_OBJECT)

static guint changed;

static const char *
words_of (guint measure)
{
  switch (measure) {
  case SIZE_IN:
    return _ ("Picture received");
  case RATE_IN:
    return _ ("Pictures received a second");
  case SIZE_OUT:
    return _ ("Picture sent");
  case RATE_OUT:
    return _ ("Pictures sent a second");
  case TRIP:
    return _ ("There and back");
  case LOSS_IN:
    return _ ("Lost of what is received");
  case LOSS_OUT:
  default:
    return _ ("Lost of what is sent");
  }
}

static const char *
clause_of (guint measure)
{
  return measure == SIZE_IN || measure == SIZE_OUT   ? "EN 301 549 6.5.2"
         : measure == RATE_IN || measure == RATE_OUT ? "EN 301 549 6.5.3"
                                                     : NULL;
}

static Verdict
judge (guint measure, double value, double second)
{
  if (measure == SIZE_IN || measure == SIZE_OUT) {
    double along = MAX (value, second), across = MIN (value, second);

    return along >= VGA_WIDTH && across >= VGA_HEIGHT     ? RECOMMENDED
           : along >= QVGA_WIDTH && across >= QVGA_HEIGHT ? AS_ASKED
                                                          : SHORT_OF;
  }
  if (measure == RATE_IN || measure == RATE_OUT)
    return value >= GOOD_RATE ? RECOMMENDED : value >= RATE ? AS_ASKED : SHORT_OF;

  return UNKNOWN;
}

static void
take (FinConformance *self, guint which, double value, double second)
{
  Measure *measure = &self->measures[which];

  measure->value = value;
  measure->second = second;
  measure->verdict = UNKNOWN;
  if (value < 0)
    return;

  measure->verdict = judge (which, value, second);
  measure->least = measure->seconds == 0 ? value : MIN (measure->least, value);
  measure->most = MAX (measure->most, value);
  measure->seconds++;
  measure->well += measure->verdict >= AS_ASKED;
  measure->sum += value;
}

void
fin_conformance_feed (FinConformance *self,
                      const FinPeerFigures *figures,
                      gboolean receives,
                      gboolean sends)
{
  g_return_if_fail (FIN_IS_CONFORMANCE (self));
  g_return_if_fail (figures != NULL);

  receives = receives && figures->video_in_height > 0;
  sends = sends && figures->video_out_height > 0;
  take (self, SIZE_IN, receives ? figures->video_in_height : -1, figures->video_in_width);
  take (self, RATE_IN, receives ? figures->video_in_fps : -1, 0);
  take (self, SIZE_OUT, sends ? figures->video_out_height : -1, figures->video_out_width);
  take (self, RATE_OUT, sends ? figures->video_out_fps : -1, 0);
  take (self, TRIP, figures->round_trip_ms, 0);
  take (self, LOSS_IN, figures->loss_in_percent, 0);
  take (self, LOSS_OUT, figures->loss_out_percent, 0);
  g_signal_emit (self, changed, 0);
}

static char *
format (guint which, double value, double second)
{
  switch (which) {
  case SIZE_IN:
  case SIZE_OUT:
    return g_strdup_printf ("%.0f×%.0f", second, value);
  case RATE_IN:
  case RATE_OUT:
    return g_strdup_printf ("%.1f", value);
  case TRIP:
    return g_strdup_printf (_ ("%.0f ms"), value);
  default:
    return g_strdup_printf (_ ("%.1f %%"), value);
  }
}

static const char *
words_of_verdict (Verdict verdict)
{
  return verdict == RECOMMENDED ? _ ("as recommended")
         : verdict == AS_ASKED  ? _ ("as required")
                                : _ ("less than required");
}

char *
fin_conformance_describe (FinConformance *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (FIN_IS_CONFORMANCE (self), NULL);

  for (guint i = 0; i < N_MEASURES; i++) {
    const Measure *measure = &self->measures[i];
    g_autofree char *value = format (i, measure->value, measure->second);

    if (measure->value < 0)
      continue;
    g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", words_of (i), value);
    if (measure->verdict != UNKNOWN)
      g_string_append_printf (text, " – %s (%s)", words_of_verdict (measure->verdict),
                              clause_of (i));
  }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE)
                       : g_strdup (_ ("Nothing is measured yet"));
}

char *
fin_conformance_report (FinConformance *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (FIN_IS_CONFORMANCE (self), NULL);

  for (guint i = 0; i < N_MEASURES; i++) {
    const Measure *measure = &self->measures[i];
    gboolean size = i == SIZE_IN || i == SIZE_OUT;
    g_autofree char *least = NULL;
    g_autofree char *mean = NULL;
    g_autofree char *most = NULL;

    if (measure->seconds == 0)
      continue;
    least = size ? g_strdup_printf ("%.0f", measure->least) : format (i, measure->least, 0);
    mean = size ? g_strdup_printf ("%.0f", measure->sum / measure->seconds)
                : format (i, measure->sum / measure->seconds, 0);
    most = size ? g_strdup_printf ("%.0f", measure->most) : format (i, measure->most, 0);
    g_string_append_printf (text, "  %s%s\n    ", words_of (i), size ? _ (", height") : "");
    g_string_append_printf (text, _ ("least %s, mean %s, most %s; %u s measured"), least, mean,
                            most, measure->seconds);
    g_string_append_c (text, '\n');
    if (clause_of (i) != NULL) {
      g_string_append (text, "    ");
      g_string_append_printf (text, _ ("%s: as required in %.1f %% of the time"), clause_of (i),
                              100.0 * measure->well / measure->seconds);
      g_string_append_c (text, '\n');
    }
  }
  if (text->len == 0)
    g_string_append_printf (text, "  %s\n", _ ("Nothing was measured"));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
fin_conformance_class_init (FinConformanceClass *klass)
{
  changed = g_signal_new ("changed", FIN_TYPE_CONFORMANCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                          G_TYPE_NONE, 0);
}

static void
fin_conformance_init (FinConformance *self)
{
  for (guint i = 0; i < N_MEASURES; i++)
    self->measures[i].value = -1;
}

FinConformance *
fin_conformance_new (void)
{
  return g_object_new (FIN_TYPE_CONFORMANCE, NULL);
}
