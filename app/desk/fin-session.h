// The signed-in workstation as a model: who is signed in where, who is waiting, which visit is open.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-agenda.h"
#include "fin-asks.h"
#include "fin-link.h"
#include "fin-queue.h"

G_BEGIN_DECLS

typedef struct _FinVisit FinVisit;

typedef enum {
  FIN_SESSION_STARTING,     /* no office address yet, or asking the keyring */
  FIN_SESSION_FIRST_USE,    /* an office without accounts, and we hold its setup token */
  FIN_SESSION_SIGNED_OUT,   /* `error` says why, when it wasn't the person's wish */
  FIN_SESSION_SIGNING_IN,
  FIN_SESSION_ONLINE,
  FIN_SESSION_RECONNECTING, /* signed in; the office is out of reach for now */
  FIN_SESSION_ELSEWHERE,    /* signed in, and at work at another workstation */
} FinSessionState;

/**
 * FinSession:
 *
 * Everything the window shows of the office. It owns the link; nothing here knows a widget. All on
 * the main context.
 *
 * Properties (ro, all notify): `state`, `error` (#GError or NULL: why we are not signed in, what of a
 * sign-out is still to be done, or what keeps the office from starting), `busy` (asking to sign in or to
 * attend), `staff-name`, `role` (of the member of staff, as in the API; NULL before it is known), `presence` ("available", "busy" or "away"), `keyring-missing` (the sign-in could
 * not be kept: it lasts for this run only), `visit` (#FinVisit or NULL), `agenda`, `queue`.
 *
 * Signal `failed` (GError *): something asked for here could not be done; the person is to be told.
 */
#define FIN_TYPE_SESSION (fin_session_get_type ())
#define FIN_TYPE_SESSION_STATE (fin_session_state_get_type ())
G_DECLARE_FINAL_TYPE (FinSession, fin_session, FIN, SESSION, GObject)
GType           fin_session_state_get_type (void);

FinSession     *fin_session_new           (void);
FinLink        *fin_session_link          (FinSession *self);
FinSessionState fin_session_state         (FinSession *self);
const GError   *fin_session_error         (FinSession *self);
const char     *fin_session_presence      (FinSession *self);
const char     *fin_session_staff_name    (FinSession *self);
FinAgenda      *fin_session_agenda        (FinSession *self);
FinQueue       *fin_session_queue         (FinSession *self);
/* What an interpreter is asked for. */
FinAsks        *fin_session_asks          (FinSession *self);
gboolean        fin_session_is_interpreter (FinSession *self);
/* (nullable) (transfer none) */
FinVisit       *fin_session_visit         (FinSession *self);
/* Signed in, whether or not the office is within reach now. */
gboolean        fin_session_signed_in     (FinSession *self);

/* Which office; asks the keyring for a sign-in kept there. @keyring_name: what the keyring knows it by
 * (its address may change from run to run). @setup_token: of an office without accounts, else NULL.
 * The same address again is no news unless nothing has come of it. */
void            fin_session_open          (FinSession *self, const char *address,
                                           const char *keyring_name, const char *setup_token);
/* There is no office to be had. */
void            fin_session_fail          (FinSession *self, const GError *error);

/* Makes the first account of an office and signs in with it. */
void            fin_session_set_up_async  (FinSession *self, const char *name, const char *account,
                                           const char *password, GAsyncReadyCallback callback,
                                           gpointer data);
gboolean        fin_session_set_up_finish (FinSession *self, GAsyncResult *result, GError **error);
/* FIN_ERROR_UNAUTHORIZED: wrong; FIN_ERROR_TOO_MANY: see fin_error_retry_after(). */
void            fin_session_sign_in_async (FinSession *self, const char *account,
                                           const char *password, GAsyncReadyCallback callback,
                                           gpointer data);
gboolean        fin_session_sign_in_finish (FinSession *self, GAsyncResult *result, GError **error);
/* Here, in the keyring and at the office; what of it cannot be done at once is said in `error` for as
 * long as that is so. */
void            fin_session_sign_out      (FinSession *self);
/* At every other workstation too; `failed` when the office cannot be asked, and then nothing is
 * signed out of. */
void            fin_session_sign_out_everywhere (FinSession *self);
/* One's own. Every other session of the account ends. FIN_ERROR_NOT_YOURS: @current is not it. */
void            fin_session_change_password_async (FinSession *self, const char *current,
                                                   const char *password,
                                                   GAsyncReadyCallback callback, gpointer data);
gboolean        fin_session_change_password_finish (FinSession *self, GAsyncResult *result,
                                                    GError **error);
/* Takes the place back from the other workstation. */
void            fin_session_use_here      (FinSession *self);

/* Kept for this sign-in: an office that was started anew is told again. */
void            fin_session_set_presence  (FinSession *self, const char *presence);
/* Opens the visit, or emits `failed`. One at a time: nothing while there is a visit. */
void            fin_session_attend        (FinSession *self, const char *appointment);
/* An interpreter says yes or no to what they are asked; or emits `failed`. */
void            fin_session_answer        (FinSession *self, const char *ask, gboolean accept);
/* A trial is over, if it was not, and gone; or emits `failed`. */
void            fin_session_remove_trial  (FinSession *self, const char *appointment);
/* The visit is over and has been seen to be. */
void            fin_session_leave_visit   (FinSession *self);

G_END_DECLS
