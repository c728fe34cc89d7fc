// What the application's own files share.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-application.h"
#include "fin-notifier.h"

G_BEGIN_DECLS

FinNotifier *fin_application_notifier       (FinApplication *self);
/* The actions of group `app`, their keys, and what keeps their states. */
void         fin_application_add_actions    (FinApplication *self);

G_END_DECLS
