// Sees and hears oneself before a call, to know that camera, microphone and loudspeaker work.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-preview.h"

#include <glib/gi18n.h>

#include "fin-level-meter.h"
#include "fin-settings.h"
#include "fin-video-paintable.h"

/* Louder than a quiet room. */
#define HEARD 0.3

struct _FinPreview {
  GtkBox parent_instance;

  FinCall *call; /* NULL while not on the screen */
  FinVideoPaintable *paintable;
  gboolean seen;
  gboolean heard;

  GtkPicture *picture;
  GtkLabel *sound;
  FinLevelMeter *meter;
  GtkLabel *trouble;
};

G_DEFINE_FINAL_TYPE (FinPreview, fin_preview, GTK_TYPE_BOX)

static void
note (FinPreview *self)
{
  if (self->seen && self->heard)
    g_settings_set_int64 (fin_settings (), "devices-checked", g_get_real_time () / G_USEC_PER_SEC);
}

static void
frame_cb (FinPreview *self, GstSample *sample)
{
  g_assert (FIN_IS_PREVIEW (self));

  if (!fin_video_paintable_push (self->paintable, sample) || self->seen)
    return;
  self->seen = TRUE;
  note (self);
}

static void
level_cb (FinPreview *self)
{
  double level;

  g_assert (FIN_IS_PREVIEW (self));

  g_object_get (self->call, "level", &level, NULL);
  fin_level_meter_set_level (self->meter, level);
  if (level < HEARD || self->heard)
    return;
  self->heard = TRUE;
  note (self);
}

static void
trouble_cb (FinPreview *self)
{
  g_autoptr (GError) trouble = NULL;
  const char *words = NULL;

  g_assert (FIN_IS_PREVIEW (self));

  g_object_get (self->call, "trouble", &trouble, NULL);
  if (trouble != NULL)
    words = trouble->message;
  else if (!fin_call_cancels_echo ())
    words = _ ("Use headphones: nothing on this computer takes the echo away, and they would hear "
               "themselves (GStreamer’s webrtcdsp is not here).");
  gtk_label_set_text (self->trouble, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), words != NULL);
}

static void
changed_cb (FinPreview *self)
{
  g_assert (FIN_IS_PREVIEW (self));

  self->seen = self->heard = FALSE;
  fin_video_paintable_clear (self->paintable);
  if (self->call != NULL)
    fin_call_set_setup (self->call, fin_settings_call_setup ());
}

static void
fin_preview_map (GtkWidget *widget)
{
  FinPreview *self = FIN_PREVIEW (widget);

  GTK_WIDGET_CLASS (fin_preview_parent_class)->map (widget);

  self->seen = self->heard = FALSE;
  self->call = fin_call_new (fin_settings_call_setup ());
  g_signal_connect_object (self->call, "frame", G_CALLBACK (frame_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->call, "notify::level", G_CALLBACK (level_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->call, "notify::trouble", G_CALLBACK (trouble_cb), self,
                           G_CONNECT_SWAPPED);
  fin_call_start (self->call);
  trouble_cb (self);
}

static void
stop (FinPreview *self)
{
  g_assert (FIN_IS_PREVIEW (self));

  if (self->call == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->call, self);
  fin_call_stop (self->call);
  g_clear_object (&self->call);
  fin_video_paintable_clear (self->paintable);
}

static void
fin_preview_unmap (GtkWidget *widget)
{
  stop (FIN_PREVIEW (widget));

  GTK_WIDGET_CLASS (fin_preview_parent_class)->unmap (widget);
}

static void
fin_preview_dispose (GObject *object)
{
  FinPreview *self = FIN_PREVIEW (object);

  stop (self);
  g_clear_object (&self->paintable);
  gtk_widget_dispose_template (GTK_WIDGET (self), FIN_TYPE_PREVIEW);

  G_OBJECT_CLASS (fin_preview_parent_class)->dispose (object);
}

static void
fin_preview_class_init (FinPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_preview_dispose;
  widget_class->map = fin_preview_map;
  widget_class->unmap = fin_preview_unmap;

  g_type_ensure (FIN_TYPE_LEVEL_METER);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, FinPreview, picture);
  gtk_widget_class_bind_template_child (widget_class, FinPreview, sound);
  gtk_widget_class_bind_template_child (widget_class, FinPreview, meter);
  gtk_widget_class_bind_template_child (widget_class, FinPreview, trouble);
}

static void
fin_preview_init (FinPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->paintable = fin_video_paintable_new (TRUE);
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (self->paintable));
  g_signal_connect_object (fin_settings_devices (), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}
