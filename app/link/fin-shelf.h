// The catalogue as a coordinator keeps it: which procedures there are, in which versions.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-link.h"

G_BEGIN_DECLS

/**
 * FinShelf:
 *
 * Knows what it was last told, and nothing before it has asked. Signals: `changed`, when the list of
 * procedures is another; `versions` (const char *procedure), when those of one are.
 */
#define FIN_TYPE_SHELF (fin_shelf_get_type ())
G_DECLARE_FINAL_TYPE (FinShelf, fin_shelf, FIN, SHELF, GObject)

/* (transfer full) */
FinShelf   *fin_shelf_new        (FinLink *link);
/* Of `KnownProcedure`, offered or only kept; NULL before they were asked for.
 * (transfer none) */
JsonArray  *fin_shelf_procedures (FinShelf *self);
/* Of `ProcedureVersion`, newest first; NULL before they were asked for. (transfer none) */
JsonArray  *fin_shelf_versions   (FinShelf *self, const char *procedure);

/* These end with fin_shelf_finish(). */
void        fin_shelf_list_async     (FinShelf *self, GAsyncReadyCallback callback, gpointer data);
void        fin_shelf_look_async     (FinShelf *self, const char *procedure,
                                      GAsyncReadyCallback callback, gpointer data);
/* Keeps a file, which is not offered by that. FIN_ERROR_BAD_REQUEST: what is wrong with it, as
 * "line N: PLACE: WHAT". */
void        fin_shelf_load_async     (FinShelf *self, const char *file, GAsyncReadyCallback callback,
                                      gpointer data);
void        fin_shelf_offer_async    (FinShelf *self, const char *procedure, const char *digest,
                                      GAsyncReadyCallback callback, gpointer data);
/* The program's own again, or nothing. */
void        fin_shelf_withdraw_async (FinShelf *self, const char *procedure,
                                      GAsyncReadyCallback callback, gpointer data);
/* An appointment to try that version with, as informer and as citizen. */
void        fin_shelf_try_async      (FinShelf *self, const char *procedure, const char *digest,
                                      GAsyncReadyCallback callback, gpointer data);

/* The file of a version, as it was loaded. */
void        fin_shelf_fetch_async    (FinShelf *self, const char *procedure, const char *digest,
                                      GAsyncReadyCallback callback, gpointer data);
/* (transfer full) */
GBytes     *fin_shelf_fetch_finish   (FinShelf *self, GAsyncResult *result, GError **error);

/* The office's answer. (transfer full) */
JsonObject *fin_shelf_finish         (FinShelf *self, GAsyncResult *result, GError **error);

G_END_DECLS
