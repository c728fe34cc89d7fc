// A document on its way in: sealed as it arrives, kept when all of it is here and is what it may be.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-request.h"

G_BEGIN_DECLS

/* The two ends of POST …/documents: before the body, and after. At most 32 are under way at once, so
 * that what they hold is bounded. */
void fin_upload_begin  (FinRequest *request, GError **error);
void fin_upload_finish (FinRequest *request, GError **error);
/* The beginning of POST …/documents/ID/redacted: a PDF, made of that one by who attends. */
void fin_upload_begin_copy (FinRequest *request, GError **error);

G_END_DECLS
