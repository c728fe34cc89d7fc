// Sentences made into sound.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Speaks @text through the actor, with espeak-ng's voice for @language; where it is not installed, with a
 * voiced tone that lasts as long. Never fails. */
void fin_voice_speak (const char *text, const char *language);

G_END_DECLS
