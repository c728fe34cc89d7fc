// What the files of a visit share.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-guests.h"
#include "fin-visit.h"

G_BEGIN_DECLS

typedef struct {
  char *id;          /* NULL: nobody has this place */
  const char *role;
  gint64 order;      /* of two, the lower offers the call to the other */
  char *staff;       /* of a member of staff, or NULL */
  char *interprets;  /* of an interpreter, or NULL */
  char *name;
  char *language;
  char *speaks;      /* NULL: `language` */
  char *reads;       /* NULL: `language` */
  gboolean unheard;  /* what they say is not captioned */
  char *instance;
  gboolean camera;
  gboolean microphone;
  char *focus;       /* the field they are in, or NULL */
  char *focus_form;  /* of which form */
  gboolean points;   /* at `x`, `y` of what is shown, in thousandths of its sides */
  gint64 x;
  gint64 y;
  FinSocket *socket; /* NULL while not connected */
} FinParticipant;

#define FIN_PARTICIPANTS (2 + FIN_GUESTS_MAX)

/* The page both look at; nothing of it is ever on the disk. */
typedef struct {
  GBytes *content; /* the picture, or NULL when nothing is shown */
  const char *media_type;
  char *picture;  /* its name, another for each */
  char *document;
  char *name;     /* the document's */
  gint64 page;    /* from 1 */
  gint64 pages;
} FinShown;

struct _FinVisit
{
  GObject parent_instance;
  FinStore *store;
  FinVault *vault;
  char *id;
  char *appointment;
  char *staff;
  char *started;
  GPtrArray *dossiers; /* FinDossier, in order; those whose procedure left the catalogue are not here */
  FinDossier *front;   /* of those; NULL when there is none */
  FinShown shown;
  char *asked_form;    /* what the informer asked the citizen to confirm, or NULL */
  char *asked_step;
  FinParticipant participants[FIN_PARTICIPANTS]; /* informer, citizen, guests */
};

FinParticipant *_fin_visit_find      (FinVisit *self, const char *id);
FinParticipant *_fin_visit_sender    (FinVisit *self, FinSocket *socket);
/* Whose the form and the documents are: the informer and the citizen. */
gboolean        _fin_visit_is_guest  (const FinParticipant *participant);
/* To those whose the form and the documents are. @message (transfer full); @except may be NULL. */
void            _fin_visit_broadcast (FinVisit *self, JsonObject *message,
                                      const FinParticipant *except);
/* Likewise to everybody, guests too. */
void            _fin_visit_tell_all  (FinVisit *self, JsonObject *message,
                                      const FinParticipant *except);

/* In fin-visit-text.c. */
/* What was written so far, as much as one message holds. (transfer full) */
JsonArray *_fin_visit_lines   (FinVisit *self);
gint64     _fin_visit_earlier (FinVisit *self, JsonArray *lines);
gboolean _fin_visit_text        (FinVisit *self, FinParticipant *from, JsonObject *message,
                                 GError **error);
gboolean _fin_visit_caption     (FinVisit *self, FinParticipant *from, JsonObject *message,
                                 GError **error);
gboolean _fin_visit_translation (FinVisit *self, FinParticipant *from, JsonObject *message,
                                 GError **error);
gboolean _fin_visit_erase       (FinVisit *self, FinParticipant *from, JsonObject *message,
                                 GError **error);

/* In fin-visit-transcript.c. */
gboolean _fin_visit_transcript  (FinVisit *self, FinParticipant *from, JsonObject *message,
                                 GError **error);

/* In fin-visit-forms.c. */
/* Those of the visit, in @self. */
void       _fin_visit_load_forms    (FinVisit *self);
/* An array of `FormSummary` in the reader's language. (transfer full) */
JsonArray *_fin_visit_summaries     (FinVisit *self, FinParticipant *to);
/* `forms` to everyone: something of them that is not in `form` is another thing now. */
void       _fin_visit_tell_forms    (FinVisit *self);
void       _fin_visit_send_forms    (FinVisit *self, FinParticipant *to);
gboolean   _fin_visit_set_front     (FinVisit *self, FinParticipant *from, JsonObject *message,
                                     GError **error);

/* In fin-visit-assent.c. */
gboolean _fin_visit_assent     (FinVisit *self, FinParticipant *from, JsonObject *message,
                                GError **error);
gboolean _fin_visit_ask        (FinVisit *self, FinParticipant *from, JsonObject *message,
                                GError **error);
/* `form.ask`, while what was asked still waits for their word. */
void     _fin_visit_send_asked (FinVisit *self, FinParticipant *citizen);
/* `form.assented` to everyone: @fields were confirmed together. */
void     _fin_visit_tell_assented (FinVisit *self, FinDossier *dossier, char **fields);

/* In fin-visit-form.c. */
/* The form @message is about; FIN_ERROR_NOT_FOUND. */
FinDossier *_fin_visit_find_form (FinVisit *self, JsonObject *message, GError **error);
gboolean _fin_visit_is_citizen (FinParticipant *participant);
/* Sends @dossier whole, in the reader's language. */
void     _fin_visit_send_form (FinVisit *self, FinParticipant *to, FinDossier *dossier);
/* @field NULL: in none. */
void     _fin_visit_set_focus (FinVisit *self, FinParticipant *from, const char *form,
                               const char *field);
gboolean _fin_visit_change    (FinVisit *self, FinParticipant *from, JsonObject *message,
                               GError **error);
gboolean _fin_visit_focus     (FinVisit *self, FinParticipant *from, JsonObject *message,
                               GError **error);
gboolean _fin_visit_hand      (FinVisit *self, FinParticipant *from, JsonObject *message,
                               GError **error);
gboolean _fin_visit_confirm   (FinVisit *self, FinParticipant *from, JsonObject *message,
                               GError **error);

/* In fin-visit-shown.c. */
void        _fin_visit_shown_clear    (FinVisit *self);
/* `Shown`, or NULL. (transfer full) */
JsonObject *_fin_visit_shown_describe (FinVisit *self);
/* Where the others point, told to who comes. */
void        _fin_visit_send_pointers  (FinVisit *self, FinParticipant *to);
void        _fin_visit_stop_pointing  (FinVisit *self, FinParticipant *from);
gboolean    _fin_visit_point          (FinVisit *self, FinParticipant *from, JsonObject *message,
                                       GError **error);

G_END_DECLS
