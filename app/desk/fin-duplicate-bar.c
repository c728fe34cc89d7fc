// The first draft of those told, and whatever is filed.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-duplicate-bar.h"

#include <glib/gi18n.h>

#include "fin-json.h"
#include "fin-time.h"
#include "fin-words.h"

struct _FinDuplicateBar {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkLabel *text;
  GtkWidget *take_up;

  FinSharedForm *form;
  char *past; /* what was told when one went past it, or NULL */
};

G_DEFINE_FINAL_TYPE (FinDuplicateBar, fin_duplicate_bar, GTK_TYPE_WIDGET)

static char *
sentence (JsonObject *duplicate)
{
  const char *at = fin_json_string (duplicate, "at");
  g_autoptr (GDateTime) time = at != NULL ? fin_time_parse (at, NULL) : NULL;
  g_autoptr (GDateTime) local = time != NULL ? fin_time_local (time) : NULL;
  g_autofree char *day = local != NULL ? g_date_time_format (local, "%x") : g_strdup ("");
  const char *receipt = fin_json_string (duplicate, "receipt");

  if (receipt != NULL)
    return g_strdup_printf (
        /* TRANSLATORS: a day, and the number of a receipt */
        _ ("This person filed this procedure already on %s: receipt %s."), day, receipt);

  return g_strdup_printf (
      /* TRANSLATORS: a day, and of how many fields how many are answered */
      _ ("There is a draft of this procedure from %s: %d of %d fields."), day,
      (int)fin_json_integer (duplicate, "filled", 0),
      (int)fin_json_integer (duplicate, "asked", 0));
}

static void
update (FinDuplicateBar *self)
{
  g_autoptr (JsonArray) duplicates = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  const char *draft = NULL;

  g_assert (FIN_IS_DUPLICATE_BAR (self));

  g_object_get (self->form, "duplicates", &duplicates, NULL);
  for (guint i = 0; duplicates != NULL && i < json_array_get_length (duplicates); i++) {
    JsonObject *duplicate = fin_json_array_object (duplicates, i);
    gboolean filed;
    g_autofree char *line = NULL;

    if (duplicate == NULL)
      continue;
    filed = fin_json_string (duplicate, "receipt") != NULL;
    if (!filed && draft != NULL)
      continue; /* the newest is the one to go on with */
    if (!filed)
      draft = fin_json_string (duplicate, "form");
    line = sentence (duplicate);
    if (text->len > 0)
      g_string_append_c (text, '\n');
    g_string_append (text, line);
  }

  gtk_label_set_label (self->text, text->str);
  gtk_widget_set_visible (self->take_up, draft != NULL);
  if (draft != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self->take_up), "s", draft);
  gtk_widget_set_visible (GTK_WIDGET (self), text->len > 0 &&
                                                 g_strcmp0 (text->str, self->past) != 0 &&
                                                 fin_shared_form_receipt (self->form) == NULL);
}

static void
go_on_cb (FinDuplicateBar *self)
{
  g_free (self->past);
  self->past = g_strdup (gtk_label_get_label (self->text));
  update (self);
}

static void
fin_duplicate_bar_dispose (GObject *object)
{
  FinDuplicateBar *self = FIN_DUPLICATE_BAR (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_DUPLICATE_BAR);
  g_clear_object (&self->form);
  g_clear_pointer (&self->past, g_free);

  G_OBJECT_CLASS (fin_duplicate_bar_parent_class)->dispose (object);
}

static void
fin_duplicate_bar_class_init (FinDuplicateBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_duplicate_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-duplicate-bar.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "duplicatebar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_bind_template_child (widget_class, FinDuplicateBar, content);
  gtk_widget_class_bind_template_child (widget_class, FinDuplicateBar, text);
  gtk_widget_class_bind_template_child (widget_class, FinDuplicateBar, take_up);
  gtk_widget_class_bind_template_callback (widget_class, go_on_cb);
}

static void
fin_duplicate_bar_init (FinDuplicateBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fin_duplicate_bar_set_form (FinDuplicateBar *self, FinSharedForm *form)
{
  g_return_if_fail (FIN_IS_DUPLICATE_BAR (self));
  g_return_if_fail (FIN_IS_SHARED_FORM (form));
  g_return_if_fail (self->form == NULL);

  self->form = g_object_ref (form);
  g_signal_connect_object (form, "notify::duplicates", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "notify::receipt", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
