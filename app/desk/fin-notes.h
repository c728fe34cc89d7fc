// The informer's notes of a visit, kept at the office as they are written.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-link.h"

G_BEGIN_DECLS

typedef enum {
  FIN_NOTES_LOADING,
  FIN_NOTES_SAVED,
  FIN_NOTES_CHANGED, /* to be sent within a second, or once the office is back */
  FIN_NOTES_SAVING,
  FIN_NOTES_UNSAVED, /* the office refused; `error` says why, and it is tried again at the next change */
} FinNotesState;

/**
 * FinNotes:
 *
 * Properties: `text` (rw), `state` (#FinNotesState as uint, ro), `error` (#GError or NULL, ro). What was
 * typed before the stored text arrived is put after it, never in its place.
 */
#define FIN_TYPE_NOTES (fin_notes_get_type ())
G_DECLARE_FINAL_TYPE (FinNotes, fin_notes, FIN, NOTES, GObject)

FinNotes     *fin_notes_new      (FinLink *link, const char *appointment_id);
const char   *fin_notes_text     (FinNotes *self);
void          fin_notes_set_text (FinNotes *self, const char *text);
FinNotesState fin_notes_state    (FinNotes *self);
/* Sends what is pending now: the visit ends. */
void          fin_notes_flush    (FinNotes *self);

G_END_DECLS
