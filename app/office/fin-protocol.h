// What a participant may send over the socket, and who.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-shape.h"

G_BEGIN_DECLS

typedef struct {
  const char *type;
  const FinShape *shape;
  gboolean in_visit; /* about the visit one is in; the others are the hub's */
} FinMessageKind;

/* NULL when there is no such message. (transfer none) */
const FinMessageKind *fin_protocol_lookup (const char *type);

/* All of them, @n. (transfer none) */
const FinMessageKind *fin_protocol_kinds  (guint *n);

/* The name by which its sender knows @message, NULL when it has none one could give back. */
const char           *fin_protocol_name   (JsonObject *message);

G_END_DECLS
