// Codes of documents in words.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-document-words.h"

#include <glib/gi18n.h>

#include "fin-json.h"

/* The kind of what is looked at and not kept: see `kind` in office-api.yaml. */
#define ONLY_SHOWN "only-shown"

static const char *const reasons[] = { "unreadable",   "cut-off", "expired", "wrong-document",
                                       "other-person", "other",   NULL };

const char *const *
fin_document_reasons (void)
{
  return reasons;
}

const char *
fin_document_reason_name (const char *reason)
{
  if (g_strcmp0 (reason, "unreadable") == 0)
    return _ ("It can't be read");
  if (g_strcmp0 (reason, "cut-off") == 0)
    return _ ("Part of it is cut off");
  if (g_strcmp0 (reason, "expired") == 0)
    return _ ("It has expired");
  if (g_strcmp0 (reason, "wrong-document") == 0)
    return _ ("It is another document");
  if (g_strcmp0 (reason, "other-person") == 0)
    return _ ("It is somebody else's");

  return _ ("Another reason, in your words");
}

char *
fin_document_status_name (FinDocument *document)
{
  const char *reason, *note;

  g_return_val_if_fail (FIN_IS_DOCUMENT (document), NULL);

  if (fin_document_original (document) != NULL)
    return g_strdup (_ ("Redacted copy"));

  switch (fin_document_status (document)) {
  case FIN_DOCUMENT_ACCEPTED:
    return g_strdup (_ ("Accepted"));
  case FIN_DOCUMENT_TO_CORRECT:
    reason = fin_document_reason (document);
    note = fin_document_note (document);
    return g_strdup_printf (_ ("Another one asked for: %s"),
                            g_strcmp0 (reason, "other") == 0 && note != NULL && note[0] != '\0'
                                ? note
                                : fin_document_reason_name (reason));
  case FIN_DOCUMENT_RECEIVED:
  default:
    return g_strdup (_ ("To review"));
  }
}

char *
fin_document_kind_name (FinSharedForm *form, const char *kind)
{
  JsonArray *wanted;

  g_return_val_if_fail (FIN_IS_SHARED_FORM (form), NULL);

  wanted = fin_shared_form_documents (form);
  for (guint i = 0; kind != NULL && wanted != NULL && i < json_array_get_length (wanted); i++) {
    JsonObject *object = fin_json_array_object (wanted, i);

    if (object != NULL && g_strcmp0 (fin_json_string (object, "id"), kind) == 0)
      return g_strdup (fin_json_string (object, "label"));
  }

  return g_strcmp0 (kind, ONLY_SHOWN) == 0 ? g_strdup (_ ("Only shown: erased when the visit ends"))
                                           : NULL;
}

static gboolean
sent (GListModel *documents, const char *kind)
{
  for (guint i = 0; i < g_list_model_get_n_items (documents); i++) {
    g_autoptr (FinDocument) document = g_list_model_get_item (documents, i);

    if (g_strcmp0 (fin_document_kind (document), kind) == 0 &&
        fin_document_status (document) != FIN_DOCUMENT_TO_CORRECT)
      return TRUE;
  }

  return FALSE;
}

char *
fin_document_wanted (FinSharedForm *form, GListModel *documents)
{
  JsonArray *wanted;
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (FIN_IS_SHARED_FORM (form), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (documents), NULL);

  wanted = fin_shared_form_documents (form);
  for (guint i = 0; wanted != NULL && i < json_array_get_length (wanted); i++) {
    JsonObject *object = fin_json_array_object (wanted, i);
    const char *id = object != NULL ? fin_json_string (object, "id") : NULL;
    const char *label = object != NULL ? fin_json_string (object, "label") : NULL;

    if (id == NULL || label == NULL || sent (documents, id))
      continue;
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "",
                            fin_json_boolean (object, "required", FALSE) ? "" : _ ("(optional) "));
    g_string_append (text, label);
  }

  return text->len > 0 ? g_strdup (text->str) : NULL;
}

char **
fin_document_proves (FinSharedForm *form, const char *kind)
{
  JsonArray *wanted;

  g_return_val_if_fail (FIN_IS_SHARED_FORM (form), NULL);

  wanted = fin_shared_form_documents (form);
  for (guint i = 0; kind != NULL && wanted != NULL && i < json_array_get_length (wanted); i++) {
    JsonObject *object = fin_json_array_object (wanted, i);

    if (object != NULL && g_strcmp0 (fin_json_string (object, "id"), kind) == 0)
      return fin_json_strings (object, "proves");
  }

  return NULL;
}

FinDocument *
fin_document_proof (FinSharedForm *form, GListModel *documents, const char *field)
{
  g_return_val_if_fail (FIN_IS_SHARED_FORM (form), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (documents), NULL);
  g_return_val_if_fail (field != NULL, NULL);

  for (guint i = g_list_model_get_n_items (documents); i > 0; i--) {
    g_autoptr (FinDocument) document = g_list_model_get_item (documents, i - 1);
    g_auto (GStrv) proves = fin_document_proves (form, fin_document_kind (document));

    if (proves != NULL && g_strv_contains ((const char *const *)proves, field))
      return g_steal_pointer (&document);
  }

  return NULL;
}
