// Documents as the office knows them: what was sent, what it is and what was said of it. Their
// content lies sealed in the vault.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

#include "fin-store.h"
#include "fin-vault.h"

G_BEGIN_DECLS

#define FIN_DOCUMENT_MAX_SIZE  (20 * 1024 * 1024)
#define FIN_DOCUMENTS_MAX      20 /* of one form */
#define FIN_DOCUMENT_HEAD_SIZE 16

/* `Document`, with `form`, whose it is; NULL when @appointment has no such one. (transfer full) */
JsonObject *fin_documents_lookup (FinStore *store, const char *appointment, const char *id);
/* All of @appointment's, or of one form's, in order of arrival; redacted copies, the office's own, only
 * @with_copies. (transfer full) */
JsonArray  *fin_documents_list   (FinStore *store, const char *appointment, gboolean with_copies);
JsonArray  *fin_documents_of     (FinStore *store, const char *form);
/* Redacted copies, or what the citizen sent. */
guint       fin_documents_count  (FinStore *store, const char *form, gboolean copies);
/* What it is sealed under in the vault. (transfer full) */
char       *fin_documents_file   (FinStore *store, const char *id);
/* What all documents of @appointment are sealed under. (transfer full) */
char      **fin_documents_files  (FinStore *store, const char *appointment);
/* Takes out of the vault those of @files which no document is sealed under any more. */
void        fin_documents_discard (FinStore *store, FinVault *vault, const char *const *files);
/* Which of the form's documents are there (those to be sent again do not count). (transfer full) */
char      **fin_documents_kinds  (FinStore *store, const char *form);

/* What is known of a document that is here. */
typedef struct {
  const char *id;
  const char *appointment;
  const char *form;
  const char *kind;     /* or NULL */
  const char *name;
  const char *media_type;
  gsize       size;
  const char *sha256;
  const char *scan;     /* `clean`, `not-scanned`, or NULL: this office does not scan */
  const char *original; /* the document it is a redacted copy of, or NULL */
} FinDocumentFacts;

gboolean    fin_documents_add    (FinStore *store, const FinDocumentFacts *facts,
                                  const char *actor, GError **error);
/* The same file once more, as another document of @appointment's: of @form, as its @kind. Returns
 * the new one's id. (transfer full) */
char       *fin_documents_use    (FinStore *store, const char *id, const char *form,
                                  const char *kind, const char *actor, GError **error);
/* A `Review` whose shape was checked. */
gboolean    fin_documents_review (FinStore *store, const char *id, JsonObject *review,
                                  const char *actor, GError **error);

/* What a file is, told from its first FIN_DOCUMENT_HEAD_SIZE bytes; NULL when it is none of ours.
 * (transfer none) */
const char *fin_documents_sniff  (const guint8 *head, gsize size);
/* A name to be shown: no folders, no control characters, none that turn the direction of writing
 * (a "fdp.exe" read backwards), at most 255 bytes, never empty. @name: percent-encoded UTF-8 as
 * received, may be NULL. (transfer full) */
char       *fin_documents_name   (const char *name);

G_END_DECLS
