// The bar in which somebody types what to find.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-find-bar.h"

#include "fin-documents-resources.h"

struct _FinFindBar {
  GtkWidget parent_instance;

  GtkSearchBar *bar;
  GtkEditable *entry;
  GtkLabel *answer;

  gboolean open;
};

enum { PROP_0, PROP_OPEN, N_PROPS };

enum { CHANGED, AGAIN, CLOSED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FinFindBar, fin_find_bar, GTK_TYPE_WIDGET)

static void
set_open (FinFindBar *self, gboolean open)
{
  if (self->open == open)
    return;

  self->open = open;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN]);
}

static void
changed_cb (FinFindBar *self)
{
  fin_find_bar_set_answer (self, "");
  g_signal_emit (self, signals[CHANGED], 0, gtk_editable_get_text (self->entry));
}

static void
go_on (FinFindBar *self, gboolean backward)
{
  if (gtk_editable_get_text (self->entry)[0] != '\0')
    g_signal_emit (self, signals[AGAIN], 0, backward);
}

static void
next_cb (FinFindBar *self)
{
  go_on (self, FALSE);
}

static void
previous_cb (FinFindBar *self)
{
  go_on (self, TRUE);
}

static void
stop_cb (FinFindBar *self)
{
  set_open (self, FALSE);
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
fin_find_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FinFindBar *self = FIN_FIND_BAR (object);

  switch (id) {
  case PROP_OPEN:
    g_value_set_boolean (value, self->open);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_find_bar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FinFindBar *self = FIN_FIND_BAR (object);

  switch (id) {
  case PROP_OPEN:
    set_open (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_find_bar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_FIND_BAR);

  G_OBJECT_CLASS (fin_find_bar_parent_class)->dispose (object);
}

static void
fin_find_bar_class_init (FinFindBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fin_find_bar_dispose;
  object_class->get_property = fin_find_bar_get_property;
  object_class->set_property = fin_find_bar_set_property;

  properties[PROP_OPEN] =
      g_param_spec_boolean ("open", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", FIN_TYPE_FIND_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[AGAIN] = g_signal_new ("again", FIN_TYPE_FIND_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[CLOSED] = g_signal_new ("closed", FIN_TYPE_FIND_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);

  fin_documents_register_resource ();
  gtk_widget_class_set_template_from_resource (
      widget_class, "/cat/finestreta/Finestreta/documents/fin-find-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, FinFindBar, bar);
  gtk_widget_class_bind_template_child (widget_class, FinFindBar, entry);
  gtk_widget_class_bind_template_child (widget_class, FinFindBar, answer);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
}

static void
fin_find_bar_init (FinFindBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->bar, self->entry);
}

void
fin_find_bar_start (FinFindBar *self)
{
  g_return_if_fail (FIN_IS_FIND_BAR (self));

  set_open (self, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

const char *
fin_find_bar_get_words (FinFindBar *self)
{
  g_return_val_if_fail (FIN_IS_FIND_BAR (self), NULL);

  return gtk_editable_get_text (self->entry);
}

void
fin_find_bar_set_answer (FinFindBar *self, const char *answer)
{
  g_return_if_fail (FIN_IS_FIND_BAR (self));

  gtk_label_set_text (self->answer, answer);
}
