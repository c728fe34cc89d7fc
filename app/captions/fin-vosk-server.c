// Sound goes out as binary messages, and each has exactly one answer.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-vosk-server.h"

#include "fin-error.h"
#include "fin-server-transcriber.h"
#include "fin-vosk-answer.h"

/* Words for word as the server compares them. */
#define CONFIG                                                                                     \
  "{\"config\" : {\"sample_rate\" : 16000, \"words\" : true, \"max_alternatives\" : 0}}"
#define RESET "{\"reset\" : 1}"
#define END   "{\"eof\" : 1}"

#define UNANSWERED_MAX (2 * FIN_TRANSCRIBER_RATE) /* samples */

#define FIN_TYPE_VOSK_SERVER_TRANSCRIBER (fin_vosk_server_transcriber_get_type ())
G_DECLARE_FINAL_TYPE (FinVoskServerTranscriber,
                      fin_vosk_server_transcriber,
                      FIN,
                      VOSK_SERVER_TRANSCRIBER,
                      FinServerTranscriber)

struct _FinVoskServerTranscriber {
  FinServerTranscriber parent_instance;

  GQueue sent; /* samples of each message without an answer */
  gsize unanswered;
};

G_DEFINE_FINAL_TYPE (FinVoskServerTranscriber,
                     fin_vosk_server_transcriber,
                     FIN_TYPE_SERVER_TRANSCRIBER)

struct _FinVoskServerEngine {
  FinServerEngine parent_instance;
};

static void engine_iface_init (FinEngineInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FinVoskServerEngine,
                               fin_vosk_server_engine,
                               FIN_TYPE_SERVER_ENGINE,
                               G_IMPLEMENT_INTERFACE (FIN_TYPE_ENGINE, engine_iface_init))

static void
fin_vosk_server_transcriber_greet (FinServerTranscriber *server)
{
  fin_server_transcriber_send_text (server, CONFIG);
}

static gboolean
fin_vosk_server_transcriber_answer (FinServerTranscriber *server, const char *text, gsize length)
{
  FinVoskServerTranscriber *self = FIN_VOSK_SERVER_TRANSCRIBER (server);
  g_auto (FinHeard) heard = { 0 };

  if (g_queue_is_empty (&self->sent) || !fin_vosk_answer_read (text, length, &heard))
    return FALSE;

  self->unanswered -= GPOINTER_TO_SIZE (g_queue_pop_head (&self->sent));
  fin_teller_tell (fin_server_transcriber_teller (server), &heard);

  return TRUE;
}

static void
fin_vosk_server_transcriber_hear (FinTranscriber *transcriber,
                                  const gint16 *samples,
                                  gsize n,
                                  gint64 at)
{
  FinVoskServerTranscriber *self = FIN_VOSK_SERVER_TRANSCRIBER (transcriber);
  FinServerTranscriber *server = FIN_SERVER_TRANSCRIBER (transcriber);
  g_autofree gint16 *sound = g_new (gint16, n);

  for (gsize i = 0; i < n; i++)
    sound[i] = GINT16_TO_LE (samples[i]);
  fin_teller_sound (fin_server_transcriber_teller (server), n, at);
  fin_server_transcriber_send_data (server, sound, n * sizeof (gint16));
  g_queue_push_tail (&self->sent, GSIZE_TO_POINTER (n));
  self->unanswered += n;
  if (self->unanswered > UNANSWERED_MAX)
    fin_transcriber_fail (transcriber, g_error_new_literal (FIN_ERROR, FIN_ERROR_TIMED_OUT,
                                                            "the server does not keep up"));
}

static void
fin_vosk_server_transcriber_pause (FinTranscriber *transcriber)
{
  FinVoskServerTranscriber *self = FIN_VOSK_SERVER_TRANSCRIBER (transcriber);

  fin_server_transcriber_send_text (FIN_SERVER_TRANSCRIBER (transcriber), RESET);
  g_queue_push_tail (&self->sent, GSIZE_TO_POINTER (0));
}

static void
fin_vosk_server_transcriber_part (FinServerTranscriber *server)
{
  fin_server_transcriber_send_text (server, END);
}

static void
fin_vosk_server_transcriber_finalize (GObject *object)
{
  g_queue_clear (&FIN_VOSK_SERVER_TRANSCRIBER (object)->sent);

  G_OBJECT_CLASS (fin_vosk_server_transcriber_parent_class)->finalize (object);
}

static void
fin_vosk_server_transcriber_class_init (FinVoskServerTranscriberClass *klass)
{
  FinTranscriberClass *transcriber_class = FIN_TRANSCRIBER_CLASS (klass);
  FinServerTranscriberClass *server_class = FIN_SERVER_TRANSCRIBER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fin_vosk_server_transcriber_finalize;
  transcriber_class->hear = fin_vosk_server_transcriber_hear;
  transcriber_class->pause = fin_vosk_server_transcriber_pause;
  server_class->greet = fin_vosk_server_transcriber_greet;
  server_class->answer = fin_vosk_server_transcriber_answer;
  server_class->part = fin_vosk_server_transcriber_part;
}

static void
fin_vosk_server_transcriber_init (FinVoskServerTranscriber *self)
{
  g_queue_init (&self->sent);
}

static FinTranscriber *
fin_vosk_server_engine_open (FinEngine *engine, const char *language, const char *const *phrases)
{
  return g_object_new (FIN_TYPE_VOSK_SERVER_TRANSCRIBER, "language", language, "phrases", phrases,
                       "address", fin_server_engine_address (FIN_SERVER_ENGINE (engine), language),
                       NULL);
}

static void
engine_iface_init (FinEngineInterface *iface)
{
  iface->id = "vosk-server";
  /* Not measured on people, and so with caution: only what is hardly more than a guess. */
  iface->doubt = 0.4;
  iface->open = fin_vosk_server_engine_open;
}

static void
fin_vosk_server_engine_class_init (FinVoskServerEngineClass *klass)
{
}

static void
fin_vosk_server_engine_init (FinVoskServerEngine *self)
{
}

FinEngine *
fin_vosk_server_engine_new (GHashTable *addresses)
{
  g_autoptr (GHashTable) owned = addresses;

  g_return_val_if_fail (addresses != NULL, NULL);

  return g_object_new (FIN_TYPE_VOSK_SERVER_ENGINE, "addresses", owned, NULL);
}
