// The form from the inside: shared by the files it is written in (what it holds, what it is told, what is
// written in it).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-shared-form-private.h"
#include "fin-undo.h"

G_BEGIN_DECLS

enum {
  PROP_0,
  PROP_ID,
  PROP_STATE,
  PROP_FILLED,
  PROP_ASKED,
  PROP_RECEIPT,
  PROP_RECEIPT_CODE,
  PROP_DUPLICATES,
  PROP_PROCEDURE,
  PROP_TITLE,
  PROP_SUMMARY,
  PROP_NOTES,
  PROP_FACTS,
  PROP_GLOSSARY,
  PROP_VERSION,
  PROP_SAVED,
  PROP_COMPLETE,
  PROP_MISSING,
  PROP_WANTED,
  PROP_DECLARATION,
  PROP_CONFIRMED,
  PROP_DOCUMENTS,
  PROP_STOPS,
  PROP_FEES,
  N_PROPS,
};

/* What a property holds, as its type has it. */
typedef union {
  char *text;
  GStrv strv;
  JsonArray *array;
  GDateTime *time;
  gpointer boxed; /* any of those three */
  guint number;
  gboolean truth;
} Held;

struct _FinSharedForm {
  GObject parent_instance;

  FinLink *link;
  FinCourier *courier;
  FinUndo *undo;
  gboolean citizen;
  Held held[N_PROPS];
  GListStore *steps;
  GHashTable *fields; /* id → FinSharedField */
};

/* Takes over what @message says under the property's own name; an array that it does not tell stays. */
void            _fin_shared_form_take       (FinSharedForm *self, guint property,
                                             JsonObject *message);
void            _fin_shared_form_set_text   (FinSharedForm *self, guint property, const char *text);
void            _fin_shared_form_set_time   (FinSharedForm *self, guint property, const char *time);
/* Works out what hangs on the fields. */
void            _fin_shared_form_update     (FinSharedForm *self);
/* Sends what @field says here and the office does not know, unless a change of it is under way. */
void            _fin_shared_form_send       (FinSharedForm *self, FinSharedField *field);

G_END_DECLS
