// What sherpa-onnx says of a stream, as its library and its server write it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-teller.h"

G_BEGIN_DECLS

/* Reads an answer of @length bytes, whatever they are. FALSE when it is none; @heard is zeroed then but for
 * its numbers. @segment: the number of the utterance within the stream. */
gboolean fin_sherpa_answer_read (const char *data, gsize length, FinHeard *heard, gint64 *segment);

G_END_DECLS
