// Acting for the citizen: how they were identified and what they consented to, on record, each with its
// fingerprint in the audit.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

#include "fin-form.h"
#include "fin-store.h"

G_BEGIN_DECLS

/* @form, kept as @id, was changed: puts on record what it says by now, and takes off it what it says no
 * more. @actor changed it, reading @language, in a visit of @staff's. */
gboolean    fin_acts_follow  (FinStore *store, const char *id, FinForm *form, const char *actor,
                              const char *staff, const char *language, GError **error);
/* Of @kind, "identity" or "consent": as the receipt has it, without the words for people. NULL when none
 * is on record. (transfer full) */
JsonObject *fin_acts_lookup  (FinStore *store, const char *id, const char *kind);
/* What stands in the way of a receipt: fin_form_missing(), and what is not on record. (transfer full) */
char      **fin_acts_missing (FinStore *store, const char *id, FinForm *form);
/* The first form of whose acts one is not as the audit knows it; NULL when all are. (transfer full) */
char       *fin_acts_verify  (FinStore *store);

G_END_DECLS
