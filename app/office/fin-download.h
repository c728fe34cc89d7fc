// A sealed file as an answer, opened piece by piece as it leaves.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-request.h"

G_BEGIN_DECLS

/* @id in the vault, whose plain content is @size bytes; @name is offered to who keeps it. */
void fin_download_answer (FinRequest *request, const char *id, const char *media_type,
                          const char *name, gsize size, GError **error);

G_END_DECLS
