// The page on which a citizen is attended: call and captions in the middle, the work at its side.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-visit.h"

G_BEGIN_DECLS

/**
 * FinVisitPage:
 *
 * A whole page with its own header bar. Properties: `visit` (construct-only), `sidebar` (#GtkWidget, rw:
 * the queue, at its start; may be folded away), `pane` (rw: "procedure", "documents",
 * "conversation", "notes"). The primary menu is the window's (fin_visit_page_set_menu()).
 *
 * Signal `finished`: the visit has ended and the person has seen it; the window goes back to the
 * agenda.
 *
 * Actions (group `visit`): `microphone`, `camera`, `write`, `end`, `next-step`, `previous-step`,
 * `show` (s: a pane), `go` (s: a field's id, or `document:ID`), `show-receipt`.
 */
#define FIN_TYPE_VISIT_PAGE (fin_visit_page_get_type ())
G_DECLARE_FINAL_TYPE (FinVisitPage, fin_visit_page, FIN, VISIT_PAGE, GtkWidget)

GtkWidget *fin_visit_page_new         (FinVisit *visit);
void       fin_visit_page_set_sidebar (FinVisitPage *self, GtkWidget *sidebar);
void       fin_visit_page_set_menu    (FinVisitPage *self, GMenuModel *menu);

G_END_DECLS
