// What the citizen confirmed singly, in the store: field, version, how, when, and who said so.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-form.h"
#include "fin-store.h"

G_BEGIN_DECLS

/* Puts what is kept of the form @id into @form; what was confirmed of an earlier value is past. */
void     fin_assents_read (FinStore *store, const char *id, FinForm *form);
/* Keeps that @fields (ended by NULL) are confirmed as they stand. Inside the caller's transaction, and
 * @form does not know of it yet: fin_assents_read() when it is done. */
gboolean fin_assents_add  (FinStore *store, const char *id, FinForm *form,
                           const char *const *fields, FinAssent how, const char *actor,
                           const char *at, GError **error);

G_END_DECLS
