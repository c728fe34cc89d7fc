// Under the pictures: the last lines as they are being said or written, and where one writes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-visit.h"

G_BEGIN_DECLS

#define FIN_TYPE_CAPTION_BAND (fin_caption_band_get_type ())
G_DECLARE_FINAL_TYPE (FinCaptionBand, fin_caption_band, FIN, CAPTION_BAND, GtkWidget)

void fin_caption_band_set_visit  (FinCaptionBand *self, FinVisit *visit);
/* Puts the keyboard where one writes. */
void fin_caption_band_write      (FinCaptionBand *self);
/* Where one writes down what @participant says. */
void fin_caption_band_write_down (FinCaptionBand *self, const char *participant);

G_END_DECLS
