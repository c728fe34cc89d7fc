// The documents sent for one appointment, as a list asked of the office.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-document-list.h"

#include "fin-document.h"
#include "fin-json.h"
#include "fin-object.h"

struct _FinDocumentList {
  GObject parent_instance;

  FinLink *link;
  FinAppointment *appointment;
  GListStore *documents;
  GCancellable *cancellable; /* of the newest request; an older one's answer is not wanted */
  GError *error;
  gboolean loading;
};

enum { PROP_LOADING = 1, PROP_ERROR, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void fin_document_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FinDocumentList,
                               fin_document_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      fin_document_list_model_init))

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinDocumentList) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = fin_link_request_finish (FIN_LINK (source), result, &error);
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *array = answer != NULL ? fin_json_array (answer, "documents") : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  fin_object_set_boolean (self, &self->loading, FALSE, properties[PROP_LOADING]);
  g_clear_error (&self->error);
  self->error = g_steal_pointer (&error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
  if (answer == NULL)
    return;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonObject *object = fin_json_array_object (array, i);
    if (object != NULL)
      g_ptr_array_add (documents, fin_document_new (object));
  }
  g_list_store_splice (self->documents, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->documents)), documents->pdata,
                       documents->len);
}

static void
load (FinDocumentList *self)
{
  g_assert (FIN_IS_DOCUMENT_LIST (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  g_autofree char *path =
      g_strdup_printf ("/appointments/%s/documents", fin_appointment_id (self->appointment));
  fin_object_set_boolean (self, &self->loading, TRUE, properties[PROP_LOADING]);
  fin_link_request_async (self->link, "GET", path, NULL, self->cancellable, loaded_cb,
                          g_object_ref (self));
}

static GType
fin_document_list_get_item_type (GListModel *model)
{
  return FIN_TYPE_DOCUMENT;
}

static guint
fin_document_list_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (FIN_DOCUMENT_LIST (model)->documents));
}

static gpointer
fin_document_list_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (FIN_DOCUMENT_LIST (model)->documents), position);
}

static void
fin_document_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = fin_document_list_get_item_type;
  iface->get_n_items = fin_document_list_get_n_items;
  iface->get_item = fin_document_list_get_item;
}

static void
fin_document_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FinDocumentList *self = FIN_DOCUMENT_LIST (object);

  switch (id) {
  case PROP_LOADING:
    g_value_set_boolean (value, self->loading);
    break;
  case PROP_ERROR:
    g_value_set_boxed (value, self->error);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_document_list_dispose (GObject *object)
{
  FinDocumentList *self = FIN_DOCUMENT_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->link);
  g_clear_object (&self->appointment);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (fin_document_list_parent_class)->dispose (object);
}

static void
fin_document_list_finalize (GObject *object)
{
  g_clear_object (&FIN_DOCUMENT_LIST (object)->documents);

  G_OBJECT_CLASS (fin_document_list_parent_class)->finalize (object);
}

static void
fin_document_list_class_init (FinDocumentListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fin_document_list_get_property;
  object_class->dispose = fin_document_list_dispose;
  object_class->finalize = fin_document_list_finalize;

  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_document_list_init (FinDocumentList *self)
{
  self->documents = g_list_store_new (FIN_TYPE_DOCUMENT);
  g_signal_connect_swapped (self->documents, "items-changed",
                            G_CALLBACK (g_list_model_items_changed), self);
}

FinDocumentList *
fin_document_list_new (FinLink *link, FinAppointment *appointment)
{
  g_return_val_if_fail (FIN_IS_LINK (link), NULL);
  g_return_val_if_fail (FIN_IS_APPOINTMENT (appointment), NULL);

  FinDocumentList *self = g_object_new (FIN_TYPE_DOCUMENT_LIST, NULL);

  self->link = g_object_ref (link);
  self->appointment = g_object_ref (appointment);
  g_signal_connect_object (appointment, "notify::documents", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  load (self);
  return self;
}

gboolean
fin_document_list_loading (FinDocumentList *self)
{
  g_return_val_if_fail (FIN_IS_DOCUMENT_LIST (self), FALSE);

  return self->loading;
}

const GError *
fin_document_list_error (FinDocumentList *self)
{
  g_return_val_if_fail (FIN_IS_DOCUMENT_LIST (self), NULL);

  return self->error;
}
