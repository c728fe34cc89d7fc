// The last step: everything once more, what is still missing, the declaration, the receipt.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-visit.h"

G_BEGIN_DECLS

/**
 * FinReviewView:
 *
 * What is missing stands as a list of ways to it (action `visit.go` with the field's or document's id).
 */
#define FIN_TYPE_REVIEW_VIEW (fin_review_view_get_type ())
G_DECLARE_FINAL_TYPE (FinReviewView, fin_review_view, FIN, REVIEW_VIEW, GtkWidget)

GtkWidget *fin_review_view_new (FinVisit *visit, FinSharedForm *form);

/* What a missing field or `document:ID` is called: "Contact · Postcode". NULL when nobody knows it.
 * (transfer full) */
char      *fin_review_name     (FinSharedForm *form, const char *id);

G_END_DECLS
