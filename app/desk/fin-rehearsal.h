// One whole practice visit done by the program itself, on a machine where nobody looks: what
// `app/run --headless` runs.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

#include "fin-session.h"

G_BEGIN_DECLS

/**
 * FinRehearsal:
 *
 * Plays the informer towards the practice citizen, through the same models the window is bound to:
 * attends, writes, fills the form, hands the account to the citizen, looks at a document in the viewer and
 * has it corrected, makes the receipt, ends. What it does is in `rehearsal.json` beside it. Each step waits
 * for its condition, a minute at most; what was written on either side has to be read on the other.
 *
 * Leaves in its folder agenda.png, visit.png, receipt.pdf, receipt.json and report.json (what was
 * measured, and `failed` with the step that did not happen).
 *
 * Signal `done` (gboolean well).
 */
#define FIN_TYPE_REHEARSAL (fin_rehearsal_get_type ())
G_DECLARE_FINAL_TYPE (FinRehearsal, fin_rehearsal, FIN, REHEARSAL, GObject)

/* (transfer full) */
FinRehearsal *fin_rehearsal_new   (FinSession *session, GtkWindow *window, const char *folder);
void          fin_rehearsal_start (FinRehearsal *self);
/* A line of the practice citizen's journal: what they saw and read is half of what is measured. */
void          fin_rehearsal_heard (FinRehearsal *self, JsonObject *line);

G_END_DECLS
