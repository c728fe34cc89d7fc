// How one field of the form is written: the family of its editors.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "fin-shared-form.h"

G_BEGIN_DECLS

/**
 * FinFieldEditor:
 *
 * Shows a value as the form has it (a string, see `FormChange` in the API) and tells of each change made
 * by hand.
 *
 * Signal `edited` (const char *value).
 */
#define FIN_TYPE_FIELD_EDITOR (fin_field_editor_get_type ())
G_DECLARE_DERIVABLE_TYPE (FinFieldEditor, fin_field_editor, FIN, FIELD_EDITOR, GtkWidget)

struct _FinFieldEditorClass {
  GtkWidgetClass parent_class;

  /* The value as it stands in the editor. (transfer full) */
  char      *(*value)        (FinFieldEditor *self);
  /* Puts @value into the editor; only called when it differs. */
  void       (*show)         (FinFieldEditor *self, const char *value);
  void       (*set_editable) (FinFieldEditor *self, gboolean editable);
  /* What takes the keyboard, and what a screen reader calls by the field's name. (transfer none) */
  GtkWidget *(*input)        (FinFieldEditor *self);
};

/* The editor that fits @field's kind and options; it does not follow the field by itself. */
FinFieldEditor *fin_field_editor_new          (FinSharedField *field);
/* Shows @value unless the editor says the same already: so that what is being typed, and the
 * cursor in it, are left alone by its own echo. */
void            fin_field_editor_set_value    (FinFieldEditor *self, const char *value);
void            fin_field_editor_set_editable (FinFieldEditor *self, gboolean editable);
GtkWidget      *fin_field_editor_input        (FinFieldEditor *self);
/* For subclasses: the person changed it. Not told while a value is being shown. */
void            fin_field_editor_edited       (FinFieldEditor *self);

G_END_DECLS
