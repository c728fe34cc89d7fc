// The sending side of real-time text: turns what stands in an entry into T.140, each change within
// 300 ms (EN 301 549 6.2.4 asks for 500), erasures too.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FinComposer:
 *
 * The `text` property is the line being written; whoever shows it sets it at each keystroke. At
 * most 300 ms later (at once when nothing was sent in the last 300 ms) the composer emits
 * - `t140` (const char *t140): the difference as T.140, for a data channel: backspaces to the common
 *   prefix (by grapheme cluster), then the new text; a middle change is sent the same way, as T.140
 *   has no cursor;
 * - `line` (guint number, const char *text, gboolean done): the line as it stands, for the office.
 */
#define FIN_TYPE_COMPOSER (fin_composer_get_type ())
G_DECLARE_FINAL_TYPE (FinComposer, fin_composer, FIN, COMPOSER, GObject)

FinComposer *fin_composer_new       (guint first_number);
void         fin_composer_set_text  (FinComposer *self, const char *text);
const char  *fin_composer_text      (FinComposer *self);
guint        fin_composer_number    (FinComposer *self);
/* Sends what is pending, then U+2028, and begins the next line. Nothing for an empty line. */
void         fin_composer_end_line  (FinComposer *self);
/* Sends what is pending now. */
void         fin_composer_flush     (FinComposer *self);
/* A data channel has just opened: sends the open line whole (`t140` and `line`) so that the
 * other side has it, whatever was lost before. */
void         fin_composer_resend    (FinComposer *self);
/* A data channel has closed, and what went into it of late may not have arrived: emits `line` again for
 * each line ended at @since (monotonic time) or later, of at most the 64 last, and then for the open
 * line even if it is empty, so that the other side knows how far this one is. */
void         fin_composer_repeat    (FinComposer *self, gint64 since);

G_END_DECLS
