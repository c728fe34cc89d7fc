// "Where does the IBAN go?": what a visit's form and the catalogue have of what somebody looks for.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-found.h"
#include "fin-shared-forms.h"

G_BEGIN_DECLS

typedef enum {
  FIN_FINDER_IDLE,        /* nothing is looked for */
  FIN_FINDER_ASKING,      /* the form's places are here, the office is being asked */
  FIN_FINDER_DONE,
  FIN_FINDER_UNREACHABLE, /* the form's places are all there is: the office did not answer */
} FinFinderState;

/**
 * FinFinder:
 *
 * A #GListModel of #FinFound: first the places of the form in front, the best first, then the other
 * procedures, as the office ranks them. Property: `state` (#FinFinderState as uint).
 */
#define FIN_TYPE_FINDER (fin_finder_get_type ())
G_DECLARE_FINAL_TYPE (FinFinder, fin_finder, FIN, FINDER, GObject)

/* (transfer full) */
FinFinder      *fin_finder_new      (FinLink *link, FinSharedForms *forms);
/* Looks anew, whatever @text was before; what was found for that is gone. */
void            fin_finder_look_for (FinFinder *self, const char *text);
FinFinderState  fin_finder_state    (FinFinder *self);
/* How many of what was found are places of the form. */
guint           fin_finder_here     (FinFinder *self);
/* The form of the visit that is of @procedure, NULL when none is. (transfer none) */
FinSharedForm  *fin_finder_form     (FinFinder *self, const char *procedure);

G_END_DECLS
