// An open visit: who is in it, and what passes between them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-appointments.h"
#include "fin-dossier.h"
#include "fin-socket.h"
#include "fin-vault.h"

G_BEGIN_DECLS

/**
 * FinVisit:
 *
 * An informer and a citizen, each there or not, and their guests, who have no part in form and documents: a
 * visit outlives every connection, every program and the office's own process, and ends only when it is ended.
 */
#define FIN_TYPE_VISIT (fin_visit_get_type ())
G_DECLARE_FINAL_TYPE (FinVisit, fin_visit, FIN, VISIT, GObject)

/* From the store, nobody connected. NULL when @appointment has no open visit. (transfer full) */
FinVisit   *fin_visit_load       (FinStore *store, FinVault *vault, const char *appointment);
const char *fin_visit_id         (FinVisit *self);
const char *fin_visit_appointment (FinVisit *self);
const char *fin_visit_staff      (FinVisit *self);

/* Its forms: the one by this id, NULL when it is not (or no more) in this visit; the one in front of
 * everyone, NULL when all procedures have left the catalogue. (transfer none) */
FinDossier *fin_visit_dossier    (FinVisit *self, const char *form);
FinDossier *fin_visit_front      (FinVisit *self);
/* Is a receipt of one of them being made? */
gboolean    fin_visit_is_filing  (FinVisit *self);
/* A further form, and it comes to the front. Its id; FIN_ERROR_BAD_REQUEST for an unknown procedure,
 * FIN_ERROR_FULL. (transfer full) */
char       *fin_visit_add_form   (FinVisit *self, const char *procedure, const char *actor,
                                  GError **error);
/* Out of the visit: gone when nothing was written in it, else left as a draft. FIN_ERROR_CLOSED when
 * it is filed, FIN_ERROR_CONFLICT when it is the visit's last. */
gboolean    fin_visit_remove_form (FinVisit *self, const char *form, const char *actor,
                                   GError **error);
/* A draft comes in and to the front: one this appointment left, one by its code (@by_code), or else one
 * of the same person and procedure as a form of the visit, which is left in its place and not told as
 * such again. FIN_ERROR_NOT_FOUND. */
gboolean    fin_visit_take_up     (FinVisit *self, const char *draft, gboolean by_code,
                                   const char *actor, GError **error);

/* Is @staff one of those in it, as informer or as interpreter? */
gboolean    fin_visit_is_with    (FinVisit *self, const char *staff);
/* A guest who is `in` from now on; and one who is not any more, told to the others and to them. */
void        fin_visit_add_guest  (FinVisit *self, const char *id);
void        fin_visit_remove_guest (FinVisit *self, const char *id);
/* To the informer, who is asked and who knocks. @guests: of `Guest` (transfer full) */
void        fin_visit_tell_guests (FinVisit *self, JsonArray *guests);

/* Enters or comes back: is told all, the others are told of it. The same socket may again. */
void        fin_visit_join       (FinVisit *self, FinSocket *socket);
/* Is away: closed, or for now. */
void        fin_visit_part       (FinVisit *self, FinSocket *socket);
gboolean    fin_visit_has        (FinVisit *self, FinSocket *socket);

/* A message of a participant's whose shape was checked. */
gboolean    fin_visit_handle     (FinVisit *self, FinSocket *socket, const char *type,
                                  JsonObject *message, GError **error);
void        fin_visit_set_media  (FinVisit *self, FinSocket *socket, gboolean camera,
                                  gboolean microphone);
/* The reader changed language: they get the form anew. */
void        fin_visit_language_changed (FinVisit *self, FinSocket *socket);

/* Puts the picture of a page before everybody's eyes, in place of what was there. @document: a
 * `Document`; @media_type static. `Shown`. (transfer full) */
JsonObject *fin_visit_show       (FinVisit *self, JsonObject *document, gint64 page, gint64 pages,
                                  GBytes *content, const char *media_type);
void        fin_visit_unshow     (FinVisit *self);
/* NULL when nothing is shown. (transfer none) */
const char *fin_visit_shown_document (FinVisit *self);
/* NULL when another is shown by now. (transfer none) */
GBytes     *fin_visit_shown_picture  (FinVisit *self, const char *picture,
                                      const char **media_type);

/* To all: a document came or was reviewed (@document transfer full); the receipt of @form was made
 * (@receipt likewise); it is over. */
void        fin_visit_tell_document (FinVisit *self, JsonObject *document);
void        fin_visit_tell_receipt  (FinVisit *self, const char *form, JsonObject *receipt);
void        fin_visit_tell_ended    (FinVisit *self);

G_END_DECLS
