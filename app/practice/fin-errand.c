// Filling one field as a person would.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-errand.h"

#include "fin-journal.h"
#include "fin-typist.h"

struct _FinErrand {
  FinSharedForm *form;
  FinSharedField *field;
  FinTypist *typist;
  gboolean typed;
  gulong saved_id;
};

static void
give_back_when_saved (FinErrand *errand)
{
  g_autofree char *holder = NULL;
  const char *id = fin_shared_field_id (errand->field);
  gboolean saved;

  g_object_get (errand->field, "saved", &saved, "holder", &holder, NULL);
  if (!errand->typed || !saved)
    return;

  g_signal_handler_disconnect (errand->field, errand->saved_id);
  errand->saved_id = 0;
  fin_shared_form_focus (errand->form, NULL);
  if (holder != NULL)
    fin_shared_form_hand (errand->form, id, FALSE);
  fin_journal ("filled", "field", id, NULL);
}

static void
saved_cb (FinSharedField *field, GParamSpec *pspec, FinErrand *errand)
{
  give_back_when_saved (errand);
}

static void
key_cb (gunichar key, const char *text, gpointer data)
{
  FinErrand *errand = data;

  if (key != FIN_KEY_ENTER) {
    fin_shared_form_set (errand->form, fin_shared_field_id (errand->field), text);
    return;
  }

  errand->typed = TRUE;
  give_back_when_saved (errand);
}

FinErrand *
fin_errand_new (FinSharedForm *form, const char *field, const char *value, double hurry)
{
  static const char *const at_once[] = { "choice", "multichoice", "boolean",
                                         "date",   "declaration", NULL };
  FinSharedField *found;
  FinErrand *errand;

  g_return_val_if_fail (FIN_IS_SHARED_FORM (form), NULL);
  g_return_val_if_fail (field != NULL && value != NULL, NULL);

  found = fin_shared_form_lookup (form, field);
  if (found == NULL)
    return NULL;

  errand = g_new0 (FinErrand, 1);
  errand->form = g_object_ref (form);
  errand->field = g_object_ref (found);
  errand->typist = fin_typist_new (hurry, key_cb, errand);
  errand->saved_id = g_signal_connect (found, "notify::saved", G_CALLBACK (saved_cb), errand);
  fin_shared_form_focus (form, field);
  if (fin_shared_field_kind (found) != NULL &&
      g_strv_contains (at_once, fin_shared_field_kind (found)))
    fin_shared_form_set (form, field, value);
  else
    fin_typist_type (errand->typist, value);
  fin_typist_type (errand->typist, "⏎");

  return errand;
}

void
fin_errand_free (FinErrand *errand)
{
  g_return_if_fail (errand != NULL);

  if (errand->saved_id != 0)
    g_signal_handler_disconnect (errand->field, errand->saved_id);
  fin_typist_free (errand->typist);
  g_object_unref (errand->field);
  g_object_unref (errand->form);
  g_free (errand);
}
