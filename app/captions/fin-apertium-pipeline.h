// One mode of Apertium as processes that stay, kept in step. Private to this folder.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FinApertiumPipeline:
 *
 * Started when wanted, stopped when nobody asks. One text at a time is inside; others wait, a bounded
 * number of them.
 */
#define FIN_TYPE_APERTIUM_PIPELINE (fin_apertium_pipeline_get_type ())
G_DECLARE_FINAL_TYPE (FinApertiumPipeline, fin_apertium_pipeline, FIN, APERTIUM_PIPELINE, GObject)

/* @mode: what is in the mode's file. @patience and @idle in ms. */
FinApertiumPipeline *fin_apertium_pipeline_new  (const char *mode, guint patience, guint idle);
/* Whether it failed so often, and just now, that it is better not asked. */
gboolean             fin_apertium_pipeline_is_broken (FinApertiumPipeline *self);
/* Ends its processes. */
void                 fin_apertium_pipeline_stop (FinApertiumPipeline *self);

/* FIN_ERROR_TIMED_OUT, FIN_ERROR_TOO_MANY, FIN_ERROR_FAILED, G_IO_ERROR_CANCELLED. */
void                 fin_apertium_pipeline_translate_async  (FinApertiumPipeline *self, const char *text,
                                                             GCancellable *cancellable,
                                                             GAsyncReadyCallback callback, gpointer data);
char                *fin_apertium_pipeline_translate_finish (FinApertiumPipeline *self,
                                                             GAsyncResult *result, GError **error);

G_END_DECLS
