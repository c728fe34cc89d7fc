// The C API of sherpa-onnx, found at run time. Its structures grow with its releases, so a library
// of another version than the one these are of is refused.
//
// The structures have the order and types of members of sherpa-onnx/c-api/c-api.h in release 1.13.4
// of k2-fsa/sherpa-onnx (Apache-2.0, Copyright 2023 Xiaomi Corporation); the text is ours.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-recogniser-sherpa.h"

#include "fin-json.h"

#define VERSION "1.13.4"

#define FIN_SHERPA_RATE       16000
#define FEATURES              80
#define FIN_SHERPA_FULL_SCALE 32768.0f
/* Seconds of silence that end an utterance, after nothing and after words; and how long one may be.
 */
#define ENDS_NOTHING 2.4f
#define ENDS_WORDS   0.8f
#define ENDS_ANY     20.0f
#define PAUSE        (3 * FIN_SHERPA_RATE / 2) /* samples of silence that end whatever was said */

typedef struct {
  const char *encoder, *decoder;
} Paraformer;

typedef struct {
  FinSherpaTransducer transducer;
  Paraformer paraformer;
  const char *zipformer2_ctc;
  const char *tokens;
  gint32 num_threads;
  const char *provider;
  gint32 debug;
  const char *model_type;
  const char *modeling_unit;
  const char *bpe_vocab;
  const char *tokens_buf;
  gint32 tokens_buf_size;
  const char *nemo_ctc;
  const char *t_one_ctc;
} ModelConfig;

typedef struct {
  gint32 sample_rate;
  gint32 feature_dim;
  ModelConfig model;
  const char *decoding_method;
  gint32 max_active_paths;
  gint32 enable_endpoint;
  float rule1_min_trailing_silence;
  float rule2_min_trailing_silence;
  float rule3_min_utterance_length;
  const char *hotwords_file;
  float hotwords_score;
  struct {
    const char *graph;
    gint32 max_active;
  } ctc_fst_decoder;
  const char *rule_fsts;
  const char *rule_fars;
  float blank_penalty;
  const char *hotwords_buf;
  gint32 hotwords_buf_size;
  struct {
    const char *dict_dir, *lexicon, *rule_fsts;
  } homophones;
} Config;

typedef struct {
  gconstpointer (*SherpaOnnxCreateOnlineRecognizer) (const Config *config);
  gconstpointer (*SherpaOnnxCreateOnlineStream) (gconstpointer recogniser);
  void (*SherpaOnnxOnlineStreamSetOption) (gconstpointer stream,
                                           const char *key,
                                           const char *value);
  void (*SherpaOnnxOnlineStreamAcceptWaveform) (gconstpointer stream,
                                                gint32 rate,
                                                const float *samples,
                                                gint32 n);
  gint32 (*SherpaOnnxIsOnlineStreamReady) (gconstpointer recogniser, gconstpointer stream);
  void (*SherpaOnnxDecodeOnlineStream) (gconstpointer recogniser, gconstpointer stream);
  const char *(*SherpaOnnxGetOnlineStreamResultAsJson) (gconstpointer recogniser,
                                                        gconstpointer stream);
  void (*SherpaOnnxDestroyOnlineStreamResultJson) (const char *json);
  gint32 (*SherpaOnnxOnlineStreamIsEndpoint) (gconstpointer recogniser, gconstpointer stream);
  void (*SherpaOnnxOnlineStreamReset) (gconstpointer recogniser, gconstpointer stream);

  gconstpointer recogniser;
  gconstpointer stream;
} Sherpa;

static GModule *
open_library (const char *path)
{
  GModule *module = g_module_open (path, G_MODULE_BIND_LOCAL);
  const char *(*version) (void);

  return module != NULL &&
                 g_module_symbol (module, "SherpaOnnxGetVersionStr", (gpointer *)&version) &&
                 g_strcmp0 (version (), VERSION) == 0
             ? module
             : NULL;
}

static gboolean
find_functions (Sherpa *sherpa, GModule *module)
{
#define FIND(name) g_module_symbol (module, #name, (gpointer *)&sherpa->name)
  return FIND (SherpaOnnxCreateOnlineRecognizer) && FIND (SherpaOnnxCreateOnlineStream) &&
         FIND (SherpaOnnxOnlineStreamSetOption) && FIND (SherpaOnnxOnlineStreamAcceptWaveform) &&
         FIND (SherpaOnnxIsOnlineStreamReady) && FIND (SherpaOnnxDecodeOnlineStream) &&
         FIND (SherpaOnnxGetOnlineStreamResultAsJson) &&
         FIND (SherpaOnnxDestroyOnlineStreamResultJson) &&
         FIND (SherpaOnnxOnlineStreamIsEndpoint) && FIND (SherpaOnnxOnlineStreamReset);
#undef FIND
}

/* What the stream has come to, with whether that is final, which the library tells apart. */
static char *
result (Sherpa *sherpa, gboolean final)
{
  const char *json =
      sherpa->SherpaOnnxGetOnlineStreamResultAsJson (sherpa->recogniser, sherpa->stream);
  g_autoptr (JsonObject) object = fin_json_parse_object (json, -1, NULL);
  char *text;

  if (object != NULL)
    json_object_set_boolean_member (object, "is_final", final);
  text = object != NULL ? fin_json_to_string (object) : g_strdup (json);
  sherpa->SherpaOnnxDestroyOnlineStreamResultJson (json);

  return text;
}

static char *
decode (Sherpa *sherpa, const float *samples, gsize n)
{
  gboolean final;
  char *text;

  sherpa->SherpaOnnxOnlineStreamAcceptWaveform (sherpa->stream, FIN_SHERPA_RATE, samples,
                                                (gint32)n);
  while (sherpa->SherpaOnnxIsOnlineStreamReady (sherpa->recogniser, sherpa->stream))
    sherpa->SherpaOnnxDecodeOnlineStream (sherpa->recogniser, sherpa->stream);
  final = sherpa->SherpaOnnxOnlineStreamIsEndpoint (sherpa->recogniser, sherpa->stream) != 0;
  text = result (sherpa, final);
  if (final)
    sherpa->SherpaOnnxOnlineStreamReset (sherpa->recogniser, sherpa->stream);

  return text;
}

static char *
hear (gpointer data, const gint16 *samples, gsize n)
{
  g_autofree float *sound = g_new (float, n);

  for (gsize i = 0; i < n; i++)
    sound[i] = samples[i] / FIN_SHERPA_FULL_SCALE;

  return decode (data, sound, n);
}

static char *
pause_cb (gpointer data)
{
  static const float silence[PAUSE];
  Sherpa *sherpa = data;
  char *text = decode (sherpa, silence, PAUSE);
  g_autoptr (JsonObject) object = fin_json_parse_object (text, -1, NULL);

  /* Final whatever the library's rules make of it. */
  if (object == NULL || fin_json_boolean (object, "is_final", FALSE))
    return text;

  g_free (text);
  text = result (sherpa, TRUE);
  sherpa->SherpaOnnxOnlineStreamReset (sherpa->recogniser, sherpa->stream);

  return text;
}

static const char *
open_streaming (FinRecogniser *self,
                GModule *module,
                FinModel *model,
                const FinSherpaFiles *files,
                const char *language)
{
  static Sherpa sherpa;
  Config config = {
    .sample_rate = FIN_SHERPA_RATE,
    .feature_dim = FIN_SHERPA_FEATURES,
    .model = { .tokens = files->tokens, .num_threads = 1, .provider = "cpu" },
    .decoding_method = "greedy_search",
    .enable_endpoint = TRUE,
    .rule1_min_trailing_silence = ENDS_NOTHING,
    .rule2_min_trailing_silence = ENDS_WORDS,
    .rule3_min_utterance_length = ENDS_ANY,
  };

  if (!find_functions (&sherpa, module))
    return FIN_RECOGNISER_NO_LIBRARY;

  if (fin_model_kind (model) == FIN_MODEL_TRANSDUCER)
    config.model.transducer = files->transducer;
  else if (fin_model_kind (model) == FIN_MODEL_ZIPFORMER2_CTC)
    config.model.zipformer2_ctc = files->model;
  else
    config.model.nemo_ctc = files->model;
  sherpa.recogniser = sherpa.SherpaOnnxCreateOnlineRecognizer (&config);
  sherpa.stream =
      sherpa.recogniser != NULL ? sherpa.SherpaOnnxCreateOnlineStream (sherpa.recogniser) : NULL;
  if (sherpa.stream == NULL)
    return FIN_RECOGNISER_NO_MODEL;

  /* Models of several languages are told which; others do not look. */
  sherpa.SherpaOnnxOnlineStreamSetOption (sherpa.stream, "language", language);
  *self = (FinRecogniser){ .data = &sherpa, .hear = hear, .pause = pause_cb };

  return NULL;
}

const char *
fin_recogniser_open_sherpa (FinRecogniser *self,
                            const char *library,
                            const char *folder,
                            const char *language,
                            const char *const *phrases)
{
  GModule *module = open_library (library);
  g_autoptr (FinModel) model = fin_model_load (folder, NULL);
  g_autofree char *tokens = g_build_filename (folder, "tokens.txt", NULL);
  g_autofree char *encoder = g_build_filename (folder, "encoder.onnx", NULL);
  g_autofree char *decoder = g_build_filename (folder, "decoder.onnx", NULL);
  g_autofree char *joiner = g_build_filename (folder, "joiner.onnx", NULL);
  g_autofree char *whole = g_build_filename (folder, "model.onnx", NULL);
  g_autofree char *vocabulary = g_build_filename (folder, FIN_MODEL_VOCABULARY, NULL);
  FinSherpaFiles files = { tokens, { encoder, decoder, joiner }, whole, vocabulary };

  if (module == NULL)
    return FIN_RECOGNISER_NO_LIBRARY;
  if (model == NULL || !fin_model_verify (model, NULL))
    return FIN_RECOGNISER_NO_MODEL;

  return fin_model_streams (model)
             ? open_streaming (self, module, model, &files, language)
             : fin_recogniser_open_sherpa_offline (self, module, model, &files, phrases);
}
