// A sheet made of what the office tells once.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-preparation.h"

#include <glib/gi18n.h>

#include "fin-accessible.h"
#include "fin-json.h"
#include "fin-words.h"

struct _FinPreparation {
  GtkWidget parent_instance;

  GtkBox *box;
  GtkLabel *told; /* until it is there, or why it is not */
};

G_DEFINE_FINAL_TYPE (FinPreparation, fin_preparation, GTK_TYPE_WIDGET)

static GtkWidget *
add_label (FinPreparation *self, const char *text, const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "xalign", 0.0, "selectable", FALSE, NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (self->box, label);

  return label;
}

static void
add_heading (FinPreparation *self, const char *text)
{
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "label", text, "wrap", TRUE, "xalign", 0.0, "margin-top", 12,
                    "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);

  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (self->box, label);
}

static void
add_list (FinPreparation *self, const char *heading, JsonArray *texts)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; texts != NULL && i < json_array_get_length (texts); i++)
    g_string_append_printf (all, "%s• %s", i > 0 ? "\n" : "", fin_json_array_string (texts, i));
  if (all->len == 0)
    return;

  add_heading (self, heading);
  add_label (self, all->str, NULL);
}

/* Many short ones: in a paragraph. */
static void
add_names (FinPreparation *self, const char *heading, JsonArray *texts)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; texts != NULL && i < json_array_get_length (texts); i++)
    g_string_append_printf (all, "%s%s", i > 0 ? " · " : "", fin_json_array_string (texts, i));
  if (all->len == 0)
    return;

  add_heading (self, heading);
  add_label (self, all->str, NULL);
}

static void
show (FinPreparation *self, JsonObject *preparation)
{
  const char *summary = fin_json_string (preparation, "summary");
  JsonArray *steps = fin_json_array (preparation, "steps");

  gtk_widget_set_visible (GTK_WIDGET (self->told), FALSE);
  add_label (self, fin_json_string (preparation, "title"), "title-4");
  if (summary != NULL)
    add_label (self, summary, NULL);
  add_names (self, _ ("Names that will be said"), fin_json_array (preparation, "glossary"));
  add_list (self, _ ("Documents that may be asked for"), fin_json_array (preparation, "documents"));
  for (guint i = 0; steps != NULL && i < json_array_get_length (steps); i++) {
    JsonObject *step = fin_json_array_object (steps, i);

    if (step != NULL && fin_json_string (step, "title") != NULL)
      add_list (self, fin_json_string (step, "title"), fin_json_array (step, "fields"));
  }
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinPreparation) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = fin_link_request_finish (FIN_LINK (object), result, &error);

  if (self->box == NULL)
    return; /* gone meanwhile */
  if (answer != NULL)
    show (self, answer);
  else {
    g_autofree char *words = fin_words_error (error);

    gtk_label_set_label (self->told, words);
  }
}

static void
fin_preparation_dispose (GObject *object)
{
  FinPreparation *self = FIN_PREPARATION (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->box = NULL;

  G_OBJECT_CLASS (fin_preparation_parent_class)->dispose (object);
}

static void
fin_preparation_class_init (FinPreparationClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_preparation_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "preparation");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
}

static void
fin_preparation_init (FinPreparation *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
  self->told = GTK_LABEL (add_label (self, _ ("Asking the office…"), "dim-label"));
  fin_accessible_set_name (GTK_WIDGET (self), _ ("Preparation"));
}

GtkWidget *
fin_preparation_new (void)
{
  return g_object_new (FIN_TYPE_PREPARATION, NULL);
}

void
fin_preparation_load (FinPreparation *self, FinLink *link, const char *guest)
{
  g_autofree char *path = NULL;

  g_return_if_fail (FIN_IS_PREPARATION (self));
  g_return_if_fail (FIN_IS_LINK (link));
  g_return_if_fail (guest != NULL);

  path = g_strconcat ("/guests/", guest, "/preparation", NULL);
  fin_link_request_async (link, "GET", path, NULL, NULL, loaded_cb, g_object_ref (self));
}
