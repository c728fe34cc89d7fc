// A message dialog with the outcomes as buttons of one choice.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-end-dialog.h"

#include <glib/gi18n.h>

#include "fin-review-view.h"
#include "fin-words.h"

#define OUTCOME "fin-outcome"
/* More than so many missing things are not listed: there are too many to be read here. */
#define MAX_MISSING 6

static const char *const outcomes[] = { "filed", "missing-document", "referred", "next-appointment",
                                        "abandoned" };

static void
toggled_cb (GtkCheckButton *button, GtkWidget *dialog)
{
  if (gtk_check_button_get_active (button))
    g_object_set_data (G_OBJECT (dialog), OUTCOME, g_object_get_data (G_OBJECT (button), OUTCOME));
}

/* What most likely is: a receipt says it was filed; a document asked for says it is missing. */
static const char *
likely (FinVisit *visit)
{
  const char *const *missing = fin_shared_form_missing (fin_visit_form (visit));

  if (fin_visit_receipt (visit) != NULL)
    return "filed";
  for (guint i = 0; missing != NULL && missing[i] != NULL; i++)
    if (g_str_has_prefix (missing[i], "document:"))
      return "missing-document";

  return "next-appointment";
}

static char *
body (FinVisit *visit)
{
  FinSharedForm *form = fin_visit_form (visit);
  const char *const *missing = fin_shared_form_missing (form);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

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

GtkWidget *
fin_end_dialog_new (GtkWindow *parent, FinVisit *visit)
{
  GtkWidget *dialog, *box, *first = NULL;
  g_autofree char *text = NULL;
  const char *chosen;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (FIN_IS_VISIT (visit), NULL);

  text = body (visit);
  chosen = likely (visit);
  dialog = adw_message_dialog_new (parent, _ ("How does the visit end?"), text);
  box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 6,
                      "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO_GROUP, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Outcome"), -1);
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++) {
    const char *name = fin_words_outcome (outcomes[i]);
    GtkWidget *button = gtk_check_button_new_with_label (name);

    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    -1);
    if (first == NULL)
      first = button;
    else
      gtk_check_button_set_group (GTK_CHECK_BUTTON (button), GTK_CHECK_BUTTON (first));
    g_object_set_data (G_OBJECT (button), OUTCOME, (gpointer)outcomes[i]);
    g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), dialog);
    if (g_str_equal (outcomes[i], chosen))
      gtk_check_button_set_active (GTK_CHECK_BUTTON (button), TRUE);
    gtk_box_append (GTK_BOX (box), button);
  }
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), box);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "back", _ ("Go _Back"), "end",
                                    _ ("_End the Visit"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "end",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "end");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "back");

  return dialog;
}

const char *
fin_end_dialog_outcome (GtkWidget *dialog)
{
  g_return_val_if_fail (ADW_IS_MESSAGE_DIALOG (dialog), NULL);

  return g_object_get_data (G_OBJECT (dialog), OUTCOME);
}
