// Who was asked into a visit, and asking.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-guest.h"
#include "fin-interpreter.h"
#include "fin-link.h"

G_BEGIN_DECLS

/* Beside informer and citizen so many have a place in the call. */
#define FIN_GUESTS_MAX 2

/**
 * FinGuests:
 *
 * A #GListModel of #FinGuest, each one object for as long as the visit lasts.
 *
 * Signals: `changed` (any of them is another thing now, or came, or went); `failed` (GError *): what was asked
 * for of the office could not be done, and the person is to be told.
 */
#define FIN_TYPE_GUESTS (fin_guests_get_type ())
G_DECLARE_FINAL_TYPE (FinGuests, fin_guests, FIN, GUESTS, GObject)

/* @path: of the appointment in the API. (transfer full) */
FinGuests *fin_guests_new        (FinLink *link, const char *path);
/* As the office tells of them now, whole. */
void       fin_guests_take       (FinGuests *self, JsonArray *guests);
/* Another can be asked. */
gboolean   fin_guests_have_place (FinGuests *self);
/* The first at the door, or NULL. (transfer none) */
FinGuest  *fin_guests_at_door    (FinGuests *self);

void       fin_guests_ask        (FinGuests *self, FinInterpreter *interpreter, const char *interprets);
/* A link for somebody called @name; @interprets NULL: a companion. */
void       fin_guests_invite_async  (FinGuests *self, const char *name, const char *interprets,
                                     GAsyncReadyCallback callback, gpointer data);
/* The link. (transfer full) */
char      *fin_guests_invite_finish (FinGuests *self, GAsyncResult *result, GError **error);
void       fin_guests_admit      (FinGuests *self, FinGuest *guest);
/* Not asked any more, or out of the visit. */
void       fin_guests_dismiss    (FinGuests *self, FinGuest *guest);

/* The interpreters there are, as a model of #FinInterpreter. */
void        fin_guests_find_interpreters_async  (FinGuests *self, GAsyncReadyCallback callback,
                                                 gpointer data);
/* (transfer full) */
GListModel *fin_guests_find_interpreters_finish (FinGuests *self, GAsyncResult *result,
                                                 GError **error);

G_END_DECLS
