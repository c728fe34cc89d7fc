// How words sound, in the sounds of the acoustic model for English.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What espeak-ng --ipa writes of a word, be it Catalan, Spanish or English, as ARPAbet without stress, with
 * the nearest sound where English has none: "bˈon" is "B OW N". Marks and sounds that are not known are left
 * out. "" when there is no sound in it. (transfer full) */
char *fin_pronunciation_from_ipa (const char *ipa);

G_END_DECLS
