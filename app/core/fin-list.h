// Telling what changed in a list model whose items keep their identity.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Emits #GListModel::items-changed for the stretch in which @after differs from @before, so that rows
 * outside it keep their widgets and their focus; nothing when they are alike. */
void fin_list_changed (GListModel *model, GPtrArray *before, GPtrArray *after);

G_END_DECLS
