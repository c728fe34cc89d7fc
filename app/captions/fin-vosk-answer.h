// What Vosk says, as its library and its server write it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-teller.h"

G_BEGIN_DECLS

/* Reads {"partial": …} or {"text": …, "result": […]} of @length bytes, whatever they are. FALSE when they are
 * neither; @heard is zeroed then. */
gboolean fin_vosk_answer_read (const char *data, gsize length, FinHeard *heard);

G_END_DECLS
