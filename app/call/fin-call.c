// The call: sources, loudspeaker and peers under one roof.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-call.h"

#include <glib/gi18n-lib.h>

#include "fin-error.h"
#include "fin-peer-private.h"
#include "fin-quality.h"

#define VOICE "webrtcdsp probe=" FIN_LOUDSPEAKER_PROBE " ! "
#define VOICE_WITHOUT_ECHO "webrtcdsp echo-cancel=false ! "

struct _FinCall {
  GObject     parent_instance;
  FinStudio   studio;
  GHashTable *peers;
  gboolean    started;
  gboolean    stopped;
  gboolean    camera_on;
  gboolean    microphone_on;
  gboolean    lacks_camera;
  gboolean    lacks_microphone;
  gboolean    lacks_loudspeaker;
  double      level;
  GError     *trouble;
  int         height;
};

enum {
  PROP_0,
  PROP_CAMERA_ON,
  PROP_MICROPHONE_ON,
  PROP_HAS_CAMERA,
  PROP_HAS_MICROPHONE,
  PROP_LEVEL,
  PROP_TROUBLE,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];
static guint frame_signal;
static guint sound_signal;

G_DEFINE_FINAL_TYPE (FinCall, fin_call, G_TYPE_OBJECT)

static const char *
fin_call_trouble (FinCall *self)
{
  gboolean camera = fin_track_error (self->studio.camera) != NULL;
  gboolean microphone = fin_track_error (self->studio.microphone) != NULL;

  if (camera && microphone)
    return _("Neither the camera nor the microphone can be used. You can still see, hear and write.");
  if (camera)
    return _("The camera can't be used: another program may have it. The call goes on without it.");
  if (microphone)
    return _("The microphone can't be used. You can still be seen, and write.");
  if (fin_loudspeaker_error (self->studio.loudspeaker) != NULL)
    return _("The loudspeaker can't be used. You can still see, and write.");

  return NULL;
}

/* What is not there at all, and what can be done without it. */
static const char *
fin_call_lack (FinCall *self)
{
  if (self->lacks_camera && self->lacks_microphone && self->lacks_loudspeaker)
    return _("No camera, microphone or loudspeaker is plugged in. You see them: write, and ask them to "
             "write.");
  if (self->lacks_camera && self->lacks_microphone)
    return _("No camera or microphone is plugged in. You see and hear them: write to them.");
  if (self->lacks_microphone && self->lacks_loudspeaker)
    return _("No microphone or loudspeaker is plugged in. You see each other: write, and ask them to "
             "write.");
  if (self->lacks_camera && self->lacks_loudspeaker)
    return _("No camera or loudspeaker is plugged in. They hear you: ask them to write.");
  if (self->lacks_camera)
    return _("No camera is plugged in. They hear you, and you see and hear them.");
  if (self->lacks_microphone)
    return _("No microphone is plugged in. They see you, and you see and hear them: write to them.");
  if (self->lacks_loudspeaker)
    return _("No loudspeaker is plugged in. They see and hear you: ask them to write.");

  return NULL;
}

/* Whether there may be a person in front of it, with a loudspeaker beside them. */
static gboolean
is_microphone (const char *source)
{
  static const char *const elements[] = { "pulsesrc", "pipewiresrc", "alsasrc", "autoaudiosrc" };

  for (guint i = 0; source != NULL && i < G_N_ELEMENTS (elements); i++)
    if (g_str_has_prefix (source, elements[i]))
      return TRUE;

  return FALSE;
}

static void
fin_call_update_trouble (FinCall *self)
{
  const char *broken = fin_call_trouble (self);
  const char *lack = fin_call_lack (self);
  g_autofree char *trouble = broken != NULL && lack != NULL
                                 ? g_strconcat (broken, " ", lack, NULL)
                                 : g_strdup (broken != NULL ? broken : lack);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_CAMERA]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_MICROPHONE]);
  if (g_strcmp0 (trouble, self->trouble != NULL ? self->trouble->message : NULL) == 0)
    return;

  g_clear_error (&self->trouble);
  if (trouble != NULL)
    self->trouble = g_error_new_literal (FIN_ERROR, FIN_ERROR_FAILED, trouble);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
}

static void
level_cb (FinCall *self, double level)
{
  if (self->level == level)
    return;

  self->level = level;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEVEL]);
}

static void
frame_cb (FinCall *self, GstSample *sample)
{
  g_signal_emit (self, frame_signal, 0, sample);
}

static void
sound_cb (FinCall *self, GstSample *sample)
{
  g_signal_emit (self, sound_signal, 0, sample);
}

/* One picture is encoded for all, so the slowest way decides. */
static void
figures_cb (FinCall *self)
{
  GHashTableIter iter;
  gpointer peer;
  guint least = G_MAXUINT;

  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, NULL, &peer))
    {
      guint bits_per_second = fin_peer_bits_per_second (peer);

      if (bits_per_second > 0)
        least = MIN (least, bits_per_second);
    }

  if (least == G_MAXUINT)
    return;

  self->height = fin_quality_height (least, self->height);
  fin_track_set_target (self->studio.camera, least, self->height);
}

static void
peer_free (gpointer peer)
{
  fin_peer_close (peer);
  g_object_unref (peer);
}

static void
fin_call_set_camera_on (FinCall *self, gboolean on)
{
  if (self->camera_on == on)
    return;

  self->camera_on = on;
  fin_track_set_on (self->studio.camera, on);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAMERA_ON]);
}

static void
fin_call_set_microphone_on (FinCall *self, gboolean on)
{
  if (self->microphone_on == on)
    return;

  self->microphone_on = on;
  fin_track_set_on (self->studio.microphone, on);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MICROPHONE_ON]);
}

static void
fin_call_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  FinCall *self = FIN_CALL (object);

  switch (prop_id)
    {
    case PROP_CAMERA_ON:
      g_value_set_boolean (value, self->camera_on);
      break;
    case PROP_MICROPHONE_ON:
      g_value_set_boolean (value, self->microphone_on);
      break;
    case PROP_HAS_CAMERA:
      g_value_set_boolean (value, fin_track_works (self->studio.camera));
      break;
    case PROP_HAS_MICROPHONE:
      g_value_set_boolean (value, fin_track_works (self->studio.microphone));
      break;
    case PROP_LEVEL:
      g_value_set_double (value, self->level);
      break;
    case PROP_TROUBLE:
      g_value_set_boxed (value, self->trouble);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
fin_call_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  FinCall *self = FIN_CALL (object);

  switch (prop_id)
    {
    case PROP_CAMERA_ON:
      fin_call_set_camera_on (self, g_value_get_boolean (value));
      break;
    case PROP_MICROPHONE_ON:
      fin_call_set_microphone_on (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
fin_call_dispose (GObject *object)
{
  fin_call_stop (FIN_CALL (object));

  G_OBJECT_CLASS (fin_call_parent_class)->dispose (object);
}

static void
fin_call_finalize (GObject *object)
{
  FinCall *self = FIN_CALL (object);

  g_hash_table_unref (self->peers);
  g_object_unref (self->studio.camera);
  g_object_unref (self->studio.microphone);
  g_object_unref (self->studio.loudspeaker);
  fin_media_clear (&self->studio.media);
  g_clear_error (&self->trouble);

  G_OBJECT_CLASS (fin_call_parent_class)->finalize (object);
}

static void
fin_call_class_init (FinCallClass *klass)
{

  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags both = read | G_PARAM_WRITABLE;

  G_OBJECT_CLASS (klass)->get_property = fin_call_get_property;
  G_OBJECT_CLASS (klass)->set_property = fin_call_set_property;
  G_OBJECT_CLASS (klass)->dispose = fin_call_dispose;
  G_OBJECT_CLASS (klass)->finalize = fin_call_finalize;

  properties[PROP_CAMERA_ON] = g_param_spec_boolean ("camera-on", NULL, NULL, TRUE, both);
  properties[PROP_MICROPHONE_ON] = g_param_spec_boolean ("microphone-on", NULL, NULL, TRUE, both);
  properties[PROP_HAS_CAMERA] = g_param_spec_boolean ("has-camera", NULL, NULL, FALSE, read);
  properties[PROP_HAS_MICROPHONE] =
      g_param_spec_boolean ("has-microphone", NULL, NULL, FALSE, read);
  properties[PROP_LEVEL] = g_param_spec_double ("level", NULL, NULL, 0, 1, 0, read);
  properties[PROP_TROUBLE] = g_param_spec_boxed ("trouble", NULL, NULL, G_TYPE_ERROR, read);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  frame_signal = g_signal_new ("frame", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 1,
                               GST_TYPE_SAMPLE | G_SIGNAL_TYPE_STATIC_SCOPE);
  sound_signal = g_signal_new ("sound", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 1,
                               GST_TYPE_SAMPLE | G_SIGNAL_TYPE_STATIC_SCOPE);

  fin_call_warm_up ();
}

static void
fin_call_init (FinCall *self)
{
  FinStudio *studio = &self->studio;

  fin_media_init (&studio->media);
  studio->camera = fin_track_new (FIN_TRACK_VIDEO, &studio->media);
  studio->microphone = fin_track_new (FIN_TRACK_AUDIO, &studio->media);
  studio->loudspeaker = fin_loudspeaker_new (&studio->media);
  self->peers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, peer_free);
  self->camera_on = self->microphone_on = TRUE;

  g_signal_connect_object (studio->camera, "changed", G_CALLBACK (fin_call_update_trouble), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (studio->microphone, "changed", G_CALLBACK (fin_call_update_trouble),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (studio->loudspeaker, "changed", G_CALLBACK (fin_call_update_trouble),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (studio->camera, "frame", G_CALLBACK (frame_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (studio->microphone, "level", G_CALLBACK (level_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (studio->microphone, "sound", G_CALLBACK (sound_cb), self,
                           G_CONNECT_SWAPPED);
}

FinCall *
fin_call_new (const FinCallSetup *setup)
{
  FinCall *self;

  g_return_val_if_fail (setup != NULL, NULL);

  self = g_object_new (FIN_TYPE_CALL, NULL);
  fin_call_set_setup (self, setup);

  return self;
}

void
fin_call_start (FinCall *self)
{
  g_return_if_fail (FIN_IS_CALL (self) && !self->stopped);

  self->started = TRUE;
  fin_track_start (self->studio.camera);
  fin_track_start (self->studio.microphone);
}

gboolean
fin_call_cancels_echo (void)
{
  return fin_loudspeaker_has_probe ();
}

void
fin_call_set_setup (FinCall *self, const FinCallSetup *setup)
{
  const char *voice = NULL;

  g_return_if_fail (FIN_IS_CALL (self) && !self->stopped && setup != NULL);

  if (is_microphone (setup->audio_source) && fin_call_cancels_echo ())
    voice = setup->audio_sink != NULL ? VOICE : VOICE_WITHOUT_ECHO;

  self->lacks_camera = setup->video_source == NULL;
  self->lacks_microphone = setup->audio_source == NULL;
  self->lacks_loudspeaker = setup->audio_sink == NULL;
  /* The loudspeaker first: echo cancellation looks for its probe. */
  fin_loudspeaker_set_sink (self->studio.loudspeaker, setup->audio_sink);
  fin_track_set_source (self->studio.camera, setup->video_source, NULL);
  fin_track_set_source (self->studio.microphone, setup->audio_source, voice);
  fin_call_update_trouble (self);
}

FinPeer *
fin_call_add_peer (FinCall *self, const char *id, JsonArray *ice_servers)
{
  FinPeer *peer;

  g_return_val_if_fail (FIN_IS_CALL (self) && !self->stopped && id != NULL, NULL);

  peer = fin_peer_new (&self->studio, id, ice_servers);
  g_hash_table_replace (self->peers, (gpointer) fin_peer_id (peer), peer);
  g_signal_connect_object (peer, "figures", G_CALLBACK (figures_cb), self, G_CONNECT_SWAPPED);

  return peer;
}

void
fin_call_remove_peer (FinCall *self, const char *id)
{
  g_return_if_fail (FIN_IS_CALL (self) && id != NULL);

  g_hash_table_remove (self->peers, id);
}

FinPeer *
fin_call_peer (FinCall *self, const char *id)
{
  g_return_val_if_fail (FIN_IS_CALL (self) && id != NULL, NULL);

  return g_hash_table_lookup (self->peers, id);
}

void
fin_call_stop (FinCall *self)
{
  g_return_if_fail (FIN_IS_CALL (self));

  if (self->stopped)
    return;

  self->stopped = TRUE;
  g_hash_table_remove_all (self->peers);
  g_signal_handlers_disconnect_by_data (self->studio.camera, self);
  g_signal_handlers_disconnect_by_data (self->studio.microphone, self);
  g_signal_handlers_disconnect_by_data (self->studio.loudspeaker, self);
  fin_track_stop (self->studio.camera);
  fin_track_stop (self->studio.microphone);
  fin_loudspeaker_set_sink (self->studio.loudspeaker, NULL);
}
