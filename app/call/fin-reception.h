// What arrives from one participant: streams of webrtcbin turned into pictures and sound.
// Private to this folder.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-loudspeaker.h"

G_BEGIN_DECLS

typedef struct _FinReception FinReception;

/* @frame is called on the call's thread until closed; @heard by @outbox, with a GstSample as FinCall's `sound`.
 * (transfer full) */
FinReception *fin_reception_new      (const FinMedia *media,
                                      FinLoudspeaker *loudspeaker,
                                      FinNewestFunc   frame,
                                      gpointer        user_data,
                                      FinOutbox      *outbox,
                                      FinOutboxFunc   heard);
/* Decodes whatever @webrtcbin, which is in a pipeline already, receives. */
void          fin_reception_watch    (FinReception *self, GstElement *webrtcbin);
/* The most a picture is worth having; it keeps its proportions. */
void          fin_reception_set_view_size (FinReception *self, int width, int height);
/* Whether what it says goes to the loudspeaker; it is metered, and handed out, all the same. */
void          fin_reception_set_silenced (FinReception *self, gboolean silenced);
/* Pictures decoded so far; @width and @height, of the last, are left alone before the first. */
guint         fin_reception_pictures (FinReception *self, int *width, int *height);
/* Nothing is called after it. (transfer full) */
void          fin_reception_close    (FinReception *self);

G_END_DECLS
