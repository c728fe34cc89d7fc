// The messages of `x-socket`, `client`, in `data/office-api.yaml`, as shapes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-protocol.h"

#include "fin-json.h"

/* Members every shape begins with, and how it ends. */
#define TYPE                                                                                       \
  {                                                                                                \
    "type", FIN_SHAPE_STRING, TRUE, 0, 64                                                          \
  }
#define ID                                                                                         \
  {                                                                                                \
    "id", FIN_SHAPE_ID                                                                             \
  }
#define FORM                                                                                       \
  {                                                                                                \
    "form", FIN_SHAPE_ID, TRUE                                                                     \
  }
#define END                                                                                        \
  {                                                                                                \
    NULL                                                                                           \
  }

static const char *const presences[] = { "available", "busy", "away", NULL };
static const char *const description_types[] = { "offer", "answer", NULL };
static const char *const heard[] = { "speech", "captioner", NULL };
static const char *const origins[] = { "typed", "speech", "captioner", NULL };
static const char *const hand_to[] = { "citizen", "", NULL };

static const FinShape hello[] = { TYPE,
                                  { "token", FIN_SHAPE_STRING, TRUE, 0, 128 },
                                  { "instance", FIN_SHAPE_ID, TRUE },
                                  { "language", FIN_SHAPE_CHOICE, TRUE,
                                    .choices = fin_shape_languages },
                                  END };

static const FinShape presence[] = {
  TYPE, ID, { "state", FIN_SHAPE_CHOICE, TRUE, .choices = presences }, END
};

static const FinShape arrive[] = { TYPE,
                                   ID,
                                   { "camera", FIN_SHAPE_BOOLEAN, TRUE },
                                   { "microphone", FIN_SHAPE_BOOLEAN, TRUE },
                                   { "needs", FIN_SHAPE_CHOICES, FALSE, 0, 6, fin_shape_needs },
                                   END };

static const FinShape leave[] = { TYPE, ID, END };

static const FinShape session_description[] = { { "type", FIN_SHAPE_CHOICE, TRUE,
                                                  .choices = description_types },
                                                { "sdp", FIN_SHAPE_STRING, TRUE, 0, 60000 },
                                                END };

static const FinShape ice_candidate[] = { { "candidate", FIN_SHAPE_STRING, TRUE, 0, 1000 },
                                          { "sdpMLineIndex", FIN_SHAPE_INTEGER, TRUE, 0, 31 },
                                          { "sdpMid", FIN_SHAPE_NULLABLE, FALSE, 0, 64 },
                                          END };

static const FinShape signal_shape[] = {
  TYPE,
  ID,
  { "to", FIN_SHAPE_ID, TRUE },
  { "description", FIN_SHAPE_OBJECT, FALSE, .members = session_description },
  { "candidate", FIN_SHAPE_OBJECT, FALSE, .members = ice_candidate },
  END
};

static const FinShape text[] = { TYPE,
                                 ID,
                                 { "line", FIN_SHAPE_INTEGER, TRUE, 0, 100000 },
                                 { "text", FIN_SHAPE_STRING, TRUE, 0, 4000 },
                                 { "done", FIN_SHAPE_BOOLEAN, TRUE },
                                 { "relay", FIN_SHAPE_IDS, FALSE, 0, 8 },
                                 END };

static const FinShape caption[] = {
  TYPE,
  ID,
  { "from", FIN_SHAPE_ID, TRUE },
  { "origin", FIN_SHAPE_CHOICE, TRUE, .choices = heard },
  { "line", FIN_SHAPE_INTEGER, TRUE, 0, 100000 },
  { "text", FIN_SHAPE_STRING, TRUE, 0, 4000 },
  { "language", FIN_SHAPE_CHOICE, TRUE, .choices = fin_shape_languages },
  { "done", FIN_SHAPE_BOOLEAN, TRUE },
  { "believed", FIN_SHAPE_BOOLEAN },
  { "mended", FIN_SHAPE_BOOLEAN },
  { "ago", FIN_SHAPE_INTEGER, FALSE, 0, 600000 },
  END
};

static const FinShape translation[] = {
  TYPE,
  ID,
  { "from", FIN_SHAPE_ID, TRUE },
  { "origin", FIN_SHAPE_CHOICE, TRUE, .choices = origins },
  { "line", FIN_SHAPE_INTEGER, TRUE, 0, 100000 },
  { "language", FIN_SHAPE_CHOICE, TRUE, .choices = fin_shape_languages },
  { "text", FIN_SHAPE_STRING, TRUE, 1, 8000 },
  { "draft", FIN_SHAPE_BOOLEAN, TRUE },
  END
};

static const FinShape erase[] = { TYPE,
                                  ID,
                                  { "from", FIN_SHAPE_ID, TRUE },
                                  { "origin", FIN_SHAPE_CHOICE, TRUE, .choices = origins },
                                  { "line", FIN_SHAPE_INTEGER, TRUE, 0, 100000 },
                                  END };

static const FinShape spoken[] = {
  TYPE,
  ID,
  { "participant", FIN_SHAPE_ID },
  { "speaks", FIN_SHAPE_CHOICE, .choices = fin_shape_languages },
  { "reads", FIN_SHAPE_CHOICE, .choices = fin_shape_languages },
  END
};

static const FinShape captioned[] = {
  TYPE, ID, { "participant", FIN_SHAPE_ID, TRUE }, { "captioned", FIN_SHAPE_BOOLEAN, TRUE }, END
};

static const char *const transcript_states[] = { "offered", "withdrawn", "accepted", "declined",
                                                 NULL };

static const FinShape transcript[] = {
  TYPE, ID, { "state", FIN_SHAPE_CHOICE, TRUE, .choices = transcript_states }, END
};

static const FinShape media[] = {
  TYPE, ID, { "camera", FIN_SHAPE_BOOLEAN, TRUE }, { "microphone", FIN_SHAPE_BOOLEAN, TRUE }, END
};

static const FinShape form_change[] = { TYPE,
                                        FORM,
                                        { "change", FIN_SHAPE_ID, TRUE },
                                        { "field", FIN_SHAPE_STRING, TRUE, 0, 80 },
                                        { "value", FIN_SHAPE_STRING, TRUE, 0, 4000 },
                                        { "base", FIN_SHAPE_INTEGER, TRUE, 0, G_MAXINT32 },
                                        END };

static const FinShape form_focus[] = {
  TYPE, ID, FORM, { "field", FIN_SHAPE_STRING, TRUE, 0, 80 }, END
};

static const FinShape form_hand[] = { TYPE,
                                      ID,
                                      FORM,
                                      { "field", FIN_SHAPE_STRING, TRUE, 0, 80 },
                                      { "to", FIN_SHAPE_CHOICE, TRUE, .choices = hand_to },
                                      END };

static const FinShape form_confirm[] = {
  TYPE, ID, FORM, { "version", FIN_SHAPE_INTEGER, TRUE, 0, G_MAXINT32 }, END
};

static const FinShape form_front[] = { TYPE, ID, FORM, END };

static const FinShape form_assent[] = { TYPE,
                                        ID,
                                        FORM,
                                        { "step", FIN_SHAPE_STRING, FALSE, 1, 40 },
                                        { "field", FIN_SHAPE_STRING, FALSE, 1, 80 },
                                        { "version", FIN_SHAPE_INTEGER, TRUE, 0, G_MAXINT32 },
                                        END };

static const FinShape form_ask[] = {
  TYPE, ID, FORM, { "step", FIN_SHAPE_STRING, TRUE, 1, 40 }, END
};

static const FinShape language[] = {
  TYPE, ID, { "language", FIN_SHAPE_CHOICE, TRUE, .choices = fin_shape_languages }, END
};

static const FinShape pointer[] = { TYPE,
                                    { "picture", FIN_SHAPE_ID, TRUE },
                                    { "x", FIN_SHAPE_INTEGER, FALSE, 0, 1000 },
                                    { "y", FIN_SHAPE_INTEGER, FALSE, 0, 1000 },
                                    END };

static const FinMessageKind kinds[] = {
  { "hello", hello },
  { "presence", presence },
  { "arrive", arrive },
  { "leave", leave },
  { "media", media },
  { "language", language },
  { "signal", signal_shape, TRUE },
  { "text", text, TRUE },
  { "caption", caption, TRUE },
  { "translation", translation, TRUE },
  { "erase", erase, TRUE },
  { "spoken", spoken, TRUE },
  { "captioned", captioned, TRUE },
  { "transcript", transcript, TRUE },
  { "form.change", form_change, TRUE },
  { "form.focus", form_focus, TRUE },
  { "form.hand", form_hand, TRUE },
  { "form.confirm", form_confirm, TRUE },
  { "form.front", form_front, TRUE },
  { "pointer", pointer, TRUE },
  { "form.assent", form_assent, TRUE },
  { "form.ask", form_ask, TRUE },
};

const FinMessageKind *
fin_protocol_lookup (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].type, type) == 0)
      return &kinds[i];

  return NULL;
}

const FinMessageKind *
fin_protocol_kinds (guint *n)
{
  *n = G_N_ELEMENTS (kinds);

  return kinds;
}

const char *
fin_protocol_name (JsonObject *message)
{
  const char *id = fin_json_string (message, "id");
  const char *name = id != NULL ? id : fin_json_string (message, "change");

  return name != NULL && fin_shape_is_id (name) ? name : NULL;
}
