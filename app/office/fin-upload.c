// Uploads: bounded, sniffed, sealed piece by piece, put on the disk beside the main loop.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-upload.h"

#include "fin-audit.h"
#include "fin-documents.h"
#include "fin-error.h"
#include "fin-forms.h"
#include "fin-hub.h"
#include "fin-json.h"
#include "fin-listener.h"
#include "fin-router.h"
#include "fin-shown.h"

#define MAX_AT_ONCE 32
#define MAX_OF_ONE  4 /* of those, an appointment's */
/* Slower than any line people have: else places are held for ever, a byte now and then. */
#define LEAST_SECONDS 10
#define LEAST_SIZE    (20 * 1024)
#define MAX_SECONDS   (30 * 60)

typedef struct {
  char *id;
  char *form;
  char *kind; /* or NULL */
  char *name;
  char *original; /* what it is a redacted copy of, or NULL */
  FinSealing *sealing;
  FinScanner *scanner; /* the office's, or NULL */
  FinScan scan;
  char *found;
  guint8 head[FIN_DOCUMENT_HEAD_SIZE];
  gsize size;
  const char *media_type;
  GError *error; /* why it is refused: the rest is read and dropped */
  FinVault *vault;
  char *appointment;
  gsize looked; /* `size`, when last looked at */
  guint seconds;
  guint watch;
} Upload;

static GPtrArray *at_once; /* Upload */

static void
upload_free (Upload *upload)
{
  g_ptr_array_remove_fast (at_once, upload);
  g_clear_handle_id (&upload->watch, g_source_remove);
  g_clear_pointer (&upload->sealing, fin_sealing_free);
  g_clear_error (&upload->error);
  g_object_unref (upload->vault);
  g_free (upload->id);
  g_free (upload->appointment);
  g_free (upload->form);
  g_free (upload->kind);
  g_free (upload->name);
  g_free (upload->original);
  g_free (upload->found);
  g_free (upload);
}

static guint
count_of (const char *appointment)
{
  guint count = 0;

  for (guint i = 0; i < at_once->len; i++)
    count += strcmp (((Upload *)at_once->pdata[i])->appointment, appointment) == 0;

  return count;
}

static gboolean
watch_cb (gpointer message)
{
  Upload *upload = fin_request_get (message)->data;

  upload->seconds += LEAST_SECONDS;
  if (upload->size - upload->looked >= LEAST_SIZE && upload->seconds < MAX_SECONDS) {
    upload->looked = upload->size;
    return G_SOURCE_CONTINUE;
  }

  upload->watch = 0;
  fin_listener_drop (message);

  return G_SOURCE_REMOVE;
}

static void
refuse (Upload *upload, FinError code, const char *why)
{
  g_clear_pointer (&upload->sealing, fin_sealing_free);
  if (upload->error == NULL)
    upload->error = g_error_new_literal (FIN_ERROR, code, why);
}

static void
look_at_head (Upload *upload, const guint8 *data, gsize size)
{
  gsize before = upload->size;
  gsize wanted = FIN_DOCUMENT_HEAD_SIZE;

  if (before >= wanted)
    return;

  memcpy (upload->head + before, data, MIN (size, wanted - before));
  if (before + size < wanted)
    return;
  upload->media_type = fin_documents_sniff (upload->head, wanted);
  if (upload->original != NULL && g_strcmp0 (upload->media_type, "application/pdf") != 0)
    refuse (upload, FIN_ERROR_UNSUPPORTED_TYPE, "a copy is a PDF");
  else if (upload->media_type == NULL)
    refuse (upload, FIN_ERROR_UNSUPPORTED_TYPE, "not a PDF, JPEG, PNG, HEIC or WebP");
}

static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer unused)
{
  Upload *upload = fin_request_get (message)->data;
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (chunk, &size);

  if (upload->error == NULL)
    look_at_head (upload, data, size);
  upload->size += size;

  if (upload->size > FIN_DOCUMENT_MAX_SIZE)
    refuse (upload, FIN_ERROR_TOO_LARGE, "at most 20 MiB");
  if (upload->error == NULL && !fin_sealing_write (upload->sealing, data, size, &upload->error))
    g_clear_pointer (&upload->sealing, fin_sealing_free);
  if (upload->size > FIN_LISTENER_MAX_DISCARD)
    fin_listener_drop (message);
}

static gboolean
is_closed (FinRequest *request, const char *form, GError **error)
{
  if (fin_booking_is (request->booking, "ended"))
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_CLOSED, "the visit is over");
  else if (fin_hub_is_sealed (fin_office_hub (request->office), request->booking->id, form))
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_CLOSED, "the receipt is made");
  else
    return FALSE;

  return TRUE;
}

/* Copies have places of their own, and may be made when the visit is over. */
static gboolean
may_send (FinRequest *request, const char *form, gboolean copy, GError **error)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);

  if (!copy && is_closed (request, form, error))
    return FALSE;

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
      soup_message_headers_get_content_length (headers) > FIN_DOCUMENT_MAX_SIZE)
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_TOO_LARGE, "at most 20 MiB");
  else if (fin_documents_count (fin_office_store (request->office), form, copy) >=
           FIN_DOCUMENTS_MAX)
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FULL, "at most 20 documents a form");
  else if (at_once->len >= MAX_AT_ONCE || count_of (request->booking->id) >= MAX_OF_ONE)
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_TOO_MANY, "many are sending now");
  else
    return TRUE;

  return FALSE;
}

/* The one named, if it is the appointment's, or the one in front. */
static char *
find_form (FinRequest *request, GError **error)
{
  FinStore *store = fin_office_store (request->office);
  const char *named = request->query != NULL ? g_hash_table_lookup (request->query, "form") : NULL;
  char *form = NULL;

  if (named == NULL)
    form = fin_forms_front (store, request->booking->id);
  else if (fin_forms_has (store, request->booking->id, named))
    form = g_strdup (named);
  if (form == NULL)
    g_set_error_literal (error, FIN_ERROR, named != NULL ? FIN_ERROR_NOT_FOUND : FIN_ERROR_CLOSED,
                         "there is no form for it");

  return form;
}

/* @form (transfer full) */
static void
begin (FinRequest *request, char *form, const char *original, GError **error)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *kind = request->query != NULL ? g_hash_table_lookup (request->query, "kind") : NULL;
  g_autofree char *id = fin_store_id ();
  g_autofree char *form_owned = form;
  FinSealing *sealing;
  Upload *upload;

  if (at_once == NULL)
    at_once = g_ptr_array_new ();
  if (!may_send (request, form, original != NULL, error))
    return;
  sealing = fin_vault_create (fin_office_vault (request->office), id, error);
  if (sealing == NULL)
    return;

  upload = g_new0 (Upload, 1);
  upload->appointment = g_strdup (request->booking->id);
  g_ptr_array_add (at_once, upload);
  upload->id = g_steal_pointer (&id);
  upload->form = g_steal_pointer (&form_owned);
  upload->kind = original == NULL && kind != NULL && kind[0] != '\0' ? g_strdup (kind) : NULL;
  upload->original = g_strdup (original);
  upload->scanner = fin_office_scanner (request->office);
  upload->name = fin_documents_name (soup_message_headers_get_one (headers, "X-File-Name"));
  upload->sealing = sealing;
  upload->watch = g_timeout_add_seconds (LEAST_SECONDS, watch_cb, request->message);
  upload->vault = g_object_ref (fin_office_vault (request->office));
  request->data = upload;
  request->free_data = (GDestroyNotify)upload_free;
  g_signal_connect (request->message, "got-chunk", G_CALLBACK (got_chunk_cb), NULL);
}

void
fin_upload_begin (FinRequest *request, GError **error)
{
  char *form = find_form (request, error);
  const char *kind = request->query != NULL ? g_hash_table_lookup (request->query, "kind") : NULL;

  if (form == NULL)
    return;
  /* By its kind it is known what is an identity document, and whether it is needed. */
  if (kind != NULL && kind[0] != '\0' &&
      !fin_shown_is_kind (fin_office_store (request->office), form, kind)) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST,
                         "kind is no document of the form");
    g_free (form);
    return;
  }
  /* Where a code is sent to the citizen's telephone, what nobody asks for may be a picture of it. */
  if ((kind == NULL || kind[0] == '\0') && request->booking->secret) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FORBIDDEN,
                         "only what its forms ask for is taken");
    g_free (form);
    return;
  }
  begin (request, form, NULL, error);
}

/* The form of what the citizen sent, for who attends them, now or then; NULL when it is not theirs
 * to copy. (transfer full) */
static char *
find_original_form (FinRequest *request, GError **error)
{
  g_autoptr (JsonObject) document = fin_booking_kept_by (request->booking, request->caller)
                                        ? fin_documents_lookup (fin_office_store (request->office),
                                                                request->booking->id, request->item)
                                        : NULL;

  if (document != NULL && g_strcmp0 (fin_json_string (document, "kind"), FIN_SHOWN_KIND) == 0) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "it is only shown");
    return NULL;
  }
  if (document != NULL && !json_object_has_member (document, "redacted_from"))
    return g_strdup (fin_json_string (document, "form"));

  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "no such document");

  return NULL;
}

static gboolean
may_copy (FinRequest *request, GError **error)
{
  g_autofree char *form = find_original_form (request, error);

  return form != NULL;
}

void
fin_upload_begin_copy (FinRequest *request, GError **error)
{
  char *form = find_original_form (request, error);

  if (form != NULL)
    begin (request, form, request->item, error);
}

/* What cannot be scanned is kept and told to be so: an office whose clamd is away goes on. */
static FinScan
scan (Upload *upload)
{
  g_autoptr (FinOpening) opening = fin_vault_read (upload->vault, upload->id, NULL);

  return opening != NULL ? fin_scanner_scan (upload->scanner, opening, &upload->found)
                         : FIN_SCAN_FAILED;
}

static void
seal_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Upload *upload = data;
  GError *error = NULL;

  if (!fin_sealing_finish (upload->sealing, &error)) {
    g_task_return_error (task, error);
    return;
  }
  if (upload->scanner != NULL)
    upload->scan = scan (upload);
  g_task_return_boolean (task, TRUE);
}

/* Things may have moved while it was written: the link was made anew, another took the last place,
 * the visit ended. */
static gboolean
add (FinRequest *request, Upload *upload, GError **error)
{
  FinStore *store = fin_office_store (request->office);
  FinBooking *booking;
  g_autofree char *actor = NULL;
  g_autofree char *sha256 = fin_sealing_sha256 (upload->sealing);

  if (!fin_router_admit (request, error))
    return FALSE;

  booking = request->booking;
  actor = fin_caller_actor (request->caller);
  if (upload->original != NULL ? !may_copy (request, error)
                               : is_closed (request, upload->form, error))
    return FALSE;

  if (upload->scan == FIN_SCAN_INFECTED) {
    if (fin_audit_add (store, actor, "document.infected", upload->id, error))
      g_set_error (error, FIN_ERROR, FIN_ERROR_INFECTED, "malware was found: %s", upload->found);
    return FALSE;
  }
  if (fin_documents_count (store, upload->form, upload->original != NULL) >= FIN_DOCUMENTS_MAX)
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FULL, "at most 20 documents a form");
  else
    return fin_documents_add (store,
                              &(FinDocumentFacts){
                                  .id = upload->id,
                                  .appointment = booking->id,
                                  .form = upload->form,
                                  .kind = upload->kind,
                                  .name = upload->name,
                                  .media_type = upload->media_type,
                                  .size = upload->size,
                                  .sha256 = sha256,
                                  .scan = upload->scanner == NULL          ? NULL
                                          : upload->scan == FIN_SCAN_CLEAN ? "clean"
                                                                           : "not-scanned",
                                  .original = upload->original,
                              },
                              actor, error);

  return FALSE;
}

static void
sealed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinRequest) request = data;
  Upload *upload = request->data;
  const char *appointment = upload->appointment;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) document = NULL;

  g_ptr_array_remove_fast (at_once, upload); /* before it is answered: another may follow at once */
  if (!g_task_propagate_boolean (G_TASK (result), &error) || !add (request, upload, &error)) {
    fin_vault_remove (upload->vault, upload->id);
    fin_request_fail (request, g_steal_pointer (&error), NULL);
    return;
  }

  document = fin_documents_lookup (fin_office_store (request->office), appointment, upload->id);
  fin_hub_tell_document (fin_office_hub (request->office), appointment, json_object_ref (document));
  fin_request_answer (request, SOUP_STATUS_CREATED, g_steal_pointer (&document));
}

void
fin_upload_finish (FinRequest *request, GError **error)
{
  Upload *upload = request->data;
  g_autoptr (GTask) task = NULL;

  g_clear_handle_id (&upload->watch, g_source_remove);
  if (upload->error == NULL && upload->media_type == NULL)
    refuse (upload, FIN_ERROR_UNSUPPORTED_TYPE, "too short to be anything");
  if (upload->error != NULL) {
    g_propagate_error (error, g_steal_pointer (&upload->error));
    return;
  }

  task = g_task_new (NULL, NULL, sealed_cb, fin_request_hold (request));
  g_task_set_source_tag (task, fin_upload_finish);
  g_task_set_task_data (task, upload, NULL);
  g_task_run_in_thread (task, seal_in_thread);
}
