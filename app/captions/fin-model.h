// A folder with a speech model for sherpa-onnx, and the manifest that says what is in it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FIN_MODEL_MANIFEST   "model.json"
#define FIN_MODEL_VOCABULARY "bpe.vocab"

typedef enum {
  FIN_MODEL_TRANSDUCER,     /* encoder.onnx, decoder.onnx, joiner.onnx */
  FIN_MODEL_ZIPFORMER2_CTC, /* model.onnx */
  FIN_MODEL_NEMO_CTC,       /* model.onnx */
  /* These take whole utterances, and revise what they said of one while it goes on. */
  FIN_MODEL_OFFLINE_TRANSDUCER,  /* encoder.onnx, decoder.onnx, joiner.onnx */
  FIN_MODEL_OFFLINE_NEMO_CTC,    /* model.onnx */
  FIN_MODEL_OFFLINE_OMNILINGUAL, /* model.onnx */
} FinModelKind;

/* The manifest's format is in data/captions/models.md. */
typedef struct _FinModel FinModel;

/* Reads the manifest and looks for the files, not into them. FIN_ERROR_NOT_FOUND without a manifest,
 * FIN_ERROR_BAD_REQUEST when it is none, FIN_ERROR_INCOMPLETE when a file is missing. (transfer full) */
FinModel    *fin_model_load          (const char *folder, GError **error);
void         fin_model_free          (FinModel *self);
const char  *fin_model_name          (FinModel *self);
const char  *fin_model_licence       (FinModel *self);
FinModelKind fin_model_kind          (FinModel *self);
gboolean     fin_model_streams       (FinModel *self);
gboolean     fin_model_has_language  (FinModel *self, const char *language);
/* Whether it can be told which words are likely: it is in pieces of words that "bpe.vocab" lists. */
gboolean     fin_model_takes_phrases (FinModel *self);
/* Reads every file, which may take seconds: FIN_ERROR_UNREADABLE when one is not what the manifest says. */
gboolean     fin_model_verify        (FinModel *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FinModel, fin_model_free)

G_END_DECLS
