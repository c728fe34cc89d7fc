// The practice citizen: a script, played by the same API as any citizen.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "fin-script.h"

G_BEGIN_DECLS

/**
 * FinCitizen:
 *
 * Signal `gone` (gboolean well): the visit is over and everything was done; or (FALSE) the link is no
 * good, or the office was out of reach for two minutes.
 */
#define FIN_TYPE_CITIZEN (fin_citizen_get_type ())
G_DECLARE_FINAL_TYPE (FinCitizen, fin_citizen, FIN, CITIZEN, GObject)

/* @url: a citizen's link, `ADDRESS/c/#TOKEN`; NULL with FIN_ERROR_BAD_REQUEST when it is none.
 * @script (transfer full). @hurry: so many times as fast as a person. (transfer full) */
FinCitizen *fin_citizen_new   (const char *url, FinScript *script, double hurry, GError **error);
void        fin_citizen_start (FinCitizen *self);
/* Goes away, closing the door: what the office sees when a citizen closes the page. */
void        fin_citizen_stop  (FinCitizen *self);

G_END_DECLS
