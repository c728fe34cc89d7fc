// Messages of a form, kept until they are answered.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-courier.h"

#include "fin-json.h"

/* What the office did not answer in this time is sent again under its name, which does no harm if
 * it was done. */
#define REPEAT_S 5

typedef struct {
  JsonObject *message;
  gboolean sent; /* on the connection that stands */
} Kept;

struct _FinCourier {
  FinLink *link;
  GHashTable *kept; /* type and field → Kept */
  guint names;      /* how many were given */
  guint repeat_id;
};

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  json_object_unref (kept->message);
  g_free (kept);
}

static char *
key (const char *type, const char *field)
{
  return g_strconcat (type, " ", field, NULL);
}

static void
forget_sent (FinCourier *self)
{
  GHashTableIter iter;
  gpointer kept;

  g_hash_table_iter_init (&iter, self->kept);
  while (g_hash_table_iter_next (&iter, NULL, &kept))
    ((Kept *)kept)->sent = FALSE;
}

static void
state_cb (FinLink *link, GParamSpec *pspec, FinCourier *self)
{
  if (fin_link_state (link) != FIN_LINK_ONLINE)
    forget_sent (self);
}

static gboolean
repeat_cb (gpointer data)
{
  FinCourier *self = data;

  if (g_hash_table_size (self->kept) == 0) {
    self->repeat_id = 0;
    return G_SOURCE_REMOVE;
  }

  forget_sent (self);
  fin_courier_resume (self);

  return G_SOURCE_CONTINUE;
}

/* From now: the office is answering. */
static void
arm_repeat (FinCourier *self)
{
  g_clear_handle_id (&self->repeat_id, g_source_remove);
  self->repeat_id = g_timeout_add_seconds (REPEAT_S, repeat_cb, self);
}

static void
dispatch (FinCourier *self, Kept *kept)
{
  kept->sent = fin_link_send (self->link, json_object_ref (kept->message));
}

FinCourier *
fin_courier_new (FinLink *link)
{
  FinCourier *self;

  g_return_val_if_fail (FIN_IS_LINK (link), NULL);

  self = g_new0 (FinCourier, 1);
  self->link = g_object_ref (link);
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, kept_free);
  g_signal_connect (link, "notify::state", G_CALLBACK (state_cb), self);

  return self;
}

void
fin_courier_free (FinCourier *self)
{
  if (self == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->link, self);
  g_clear_handle_id (&self->repeat_id, g_source_remove);
  g_hash_table_unref (self->kept);
  g_object_unref (self->link);
  g_free (self);
}

char *
fin_courier_name (FinCourier *self)
{
  /* The run's name makes it unique among those who change this form. */
  return g_strdup_printf ("%.13s-%u", fin_link_instance (self->link), ++self->names);
}

void
fin_courier_send (FinCourier *self, JsonObject *message)
{
  const char *type = fin_json_string (message, "type");
  const char *field = fin_json_string (message, "field");
  Kept *kept;

  g_return_if_fail (type != NULL && field != NULL);

  kept = g_new0 (Kept, 1);
  kept->message = message;
  g_hash_table_insert (self->kept, key (type, field), kept);
  dispatch (self, kept);
  if (self->repeat_id == 0)
    arm_repeat (self);
}

JsonObject *
fin_courier_kept (FinCourier *self, const char *type, const char *field)
{
  g_autofree char *whose = key (type, field);
  Kept *kept = g_hash_table_lookup (self->kept, whose);

  return kept != NULL ? kept->message : NULL;
}

void
fin_courier_answered (FinCourier *self, const char *type, const char *field)
{
  g_autofree char *whose = key (type, field);

  if (g_hash_table_remove (self->kept, whose))
    arm_repeat (self);
}

void
fin_courier_refused (FinCourier *self, const char *re)
{
  GHashTableIter iter;
  gpointer data;

  g_hash_table_iter_init (&iter, self->kept);
  while (re != NULL && g_hash_table_iter_next (&iter, NULL, &data)) {
    Kept *kept = data;

    if (g_strcmp0 (fin_json_string (kept->message, "id"), re) == 0) {
      g_hash_table_iter_remove (&iter);
      return;
    }
  }
}

void
fin_courier_resume (FinCourier *self)
{
  GHashTableIter iter;
  gpointer kept;

  g_hash_table_iter_init (&iter, self->kept);
  while (g_hash_table_iter_next (&iter, NULL, &kept))
    if (!((Kept *)kept)->sent)
      dispatch (self, kept);
}
