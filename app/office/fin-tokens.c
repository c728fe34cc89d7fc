// Tokens, kept as hashes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-tokens.h"

#include <sodium.h>

#include "fin-json-new.h"
#include "fin-staff.h"
#include "fin-time.h"

#define TOKEN_BYTES 32
#define STAFF_DAYS  30
/* Expired tokens open nothing; they are kept so long because a clock that was ahead is set right.
 */
#define KEPT_DAYS 90

static GBytes *
hash_of (const char *token)
{
  guint8 hash[crypto_generichash_BYTES];

  crypto_generichash (hash, sizeof hash, (const guint8 *)token, strlen (token), NULL, 0);

  return g_bytes_new (hash, sizeof hash);
}

char *
fin_tokens_random (void)
{
  guint8 random[TOKEN_BYTES];
  char text[TOKEN_BYTES * 4 / 3 + 3];

  randombytes_buf (random, sizeof random);
  sodium_bin2base64 (text, sizeof text, random, sizeof random,
                     sodium_base64_VARIANT_URLSAFE_NO_PADDING);

  return g_strdup (text);
}

static char *
issue (FinStore *store,
       const char *staff,
       const char *appointment,
       const char *guest,
       const char *expires,
       GError **error)
{
  g_autofree char *token = fin_tokens_random ();
  g_autoptr (GBytes) hash = hash_of (token);
  g_autofree char *now = fin_store_now ();

  if (!fin_store_run (store, error,
                      "INSERT INTO token (hash, staff, appointment, guest, created, expires)"
                      " VALUES (?, ?, ?, ?, ?, ?)",
                      "bsssss", hash, staff, appointment, guest, now, expires))
    return NULL;

  return g_steal_pointer (&token);
}

char *
fin_tokens_for_staff (FinStore *store, const char *staff, char **expires, GError **error)
{
  g_autoptr (GDateTime) now = fin_time_now ();
  g_autoptr (GDateTime) end = g_date_time_add_days (now, STAFF_DAYS);
  g_autofree char *text = fin_time_format (end);
  g_autofree char *token = issue (store, staff, NULL, NULL, text, error);

  if (token == NULL ||
      !fin_store_run (store, error,
                      "DELETE FROM token WHERE staff = ? AND rowid NOT IN (SELECT rowid FROM token"
                      " WHERE staff = ? ORDER BY created DESC, rowid DESC LIMIT ?)",
                      "ssi", staff, staff, (gint64)FIN_TOKENS_MAX))
    return NULL;

  *expires = g_steal_pointer (&text);

  return g_steal_pointer (&token);
}

char *
fin_tokens_for_appointment (FinStore *store,
                            const char *appointment,
                            const char *expires,
                            GError **error)
{
  if (!fin_store_run (store, error, "DELETE FROM token WHERE appointment = ?", "s", appointment))
    return NULL;

  return issue (store, NULL, appointment, NULL, expires, error);
}

char *
fin_tokens_for_guest (FinStore *store, const char *guest, const char *expires, GError **error)
{
  return issue (store, NULL, NULL, guest, expires, error);
}

FinCaller *
fin_tokens_lookup (FinStore *store, const char *token)
{
  g_autoptr (GBytes) hash = hash_of (token);
  g_autofree char *now = fin_store_now ();
  g_autoptr (sqlite3_stmt) row = fin_store_query (
      store,
      "SELECT token.expires, token.appointment, staff.id, account, name, role,"
      " sensitive, interprets, token.guest"
      " FROM token LEFT JOIN staff ON staff.id = token.staff WHERE hash = ? AND expires > ?",
      "bs", hash, now);
  FinCaller *self;

  if (!fin_row_next (row))
    return NULL;

  self = g_new0 (FinCaller, 1);
  self->hash = g_steal_pointer (&hash);
  self->expires = g_strdup (fin_row_text (row, 0));
  self->appointment = g_strdup (fin_row_text (row, 1));
  self->staff = g_strdup (fin_row_text (row, 2));
  self->account = g_strdup (fin_row_text (row, 3));
  self->name = g_strdup (fin_row_text (row, 4));
  self->role = g_strdup (fin_row_text (row, 5));
  self->sensitive = fin_row_integer (row, 6) != 0;
  self->interprets = g_strdup (fin_row_text (row, 7));
  self->guest = g_strdup (fin_row_text (row, 8));

  return self;
}

gboolean
fin_tokens_revoke (FinStore *store, GBytes *hash, GError **error)
{
  return fin_store_run (store, error, "DELETE FROM token WHERE hash = ?", "b", hash);
}

gboolean
fin_tokens_revoke_staff (FinStore *store, const char *staff, GBytes *kept, GError **error)
{
  return kept != NULL
             ? fin_store_run (store, error, "DELETE FROM token WHERE staff = ? AND hash <> ?", "sb",
                              staff, kept)
             : fin_store_run (store, error, "DELETE FROM token WHERE staff = ?", "s", staff);
}

gboolean
fin_tokens_has (FinStore *store, GBytes *hash)
{
  g_autoptr (sqlite3_stmt) row =
      fin_store_query (store, "SELECT 1 FROM token WHERE hash = ?", "b", hash);

  return fin_row_next (row);
}

void
fin_tokens_purge (FinStore *store)
{
  g_autoptr (GDateTime) now = fin_time_now ();
  g_autoptr (GDateTime) long_ago = g_date_time_add_days (now, -KEPT_DAYS);
  g_autofree char *before = fin_time_format (long_ago);

  fin_store_run (store, NULL, "DELETE FROM token WHERE expires <= ?", "s", before);
}

void
fin_caller_free (FinCaller *self)
{
  g_bytes_unref (self->hash);
  g_free (self->expires);
  g_free (self->staff);
  g_free (self->account);
  g_free (self->name);
  g_free (self->role);
  g_free (self->interprets);
  g_free (self->appointment);
  g_free (self->guest);
  g_free (self);
}

char *
fin_caller_actor (FinCaller *self)
{
  if (self->staff != NULL)
    return g_strdup (self->staff);

  return self->guest != NULL ? g_strconcat ("guest:", self->guest, NULL)
                             : g_strconcat ("citizen:", self->appointment, NULL);
}

gboolean
fin_caller_is_role (FinCaller *self, const char *role)
{
  return g_strcmp0 (self->role, role) == 0;
}

gboolean
fin_caller_attends (FinCaller *self)
{
  return fin_caller_is_role (self, "informer") || fin_caller_is_role (self, "coordinator");
}

JsonObject *
fin_caller_to_json (FinCaller *self)
{
  return fin_json_new ("id:s", self->staff, "account:s", self->account, "name:s", self->name,
                       "role:s", self->role, "sensitive:b", self->sensitive, "interprets:a",
                       fin_staff_interprets (self->role, self->interprets), NULL);
}
