// The practice citizen's voice on its way out, and how loud it is.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-actor.h"

#include <math.h>

#define LONGEST (60 * FIN_ACTOR_RATE)
#define LOUD    7000.0 /* of 32768: the mouth is wide open */
/* About -60 dB: a microphone is never quite still, and recognisers are at a loss with digital
 * silence. */
#define BREATH 24

static GMutex lock;
static GArray *voice;
static double mouth;

void
fin_actor_speak (const gint16 *samples, gsize count)
{
  g_return_if_fail (samples != NULL || count == 0);

  g_mutex_lock (&lock);
  if (voice == NULL)
    voice = g_array_new (FALSE, FALSE, sizeof (gint16));
  g_array_append_vals (voice, samples, MIN (count, LONGEST - voice->len));
  g_mutex_unlock (&lock);
}

void
fin_actor_take (gint16 *samples, gsize count)
{
  gsize spoken = 0;
  double sum = 0;

  g_return_if_fail (samples != NULL && count > 0);

  g_mutex_lock (&lock);
  if (voice != NULL) {
    spoken = MIN (count, voice->len);
    memcpy (samples, voice->data, spoken * sizeof (gint16));
    g_array_remove_range (voice, 0, spoken);
  }
  for (gsize i = 0; i < spoken; i++)
    sum += (double)samples[i] * samples[i];
  /* A mouth closes a little later than the sound ends. */
  mouth = MAX (sqrt (sum / count) / LOUD, mouth * 0.6);
  g_mutex_unlock (&lock);

  for (gsize i = spoken; i < count; i++)
    samples[i] = g_random_int_range (-BREATH, BREATH + 1);
}

double
fin_actor_mouth (void)
{
  double open;

  g_mutex_lock (&lock);
  open = MIN (mouth, 1);
  g_mutex_unlock (&lock);

  return open;
}

gboolean
fin_actor_speaking (void)
{
  gboolean speaking;

  g_mutex_lock (&lock);
  speaking = voice != NULL && voice->len > 0;
  g_mutex_unlock (&lock);

  return speaking;
}
