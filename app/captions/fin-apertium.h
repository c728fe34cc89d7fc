// Apertium, in processes of its own on this computer: Catalan and Spanish well, English as a draft.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-translator.h"

G_BEGIN_DECLS

/**
 * FinApertium:
 *
 * A #FinTranslator, "apertium". Catalan and Spanish are FIN_TRANSLATION_GOOD into each other, both with
 * English FIN_TRANSLATION_DRAFT; what is not installed, or failed three times in a row just now, is
 * FIN_TRANSLATION_NONE. Each pair's processes (about 130 MB) are started at its first text and end when none
 * came for a while.
 *
 * Properties, at construction only: `modes` (the folder of Apertium's mode files), `patience` (how long a
 * text may take, 2500 ms; four times as long while its processes start) and `idle` (300 000 ms).
 */
#define FIN_TYPE_APERTIUM (fin_apertium_get_type ())
G_DECLARE_FINAL_TYPE (FinApertium, fin_apertium, FIN, APERTIUM, GObject)

FinTranslator *fin_apertium_new (void);

G_END_DECLS
