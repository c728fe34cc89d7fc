// Writing down what somebody says, for those who can't hear it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "fin-visit.h"

G_BEGIN_DECLS

/**
 * FinCaptionerBar:
 *
 * An entry for whose words are written down (fin_captions_set_writing()), shown while there is somebody. Each
 * letter travels; Enter ends the line. An abbreviation of the procedure's names is written in full when the word
 * ends, and Backspace right then takes that back. Escape leaves.
 */
#define FIN_TYPE_CAPTIONER_BAR (fin_captioner_bar_get_type ())
G_DECLARE_FINAL_TYPE (FinCaptionerBar, fin_captioner_bar, FIN, CAPTIONER_BAR, GtkWidget)

void fin_captioner_bar_set_visit (FinCaptionerBar *self, FinVisit *visit);
/* For @participant, with the keyboard in it; NULL: no more. */
void fin_captioner_bar_write     (FinCaptionerBar *self, const char *participant);

G_END_DECLS
