// The fields of the form that a document proves.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-proofs.h"

#include "fin-document-words.h"
#include "fin-field-row.h"

struct _FinProofs {
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkBox *rows;

  FinVisit *visit;
  FinDocument *document;
  char **fields; /* whose rows are there, or NULL */
};

enum { PROP_0, PROP_EMPTY, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FinProofs, fin_proofs, GTK_TYPE_WIDGET)

static gboolean
is_empty (FinProofs *self)
{
  return self->fields == NULL || self->fields[0] == NULL;
}

/* Rows stay as long as they are of the same fields: somebody may be writing in one. */
static void
update (FinProofs *self)
{
  FinSharedForm *form = fin_visit_form (self->visit);
  g_auto (GStrv) fields = self->document != NULL
                              ? fin_document_proves (form, fin_document_kind (self->document))
                              : NULL;
  GtkWidget *row;

  g_assert (FIN_IS_PROOFS (self));

  if ((fields == NULL) == (self->fields == NULL) &&
      (fields == NULL ||
       g_strv_equal ((const char *const *)fields, (const char *const *)self->fields)))
    return;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_box_remove (self->rows, row);
  for (guint i = 0; fields != NULL && fields[i] != NULL; i++) {
    FinSharedField *field = fin_shared_form_lookup (form, fields[i]);

    if (field == NULL)
      continue;

    row = fin_field_row_new (self->visit, fin_visit_form (self->visit), field);
    fin_field_row_set_beside (FIN_FIELD_ROW (row));
    gtk_box_append (self->rows, row);
  }
  g_strfreev (self->fields);
  self->fields = g_steal_pointer (&fields);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EMPTY]);
}

static void
fin_proofs_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, is_empty (FIN_PROOFS (object)));
}

static void
fin_proofs_dispose (GObject *object)
{
  FinProofs *self = FIN_PROOFS (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_PROOFS);
  g_clear_object (&self->document);
  g_clear_object (&self->visit);
  g_clear_pointer (&self->fields, g_strfreev);

  G_OBJECT_CLASS (fin_proofs_parent_class)->dispose (object);
}

static void
fin_proofs_class_init (FinProofsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = fin_proofs_get_property;
  object_class->dispose = fin_proofs_dispose;

  properties[PROP_EMPTY] =
      g_param_spec_boolean ("empty", NULL, NULL, TRUE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-proofs.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_bind_template_child (widget_class, FinProofs, scroller);
  gtk_widget_class_bind_template_child (widget_class, FinProofs, rows);
}

static void
fin_proofs_init (FinProofs *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What was shown is of another form now. */
static void
front_cb (FinProofs *self)
{
  FinSharedForm *form = fin_visit_form (self->visit);

  g_assert (FIN_IS_PROOFS (self));

  g_clear_object (&self->document);
  update (self);
  g_signal_handlers_disconnect_by_func (form, update, self);
  g_signal_connect_object (form, "notify::documents", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

void
fin_proofs_set_visit (FinProofs *self, FinVisit *visit)
{
  g_return_if_fail (FIN_IS_PROOFS (self));
  g_return_if_fail (self->visit == NULL);

  self->visit = g_object_ref (visit);
  g_signal_connect_object (visit, "notify::form", G_CALLBACK (front_cb), self, G_CONNECT_SWAPPED);
  front_cb (self);
}

void
fin_proofs_set_document (FinProofs *self, FinDocument *document)
{
  g_return_if_fail (FIN_IS_PROOFS (self));

  if (g_set_object (&self->document, document))
    update (self);
}
