// The box that programs touching citizens' files run in: no network, no files but the system's
// libraries and fonts (read-only), no capabilities, no environment, bounded memory and time.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The command that runs @helper (an absolute path) with @arguments in the box: bubblewrap, or a
 * sub-sandbox of our own inside Flatpak, where bubblewrap cannot nest. FIN_ERROR_NO_BOX where there
 * is neither. (transfer full) */
GStrv fin_box_command (const char *helper, const char *const *arguments, GError **error);

/* Whether a box can really be had on this computer (kernels and containers may forbid it), tried
 * with a program that does nothing until it works once. FIN_ERROR_NO_BOX when not.
 *
 * To be asked before the first #WebKitWebView is made: where WebKit cannot make its own box it ends
 * the whole program. */
void     fin_box_probe_async  (GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer data);
gboolean fin_box_probe_finish (GAsyncResult *result, GError **error);

/* Runs @helper in the box with @input (a file descriptor, not taken; -1 for none) and gives what it
 * wrote, however it ended. FIN_ERROR_TOO_LARGE past @max_output bytes, FIN_ERROR_TIMED_OUT past
 * @seconds, G_IO_ERROR_CANCELLED; in each case the helper is dead when the callback comes. */
void    fin_box_run_async  (const char *helper, const char *const *arguments, int input,
                            gsize max_output, guint seconds, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer data);
/* @succeeded: whether it exited with status 0; may be NULL. (transfer full) */
GBytes *fin_box_run_finish (GAsyncResult *result, gboolean *succeeded, GError **error);

G_END_DECLS
