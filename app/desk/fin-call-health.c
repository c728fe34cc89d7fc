// From a peer's state and figures to a grade and a sentence.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-call-health.h"

#include <glib/gi18n.h>

#include "fin-object.h"

/* Where people begin to notice: speech breaks up at a few per cent of loss, turn-taking suffers
 * past 400 ms there and back twice over (EN 301 549 6.1's note), signing is not followed below 12
 * pictures a second. */
#define LOSS_PERCENT  4.0
#define ROUND_TRIP_MS 500.0
#define LEAST_FPS     12.0
/* Figures come once a second; so many in a row change the verdict. */
#define PATIENCE 3

typedef enum {
  VERDICT_GOOD,
  VERDICT_LOSS_IN,
  VERDICT_LOSS_OUT,
  VERDICT_DELAY,
  VERDICT_SLOW_PICTURE,
} Verdict;

enum { PROP_0, PROP_GRADE, PROP_SENTENCE, N_PROPS };

struct _FinCallHealth {
  GObject parent_instance;

  gboolean there;
  gboolean refused; /* what they sent for the call, since it was last up */
  FinPeerState state;
  Verdict verdict;
  Verdict candidate; /* what the last figures said, `times` times in a row */
  guint times;
  guint grade;
  char *sentence;
};

G_DEFINE_FINAL_TYPE (FinCallHealth, fin_call_health, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static Verdict
judge (const FinPeerFigures *figures, gboolean picture)
{
  if (figures->loss_in_percent > LOSS_PERCENT)
    return VERDICT_LOSS_IN;
  if (figures->loss_out_percent > LOSS_PERCENT)
    return VERDICT_LOSS_OUT;
  if (figures->round_trip_ms > ROUND_TRIP_MS)
    return VERDICT_DELAY;
  /* Negative: not known. */
  if (picture && figures->video_in_fps >= 0 && figures->video_in_fps < LEAST_FPS)
    return VERDICT_SLOW_PICTURE;

  return VERDICT_GOOD;
}

static const char *
verdict_sentence (Verdict verdict)
{
  switch (verdict) {
  case VERDICT_LOSS_IN:
    return _ ("Weak connection: what they say arrives broken; ask them to repeat, or to write");
  case VERDICT_LOSS_OUT:
    return _ ("Weak connection: what you say arrives broken; speak slowly, or write");
  case VERDICT_DELAY:
    return _ ("Weak connection: long delay; leave pauses");
  case VERDICT_SLOW_PICTURE:
    return _ ("Weak connection: their picture moves in jumps");
  case VERDICT_GOOD:
  default:
    return _ ("Good connection");
  }
}

static const char *
refused_sentence (void)
{
  return _ ("Their browser sent something that can't be used for the call: it is tried again, go on in "
            "writing");
}

static void
tell (FinCallHealth *self, FinCallGrade grade, const char *sentence)
{
  g_object_freeze_notify (G_OBJECT (self));
  fin_object_set_uint (self, &self->grade, grade, properties[PROP_GRADE]);
  fin_object_set_string (self, &self->sentence, sentence, properties[PROP_SENTENCE]);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
update (FinCallHealth *self)
{
  g_assert (FIN_IS_CALL_HEALTH (self));

  /* Who is gone is not being mended; but a call outlives an office that has lost sight of them. */
  if (!self->there && self->state != FIN_PEER_CONNECTED) {
    tell (self, FIN_CALL_GRADE_WAITING, _ ("They are not connected now"));
    return;
  }

  switch (self->state) {
  case FIN_PEER_CONNECTED:
    tell (self, self->verdict == VERDICT_GOOD ? FIN_CALL_GRADE_GOOD : FIN_CALL_GRADE_WEAK,
          verdict_sentence (self->verdict));
    break;
  case FIN_PEER_INTERRUPTED:
    tell (self, FIN_CALL_GRADE_LOST,
          self->refused ? refused_sentence () : _ ("Connection lost: it is being mended"));
    break;
  case FIN_PEER_FAILED:
    tell (self, FIN_CALL_GRADE_LOST, _ ("The call does not get through: go on in writing"));
    break;
  case FIN_PEER_CONNECTING:
  case FIN_PEER_CLOSED:
  default:
    if (self->refused)
      tell (self, FIN_CALL_GRADE_LOST, refused_sentence ());
    else
      tell (self, FIN_CALL_GRADE_WAITING, _ ("Connecting…"));
    break;
  }
}

static void
fin_call_health_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FinCallHealth *self = FIN_CALL_HEALTH (object);

  if (id == PROP_GRADE)
    g_value_set_uint (value, self->grade);
  else
    g_value_set_string (value, self->sentence);
}

static void
fin_call_health_finalize (GObject *object)
{
  g_free (FIN_CALL_HEALTH (object)->sentence);

  G_OBJECT_CLASS (fin_call_health_parent_class)->finalize (object);
}

static void
fin_call_health_class_init (FinCallHealthClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fin_call_health_get_property;
  object_class->finalize = fin_call_health_finalize;

  properties[PROP_GRADE] = g_param_spec_uint ("grade", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_SENTENCE] = g_param_spec_string ("sentence", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_call_health_init (FinCallHealth *self)
{
  self->state = FIN_PEER_CONNECTING;
  update (self);
}

FinCallHealth *
fin_call_health_new (void)
{
  return g_object_new (FIN_TYPE_CALL_HEALTH, NULL);
}

void
fin_call_health_feed (FinCallHealth *self, const FinPeerFigures *figures, gboolean picture)
{
  Verdict verdict;

  g_return_if_fail (FIN_IS_CALL_HEALTH (self));
  g_return_if_fail (figures != NULL);

  verdict = judge (figures, picture);
  self->times = verdict == self->candidate ? self->times + 1 : 1;
  self->candidate = verdict;
  if (self->times < PATIENCE || self->verdict == verdict)
    return;

  self->verdict = verdict;
  update (self);
}

void
fin_call_health_set_peer (FinCallHealth *self, gboolean there, FinPeerState state)
{
  g_return_if_fail (FIN_IS_CALL_HEALTH (self));

  /* What was weak before a break says nothing about after it. */
  if (state != self->state) {
    self->verdict = self->candidate = VERDICT_GOOD;
    self->times = 0;
  }
  self->there = there;
  self->state = state;
  if (!there || state == FIN_PEER_CONNECTED)
    self->refused = FALSE;
  update (self);
}

void
fin_call_health_refused (FinCallHealth *self)
{
  g_return_if_fail (FIN_IS_CALL_HEALTH (self));

  /* A call that is up is not harmed by it. */
  self->refused = self->there && self->state != FIN_PEER_CONNECTED;
  update (self);
}

FinCallGrade
fin_call_health_grade (FinCallHealth *self)
{
  g_return_val_if_fail (FIN_IS_CALL_HEALTH (self), FIN_CALL_GRADE_WAITING);

  return self->grade;
}

const char *
fin_call_health_sentence (FinCallHealth *self)
{
  g_return_val_if_fail (FIN_IS_CALL_HEALTH (self), "");

  return self->sentence;
}
