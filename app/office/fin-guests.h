// Guests: who else was asked into a visit, kept with its appointment.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-appointments.h"
#include "fin-store.h"

G_BEGIN_DECLS

/* The call is a mesh: beside informer and citizen so many have a place. */
#define FIN_GUESTS_MAX 2

/**
 * FinGuest:
 *
 * One row, as it was when it was read.
 */
typedef struct {
  gint64 number;          /* orders those of an appointment */
  char *id;               /* the participant's */
  char *appointment;
  const char *role;       /* "interpreter" or "companion" */
  char *staff;            /* an interpreter of the office's; NULL: by a link */
  char *name;
  char *interprets;       /* of an interpreter, a language as BCP 47 has it; or NULL */
  char *state;            /* "asked", "in", "declined", "gone" */
} FinGuest;

void        fin_guest_free    (FinGuest *self);
gboolean    fin_guest_is      (FinGuest *self, const char *state);
/* `Guest`. (transfer full) */
JsonObject *fin_guest_to_json (FinGuest *self, gboolean connected);

/* NULL when there is none. (transfer full) */
FinGuest   *fin_guests_lookup (FinStore *store, const char *id);
/* In the order they were asked, @state NULL: all. (transfer full) (element-type FinGuest) */
GPtrArray  *fin_guests_of     (FinStore *store, const char *appointment, const char *state);
/* Those that ask this member of staff and wait for a word. (transfer full) (element-type FinGuest) */
GPtrArray  *fin_guests_asking (FinStore *store, const char *staff);

/* A `NewGuest` whose shape was checked. Returns the id; of who comes by a link @token (out, transfer full)
 * is theirs, until @expires. FIN_ERROR_BAD_REQUEST, FIN_ERROR_FORBIDDEN for an interpreter who may not see
 * what it is about, FIN_ERROR_CONFLICT when they were asked already, FIN_ERROR_FULL. (transfer full) */
char       *fin_guests_add    (FinStore *store, FinBooking *booking, JsonObject *body,
                               const char *expires, const char *actor, char **token, GError **error);
/* With its row in the audit; from `declined` or `gone` on their link opens nothing. */
gboolean    fin_guests_set    (FinStore *store, FinGuest *guest, const char *state, const char *actor,
                               GError **error);
/* The visit is over, and so is their part. Inside the caller's transaction. */
gboolean    fin_guests_close  (FinStore *store, const char *appointment, GError **error);

/* What an interpreter prepares with: the procedure in front as an empty form, so that nothing is told of whom
 * it is for. `Preparation`, in @language; NULL when the procedure is not known any more. (transfer full) */
JsonObject *fin_guests_prepare (FinStore *store, FinGuest *guest, const char *language);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FinGuest, fin_guest_free)

G_END_DECLS
