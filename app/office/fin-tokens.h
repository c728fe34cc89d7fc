// Bearer tokens: what a member of staff gets by signing in, and what a citizen's link ends with.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

#include "fin-store.h"

G_BEGIN_DECLS

/**
 * FinCaller:
 *
 * Whose token it is: a member of staff's (@staff, @account, @name and @role), the citizen's of one
 * @appointment, or a @guest's; the others are NULL. @hash names the token without being one.
 */
typedef struct {
  GBytes *hash;
  char *expires;
  char *staff;
  char *account;
  char *name;
  char *role;
  char *interprets;   /* of a member of staff; joined by commas */
  char *appointment;
  char *guest;
  gboolean sensitive; /* a member of staff who may see appointments that are nobody else's business */
} FinCaller;

void       fin_caller_free    (FinCaller *self);
/* "citizen:ID", "guest:ID" or the member of staff's id: who did it, for the audit. (transfer full) */
char      *fin_caller_actor   (FinCaller *self);
gboolean   fin_caller_is_role (FinCaller *self, const char *role);
/* May attend people: an informer, or a coordinator. */
gboolean   fin_caller_attends (FinCaller *self);
JsonObject *fin_caller_to_json (FinCaller *self);

/* Tokens a member of staff has at a time; a further one takes the oldest one's place. */
#define FIN_TOKENS_MAX 10

/* 256 random bits in base64url; the store keeps their BLAKE2b hash. @expires (out). Runs inside
 * the caller's transaction. (transfer full), NULL on error. */
char      *fin_tokens_for_staff       (FinStore *store, const char *staff, char **expires,
                                       GError **error);
/* Revokes the appointment's earlier tokens. */
char      *fin_tokens_for_appointment (FinStore *store, const char *appointment, const char *expires,
                                       GError **error);
char      *fin_tokens_for_guest       (FinStore *store, const char *guest, const char *expires,
                                       GError **error);
/* NULL when nobody has it, or has it any more. (transfer full) */
FinCaller *fin_tokens_lookup          (FinStore *store, const char *token);
gboolean   fin_tokens_revoke          (FinStore *store, GBytes *hash, GError **error);
/* All a member of staff has, but for @kept (may be NULL). */
gboolean   fin_tokens_revoke_staff    (FinStore *store, const char *staff, GBytes *kept,
                                       GError **error);
/* Is there such a token, whatever its time? */
gboolean   fin_tokens_has             (FinStore *store, GBytes *hash);
/* Those past their time. */
void       fin_tokens_purge           (FinStore *store);

/* A random secret of the same making, kept nowhere. (transfer full) */
char      *fin_tokens_random          (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FinCaller, fin_caller_free)

G_END_DECLS
