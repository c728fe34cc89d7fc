// Tries counted by key.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-limits.h"

#define MAX_KEYS 4096
#define FORGET   (15 * 60)

typedef struct {
  guint tries;
  gint64 touched; /* monotonic seconds */
  gint64 until;
} Entry;

struct _FinLimits {
  guint free;
  guint pause;
  GHashTable *entries; /* key to Entry */
};

static gint64
seconds (void)
{
  return g_get_monotonic_time () / G_USEC_PER_SEC;
}

static void
make_room (FinLimits *self, gint64 now)
{
  const char *oldest = NULL;
  gint64 touched = G_MAXINT64;
  GHashTableIter iter;
  const char *key;
  Entry *entry;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, (gpointer *)&key, (gpointer *)&entry))
    if (entry->touched + FORGET <= now)
      g_hash_table_iter_remove (&iter);
    else if (entry->touched < touched) {
      touched = entry->touched;
      oldest = key;
    }

  if (g_hash_table_size (self->entries) >= MAX_KEYS)
    g_hash_table_remove (self->entries, oldest);
}

guint
fin_limits_wait (FinLimits *self, const char *key)
{
  Entry *entry = g_hash_table_lookup (self->entries, key);
  gint64 now = seconds ();

  return entry != NULL && entry->touched + FORGET > now && entry->until > now ? entry->until - now
                                                                              : 0;
}

guint
fin_limits_try (FinLimits *self, const char *key)
{
  Entry *entry = g_hash_table_lookup (self->entries, key);
  gint64 now = seconds ();

  if (entry == NULL) {
    if (g_hash_table_size (self->entries) >= MAX_KEYS)
      make_room (self, now);
    entry = g_new0 (Entry, 1);
    g_hash_table_insert (self->entries, g_strdup (key), entry);
  } else if (entry->touched + FORGET <= now)
    *entry = (Entry){ 0 };

  if (entry->until > now)
    return entry->until - now;

  entry->tries++;
  entry->touched = now;
  if (entry->tries >= self->free)
    entry->until = now + MIN ((guint64)self->pause << MIN (entry->tries - self->free, 20), FORGET);

  return 0;
}

void
fin_limits_forgive (FinLimits *self, const char *key, gboolean all)
{
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry == NULL)
    return;

  if (all || entry->tries <= 1)
    g_hash_table_remove (self->entries, key);
  else {
    entry->tries--;
    entry->until = 0;
  }
}

FinLimits *
fin_limits_new (guint free, guint pause)
{
  FinLimits *self = g_new0 (FinLimits, 1);

  self->free = free;
  self->pause = pause;
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
fin_limits_free (FinLimits *self)
{
  g_hash_table_unref (self->entries);
  g_free (self);
}
