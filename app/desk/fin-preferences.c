// Camera, microphone, loudspeaker, captions, the bell, and which office.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-preferences.h"

#include "fin-accessible.h"
#include "fin-caption-preferences.h"
#include "fin-device-row.h"
#include "fin-preview.h"
#include "fin-settings.h"

#include <glib/gi18n.h>
#include <gst/gst.h>

struct _FinPreferences {
  AdwPreferencesWindow parent_instance;

  GstElement *tone; /* NULL when none sounds */
  guint tone_watch;

  AdwPreferencesGroup *preview;
  GtkWidget *play;
  AdwEntryRow *office;
  GtkSwitch *ring;
};

G_DEFINE_FINAL_TYPE (FinPreferences, fin_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static void
say (FinPreferences *self, const char *text)
{
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), adw_toast_new (text));
}

static void
stop_tone (FinPreferences *self)
{
  g_assert (FIN_IS_PREFERENCES (self));

  g_clear_handle_id (&self->tone_watch, g_source_remove);
  if (self->tone != NULL)
    gst_element_set_state (self->tone, GST_STATE_NULL);
  g_clear_pointer (&self->tone, gst_object_unref);
}

static gboolean
tone_cb (GstBus *bus, GstMessage *message, gpointer data)
{
  FinPreferences *self = data;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    say (self, _ ("This loudspeaker does not play. Choose another one."));
  else if (GST_MESSAGE_TYPE (message) != GST_MESSAGE_EOS)
    return G_SOURCE_CONTINUE;

  self->tone_watch = 0;
  stop_tone (self);
  return G_SOURCE_REMOVE;
}

static void
play_cb (FinPreferences *self)
{
  const char *sink = fin_settings_call_setup ()->audio_sink;
  g_autoptr (GError) error = NULL;

  g_assert (FIN_IS_PREFERENCES (self));

  stop_tone (self);
  if (sink == NULL) {
    say (self, _ ("No loudspeaker was found."));
    return;
  }

  // One second of a soft A.
  g_autofree char *line =
      g_strdup_printf ("audiotestsrc num-buffers=43 freq=440 volume=0.3 ! audioconvert ! "
                       "audioresample ! %s",
                       sink);
  self->tone = gst_parse_launch (line, &error);
  if (self->tone == NULL) {
    say (self, _ ("This loudspeaker does not play. Choose another one."));
    return;
  }

  gst_object_ref_sink (self->tone);
  g_autoptr (GstBus) bus = gst_element_get_bus (self->tone);
  self->tone_watch = gst_bus_add_watch (bus, tone_cb, self);
  gst_element_set_state (self->tone, GST_STATE_PLAYING);
}

static gboolean
is_address (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  return (g_strcmp0 (scheme, "https") == 0 || g_strcmp0 (scheme, "http") == 0) &&
         g_uri_get_host (uri) != NULL && g_uri_get_host (uri)[0] != '\0';
}

static void
office_applied_cb (FinPreferences *self)
{
  g_autofree char *text =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->office))));

  g_assert (FIN_IS_PREFERENCES (self));

  if (text[0] != '\0' && !is_address (text)) {
    gtk_widget_add_css_class (GTK_WIDGET (self->office), "error");
    say (self, _ ("An address begins with https:// and goes on with the office's name."));
    return;
  }
  gtk_widget_remove_css_class (GTK_WIDGET (self->office), "error");
  g_settings_set_string (fin_settings (), "office", text);
}

static void
fin_preferences_dispose (GObject *object)
{
  FinPreferences *self = FIN_PREFERENCES (object);

  stop_tone (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), FIN_TYPE_PREFERENCES);

  G_OBJECT_CLASS (fin_preferences_parent_class)->dispose (object);
}

static void
fin_preferences_class_init (FinPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_preferences_dispose;

  g_type_ensure (FIN_TYPE_CAPTION_PREFERENCES);
  g_type_ensure (FIN_TYPE_DEVICE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, FinPreferences, preview);
  gtk_widget_class_bind_template_child (widget_class, FinPreferences, play);
  gtk_widget_class_bind_template_child (widget_class, FinPreferences, office);
  gtk_widget_class_bind_template_child (widget_class, FinPreferences, ring);
  gtk_widget_class_bind_template_callback (widget_class, play_cb);
  gtk_widget_class_bind_template_callback (widget_class, office_applied_cb);
}

static void
fin_preferences_init (FinPreferences *self)
{
  GSettings *settings = fin_settings ();
  g_autofree char *office = g_settings_get_string (settings, "office");

  gtk_widget_init_template (GTK_WIDGET (self));
  fin_accessible_mend (GTK_WIDGET (self));
  gtk_editable_set_text (GTK_EDITABLE (self->office), office);
  g_settings_bind (settings, "ring", self->ring, "active", G_SETTINGS_BIND_DEFAULT);
}

GtkWidget *
fin_preferences_new (GtkWindow *parent, FinSession *session)
{
  g_return_val_if_fail (FIN_IS_SESSION (session), NULL);

  FinPreferences *self =
      g_object_new (FIN_TYPE_PREFERENCES, "transient-for", parent, "modal", TRUE, NULL);

  // In a visit the camera is the visit's, and one sees oneself there.
  if (fin_session_visit (session) == NULL)
    adw_preferences_group_add (self->preview, g_object_new (FIN_TYPE_PREVIEW, NULL));
  gtk_widget_set_visible (GTK_WIDGET (self->preview), fin_session_visit (session) == NULL);
  return GTK_WIDGET (self);
}
