// Check buttons under one roof; the value is that of those which are on, joined by commas.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-field-choice.h"

#include <glib/gi18n.h>

struct _FinFieldChoice {
  FinFieldEditor parent_instance;

  GtkWidget *box;
  gboolean radio;
  GPtrArray *buttons; /* of GtkCheckButton, unowned */
  GPtrArray *values;  /* of char *, alongside */
};

G_DEFINE_FINAL_TYPE (FinFieldChoice, fin_field_choice, FIN_TYPE_FIELD_EDITOR)

static char *
fin_field_choice_value (FinFieldEditor *editor)
{
  FinFieldChoice *self = FIN_FIELD_CHOICE (editor);
  GString *value = g_string_new (NULL);

  for (guint i = 0; i < self->buttons->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (self->buttons, i)))
      g_string_append_printf (value, "%s%s", value->len > 0 ? "," : "",
                              (const char *)g_ptr_array_index (self->values, i));

  return g_string_free (value, FALSE);
}

static void
fin_field_choice_show (FinFieldEditor *editor, const char *value)
{
  FinFieldChoice *self = FIN_FIELD_CHOICE (editor);
  g_auto (GStrv) chosen = g_strsplit (value, ",", -1);

  for (guint i = 0; i < self->buttons->len; i++)
    gtk_check_button_set_active (
        g_ptr_array_index (self->buttons, i),
        g_strv_contains ((const char *const *)chosen, g_ptr_array_index (self->values, i)));
}

static void
fin_field_choice_set_editable (FinFieldEditor *editor, gboolean editable)
{
  gtk_widget_set_sensitive (FIN_FIELD_CHOICE (editor)->box, editable);
}

/* The group carries the field's name; within it the keyboard goes to the first button. */
static GtkWidget *
fin_field_choice_input (FinFieldEditor *editor)
{
  return FIN_FIELD_CHOICE (editor)->box;
}

/* One choice is one stop of Tab, at what is chosen; the arrows go from option to option, in their
   order rather than by where they lie: that is not known yet of a step that has just come up. */
static gboolean
fin_field_choice_focus (GtkWidget *widget, GtkDirectionType direction)
{
  FinFieldChoice *self = FIN_FIELD_CHOICE (widget);
  GtkWidget *target = NULL;
  guint at = 0;

  if (!self->radio)
    return GTK_WIDGET_CLASS (fin_field_choice_parent_class)->focus (widget, direction);

  while (at < self->buttons->len && !gtk_widget_is_focus (g_ptr_array_index (self->buttons, at)))
    at++;
  if (at < self->buttons->len) {
    if (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
      return FALSE;
    at += direction == GTK_DIR_DOWN || direction == GTK_DIR_RIGHT ? 1 : -1;
    return at < self->buttons->len && gtk_widget_grab_focus (g_ptr_array_index (self->buttons, at));
  }

  for (guint i = 0; i < self->buttons->len; i++)
    if (target == NULL || gtk_check_button_get_active (g_ptr_array_index (self->buttons, i)))
      target = g_ptr_array_index (self->buttons, i);

  return target != NULL && gtk_widget_grab_focus (target);
}

/* Of one choice of several, the button that goes off is followed by the one that goes on. */
static void
radio_toggled_cb (FinFieldChoice *self, GtkCheckButton *button)
{
  if (gtk_check_button_get_active (button))
    fin_field_editor_edited (FIN_FIELD_EDITOR (self));
}

static void
fin_field_choice_finalize (GObject *object)
{
  FinFieldChoice *self = FIN_FIELD_CHOICE (object);

  g_ptr_array_unref (self->buttons);
  g_ptr_array_unref (self->values);

  G_OBJECT_CLASS (fin_field_choice_parent_class)->finalize (object);
}

static void
fin_field_choice_class_init (FinFieldChoiceClass *klass)
{
  FinFieldEditorClass *editor_class = FIN_FIELD_EDITOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fin_field_choice_finalize;
  GTK_WIDGET_CLASS (klass)->focus = fin_field_choice_focus;
  editor_class->value = fin_field_choice_value;
  editor_class->show = fin_field_choice_show;
  editor_class->set_editable = fin_field_choice_set_editable;
  editor_class->input = fin_field_choice_input;
}

static void
fin_field_choice_init (FinFieldChoice *self)
{
  self->buttons = g_ptr_array_new ();
  self->values = g_ptr_array_new_with_free_func (g_free);
}

static void
add_button (FinFieldChoice *self, const char *value, const char *label, gboolean radio)
{
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *text = gtk_label_new (label);

  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  if (radio && self->buttons->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), g_ptr_array_index (self->buttons, 0));
  g_signal_connect_swapped (
      button, "toggled",
      radio ? G_CALLBACK (radio_toggled_cb) : G_CALLBACK (fin_field_editor_edited), self);
  g_ptr_array_add (self->buttons, button);
  g_ptr_array_add (self->values, g_strdup (value));
  gtk_box_append (GTK_BOX (self->box), button);
}

static FinFieldChoice *
make (GtkOrientation orientation, GtkAccessibleRole role)
{
  FinFieldChoice *self = g_object_new (FIN_TYPE_FIELD_CHOICE, NULL);

  self->box = g_object_new (GTK_TYPE_BOX, "orientation", orientation, "spacing",
                            orientation == GTK_ORIENTATION_VERTICAL ? 2 : 18, "accessible-role",
                            role, NULL);
  self->radio = role == GTK_ACCESSIBLE_ROLE_RADIO_GROUP;
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  return self;
}

FinFieldEditor *
fin_field_choice_new (const char *const *options, gboolean several)
{
  FinFieldChoice *self;

  g_return_val_if_fail (options != NULL, NULL);

  self = make (GTK_ORIENTATION_VERTICAL,
               several ? GTK_ACCESSIBLE_ROLE_GROUP : GTK_ACCESSIBLE_ROLE_RADIO_GROUP);
  for (guint i = 0; options[i] != NULL && options[i + 1] != NULL; i += 2)
    add_button (self, options[i], options[i + 1], !several);

  return FIN_FIELD_EDITOR (self);
}

/* Two buttons, not a switch: "not answered yet" must not look like "no". */
FinFieldEditor *
fin_field_choice_new_yes_no (void)
{
  FinFieldChoice *self = make (GTK_ORIENTATION_HORIZONTAL, GTK_ACCESSIBLE_ROLE_RADIO_GROUP);

  add_button (self, "true", _ ("Yes"), TRUE);
  add_button (self, "false", _ ("No"), TRUE);

  return FIN_FIELD_EDITOR (self);
}

FinFieldEditor *
fin_field_choice_new_declaration (void)
{
  FinFieldChoice *self = make (GTK_ORIENTATION_VERTICAL, GTK_ACCESSIBLE_ROLE_GROUP);

  add_button (self, "true", _ ("Declared"), FALSE);

  return FIN_FIELD_EDITOR (self);
}
