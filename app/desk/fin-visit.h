// The visit as a model: who is in it, the call, the text, the form, the documents, the notes, the receipt.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-appointment.h"
#include "fin-call.h"
#include "fin-captions.h"
#include "fin-composer.h"
#include "fin-call-health.h"
#include "fin-document.h"
#include "fin-guests.h"
#include "fin-link.h"
#include "fin-notes.h"
#include "fin-party.h"
#include "fin-shared-forms.h"
#include "fin-transcript.h"

G_BEGIN_DECLS

/**
 * FinVisit:
 *
 * What the visit page shows. It listens to the link by itself from the moment it is made, so the
 * session makes it *before* asking to attend, or hands it the `visit` message that told of it
 * (fin_visit_handle()). It is filled, and after a break mended, by `visit` messages: a participant of
 * the same instance keeps their end of the call, one of a new instance gets a new one.
 *
 * It lives through an office that is away: call and text go on peer to peer, changes of the form, lines and
 * notes are kept and sent again. All on the main context; nothing here knows a widget.
 *
 * Properties (ro, all notify): `appointment` (#FinAppointment, NULL before the first `visit`), `ready`
 * (the first `visit` is in), `you` (own participant id), `parties` (#GListModel of #FinParty: the
 * others), `call` (#FinCall), `transcript`, `composer` (NULL until `ready`), `form`, `documents`
 * (#GListModel of #FinDocument), `notes` (#FinNotes), `receipt` (its number or NULL), `receipt-code`,
 * `ended`, `outcome` (as in the API, or NULL), `online` (the office is within reach), `connection` (a
 * sentence in words), `connection-grade` (#FinCallGrade as uint), `earlier-lines` (how many the office keeps
 * that are not in `transcript`, as they were too many for one message).
 */
#define FIN_TYPE_VISIT (fin_visit_get_type ())
G_DECLARE_FINAL_TYPE (FinVisit, fin_visit, FIN, VISIT, GObject)

/* (transfer full) */
FinVisit       *fin_visit_new         (FinLink *link, const char *appointment_id);
/* Camera, microphone and loudspeaker, before the call and in mid-call. Never called: what the environment
 * says (FINESTRETA_CAMERA, …), or nothing. */
void            fin_visit_set_setup   (FinVisit *self, const FinCallSetup *setup);
/* A message that came before this visit was made; the same one twice does no harm. */
void            fin_visit_handle      (FinVisit *self, const char *type, JsonObject *message);
/* Lets go of devices and peers: the visit is over, or the person signs out. */
void            fin_visit_close       (FinVisit *self);

const char     *fin_visit_id          (FinVisit *self); /* the appointment's */
/* "/appointments/ID": where the API has it. */
const char     *fin_visit_path        (FinVisit *self);
FinAppointment *fin_visit_appointment (FinVisit *self);
const char     *fin_visit_you         (FinVisit *self);
GListModel     *fin_visit_parties     (FinVisit *self);
/* NULL when nobody has this participant id. (transfer none) */
FinParty       *fin_visit_party       (FinVisit *self, const char *id);
FinCall        *fin_visit_call        (FinVisit *self);
FinTranscript  *fin_visit_transcript  (FinVisit *self);
FinCaptions    *fin_visit_captions    (FinVisit *self);
/* Oneself; NULL before `ready`. */
FinParticipant *fin_visit_me          (FinVisit *self);
FinComposer    *fin_visit_composer    (FinVisit *self);
FinGuests      *fin_visit_guests      (FinVisit *self);
/* One is a guest oneself, an interpreter: forms, documents, notes and the visit's end are others' business. */
gboolean        fin_visit_guest       (FinVisit *self);
FinSharedForms *fin_visit_forms       (FinVisit *self);
/* The one in front: another one notifies `form`, and `receipt` with it. */
FinSharedForm  *fin_visit_form        (FinVisit *self);
GListModel     *fin_visit_documents   (FinVisit *self);
FinNotes       *fin_visit_notes       (FinVisit *self);
FinLink        *fin_visit_link        (FinVisit *self);
/* Of the form in front. */
const char     *fin_visit_receipt     (FinVisit *self);
gboolean        fin_visit_ended       (FinVisit *self);

/* What is asked of the office for this visit; each is one request of the API and fails with its
 * FIN_ERROR. */
/* @ending: an `Ending`. */
void      fin_visit_end_async            (FinVisit *self, JsonObject *ending,
                                          GAsyncReadyCallback callback, gpointer data);
gboolean  fin_visit_end_finish           (FinVisit *self, GAsyncResult *result, GError **error);
/* A further form of @procedure, which comes to the front. */
void      fin_visit_add_form_async       (FinVisit *self, const char *procedure,
                                          GAsyncReadyCallback callback, gpointer data);
gboolean  fin_visit_add_form_finish      (FinVisit *self, GAsyncResult *result, GError **error);
/* Out of the visit: nothing written in it, it is gone, else it stays as a draft. */
void      fin_visit_leave_form_async     (FinVisit *self, const char *form,
                                          GAsyncReadyCallback callback, gpointer data);
gboolean  fin_visit_leave_form_finish    (FinVisit *self, GAsyncResult *result, GError **error);
/* A draft, one that was left in this visit or a duplicate, in and to the front. */
void      fin_visit_reopen_form_async    (FinVisit *self, const char *form,
                                          GAsyncReadyCallback callback, gpointer data);
gboolean  fin_visit_reopen_form_finish   (FinVisit *self, GAsyncResult *result, GError **error);
/* The draft with this code, however it was copied, into the visit and to the front. */
void      fin_visit_resume_async         (FinVisit *self, const char *code,
                                          GAsyncReadyCallback callback, gpointer data);
gboolean  fin_visit_resume_finish        (FinVisit *self, GAsyncResult *result, GError **error);
/* Out of it for good, as a guest. */
void      fin_visit_leave_async          (FinVisit *self, GAsyncReadyCallback callback, gpointer data);
gboolean  fin_visit_leave_finish         (FinVisit *self, GAsyncResult *result, GError **error);
void      fin_visit_make_receipt_async   (FinVisit *self, FinSharedForm *form,
                                          GAsyncReadyCallback callback, gpointer data);
gboolean  fin_visit_make_receipt_finish  (FinVisit *self, GAsyncResult *result, GError **error);
/* @pdf: the paper, else the JSON for a registry. (transfer full) */
void      fin_visit_load_receipt_async   (FinVisit *self, FinSharedForm *form, gboolean pdf,
                                          GAsyncReadyCallback callback, gpointer data);
GBytes   *fin_visit_load_receipt_finish  (FinVisit *self, GAsyncResult *result, GError **error);
void      fin_visit_load_document_async  (FinVisit *self, FinDocument *document,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer data);
/* (transfer full) */
GBytes   *fin_visit_load_document_finish (FinVisit *self, GAsyncResult *result, GError **error);
/* Keeps @copy, a PDF, as the redacted copy of @document. */
void      fin_visit_keep_copy_async      (FinVisit *self, FinDocument *document, GBytes *copy,
                                          GAsyncReadyCallback callback, gpointer data);
gboolean  fin_visit_keep_copy_finish     (FinVisit *self, GAsyncResult *result, GError **error);
/* @reason NULL: accepted. @note: the informer's words, or NULL. */
void      fin_visit_review_async         (FinVisit *self, FinDocument *document, const char *reason,
                                          const char *note, GAsyncReadyCallback callback,
                                          gpointer data);
gboolean  fin_visit_review_finish        (FinVisit *self, GAsyncResult *result, GError **error);
/* Uses @document, sent for another form, as what it is for @form too. */
void      fin_visit_use_async            (FinVisit *self, FinDocument *document, FinSharedForm *form,
                                          GAsyncReadyCallback callback, gpointer data);
gboolean  fin_visit_use_finish           (FinVisit *self, GAsyncResult *result, GError **error);

G_END_DECLS
