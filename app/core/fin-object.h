// Setters for models: compare, replace, notify. (GLib 2.74 has no g_set_str().)
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Each puts @value into *@place and notifies @pspec on @object, unless it was so already; TRUE when
 * it changed. */
gboolean fin_object_set_string  (gpointer object, char **place, const char *value,
                                 GParamSpec *pspec);
gboolean fin_object_set_strv    (gpointer object, GStrv *place, const char *const *value,
                                 GParamSpec *pspec);
gboolean fin_object_set_uint    (gpointer object, guint *place, guint value, GParamSpec *pspec);
gboolean fin_object_set_boolean (gpointer object, gboolean *place, gboolean value,
                                 GParamSpec *pspec);
/* @value: RFC 3339; what is not becomes NULL. */
gboolean fin_object_set_time    (gpointer object, GDateTime **place, const char *value,
                                 GParamSpec *pspec);

G_END_DECLS
