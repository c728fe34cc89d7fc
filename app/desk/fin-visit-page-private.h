// What the visit page and its actions share. Private to this folder.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-call-pane.h"
#include "fin-caption-band.h"
#include "fin-door-bar.h"
#include "fin-documents-pane.h"
#include "fin-form-pane.h"
#include "fin-form-switcher.h"
#include "fin-notes-pane.h"
#include "fin-people-pane.h"
#include "fin-preparation.h"
#include "fin-take-away-bar.h"
#include "fin-transcript-pane.h"
#include "fin-unheard-bar.h"
#include "fin-visit-page.h"

G_BEGIN_DECLS

struct _FinVisitPage {
  GtkWidget parent_instance;

  GtkWidget *content; /* dropped with the template */
  AdwToastOverlay *toasts;
  GtkWidget *trial;
  GtkLabel *title;
  GtkLabel *remaining;
  GtkLabel *connection;
  GtkMenuButton *menu;
  GtkWidget *offline; /* words shown while the office is away */
  GtkWidget *over;    /* and when the visit has ended */
  GtkLabel *over_words;
  GtkButton *over_back;
  GtkWidget *sidebar_button;
  AdwFlap *flap;
  AdwBin *sidebar_bin;
  GtkPaned *paned;
  FinCallPane *call;
  FinDoorBar *door;
  FinUnheardBar *unheard;
  FinCaptionBand *captions;
  GtkWidget *procedure_tab;
  GtkToggleButton *documents_tab;
  GtkLabel *documents_label;
  GtkWidget *showing_mark; /* the citizen sees a page */
  GtkWidget *notes_tab;
  GtkWidget *preparation_tab; /* a guest's */
  GtkStack *panes;
  FinFormSwitcher *switcher;
  GtkStack *forms;   /* a pane for each form of the visit */
  FinFormPane *form; /* the one in front */
  FinDocumentsPane *documents;
  FinTranscriptPane *transcript;
  FinTakeAwayBar *take_away;
  FinNotesPane *notes;
  FinPeoplePane *people;
  FinPreparation *preparation;

  FinVisit *visit;
  GHashTable *failed; /* ids of engines whose failure was told */
  GtkWidget *sidebar;
  guint clock;
  int position; /* of the divider, before a document was enlarged */
  gboolean sidebar_shown;
};

void _fin_visit_page_install_actions (GtkWidgetClass *widget_class);
/* A guest has no part in the form and what goes with it. */
void _fin_visit_page_take_actions    (FinVisitPage *self);
/* @pane: "procedure", "documents", "conversation", "notes", "people" or "preparation". */
void _fin_visit_page_show            (FinVisitPage *self, const char *pane);
/* The visit is over, and has been seen to be. */
void _fin_visit_page_finish          (FinVisitPage *self);

G_END_DECLS
