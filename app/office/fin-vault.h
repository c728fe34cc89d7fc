// Files nobody reads without the key: each is a libsodium secretstream under STORE/documents.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FinVault:
 *
 * XChaCha20-Poly1305 in chunks of 64 KiB, the file's id authenticated with each, so that no file can
 * be cut short, reordered or put in another's place unnoticed. Sealed as it arrives and opened as it
 * leaves: a chunk at a time is in memory, whatever the file's size.
 */
#define FIN_TYPE_VAULT (fin_vault_get_type ())
G_DECLARE_FINAL_TYPE (FinVault, fin_vault, FIN, VAULT, GObject)

/* @key_file holds the key of 32 bytes, made with mode 0600 if missing; FIN_ERROR_FAILED when others
 * may read it, or @store is sealed with another one. (transfer full) */
FinVault *fin_vault_open (const char *store, const char *key_file, GError **error);
/* Removes what an interrupted writing left behind, and every file that is not in @known, a set of
 * ids: sealed, and then never told of. */
void      fin_vault_sweep (FinVault *self, GHashTable *known);

/**
 * FinSealing:
 *
 * A file being written. Freed before it is finished, it was never there. It may be written and
 * finished in any one thread at a time.
 */
typedef struct _FinSealing FinSealing;

FinSealing *fin_vault_create    (FinVault *self, const char *id, GError **error);
gboolean    fin_sealing_write   (FinSealing *self, gconstpointer data, gsize size, GError **error);
/* On the disk, for good, when it returns TRUE: this waits for the disk. */
gboolean    fin_sealing_finish  (FinSealing *self, GError **error);
gsize       fin_sealing_size    (FinSealing *self);
/* Of the plain content. (transfer full) */
char       *fin_sealing_sha256  (FinSealing *self);
void        fin_sealing_free    (FinSealing *self);

/**
 * FinOpening:
 *
 * A file being read.
 */
typedef struct _FinOpening FinOpening;

/* FIN_ERROR_NOT_FOUND when there is none. */
FinOpening *fin_vault_read      (FinVault *self, const char *id, GError **error);
/* The next piece; an empty one is the end; NULL when the file is not what was sealed.
 * (transfer full) */
GBytes     *fin_opening_next    (FinOpening *self, GError **error);
void        fin_opening_free    (FinOpening *self);

/* A mark of @text by the key, for what must be found again and be read by nobody: without the key it
 * cannot be guessed either. (transfer full) */
GBytes     *fin_vault_mark      (FinVault *self, const char *text);

/* For what will not be needed: no such file is no error. */
void        fin_vault_remove    (FinVault *self, const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FinSealing, fin_sealing_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FinOpening, fin_opening_free)

G_END_DECLS
