// What the two halves of FinLink share. Private to this folder.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libsoup/soup.h>

#include "fin-link.h"

G_BEGIN_DECLS

/* (transfer none) */
SoupSession *_fin_link_session (FinLink *self);
/* For @path under the API; NULL while there is no usable address. (transfer full) */
SoupMessage *_fin_link_message (FinLink *self, const char *method, const char *path);

G_END_DECLS
