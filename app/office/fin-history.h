// What a field said before, who wrote it and when: read from its changes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

#include "fin-store.h"

G_BEGIN_DECLS

/* Values told of one field, the newest ones. */
#define FIN_HISTORY_MAX 50

/* An array of `FieldValue`, the newest first: what one participant wrote in one go is one value.
 * (transfer full) */
JsonArray *fin_history_read (FinStore *store, const char *form, const char *field);

G_END_DECLS
