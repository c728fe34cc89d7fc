// The whole conversation, to be read back, selected and copied.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-visit.h"

G_BEGIN_DECLS

#define FIN_TYPE_TRANSCRIPT_PANE (fin_transcript_pane_get_type ())
G_DECLARE_FINAL_TYPE (FinTranscriptPane, fin_transcript_pane, FIN, TRANSCRIPT_PANE, GtkWidget)

void fin_transcript_pane_set_visit (FinTranscriptPane *self, FinVisit *visit);

G_END_DECLS
