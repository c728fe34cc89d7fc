// What can be asked for in a visit, from keys, menus and the panes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-visit-page-private.h"

#include <glib/gi18n.h>

#include "fin-document-words.h"
#include "fin-end-dialog.h"
#include "fin-speaker.h"
#include "fin-words.h"

#define DOCUMENT "document:"

static void
ended_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinVisitPage) self = data;
  g_autoptr (GError) error = NULL;

  if (fin_visit_end_finish (FIN_VISIT (object), result, &error)) {
    FinAppointment *appointment = fin_visit_appointment (FIN_VISIT (object));

    if (fin_appointment_is_trial (appointment))
      gtk_widget_activate_action (GTK_WIDGET (self), "app.remove-trial", "s",
                                  fin_appointment_id (appointment));
    _fin_visit_page_finish (self);
    return;
  }

  g_autofree char *words = fin_words_error (error);
  if (self->visit != NULL)
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (words));
}

static void
end_response_cb (FinVisitPage *self, const char *response, GtkWidget *dialog)
{
  g_autoptr (JsonObject) ending = fin_end_dialog_ending (dialog);

  fin_visit_end_async (self->visit, ending, ended_cb, g_object_ref (self));
}

static void
left_visit_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinVisitPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (fin_visit_leave_finish (FIN_VISIT (object), result, &error)) {
    _fin_visit_page_finish (self);
    return;
  }
  words = fin_words_error (error);
  if (self->visit != NULL)
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (words));
}

static void
leave_response_cb (FinVisitPage *self)
{
  fin_visit_leave_async (self->visit, left_visit_cb, g_object_ref (self));
}

static void
ask_to_leave (FinVisitPage *self)
{
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Leave the Visit?"),
      _ ("The others go on without you. To come back you have to be asked again."));
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);

  adw_message_dialog_add_responses (message, "stay", _ ("_Stay"), "leave", _ ("_Leave"), NULL);
  adw_message_dialog_set_response_appearance (message, "leave", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (message, "stay");
  adw_message_dialog_set_close_response (message, "stay");
  g_signal_connect_object (dialog, "response::leave", G_CALLBACK (leave_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
end_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FinVisitPage *self = FIN_VISIT_PAGE (widget);
  GtkWidget *dialog;

  if (fin_visit_ended (self->visit)) {
    _fin_visit_page_finish (self);
    return;
  }
  if (fin_visit_guest (self->visit)) {
    ask_to_leave (self);
    return;
  }

  dialog = fin_end_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), self->visit);
  g_signal_connect_object (dialog, "response::end", G_CALLBACK (end_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
toggle_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fin_call_pane_toggle (FIN_VISIT_PAGE (widget)->call, g_str_equal (name, "visit.camera"));
}

/* By the place they have among the others, from 1. */
static void
enlarge_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fin_call_pane_enlarge (FIN_VISIT_PAGE (widget)->call, g_variant_get_int32 (parameter) - 1);
}

static void
write_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fin_caption_band_write (FIN_VISIT_PAGE (widget)->captions);
}

/* Of the first of the others, when nobody is named; again, and it is left. */
static void
write_down_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FinVisitPage *self = FIN_VISIT_PAGE (widget);
  g_autoptr (FinParty) party = g_list_model_get_item (fin_visit_parties (self->visit), 0);
  const char *id = g_variant_get_string (parameter, NULL);

  if (id[0] == '\0')
    id = party != NULL ? fin_party_id (party) : NULL;
  if (id == NULL || fin_visit_ended (self->visit) ||
      g_strcmp0 (id, fin_captions_writing (fin_visit_captions (self->visit))) == 0)
    fin_caption_band_write (self->captions);
  else
    fin_caption_band_write_down (self->captions, id);
}

static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FinVisitPage *self = FIN_VISIT_PAGE (widget);

  _fin_visit_page_show (self, "procedure");
  if (g_str_equal (name, "visit.next-step"))
    fin_form_pane_next (self->form);
  else
    fin_form_pane_previous (self->form);
}

static void
go_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FinVisitPage *self = FIN_VISIT_PAGE (widget);
  const char *id = g_variant_get_string (parameter, NULL);

  if (g_str_has_prefix (id, DOCUMENT))
    _fin_visit_page_show (self, "documents");
  else {
    _fin_visit_page_show (self, "procedure");
    fin_form_pane_go (self->form, id);
  }
}

static void
toast (FinVisitPage *self, const char *text)
{
  AdwToast *made = adw_toast_new (text);

  /* Of one key after another each is told in its turn: not for long. (To dismiss one that waits for
   * its turn crashes libadwaita 1.2.) */
  adw_toast_set_timeout (made, 2);
  adw_toast_overlay_add_toast (self->toasts, made);
}

static void
next_form_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FinVisitPage *self = FIN_VISIT_PAGE (widget);

  _fin_visit_page_show (self, "procedure");
  if (!fin_shared_forms_bring_next (fin_visit_forms (self->visit)))
    toast (self, _ ("This visit has no other procedure"));
}

static void
add_form_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FinVisitPage *self = FIN_VISIT_PAGE (widget);

  _fin_visit_page_show (self, "procedure");
  if (!fin_visit_ended (self->visit))
    fin_form_switcher_choose (self->switcher);
}

static void
added_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinVisitPage) self = data;
  g_autoptr (GError) error = NULL;

  if (!fin_visit_add_form_finish (FIN_VISIT (object), result, &error)) {
    g_autofree char *words = fin_words_error (error);

    toast (self, words);
  }
}

static void
add_procedure_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FinVisitPage *self = FIN_VISIT_PAGE (widget);

  fin_visit_add_form_async (self->visit, g_variant_get_string (parameter, NULL), added_cb,
                            g_object_ref (self));
}

static void
reopened_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinVisitPage) self = data;
  g_autoptr (GError) error = NULL;

  if (!fin_visit_reopen_form_finish (FIN_VISIT (object), result, &error)) {
    g_autofree char *words = fin_words_error (error);

    toast (self, words);
  }
}

static void
reopen_form_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FinVisitPage *self = FIN_VISIT_PAGE (widget);

  fin_visit_reopen_form_async (self->visit, g_variant_get_string (parameter, NULL), reopened_cb,
                               g_object_ref (self));
}

typedef struct {
  FinVisitPage *self;
  char *form;
  gboolean written; /* something is kept */
} Leaving;

static void
left_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autofree Leaving *leaving = data;
  g_autoptr (FinVisitPage) self = leaving->self;
  g_autofree char *form = leaving->form;
  g_autoptr (GError) error = NULL;
  AdwToast *told;

  if (!fin_visit_leave_form_finish (FIN_VISIT (object), result, &error)) {
    g_autofree char *words = fin_words_error (error);

    toast (self, words);
    return;
  }
  if (!leaving->written)
    return;

  told = adw_toast_new (_ ("Put aside; what was written stays as a draft"));
  adw_toast_set_button_label (told, _ ("Take it back"));
  adw_toast_set_action_name (told, "visit.reopen-form");
  adw_toast_set_action_target_value (told, g_variant_new_string (form));
  adw_toast_overlay_add_toast (self->toasts, told);
}

static void
leave_form_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FinVisitPage *self = FIN_VISIT_PAGE (widget);
  FinSharedForm *form = fin_visit_form (self->visit);
  const char *id = fin_shared_form_id (form);
  Leaving *leaving;
  guint version;

  if (id == NULL || fin_visit_receipt (self->visit) != NULL)
    return;

  g_object_get (form, "version", &version, NULL);
  leaving = g_new0 (Leaving, 1);
  leaving->self = g_object_ref (self);
  leaving->form = g_strdup (id);
  leaving->written = version > 0;
  fin_visit_leave_form_async (self->visit, id, left_cb, leaving);
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FinVisitPage *self = FIN_VISIT_PAGE (widget);

  _fin_visit_page_show (self, "procedure");
  fin_form_pane_search (self->form);
}

static void
missing_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FinVisitPage *self = FIN_VISIT_PAGE (widget);

  _fin_visit_page_show (self, "procedure");
  if (!fin_form_pane_go_to_missing (self->form, g_str_equal (name, "visit.next-missing")))
    toast (self, _ ("No field that you may write is missing or wrong"));
}

/* Asks the citizen to confirm the step that is shown, or notes that they did so aloud. */
static void
confirm_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FinVisitPage *self = FIN_VISIT_PAGE (widget);
  FinSharedForm *form = fin_visit_form (self->visit);
  const char *step = fin_form_pane_step (self->form);
  gboolean ask = g_str_equal (name, "visit.ask-step");

  _fin_visit_page_show (self, "procedure");
  if (step == NULL || fin_visit_ended (self->visit) || fin_visit_receipt (self->visit) != NULL)
    return;

  if (!(ask ? fin_shared_form_ask (form, step) : fin_shared_form_assent (form, step)))
    toast (self, _ ("The office is out of reach: try again when it is back"));
  else
    toast (self, ask ? _ ("The citizen is asked to confirm this step")
                     : _ ("Noted: the citizen confirmed this step aloud"));
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FinVisitPage *self = FIN_VISIT_PAGE (widget);
  gboolean redo = g_str_equal (name, "visit.redo");
  FinSharedField *field;
  g_autofree char *label = NULL;
  g_autofree char *by = NULL;
  g_autofree char *text = NULL;
  gboolean done;

  _fin_visit_page_show (self, "procedure");
  done = fin_form_pane_undo (self->form, redo, &field);
  if (field != NULL)
    g_object_get (field, "label", &label, "by", &by, NULL);
  if (field == NULL)
    text = g_strdup (redo ? _ ("There is nothing to do again")
                          : _ ("You have written nothing more that could be undone"));
  else if (done)
    text = g_strdup_printf (redo ? _ ("Done again: %s") : _ ("Undone: %s"), label);
  else if (!fin_shared_field_editable (field))
    text = g_strdup_printf (_ ("Left as it is: only the citizen may write “%s” now"), label);
  else
    /* Translators: a field, then who wrote it last. */
    text = g_strdup_printf (_ ("Left as it is: “%s” was changed since by %s"), label,
                            by != NULL ? fin_speaker_name (self->visit, by) : _ ("somebody"));
  toast (self, text);
}

/* The document that proves a field, beside it. */
static void
show_document_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FinVisitPage *self = FIN_VISIT_PAGE (widget);
  const char *field = g_variant_get_string (parameter, NULL);
  g_autoptr (FinDocument) document =
      fin_document_proof (fin_visit_form (self->visit), fin_visit_documents (self->visit), field);

  if (document == NULL)
    return;

  _fin_visit_page_show (self, "documents");
  fin_documents_pane_compare (self->documents, document);
}

static void
show_receipt_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FinVisitPage *self = FIN_VISIT_PAGE (widget);

  _fin_visit_page_show (self, "documents");
  fin_documents_pane_show_receipt (self->documents);
}

static void
undo_mending_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FinVisitPage *self = FIN_VISIT_PAGE (widget);

  if (fin_transcript_pane_undo (self->transcript))
    toast (self, _ ("As it was heard again"));
}

static void
toast_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  toast (FIN_VISIT_PAGE (widget), g_variant_get_string (parameter, NULL));
}

void
_fin_visit_page_take_actions (FinVisitPage *self)
{
  static const char *const theirs[] = {
    "visit.write-down",   "visit.next-step",     "visit.previous-step", "visit.next-form",
    "visit.add-form",     "visit.add-procedure", "visit.leave-form",    "visit.reopen-form",
    "visit.go",           "visit.search",        "visit.next-missing",  "visit.previous-missing",
    "visit.ask-step",     "visit.heard-step",    "visit.undo",          "visit.redo",
    "visit.undo-mending", "visit.show-document", "visit.show-receipt",
  };

  g_return_if_fail (FIN_IS_VISIT_PAGE (self));

  for (guint i = 0; i < G_N_ELEMENTS (theirs); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), theirs[i], FALSE);
}

void
_fin_visit_page_install_actions (GtkWidgetClass *widget_class)
{
  static const struct {
    const char *name;
    const char *parameter;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "visit.end", NULL, end_action },
    { "visit.microphone", NULL, toggle_action },
    { "visit.camera", NULL, toggle_action },
    { "visit.enlarge", "i", enlarge_action },
    { "visit.write", NULL, write_action },
    { "visit.write-down", "s", write_down_action },
    { "visit.next-step", NULL, step_action },
    { "visit.previous-step", NULL, step_action },
    { "visit.next-form", NULL, next_form_action },
    { "visit.add-form", NULL, add_form_action },
    { "visit.add-procedure", "s", add_procedure_action },
    { "visit.leave-form", NULL, leave_form_action },
    { "visit.reopen-form", "s", reopen_form_action },
    { "visit.go", "s", go_action },
    { "visit.search", NULL, search_action },
    { "visit.next-missing", NULL, missing_action },
    { "visit.previous-missing", NULL, missing_action },
    { "visit.ask-step", NULL, confirm_action },
    { "visit.heard-step", NULL, confirm_action },
    { "visit.undo", NULL, undo_action },
    { "visit.redo", NULL, undo_action },
    { "visit.undo-mending", NULL, undo_mending_action },
    { "visit.show-document", "s", show_document_action },
    { "visit.show-receipt", NULL, show_receipt_action },
    { "visit.toast", "s", toast_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter,
                                     actions[i].activate);
}
