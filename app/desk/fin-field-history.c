// A popover with the field's values, the newest first.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-field-history.h"

#include <glib/gi18n.h>

#include "fin-accessible.h"
#include "fin-field-words.h"
#include "fin-json.h"
#include "fin-speaker.h"
#include "fin-text-label.h"
#include "fin-time.h"
#include "fin-words.h"

/* What the pane it is over can spare, at any size of text. */
#define WIDTH 340

struct _FinFieldHistory {
  GtkPopover parent_instance;

  GtkWidget *told; /* what is said instead of, or before, the values */
  GtkWidget *list;

  FinVisit *visit;
  FinSharedField *field;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (FinFieldHistory, fin_field_history, GTK_TYPE_POPOVER)

static GtkWidget *
make_label (const char *text, const char *class)
{
  GtkWidget *label = fin_text_label_new (text, class);

  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  gtk_widget_set_hexpand (label, TRUE);

  return label;
}

static void
tell (FinFieldHistory *self, const char *text)
{
  gtk_label_set_label (GTK_LABEL (self->told), text);
  gtk_widget_set_visible (self->told, text[0] != '\0');
}

static void
put_back_cb (FinFieldHistory *self, GtkWidget *button)
{
  fin_shared_form_set (fin_visit_form (self->visit), fin_shared_field_id (self->field),
                       g_object_get_data (G_OBJECT (button), "value"));
  gtk_popover_popdown (GTK_POPOVER (self));
}

static GtkWidget *
make_button (FinFieldHistory *self, const char *value, const char *shown)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Put This Back"));
  g_autofree char *name = g_strdup_printf (_ ("Put this back: %s"), shown);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  fin_accessible_set_name (button, name);
  g_object_set_data_full (G_OBJECT (button), "value", g_strdup (value), g_free);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (put_back_cb), self);

  return button;
}

static void
add_value (FinFieldHistory *self, JsonObject *object)
{
  const char *value = fin_json_string (object, "value");
  const char *at = fin_json_string (object, "at");
  const char *by = fin_json_string (object, "by");
  g_autoptr (GDateTime) time = at != NULL ? fin_time_parse (at, NULL) : NULL;
  g_autofree char *moment = fin_words_time (time);
  g_autofree char *shown = NULL;
  g_autofree char *who = NULL;
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  g_assert (FIN_IS_FIELD_HISTORY (self));

  if (value == NULL || by == NULL)
    return;

  shown = value[0] != '\0' ? fin_field_words (self->field, value) : g_strdup (_ ("(nothing)"));
  /* Translators: who wrote it, and at what time. */
  who = g_strdup_printf (_ ("%s, at %s"), fin_speaker_name (self->visit, by), moment);
  gtk_box_append (GTK_BOX (words), make_label (shown, NULL));
  gtk_box_append (GTK_BOX (words), make_label (who, "caption"));
  gtk_box_append (GTK_BOX (row), words);
  if (fin_shared_field_editable (self->field) &&
      !g_str_equal (value, fin_shared_field_value (self->field)))
    gtk_box_append (GTK_BOX (row), make_button (self, value, shown));
  gtk_box_append (GTK_BOX (self->list), row);
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinFieldHistory) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = fin_link_request_finish (FIN_LINK (object), result, &error);
  JsonArray *values = answer != NULL ? fin_json_array (answer, "values") : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->visit == NULL)
    return;
  if (error != NULL) {
    g_autofree char *words = fin_words_error (error);

    tell (self, words);
    return;
  }

  for (guint i = 0; values != NULL && i < json_array_get_length (values); i++) {
    JsonObject *value = fin_json_array_object (values, i);

    if (value != NULL)
      add_value (self, value);
  }
  tell (self,
        gtk_widget_get_first_child (self->list) == NULL ? _ ("Nothing was written here yet.") : "");
  gtk_widget_child_focus (self->list, GTK_DIR_TAB_FORWARD);
}

static void
stop_asking (FinFieldHistory *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
fin_field_history_map (GtkWidget *widget)
{
  FinFieldHistory *self = FIN_FIELD_HISTORY (widget);
  g_autofree char *path = NULL;
  GtkWidget *row;

  GTK_WIDGET_CLASS (fin_field_history_parent_class)->map (widget);

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), row);
  tell (self, _ ("Asking the office…"));
  stop_asking (self);
  self->cancellable = g_cancellable_new ();
  path = g_strdup_printf ("%s/forms/%s/history?field=%s", fin_visit_path (self->visit),
                          fin_shared_form_id (fin_visit_form (self->visit)),
                          fin_shared_field_id (self->field));
  fin_link_request_async (fin_visit_link (self->visit), "GET", path, NULL, self->cancellable,
                          answered_cb, g_object_ref (self));
}

static void
fin_field_history_dispose (GObject *object)
{
  FinFieldHistory *self = FIN_FIELD_HISTORY (object);

  stop_asking (self);
  g_clear_object (&self->field);
  g_clear_object (&self->visit);

  G_OBJECT_CLASS (fin_field_history_parent_class)->dispose (object);
}

static void
fin_field_history_class_init (FinFieldHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fin_field_history_dispose;
  GTK_WIDGET_CLASS (klass)->map = fin_field_history_map;
}

static void
fin_field_history_init (FinFieldHistory *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->told = make_label ("", "dim-label");
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_box_append (GTK_BOX (box), make_label (_ ("What it said before"), "heading"));
  gtk_box_append (GTK_BOX (box), self->told);
  gtk_box_append (GTK_BOX (box), self->list);
  gtk_widget_add_css_class (box, "field-history");
  gtk_widget_set_size_request (box, WIDTH, -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 320);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_popover_set_child (GTK_POPOVER (self), scroller);
}

GtkWidget *
fin_field_history_new (FinVisit *visit, FinSharedField *field)
{
  FinFieldHistory *self;
  g_autofree char *label = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (FIN_IS_VISIT (visit), NULL);
  g_return_val_if_fail (FIN_IS_SHARED_FIELD (field), NULL);

  self = g_object_new (FIN_TYPE_FIELD_HISTORY, NULL);
  self->visit = g_object_ref (visit);
  self->field = g_object_ref (field);
  g_object_get (field, "label", &label, NULL);
  name = g_strdup_printf (_ ("What “%s” said before"), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return GTK_WIDGET (self);
}
