// What the practice citizen does, and when: data, read from a file.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * FinScript:
 *
 * An object with `language` (BCP 47), `camera` and `microphone` (booleans, TRUE unless said otherwise),
 * and `steps`: each an object with `when` (an event), `after` (seconds, 0 unless said otherwise), `do` (a
 * deed), and what the deed needs. A step is done each time its event happens.
 *
 * Events: `start`, `visit` (entered), `call` (the informer's picture or sound arrives), `handed` (a field),
 * `wanted` (a field that only the citizen may write is missing), `asked` (for another document), `complete` (the form is, and not confirmed), `receipt`, `ended`.
 *
 * Deeds:
 * - `arrive`;
 * - `say`: `text`;
 * - `write`: `keys`, where ⌫ erases and ⏎ ends the line;
 * - `send`: `kind`, `name`, `title`, `lines` (a paper is made of them);
 * - `correct`: the same without `kind`, sent as the kind that was asked for;
 * - `fill`: `values`, by field id: types the one of the field that was handed, and gives it back, or is wanted;
 * - `confirm`; `fetch` (the receipt); `leave`.
 */
typedef struct _FinScript FinScript;

/* FIN_ERROR_BAD_REQUEST names what is wrong with it. (transfer full) */
FinScript  *fin_script_new        (const char *json, gssize length, GError **error);
void        fin_script_free       (FinScript *script);
const char *fin_script_language   (FinScript *script);
gboolean    fin_script_camera     (FinScript *script);
gboolean    fin_script_microphone (FinScript *script);

/* @step (transfer none) */
typedef void (*FinScriptStep) (const char *deed, double after, JsonObject *step, gpointer data);
/* Calls @func for each step of @event, in order. */
void        fin_script_event      (FinScript *script, const char *event, FinScriptStep func,
                                   gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FinScript, fin_script_free)

G_END_DECLS
