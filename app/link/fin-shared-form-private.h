// What form, step and field do for one another. Private to this folder.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-courier.h"
#include "fin-shared-form.h"

G_BEGIN_DECLS

/* A field keeps at most one change under way. What is typed meanwhile is the next one, made on the
 * version which the office gave to the first. */

FinSharedField *_fin_shared_field_new        (const char *id, gboolean citizen);
/* Takes over a `FormField`; what is typed here and not yet at the office stays shown. */
void            _fin_shared_field_describe   (FinSharedField *self, JsonObject *field);
/* Takes over a `FieldState`. */
void            _fin_shared_field_set_state  (FinSharedField *self, JsonObject *state);
void            _fin_shared_field_set_holder (FinSharedField *self, const char *holder);
void            _fin_shared_field_set_assent (FinSharedField *self, const char *assent);
void            _fin_shared_field_set_writer (FinSharedField *self, const char *writer);
const char     *_fin_shared_field_writer     (FinSharedField *self);
gboolean        _fin_shared_field_saved      (FinSharedField *self);
/* Somebody else wrote what it says, and the citizen has not confirmed it. */
gboolean        _fin_shared_field_wanted     (FinSharedField *self);
/* Nothing required is missing in it, and nothing is wrong. */
gboolean        _fin_shared_field_done       (FinSharedField *self);
/* It asks for what only the citizen may see, and they have not said that it is done. */
gboolean        _fin_shared_field_secret     (FinSharedField *self);

/* What is typed. */
void            _fin_shared_field_write      (FinSharedField *self, const char *value);
void            _fin_shared_field_forget_rejected (FinSharedField *self);
/* Makes the next change, named by @courier; NULL when one is under way or there is nothing to say.
 * (transfer full) */
JsonObject     *_fin_shared_field_begin      (FinSharedField *self, FinCourier *courier);
/* `form.changed` and `form.refused` for this field: TRUE when that is the answer to the change under
 * way. */
gboolean        _fin_shared_field_changed    (FinSharedField *self, JsonObject *message);
gboolean        _fin_shared_field_refused    (FinSharedField *self, JsonObject *message);

FinSharedStep  *_fin_shared_step_new         (const char *id);
/* Takes over a `FormStep`, but for its fields. */
void            _fin_shared_step_describe    (FinSharedStep *self, JsonObject *step);
void            _fin_shared_step_set_visible (FinSharedStep *self, gboolean visible);
void            _fin_shared_step_add         (FinSharedStep *self, FinSharedField *field);
const char     *_fin_shared_step_id          (FinSharedStep *self);
/* Works `done` and `wanted` out again, and returns the latter. */
guint           _fin_shared_step_update      (FinSharedStep *self);

G_END_DECLS
