// A message dialog with the outcomes as buttons of one choice.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-end-dialog.h"

#include "fin-accessible.h"

#include <glib/gi18n.h>

#include "fin-review-view.h"
#include "fin-words.h"

#define STATE    "fin-end-dialog"
#define OUTCOME  "fin-outcome"
#define MAX_NAME 120
/* More than so many missing things are not listed: there are too many to be read here. */
#define MAX_MISSING 6
/* Of text: what stands above and below that which scrolls, and the least of that. */
#define LINES_AROUND 8
#define MIN_LINES    5
#define LIST_CHARS   30

static const char *const outcomes[] = { "filed", "missing-document", "referred", "next-appointment",
                                        "abandoned" };
static const char *const places[] = { "municipality", "administration" };

enum { NOT_IDENTIFIED, MISSING_PAPERS, NO_TIME, TECHNICAL, SOMEBODY_ELSE, OTHER };
static const char *const reasons[] = {
  [NOT_IDENTIFIED] = "not-identified", [MISSING_PAPERS] = "missing-papers", [NO_TIME] = "no-time",
  [TECHNICAL] = "technical",           [SOMEBODY_ELSE] = "somebody-else",   [OTHER] = "other",
};

typedef struct {
  const char *outcome;
  GtkWidget *referral, *place, *name; /* for "referred" */
  GtkWidget *going_on, *reason;       /* for "next-appointment" */
} State;

static gboolean
is (State *state, const char *outcome)
{
  return g_strcmp0 (state->outcome, outcome) == 0;
}

static char *
name_of (State *state)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (state->name))));
}

/* A referral to nobody is none. */
static void
update (GtkWidget *dialog)
{
  State *state = g_object_get_data (G_OBJECT (dialog), STATE);
  g_autofree char *name = name_of (state);

  /* Always there: what can scroll would not let the dialog grow for it. */
  gtk_widget_set_sensitive (state->referral, is (state, "referred"));
  gtk_widget_set_sensitive (state->going_on, is (state, "next-appointment"));
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "end",
                                           !is (state, "referred") || name[0] != '\0');
}

static void
toggled_cb (GtkCheckButton *button, GtkWidget *dialog)
{
  State *state = g_object_get_data (G_OBJECT (dialog), STATE);

  if (!gtk_check_button_get_active (button))
    return;
  state->outcome = g_object_get_data (G_OBJECT (button), OUTCOME);
  update (dialog);
}

static void
name_changed_cb (GtkEditable *editable, GtkWidget *dialog)
{
  update (dialog);
}

static gboolean
is_any_filed (FinVisit *visit)
{
  GListModel *forms = G_LIST_MODEL (fin_visit_forms (visit));

  for (guint i = 0; i < g_list_model_get_n_items (forms); i++) {
    g_autoptr (FinSharedForm) form = g_list_model_get_item (forms, i);

    if (fin_shared_form_receipt (form) != NULL)
      return TRUE;
  }

  return FALSE;
}

/* Of several procedures, what becomes of each. */
static char *
body_of_several (GListModel *forms)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (forms); i++) {
    g_autoptr (FinSharedForm) form = g_list_model_get_item (forms, i);
    const char *receipt = fin_shared_form_receipt (form);
    g_autofree char *title = NULL;
    guint version, filled;

    g_object_get (form, "title", &title, "version", &version, "filled", &filled, NULL);
    if (receipt != NULL)
      /* TRANSLATORS: a procedure's name, and the number of its receipt */
      g_string_append_printf (text, _ ("%s: filed, receipt %s"), title, receipt);
    else if (version > 0 || filled > 0)
      g_string_append_printf (text, _ ("%s: stays as a draft"), title);
    else
      g_string_append_printf (text, _ ("%s: nothing was written"), title);
    g_string_append_c (text, '\n');
  }
  g_string_append (text, _ ("The call is closed for everyone."));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What most likely is: a receipt says it was filed; a document asked for says it is missing. */
static const char *
likely (FinVisit *visit)
{
  const char *const *missing = fin_shared_form_missing (fin_visit_form (visit));

  if (is_any_filed (visit))
    return "filed";
  for (guint i = 0; missing != NULL && missing[i] != NULL; i++)
    if (g_str_has_prefix (missing[i], "document:"))
      return "missing-document";

  return "next-appointment";
}

/* Its place among the reasons. */
static guint
likely_reason (FinVisit *visit)
{
  const char *const *missing = fin_shared_form_missing (fin_visit_form (visit));

  return missing != NULL && missing[0] != NULL ? MISSING_PAPERS : NO_TIME;
}

static char *
body (FinVisit *visit)
{
  FinSharedForm *form = fin_visit_form (visit);
  const char *const *missing = fin_shared_form_missing (form);
  g_autoptr (GString) text = g_string_new (NULL);
  GListModel *forms = G_LIST_MODEL (fin_visit_forms (visit));
  guint n = 0;

  if (g_list_model_get_n_items (forms) > 1)
    return body_of_several (forms);
  if (fin_visit_receipt (visit) != NULL)
    return g_strdup_printf (_ ("The receipt %s has been made. The call is closed for everyone."),
                            fin_visit_receipt (visit));

  for (guint i = 0; missing != NULL && missing[i] != NULL; i++) {
    g_autofree char *name = fin_review_name (form, missing[i]);

    if (name != NULL && ++n <= MAX_MISSING)
      g_string_append_printf (text, "\n%s", name);
  }
  if (n == 0)
    return g_strdup (
        _ ("No receipt has been made. What was written is kept. The call is closed for "
           "everyone."));
  if (n > MAX_MISSING)
    g_string_append_printf (text, ngettext ("\nand %u more", "\nand %u more", n - MAX_MISSING),
                            n - MAX_MISSING);

  return g_strdup_printf (_ ("What was written is kept. The call is closed for everyone. Still "
                             "missing:%s"),
                          text->str);
}

static GtkWidget *
drop_down_new (const char *label,
               const char *(*words) (const char *),
               const char *const *codes,
               gsize n_codes)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  GtkWidget *drop_down;

  for (gsize i = 0; i < n_codes; i++)
    gtk_string_list_append (list, words (codes[i]));
  drop_down = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&list)), NULL);
  fin_accessible_set_name (drop_down, label);
  fin_accessible_set_name (gtk_widget_get_first_child (drop_down), label);

  return drop_down;
}

static GtkWidget *
column_new (const char *label, GtkWidget *first, GtkWidget *second)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *words = gtk_label_new (label);

  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_widget_set_margin_start (box, 30);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), first);
  if (second != NULL)
    gtk_box_append (GTK_BOX (box), second);

  return box;
}

/* What an outcome asks further. NULL: nothing. */
static GtkWidget *
further_new (State *state, const char *outcome, GtkWidget *dialog)
{
  if (g_str_equal (outcome, "referred")) {
    state->place =
        drop_down_new (_ ("To whom"), fin_words_referred_to, places, G_N_ELEMENTS (places));
    state->name = gtk_entry_new ();
    gtk_entry_set_max_length (GTK_ENTRY (state->name), MAX_NAME);
    gtk_entry_set_placeholder_text (GTK_ENTRY (state->name), _ ("Which one"));
    gtk_accessible_update_property (GTK_ACCESSIBLE (state->name), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    _ ("Which one"), -1);
    g_signal_connect (state->name, "changed", G_CALLBACK (name_changed_cb), dialog);
    state->referral = column_new (_ ("To whom"), state->place, state->name);
    return state->referral;
  }
  if (g_str_equal (outcome, "next-appointment")) {
    state->reason = drop_down_new (_ ("Why"), fin_words_reason, reasons, G_N_ELEMENTS (reasons));
    state->going_on = column_new (_ ("Why"), state->reason, NULL);
    return state->going_on;
  }

  return NULL;
}

/* What is in it scrolls where text is large or the window is low: the buttons are never out of it.
 */
static GtkWidget *
scrolling_new (GtkWidget *dialog, GtkWidget *content, GtkWindow *parent)
{
  PangoContext *context = gtk_widget_get_pango_context (dialog);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int line = PANGO_PIXELS (pango_font_metrics_get_height (metrics));
  int height = gtk_widget_get_height (GTK_WIDGET (parent)) - LINES_AROUND * line;

  pango_font_metrics_unref (metrics);

  return g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", content, "hscrollbar-policy",
                       GTK_POLICY_NEVER, "propagate-natural-height", TRUE, "max-content-height",
                       MAX (height, MIN_LINES * line), NULL);
}

static void
add_outcomes (
    GtkWidget *dialog, State *state, FinVisit *visit, GtkWindow *parent, const char *missing)
{
  const char *chosen = likely (visit);
  GtkWidget *box, *first = NULL;

  box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 6,
                      "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO_GROUP, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Outcome"), -1);
  if (missing != NULL) {
    GtkWidget *list = gtk_label_new (missing);

    gtk_label_set_wrap (GTK_LABEL (list), TRUE);
    /* What scrolls is as high as it wants to be at the width it wants: the dialog's. */
    gtk_label_set_max_width_chars (GTK_LABEL (list), LIST_CHARS);
    gtk_label_set_xalign (GTK_LABEL (list), 0);
    gtk_box_append (GTK_BOX (box), list);
  }
  state->outcome = chosen;
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++) {
    const char *name = fin_words_outcome (outcomes[i]);
    GtkWidget *button = gtk_check_button_new_with_label (name);
    GtkWidget *further = further_new (state, outcomes[i], dialog);

    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    -1);
    if (first == NULL)
      first = button;
    else
      gtk_check_button_set_group (GTK_CHECK_BUTTON (button), GTK_CHECK_BUTTON (first));
    g_object_set_data (G_OBJECT (button), OUTCOME, (gpointer)outcomes[i]);
    if (g_str_equal (outcomes[i], chosen))
      gtk_check_button_set_active (GTK_CHECK_BUTTON (button), TRUE);
    g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), dialog);
    gtk_box_append (GTK_BOX (box), button);
    if (further != NULL)
      gtk_box_append (GTK_BOX (box), further);
  }
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog),
                                      scrolling_new (dialog, box, parent));
}

static void
add_responses (GtkWidget *dialog, const char *end)
{
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "back", _ ("Go _Back"), "end", end,
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "end",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "end");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "back");
}

/* A trial has no outcome, and nothing of it is kept. */
static GtkWidget *
trial_dialog_new (GtkWindow *parent)
{
  GtkWidget *dialog = adw_message_dialog_new (
      parent, _ ("End the trial?"),
      _ ("It is removed, with everything that was written and sent in it."));
  State *state = g_new0 (State, 1);

  state->outcome = "abandoned";
  g_object_set_data_full (G_OBJECT (dialog), STATE, state, g_free);
  add_responses (dialog, _ ("_End and Remove"));

  return dialog;
}

GtkWidget *
fin_end_dialog_new (GtkWindow *parent, FinVisit *visit)
{
  GtkWidget *dialog;
  State *state;
  g_autofree char *text = NULL;
  char *missing;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (FIN_IS_VISIT (visit), NULL);

  if (fin_visit_appointment (visit) != NULL &&
      fin_appointment_is_trial (fin_visit_appointment (visit)))
    return trial_dialog_new (parent);

  text = body (visit);
  missing = strchr (text, '\n');
  if (missing != NULL)
    *missing++ = '\0';
  dialog = adw_message_dialog_new (parent, _ ("How does the visit end?"), text);
  state = g_new0 (State, 1);
  g_object_set_data_full (G_OBJECT (dialog), STATE, state, g_free);
  add_outcomes (dialog, state, visit, parent, missing);
  add_responses (dialog, _ ("_End the Visit"));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (state->reason), likely_reason (visit));
  update (dialog);

  return dialog;
}

JsonObject *
fin_end_dialog_ending (GtkWidget *dialog)
{
  State *state;
  JsonObject *ending;

  g_return_val_if_fail (ADW_IS_MESSAGE_DIALOG (dialog), NULL);

  state = g_object_get_data (G_OBJECT (dialog), STATE);
  ending = json_object_new ();
  json_object_set_string_member (ending, "outcome", state->outcome);
  if (is (state, "referred")) {
    g_autofree char *name = name_of (state);

    json_object_set_string_member (
        ending, "referred_to", places[gtk_drop_down_get_selected (GTK_DROP_DOWN (state->place))]);
    json_object_set_string_member (ending, "referred_name", name);
  }
  if (is (state, "next-appointment"))
    json_object_set_string_member (
        ending, "reason", reasons[gtk_drop_down_get_selected (GTK_DROP_DOWN (state->reason))]);

  return ending;
}
