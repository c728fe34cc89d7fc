// What engines on servers have in common: an address for each language.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-engine.h"

G_BEGIN_DECLS

/**
 * FinServerEngine:
 *
 * Serves the languages that have an address, given as the property `addresses` (#GHashTable of language to
 * URL). Sound is sent in the clear to this computer only: other addresses count when they are `wss:` or
 * `https:`. Subclasses implement the `id` and `open` of #FinEngine.
 */
#define FIN_TYPE_SERVER_ENGINE (fin_server_engine_get_type ())
G_DECLARE_DERIVABLE_TYPE (FinServerEngine, fin_server_engine, FIN, SERVER_ENGINE, GObject)

struct _FinServerEngineClass {
  GObjectClass parent_class;

  FinEngineTraits traits; /* besides FIN_ENGINE_SENDS_SOUND */
};

/* NULL when there is none for @language, or none that may be used. (transfer none) */
const char *fin_server_engine_address (FinServerEngine *self, const char *language);

/* Whether sound may be sent there: encrypted, or within this computer. */
gboolean    fin_server_engine_accepts (const char *address);

G_END_DECLS
