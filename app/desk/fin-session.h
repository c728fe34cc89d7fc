// The signed-in workstation as a model: who is signed in where, who is waiting, which visit is open.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-link.h"

G_BEGIN_DECLS

typedef struct _FinVisit FinVisit;

typedef enum {
  FIN_SESSION_STARTING,     /* no office address yet, or asking the keyring */
  FIN_SESSION_SIGNED_OUT,   /* `error` says why, when it wasn't the person's wish */
  FIN_SESSION_SIGNING_IN,
  FIN_SESSION_ONLINE,
  FIN_SESSION_RECONNECTING, /* signed in; the office is out of reach for now */
} FinSessionState;

/**
 * FinSession:
 *
 * Everything the window shows of the office. It owns the link; nothing here knows a widget. All on
 * the main context.
 *
 * Properties (ro, all notify): `state`, `error` (#GError or NULL), `busy` (a request is under way:
 * sign-in, attend), `staff-name`, `presence` ("available", "busy", "away"), `first-use` (the office
 * has no account yet and we hold its setup token), `keyring-notice` (gboolean: the token could not
 * be kept, so it lasts for this run only), `visit` (#FinVisit or NULL), `agenda`, `queue`.
 *
 * Signal `failed` (GError *): something asked for here could not be done (attend, presence).
 */
#define FIN_TYPE_SESSION (fin_session_get_type ())
#define FIN_TYPE_SESSION_STATE (fin_session_state_get_type ())
G_DECLARE_FINAL_TYPE (FinSession, fin_session, FIN, SESSION, GObject)
GType           fin_session_state_get_type (void);

FinSession     *fin_session_new         (void);
FinLink        *fin_session_link        (FinSession *self);
FinSessionState fin_session_state       (FinSession *self);
/* (nullable) (transfer none) */
FinVisit       *fin_session_visit       (FinSession *self);

G_END_DECLS
