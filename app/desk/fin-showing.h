// A page of a document before the citizen's eyes, and where each of both points on it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-visit.h"

G_BEGIN_DECLS

/**
 * FinShowing:
 *
 * Sends the office each page as it is looked at, one after the other and no older one after a newer; and
 * again when an office that started anew does not have it. Points no oftener than the API asks.
 *
 * Properties (ro): `document` (#FinDocument or NULL: nothing is shown), `error` (#GError or NULL: why
 * the page did not get there; the next one may). Signal: `pointed` (double x, double y, in parts of the
 * picture's sides; negative: nowhere), where the citizen points.
 */
#define FIN_TYPE_SHOWING (fin_showing_get_type ())
G_DECLARE_FINAL_TYPE (FinShowing, fin_showing, FIN, SHOWING, GObject)

/* (transfer full) */
FinShowing   *fin_showing_new      (FinVisit *visit);
FinDocument  *fin_showing_document (FinShowing *self);
const GError *fin_showing_error    (FinShowing *self);
void          fin_showing_start    (FinShowing *self, FinDocument *document);
/* The page that is looked at, from 1, of @pages. @media_type static. */
void          fin_showing_picture  (FinShowing *self, GBytes *picture, const char *media_type,
                                    guint page, guint pages);
/* In parts of the picture's sides; negative: nowhere. */
void          fin_showing_point    (FinShowing *self, double x, double y);
void          fin_showing_stop     (FinShowing *self);

G_END_DECLS
