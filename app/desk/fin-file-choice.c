// Choosing a file. (GTK 4.8 has no GtkFileDialog.)
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-file-choice.h"

#define CHOICE "fin-file-choice"

typedef struct {
  GtkFileChooserNative *chooser;
  FinFileChosen chosen;
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (choice->chooser));
  g_object_unref (choice->chooser);
  g_free (choice);
}

static void
response_cb (GtkWidget *owner, int response, GtkFileChooserNative *chooser)
{
  Choice *choice = g_object_get_data (G_OBJECT (owner), CHOICE);
  FinFileChosen chosen = choice->chosen;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_object_set_data (G_OBJECT (owner), CHOICE, NULL);
  if (file != NULL)
    chosen (owner, file);
}

static gboolean
choose (GtkWidget *owner,
        const char *title,
        GtkFileChooserAction action,
        const char *name,
        FinFileChosen chosen)
{
  Choice *choice;

  if (g_object_get_data (G_OBJECT (owner), CHOICE) != NULL)
    return FALSE;

  choice = g_new0 (Choice, 1);
  choice->chosen = chosen;
  choice->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (owner)),
                                                 action, NULL, NULL);
  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (choice->chooser), name);
  g_object_set_data_full (G_OBJECT (owner), CHOICE, choice, choice_free);
  g_signal_connect_object (choice->chooser, "response", G_CALLBACK (response_cb), owner,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (choice->chooser));

  return TRUE;
}

gboolean
fin_file_choose (GtkWidget *owner, const char *title, const char *name, FinFileChosen chosen)
{
  g_return_val_if_fail (GTK_IS_WIDGET (owner), FALSE);
  g_return_val_if_fail (chosen != NULL, FALSE);

  return choose (owner, title,
                 name != NULL ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_OPEN, name,
                 chosen);
}

gboolean
fin_folder_choose (GtkWidget *owner, const char *title, FinFileChosen chosen)
{
  g_return_val_if_fail (GTK_IS_WIDGET (owner), FALSE);
  g_return_val_if_fail (chosen != NULL, FALSE);

  return choose (owner, title, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, chosen);
}
