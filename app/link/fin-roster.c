// The staff, asked for and changed.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-roster.h"

#include "fin-json.h"

struct _FinRoster {
  GObject parent_instance;

  FinLink *link;
  GListStore *members;
};

static void fin_roster_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FinRoster,
                               fin_roster,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      fin_roster_list_model_init))

static GType
fin_roster_get_item_type (GListModel *model)
{
  return FIN_TYPE_MEMBER;
}

static guint
fin_roster_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (FIN_ROSTER (model)->members));
}

static gpointer
fin_roster_get_item (GListModel *model, guint i)
{
  return g_list_model_get_item (G_LIST_MODEL (FIN_ROSTER (model)->members), i);
}

static void
fin_roster_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = fin_roster_get_item_type;
  iface->get_n_items = fin_roster_get_n_items;
  iface->get_item = fin_roster_get_item;
}

static void
fin_roster_finalize (GObject *object)
{
  g_clear_object (&FIN_ROSTER (object)->members);
  g_clear_object (&FIN_ROSTER (object)->link);

  G_OBJECT_CLASS (fin_roster_parent_class)->finalize (object);
}

static void
fin_roster_class_init (FinRosterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fin_roster_finalize;
}

static void
fin_roster_init (FinRoster *self)
{
  self->members = g_list_store_new (FIN_TYPE_MEMBER);
  g_signal_connect_object (self->members, "items-changed", G_CALLBACK (g_list_model_items_changed),
                           self, G_CONNECT_SWAPPED);
}

FinRoster *
fin_roster_new (FinLink *link)
{
  FinRoster *self;

  g_return_val_if_fail (FIN_IS_LINK (link), NULL);

  self = g_object_new (FIN_TYPE_ROSTER, NULL);
  self->link = g_object_ref (link);

  return self;
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  FinRoster *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (JsonObject) answer = fin_link_request_finish (FIN_LINK (object), result, &error);
  JsonArray *staff = answer != NULL ? fin_json_array (answer, "staff") : NULL;

  if (answer == NULL) {
    g_task_return_error (task, error);
    return;
  }

  g_list_store_remove_all (self->members);
  for (guint i = 0; staff != NULL && i < json_array_get_length (staff); i++) {
    JsonObject *one = fin_json_array_object (staff, i);
    g_autoptr (FinMember) member = one != NULL ? fin_member_new (one) : NULL;

    if (member != NULL)
      g_list_store_append (self->members, member);
  }
  g_task_return_boolean (task, TRUE);
}

void
fin_roster_load_async (FinRoster *self, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task;

  g_return_if_fail (FIN_IS_ROSTER (self));

  task = g_task_new (self, NULL, callback, data);
  fin_link_request_async (self->link, "GET", "/staff", NULL, NULL, loaded_cb, task);
}

typedef struct {
  FinMember *member;
  GStrv interprets; /* NULL: it is `sensitive` that changes */
  gboolean sensitive;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_object_unref (change->member);
  g_strfreev (change->interprets);
  g_free (change);
}

static void
changed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (JsonObject) answer = fin_link_request_finish (FIN_LINK (object), result, &error);

  if (answer == NULL) {
    g_task_return_error (task, error);
    return;
  }

  if (change->interprets != NULL)
    fin_member_set_interprets (change->member, (const char *const *)change->interprets);
  else
    fin_member_set_sensitive (change->member, change->sensitive);
  g_task_return_boolean (task, TRUE);
}

/* @change (transfer full), @what: the last part of the path, and the member of @body. */
static void
put (FinRoster *self,
     FinMember *member,
     Change *change,
     const char *what,
     JsonObject *body,
     GAsyncReadyCallback callback,
     gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);
  g_autofree char *path = g_strdup_printf ("/staff/%s/%s", fin_member_id (member), what);

  change->member = g_object_ref (member);
  g_task_set_task_data (task, change, change_free);
  fin_link_request_async (self->link, "PUT", path, body, NULL, changed_cb, task);
}

void
fin_roster_set_sensitive_async (FinRoster *self,
                                FinMember *member,
                                gboolean sensitive,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  g_autoptr (JsonObject) body = json_object_new ();
  Change *change;

  g_return_if_fail (FIN_IS_ROSTER (self));
  g_return_if_fail (FIN_IS_MEMBER (member));

  change = g_new0 (Change, 1);
  change->sensitive = sensitive;
  json_object_set_boolean_member (body, "sensitive", sensitive);
  put (self, member, change, "sensitive", body, callback, data);
}

void
fin_roster_set_interprets_async (FinRoster *self,
                                 FinMember *member,
                                 const char *const *languages,
                                 GAsyncReadyCallback callback,
                                 gpointer data)
{
  g_autoptr (JsonObject) body = json_object_new ();
  JsonArray *array = json_array_new ();
  Change *change;

  g_return_if_fail (FIN_IS_ROSTER (self));
  g_return_if_fail (FIN_IS_MEMBER (member));
  g_return_if_fail (languages != NULL);

  change = g_new0 (Change, 1);
  change->interprets = g_strdupv ((char **)languages);
  for (guint i = 0; languages[i] != NULL; i++)
    json_array_add_string_element (array, languages[i]);
  json_object_set_array_member (body, "interprets", array);
  put (self, member, change, "interprets", body, callback, data);
}

gboolean
fin_roster_finish (FinRoster *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
