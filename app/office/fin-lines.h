// Lines of a visit as the store has them: what was typed, heard and translated.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

#include "fin-store.h"

G_BEGIN_DECLS

/* A `Line` of the API. What goes without saying is not said: `typed`, and by fin_lines_tell_heard() believed, and
 * as it came. (transfer full) */
JsonObject *fin_lines_new        (const char *from, const char *origin, gint64 number, const char *text,
                                  gboolean done, const char *at);
/* @language may be NULL. */
void        fin_lines_tell_heard (JsonObject *line, const char *language, gboolean believed,
                                  gboolean mended);

/* With its translations; NULL when there is none. (transfer full) */
JsonObject *fin_lines_find       (FinStore *store, const char *appointment, const char *from,
                                  const char *origin, gint64 number);
/* In the order they began, the newest (or the oldest) that take no more than @size bytes in a message; no more of
 * them is looked at than that. (transfer full) */
JsonArray  *fin_lines_newest     (FinStore *store, const char *appointment, gsize size);
JsonArray  *fin_lines_oldest     (FinStore *store, const char *appointment, gsize size);
gint64      fin_lines_count      (FinStore *store, const char *appointment);
/* All that was written, and what was made of it. */
gboolean    fin_lines_remove     (FinStore *store, const char *appointment, GError **error);

G_END_DECLS
