// A stream of pictures as something GTK can draw: the newest sample, uncopied.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gst/gst.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FinVideoPaintable:
 *
 * A #GdkPaintable. The texture it draws lies in the sample's own memory, which is kept mapped until
 * the next picture has taken its place. Property `mirrored` (rw): as one knows oneself from a mirror.
 */
#define FIN_TYPE_VIDEO_PAINTABLE (fin_video_paintable_get_type ())
G_DECLARE_FINAL_TYPE (FinVideoPaintable, fin_video_paintable, FIN, VIDEO_PAINTABLE, GObject)

FinVideoPaintable *fin_video_paintable_new      (gboolean mirrored);
/* Raw video in system memory; FALSE (and the picture before stays) for what can't be drawn. */
gboolean           fin_video_paintable_push     (FinVideoPaintable *self, GstSample *sample);
void               fin_video_paintable_clear    (FinVideoPaintable *self);
/* NULL when there is none. (transfer none) */
GdkTexture        *fin_video_paintable_texture  (FinVideoPaintable *self);

G_END_DECLS
