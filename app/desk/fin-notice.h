// One notification on the desktop, shown and taken away without ever keeping the main loop waiting.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FinNotice:
 *
 * A libnotify notification that stays until a person has handled it: where the service lets it expire, loses
 * it or begins anew, it is shown again. libnotify's calls wait for the notification service,
 * so they are made on a worker thread; everything else, signals too, is on the main thread.
 *
 * Signals:
 * - `action` (const char *name, const char *token): a person chose an action added before showing, or
 *   "default" by clicking on it; @token (NULL when there is none) lets a window come to the front;
 * - `dismissed`: a person put it away;
 * - `failed` (GError *): there is nobody to show it; it is shown all the same when somebody comes.
 */
#define FIN_TYPE_NOTICE (fin_notice_get_type ())
G_DECLARE_FINAL_TYPE (FinNotice, fin_notice, FIN, NOTICE, GObject)

/* @body is plain text. (transfer full) */
FinNotice *fin_notice_new        (const char *summary, const char *body);
void       fin_notice_add_action (FinNotice *self, const char *name, const char *label);
/* Once, after the actions. */
void       fin_notice_show       (FinNotice *self);
/* Nothing is emitted after it. */
void       fin_notice_close      (FinNotice *self);

G_END_DECLS
