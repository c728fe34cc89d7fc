// A procedure's versions, asked for when it is unfolded.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-procedure-row.h"

#include "fin-accessible.h"
#include "fin-json.h"
#include "fin-time.h"
#include "fin-words.h"

#include <glib/gi18n.h>

enum {
  SAVE,
  TRY,
  OFFER,
  N_SIGNALS,
};

struct _FinProcedureRow {
  AdwExpanderRow parent_instance;

  FinShelf *shelf;
  char *id;
  GPtrArray *rows; /* of versions, and of what is said instead */
};

G_DEFINE_FINAL_TYPE (FinProcedureRow, fin_procedure_row, ADW_TYPE_EXPANDER_ROW)

static guint signals[N_SIGNALS];

static void
add (FinProcedureRow *self, GtkWidget *row)
{
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
clear (FinProcedureRow *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

static void
say (FinProcedureRow *self, const char *text)
{
  clear (self);
  add (self, g_object_new (ADW_TYPE_ACTION_ROW, "title", text, NULL));
}

/* "Loaded on 24 November at 10:20 by …". */
static char *
describe_origin (JsonObject *version)
{
  g_autoptr (GDateTime) loaded = fin_time_parse (fin_json_string (version, "loaded"), NULL);
  const char *staff = fin_json_string (version, "staff");

  if (loaded == NULL)
    return g_strdup (_ ("Came with the program"));

  g_autoptr (GDateTime) local = fin_time_local (loaded);
  g_autofree char *day = g_date_time_format (local, "%x %H:%M");

  return staff != NULL ? g_strdup_printf (_ ("Loaded by %s, %s"), staff, day)
                       : g_strdup_printf (_ ("Came with an earlier program, %s"), day);
}

static void
clicked_cb (GtkButton *button, FinProcedureRow *self)
{
  g_signal_emit (self, signals[GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "signal"))],
                 0, g_object_get_data (G_OBJECT (button), "version"));
}

static void
add_button (FinProcedureRow *self,
            AdwActionRow *row,
            guint signal,
            const char *label,
            const char *name,
            JsonObject *version)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  fin_accessible_set_name (button, name);
  g_object_set_data (G_OBJECT (button), "signal", GUINT_TO_POINTER (signal));
  g_object_set_data_full (G_OBJECT (button), "version", json_object_ref (version),
                          (GDestroyNotify)json_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, 0);
  adw_action_row_add_suffix (row, button);
}

static void
add_version (FinProcedureRow *self, JsonObject *version)
{
  gboolean offered = fin_json_boolean (version, "offered", FALSE);
  g_autofree char *origin = describe_origin (version);
  g_autofree char *save = g_strdup_printf (_ ("Save a copy: %s"), origin);
  g_autofree char *try = g_strdup_printf (_ ("Try: %s"), origin);
  g_autofree char *offer = g_strdup_printf (_ ("Offer: %s"), origin);
  AdwActionRow *row = g_object_new (
      ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", origin, "title-lines", 0, "subtitle-lines",
      0, "subtitle",
      offered ? _ ("Offered: new forms begin with it") : fin_json_string (version, "title"), NULL);

  if (offered)
    adw_action_row_add_prefix (row, gtk_image_new_from_icon_name ("object-select-symbolic"));
  fin_accessible_mend (GTK_WIDGET (row));
  add_button (self, row, SAVE, _ ("_Save a Copy…"), save, version);
  add_button (self, row, TRY, _ ("_Try"), try, version);
  if (!offered)
    add_button (self, row, OFFER, _ ("_Offer"), offer, version);
  add (self, GTK_WIDGET (row));
}

static void
versions_cb (FinProcedureRow *self, const char *procedure)
{
  JsonArray *versions = fin_shelf_versions (self->shelf, self->id);

  if (!g_str_equal (procedure, self->id))
    return;

  clear (self);
  for (guint i = 0; i < json_array_get_length (versions); i++)
    add_version (self, fin_json_array_object (versions, i));
}

static void
looked_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinProcedureRow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = fin_shelf_finish (FIN_SHELF (object), result, &error);

  if (answer == NULL) {
    g_autofree char *words = fin_words_error (error);

    say (self, words);
  }
}

static void
expanded_cb (FinProcedureRow *self)
{
  if (!adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    return;

  if (fin_shelf_versions (self->shelf, self->id) == NULL)
    say (self, _ ("Asking the office…"));
  fin_shelf_look_async (self->shelf, self->id, looked_cb, g_object_ref (self));
}

static void
fin_procedure_row_dispose (GObject *object)
{
  FinProcedureRow *self = FIN_PROCEDURE_ROW (object);

  g_clear_object (&self->shelf);

  G_OBJECT_CLASS (fin_procedure_row_parent_class)->dispose (object);
}

static void
fin_procedure_row_finalize (GObject *object)
{
  FinProcedureRow *self = FIN_PROCEDURE_ROW (object);

  g_free (self->id);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (fin_procedure_row_parent_class)->finalize (object);
}

static void
fin_procedure_row_class_init (FinProcedureRowClass *klass)
{
  static const char *const names[] = { "save", "try", "offer" };

  G_OBJECT_CLASS (klass)->dispose = fin_procedure_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = fin_procedure_row_finalize;

  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], FIN_TYPE_PROCEDURE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 1, JSON_TYPE_OBJECT);
}

static void
fin_procedure_row_init (FinProcedureRow *self)
{
  self->rows = g_ptr_array_new ();
  g_signal_connect (self, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
}

void
fin_procedure_row_set (FinProcedureRow *self, JsonObject *procedure)
{
  g_return_if_fail (FIN_IS_PROCEDURE_ROW (self));
  g_return_if_fail (procedure != NULL);

  g_autofree char *title =
      g_strdup_printf ("%" G_GINT64_FORMAT ". %s", fin_json_integer (procedure, "number", 0),
                       fin_json_string (procedure, "title"));
  gboolean offered = fin_json_boolean (procedure, "offered", FALSE);

  g_object_set (self, "title", title, "subtitle",
                offered ? fin_json_string (procedure, "summary") : _ ("Kept, and not offered yet"),
                NULL);
}

GtkWidget *
fin_procedure_row_new (FinShelf *shelf, JsonObject *procedure)
{
  g_return_val_if_fail (FIN_IS_SHELF (shelf), NULL);
  g_return_val_if_fail (procedure != NULL, NULL);

  FinProcedureRow *self =
      g_object_new (FIN_TYPE_PROCEDURE_ROW, "use-markup", FALSE, "subtitle-lines", 0, NULL);

  self->shelf = g_object_ref (shelf);
  self->id = g_strdup (fin_json_string (procedure, "id"));
  fin_procedure_row_set (self, procedure);
  g_signal_connect_object (shelf, "versions", G_CALLBACK (versions_cb), self, G_CONNECT_SWAPPED);
  fin_accessible_mend (GTK_WIDGET (self));

  return GTK_WIDGET (self);
}

const char *
fin_procedure_row_id (FinProcedureRow *self)
{
  g_return_val_if_fail (FIN_IS_PROCEDURE_ROW (self), NULL);

  return self->id;
}
