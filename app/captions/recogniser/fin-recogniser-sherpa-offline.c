// Models of sherpa-onnx that take whole utterances: those are found here, and while one goes on it
// is recognised again and again from its beginning, as far as that leaves time to spare.
//
// The structures are of the same origin as those of fin-recogniser-sherpa.c; members of engines that
// are not used here are only as large as they are.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-recogniser-sherpa.h"

#include "fin-endpoint.h"
#include "fin-json.h"

/* A guess at what is being said is made after as much more sound, and never for more than a quarter
 * of the time. */
#define AGAIN_US (600 * 1000)
#define SPARE    4
/* What the first piece of a word begins with. */
#define WORD "\u2581"

typedef struct {
  FinSherpaTransducer transducer;
  const char *paraformer;
  const char *nemo_ctc;
  struct {
    const char *names[4];
    gint32 numbers[3];
  } whisper;
  const char *tdnn;
  const char *tokens;
  gint32 num_threads;
  gint32 debug;
  const char *provider;
  const char *model_type;
  const char *modeling_unit;
  const char *bpe_vocab;
  const char *telespeech_ctc;
  struct {
    const char *names[2];
    gint32 use_itn;
  } sense_voice;
  const char *moonshine[5];
  const char *fire_red_asr[2];
  const char *dolphin;
  const char *zipformer_ctc;
  struct {
    const char *names[4];
    gint32 use_pnc;
  } canary;
  const char *wenet_ctc;
  const char *omnilingual;
  const char *medasr;
  struct {
    const char *names[6];
    gint32 max_new_tokens;
    float temperature, top_p;
    gint32 seed;
    const char *language;
    gint32 itn;
    const char *hotwords;
  } funasr_nano;
  const char *fire_red_asr_ctc;
  struct {
    const char *names[4];
    gint32 max_total_len, max_new_tokens;
    float temperature, top_p;
    gint32 seed;
    const char *hotwords;
  } qwen3_asr;
  struct {
    const char *names[3];
    gint32 use_punct, use_itn;
  } cohere_transcribe;
} ModelConfig;

typedef struct {
  gint32 sample_rate;
  gint32 feature_dim;
  ModelConfig model;
  struct {
    const char *model;
    float scale;
  } lm;
  const char *decoding_method;
  gint32 max_active_paths;
  const char *hotwords_file;
  float hotwords_score;
  const char *rule_fsts;
  const char *rule_fars;
  float blank_penalty;
  struct {
    const char *dict_dir, *lexicon, *rule_fsts;
  } homophones;
} Config;

typedef struct {
  gconstpointer (*SherpaOnnxCreateOfflineRecognizer) (const Config *config);
  gconstpointer (*SherpaOnnxCreateOfflineStream) (gconstpointer recogniser);
  gconstpointer (*SherpaOnnxCreateOfflineStreamWithHotwords) (gconstpointer recogniser,
                                                              const char *hotwords);
  void (*SherpaOnnxAcceptWaveformOffline) (gconstpointer stream,
                                           gint32 rate,
                                           const float *samples,
                                           gint32 n);
  void (*SherpaOnnxDecodeOfflineStream) (gconstpointer recogniser, gconstpointer stream);
  const char *(*SherpaOnnxGetOfflineStreamResultAsJson) (gconstpointer stream);
  void (*SherpaOnnxDestroyOfflineStreamResultJson) (const char *json);
  void (*SherpaOnnxDestroyOfflineStream) (gconstpointer stream);

  gconstpointer recogniser;
  char *hotwords; /* between slashes, or NULL */
  FinEndpoint *endpoint;
  gint64 heard; /* µs of sound, which is the clock here */
  gint64 again; /* when the utterance is recognised again */
  gint64 segment;
  char *answer; /* to the piece of sound at hand */
} Sherpa;

static gboolean
find_functions (Sherpa *sherpa, GModule *module)
{
#define FIND(name) g_module_symbol (module, #name, (gpointer *)&sherpa->name)
  return FIND (SherpaOnnxCreateOfflineRecognizer) && FIND (SherpaOnnxCreateOfflineStream) &&
         FIND (SherpaOnnxCreateOfflineStreamWithHotwords) &&
         FIND (SherpaOnnxAcceptWaveformOffline) && FIND (SherpaOnnxDecodeOfflineStream) &&
         FIND (SherpaOnnxGetOfflineStreamResultAsJson) &&
         FIND (SherpaOnnxDestroyOfflineStreamResultJson) && FIND (SherpaOnnxDestroyOfflineStream);
#undef FIND
}

/* Most models write none. */
static gboolean
writes_capitals (const char *tokens)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents (tokens, &text, NULL, NULL))
    return FALSE;

  for (const char *word = text; (word = strstr (word, WORD)) != NULL;) {
    word += strlen (WORD);
    if (g_unichar_isupper (g_utf8_get_char_validated (word, -1)))
      return TRUE;
  }

  return FALSE;
}

/* As the model writes them. Some signs tell the library other things. (transfer full) */
static char *
hotwords_of (const char *const *phrases, const char *tokens)
{
  g_autofree char *joined = g_strjoinv ("/", (char **)phrases);

  g_strdelimit (joined, ":#@", ' ');

  return writes_capitals (tokens) ? g_steal_pointer (&joined) : g_utf8_strdown (joined, -1);
}

static gconstpointer
make_stream (Sherpa *sherpa)
{
  return sherpa->hotwords != NULL
             ? sherpa->SherpaOnnxCreateOfflineStreamWithHotwords (sherpa->recogniser,
                                                                  sherpa->hotwords)
             : sherpa->SherpaOnnxCreateOfflineStream (sherpa->recogniser);
}

/* (transfer full) */
static char *
text_of (Sherpa *sherpa, const gint16 *samples, gsize n)
{
  g_autofree float *sound = g_new (float, n);
  gconstpointer stream = make_stream (sherpa);
  g_autoptr (JsonObject) object = NULL;
  const char *json;
  char *text;

  for (gsize i = 0; i < n; i++)
    sound[i] = samples[i] / FIN_SHERPA_FULL_SCALE;
  sherpa->SherpaOnnxAcceptWaveformOffline (stream, FIN_SHERPA_RATE, sound, (gint32)n);
  sherpa->SherpaOnnxDecodeOfflineStream (sherpa->recogniser, stream);
  json = sherpa->SherpaOnnxGetOfflineStreamResultAsJson (stream);
  object = fin_json_parse_object (json, -1, NULL);
  text = g_strdup (object != NULL ? fin_json_string (object, "text") : NULL);
  sherpa->SherpaOnnxDestroyOfflineStreamResultJson (json);
  sherpa->SherpaOnnxDestroyOfflineStream (stream);

  return text != NULL ? text : g_strdup ("");
}

/* As a streaming model would say it. */
static void
answer (Sherpa *sherpa, const gint16 *samples, gsize n, gint64 start, gboolean final)
{
  g_autofree char *text = text_of (sherpa, samples, n);
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *times = json_array_new ();

  json_array_add_double_element (times, 0);
  json_array_add_double_element (times, (double)n / FIN_SHERPA_RATE);
  json_object_set_string_member (object, "text", text);
  json_object_set_array_member (object, "timestamps", times);
  json_object_set_double_member (object, "start_time", (double)start / G_USEC_PER_SEC);
  json_object_set_int_member (object, "segment", sherpa->segment);
  json_object_set_boolean_member (object, "is_final", final);
  g_free (sherpa->answer);
  sherpa->answer = fin_json_to_string (object);
}

static void
found_cb (const gint16 *samples, gsize n, gint64 start, gint64 end, gpointer data)
{
  Sherpa *sherpa = data;

  answer (sherpa, samples, n, start, TRUE);
  sherpa->segment++;
}

static void
guess (Sherpa *sherpa)
{
  gsize n;
  gint64 start;
  const gint16 *samples = fin_endpoint_so_far (sherpa->endpoint, &n, &start);
  gint64 begun = g_get_monotonic_time ();

  if (samples == NULL || sherpa->heard < sherpa->again)
    return;

  answer (sherpa, samples, n, start, FALSE);
  sherpa->again = sherpa->heard + MAX (AGAIN_US, SPARE * (g_get_monotonic_time () - begun));
}

static char *
hear (gpointer data, const gint16 *samples, gsize n)
{
  Sherpa *sherpa = data;

  fin_endpoint_push (sherpa->endpoint, samples, n, sherpa->heard);
  sherpa->heard += (gint64)n * G_USEC_PER_SEC / FIN_SHERPA_RATE;
  if (sherpa->answer == NULL)
    guess (sherpa);

  return g_steal_pointer (&sherpa->answer);
}

static char *
pause_cb (gpointer data)
{
  Sherpa *sherpa = data;

  fin_endpoint_flush (sherpa->endpoint);

  return g_steal_pointer (&sherpa->answer);
}

const char *
fin_recogniser_open_sherpa_offline (FinRecogniser *self,
                                    GModule *module,
                                    FinModel *model,
                                    const FinSherpaFiles *files,
                                    const char *const *phrases)
{
  static Sherpa sherpa;
  Config config = {
    .sample_rate = FIN_SHERPA_RATE,
    .feature_dim = FIN_SHERPA_FEATURES,
    .model = { .tokens = files->tokens, .num_threads = 1, .provider = "cpu" },
    .decoding_method = "greedy_search",
  };

  if (!find_functions (&sherpa, module))
    return FIN_RECOGNISER_NO_LIBRARY;

  if (fin_model_kind (model) == FIN_MODEL_OFFLINE_TRANSDUCER)
    config.model.transducer = files->transducer;
  else if (fin_model_kind (model) == FIN_MODEL_OFFLINE_NEMO_CTC)
    config.model.nemo_ctc = files->model;
  else
    config.model.omnilingual = files->model;
  if (fin_model_takes_phrases (model) && phrases[0] != NULL) {
    sherpa.hotwords = hotwords_of (phrases, files->tokens);
    config.model.modeling_unit = "bpe";
    config.model.bpe_vocab = files->vocabulary;
    config.decoding_method = "modified_beam_search";
  }
  sherpa.recogniser = sherpa.SherpaOnnxCreateOfflineRecognizer (&config);
  if (sherpa.recogniser == NULL)
    return FIN_RECOGNISER_NO_MODEL;

  sherpa.endpoint = fin_endpoint_new (found_cb, &sherpa);
  *self = (FinRecogniser){ .data = &sherpa, .hear = hear, .pause = pause_cb };

  return NULL;
}
