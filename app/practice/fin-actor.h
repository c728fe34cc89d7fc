// What the practice citizen looks and sounds like this moment: shared by the source of sound, which
// speaks, and the source of pictures, whose mouth follows.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FIN_ACTOR_RATE 22050 /* of espeak-ng's voices */

/* There is one actor in the program, as elements made from a description share nothing else. All of
 * these may be called from any thread. */

/* Speaks @samples (mono, S16, FIN_ACTOR_RATE) after what is still to be said. Bounded to a minute: what
 * exceeds it is left out. */
void   fin_actor_speak    (const gint16 *samples, gsize count);
/* Takes the next @count samples; silence, which is never quite still, where there is nothing to say. */
void   fin_actor_take     (gint16 *samples, gsize count);
/* How far the mouth is open, 0 to 1. */
double fin_actor_mouth    (void);
/* Is there anything left to say? */
gboolean fin_actor_speaking (void);

G_END_DECLS
