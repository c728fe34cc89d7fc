// The catalogue as this office offers it: what coordinators loaded, kept, and put in place of what the
// program carries.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

#include "fin-procedure.h"
#include "fin-store.h"

G_BEGIN_DECLS

/* Into fin_catalogue(), when the office starts. What cannot be used any more, having been kept by
 * another version of the program, is logged and left out. */
void          fin_procedures_load     (FinStore *store);

/* Keeps the file for @staff, without offering it. FIN_ERROR_BAD_REQUEST as fin_procedure_new() and
 * fin_catalogue_keeps_secrets(); FIN_ERROR_FULL when there are too many versions of it. (transfer none) */
FinProcedure *fin_procedures_add      (FinStore *store, const char *file, const char *staff,
                                       GError **error);
/* Keeps a version that a form begins with, unless it is kept. Inside the caller's transaction. */
gboolean      fin_procedures_keep     (FinStore *store, FinProcedure *procedure, GError **error);
/* An appointment of @staff's with themselves, from now on, to try a known version with, offered or not:
 * it has everything but a receipt. Its id; FIN_ERROR_FORBIDDEN for a sensitive one with somebody who may
 * not see those. (transfer full) */
char         *fin_procedures_try      (FinStore *store, FinProcedure *procedure, const char *staff,
                                       const char *language, GError **error);
/* How far a procedure is nobody else's business, "violence", "health" or NULL: as it is offered now, and as
 * @version of it was that a form began with (NULL or "": none yet), whichever is stricter. One that is not
 * offered any more is what the strictest known version of it is; what is not known at all, neither the
 * procedure nor the version, is kept as close as can be. (transfer none) */
const char   *fin_procedures_sensitivity (const char *id, const char *version);
/* Of @version alone. (transfer none) */
const char   *fin_procedures_version_sensitivity (const char *version);
/* Has a form something in it that only the citizen may see, begun with @version (NULL or "": as it is known
 * now)? One that is not known any more may have. */
gboolean      fin_procedures_has_secret (const char *id, const char *version);
/* Offers a known version from now on: forms under way go on with theirs. FIN_ERROR_BAD_REQUEST as
 * fin_catalogue_keeps_secrets(). */
gboolean      fin_procedures_offer    (FinStore *store, FinProcedure *procedure, const char *staff,
                                       GError **error);
/* Offers what the program carries as @id again; where it carries none, nothing. */
gboolean      fin_procedures_withdraw (FinStore *store, const char *id, const char *staff,
                                       GError **error);
/* All that are offered or kept, by number: an array of `KnownProcedure`. (transfer full) */
JsonArray    *fin_procedures_known    (FinStore *store, const char *language);
/* Of @id, newest first, the carried one last: an array of `ProcedureVersion`. (transfer full) */
JsonArray    *fin_procedures_versions (FinStore *store, const char *id, const char *language);

G_END_DECLS
