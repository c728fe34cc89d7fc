// A document the citizen sent, as the office tells it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-document.h"

#include "fin-json.h"
#include "fin-object.h"

/* The texts come first, in the order of `texts`. */
enum {
  PROP_0,
  PROP_ID,
  PROP_FORM,
  PROP_KIND,
  PROP_NAME,
  PROP_MEDIA_TYPE,
  PROP_SHA256,
  PROP_REASON,
  PROP_NOTE,
  PROP_SCAN,
  PROP_ORIGINAL,
  PROP_SIZE,
  PROP_RECEIVED,
  PROP_STATUS,
  N_PROPS,
};

#define N_TEXTS PROP_SIZE

static const struct {
  const char *property;
  const char *member;
} texts[N_TEXTS] = {
  [PROP_ID] = { "id", "id" },
  [PROP_FORM] = { "form", "form" },
  [PROP_KIND] = { "kind", "kind" },
  [PROP_NAME] = { "name", "name" },
  [PROP_MEDIA_TYPE] = { "media-type", "media_type" },
  [PROP_SHA256] = { "sha256", "sha256" },
  [PROP_REASON] = { "reason", "reason" },
  [PROP_NOTE] = { "note", "note" },
  [PROP_SCAN] = { "scan", "scan" },
  [PROP_ORIGINAL] = { "original", "redacted_from" },
};

static const char *const statuses[] = { "received", "accepted", "to-correct" };

struct _FinDocument {
  GObject parent_instance;

  char *texts[N_TEXTS];
  guint64 size;
  GDateTime *received;
  guint status;
};

G_DEFINE_FINAL_TYPE (FinDocument, fin_document, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static guint
status_from_text (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_strcmp0 (text, statuses[i]) == 0)
      return i;

  return FIN_DOCUMENT_RECEIVED;
}

static void
set_size (FinDocument *self, gint64 size)
{
  g_assert (FIN_IS_DOCUMENT (self));

  size = MAX (size, 0);
  if (self->size == (guint64)size)
    return;

  self->size = size;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIZE]);
}

static void
fin_document_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FinDocument *self = FIN_DOCUMENT (object);

  switch (id) {
  case PROP_SIZE:
    g_value_set_uint64 (value, self->size);
    break;
  case PROP_RECEIVED:
    g_value_set_boxed (value, self->received);
    break;
  case PROP_STATUS:
    g_value_set_uint (value, self->status);
    break;
  default:
    g_value_set_string (value, self->texts[id]);
    break;
  }
}

static void
fin_document_finalize (GObject *object)
{
  FinDocument *self = FIN_DOCUMENT (object);

  for (guint i = 0; i < N_TEXTS; i++)
    g_free (self->texts[i]);
  g_clear_pointer (&self->received, g_date_time_unref);

  G_OBJECT_CLASS (fin_document_parent_class)->finalize (object);
}

static void
fin_document_class_init (FinDocumentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fin_document_get_property;
  object_class->finalize = fin_document_finalize;

  for (guint i = PROP_ID; i < N_TEXTS; i++)
    properties[i] = g_param_spec_string (texts[i].property, NULL, NULL, NULL, flags);
  properties[PROP_SIZE] = g_param_spec_uint64 ("size", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_RECEIVED] = g_param_spec_boxed ("received", NULL, NULL, G_TYPE_DATE_TIME, flags);
  properties[PROP_STATUS] =
      g_param_spec_uint ("status", NULL, NULL, 0, FIN_DOCUMENT_TO_CORRECT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_document_init (FinDocument *self)
{
  self->texts[PROP_ID] = g_strdup ("");
}

FinDocument *
fin_document_new (JsonObject *object)
{
  FinDocument *self = g_object_new (FIN_TYPE_DOCUMENT, NULL);

  fin_document_update (self, object);

  return self;
}

void
fin_document_update (FinDocument *self, JsonObject *object)
{
  const char *id;

  g_return_if_fail (FIN_IS_DOCUMENT (self));
  g_return_if_fail (object != NULL);

  id = fin_json_string (object, "id");

  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = PROP_ID + 1; i < N_TEXTS; i++)
    fin_object_set_string (self, &self->texts[i], fin_json_string (object, texts[i].member),
                           properties[i]);
  fin_object_set_string (self, &self->texts[PROP_ID], id != NULL ? id : "", properties[PROP_ID]);
  set_size (self, fin_json_integer (object, "size", 0));
  fin_object_set_time (self, &self->received, fin_json_string (object, "received"),
                       properties[PROP_RECEIVED]);
  fin_object_set_uint (self, &self->status, status_from_text (fin_json_string (object, "status")),
                       properties[PROP_STATUS]);
  g_object_thaw_notify (G_OBJECT (self));
}

const char *
fin_document_id (FinDocument *self)
{
  g_return_val_if_fail (FIN_IS_DOCUMENT (self), "");

  return self->texts[PROP_ID];
}

const char *
fin_document_form (FinDocument *self)
{
  g_return_val_if_fail (FIN_IS_DOCUMENT (self), NULL);

  return self->texts[PROP_FORM];
}

const char *
fin_document_kind (FinDocument *self)
{
  g_return_val_if_fail (FIN_IS_DOCUMENT (self), NULL);

  return self->texts[PROP_KIND];
}

const char *
fin_document_name (FinDocument *self)
{
  g_return_val_if_fail (FIN_IS_DOCUMENT (self), NULL);

  return self->texts[PROP_NAME];
}

const char *
fin_document_media_type (FinDocument *self)
{
  g_return_val_if_fail (FIN_IS_DOCUMENT (self), NULL);

  return self->texts[PROP_MEDIA_TYPE];
}

guint64
fin_document_size (FinDocument *self)
{
  g_return_val_if_fail (FIN_IS_DOCUMENT (self), 0);

  return self->size;
}

const char *
fin_document_sha256 (FinDocument *self)
{
  g_return_val_if_fail (FIN_IS_DOCUMENT (self), NULL);

  return self->texts[PROP_SHA256];
}

GDateTime *
fin_document_received (FinDocument *self)
{
  g_return_val_if_fail (FIN_IS_DOCUMENT (self), NULL);

  return self->received;
}

FinDocumentStatus
fin_document_status (FinDocument *self)
{
  g_return_val_if_fail (FIN_IS_DOCUMENT (self), FIN_DOCUMENT_RECEIVED);

  return self->status;
}

const char *
fin_document_reason (FinDocument *self)
{
  g_return_val_if_fail (FIN_IS_DOCUMENT (self), NULL);

  return self->texts[PROP_REASON];
}

const char *
fin_document_note (FinDocument *self)
{
  g_return_val_if_fail (FIN_IS_DOCUMENT (self), NULL);

  return self->texts[PROP_NOTE];
}

gboolean
fin_document_unscanned (FinDocument *self)
{
  g_return_val_if_fail (FIN_IS_DOCUMENT (self), FALSE);

  return g_strcmp0 (self->texts[PROP_SCAN], "not-scanned") == 0;
}

const char *
fin_document_original (FinDocument *self)
{
  g_return_val_if_fail (FIN_IS_DOCUMENT (self), NULL);

  return self->texts[PROP_ORIGINAL];
}
