// The list as the office tells it, and who is handed which message.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-shared-forms.h"

#include "fin-json.h"

enum { PROP_0, PROP_FRONT, N_PROPS };

struct _FinSharedForms {
  GObject parent_instance;

  FinLink *link;
  GListStore *forms;
  FinSharedForm *front; /* of those */
};

static void fin_shared_forms_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FinSharedForms,
                               fin_shared_forms,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      fin_shared_forms_list_model_init))

static GParamSpec *properties[N_PROPS];

static guint
count (FinSharedForms *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->forms));
}

/* (transfer none): the store holds it. */
static FinSharedForm *
at (FinSharedForms *self, guint i)
{
  g_autoptr (FinSharedForm) form = g_list_model_get_item (G_LIST_MODEL (self->forms), i);

  return form;
}

FinSharedForm *
fin_shared_forms_lookup (FinSharedForms *self, const char *id)
{
  g_return_val_if_fail (FIN_IS_SHARED_FORMS (self), NULL);

  for (guint i = 0; i < count (self); i++)
    if (id != NULL && g_strcmp0 (fin_shared_form_id (at (self, i)), id) == 0)
      return at (self, i);

  return NULL;
}

static FinSharedForm *
find_or_add (FinSharedForms *self, const char *id)
{
  FinSharedForm *known = fin_shared_forms_lookup (self, id);
  g_autoptr (FinSharedForm) made = NULL;

  g_assert (FIN_IS_SHARED_FORMS (self));

  if (known != NULL)
    return known;
  /* Of the one that was there before any was told, the first `form` says which it is. */
  if (count (self) == 1 && fin_shared_form_id (at (self, 0)) == NULL)
    return at (self, 0);

  made = fin_shared_form_new_with_id (self->link, id);
  g_list_store_append (self->forms, made);

  return made;
}

static void
set_front (FinSharedForms *self, FinSharedForm *front)
{
  if (g_set_object (&self->front, front))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRONT]);
}

/* In the office's order, and none that it does not tell of. The front is another before a form
 * goes, so that whoever shows the front never shows one that is gone. */
static void
take_forms (FinSharedForms *self, JsonObject *message)
{
  JsonArray *forms = fin_json_array (message, "forms");
  g_autoptr (GPtrArray) now = g_ptr_array_new_with_free_func (g_object_unref);
  FinSharedForm *front;
  gboolean same;

  g_assert (FIN_IS_SHARED_FORMS (self));

  for (guint i = 0; forms != NULL && i < json_array_get_length (forms); i++) {
    JsonObject *summary = fin_json_array_object (forms, i);
    const char *id = summary != NULL ? fin_json_string (summary, "id") : NULL;

    if (id != NULL)
      g_ptr_array_add (now, g_object_ref (find_or_add (self, id)));
  }
  if (now->len == 0)
    return;

  for (guint i = 0; i < now->len; i++)
    fin_shared_form_handle (now->pdata[i], "forms", message);
  front = fin_shared_forms_lookup (self, fin_json_string (message, "front"));
  set_front (self, front != NULL ? front : now->pdata[0]);
  same = now->len == count (self);
  for (guint i = 0; same && i < now->len; i++)
    same = at (self, i) == now->pdata[i];
  if (!same)
    g_list_store_splice (self->forms, 0, count (self), now->pdata, now->len);
}

void
fin_shared_forms_handle (FinSharedForms *self, const char *type, JsonObject *message)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  JsonObject *form = NULL;

  g_return_if_fail (FIN_IS_SHARED_FORMS (self));
  g_return_if_fail (type != NULL && message != NULL);

  if (g_str_equal (type, "visit"))
    form = fin_json_member (message, "form");
  else if (g_str_equal (type, "form"))
    form = message;
  if (form != NULL && fin_json_string (form, "form") != NULL)
    fin_shared_form_handle (find_or_add (self, fin_json_string (form, "form")), "form", form);
  if (g_str_equal (type, "visit") || g_str_equal (type, "forms"))
    take_forms (self, message);
  if (form != NULL || g_str_equal (type, "forms"))
    return;

  for (guint i = 0; i < count (self); i++)
    g_ptr_array_add (all, g_object_ref (at (self, i)));
  for (guint i = 0; i < all->len; i++)
    fin_shared_form_handle (all->pdata[i], type, message);
}

FinSharedForm *
fin_shared_forms_front (FinSharedForms *self)
{
  g_return_val_if_fail (FIN_IS_SHARED_FORMS (self), NULL);

  return self->front;
}

void
fin_shared_forms_bring (FinSharedForms *self, FinSharedForm *form)
{
  JsonObject *message;

  g_return_if_fail (FIN_IS_SHARED_FORMS (self));
  g_return_if_fail (FIN_IS_SHARED_FORM (form));

  if (form == self->front || fin_shared_form_id (form) == NULL)
    return;

  message = json_object_new ();
  json_object_set_string_member (message, "type", "form.front");
  json_object_set_string_member (message, "form", fin_shared_form_id (form));
  fin_link_send (self->link, message);
}

gboolean
fin_shared_forms_bring_next (FinSharedForms *self)
{
  guint i = 0;

  g_return_val_if_fail (FIN_IS_SHARED_FORMS (self), FALSE);

  if (count (self) < 2)
    return FALSE;

  while (at (self, i) != self->front)
    i++;
  fin_shared_forms_bring (self, at (self, (i + 1) % count (self)));

  return TRUE;
}

static GType
fin_shared_forms_get_item_type (GListModel *model)
{
  return FIN_TYPE_SHARED_FORM;
}

static guint
fin_shared_forms_get_n_items (GListModel *model)
{
  return count (FIN_SHARED_FORMS (model));
}

static gpointer
fin_shared_forms_get_item (GListModel *model, guint i)
{
  return g_list_model_get_item (G_LIST_MODEL (FIN_SHARED_FORMS (model)->forms), i);
}

static void
fin_shared_forms_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = fin_shared_forms_get_item_type;
  iface->get_n_items = fin_shared_forms_get_n_items;
  iface->get_item = fin_shared_forms_get_item;
}

static void
fin_shared_forms_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_FRONT)
    g_value_set_object (value, FIN_SHARED_FORMS (object)->front);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fin_shared_forms_dispose (GObject *object)
{
  FinSharedForms *self = FIN_SHARED_FORMS (object);

  g_clear_object (&self->front);
  g_clear_object (&self->forms);
  g_clear_object (&self->link);

  G_OBJECT_CLASS (fin_shared_forms_parent_class)->dispose (object);
}

static void
fin_shared_forms_class_init (FinSharedFormsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fin_shared_forms_get_property;
  object_class->dispose = fin_shared_forms_dispose;

  properties[PROP_FRONT] =
      g_param_spec_object ("front", NULL, NULL, FIN_TYPE_SHARED_FORM,
                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_shared_forms_init (FinSharedForms *self)
{
  self->forms = g_list_store_new (FIN_TYPE_SHARED_FORM);
  g_signal_connect_object (self->forms, "items-changed", G_CALLBACK (g_list_model_items_changed),
                           self, G_CONNECT_SWAPPED);
}

FinSharedForms *
fin_shared_forms_new (FinLink *link)
{
  FinSharedForms *self;

  g_return_val_if_fail (FIN_IS_LINK (link), NULL);

  self = g_object_new (FIN_TYPE_SHARED_FORMS, NULL);
  self->link = g_object_ref (link);
  self->front = fin_shared_form_new (link);
  g_list_store_append (self->forms, self->front);

  return self;
}
