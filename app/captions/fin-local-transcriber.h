// A session whose engine is a process on this computer, finestreta-recogniser.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-local-engine.h"

G_BEGIN_DECLS

/* Fails with FIN_ERROR_FAILED when the process dies, cannot use the library or the model, and with
 * FIN_ERROR_TIMED_OUT when the model is not loaded in a minute, or sound is not heard as fast as it comes. */
FinTranscriber *fin_local_transcriber_new     (FinLocalEngine *engine, const char *language,
                                               const char *const *phrases);
/* The path of the process's program; NULL when it is not installed. (transfer full) */
char           *fin_local_transcriber_program (void);

G_END_DECLS
