// Somebody who was asked into a visit (`Guest` in `data/office-api.yaml`).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum {
  FIN_GUEST_ASKED, /* an interpreter of the office's who has not answered, or a link nobody opened yet */
  FIN_GUEST_AT_DOOR, /* came by their link, and waits to be let in */
  FIN_GUEST_IN,
  FIN_GUEST_DECLINED,
  FIN_GUEST_GONE,
} FinGuestState;

/**
 * FinGuest:
 *
 * Property `state` (ro, notified, #FinGuestState as uint). The rest never changes.
 */
#define FIN_TYPE_GUEST (fin_guest_get_type ())
G_DECLARE_FINAL_TYPE (FinGuest, fin_guest, FIN, GUEST, GObject)

/* (transfer full) */
FinGuest     *fin_guest_new        (JsonObject *object);
void          fin_guest_update     (FinGuest *self, JsonObject *object);
/* Theirs as a participant too. */
const char   *fin_guest_id         (FinGuest *self);
const char   *fin_guest_role       (FinGuest *self);
const char   *fin_guest_name       (FinGuest *self);
/* NULL of a companion. */
const char   *fin_guest_interprets (FinGuest *self);
/* The member of staff's id; NULL of who comes by a link rather than from a workstation. */
const char   *fin_guest_staff      (FinGuest *self);
FinGuestState fin_guest_state      (FinGuest *self);

G_END_DECLS
