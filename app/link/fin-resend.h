// What the office refuses for coming too fast, said again after the pause it asks for.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _FinResend FinResend;

/* Sends @message (transfer full); FALSE when it cannot go out now. */
typedef gboolean (*FinResendSend) (JsonObject *message, gpointer data);

/* (transfer full) */
FinResend *fin_resend_new     (FinResendSend send, gpointer data);
void       fin_resend_free    (FinResend *self);
/* @message goes out: it gets a name if it has none, and is remembered until the office would have
 * answered. What was said of the same before, and did not get through, is not said again. Of no use for
 * pointers, which are told anew all the time, and form changes, which are repeated until they are
 * answered (#FinSharedForm): those are let pass as they are. */
void       fin_resend_note    (FinResend *self, JsonObject *message);
/* A `problem` came: TRUE when what it is about goes again, so that nobody need be told. Takes from
 * it a name that was given here, which means nothing to anybody else. */
gboolean   fin_resend_refused (FinResend *self, JsonObject *problem);
/* Nothing of what was said is said again: it is over, or somebody else speaks. */
void       fin_resend_forget  (FinResend *self);

G_END_DECLS
