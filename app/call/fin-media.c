// Pipelines that share a clock and stop without keeping anybody waiting.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-media.h"

#include "fin-error.h"

#define LEVEL_FLOOR_DB (-60.0)
#define KEY_CLOSING    "fin-closing"
#define SETTLE_SECONDS 3

typedef struct {
  GDestroyNotify released;
  gpointer       user_data;
} LetGo;

void
fin_media_init (FinMedia *media)
{
  media->context = g_main_context_ref_thread_default ();
  media->clock = gst_system_clock_obtain ();
  media->base_time = gst_clock_get_time (media->clock);
}

void
fin_media_clear (FinMedia *media)
{
  g_clear_pointer (&media->context, g_main_context_unref);
  gst_clear_object (&media->clock);
}

GSource *
fin_media_adopt (const FinMedia *media, GstElement *pipeline, GstBusFunc func, gpointer user_data)
{
  g_autoptr (GstBus) bus = gst_pipeline_get_bus (GST_PIPELINE (pipeline));
  GSource *source = gst_bus_create_watch (bus);

  gst_pipeline_use_clock (GST_PIPELINE (pipeline), media->clock);
  gst_element_set_start_time (pipeline, GST_CLOCK_TIME_NONE);
  gst_element_set_base_time (pipeline, media->base_time);

  g_source_set_callback (source, G_SOURCE_FUNC (func), user_data, NULL);
  g_source_attach (source, media->context);

  return source;
}

/* How many pipelines are on their way to NULL. */
static GMutex settle_lock;
static GCond settle_cond;
static guint settling;

static gboolean
is_closing (GstElement *pipeline)
{
  return g_object_get_data (G_OBJECT (pipeline), KEY_CLOSING) != NULL;
}

static void
play (GstElement *pipeline, gpointer user_data)
{
  if (!is_closing (pipeline))
    gst_element_set_state (pipeline, GST_STATE_PLAYING);

  /* It may have been let go between the two lines above. */
  if (is_closing (pipeline))
    gst_element_set_state (pipeline, GST_STATE_NULL);
}

void
fin_media_play (GstElement *pipeline)
{
  gst_element_call_async (pipeline, play, NULL, NULL);
}

static void
let_go (GstElement *pipeline, gpointer user_data)
{
  LetGo *request = user_data;

  gst_element_set_state (pipeline, GST_STATE_NULL);
  if (request->released != NULL)
    request->released (request->user_data);

  g_mutex_lock (&settle_lock);
  settling--;
  g_cond_broadcast (&settle_cond);
  g_mutex_unlock (&settle_lock);
}

void
fin_media_let_go (GstElement *pipeline, GDestroyNotify released, gpointer user_data)
{
  LetGo *request = g_new0 (LetGo, 1);

  request->released = released;
  request->user_data = user_data;
  g_object_set_data (G_OBJECT (pipeline), KEY_CLOSING, GINT_TO_POINTER (TRUE));
  g_mutex_lock (&settle_lock);
  settling++;
  g_mutex_unlock (&settle_lock);
  gst_element_call_async (pipeline, let_go, request, g_free);
  gst_object_unref (pipeline);
}

void
fin_media_settle (void)
{
  gint64 end = g_get_monotonic_time () + SETTLE_SECONDS * G_TIME_SPAN_SECOND;

  g_mutex_lock (&settle_lock);
  while (settling > 0 && g_cond_wait_until (&settle_cond, &settle_lock, end))
    ;
  g_mutex_unlock (&settle_lock);
}

double
fin_media_level (GstMessage *message)
{
  const GstStructure *structure = gst_message_get_structure (message);
  const GValue *channels;
  double loudest = LEVEL_FLOOR_DB;

  if (GST_MESSAGE_TYPE (message) != GST_MESSAGE_ELEMENT ||
      !gst_structure_has_name (structure, "level") ||
      (channels = gst_structure_get_value (structure, "rms")) == NULL)
    return -1;

  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  GValueArray *values = g_value_get_boxed (channels);

  for (guint i = 0; i < values->n_values; i++)
    loudest = MAX (loudest, g_value_get_double (g_value_array_get_nth (values, i)));
  G_GNUC_END_IGNORE_DEPRECATIONS

  return CLAMP (1 - loudest / LEVEL_FLOOR_DB, 0, 1);
}

GError *
fin_media_error (GstMessage *message)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *details = NULL;

  gst_message_parse_error (message, &error, &details);
  g_debug ("%s: %s (%s)", GST_MESSAGE_SRC_NAME (message), error->message, details);

  return g_error_new_literal (FIN_ERROR, FIN_ERROR_FAILED, error->message);
}
