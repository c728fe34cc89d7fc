// From a request to its handler: the path, who may, the body's bounds and shape.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libsoup/soup.h>

#include "fin-office.h"
#include "fin-request.h"

G_BEGIN_DECLS

/* Tables of routes, each ended by a NULL method. */
extern const FinRoute fin_routes_accounts[];
extern const FinRoute fin_routes_appointments[];
extern const FinRoute fin_routes_documents[];
extern const FinRoute fin_routes_forms[];
extern const FinRoute fin_routes_guests[];
extern const FinRoute fin_routes_procedures[];
extern const FinRoute fin_routes_receipts[];
extern const FinRoute fin_routes_shown[];
extern const FinRoute fin_routes_transcripts[];

/* Answers /api/v1 of @server. */
void fin_router_attach (SoupServer *server, FinOffice *office);

/* Whether the caller still has the right to it, and what it is about, as they are now. */
gboolean fin_router_admit (FinRequest *request, GError **error);

G_END_DECLS
