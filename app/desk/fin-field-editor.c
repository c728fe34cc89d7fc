// What editors have in common, and which one a field gets.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-field-editor.h"

#include "fin-field-choice.h"
#include "fin-field-entry.h"
#include "fin-field-menu.h"
#include "fin-field-text.h"

/* More than so many choices, and a list that opens is easier to survey than buttons. */
#define MAX_BUTTONS 6

typedef struct {
  gboolean showing;
} FinFieldEditorPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FinFieldEditor, fin_field_editor, GTK_TYPE_WIDGET)

enum { EDITED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
fin_field_editor_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (fin_field_editor_parent_class)->dispose (object);
}

static void
fin_field_editor_class_init (FinFieldEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fin_field_editor_dispose;

  signals[EDITED] = g_signal_new ("edited", FIN_TYPE_FIELD_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
fin_field_editor_init (FinFieldEditor *self)
{
}

FinFieldEditor *
fin_field_editor_new (FinSharedField *field)
{
  const char *kind;
  const char *const *options;

  g_return_val_if_fail (FIN_IS_SHARED_FIELD (field), NULL);

  kind = fin_shared_field_kind (field);
  options = fin_shared_field_options (field);
  if (g_str_equal (kind, "multiline"))
    return fin_field_text_new ();
  if (g_str_equal (kind, "boolean"))
    return fin_field_choice_new_yes_no ();
  if (g_str_equal (kind, "declaration") || g_str_equal (kind, "secret"))
    return fin_field_choice_new_declaration ();
  if (g_str_equal (kind, "multichoice") && options != NULL)
    return fin_field_choice_new (options, TRUE);
  if (g_str_equal (kind, "choice") && options != NULL)
    return g_strv_length ((char **)options) / 2 > MAX_BUTTONS
               ? fin_field_menu_new (options)
               : fin_field_choice_new (options, FALSE);

  return fin_field_entry_new (kind);
}

void
fin_field_editor_set_value (FinFieldEditor *self, const char *value)
{
  FinFieldEditorPrivate *priv = fin_field_editor_get_instance_private (self);
  FinFieldEditorClass *klass;
  g_autofree char *shown = NULL;

  g_return_if_fail (FIN_IS_FIELD_EDITOR (self));
  g_return_if_fail (value != NULL);

  klass = FIN_FIELD_EDITOR_GET_CLASS (self);
  shown = klass->value (self);
  if (g_str_equal (shown, value))
    return;

  priv->showing = TRUE;
  klass->show (self, value);
  priv->showing = FALSE;
}

void
fin_field_editor_set_editable (FinFieldEditor *self, gboolean editable)
{
  g_return_if_fail (FIN_IS_FIELD_EDITOR (self));

  FIN_FIELD_EDITOR_GET_CLASS (self)->set_editable (self, editable);
}

GtkWidget *
fin_field_editor_input (FinFieldEditor *self)
{
  g_return_val_if_fail (FIN_IS_FIELD_EDITOR (self), NULL);

  return FIN_FIELD_EDITOR_GET_CLASS (self)->input (self);
}

void
fin_field_editor_edited (FinFieldEditor *self)
{
  FinFieldEditorPrivate *priv = fin_field_editor_get_instance_private (self);
  g_autofree char *value = NULL;

  g_return_if_fail (FIN_IS_FIELD_EDITOR (self));

  if (priv->showing)
    return;

  value = FIN_FIELD_EDITOR_GET_CLASS (self)->value (self);
  g_signal_emit (self, signals[EDITED], 0, value);
}
