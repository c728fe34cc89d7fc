// The engines of this computer, and which of them serves a language.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-engine.h"

G_BEGIN_DECLS

/**
 * FinEngines:
 *
 * A #GListModel of #FinEngine, the better ones first. Main thread only.
 *
 * Signal `changed`: fin_engines_pick() may pick another.
 */
#define FIN_TYPE_ENGINES (fin_engines_get_type ())
G_DECLARE_FINAL_TYPE (FinEngines, fin_engines, FIN, ENGINES, GObject)

FinEngines *fin_engines_new    (void);
/* At the end. */
void        fin_engines_add    (FinEngines *self, FinEngine *engine);
/* Another with the same id is replaced, as when its settings change. */
void        fin_engines_replace (FinEngines *self, FinEngine *engine);
/* The one asked for in @language, by its id; "" or NULL: the first that is ready; "none": no engine at all. */
void        fin_engines_prefer (FinEngines *self, const char *language, const char *id);
/* Which one serves @language, leaving out those in @tired (of const char *, ids; may be NULL). The one
 * preferred when it is ready, else the first that is. (transfer none) (nullable) */
FinEngine  *fin_engines_pick   (FinEngines *self, const char *language, GHashTable *tired);

G_END_DECLS
