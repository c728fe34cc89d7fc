// What engines on this computer have in common: a library, and a folder with a model for each language.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-engine.h"
#include "fin-teller.h"

G_BEGIN_DECLS

/**
 * FinLocalEngine:
 *
 * Properties: `library` (path, NULL for none) and `models` (#GHashTable of language to folder). The library is
 * loaded by finestreta-recogniser, a process for each session, since it may end the process it is in. Subclasses
 * give the `id` of #FinEngine and the class's members; @read and @has_model may be called from any thread.
 *
 * Once a session found that the library cannot be used, the state is FIN_ENGINE_NO_PROGRAM.
 */
#define FIN_TYPE_LOCAL_ENGINE (fin_local_engine_get_type ())
G_DECLARE_DERIVABLE_TYPE (FinLocalEngine, fin_local_engine, FIN, LOCAL_ENGINE, GObject)

/**
 * FinLocalEngineClass:
 * @kind: for the recogniser
 * @has_model: whether @folder looks like a model of @language
 * @read: one answer of the library
 */
struct _FinLocalEngineClass {
  GObjectClass parent_class;

  const char *kind;
  gboolean (*has_model) (const char *folder, const char *language);
  gboolean (*read)      (const char *data, gsize length, FinHeard *heard);
};

/* For its sessions. From any thread. */
const char *fin_local_engine_library (FinLocalEngine *self);
const char *fin_local_engine_model   (FinLocalEngine *self, const char *language);
GHashTable *fin_local_engine_models  (FinLocalEngine *self);
void        fin_local_engine_refuse  (FinLocalEngine *self);

G_END_DECLS
