// Who did what to which: append-only rows, each with a hash over itself and the one before, so that
// none can be changed or taken out unnoticed.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-store.h"

G_BEGIN_DECLS

/* @actor: a member of staff's id, `citizen:APPOINTMENT`, or `office`; @subject: what it was done
 * to, an id, with the SHA-256 of what is kept of it where that must not be changed unnoticed
 * (ID:SHA-256). Personal data has no place here. Inside the caller's transaction. */
gboolean fin_audit_add    (FinStore *store, const char *actor, const char *action,
                           const char *subject, GError **error);
/* The number of the first row that does not fit its hash, 0 when all do. @end (out, may be NULL): the
 * number and hash of the last row, by which somebody who noted them once sees that none is gone from the
 * end. */
gint64   fin_audit_verify (FinStore *store, char **end);

G_END_DECLS
