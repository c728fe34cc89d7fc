// Who is waiting and what today still holds, narrow enough to stand beside a visit.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FIN_TYPE_QUEUE_SIDEBAR (fin_queue_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (FinQueueSidebar, fin_queue_sidebar, FIN, QUEUE_SIDEBAR, GtkBox)

GtkWidget *fin_queue_sidebar_new (FinSession *session);

G_END_DECLS
