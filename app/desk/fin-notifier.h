// Tells the informer that somebody is waiting, an interpreter that they are asked for: notification, bell, and
// nothing during a visit.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-session.h"

G_BEGIN_DECLS

/**
 * FinNotifier:
 *
 * For each arrival a notification that stays until it is handled (attended by anyone, gone, put
 * away) and, while the informer is available, a bell. In a visit it keeps silent, because nothing may
 * come between informer and citizen; who is still waiting afterwards is announced then.
 *
 * Signals:
 * - `attend` (const char *appointment, const char *token): chosen on a notification;
 * - `answer` (const char *ask, gboolean accept, const char *token): an interpreter's, on one that asks for them;
 * - `present` (const char *token): the window is asked for, by a click on a notification (with its
 *   activation token) or because nothing but the window can tell of the arrival (NULL).
 */
#define FIN_TYPE_NOTIFIER (fin_notifier_get_type ())
G_DECLARE_FINAL_TYPE (FinNotifier, fin_notifier, FIN, NOTIFIER, GObject)

/* (transfer full) */
FinNotifier *fin_notifier_new     (FinSession *session);
/* Not now: takes the notification away and stops the bell; the person goes on waiting. */
void         fin_notifier_not_now (FinNotifier *self, const char *appointment);
/* Takes everything away; for the end of the program. */
void         fin_notifier_stop    (FinNotifier *self);

G_END_DECLS
