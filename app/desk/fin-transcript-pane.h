// The whole conversation, to be read back, selected and copied.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-visit.h"

G_BEGIN_DECLS

/**
 * FinTranscriptPane:
 *
 * A line that was heard can be put right: by F2 (the one the cursor is in, or the last before it), by a double
 * click, or from the menu. Signal `mended`: that was done.
 */
#define FIN_TYPE_TRANSCRIPT_PANE (fin_transcript_pane_get_type ())
G_DECLARE_FINAL_TYPE (FinTranscriptPane, fin_transcript_pane, FIN, TRANSCRIPT_PANE, GtkWidget)

void     fin_transcript_pane_set_visit (FinTranscriptPane *self, FinVisit *visit);
/* Has the line that was put right last say what it said before. FALSE: there is none. */
gboolean fin_transcript_pane_undo      (FinTranscriptPane *self);

G_END_DECLS
