// The script on one side, the office on the other.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-citizen.h"

#include "fin-document.h"
#include "fin-errand.h"
#include "fin-error.h"
#include "fin-journal.h"
#include "fin-json.h"
#include "fin-link.h"
#include "fin-paper.h"
#include "fin-practice-call.h"
#include "fin-shared-form.h"
#include "fin-voice.h"

#define GIVE_UP_S 120

enum {
  GONE,
  N_SIGNALS,
};

struct _FinCitizen {
  GObject parent_instance;

  FinLink *link;
  FinScript *script;
  double hurry;
  char *appointment;
  FinSharedForm *form;
  FinPracticeCall *call;
  GPtrArray *errands;
  GPtrArray *plans; /* steps waiting for their moment */
  guint give_up_id;

  gboolean arrived;
  gboolean in_visit;
  gboolean called;
  gboolean confirming; /* `complete` was told, and what follows from it is under way */
  GHashTable *told;    /* what was told as an event already: "wanted:FIELD", "asked:DOCUMENT" */
};

G_DEFINE_FINAL_TYPE (FinCitizen, fin_citizen, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

/* A step that waits. */
typedef struct {
  FinCitizen *citizen;
  char *deed;
  JsonObject *step;
  char *what; /* the field or the kind of document it is about, or NULL */
  guint source_id;
} Plan;

static void
plan_free (Plan *plan)
{
  g_clear_handle_id (&plan->source_id, g_source_remove);
  json_object_unref (plan->step);
  g_free (plan->deed);
  g_free (plan->what);
  g_free (plan);
}

static JsonObject *
new_message (const char *type)
{
  JsonObject *message = json_object_new ();

  json_object_set_string_member (message, "type", type);

  return message;
}

static void
leave (FinCitizen *self, gboolean well)
{
  g_autoptr (FinCitizen) alive = g_object_ref (self);

  g_assert (FIN_IS_CITIZEN (self));

  fin_citizen_stop (self);
  g_signal_emit (self, signals[GONE], 0, well);
}

static void
arrive (FinCitizen *self)
{
  JsonObject *message = new_message ("arrive");

  g_assert (FIN_IS_CITIZEN (self));

  self->arrived = TRUE;
  json_object_set_boolean_member (message, "camera", fin_script_camera (self->script));
  json_object_set_boolean_member (message, "microphone", fin_script_microphone (self->script));
  if (fin_link_send (self->link, message))
    fin_journal ("arrived", NULL);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinCitizen) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = fin_link_upload_finish (FIN_LINK (source), result, &error);

  if (answer == NULL)
    fin_journal ("refused", "what", "document", "why", fin_error_code (error->code), NULL);
  else {
    g_autoptr (FinDocument) document = fin_document_new (answer);

    fin_journal ("sent", "document", fin_document_id (document), "name",
                 fin_document_name (document), NULL);
  }
}

/* The first document that is still missing; NULL when there is none. */
static const char *
missing_document (FinCitizen *self)
{
  const char *const *missing = fin_shared_form_missing (self->form);

  for (guint i = 0; missing != NULL && missing[i] != NULL; i++)
    if (g_str_has_prefix (missing[i], "document:"))
      return missing[i] + strlen ("document:");

  return NULL;
}

/* What is written in a field: as the script has it by its place or by its name; what is only to be
 * agreed to is agreed to. */
static const char *
value_for (FinSharedField *field, JsonObject *values)
{
  const char *id = fin_shared_field_id (field);
  const char *kind = fin_shared_field_kind (field);
  const char *value = values != NULL ? fin_json_string (values, id) : NULL;

  if (value == NULL && values != NULL)
    value = fin_json_string (values, strchr (id, '.') + 1);
  if (value == NULL && (g_strcmp0 (kind, "declaration") == 0 || g_strcmp0 (kind, "secret") == 0))
    value = "true";

  return value;
}

static void
send_paper (FinCitizen *self, JsonObject *step, const char *kind)
{
  g_auto (GStrv) lines = fin_json_strings (step, "lines");
  const char *name = fin_json_string (step, "name");
  const char *title = fin_json_string (step, "title");
  g_autoptr (GBytes) paper =
      fin_paper_new (title != NULL ? title : "DOCUMENT DE PROVA", (const char *const *)lines);
  g_autofree char *path = g_strdup_printf ("/appointments/%s/documents%s%s", self->appointment,
                                           kind != NULL ? "?kind=" : "", kind != NULL ? kind : "");

  g_assert (FIN_IS_CITIZEN (self));

  fin_link_upload_async (self->link, path, name != NULL ? name : "document.pdf", "application/pdf",
                         paper, NULL, sent_cb, g_object_ref (self));
}

static void
fill (FinCitizen *self, JsonObject *step, const char *field)
{
  JsonObject *values = fin_json_member (step, "values");
  FinSharedField *it = field != NULL ? fin_shared_form_lookup (self->form, field) : NULL;
  const char *value = it != NULL ? value_for (it, values) : NULL;
  FinErrand *errand = value != NULL ? fin_errand_new (self->form, field, value, self->hurry) : NULL;

  g_assert (FIN_IS_CITIZEN (self));

  if (errand != NULL)
    g_ptr_array_add (self->errands, errand);
  else if (it != NULL)
    fin_shared_form_hand (self->form, field, FALSE);
}

static void
confirm (FinCitizen *self)
{
  JsonObject *message;
  gboolean complete;
  guint version;

  g_assert (FIN_IS_CITIZEN (self));

  self->confirming = FALSE;
  g_object_get (self->form, "complete", &complete, "version", &version, NULL);
  if (!complete)
    return;

  message = new_message ("form.confirm");
  json_object_set_string_member (message, "form", fin_shared_form_id (self->form));
  json_object_set_int_member (message, "version", version);
  fin_link_send (self->link, message);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinCitizen) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *media_type = NULL;
  g_autofree char *size = NULL;
  g_autoptr (GBytes) pdf =
      fin_link_download_finish (FIN_LINK (source), result, &media_type, &error);

  if (pdf == NULL) {
    fin_journal ("refused", "what", "receipt", "why", fin_error_code (error->code), NULL);
    return;
  }

  size = g_strdup_printf ("%" G_GSIZE_FORMAT, g_bytes_get_size (pdf));
  fin_journal ("fetched", "bytes", size, "media_type", media_type != NULL ? media_type : "", NULL);
}

static void
fetch (FinCitizen *self)
{
  g_autofree char *path = g_strdup_printf ("/appointments/%s/forms/%s/receipt.pdf",
                                           self->appointment, fin_shared_form_id (self->form));

  g_assert (FIN_IS_CITIZEN (self));

  fin_link_download_async (self->link, path, NULL, fetched_cb, g_object_ref (self));
}

static void
perform (FinCitizen *self, const char *deed, JsonObject *step, const char *what)
{
  const char *text = fin_json_string (step, "text");
  const char *keys = fin_json_string (step, "keys");

  g_assert (FIN_IS_CITIZEN (self));

  if (g_str_equal (deed, "arrive"))
    arrive (self);
  else if (g_str_equal (deed, "say") && text != NULL) {
    fin_voice_speak (text, fin_script_language (self->script));
    fin_journal ("said", "text", text, NULL);
  } else if (g_str_equal (deed, "write") && keys != NULL && self->call != NULL)
    fin_practice_call_write (self->call, keys);
  else if (g_str_equal (deed, "send") && fin_json_string (step, "kind") != NULL)
    send_paper (self, step, fin_json_string (step, "kind"));
  else if (g_str_equal (deed, "send"))
    send_paper (self, step, missing_document (self));
  else if (g_str_equal (deed, "correct"))
    send_paper (self, step, what);
  else if (g_str_equal (deed, "fill"))
    fill (self, step, what);
  else if (g_str_equal (deed, "confirm"))
    confirm (self);
  else if (g_str_equal (deed, "fetch"))
    fetch (self);
  else if (g_str_equal (deed, "leave"))
    leave (self, TRUE);
}

static gboolean
plan_cb (gpointer data)
{
  Plan *plan = data;
  g_autoptr (FinCitizen) self = g_object_ref (plan->citizen);
  g_autofree char *deed = g_strdup (plan->deed);
  g_autofree char *what = g_strdup (plan->what);
  g_autoptr (JsonObject) step = json_object_ref (plan->step);

  plan->source_id = 0;
  g_ptr_array_remove_fast (self->plans, plan);
  perform (self, deed, step, what);

  return G_SOURCE_REMOVE;
}

typedef struct {
  FinCitizen *citizen;
  const char *what;
} Event;

static void
step_cb (const char *deed, double after, JsonObject *step, gpointer data)
{
  Event *event = data;
  Plan *plan = g_new0 (Plan, 1);

  plan->citizen = event->citizen;
  plan->deed = g_strdup (deed);
  plan->what = g_strdup (event->what);
  plan->step = json_object_ref (step);
  plan->source_id = g_timeout_add (1000 * after / event->citizen->hurry, plan_cb, plan);
  g_ptr_array_add (event->citizen->plans, plan);
}

static void
happen (FinCitizen *self, const char *event, const char *what)
{
  Event happened = { self, what };

  g_assert (FIN_IS_CITIZEN (self));

  fin_script_event (self->script, event, step_cb, &happened);
}

/* Once for each @what. */
static void
happen_once (FinCitizen *self, const char *event, const char *key, const char *what)
{
  g_autofree char *name = g_strdup_printf ("%s:%s", event, key);

  g_assert (FIN_IS_CITIZEN (self));

  if (g_hash_table_add (self->told, g_steal_pointer (&name)))
    happen (self, event, what);
}

static void
look_at_field (FinCitizen *self, FinSharedField *field)
{
  g_autofree char *who = NULL;
  g_autofree char *holder = NULL;
  const char *id = fin_shared_field_id (field);
  gboolean visible, required;

  g_assert (FIN_IS_CITIZEN (self));

  g_object_get (field, "who", &who, "holder", &holder, "visible", &visible, "required", &required,
                NULL);
  if (holder == NULL) {
    g_autofree char *handed = g_strdup_printf ("handed:%s", id);

    g_hash_table_remove (self->told, handed);
  } else
    happen_once (self, "handed", id, id);

  if (visible && required && g_strcmp0 (who, "citizen") == 0 &&
      fin_shared_field_value (field)[0] == '\0')
    happen_once (self, "wanted", id, id);
}

/* What the form asks of the citizen just now. */
static void
look_at_form (FinCitizen *self)
{
  g_autoptr (GDateTime) confirmed = NULL;
  gboolean complete;

  g_assert (FIN_IS_CITIZEN (self));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->form)); i++) {
    g_autoptr (GObject) step = g_list_model_get_item (G_LIST_MODEL (self->form), i);
    g_autoptr (GListModel) fields = NULL;
    gboolean visible;

    g_object_get (step, "fields", &fields, "visible", &visible, NULL);
    for (guint j = 0; visible && j < g_list_model_get_n_items (fields); j++) {
      g_autoptr (FinSharedField) field = g_list_model_get_item (fields, j);

      look_at_field (self, field);
    }
  }

  g_object_get (self->form, "complete", &complete, "confirmed", &confirmed, NULL);
  if (complete && confirmed == NULL && !self->confirming) {
    self->confirming = TRUE;
    happen (self, "complete", NULL);
  }
}

static void
look_at_document (FinCitizen *self, JsonObject *object)
{
  g_autoptr (FinDocument) document = fin_document_new (object);

  g_assert (FIN_IS_CITIZEN (self));

  if (fin_document_status (document) == FIN_DOCUMENT_TO_CORRECT)
    happen_once (self, "asked", fin_document_id (document), fin_document_kind (document));
  if (fin_document_status (document) != FIN_DOCUMENT_RECEIVED)
    fin_journal ("reviewed", "document", fin_document_id (document), "status",
                 fin_json_string (object, "status"), NULL);
}

static void
connected_cb (FinPracticeCall *call, const char *id, FinCitizen *self)
{
  g_assert (FIN_IS_CITIZEN (self));

  if (self->called)
    return;

  self->called = TRUE;
  happen (self, "call", NULL);
}

static void
enter (FinCitizen *self, JsonObject *message)
{
  JsonObject *form = fin_json_member (message, "form");
  JsonArray *forms = fin_json_array (message, "forms");

  g_assert (FIN_IS_CITIZEN (self));

  if (self->call == NULL) {
    self->call = fin_practice_call_new (self->link, fin_script_camera (self->script),
                                        fin_script_microphone (self->script), self->hurry);
    g_signal_connect_object (self->call, "connected", G_CALLBACK (connected_cb), self, 0);
  }
  fin_practice_call_handle (self->call, "visit", message);
  if (form != NULL)
    fin_shared_form_handle (self->form, "form", form);
  fin_journal (self->in_visit ? "returned" : "entered", NULL);
  if (!self->in_visit)
    happen (self, "visit", NULL);
  self->in_visit = TRUE;
  look_at_form (self);
  for (guint i = 0; forms != NULL && i < json_array_get_length (forms); i++)
    if (fin_json_member (fin_json_array_object (forms, i), "receipt") != NULL)
      happen_once (self, "receipt", "", NULL);
}

static void
welcome (FinCitizen *self, JsonObject *message)
{
  JsonObject *appointment = fin_json_member (message, "appointment");
  const char *id = appointment != NULL ? fin_json_string (appointment, "id") : NULL;

  g_assert (FIN_IS_CITIZEN (self));

  fin_journal ("welcomed", NULL);
  if (id == NULL || g_strcmp0 (fin_json_string (appointment, "state"), "ended") == 0) {
    leave (self, id != NULL && self->in_visit);
    return;
  }

  g_free (self->appointment);
  self->appointment = g_strdup (id);
  happen_once (self, "start", "", NULL);
  /* The office keeps their place, but one that was restored from its store may not know it. */
  if (self->arrived && !self->in_visit)
    arrive (self);
}

static void
message_cb (FinLink *link, const char *type, JsonObject *message, FinCitizen *self)
{
  g_autoptr (FinCitizen) alive = g_object_ref (self);
  JsonObject *document;

  g_assert (FIN_IS_CITIZEN (self));

  if (g_str_equal (type, "welcome"))
    welcome (self, message);
  else if (g_str_equal (type, "visit"))
    enter (self, message);
  else if (g_str_equal (type, "document") &&
           (document = fin_json_member (message, "document")) != NULL)
    look_at_document (self, document);
  else if (g_str_equal (type, "receipt"))
    happen_once (self, "receipt", "", NULL);
  else if (g_str_equal (type, "problem")) {
    const char *code = fin_json_string (message, "code");

    fin_journal ("refused", "why", code != NULL ? code : "", NULL);
  }
  if (self->call != NULL && !g_str_equal (type, "visit"))
    fin_practice_call_handle (self->call, type, message);
  if (g_str_has_prefix (type, "form") || g_str_equal (type, "problem")) {
    fin_shared_form_handle (self->form, type, message);
    if (g_str_equal (type, "form.confirmed"))
      fin_journal ("confirmed", NULL);
    if (g_str_equal (type, "form.ask") && fin_json_string (message, "step") != NULL)
      fin_shared_form_assent (self->form, fin_json_string (message, "step"));
    look_at_form (self);
  }
  if (g_str_equal (type, "ended")) {
    fin_journal ("ended", NULL);
    happen_once (self, "ended", "", NULL);
  }
}

static gboolean
give_up_cb (gpointer data)
{
  FinCitizen *self = data;

  self->give_up_id = 0;
  fin_journal ("gave up", NULL);
  leave (self, FALSE);

  return G_SOURCE_REMOVE;
}

static void
state_cb (FinLink *link, GParamSpec *pspec, FinCitizen *self)
{
  g_assert (FIN_IS_CITIZEN (self));

  g_clear_handle_id (&self->give_up_id, g_source_remove);
  if (fin_link_state (link) == FIN_LINK_CONNECTING)
    self->give_up_id = g_timeout_add_seconds (GIVE_UP_S, give_up_cb, self);
}

static void
signed_out_cb (FinLink *link, FinCitizen *self)
{
  fin_journal ("refused", "what", "link", NULL);
  leave (self, FALSE);
}

static void
fin_citizen_dispose (GObject *object)
{
  FinCitizen *self = FIN_CITIZEN (object);

  if (self->link != NULL)
    fin_citizen_stop (self);
  g_clear_object (&self->call);
  g_clear_object (&self->form);
  g_clear_object (&self->link);

  G_OBJECT_CLASS (fin_citizen_parent_class)->dispose (object);
}

static void
fin_citizen_finalize (GObject *object)
{
  FinCitizen *self = FIN_CITIZEN (object);

  g_clear_pointer (&self->errands, g_ptr_array_unref);
  g_clear_pointer (&self->plans, g_ptr_array_unref);
  g_clear_pointer (&self->told, g_hash_table_unref);
  g_clear_pointer (&self->script, fin_script_free);
  g_free (self->appointment);

  G_OBJECT_CLASS (fin_citizen_parent_class)->finalize (object);
}

static void
fin_citizen_class_init (FinCitizenClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fin_citizen_dispose;
  object_class->finalize = fin_citizen_finalize;

  signals[GONE] = g_signal_new ("gone", FIN_TYPE_CITIZEN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
fin_citizen_init (FinCitizen *self)
{
  self->errands = g_ptr_array_new_with_free_func ((GDestroyNotify)fin_errand_free);
  self->plans = g_ptr_array_new_with_free_func ((GDestroyNotify)plan_free);
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

FinCitizen *
fin_citizen_new (const char *url, FinScript *script, double hurry, GError **error)
{
  g_autoptr (FinScript) owned = script;
  g_autofree char *address = NULL;
  FinCitizen *self;
  const char *door;

  g_return_val_if_fail (url != NULL && script != NULL && hurry > 0, NULL);

  door = strstr (url, "/c/#");
  if (door == NULL || door[strlen ("/c/#")] == '\0') {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "not a citizen's link");
    return NULL;
  }

  address = g_strndup (url, door - url);
  self = g_object_new (FIN_TYPE_CITIZEN, NULL);
  self->script = g_steal_pointer (&owned);
  self->hurry = hurry;
  self->link = fin_link_new (address);
  self->form = fin_shared_form_new_for_citizen (self->link);
  fin_link_set_language (self->link, fin_script_language (self->script));
  fin_link_set_token (self->link, door + strlen ("/c/#"));
  g_signal_connect_object (self->link, "message", G_CALLBACK (message_cb), self, 0);
  g_signal_connect_object (self->link, "notify::state", G_CALLBACK (state_cb), self, 0);
  g_signal_connect_object (self->link, "signed-out", G_CALLBACK (signed_out_cb), self, 0);
  g_signal_connect_object (self->link, "taken", G_CALLBACK (signed_out_cb), self, 0);

  return self;
}

void
fin_citizen_start (FinCitizen *self)
{
  g_return_if_fail (FIN_IS_CITIZEN (self));

  fin_link_start (self->link);
}

void
fin_citizen_stop (FinCitizen *self)
{
  g_return_if_fail (FIN_IS_CITIZEN (self));

  g_ptr_array_set_size (self->plans, 0);
  g_ptr_array_set_size (self->errands, 0);
  if (self->call != NULL)
    fin_practice_call_stop (self->call);
  fin_link_stop (self->link);
  g_clear_handle_id (&self->give_up_id, g_source_remove);
}
