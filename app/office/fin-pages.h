// The citizen's pages, out of the program itself: /c/ and /r/CODE.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Answers everything of @server that is not the API's. */
/* Nothing here is asked for in ranges, and libsoup copies the whole once for each range there is. */
void fin_pages_whole (SoupServerMessage *message);
void fin_pages_attach (SoupServer *server);
/* What every answer says, pages and API alike: nothing from elsewhere, nothing told elsewhere,
 * camera and microphone for our own pages alone. */
void fin_pages_secure (SoupMessageHeaders *headers, gboolean tls);

G_END_DECLS
