// Files of procedures in and out, and which of them is offered.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-procedures-window.h"

#include "fin-accessible.h"
#include "fin-error.h"
#include "fin-file-choice.h"
#include "fin-json.h"
#include "fin-procedure-row.h"
#include "fin-words.h"

#include <glib/gi18n.h>
#include <stdio.h>

#define MAX_FILE 200000 /* as the office takes it */

struct _FinProceduresWindow {
  AdwWindow parent_instance;

  FinShelf *shelf;
  JsonObject *saved; /* the version of which a copy is to be saved */

  AdwToastOverlay *toasts;
  GtkEditable *search;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (FinProceduresWindow, fin_procedures_window, ADW_TYPE_WINDOW)

static void
toast (FinProceduresWindow *self, const char *text)
{
  AdwToast *message = adw_toast_new (text);

  adw_toast_set_timeout (message, 10);
  adw_toast_overlay_add_toast (self->toasts, message);
}

static void
fail (FinProceduresWindow *self, const GError *error)
{
  g_autofree char *words = fin_words_error (error);

  toast (self, words);
}

static char *
line_at (const char *text, guint number)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", (int)number + 1);

  return g_strv_length (lines) >= number && number > 0
             ? g_utf8_substring (g_strstrip (lines[number - 1]), 0, -1)
             : NULL;
}

/* The fault is told as the file's own words are: in English, with the line it is on. */
static void
show_fault (FinProceduresWindow *self, const GError *error, const char *text)
{
  guint number = 0;
  const char *what = error->message;

  if (sscanf (error->message, "line %u: ", &number) == 1)
    what = strstr (error->message, ": ") + 2;

  g_autofree char *line = number > 0 ? line_at (text, number) : NULL;
  g_autofree char *body =
      number > 0 ? g_strdup_printf (_ ("Line %u: %s\n\n%s"), number, what, line != NULL ? line : "")
                 : g_strdup (what);
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (self), _ ("This file cannot be used yet"), body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Understood"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Whatever was asked for: what it changed is told by the shelf's signals. Badly asked is only what a version
 * that is to be offered has in it. */
static void
done_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinProceduresWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = fin_shelf_finish (FIN_SHELF (object), result, &error);

  if (g_error_matches (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST))
    show_fault (self, error, "");
  else if (answer == NULL)
    fail (self, error);
  else
    fin_shelf_list_async (self->shelf, NULL, NULL);
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinProceduresWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = fin_shelf_finish (FIN_SHELF (object), result, &error);

  if (answer == NULL)
    fail (self, error);
}

static void
offer_answered_cb (AdwMessageDialog *dialog, const char *response, FinProceduresWindow *self)
{
  JsonObject *version = g_object_get_data (G_OBJECT (dialog), "version");

  if (!g_str_equal (response, "offer"))
    return;

  if (fin_json_boolean (version, "carried", FALSE))
    fin_shelf_withdraw_async (self->shelf, fin_json_string (version, "procedure"), done_cb,
                              g_object_ref (self));
  else
    fin_shelf_offer_async (self->shelf, fin_json_string (version, "procedure"),
                           fin_json_string (version, "digest"), done_cb, g_object_ref (self));
}

static void
offer_cb (FinProceduresWindow *self, JsonObject *version)
{
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (self), _ ("Offer this version?"),
      _ ("Every form begun from now on is of this version. Those under way go on as they began."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "offer",
                                    _ ("_Offer"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "offer",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "version", json_object_ref (version),
                          (GDestroyNotify)json_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (offer_answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
tried_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinProceduresWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = fin_shelf_finish (FIN_SHELF (object), result, &error);

  if (answer == NULL)
    fail (self, error);
  else {
    gtk_show_uri (GTK_WINDOW (self), fin_json_string (answer, "url"), GDK_CURRENT_TIME);
    toast (self,
           _ ("The citizen's page opens in your browser. Arrive there, and attend yourself here."));
  }
}

static void
try_cb (FinProceduresWindow *self, JsonObject *version)
{
  fin_shelf_try_async (self->shelf, fin_json_string (version, "procedure"),
                       fin_json_string (version, "digest"), tried_cb, g_object_ref (self));
}

typedef struct {
  FinProceduresWindow *self;
  char *text; /* the file's; then the name it is known by */
} Loading;

static void
loading_free (Loading *loading)
{
  g_object_unref (loading->self);
  g_free (loading->text);
  g_free (loading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Loading, loading_free)

static FinProcedureRow *
find_row (FinProceduresWindow *self, const char *id)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (FIN_IS_PROCEDURE_ROW (row) &&
        g_strcmp0 (fin_procedure_row_id (FIN_PROCEDURE_ROW (row)), id) == 0)
      return FIN_PROCEDURE_ROW (row);

  return NULL;
}

/* Unfolds it, or, unfolded, asks for its versions anew. */
static void
show_versions (FinProceduresWindow *self, const char *id)
{
  FinProcedureRow *row = find_row (self, id);

  if (row == NULL)
    return;

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), FALSE);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
listed_kept_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Loading) loading = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = fin_shelf_finish (FIN_SHELF (object), result, &error);

  if (answer == NULL)
    fail (loading->self, error);
  else {
    toast (loading->self, _ ("Loaded. Try it, then offer it."));
    show_versions (loading->self, loading->text);
  }
}

static void
kept_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Loading) loading = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = fin_shelf_finish (FIN_SHELF (object), result, &error);

  if (g_error_matches (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST))
    show_fault (loading->self, error, loading->text);
  else if (answer == NULL)
    fail (loading->self, error);
  else {
    /* From here on it is known by its name. */
    g_free (loading->text);
    loading->text = g_strdup (fin_json_string (answer, "procedure"));
    fin_shelf_list_async (FIN_SHELF (object), listed_kept_cb, g_steal_pointer (&loading));
  }
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinProceduresWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;
  Loading *loading;

  if (!g_file_load_contents_finish (G_FILE (object), result, &text, &length, NULL, &error)) {
    g_autofree char *words = g_strdup_printf (_ ("It could not be read: %s"), error->message);

    toast (self, words);
    return;
  }
  if (length > MAX_FILE || !g_utf8_validate (text, (gssize)length, NULL)) {
    toast (self, _ ("This is no file of a procedure."));
    return;
  }

  loading = g_new0 (Loading, 1);
  loading->self = g_object_ref (self);
  loading->text = g_steal_pointer (&text);
  fin_shelf_load_async (self->shelf, loading->text, kept_cb, loading);
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinProceduresWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (object), result, NULL, &error)) {
    g_autofree char *words =
        g_strdup_printf (_ ("It could not be saved there: %s"), error->message);

    toast (self, words);
  }
}

typedef struct {
  FinProceduresWindow *self;
  GFile *file;
} Saving;

static void
fetched_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autofree Saving *saving = data;
  g_autoptr (FinProceduresWindow) self = saving->self;
  g_autoptr (GFile) file = saving->file;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = fin_shelf_fetch_finish (FIN_SHELF (object), result, &error);

  if (text == NULL)
    fail (self, error);
  else
    g_file_replace_contents_bytes_async (file, text, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                         written_cb, g_steal_pointer (&self));
}

static void
save_chosen_cb (gpointer data, GFile *file)
{
  FinProceduresWindow *self = data;
  Saving *saving = g_new0 (Saving, 1);

  saving->self = g_object_ref (self);
  saving->file = g_object_ref (file);
  fin_shelf_fetch_async (self->shelf, fin_json_string (self->saved, "procedure"),
                         fin_json_string (self->saved, "digest"), fetched_cb, saving);
}

static void
save_cb (FinProceduresWindow *self, JsonObject *version)
{
  g_autofree char *name = g_strdup_printf ("%s.json", fin_json_string (version, "procedure"));

  if (!fin_file_choose (GTK_WIDGET (self), _ ("Save a Copy"), name, save_chosen_cb))
    return;

  g_clear_pointer (&self->saved, json_object_unref);
  self->saved = json_object_ref (version);
}

static void
load_chosen_cb (gpointer data, GFile *file)
{
  g_file_load_contents_async (file, NULL, read_cb, g_object_ref (data));
}

static void
load_clicked_cb (FinProceduresWindow *self)
{
  fin_file_choose (GTK_WIDGET (self), _ ("Load a Procedure"), NULL, load_chosen_cb);
}

static gboolean
is_sought (GtkListBoxRow *row, gpointer data)
{
  FinProceduresWindow *self = data;
  g_autofree char *sought = g_utf8_casefold (gtk_editable_get_text (self->search), -1);
  g_autofree char *title =
      g_utf8_casefold (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);

  return strstr (title, sought) != NULL;
}

static void
search_changed_cb (FinProceduresWindow *self)
{
  gtk_list_box_invalidate_filter (self->list);
}

static void
changed_cb (FinProceduresWindow *self)
{
  JsonArray *procedures = fin_shelf_procedures (self->shelf);
  GtkWidget *row;

  /* What is unfolded stays so. */
  for (guint i = 0; i < json_array_get_length (procedures); i++) {
    JsonObject *procedure = fin_json_array_object (procedures, i);

    FinProcedureRow *known = find_row (self, fin_json_string (procedure, "id"));

    if (known != NULL) {
      fin_procedure_row_set (known, procedure);
      continue;
    }
    row = fin_procedure_row_new (self->shelf, procedure);
    g_signal_connect_object (row, "save", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (row, "try", G_CALLBACK (try_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (row, "offer", G_CALLBACK (offer_cb), self, G_CONNECT_SWAPPED);
    gtk_list_box_append (self->list, row);
  }
}

static void
fin_procedures_window_dispose (GObject *object)
{
  FinProceduresWindow *self = FIN_PROCEDURES_WINDOW (object);

  g_clear_pointer (&self->saved, json_object_unref);
  g_clear_object (&self->shelf);
  gtk_widget_dispose_template (GTK_WIDGET (self), FIN_TYPE_PROCEDURES_WINDOW);

  G_OBJECT_CLASS (fin_procedures_window_parent_class)->dispose (object);
}

static void
fin_procedures_window_class_init (FinProceduresWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_procedures_window_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/cat/finestreta/Finestreta/fin-procedures-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FinProceduresWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, FinProceduresWindow, search);
  gtk_widget_class_bind_template_child (widget_class, FinProceduresWindow, list);
  gtk_widget_class_bind_template_callback (widget_class, load_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
fin_procedures_window_init (FinProceduresWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fin_accessible_mend (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, is_sought, self, NULL);
}

GtkWidget *
fin_procedures_window_new (GtkWindow *parent, FinLink *link)
{
  g_return_val_if_fail (FIN_IS_LINK (link), NULL);

  FinProceduresWindow *self =
      g_object_new (FIN_TYPE_PROCEDURES_WINDOW, "transient-for", parent, NULL);

  self->shelf = fin_shelf_new (link);
  g_signal_connect_object (self->shelf, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  fin_shelf_list_async (self->shelf, listed_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}
