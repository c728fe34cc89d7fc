// What a visit asks of the office: end, receipt, documents.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-visit.h"

#include "fin-json.h"

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  JsonObject *answer = fin_link_request_finish (FIN_LINK (object), result, &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer, (GDestroyNotify)json_object_unref);
}

/* The task, for what it is about. (transfer none) */
static GTask *
post (FinVisit *self,
      const char *subpath,
      JsonObject *body,
      gpointer tag,
      GAsyncReadyCallback callback,
      gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);
  g_autofree char *path = g_strconcat (fin_visit_path (self), subpath, NULL);

  g_task_set_source_tag (task, tag);
  fin_link_request_async (fin_visit_link (self), "POST", path, body, NULL, answered_cb, task);

  return task;
}

/* The answer, handed to the visit as the message of @type it would also get over the socket, so
 * that there is one way in; the message itself does no harm when it comes. */
static gboolean
take_answer (
    FinVisit *self, GAsyncResult *result, const char *type, const char *member, GError **error)
{
  g_autoptr (JsonObject) answer = g_task_propagate_pointer (G_TASK (result), error);
  g_autoptr (JsonObject) message = json_object_new ();

  if (answer == NULL)
    return FALSE;

  if (g_task_get_task_data (G_TASK (result)) != NULL)
    json_object_set_string_member (message, "form", g_task_get_task_data (G_TASK (result)));
  json_object_set_object_member (message, member, g_steal_pointer (&answer));
  fin_visit_handle (self, type, message);

  return TRUE;
}

/* What it did comes over the socket too. */
static gboolean
done (GAsyncResult *result, GError **error)
{
  g_autoptr (JsonObject) answer = g_task_propagate_pointer (G_TASK (result), error);

  return answer != NULL;
}

void
fin_visit_leave_async (FinVisit *self, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task;
  g_autofree char *path = NULL;

  g_return_if_fail (FIN_IS_VISIT (self));

  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, fin_visit_leave_async);
  path = g_strconcat ("/guests/", fin_visit_you (self), NULL);
  fin_link_request_async (fin_visit_link (self), "DELETE", path, NULL, NULL, answered_cb, task);
}

gboolean
fin_visit_leave_finish (FinVisit *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), FALSE);

  return done (result, error);
}

static void
downloaded_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GBytes *bytes = fin_link_download_finish (FIN_LINK (object), result, NULL, &error);

  if (bytes == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, bytes, (GDestroyNotify)g_bytes_unref);
}

static void
download (FinVisit *self,
          const char *path,
          GCancellable *cancellable,
          gpointer tag,
          GAsyncReadyCallback callback,
          gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, tag);
  fin_link_download_async (fin_visit_link (self), path, cancellable, downloaded_cb, task);
}

void
fin_visit_end_async (FinVisit *self,
                     JsonObject *ending,
                     GAsyncReadyCallback callback,
                     gpointer data)
{
  g_return_if_fail (FIN_IS_VISIT (self));
  g_return_if_fail (ending != NULL);

  fin_notes_flush (fin_visit_notes (self));
  post (self, "/end", ending, fin_visit_end_async, callback, data);
}

gboolean
fin_visit_end_finish (FinVisit *self, GAsyncResult *result, GError **error)
{
  g_autoptr (JsonObject) answer = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  answer = g_task_propagate_pointer (G_TASK (result), error);
  if (answer == NULL)
    return FALSE;

  fin_visit_handle (self, "ended", answer);

  return TRUE;
}

static void
add_form (FinVisit *self,
          const char *member,
          const char *value,
          gpointer tag,
          GAsyncReadyCallback callback,
          gpointer data)
{
  g_autoptr (JsonObject) body = json_object_new ();

  json_object_set_string_member (body, member, value);
  post (self, "/forms", body, tag, callback, data);
}

void
fin_visit_add_form_async (FinVisit *self,
                          const char *procedure,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  g_return_if_fail (FIN_IS_VISIT (self));
  g_return_if_fail (procedure != NULL);

  add_form (self, "procedure", procedure, fin_visit_add_form_async, callback, data);
}

gboolean
fin_visit_add_form_finish (FinVisit *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return done (result, error);
}

void
fin_visit_reopen_form_async (FinVisit *self,
                             const char *form,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  g_return_if_fail (FIN_IS_VISIT (self));
  g_return_if_fail (form != NULL);

  add_form (self, "draft", form, fin_visit_reopen_form_async, callback, data);
}

gboolean
fin_visit_reopen_form_finish (FinVisit *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return done (result, error);
}

void
fin_visit_resume_async (FinVisit *self,
                        const char *code,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  g_return_if_fail (FIN_IS_VISIT (self));
  g_return_if_fail (code != NULL);

  add_form (self, "code", code, fin_visit_resume_async, callback, data);
}

gboolean
fin_visit_resume_finish (FinVisit *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return done (result, error);
}

static void
left_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (JsonObject) answer = fin_link_request_finish (FIN_LINK (object), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
fin_visit_leave_form_async (FinVisit *self,
                            const char *form,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  GTask *task;
  g_autofree char *path = NULL;

  g_return_if_fail (FIN_IS_VISIT (self));
  g_return_if_fail (form != NULL);

  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, fin_visit_leave_form_async);
  path = g_strconcat (fin_visit_path (self), "/forms/", form, NULL);
  fin_link_request_async (fin_visit_link (self), "DELETE", path, NULL, NULL, left_cb, task);
}

gboolean
fin_visit_leave_form_finish (FinVisit *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static char *
form_path (FinSharedForm *form, const char *rest)
{
  return g_strconcat ("/forms/", fin_shared_form_id (form), rest, NULL);
}

void
fin_visit_make_receipt_async (FinVisit *self,
                              FinSharedForm *form,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  GTask *task;
  g_autofree char *path = NULL;

  g_return_if_fail (FIN_IS_VISIT (self));

  path = form_path (form, "/receipt");
  task = post (self, path, NULL, fin_visit_make_receipt_async, callback, data);
  g_task_set_task_data (task, g_strdup (fin_shared_form_id (form)), g_free);
}

gboolean
fin_visit_make_receipt_finish (FinVisit *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return take_answer (self, result, "receipt", "receipt", error);
}

void
fin_visit_load_receipt_async (
    FinVisit *self, FinSharedForm *form, gboolean pdf, GAsyncReadyCallback callback, gpointer data)
{
  g_autofree char *of_form = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (FIN_IS_VISIT (self));

  of_form = form_path (form, pdf ? "/receipt.pdf" : "/receipt.json");
  path = g_strconcat (fin_visit_path (self), of_form, NULL);
  download (self, path, NULL, fin_visit_load_receipt_async, callback, data);
}

GBytes *
fin_visit_load_receipt_finish (FinVisit *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
fin_visit_load_document_async (FinVisit *self,
                               FinDocument *document,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data)
{
  g_autofree char *path = NULL;

  g_return_if_fail (FIN_IS_VISIT (self));
  g_return_if_fail (FIN_IS_DOCUMENT (document));

  path = g_strconcat (fin_visit_path (self), "/documents/", fin_document_id (document), NULL);
  download (self, path, cancellable, fin_visit_load_document_async, callback, data);
}

GBytes *
fin_visit_load_document_finish (FinVisit *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
uploaded_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  JsonObject *answer = fin_link_upload_finish (FIN_LINK (object), result, &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer, (GDestroyNotify)json_object_unref);
}

void
fin_visit_keep_copy_async (FinVisit *self,
                           FinDocument *document,
                           GBytes *copy,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  g_autofree char *path = NULL;
  GTask *task;

  g_return_if_fail (FIN_IS_VISIT (self));
  g_return_if_fail (FIN_IS_DOCUMENT (document));
  g_return_if_fail (copy != NULL);

  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, fin_visit_keep_copy_async);
  path = g_strconcat (fin_visit_path (self), "/documents/", fin_document_id (document), "/redacted",
                      NULL);
  fin_link_upload_async (fin_visit_link (self), path, fin_document_name (document),
                         "application/pdf", copy, NULL, uploaded_cb, task);
}

gboolean
fin_visit_keep_copy_finish (FinVisit *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return take_answer (self, result, "document", "document", error);
}

void
fin_visit_review_async (FinVisit *self,
                        FinDocument *document,
                        const char *reason,
                        const char *note,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *path = NULL;

  g_return_if_fail (FIN_IS_VISIT (self));
  g_return_if_fail (FIN_IS_DOCUMENT (document));

  json_object_set_string_member (body, "status", reason != NULL ? "to-correct" : "accepted");
  if (reason != NULL)
    json_object_set_string_member (body, "reason", reason);
  if (note != NULL && note[0] != '\0')
    json_object_set_string_member (body, "note", note);
  path = g_strconcat ("/documents/", fin_document_id (document), "/review", NULL);
  post (self, path, body, fin_visit_review_async, callback, data);
}

gboolean
fin_visit_review_finish (FinVisit *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return take_answer (self, result, "document", "document", error);
}

void
fin_visit_use_async (FinVisit *self,
                     FinDocument *document,
                     FinSharedForm *form,
                     GAsyncReadyCallback callback,
                     gpointer data)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *path = NULL;

  g_return_if_fail (FIN_IS_VISIT (self));
  g_return_if_fail (FIN_IS_DOCUMENT (document));
  g_return_if_fail (FIN_IS_SHARED_FORM (form));

  json_object_set_string_member (body, "form", fin_shared_form_id (form));
  json_object_set_string_member (body, "kind", fin_document_kind (document));
  path = g_strconcat ("/documents/", fin_document_id (document), "/use", NULL);
  post (self, path, body, fin_visit_use_async, callback, data);
}

gboolean
fin_visit_use_finish (FinVisit *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return take_answer (self, result, "document", "document", error);
}
