// All sockets, who is at their other ends, and the open visits: whoever must be told something is
// found here.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-appointments.h"
#include "fin-guests.h"
#include "fin-office.h"
#include "fin-socket.h"
#include "fin-visit.h"

G_BEGIN_DECLS

#define FIN_TYPE_HUB (fin_hub_get_type ())
G_DECLARE_FINAL_TYPE (FinHub, fin_hub, FIN, HUB, GObject)

/* @office is not owned: it owns the hub. @place_seconds: how long the place of who waits is kept
 * while they are not connected. (transfer full) */
FinHub     *fin_hub_new          (FinOffice *office, guint place_seconds);
/* @socket (transfer full) */
void        fin_hub_add          (FinHub *self, FinSocket *socket);
/* Closes all, saying the office goes away. */
void        fin_hub_stop         (FinHub *self);
/* Closes those of a member of staff whose token is revoked by now. */
void        fin_hub_revoke_staff (FinHub *self, const char *staff);
/* What @staff, who goes on, may see of the queue from now on. */
void        fin_hub_set_sensitive (FinHub *self, const char *staff, gboolean sensitive);
/* The link before stopped working: its socket too. */
void        fin_hub_revoke_citizen (FinHub *self, const char *appointment);

/* NULL when not connected. (transfer none) */
FinSocket  *fin_hub_citizen      (FinHub *self, const char *appointment);
/* NULL when @appointment has no open visit. (transfer none) */
FinVisit   *fin_hub_visit        (FinHub *self, const char *appointment);
/* The receipt of @appointment's @form is made, or being made, or it is in no visit any more: nothing
 * said of its documents may change. */
gboolean    fin_hub_is_sealed    (FinHub *self, const char *appointment, const char *form);
/* The one a member of staff is in, as informer or as interpreter. (transfer none) */
FinVisit   *fin_hub_visit_of     (FinHub *self, const char *staff);
/* Members of staff connected now who attend and are not away. */
guint       fin_hub_attending    (FinHub *self);
/* To every member of staff who attends; what they are told is made once for each language, for those who
 * may see sensitive appointments and those who may not, and for each coordinator, who has trials of their
 * own. */
typedef JsonObject *(*FinHubMake) (const char *language, FinCaller *caller, gpointer data);
void        fin_hub_tell_staff   (FinHub *self, FinHubMake make, gpointer data);

/* Who waits, anew: what a procedure is called, or for whom it is, changed. */
void        fin_hub_tell_queue   (FinHub *self);

/* @caller attends @booking, as POST …/attend has it. `VisitSummary`. (transfer full) */
JsonObject *fin_hub_attend       (FinHub *self, FinBooking *booking, FinCaller *caller,
                                  GError **error);
/* As an `Ending` says. `VisitSummary`. (transfer full) */
JsonObject *fin_hub_end          (FinHub *self, FinBooking *booking, FinCaller *caller,
                                  JsonObject *ending, GError **error);
/* @booking, a trial, is over if it was not, and gone. FIN_ERROR_FORBIDDEN for any other. */
gboolean    fin_hub_remove       (FinHub *self, FinBooking *booking, FinCaller *caller,
                                  GError **error);
/* Who was asked into the visit of @appointment: of `Guest`. (transfer full) */
JsonArray  *fin_hub_guests       (FinHub *self, const char *appointment);
/* Who of the interpreters may be asked: of `Interpreter`. (transfer full) */
JsonArray  *fin_hub_interpreters (FinHub *self, FinBooking *booking);
/* A `NewGuest` whose shape was checked is asked, or gets a link. `Guest`, with the link. As
 * fin_guests_add(), and FIN_ERROR_CLOSED. (transfer full) */
JsonObject *fin_hub_ask          (FinHub *self, FinBooking *booking, FinCaller *caller,
                                  JsonObject *body, GError **error);
/* One of @appointment's; FIN_ERROR_NOT_FOUND. (transfer full) */
FinGuest   *fin_hub_guest        (FinHub *self, const char *appointment, const char *id,
                                  GError **error);
/* Who came by a link is let in. FIN_ERROR_CONFLICT. */
gboolean    fin_hub_admit        (FinHub *self, FinGuest *guest, FinCaller *caller, GError **error);
/* What an interpreter says who was asked. FIN_ERROR_CLOSED when nobody asks any more,
 * FIN_ERROR_CONFLICT when they are in another visit. */
gboolean    fin_hub_answer       (FinHub *self, FinGuest *guest, FinCaller *caller, gboolean accept,
                                  GError **error);
/* Not asked any more, or out of the visit for good. */
gboolean    fin_hub_dismiss      (FinHub *self, FinGuest *guest, const char *actor, GError **error);

/* Documents of @appointment changed: whoever shows them is told. @document (transfer full) */
void        fin_hub_tell_document (FinHub *self, const char *appointment, JsonObject *document);

G_END_DECLS
