// Notes: loaded once, then sent a moment after a change; one request at a time.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-notes.h"

#include "fin-json.h"
#include "fin-object.h"

/* What is typed within so long goes in one request. */
#define WAIT_MS 800

enum { PROP_0, PROP_TEXT, PROP_STATE, PROP_ERROR, N_PROPS };

struct _FinNotes {
  GObject parent_instance;

  FinLink *link;
  char *path;
  char *text;
  guint state;
  GError *error;
  guint timer;
  gboolean loaded;
  gboolean busy;    /* a request is under way */
  gboolean changed; /* the text differs from what was last sent */
};

G_DEFINE_FINAL_TYPE (FinNotes, fin_notes, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void send (FinNotes *self);

static void
set_state (FinNotes *self, FinNotesState state, const GError *error)
{
  g_assert (FIN_IS_NOTES (self));

  g_object_freeze_notify (G_OBJECT (self));
  if (error != NULL || self->error != NULL) {
    g_clear_error (&self->error);
    self->error = error != NULL ? g_error_copy (error) : NULL;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
  }
  fin_object_set_uint (self, &self->state, state, properties[PROP_STATE]);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = fin_link_request_finish (FIN_LINK (object), result, &error);
  g_autoptr (FinNotes) self = data;

  self->busy = FALSE;
  if (error != NULL) {
    self->changed = TRUE;
    set_state (self, FIN_NOTES_UNSAVED, error);
  } else if (self->changed)
    send (self);
  else
    set_state (self, FIN_NOTES_SAVED, NULL);
}

static void
send (FinNotes *self)
{
  g_autoptr (JsonObject) body = json_object_new ();

  g_assert (FIN_IS_NOTES (self));

  g_clear_handle_id (&self->timer, g_source_remove);
  /* Not before the stored text is known, or it would be written over. */
  if (!self->changed || self->busy || !self->loaded)
    return;

  json_object_set_string_member (body, "text", self->text);
  self->changed = FALSE;
  self->busy = TRUE;
  set_state (self, FIN_NOTES_SAVING, NULL);
  fin_link_request_async (self->link, "PUT", self->path, body, NULL, sent_cb, g_object_ref (self));
}

static gboolean
wait_cb (gpointer data)
{
  FinNotes *self = data;

  self->timer = 0;
  send (self);

  return G_SOURCE_REMOVE;
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = fin_link_request_finish (FIN_LINK (object), result, &error);
  g_autoptr (FinNotes) self = data;
  const char *stored;

  self->busy = FALSE;
  if (error != NULL) {
    set_state (self, FIN_NOTES_UNSAVED, error);
    return;
  }

  self->loaded = TRUE;
  stored = fin_json_string (answer, "text");
  if (stored != NULL && stored[0] != '\0') {
    g_autofree char *both =
        self->text[0] != '\0' ? g_strconcat (stored, "\n", self->text, NULL) : g_strdup (stored);

    fin_object_set_string (self, &self->text, both, properties[PROP_TEXT]);
  }
  if (self->changed)
    send (self);
  else
    set_state (self, FIN_NOTES_SAVED, NULL);
}

static void
link_state_cb (FinNotes *self)
{
  g_assert (FIN_IS_NOTES (self));

  if (fin_link_state (self->link) != FIN_LINK_ONLINE || self->busy)
    return;

  if (self->loaded) {
    send (self);
    return;
  }
  self->busy = TRUE;
  fin_link_request_async (self->link, "GET", self->path, NULL, NULL, loaded_cb,
                          g_object_ref (self));
}

static void
fin_notes_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FinNotes *self = FIN_NOTES (object);

  switch (id) {
  case PROP_TEXT:
    g_value_set_string (value, self->text);
    break;
  case PROP_STATE:
    g_value_set_uint (value, self->state);
    break;
  case PROP_ERROR:
    g_value_set_boxed (value, self->error);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_notes_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TEXT)
    fin_notes_set_text (FIN_NOTES (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fin_notes_dispose (GObject *object)
{
  FinNotes *self = FIN_NOTES (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->link);

  G_OBJECT_CLASS (fin_notes_parent_class)->dispose (object);
}

static void
fin_notes_finalize (GObject *object)
{
  FinNotes *self = FIN_NOTES (object);

  g_free (self->path);
  g_free (self->text);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (fin_notes_parent_class)->finalize (object);
}

static void
fin_notes_class_init (FinNotesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_STATIC_STRINGS;

  object_class->get_property = fin_notes_get_property;
  object_class->set_property = fin_notes_set_property;
  object_class->dispose = fin_notes_dispose;
  object_class->finalize = fin_notes_finalize;

  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "",
                                               flags | G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, FIN_NOTES_UNSAVED,
                                              FIN_NOTES_LOADING, flags | G_PARAM_READABLE);
  properties[PROP_ERROR] =
      g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags | G_PARAM_READABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_notes_init (FinNotes *self)
{
  self->text = g_strdup ("");
}

FinNotes *
fin_notes_new (FinLink *link, const char *appointment_id)
{
  FinNotes *self;

  g_return_val_if_fail (FIN_IS_LINK (link), NULL);
  g_return_val_if_fail (appointment_id != NULL, NULL);

  self = g_object_new (FIN_TYPE_NOTES, NULL);
  self->link = g_object_ref (link);
  self->path = g_strdup_printf ("/appointments/%s/notes", appointment_id);
  g_signal_connect_object (link, "notify::state", G_CALLBACK (link_state_cb), self,
                           G_CONNECT_SWAPPED);
  link_state_cb (self);

  return self;
}

const char *
fin_notes_text (FinNotes *self)
{
  g_return_val_if_fail (FIN_IS_NOTES (self), "");

  return self->text;
}

void
fin_notes_set_text (FinNotes *self, const char *text)
{
  g_return_if_fail (FIN_IS_NOTES (self));

  if (!fin_object_set_string (self, &self->text, text != NULL ? text : "", properties[PROP_TEXT]))
    return;

  self->changed = TRUE;
  set_state (self, FIN_NOTES_CHANGED, NULL);
  if (self->timer == 0) {
    self->timer = g_timeout_add (WAIT_MS, wait_cb, self);
    g_source_set_name_by_id (self->timer, "notes: gather what is typed");
  }
}

FinNotesState
fin_notes_state (FinNotes *self)
{
  g_return_val_if_fail (FIN_IS_NOTES (self), FIN_NOTES_LOADING);

  return self->state;
}

void
fin_notes_flush (FinNotes *self)
{
  g_return_if_fail (FIN_IS_NOTES (self));

  send (self);
}
