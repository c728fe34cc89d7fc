// The practice citizen's camera and microphone, as GStreamer elements.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gst/base/gstpushsrc.h>

G_BEGIN_DECLS

/* A drawn person, 640x480 at 30 frames a second: breathes, blinks, and moves the mouth with the voice. On
 * the wall behind them hangs a frame whose picture changes each second, so that a test can tell an old
 * picture from a new one. */
#define FIN_TYPE_PRACTICE_CAMERA (fin_practice_camera_get_type ())
G_DECLARE_FINAL_TYPE (FinPracticeCamera, fin_practice_camera, FIN, PRACTICE_CAMERA, GstPushSrc)

/* What fin_actor_speak() was given. */
#define FIN_TYPE_PRACTICE_MICROPHONE (fin_practice_microphone_get_type ())
G_DECLARE_FINAL_TYPE (FinPracticeMicrophone, fin_practice_microphone, FIN, PRACTICE_MICROPHONE,
                      GstPushSrc)

/* Element descriptions, once fin_practice_sources_register() was called. */
#define FIN_PRACTICE_CAMERA_ELEMENT     "finpracticecamera"
#define FIN_PRACTICE_MICROPHONE_ELEMENT "finpracticemicrophone"

/* After gst_init(). */
void fin_practice_sources_register (void);

G_END_DECLS
