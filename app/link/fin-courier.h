// What goes out of a form and must not be lost on the way. Private to this folder.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-link.h"

G_BEGIN_DECLS

/* Messages about fields, each kept until the office has answered it: one that could not go out goes when
 * the visit is back, and one that is not answered goes again. At most one of a type is kept for a field. */
typedef struct _FinCourier FinCourier;

FinCourier  *fin_courier_new      (FinLink *link);
void        fin_courier_free     (FinCourier *self);

/* A name for a message, which no other of this run of the program has. (transfer full) */
char       *fin_courier_name     (FinCourier *self);
/* Sends @message, which has its `type` and `field`, in the place of an earlier such one.
 * @message (transfer full) */
void        fin_courier_send      (FinCourier *self, JsonObject *message);
/* What is kept of that type for that field, NULL when nothing. (transfer none) */
JsonObject *fin_courier_kept     (FinCourier *self, const char *type, const char *field);
void        fin_courier_answered (FinCourier *self, const char *type, const char *field);
/* A `problem`, with the `id` of what it is about, refused for what it is: for nobody any more. (What came
 * too fast the link sends again, and changes are repeated here.) */
void        fin_courier_refused  (FinCourier *self, const char *re);
/* The visit is there: what did not go out on this connection goes. */
void        fin_courier_resume   (FinCourier *self);

G_END_DECLS
