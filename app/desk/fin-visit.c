// The visit: what the office's messages make of it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-visit.h"

#include <glib/gi18n.h>

#include "fin-error.h"
#include "fin-json.h"
#include "fin-language.h"
#include "fin-object.h"
#include "fin-parties.h"
#include "fin-text-wire.h"
#include "fin-time.h"

enum {
  PROP_0,
  PROP_APPOINTMENT,
  PROP_READY,
  PROP_YOU,
  PROP_PARTIES,
  PROP_CALL,
  PROP_TRANSCRIPT,
  PROP_COMPOSER,
  PROP_FORM,
  PROP_DOCUMENTS,
  PROP_NOTES,
  PROP_RECEIPT,
  PROP_RECEIPT_CODE,
  PROP_ENDED,
  PROP_OUTCOME,
  PROP_ONLINE,
  PROP_CONNECTION,
  PROP_CONNECTION_GRADE,
  PROP_EARLIER_LINES,
  N_PROPS,
};

struct _FinVisit {
  GObject parent_instance;

  FinLink *link;
  char *id;
  char *path; /* of the appointment in the API */
  FinAppointment *appointment;
  char *you;
  FinParties *parties;
  FinCall *call;
  FinTextWire *wire;
  FinParticipant *me; /* NULL: not known yet */
  FinCaptions *captions;
  FinGuests *guests;
  FinSharedForms *forms;
  GListStore *documents;
  FinNotes *notes;
  char *outcome;
  guint earlier_lines;
  gboolean ready;
  gboolean ended;
  gboolean online;
  gboolean closed;
};

G_DEFINE_FINAL_TYPE (FinVisit, fin_visit, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
send_media (FinVisit *self)
{
  gboolean has_camera, camera_on, has_microphone, microphone_on;
  JsonObject *message;

  g_assert (FIN_IS_VISIT (self));

  if (!self->ready || self->ended)
    return;

  g_object_get (self->call, "has-camera", &has_camera, "camera-on", &camera_on, "has-microphone",
                &has_microphone, "microphone-on", &microphone_on, NULL);
  message = json_object_new ();
  json_object_set_string_member (message, "type", "media");
  json_object_set_boolean_member (message, "camera", has_camera && camera_on);
  json_object_set_boolean_member (message, "microphone", has_microphone && microphone_on);
  fin_link_send (self->link, message);
}

/* What the office says */

static void take_end (FinVisit *self, const char *outcome);

static void
take_me (FinVisit *self, JsonObject *object)
{
  if (self->me == NULL)
    self->me = fin_participant_new (object);
  else
    fin_participant_update (self->me, object);
  /* A guest who is seen off, or has left: for them it is over. */
  if (fin_participant_gone (self->me))
    take_end (self, NULL);
}

/* Who one is oneself comes first: it says who of two offers the call. */
static void
find_me (FinVisit *self, JsonObject *object)
{
  if (g_strcmp0 (fin_json_string (object, "id"), self->you) == 0)
    take_me (self, object);
}

static void
take_participant (FinVisit *self, JsonObject *object)
{
  const char *id = fin_json_string (object, "id");

  g_assert (FIN_IS_VISIT (self));

  if (g_strcmp0 (id, self->you) == 0)
    take_me (self, object);
  else if (self->me != NULL)
    fin_parties_take (self->parties, object, self->me);
}

static void
take_document (FinVisit *self, JsonObject *object)
{
  const char *id = fin_json_string (object, "id");
  GListModel *documents = G_LIST_MODEL (self->documents);

  g_assert (FIN_IS_VISIT (self));

  for (guint i = 0; i < g_list_model_get_n_items (documents); i++) {
    g_autoptr (FinDocument) document = g_list_model_get_item (documents, i);

    if (g_strcmp0 (fin_document_id (document), id) == 0) {
      fin_document_update (document, object);
      return;
    }
  }

  g_autoptr (FinDocument) document = fin_document_new (object);
  g_list_store_append (self->documents, document);
}

static void
receipt_cb (FinVisit *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECEIPT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECEIPT_CODE]);
}

static void tell_phrases (FinVisit *self);

static void
front_cb (FinVisit *self)
{
  FinSharedForm *front = fin_visit_form (self);

  g_signal_handlers_disconnect_by_func (front, receipt_cb, self);
  g_signal_connect_object (front, "notify::receipt", G_CALLBACK (receipt_cb), self,
                           G_CONNECT_SWAPPED);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FORM]);
  receipt_cb (self);
  if (self->me != NULL && !self->ended)
    tell_phrases (self);
}

static void
take_end (FinVisit *self, const char *outcome)
{
  g_assert (FIN_IS_VISIT (self));

  if (self->ended)
    return;

  fin_object_set_string (self, &self->outcome, outcome, properties[PROP_OUTCOME]);
  fin_notes_flush (self->notes);
  fin_visit_close (self);
  fin_object_set_boolean (self, &self->ended, TRUE, properties[PROP_ENDED]);
}

static void
each_object (FinVisit *self, JsonArray *array, void (*take) (FinVisit *, JsonObject *))
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonObject *object = fin_json_array_object (array, i);

    if (object != NULL)
      take (self, object);
  }
}

static void
add_text (GPtrArray *phrases, gpointer object, const char *property)
{
  char *text = NULL;

  g_object_get (object, property, &text, NULL);
  if (text != NULL)
    g_ptr_array_add (phrases, text);
}

/* The form's own words are those that will be said. */
static void
tell_phrases (FinVisit *self)
{
  GListModel *steps = G_LIST_MODEL (fin_visit_form (self));
  g_autoptr (GPtrArray) phrases = g_ptr_array_new_with_free_func (g_free);

  g_assert (FIN_IS_VISIT (self));

  add_text (phrases, steps, "title");
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (FinSharedStep) step = g_list_model_get_item (steps, i);
    g_autoptr (GListModel) fields = NULL;

    add_text (phrases, step, "title");
    g_object_get (step, "fields", &fields, NULL);
    for (guint j = 0; j < g_list_model_get_n_items (fields); j++) {
      g_autoptr (FinSharedField) field = g_list_model_get_item (fields, j);

      add_text (phrases, field, "label");
    }
  }
  g_ptr_array_add (phrases, NULL);
  fin_captions_set_phrases (self->captions, (const char *const *)phrases->pdata,
                            fin_language_code (fin_participant_language (self->me)),
                            fin_shared_form_glossary (fin_visit_form (self)));
}

static void
take_visit (FinVisit *self, JsonObject *message)
{
  JsonObject *appointment = fin_json_member (message, "appointment");
  const char *you = fin_json_string (message, "you");
  const char *told = fin_json_string (message, "now");
  g_autoptr (GDateTime) now = told != NULL ? fin_time_parse (told, NULL) : NULL;
  gboolean first = !self->ready;

  g_assert (FIN_IS_VISIT (self));

  if (appointment == NULL || you == NULL || self->ended ||
      g_strcmp0 (fin_json_string (appointment, "id"), self->id) != 0)
    return;

  if (self->appointment == NULL) {
    self->appointment = fin_appointment_new (appointment);
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_APPOINTMENT]);
  } else
    fin_appointment_update (self->appointment, appointment);
  fin_object_set_string (self, &self->you, you, properties[PROP_YOU]);

  if (first)
    fin_call_start (self->call);
  each_object (self, fin_json_array (message, "participants"), find_me);
  each_object (self, fin_json_array (message, "participants"), take_participant);
  if (!first && self->me != NULL)
    fin_parties_come_back (self->parties, self->me);
  if (now != NULL)
    fin_transcript_set_now (fin_text_wire_transcript (self->wire), now);
  fin_text_wire_mend (self->wire, you, fin_json_array (message, "lines"));
  if (first) /* afterwards this side has them, from when they were written */
    fin_object_set_uint (self, &self->earlier_lines,
                         CLAMP (fin_json_integer (message, "earlier", 0), 0, G_MAXINT),
                         properties[PROP_EARLIER_LINES]);
  fin_shared_forms_handle (self->forms, "visit", message);
  each_object (self, fin_json_array (message, "documents"), take_document);
  /* The informer's workstation makes them, for everybody. */
  if (self->me != NULL && !fin_visit_guest (self)) {
    tell_phrases (self);
    fin_captions_mend (self->captions, self->me, message);
  }

  if (fin_object_set_boolean (self, &self->ready, TRUE, properties[PROP_READY]))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPOSER]);
  send_media (self);
}

static void
connection_cb (FinVisit *self, GParamSpec *pspec)
{
  g_object_notify (G_OBJECT (self), pspec->name);
}

static void
fate_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinVisit) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = fin_link_request_finish (FIN_LINK (object), result, &error);

  if (answer != NULL && g_strcmp0 (fin_json_string (answer, "state"), "ended") == 0)
    take_end (self, fin_json_string (answer, "outcome"));
}

/* The office knows of no visit of ours any more: it may have ended while we were away. */
static void
take_welcome (FinVisit *self, JsonObject *message)
{
  if (!self->ready || fin_json_string (message, "attending") != NULL)
    return;

  if (fin_visit_guest (self)) /* to whom the office tells nothing of the appointment */
    take_end (self, NULL);
  else
    fin_link_request_async (self->link, "GET", self->path, NULL, NULL, fate_cb,
                            g_object_ref (self));
}

void
fin_visit_handle (FinVisit *self, const char *type, JsonObject *message)
{
  g_return_if_fail (FIN_IS_VISIT (self));
  g_return_if_fail (type != NULL);
  g_return_if_fail (message != NULL);

  if (g_str_equal (type, "visit"))
    take_visit (self, message);
  else if (g_str_equal (type, "welcome"))
    take_welcome (self, message);
  else if (!self->ready || self->ended)
    return; /* nothing else makes sense before or after */
  else if (g_str_equal (type, "signal"))
    fin_parties_signal (self->parties, message);
  else if (g_str_equal (type, "guests"))
    fin_guests_take (self->guests, fin_json_array (message, "guests"));
  else if (g_str_equal (type, "ended"))
    take_end (self, fin_json_string (message, "outcome"));
  else {
    static const struct {
      const char *type;
      const char *member;
      void (*take) (FinVisit *, JsonObject *);
    } wrapped[] = {
      { "participant", "participant", take_participant },
      { "document", "document", take_document },
    };
    JsonObject *line = g_str_equal (type, "text") ? fin_json_member (message, "line") : NULL;

    fin_shared_forms_handle (self->forms, type, message); /* they take what concerns them */
    if (g_str_equal (type, "transcript"))
      fin_appointment_set_transcript (self->appointment, fin_json_string (message, "state"));
    if (line != NULL)
      fin_text_wire_receive (self->wire, line);
    for (guint i = 0; i < G_N_ELEMENTS (wrapped); i++) {
      JsonObject *object = fin_json_member (message, wrapped[i].member);

      if (g_str_equal (type, wrapped[i].type) && object != NULL)
        wrapped[i].take (self, object);
    }
  }
}

static void
link_message_cb (FinVisit *self, const char *type, JsonObject *message)
{
  fin_visit_handle (self, type, message);
}

static void
link_state_cb (FinVisit *self)
{
  g_assert (FIN_IS_VISIT (self));

  fin_object_set_boolean (self, &self->online, fin_link_state (self->link) == FIN_LINK_ONLINE,
                          properties[PROP_ONLINE]);
}

/* The object */

static void
fin_visit_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FinVisit *self = FIN_VISIT (object);

  switch (id) {
  case PROP_APPOINTMENT:
    g_value_set_object (value, self->appointment);
    break;
  case PROP_READY:
    g_value_set_boolean (value, self->ready);
    break;
  case PROP_YOU:
    g_value_set_string (value, self->you);
    break;
  case PROP_PARTIES:
    g_value_set_object (value, self->parties);
    break;
  case PROP_CALL:
    g_value_set_object (value, self->call);
    break;
  case PROP_TRANSCRIPT:
    g_value_set_object (value, fin_visit_transcript (self));
    break;
  case PROP_COMPOSER:
    g_value_set_object (value, fin_visit_composer (self));
    break;
  case PROP_FORM:
    g_value_set_object (value, fin_visit_form (self));
    break;
  case PROP_DOCUMENTS:
    g_value_set_object (value, self->documents);
    break;
  case PROP_NOTES:
    g_value_set_object (value, self->notes);
    break;
  case PROP_RECEIPT:
    g_value_set_string (value, fin_visit_receipt (self));
    break;
  case PROP_RECEIPT_CODE:
    g_object_get_property (G_OBJECT (fin_visit_form (self)), "receipt-code", value);
    break;
  case PROP_ENDED:
    g_value_set_boolean (value, self->ended);
    break;
  case PROP_OUTCOME:
    g_value_set_string (value, self->outcome);
    break;
  case PROP_ONLINE:
    g_value_set_boolean (value, self->online);
    break;
  case PROP_CONNECTION:
  case PROP_CONNECTION_GRADE:
    g_object_get_property (G_OBJECT (self->parties), pspec->name, value);
    break;
  case PROP_EARLIER_LINES:
    g_value_set_uint (value, self->earlier_lines);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_visit_dispose (GObject *object)
{
  FinVisit *self = FIN_VISIT (object);

  if (self->call != NULL)
    fin_visit_close (self);
  g_clear_object (&self->captions);
  g_clear_object (&self->me);
  g_clear_object (&self->wire);
  g_clear_object (&self->call);
  g_clear_object (&self->parties);
  g_clear_object (&self->guests);
  g_clear_object (&self->forms);
  g_clear_object (&self->documents);
  g_clear_object (&self->notes);
  g_clear_object (&self->appointment);
  g_clear_object (&self->link);

  G_OBJECT_CLASS (fin_visit_parent_class)->dispose (object);
}

static void
fin_visit_finalize (GObject *object)
{
  FinVisit *self = FIN_VISIT (object);

  g_free (self->id);
  g_free (self->path);
  g_free (self->you);
  g_free (self->outcome);

  G_OBJECT_CLASS (fin_visit_parent_class)->finalize (object);
}

static void
fin_visit_class_init (FinVisitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const struct {
    guint id;
    const char *name;
    GType type;
  } objects[] = {
    { PROP_APPOINTMENT, "appointment", FIN_TYPE_APPOINTMENT },
    { PROP_PARTIES, "parties", G_TYPE_LIST_MODEL },
    { PROP_CALL, "call", FIN_TYPE_CALL },
    { PROP_TRANSCRIPT, "transcript", FIN_TYPE_TRANSCRIPT },
    { PROP_COMPOSER, "composer", FIN_TYPE_COMPOSER },
    { PROP_FORM, "form", FIN_TYPE_SHARED_FORM },
    { PROP_DOCUMENTS, "documents", G_TYPE_LIST_MODEL },
    { PROP_NOTES, "notes", FIN_TYPE_NOTES },
  };
  const struct {
    guint id;
    const char *name;
  } texts[] = {
    { PROP_YOU, "you" },
    { PROP_RECEIPT, "receipt" },
    { PROP_OUTCOME, "outcome" },
    { PROP_RECEIPT_CODE, "receipt-code" },
    { PROP_CONNECTION, "connection" },
  };

  object_class->get_property = fin_visit_get_property;
  object_class->dispose = fin_visit_dispose;
  object_class->finalize = fin_visit_finalize;

  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    properties[objects[i].id] =
        g_param_spec_object (objects[i].name, NULL, NULL, objects[i].type, flags);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    properties[texts[i].id] = g_param_spec_string (texts[i].name, NULL, NULL, NULL, flags);
  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, flags);
  properties[PROP_ENDED] = g_param_spec_boolean ("ended", NULL, NULL, FALSE, flags);
  properties[PROP_ONLINE] = g_param_spec_boolean ("online", NULL, NULL, FALSE, flags);
  properties[PROP_CONNECTION_GRADE] = g_param_spec_uint (
      "connection-grade", NULL, NULL, 0, FIN_CALL_GRADE_LOST, FIN_CALL_GRADE_GOOD, flags);
  properties[PROP_EARLIER_LINES] =
      g_param_spec_uint ("earlier-lines", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_visit_init (FinVisit *self)
{
  self->documents = g_list_store_new (FIN_TYPE_DOCUMENT);
}

FinVisit *
fin_visit_new (FinLink *link, const char *appointment_id)
{
  static const char *const watched[] = { "camera-on", "microphone-on", "has-camera",
                                         "has-microphone" };
  FinCallSetup setup = { g_getenv ("FINESTRETA_CAMERA"), g_getenv ("FINESTRETA_MICROPHONE"),
                         g_getenv ("FINESTRETA_LOUDSPEAKER") };
  FinVisit *self;

  g_return_val_if_fail (FIN_IS_LINK (link), NULL);
  g_return_val_if_fail (appointment_id != NULL, NULL);

  self = g_object_new (FIN_TYPE_VISIT, NULL);
  self->link = g_object_ref (link);
  self->id = g_strdup (appointment_id);
  self->path = g_strconcat ("/appointments/", appointment_id, NULL);
  self->call = fin_call_new (&setup);
  self->parties = fin_parties_new (link, self->call);
  g_signal_connect_object (self->parties, "notify", G_CALLBACK (connection_cb), self,
                           G_CONNECT_SWAPPED);
  self->wire = fin_text_wire_new (link, G_LIST_MODEL (self->parties));
  self->captions = fin_captions_new (link, self->call, G_LIST_MODEL (self->parties),
                                     fin_text_wire_transcript (self->wire));
  self->guests = fin_guests_new (link, self->path);
  self->forms = fin_shared_forms_new (link);
  g_signal_connect_object (self->forms, "notify::front", G_CALLBACK (front_cb), self,
                           G_CONNECT_SWAPPED);
  front_cb (self);
  self->notes = fin_notes_new (link, appointment_id);

  for (guint i = 0; i < G_N_ELEMENTS (watched); i++) {
    g_autofree char *signal = g_strconcat ("notify::", watched[i], NULL);

    g_signal_connect_object (self->call, signal, G_CALLBACK (send_media), self, G_CONNECT_SWAPPED);
  }
  g_signal_connect_object (link, "message", G_CALLBACK (link_message_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (link, "notify::state", G_CALLBACK (link_state_cb), self,
                           G_CONNECT_SWAPPED);
  link_state_cb (self);

  return self;
}

void
fin_visit_set_setup (FinVisit *self, const FinCallSetup *setup)
{
  g_return_if_fail (FIN_IS_VISIT (self));
  g_return_if_fail (setup != NULL);

  if (!self->closed)
    fin_call_set_setup (self->call, setup);
}

void
fin_visit_close (FinVisit *self)
{
  g_return_if_fail (FIN_IS_VISIT (self));

  if (self->closed)
    return;

  self->closed = TRUE;
  fin_captions_stop (self->captions);
  /* Their channels close with the call, which is no loss any more: nobody is to hear of it. */
  fin_parties_close (self->parties);
  fin_call_stop (self->call);
}

const char *
fin_visit_id (FinVisit *self)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), "");

  return self->id;
}

const char *
fin_visit_path (FinVisit *self)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), "");

  return self->path;
}

FinAppointment *
fin_visit_appointment (FinVisit *self)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), NULL);

  return self->appointment;
}

const char *
fin_visit_you (FinVisit *self)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), NULL);

  return self->you;
}

GListModel *
fin_visit_parties (FinVisit *self)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), NULL);

  return G_LIST_MODEL (self->parties);
}

FinParty *
fin_visit_party (FinVisit *self, const char *id)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return fin_parties_lookup (self->parties, id);
}

FinCall *
fin_visit_call (FinVisit *self)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), NULL);

  return self->call;
}

FinTranscript *
fin_visit_transcript (FinVisit *self)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), NULL);

  return fin_text_wire_transcript (self->wire);
}

FinCaptions *
fin_visit_captions (FinVisit *self)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), NULL);

  return self->captions;
}

FinParticipant *
fin_visit_me (FinVisit *self)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), NULL);

  return self->me;
}

FinComposer *
fin_visit_composer (FinVisit *self)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), NULL);

  return fin_text_wire_composer (self->wire);
}

FinGuests *
fin_visit_guests (FinVisit *self)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), NULL);

  return self->guests;
}

gboolean
fin_visit_guest (FinVisit *self)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), FALSE);

  return self->me != NULL && g_str_equal (fin_participant_role (self->me), "interpreter");
}

FinSharedForms *
fin_visit_forms (FinVisit *self)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), NULL);

  return self->forms;
}

FinSharedForm *
fin_visit_form (FinVisit *self)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), NULL);

  return fin_shared_forms_front (self->forms);
}

GListModel *
fin_visit_documents (FinVisit *self)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), NULL);

  return G_LIST_MODEL (self->documents);
}

FinNotes *
fin_visit_notes (FinVisit *self)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), NULL);

  return self->notes;
}

FinLink *
fin_visit_link (FinVisit *self)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), NULL);

  return self->link;
}

const char *
fin_visit_receipt (FinVisit *self)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), NULL);

  return fin_shared_form_receipt (fin_visit_form (self));
}

gboolean
fin_visit_ended (FinVisit *self)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), FALSE);

  return self->ended;
}
