// The bell: rings gently until what it rings for is handled.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-ringer.h"

#include <gsound.h>

/* Long enough to speak in between, short enough to be noticed on coming back into the room. */
#define PAUSE_SECONDS 6

struct _FinRinger {
  GObject parent_instance;

  GSoundContext *sound;      /* NULL until opened, and where there is no sound */
  GCancellable *cancellable; /* of what sounds now */
  guint again;               /* timer */
  gboolean ringing;
};

enum { PROP_RINGING = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FinRinger, fin_ringer, G_TYPE_OBJECT)

static void
ring (FinRinger *self)
{
  g_assert (FIN_IS_RINGER (self));

  if (self->sound == NULL)
    return;

  gsound_context_play_full (self->sound, self->cancellable, NULL, NULL, GSOUND_ATTR_EVENT_ID,
                            "message-new-instant", GSOUND_ATTR_MEDIA_ROLE, "event",
                            GSOUND_ATTR_CANBERRA_VOLUME, "-6", NULL);
}

static gboolean
again_cb (gpointer data)
{
  ring (data);

  return G_SOURCE_CONTINUE;
}

/* Opening may wait for the sound server, hence not on the main thread. */
static void
open_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  GSoundContext *sound = gsound_context_new (NULL, &error);

  if (sound != NULL && gsound_context_open (sound, &error)) {
    g_task_return_pointer (task, sound, g_object_unref);
    return;
  }

  g_clear_object (&sound);
  g_task_return_error (task, g_steal_pointer (&error));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  FinRinger *self = FIN_RINGER (source);
  g_autoptr (GError) error = NULL;

  self->sound = g_task_propagate_pointer (G_TASK (result), &error);
  if (self->sound == NULL)
    g_message ("No bell: %s", error->message);
  else if (self->ringing)
    ring (self);
}

void
fin_ringer_set_ringing (FinRinger *self, gboolean ringing)
{
  g_return_if_fail (FIN_IS_RINGER (self));

  if (self->ringing == ringing)
    return;

  self->ringing = ringing;
  g_clear_handle_id (&self->again, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (ringing) {
    self->cancellable = g_cancellable_new ();
    self->again = g_timeout_add_seconds (PAUSE_SECONDS, again_cb, self);
    g_source_set_name_by_id (self->again, "finestreta ring again");
    ring (self);
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RINGING]);
}

gboolean
fin_ringer_ringing (FinRinger *self)
{
  g_return_val_if_fail (FIN_IS_RINGER (self), FALSE);

  return self->ringing;
}

static void
fin_ringer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_RINGING)
    g_value_set_boolean (value, FIN_RINGER (object)->ringing);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fin_ringer_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_RINGING)
    fin_ringer_set_ringing (FIN_RINGER (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fin_ringer_dispose (GObject *object)
{
  FinRinger *self = FIN_RINGER (object);

  g_clear_handle_id (&self->again, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->sound);

  G_OBJECT_CLASS (fin_ringer_parent_class)->dispose (object);
}

static void
fin_ringer_class_init (FinRingerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fin_ringer_get_property;
  object_class->set_property = fin_ringer_set_property;
  object_class->dispose = fin_ringer_dispose;

  properties[PROP_RINGING] =
      g_param_spec_boolean ("ringing", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_ringer_init (FinRinger *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, opened_cb, NULL);

  g_task_run_in_thread (task, open_thread);
}

FinRinger *
fin_ringer_new (void)
{
  return g_object_new (FIN_TYPE_RINGER, NULL);
}
