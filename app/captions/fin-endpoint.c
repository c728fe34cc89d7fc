// Cuts sound into utterances, frame by frame.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-endpoint.h"

#include <math.h>
#include <string.h>

#define RATE          16000
#define FRAME         320 /* samples: 20 ms */
#define FRAMES(ms)    ((ms) / 20)
#define LEAD          FRAMES (300) /* kept from before the speech */
#define HANGOVER      FRAMES (500)
#define SPEECH_MIN    FRAMES (300)
#define UTTERANCE_MAX FRAMES (20000)
#define CUT_WITHIN    FRAMES (3000) /* of the end, when it is too long */
#define GAP_US        100000

/* Levels in dB of full scale. The room is the quietest frame of the last three seconds: nobody
 * speaks as long without a stop. Digital silence is no room to measure speech against. */
#define BLOCK       FRAMES (500)
#define BLOCKS      6
#define FLOOR_MIN   -62.0f
#define FLOOR_BEGUN -55.0f
#define FLOOR_MAX   -25.0f
#define OVER_FLOOR  10.0f

struct _FinEndpoint {
  FinEndpointFunc found;
  gpointer data;

  GArray *sound;          /* gint16; whole frames, and what of the next has come */
  GArray *levels;         /* float, one for each frame in `sound` */
  gint64 at;              /* when `sound` began */
  float quietest[BLOCKS]; /* of the room; the newest last */
  guint heard;            /* frames in the newest */
  guint voiced;           /* frames of speech in the utterance */
  guint quiet;            /* frames since the last of them */
};

static float
level_of (const gint16 *samples)
{
  double sum = 1;

  for (guint i = 0; i < FRAME; i++)
    sum += (double)samples[i] * samples[i];

  return (float)(10 * log10 (sum / FRAME / (32768.0 * 32768.0)));
}

static gint64
duration (guint samples)
{
  return (gint64)samples * G_USEC_PER_SEC / RATE;
}

/* Forgets the first @frames. */
static void
drop (FinEndpoint *self, guint frames)
{
  g_array_remove_range (self->sound, 0, frames * FRAME);
  g_array_remove_range (self->levels, 0, frames);
  self->at += duration (frames * FRAME);
}

static void
tell (FinEndpoint *self, guint frames)
{
  self->found ((const gint16 *)self->sound->data, frames * FRAME, self->at,
               self->at + duration (frames * FRAME), self->data);
}

static guint
quietest (FinEndpoint *self)
{
  const float *levels = (const float *)self->levels->data;
  guint found = self->levels->len - 1;

  for (guint i = self->levels->len - CUT_WITHIN; i < self->levels->len; i++)
    if (levels[i] <= levels[found])
      found = i;

  return found;
}

static gboolean
is_speech (FinEndpoint *self, float level)
{
  float room = FLOOR_MAX;

  for (guint i = 0; i < BLOCKS; i++)
    room = MIN (room, self->quietest[i]);

  return level > MAX (room, FLOOR_MIN) + OVER_FLOOR;
}

static void
learn_room (FinEndpoint *self, float level)
{
  if (self->heard == BLOCK) {
    memmove (self->quietest, self->quietest + 1, (BLOCKS - 1) * sizeof (float));
    self->heard = 0;
  }
  self->quietest[BLOCKS - 1] = self->heard == 0 ? level : MIN (self->quietest[BLOCKS - 1], level);
  self->heard++;
}

/* Too long: tells what was before the quietest place, and goes on with the rest. */
static void
cut (FinEndpoint *self)
{
  guint frames = quietest (self) + 1;

  tell (self, frames);
  drop (self, frames);
  self->voiced = 0;
  for (guint i = 0; i < self->levels->len; i++)
    self->voiced += is_speech (self, g_array_index (self->levels, float, i));
}

static void
frame (FinEndpoint *self)
{
  float level = level_of ((const gint16 *)self->sound->data + self->levels->len * FRAME);

  g_array_append_val (self->levels, level);
  learn_room (self, level);
  if (is_speech (self, level)) {
    self->voiced++;
    self->quiet = 0;
  } else
    self->quiet++;

  if (self->voiced == 0) {
    if (self->levels->len > LEAD)
      drop (self, self->levels->len - LEAD);
  } else if (self->quiet >= HANGOVER) {
    if (self->voiced >= SPEECH_MIN)
      tell (self, self->levels->len);
    drop (self, self->levels->len - LEAD);
    self->voiced = 0;
  } else if (self->levels->len >= UTTERANCE_MAX)
    cut (self);
}

FinEndpoint *
fin_endpoint_new (FinEndpointFunc found, gpointer data)
{
  FinEndpoint *self = g_new0 (FinEndpoint, 1);

  self->found = found;
  self->data = data;
  self->sound = g_array_new (FALSE, FALSE, sizeof (gint16));
  self->levels = g_array_new (FALSE, FALSE, sizeof (float));
  for (guint i = 0; i < BLOCKS; i++)
    self->quietest[i] = FLOOR_BEGUN;
  self->heard = BLOCK;

  return self;
}

void
fin_endpoint_free (FinEndpoint *self)
{
  g_array_unref (self->sound);
  g_array_unref (self->levels);
  g_free (self);
}

void
fin_endpoint_push (FinEndpoint *self, const gint16 *samples, gsize n, gint64 at)
{
  g_return_if_fail (self != NULL);

  if (ABS (at - self->at - duration (self->sound->len)) > GAP_US) {
    fin_endpoint_flush (self);
    self->at = at;
  }
  while (n > 0) {
    guint more = MIN (n, FRAME - self->sound->len % FRAME);

    g_array_append_vals (self->sound, samples, more);
    samples += more;
    n -= more;
    if (self->sound->len % FRAME == 0)
      frame (self);
  }
}

const gint16 *
fin_endpoint_so_far (FinEndpoint *self, gsize *n, gint64 *start)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->voiced < SPEECH_MIN)
    return NULL;

  *n = self->levels->len * FRAME;
  *start = self->at;

  return (const gint16 *)self->sound->data;
}

void
fin_endpoint_flush (FinEndpoint *self)
{
  g_return_if_fail (self != NULL);

  if (self->voiced >= SPEECH_MIN)
    tell (self, self->levels->len);
  self->at += duration (self->sound->len);
  g_array_set_size (self->sound, 0);
  g_array_set_size (self->levels, 0);
  self->voiced = 0;
  self->quiet = 0;
}
