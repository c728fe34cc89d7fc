// Appointments: the table, who may see one, and how it is told.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

#include "fin-store.h"
#include "fin-tokens.h"

G_BEGIN_DECLS

/**
 * FinBooking:
 *
 * One row, as it was when it was read: small, read anew for each request rather than kept.
 */
typedef struct {
  char *id;
  char *procedure;
  char *starts;
  char *ends;
  char *language;
  char *needs;
  char *citizen_name; /* or NULL */
  char *staff;
  char *state;
  char *outcome; /* or NULL, and so the next three: how it goes on */
  char *referred_to;
  char *referred_name; /* of one about violence never read: who sees the screen is not told */
  char *reason;
  char *since;   /* or NULL */
  gboolean camera;
  gboolean microphone;
  char *receipt; /* their numbers, joined by ", "; or NULL */
  guint documents;
  char *transcript; /* as it is kept: see fin_booking_transcript() */
  gboolean trial;        /* a coordinator's, to try a version of a procedure with */
  const char *sensitive; /* "violence", "health": the strictest of what it is about; or NULL */
  const char *booked_sensitive; /* the same of what it was booked for */
  gboolean begun_open; /* none of its forms was begun with a sensitive version */
  gboolean secret;     /* one of its forms has something that only the citizen may see */
} FinBooking;

void        fin_booking_free    (FinBooking *self);
/* `Appointment`, its title in @language. (transfer full) */
JsonObject *fin_booking_to_json (FinBooking *self, const char *language);
gboolean    fin_booking_is      (FinBooking *self, const char *state);
/* Whose it is, a coordinator, the citizen, and while somebody waits any member of staff who attends:
 * the queue is everybody's. */
gboolean    fin_booking_visible_to (FinBooking *self, FinCaller *caller);
gboolean    fin_booking_is_sensitive (FinBooking *self);
/* @caller may know of it at all: the citizen it is of, and of a sensitive one only those of staff who
 * may; whoever attends it goes on when its procedure is offered as sensitive only since. A trial is for
 * whose it is. For others it is not there. */
gboolean    fin_booking_is_for  (FinBooking *self, FinCaller *caller);
/* All that a coordinator sees whom it is not for: that the time is taken. (transfer full) */
JsonObject *fin_booking_to_neutral_json (FinBooking *self, const char *language);
/* What a guest of its visit sees: what it is about, and when. (transfer full) */
JsonObject *fin_booking_to_guest_json (FinBooking *self, const char *language);
/* The member of staff whose it is, or a coordinator, if it is for them: notes, documents, link. */
gboolean    fin_booking_kept_by (FinBooking *self, FinCaller *caller);
/* Whether what is said may be taken away: "offered", "accepted", "declined", or NULL while nobody offered it;
 * "never" of one about violence, or with a code that may have been said aloud. (transfer none) */
const char *fin_booking_transcript (FinBooking *self);
/* Minutes planned. */
guint       fin_booking_minutes (FinBooking *self);

/* NULL when there is none. (transfer full) */
FinBooking *fin_appointments_lookup (FinStore *store, const char *id);
/* Those beginning in [@from, @to), all when @staff is NULL. (transfer full) (element-type
 * FinBooking) */
GPtrArray  *fin_appointments_between (FinStore *store, const char *staff, const char *from,
                                      const char *to);
/* Waiting, who came first first. (transfer full) (element-type FinBooking) */
GPtrArray  *fin_appointments_waiting (FinStore *store);
/* A `NewAppointment` whose shape was checked, with its form. Returns the id; FIN_ERROR_BAD_REQUEST for
 * an unknown procedure, FIN_ERROR_FORBIDDEN for a sensitive one with somebody who may not see those,
 * FIN_ERROR_CONFLICT when it overlaps another of the same member of staff. */
char       *fin_appointments_add (FinStore *store, JsonObject *body, const char *staff,
                                  const char *actor, GError **error);
/* Gone, with all that was in it but the audit; no visit of it may be open. What was sealed for it alone is
 * for the caller to remove: fin_documents_files(). */
gboolean    fin_appointments_remove (FinStore *store, const char *id, const char *actor,
                                     GError **error);
/* The text of the informer's notes. (transfer full) */
char       *fin_appointments_notes (FinStore *store, const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FinBooking, fin_booking_free)

G_END_DECLS
