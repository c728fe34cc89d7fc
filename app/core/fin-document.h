// A document the citizen sent, as the office tells it (`Document` in `data/office-api.yaml`): about
// the file, never its content.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum {
  FIN_DOCUMENT_RECEIVED,
  FIN_DOCUMENT_ACCEPTED,
  FIN_DOCUMENT_TO_CORRECT,
} FinDocumentStatus;

/**
 * FinDocument:
 *
 * Properties, all read-only and notified: `id`, `form` (whose), `kind` (which of the form's documents, or NULL), `name`,
 * `media-type`, `size` (uint64, bytes), `sha256`, `received` (#GDateTime in UTC), `status` (uint of
 * #FinDocumentStatus), `reason`, `note`, `scan`, `original`.
 *
 * Main thread only.
 */
#define FIN_TYPE_DOCUMENT (fin_document_get_type ())
G_DECLARE_FINAL_TYPE (FinDocument, fin_document, FIN, DOCUMENT, GObject)

/* (transfer full) */
FinDocument      *fin_document_new        (JsonObject *object);
/* Takes over what @object says, whatever it holds. */
void              fin_document_update     (FinDocument *self, JsonObject *object);
/* Never NULL: "" when the office gave none. */
const char       *fin_document_id         (FinDocument *self);
/* The id of the form it is of. */
const char       *fin_document_form       (FinDocument *self);
const char       *fin_document_kind       (FinDocument *self);
const char       *fin_document_name       (FinDocument *self);
const char       *fin_document_media_type (FinDocument *self);
guint64           fin_document_size       (FinDocument *self);
const char       *fin_document_sha256     (FinDocument *self);
GDateTime        *fin_document_received   (FinDocument *self);
FinDocumentStatus fin_document_status     (FinDocument *self);
/* A `ReviewReason`, or NULL. */
const char       *fin_document_reason     (FinDocument *self);
const char       *fin_document_note       (FinDocument *self);
/* Whether the office wanted to search it for malware and could not. */
gboolean          fin_document_unscanned  (FinDocument *self);
/* The id of the document it is a redacted copy of, or NULL. */
const char       *fin_document_original   (FinDocument *self);

G_END_DECLS
