// Sound goes out as numbers of 32 bits; answers come whenever there was enough of it to decode.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-sherpa-server.h"

#include "fin-error.h"
#include "fin-server-transcriber.h"
#include "fin-sherpa-answer.h"

#define END "Done"

/* Samples; no model takes more than 1.1 s at once. */
#define UNANSWERED_MAX (2 * FIN_TRANSCRIBER_RATE)
/* To one piece of sound, as when it catches up; more is a flood. */
#define ANSWERS_MAX 100
/* Samples. The protocol has no word for a pause, but the server ends an utterance after as much. */
#define SILENCE    (3 * FIN_TRANSCRIBER_RATE / 2)
#define FULL_SCALE 32768.0f

#define FIN_TYPE_SHERPA_SERVER_TRANSCRIBER (fin_sherpa_server_transcriber_get_type ())
G_DECLARE_FINAL_TYPE (FinSherpaServerTranscriber,
                      fin_sherpa_server_transcriber,
                      FIN,
                      SHERPA_SERVER_TRANSCRIBER,
                      FinServerTranscriber)

struct _FinSherpaServerTranscriber {
  FinServerTranscriber parent_instance;

  gsize unanswered; /* samples since the last answer */
  guint answers;    /* since the last sound */
  gint64 segment;
};

G_DEFINE_FINAL_TYPE (FinSherpaServerTranscriber,
                     fin_sherpa_server_transcriber,
                     FIN_TYPE_SERVER_TRANSCRIBER)

struct _FinSherpaServerEngine {
  FinServerEngine parent_instance;
};

static void engine_iface_init (FinEngineInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FinSherpaServerEngine,
                               fin_sherpa_server_engine,
                               FIN_TYPE_SERVER_ENGINE,
                               G_IMPLEMENT_INTERFACE (FIN_TYPE_ENGINE, engine_iface_init))

static gboolean
fin_sherpa_server_transcriber_answer (FinServerTranscriber *server, const char *text, gsize length)
{
  FinSherpaServerTranscriber *self = FIN_SHERPA_SERVER_TRANSCRIBER (server);
  g_auto (FinHeard) heard = { 0 };
  gint64 segment;

  if (++self->answers > ANSWERS_MAX || !fin_sherpa_answer_read (text, length, &heard, &segment) ||
      segment < self->segment)
    return FALSE;

  self->segment = segment;
  self->unanswered = 0;
  fin_teller_tell (fin_server_transcriber_teller (server), &heard);

  return TRUE;
}

static void
send (FinSherpaServerTranscriber *self, const gint16 *samples, gsize n)
{
  g_autofree float *sound = g_new0 (float, n);

  for (gsize i = 0; samples != NULL && i < n; i++)
    sound[i] = samples[i] / FULL_SCALE;
  fin_server_transcriber_send_data (FIN_SERVER_TRANSCRIBER (self), sound, n * sizeof (float));
}

static void
fin_sherpa_server_transcriber_hear (FinTranscriber *transcriber,
                                    const gint16 *samples,
                                    gsize n,
                                    gint64 at)
{
  FinSherpaServerTranscriber *self = FIN_SHERPA_SERVER_TRANSCRIBER (transcriber);

  fin_teller_sound (fin_server_transcriber_teller (FIN_SERVER_TRANSCRIBER (self)), n, at);
  send (self, samples, n);
  self->answers = 0;
  self->unanswered += n;
  if (self->unanswered > UNANSWERED_MAX)
    fin_transcriber_fail (transcriber, g_error_new_literal (FIN_ERROR, FIN_ERROR_TIMED_OUT,
                                                            "the server does not keep up"));
}

static void
fin_sherpa_server_transcriber_pause (FinTranscriber *transcriber)
{
  FinTeller *teller = fin_server_transcriber_teller (FIN_SERVER_TRANSCRIBER (transcriber));

  if (teller->n_runs == 0)
    return;

  fin_teller_sound (teller, SILENCE, fin_teller_end (teller));
  send (FIN_SHERPA_SERVER_TRANSCRIBER (transcriber), NULL, SILENCE);
}

static void
fin_sherpa_server_transcriber_part (FinServerTranscriber *server)
{
  fin_server_transcriber_send_text (server, END);
}

static void
fin_sherpa_server_transcriber_class_init (FinSherpaServerTranscriberClass *klass)
{
  FinTranscriberClass *transcriber_class = FIN_TRANSCRIBER_CLASS (klass);
  FinServerTranscriberClass *server_class = FIN_SERVER_TRANSCRIBER_CLASS (klass);

  transcriber_class->hear = fin_sherpa_server_transcriber_hear;
  transcriber_class->pause = fin_sherpa_server_transcriber_pause;
  server_class->answer = fin_sherpa_server_transcriber_answer;
  server_class->part = fin_sherpa_server_transcriber_part;
}

static void
fin_sherpa_server_transcriber_init (FinSherpaServerTranscriber *self)
{
}

static FinTranscriber *
fin_sherpa_server_engine_open (FinEngine *engine, const char *language, const char *const *phrases)
{
  return g_object_new (FIN_TYPE_SHERPA_SERVER_TRANSCRIBER, "language", language, "phrases", phrases,
                       "address", fin_server_engine_address (FIN_SERVER_ENGINE (engine), language),
                       NULL);
}

static void
engine_iface_init (FinEngineInterface *iface)
{
  iface->id = "sherpa-onnx-server";
  /* Not measured on people, and so with caution: only what is hardly more than a guess. */
  iface->doubt = 0.3;
  iface->open = fin_sherpa_server_engine_open;
}

static void
fin_sherpa_server_engine_class_init (FinSherpaServerEngineClass *klass)
{
}

static void
fin_sherpa_server_engine_init (FinSherpaServerEngine *self)
{
}

FinEngine *
fin_sherpa_server_engine_new (GHashTable *addresses)
{
  g_autoptr (GHashTable) owned = addresses;

  g_return_val_if_fail (addresses != NULL, NULL);

  return g_object_new (FIN_TYPE_SHERPA_SERVER_ENGINE, "addresses", owned, NULL);
}
