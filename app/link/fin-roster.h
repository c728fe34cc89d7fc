// Who works at the office, as a coordinator sees it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-link.h"
#include "fin-member.h"

G_BEGIN_DECLS

/**
 * FinRoster:
 *
 * A #GListModel of #FinMember by name, empty until it was loaded.
 */
#define FIN_TYPE_ROSTER (fin_roster_get_type ())
G_DECLARE_FINAL_TYPE (FinRoster, fin_roster, FIN, ROSTER, GObject)

/* (transfer full) */
FinRoster *fin_roster_new  (FinLink *link);
/* All end with fin_roster_finish(). */
void       fin_roster_load_async (FinRoster *self, GAsyncReadyCallback callback, gpointer data);
/* Whether @member may see sensitive appointments. Done, the office has ended their sessions, and `sensitive`
 * says it; refused, all is as it was. */
void       fin_roster_set_sensitive_async (FinRoster *self, FinMember *member, gboolean sensitive,
                                           GAsyncReadyCallback callback, gpointer data);
/* What an interpreter interprets. */
void       fin_roster_set_interprets_async (FinRoster *self, FinMember *member,
                                            const char *const *languages,
                                            GAsyncReadyCallback callback, gpointer data);
gboolean   fin_roster_finish (FinRoster *self, GAsyncResult *result, GError **error);

G_END_DECLS
