// A member of staff as the office tells of them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * FinMember:
 *
 * Properties, all read-only: `id`, `account`, `name`, `role` (as `Role` in the API),
 * `sensitive` (boolean, notifies: may see appointments about violence or health), `interprets` (strv, notifies:
 * the languages of an interpreter). Main thread only.
 */
#define FIN_TYPE_MEMBER (fin_member_get_type ())
G_DECLARE_FINAL_TYPE (FinMember, fin_member, FIN, MEMBER, GObject)

/* Of a `Staff`. (transfer full) */
FinMember  *fin_member_new           (JsonObject *object);
/* Never NULL, like the next three. */
const char *fin_member_id            (FinMember *self);
const char *fin_member_account       (FinMember *self);
const char *fin_member_name          (FinMember *self);
const char *fin_member_role          (FinMember *self);
gboolean    fin_member_is_sensitive  (FinMember *self);
void        fin_member_set_sensitive (FinMember *self, gboolean sensitive);
/* As BCP 47 has them; empty of anybody else. (transfer none) */
const char *const *fin_member_interprets (FinMember *self);
void        fin_member_set_interprets (FinMember *self, const char *const *languages);

G_END_DECLS
