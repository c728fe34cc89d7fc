// What streaming and other models of sherpa-onnx have in common.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gmodule.h>

#include "fin-model.h"
#include "fin-recogniser.h"

G_BEGIN_DECLS

#define FIN_SHERPA_RATE       16000
#define FIN_SHERPA_FEATURES   80
#define FIN_SHERPA_FULL_SCALE 32768.0f

/* As the library has it. */
typedef struct {
  const char *encoder, *decoder, *joiner;
} FinSherpaTransducer;

/* Where a model's files would be. */
typedef struct {
  const char *tokens;
  FinSherpaTransducer transducer;
  const char *model;
  const char *vocabulary;
} FinSherpaFiles;

/* For models that do not stream. As fin_recogniser_open_sherpa(). */
const char *fin_recogniser_open_sherpa_offline (FinRecogniser *self, GModule *module, FinModel *model,
                                                const FinSherpaFiles *files, const char *const *phrases);

G_END_DECLS
