// Sealed files, and the key they are sealed with.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-vault.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fin-error.h"

#define CHUNK      (64 * 1024)
#define OVERHEAD   crypto_secretstream_xchacha20poly1305_ABYTES
#define HEADER     crypto_secretstream_xchacha20poly1305_HEADERBYTES
#define CHECK_SIZE crypto_generichash_BYTES
#define KEY_SIZE   crypto_secretstream_xchacha20poly1305_KEYBYTES
#define TAG_MORE   crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
#define TAG_FINAL  crypto_secretstream_xchacha20poly1305_TAG_FINAL
G_STATIC_ASSERT (crypto_kdf_KEYBYTES == KEY_SIZE);

#define UNFINISHED ".part"

struct _FinVault {
  GObject parent_instance;
  char *folder;
  char *check; /* the file that tells its key from others */
  guint8 *key; /* sodium_malloc()ed: never swapped, never in a core dump */
};

G_DEFINE_FINAL_TYPE (FinVault, fin_vault, G_TYPE_OBJECT)

struct _FinSealing {
  char *id;
  char *path;
  char *part;
  FILE *file;
  crypto_secretstream_xchacha20poly1305_state state;
  GChecksum *checksum;
  guint8 buffer[CHUNK];
  gsize used;
  gsize size;
};

struct _FinOpening {
  char *id;
  FILE *file;
  crypto_secretstream_xchacha20poly1305_state state;
  gboolean ended;
};

static gboolean
failed (GError **error, const char *doing)
{
  g_warning ("vault: %s: %s", doing, g_strerror (errno));
  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FAILED, "the file could not be kept");

  return FALSE;
}

static FILE *
create_private (const char *path)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  return fd >= 0 ? fdopen (fd, "wb") : NULL;
}

static gboolean
flush_to_disk (FILE *file)
{
  return fflush (file) == 0 && fsync (fileno (file)) == 0;
}

static gboolean
sync_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean done = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);

  return done;
}

FinSealing *
fin_vault_create (FinVault *self, const char *id, GError **error)
{
  g_autoptr (FinSealing) sealing = g_new0 (FinSealing, 1);
  guint8 header[HEADER];

  g_return_val_if_fail (FIN_IS_VAULT (self), NULL);

  sealing->id = g_strdup (id);
  sealing->path = g_build_filename (self->folder, id, NULL);
  sealing->part = g_strconcat (sealing->path, UNFINISHED, NULL);
  sealing->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  sealing->file = create_private (sealing->part);
  if (sealing->file == NULL) {
    failed (error, "create");
    return NULL;
  }

  crypto_secretstream_xchacha20poly1305_init_push (&sealing->state, header, self->key);
  if (fwrite (header, sizeof header, 1, sealing->file) != 1) {
    failed (error, "write");
    return NULL;
  }

  return g_steal_pointer (&sealing);
}

static gboolean
push (FinSealing *self, guint8 tag, GError **error)
{
  g_autofree guint8 *sealed = g_malloc (self->used + OVERHEAD);
  unsigned long long length = 0;

  crypto_secretstream_xchacha20poly1305_push (&self->state, sealed, &length, self->buffer,
                                              self->used, (const guint8 *)self->id,
                                              strlen (self->id), tag);
  self->used = 0;

  return fwrite (sealed, length, 1, self->file) == 1 || failed (error, "write");
}

gboolean
fin_sealing_write (FinSealing *self, gconstpointer data, gsize size, GError **error)
{
  const guint8 *bytes = data;

  g_checksum_update (self->checksum, bytes, size);
  self->size += size;

  while (size > 0) {
    gsize part = MIN (size, CHUNK - self->used);

    memcpy (self->buffer + self->used, bytes, part);
    self->used += part;
    bytes += part;
    size -= part;
    if (self->used == CHUNK && !push (self, TAG_MORE, error))
      return FALSE;
  }

  return TRUE;
}

gboolean
fin_sealing_finish (FinSealing *self, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);

  if (!push (self, TAG_FINAL, error))
    return FALSE;
  if (!flush_to_disk (self->file) || g_rename (self->part, self->path) != 0 ||
      !sync_folder (folder))
    return failed (error, "finish");

  g_clear_pointer (&self->part, g_free);

  return TRUE;
}

gsize
fin_sealing_size (FinSealing *self)
{
  return self->size;
}

char *
fin_sealing_sha256 (FinSealing *self)
{
  return g_strdup (g_checksum_get_string (self->checksum));
}

void
fin_sealing_free (FinSealing *self)
{
  if (self->file != NULL) {
    fclose (self->file);
    if (self->part != NULL)
      g_unlink (self->part);
  }
  g_clear_pointer (&self->checksum, g_checksum_free);
  sodium_memzero (&self->state, sizeof self->state);
  sodium_memzero (self->buffer, sizeof self->buffer);
  g_free (self->id);
  g_free (self->path);
  g_free (self->part);
  g_free (self);
}

static gboolean
not_what_was_sealed (GError **error)
{
  g_warning ("vault: a file is not what was sealed");
  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FAILED, "the file is damaged");

  return FALSE;
}

FinOpening *
fin_vault_read (FinVault *self, const char *id, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, id, NULL);
  g_autoptr (FinOpening) opening = g_new0 (FinOpening, 1);
  guint8 header[HEADER];

  g_return_val_if_fail (FIN_IS_VAULT (self), NULL);

  opening->id = g_strdup (id);
  opening->file = fopen (path, "rbe");
  if (opening->file == NULL) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "the file is not there");
    return NULL;
  }
  if (fread (header, sizeof header, 1, opening->file) != 1 ||
      crypto_secretstream_xchacha20poly1305_init_pull (&opening->state, header, self->key) != 0) {
    not_what_was_sealed (error);
    return NULL;
  }

  return g_steal_pointer (&opening);
}

GBytes *
fin_opening_next (FinOpening *self, GError **error)
{
  g_autofree guint8 *sealed = NULL;
  g_autofree guint8 *plain = NULL;
  unsigned long long length = 0;
  guint8 tag = 0;
  gsize read;

  if (self->ended)
    return g_bytes_new (NULL, 0);

  sealed = g_malloc (CHUNK + OVERHEAD);
  plain = g_malloc (CHUNK);
  read = fread (sealed, 1, CHUNK + OVERHEAD, self->file);
  if (read < OVERHEAD ||
      crypto_secretstream_xchacha20poly1305_pull (&self->state, plain, &length, &tag, sealed, read,
                                                  (const guint8 *)self->id,
                                                  strlen (self->id)) != 0 ||
      (tag == TAG_FINAL) != (fgetc (self->file) == EOF)) {
    not_what_was_sealed (error);
    return NULL;
  }
  self->ended = tag == TAG_FINAL;
  if (!self->ended)
    fseek (self->file, -1, SEEK_CUR);

  return g_bytes_new_take (g_steal_pointer (&plain), length);
}

void
fin_opening_free (FinOpening *self)
{
  if (self->file != NULL)
    fclose (self->file);
  sodium_memzero (&self->state, sizeof self->state);
  g_free (self->id);
  g_free (self);
}

void
fin_vault_remove (FinVault *self, const char *id)
{
  g_autofree char *path = g_build_filename (self->folder, id, NULL);

  g_unlink (path);
}

void
fin_vault_sweep (FinVault *self, GHashTable *known)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    if (!g_hash_table_contains (known, name))
      fin_vault_remove (self, name);
}

/* Whole or not at all, however the writing ends. */
static gboolean
write_private (const char *path, gconstpointer data, gsize size, GError **error)
{
  g_autofree char *part = g_strconcat (path, UNFINISHED, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  FILE *file;
  gboolean kept;

  g_unlink (part);
  file = create_private (part);
  if (file == NULL)
    return failed (error, "key");
  kept = fwrite (data, size, 1, file) == 1 && flush_to_disk (file);
  kept = fclose (file) == 0 && kept && g_rename (part, path) == 0 && sync_folder (folder);
  if (kept)
    return TRUE;

  failed (error, "key");
  g_unlink (part);

  return FALSE;
}

/* What says of a key whether it is this store's, and nothing else of it. */
static void
check_of (FinVault *self, guint8 *check)
{
  static const char text[] = "finestreta-office: the key of a store";

  crypto_generichash (check, CHECK_SIZE, (const guint8 *)text, strlen (text), self->key, KEY_SIZE);
}

/* Of a store that has no check yet: whether @self's key opens something, if there is anything. */
static gboolean
opens_anything (FinVault *self)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  gboolean any = FALSE;
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    gboolean whole = !g_str_has_suffix (name, UNFINISHED);
    g_autoptr (FinOpening) opening = whole ? fin_vault_read (self, name, NULL) : NULL;
    g_autoptr (GBytes) piece = opening != NULL ? fin_opening_next (opening, NULL) : NULL;

    if (piece != NULL)
      return TRUE;
    any |= whole;
  }

  return !any;
}

static gboolean
keep_check (FinVault *self, GError **error)
{
  guint8 check[CHECK_SIZE];

  check_of (self, check);

  return write_private (self->check, check, sizeof check, error);
}

GBytes *
fin_vault_mark (FinVault *self, const char *text)
{
  guint8 key[crypto_generichash_KEYBYTES];
  guint8 mark[crypto_generichash_BYTES];

  g_return_val_if_fail (FIN_IS_VAULT (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  crypto_kdf_derive_from_key (key, sizeof key, 1, "identity", self->key);
  crypto_generichash (mark, sizeof mark, (const guint8 *)text, strlen (text), key, sizeof key);
  sodium_memzero (key, sizeof key);

  return g_bytes_new (mark, sizeof mark);
}

static gboolean
check_key (FinVault *self, GError **error)
{
  g_autofree char *kept = NULL;
  guint8 check[CHECK_SIZE];
  gsize size = 0;
  gboolean found = g_file_get_contents (self->check, &kept, &size, NULL);

  check_of (self, check);
  if (found ? size == sizeof check && sodium_memcmp (kept, check, size) == 0
            : opens_anything (self))
    return found || keep_check (self, error);

  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FAILED,
                       "the key is not the one this store's files are sealed with");

  return FALSE;
}

static gboolean
make_key (FinVault *self, const char *path, GError **error)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);

  /* A new key would open none of the old files, and hide that the old one is lost. */
  if (folder == NULL || g_dir_read_name (folder) != NULL) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FAILED,
                         "the store has sealed files, and their key is missing");
    return FALSE;
  }

  crypto_secretstream_xchacha20poly1305_keygen (self->key);

  return write_private (path, self->key, KEY_SIZE, error) && keep_check (self, error);
}

static gboolean
is_private (const char *path, GError **error)
{
  GStatBuf status;

  if (g_stat (path, &status) == 0 && (status.st_mode & (S_IRWXO | S_IWGRP)) == 0)
    return TRUE;

  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FAILED,
                       "the key file is not only its owner's to read and write");

  return FALSE;
}

static gboolean
load_key (FinVault *self, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize size = 0;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return make_key (self, path, error);

  if (!is_private (path, error) || !g_file_get_contents (path, &text, &size, error))
    return FALSE;
  if (size != KEY_SIZE) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FAILED, "the key file is not a key");
    return FALSE;
  }
  memcpy (self->key, text, KEY_SIZE);
  sodium_memzero (text, size);

  return check_key (self, error);
}

FinVault *
fin_vault_open (const char *store, const char *key_file, GError **error)
{
  g_autoptr (FinVault) self = g_object_new (FIN_TYPE_VAULT, NULL);

  self->folder = g_build_filename (store, "documents", NULL);
  self->check = g_build_filename (store, "key-check", NULL);
  if (g_mkdir_with_parents (self->folder, 0700) != 0) {
    failed (error, "folder");
    return NULL;
  }
  if (!load_key (self, key_file, error))
    return NULL;

  return g_steal_pointer (&self);
}

static void
fin_vault_finalize (GObject *object)
{
  FinVault *self = FIN_VAULT (object);

  g_free (self->folder);
  g_free (self->check);
  sodium_free (self->key);

  G_OBJECT_CLASS (fin_vault_parent_class)->finalize (object);
}

static void
fin_vault_class_init (FinVaultClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fin_vault_finalize;
}

static void
fin_vault_init (FinVault *self)
{
  self->key = sodium_malloc (KEY_SIZE);
}
