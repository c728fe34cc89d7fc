// How often something may be tried: a few times freely, then with pauses that double.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _FinLimits FinLimits;

/* @free: tries without a pause; after them a pause of @pause seconds, doubled by each further try
 * up to 15 minutes. Fifteen minutes after its last try a key is forgotten. At most 4096 keys are
 * remembered: past that the longest untouched goes. (transfer full) */
FinLimits *fin_limits_new   (guint free, guint pause);
void       fin_limits_free  (FinLimits *self);
/* Seconds to wait before @key may try, without trying. */
guint      fin_limits_wait    (FinLimits *self, const char *key);

/* 0 and the try is counted, as a failure until forgiven (so that tries made at once do not slip
 * past together), or the seconds to wait. */
guint      fin_limits_try   (FinLimits *self, const char *key);
/* The try went well: it does not count, nor, with @all, do those before it. */
void       fin_limits_forgive (FinLimits *self, const char *key, gboolean all);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FinLimits, fin_limits_free)

G_END_DECLS
