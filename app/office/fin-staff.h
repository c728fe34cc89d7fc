// Members of staff and their passwords.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

#include "fin-store.h"

G_BEGIN_DECLS

gboolean    fin_staff_any      (FinStore *store);
/* NULL when there is no such account. (transfer full) */
char       *fin_staff_id       (FinStore *store, const char *account);
/* `Staff`, NULL when unknown. (transfer full) */
JsonObject *fin_staff_to_json  (FinStore *store, const char *id);
/* All of `Staff`, by name. (transfer full) */
JsonArray  *fin_staff_list     (FinStore *store);
/* The Argon2id string of an account, NULL when there is none. (transfer full) */
char       *fin_staff_password (FinStore *store, const char *account);

/* The languages of an interpreter, of what the store has: joined by commas. NULL for any other. (transfer full) */
JsonArray  *fin_staff_interprets (const char *role, const char *joined);
/* Interpreters, by name; @sensitive: those only who may see sensitive appointments. (transfer full)
 * (element-type utf8): ids. */
char      **fin_staff_interpreters (FinStore *store, gboolean sensitive);

/* @hash from fin_password_hash(); @sensitive: may see sensitive appointments. FIN_ERROR_CONFLICT when the
 * account exists. Returns the id. (transfer full) */
char       *fin_staff_add      (FinStore *store, const char *account, const char *name,
                                const char *role, gboolean sensitive, const char *hash,
                                const char *actor, GError **error);
/* FALSE for whom there is not, too. */
gboolean    fin_staff_is_for_sensitive (FinStore *store, const char *id);
gboolean    fin_staff_set_sensitive (FinStore *store, const char *id, gboolean sensitive,
                                     GError **error);
/* @languages: what an interpreter interprets. */
gboolean    fin_staff_set_interprets (FinStore *store, const char *id, const char *const *languages,
                                      GError **error);
/* Of sessions it says nothing: a change of a person's password ends theirs, while the practice account's
 * is drawn anew at each start of an office, and its sessions outlive that. */
gboolean    fin_staff_set_password (FinStore *store, const char *id, const char *hash,
                                    GError **error);

/* Argon2id, interactive limits: 64 MiB and some 100 ms; any thread. (transfer full), NULL when
 * memory is short. */
char       *fin_password_hash   (const char *password);
/* @hash may be NULL for an account nobody has: it takes as long and says no. Any thread. */
gboolean    fin_password_verify (const char *hash, const char *password);

G_END_DECLS
