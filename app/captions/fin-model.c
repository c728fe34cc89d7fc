// Reads manifests of models and holds their files to them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-model.h"

#include <openssl/evp.h>
#include <stdio.h>

#include "fin-error.h"
#include "fin-json.h"

#define MANIFEST_MAX (64 * 1024)
#define BLOCK        (64 * 1024)
#define SHA256_CHARS 64

struct _FinModel {
  char *folder;
  char *name;
  char *licence;
  FinModelKind kind;
  GStrv languages;
  JsonObject *files; /* name to SHA-256 */
};

static const char *const kinds[] = {
  [FIN_MODEL_TRANSDUCER] = "transducer",
  [FIN_MODEL_ZIPFORMER2_CTC] = "zipformer2-ctc",
  [FIN_MODEL_NEMO_CTC] = "nemo-ctc",
  [FIN_MODEL_OFFLINE_TRANSDUCER] = "offline-transducer",
  [FIN_MODEL_OFFLINE_NEMO_CTC] = "offline-nemo-ctc",
  [FIN_MODEL_OFFLINE_OMNILINGUAL] = "offline-omnilingual",
};

/* What each kind is made of, besides tokens.txt. */
static const char *const parts[][4] = {
  [FIN_MODEL_TRANSDUCER] = { "encoder.onnx", "decoder.onnx", "joiner.onnx", NULL },
  [FIN_MODEL_ZIPFORMER2_CTC] = { "model.onnx", NULL },
  [FIN_MODEL_NEMO_CTC] = { "model.onnx", NULL },
  [FIN_MODEL_OFFLINE_TRANSDUCER] = { "encoder.onnx", "decoder.onnx", "joiner.onnx", NULL },
  [FIN_MODEL_OFFLINE_NEMO_CTC] = { "model.onnx", NULL },
  [FIN_MODEL_OFFLINE_OMNILINGUAL] = { "model.onnx", NULL },
};

static JsonObject *
read_manifest (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, FIN_MODEL_MANIFEST, NULL);
  g_autofree char *text = g_malloc (MANIFEST_MAX + 1);
  FILE *file = fopen (path, "rbe");
  gsize length;

  if (file == NULL) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "no manifest");
    return NULL;
  }

  length = fread (text, 1, MANIFEST_MAX + 1, file);
  fclose (file);
  if (length > MANIFEST_MAX) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "a manifest is no such size");
    return NULL;
  }

  return fin_json_parse_object (text, (gssize)length, error);
}

static gboolean
is_sum (const char *text)
{
  return text != NULL && strlen (text) == SHA256_CHARS &&
         strspn (text, "0123456789abcdef") == SHA256_CHARS;
}

/* Every file of the folder, by its plain name. */
static gboolean
files_are_named (JsonObject *files)
{
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init (&iter, files);
  while (json_object_iter_next (&iter, &name, NULL))
    if (!is_sum (fin_json_string (files, name)) || strchr (name, '/') != NULL || name[0] == '.')
      return FALSE;

  return TRUE;
}

static gboolean
find_kind (const char *name, FinModelKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (name, kinds[i]) == 0) {
      *kind = i;
      return TRUE;
    }

  return FALSE;
}

static gboolean
is_here (FinModel *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  return json_object_has_member (self->files, name) && g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

FinModel *
fin_model_load (const char *folder, GError **error)
{
  g_autoptr (JsonObject) manifest = NULL;
  g_autoptr (FinModel) self = NULL;
  JsonObject *files;

  g_return_val_if_fail (folder != NULL, NULL);

  manifest = read_manifest (folder, error);
  if (manifest == NULL)
    return NULL;

  files = fin_json_member (manifest, "files");
  self = g_new0 (FinModel, 1);
  self->folder = g_strdup (folder);
  self->name = g_strdup (fin_json_string (manifest, "name"));
  self->licence = g_strdup (fin_json_string (manifest, "licence"));
  self->languages = fin_json_strings (manifest, "languages");
  if (self->name == NULL || self->licence == NULL || self->languages[0] == NULL ||
      !find_kind (fin_json_string (manifest, "kind"), &self->kind) || files == NULL ||
      !files_are_named (files)) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "not the manifest of a model");
    return NULL;
  }

  self->files = json_object_ref (files);
  for (const char *const *part = parts[self->kind]; *part != NULL; part++)
    if (!is_here (self, *part) || !is_here (self, "tokens.txt")) {
      g_set_error_literal (error, FIN_ERROR, FIN_ERROR_INCOMPLETE, "the model is not whole");
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
fin_model_free (FinModel *self)
{
  g_free (self->folder);
  g_free (self->name);
  g_free (self->licence);
  g_strfreev (self->languages);
  g_clear_pointer (&self->files, json_object_unref);
  g_free (self);
}

const char *
fin_model_name (FinModel *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

const char *
fin_model_licence (FinModel *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->licence;
}

FinModelKind
fin_model_kind (FinModel *self)
{
  g_return_val_if_fail (self != NULL, FIN_MODEL_TRANSDUCER);

  return self->kind;
}

gboolean
fin_model_streams (FinModel *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->kind <= FIN_MODEL_NEMO_CTC;
}

gboolean
fin_model_has_language (FinModel *self, const char *language)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_strv_contains ((const char *const *)self->languages, language);
}

gboolean
fin_model_takes_phrases (FinModel *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->kind == FIN_MODEL_OFFLINE_TRANSDUCER && is_here (self, FIN_MODEL_VOCABULARY);
}

/* NULL when it can't be read. GLib has the same, but takes seconds where this takes a tenth: models
 * have hundreds of megabytes. (transfer full) */
static char *
sum_of (const char *path)
{
  g_autofree guchar *block = g_malloc (BLOCK);
  guchar sum[SHA256_CHARS / 2];
  GString *digits;
  EVP_MD_CTX *context;
  FILE *file = fopen (path, "rbe");
  gsize n;
  gboolean whole;

  if (file == NULL)
    return NULL;

  context = EVP_MD_CTX_new ();
  EVP_DigestInit_ex (context, EVP_sha256 (), NULL);
  while ((n = fread (block, 1, BLOCK, file)) > 0)
    EVP_DigestUpdate (context, block, n);
  whole = !ferror (file) && EVP_DigestFinal_ex (context, sum, NULL) == 1;
  EVP_MD_CTX_free (context);
  fclose (file);
  if (!whole)
    return NULL;

  digits = g_string_sized_new (SHA256_CHARS);
  for (guint i = 0; i < sizeof sum; i++)
    g_string_append_printf (digits, "%02x", sum[i]);

  return g_string_free (digits, FALSE);
}

gboolean
fin_model_verify (FinModel *self, GError **error)
{
  JsonObjectIter iter;
  const char *name;

  g_return_val_if_fail (self != NULL, FALSE);

  json_object_iter_init (&iter, self->files);
  while (json_object_iter_next (&iter, &name, NULL)) {
    g_autofree char *path = g_build_filename (self->folder, name, NULL);
    g_autofree char *sum = sum_of (path);

    if (g_strcmp0 (sum, fin_json_string (self->files, name)) != 0) {
      g_set_error_literal (error, FIN_ERROR, FIN_ERROR_UNREADABLE,
                           "a file is not what the manifest says");
      return FALSE;
    }
  }

  return TRUE;
}
