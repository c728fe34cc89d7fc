// Captions beside the microphone (EN 301 549 7.3): on or off, who speaks what, who reads what, and what hears
// them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-visit.h"

G_BEGIN_DECLS

#define FIN_TYPE_CAPTION_BUTTON (fin_caption_button_get_type ())
G_DECLARE_FINAL_TYPE (FinCaptionButton, fin_caption_button, FIN, CAPTION_BUTTON, GtkWidget)

/* Once. */
void  fin_caption_button_set_visit (FinCaptionButton *self, FinVisit *visit);

G_END_DECLS
