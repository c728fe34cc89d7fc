// The newest fact that was said, and the fields that can take it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-heard-bar.h"

#include <glib/gi18n.h>

#include "fin-facts.h"
#include "fin-speaker.h"
#include "fin-time.h"

#define FIELDS_MAX 3                         /* offered at once */
#define PAST       (30 * G_TIME_SPAN_SECOND) /* what was said before is not offered on coming back */

struct _FinHeardBar {
  GtkWidget parent_instance;

  GtkWidget *head;
  GtkLabel *label;
  GtkBox *fields;

  FinVisit *visit;
  FinSharedForm *form;
  char *kind;  /* of what is offered, as FinFact has it */
  char *value; /* NULL: nothing is */
  char *name;  /* of who said it */
};

G_DEFINE_FINAL_TYPE (FinHeardBar, fin_heard_bar, GTK_TYPE_WIDGET)

static void
forget (FinHeardBar *self)
{
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->value, g_free);
  g_clear_pointer (&self->name, g_free);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static gboolean
can_take (FinSharedField *field, const char *kind, const char *value)
{
  gboolean visible;

  g_object_get (field, "visible", &visible, NULL);

  return visible && fin_shared_field_editable (field) &&
         g_strcmp0 (fin_shared_field_kind (field), kind) == 0 &&
         g_strcmp0 (fin_shared_field_value (field), value) != 0;
}

/* Fields that can take it, first those that are empty. (transfer full) */
static GPtrArray *
find_fields (FinHeardBar *self, const char *kind, const char *value)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  g_assert (FIN_IS_HEARD_BAR (self));

  for (guint full = 0; full < 2; full++)
    for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->form)); i++) {
      g_autoptr (FinSharedStep) step = g_list_model_get_item (G_LIST_MODEL (self->form), i);
      g_autoptr (GListModel) fields = NULL;

      g_object_get (step, "fields", &fields, NULL);
      for (guint j = 0; j < g_list_model_get_n_items (fields) && found->len < FIELDS_MAX; j++) {
        g_autoptr (FinSharedField) field = g_list_model_get_item (fields, j);
        const char *now = fin_shared_field_value (field);

        if ((now != NULL && now[0] != '\0') == full && can_take (field, kind, value))
          g_ptr_array_add (found, g_object_ref (field));
      }
    }

  return found;
}

/* As people say it. */
static char *
shown (const char *kind, const char *value)
{
  g_autoptr (GDate) day = g_str_equal (kind, "date") ? fin_day_parse (value) : NULL;

  return day != NULL ? g_strdup_printf ("%02u/%02u/%04u", g_date_get_day (day),
                                        g_date_get_month (day), g_date_get_year (day))
                     : g_strdup (value);
}

static void
put_cb (GtkWidget *button, FinHeardBar *self)
{
  if (self->value != NULL)
    fin_shared_form_set (self->form, g_object_get_data (G_OBJECT (button), "field"), self->value);
  forget (self);
}

static void
add_button (FinHeardBar *self, FinSharedField *field, const char *value)
{
  g_autofree char *label = NULL;
  g_autofree char *words = NULL;
  GtkWidget *text, *button = gtk_button_new ();

  g_assert (FIN_IS_HEARD_BAR (self));

  g_object_get (field, "label", &label, NULL);
  /* Translators: a date or a number, the name of a field. */
  words = g_strdup_printf (_ ("Put %s in “%s”"), value, label);
  text = gtk_label_new (words);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_button_set_child (GTK_BUTTON (button), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "field", g_strdup (fin_shared_field_id (field)),
                          g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (put_cb), self, 0);
  gtk_box_append (self->fields, button);
}

/* Once more, as the form is now. */
static void
update (FinHeardBar *self)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *value = NULL;
  g_autofree char *words = NULL;
  GtkWidget *child;

  g_assert (FIN_IS_HEARD_BAR (self));

  if (self->value == NULL)
    return;

  found = find_fields (self, self->kind, self->value);
  if (found->len == 0 || fin_visit_ended (self->visit) ||
      fin_shared_form_receipt (self->form) != NULL) {
    forget (self);
    return;
  }

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->fields))) != NULL)
    gtk_box_remove (self->fields, child);
  value = shown (self->kind, self->value);
  /* Translators: a name, a date or a number. */
  words = g_strdup_printf (_ ("%s said %s. Read it back to them."), self->name, value);
  gtk_label_set_label (self->label, words);
  for (guint i = 0; i < found->len; i++)
    add_button (self, found->pdata[i], value);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/* A line that is settled, of somebody else, just now. */
static void
consider (FinHeardBar *self, FinLine *line)
{
  g_autoptr (GDateTime) now = fin_time_now ();
  g_autoptr (GPtrArray) facts = NULL;

  g_assert (FIN_IS_HEARD_BAR (self));

  if (!fin_line_done (line) || !fin_line_believed (line) ||
      g_strcmp0 (fin_line_from (line), fin_visit_you (self->visit)) == 0 ||
      self->form != fin_visit_form (self->visit) ||
      /* It may be the code that was asked for, written here all the same. */
      fin_captions_is_private (fin_visit_captions (self->visit), fin_line_from (line)) ||
      g_date_time_difference (now, fin_line_at (line)) > PAST)
    return;

  facts = fin_facts_find (fin_line_text (line), fin_speaker_language (self->visit, line));
  for (guint i = facts->len; i > 0; i--) {
    FinFact *fact = facts->pdata[i - 1];
    g_autoptr (GPtrArray) found = find_fields (self, fact->kind, fact->value);

    if (found->len == 0)
      continue;
    forget (self);
    self->kind = g_strdup (fact->kind);
    self->value = g_strdup (fact->value);
    self->name = g_strdup (fin_speaker_name (self->visit, fin_line_from (line)));
    update (self);
    return;
  }
}

static void
line_cb (FinLine *line, GParamSpec *pspec, FinHeardBar *self)
{
  consider (self, line);
}

static void
lines_cb (GListModel *lines, guint position, guint removed, guint added, FinHeardBar *self)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (FinLine) line = g_list_model_get_item (lines, i);

    g_signal_connect_object (line, "notify::done", G_CALLBACK (line_cb), self, 0);
    g_signal_connect_object (line, "notify::text", G_CALLBACK (line_cb), self, 0);
    consider (self, line);
  }
}

static void
close_cb (FinHeardBar *self)
{
  forget (self);
}

static void
fin_heard_bar_dispose (GObject *object)
{
  FinHeardBar *self = FIN_HEARD_BAR (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_HEARD_BAR);
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->value, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_object (&self->form);
  g_clear_object (&self->visit);

  G_OBJECT_CLASS (fin_heard_bar_parent_class)->dispose (object);
}

static void
fin_heard_bar_class_init (FinHeardBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_heard_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-heard-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, FinHeardBar, head);
  gtk_widget_class_bind_template_child (widget_class, FinHeardBar, label);
  gtk_widget_class_bind_template_child (widget_class, FinHeardBar, fields);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
}

static void
fin_heard_bar_init (FinHeardBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fin_heard_bar_set_form (FinHeardBar *self, FinVisit *visit, FinSharedForm *form)
{
  GListModel *lines;

  g_return_if_fail (FIN_IS_HEARD_BAR (self));
  g_return_if_fail (FIN_IS_VISIT (visit));
  g_return_if_fail (FIN_IS_SHARED_FORM (form));
  g_return_if_fail (self->form == NULL);

  self->visit = g_object_ref (visit);
  self->form = g_object_ref (form);
  lines = G_LIST_MODEL (fin_visit_transcript (visit));
  g_signal_connect_object (lines, "items-changed", G_CALLBACK (lines_cb), self, 0);
  lines_cb (lines, 0, 0, g_list_model_get_n_items (lines), self);
  g_signal_connect_object (form, "notify::version", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (visit, "notify::ended", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}
