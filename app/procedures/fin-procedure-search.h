// Where in the catalogue something is asked: "where does the IBAN go?"
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The procedures of the catalogue which are called as @text says, or ask for it: at most 60, the best
 * first, each `ProcedureFound` of `data/office-api.yaml` with at most 5 of its fields and documents. Of
 * fields there are several of, the first. Case and accents don't matter; terms of any language do.
 * @language: the asker's. (transfer full) */
JsonArray *fin_catalogue_search (const char *text, const char *language);

G_END_DECLS
