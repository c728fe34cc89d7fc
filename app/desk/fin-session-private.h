// What the session's two files share: the model itself, and how one signs in.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-keeper.h"
#include "fin-session.h"

G_BEGIN_DECLS

struct _FinSession {
  GObject parent_instance;

  FinLink *link;
  FinKeeper *keeper; /* NULL before there is an office */
  FinAgenda *agenda;
  FinQueue *queue;
  FinAsks *asks;
  FinVisit *visit;
  GCancellable *cancellable; /* of what belongs to this sign-in */

  FinSessionState state;
  GError *error;
  gboolean busy;
  gboolean keyring_missing;
  char *staff_name;
  char *role;
  char *presence;
  char *chosen_presence; /* here, by the person; or NULL */
  char *setup_token;
  char *keyring_name;
  gboolean parting; /* signed out by the person's wish */
};

/* @error: why, or NULL; copied. */
void _fin_session_set_state           (FinSession *self, FinSessionState state, const GError *error);
void _fin_session_set_busy            (FinSession *self, gboolean busy);
void _fin_session_set_keyring_missing (FinSession *self, gboolean missing);
/* What belonged to the last sign-in is no longer awaited. */
void _fin_session_renew_cancellable   (FinSession *self);
/* Emits `failed`. */
void _fin_session_failed              (FinSession *self, const GError *error);
/* The keyring or the office answered the keeper, or did not. */
void _fin_session_keeper_cb           (FinSession *self);
/* Lets go of visit, link and token. @error: why, when it wasn't the person's wish. */
void _fin_session_signed_out          (FinSession *self, const GError *error);

G_END_DECLS
