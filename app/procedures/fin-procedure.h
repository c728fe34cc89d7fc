// A procedure as data: what is asked, in which steps, by which rules, in three languages and more.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * FinProcedure:
 *
 * One file of `data/procedures/`, loaded and checked. Immutable; may be used from any thread.
 */
#define FIN_TYPE_PROCEDURE (fin_procedure_get_type ())
G_DECLARE_FINAL_TYPE (FinProcedure, fin_procedure, FIN, PROCEDURE, GObject)

/* @json: the procedure's file; FIN_ERROR_BAD_REQUEST says "line N: PLACE: WHAT", in English, as the
 * file's own members are. (transfer full) */
FinProcedure *fin_procedure_new     (const char *json, gssize length, GError **error);
/* The line such an error tells; 0 when none. */
guint         fin_procedure_fault_line (const GError *error);
const char   *fin_procedure_id      (FinProcedure *self);
int           fin_procedure_number  (FinProcedure *self);
/* In @language (BCP 47), else in Catalan. (transfer none) */
const char   *fin_procedure_title   (FinProcedure *self, const char *language);
const char   *fin_procedure_summary (FinProcedure *self, const char *language);
/* What lists and messages call it: its title, or, where it is nobody else's business, a neutral one.
 * (transfer none) */
const char   *fin_procedure_listed_title (FinProcedure *self, const char *language);
/* The neutral one. (transfer none) */
const char   *fin_procedure_neutral_title (const char *language);
/* "violence", "health", or NULL. (transfer none) */
const char   *fin_procedure_sensitive (FinProcedure *self);
/* The stricter of two such: violence before health before none. */
const char   *fin_sensitivity_stricter (const char *one, const char *other);
/* May visits be recorded: "never", "off" until asked for, or "ask". (transfer none) */
const char   *fin_procedure_recording (FinProcedure *self);
/* Is there a field whose content never leaves the citizen's own device? Such a visit is never recorded, nor
 * is its conversation kept: a code is easily said aloud. */
gboolean      fin_procedure_has_secret (FinProcedure *self);

/* Is @kind the id of one of its documents? */
gboolean      fin_procedure_has_document (FinProcedure *self, const char *kind);

/* Its text as it was read. (transfer none) */
GBytes       *fin_procedure_file    (FinProcedure *self);
/* SHA-256 of that, in hexadecimal: names exactly this version. (transfer none) */
const char   *fin_procedure_digest  (FinProcedure *self);

/* The catalogue: what this program carries, checked at build time, with what was put in its place
 * since. Read from any thread before the first change, then, as it is changed, from the main thread
 * alone. Versions are never forgotten: forms are under way with them. */

/* What is offered, by number. (transfer none) (element-type FinProcedure) */
GPtrArray    *fin_catalogue         (void);
/* The one offered under @id; NULL when none. (transfer none) */
FinProcedure *fin_catalogue_lookup  (const char *id);
/* The one offered under @id; when none is offered any more, of those that are known the newest of the
 * strictest sensitivity; NULL when none ever was. (transfer none) */
FinProcedure *fin_catalogue_known   (const char *id);
/* The one the program carries, offered or not; NULL when none. (transfer none) */
FinProcedure *fin_catalogue_carried (const char *id);
/* Any version that is carried or was added; NULL when none. (transfer none) */
FinProcedure *fin_catalogue_version (const char *digest);
/* FALSE, with an error as fin_procedure_new()'s, when a field that is secret in what is offered under its id, or
 * in what is carried, is there as another kind, in whatever step: the code would be written in it. */
gboolean      fin_catalogue_keeps_secrets (FinProcedure *procedure, GError **error);
/* Makes a version known, without offering it. Returns the one of its digest, known before or not.
 * (transfer none) */
FinProcedure *fin_catalogue_add     (FinProcedure *procedure);
/* Offers a known version in place of what has its id, or besides. */
void          fin_catalogue_offer   (FinProcedure *procedure);
/* Offers what the program carries under @id again, or nothing. */
void          fin_catalogue_withdraw (const char *id);

G_END_DECLS
