// Labels made anew whenever the form says another thing; they are few.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-brief.h"

#include <glib/gi18n.h>

#include "fin-field-words.h"
#include "fin-json.h"

/* What must stay of the height for the form itself. */
#define MAX_HEIGHT 300
#define MAX_CHARS  50

struct _FinBrief {
  GtkWidget parent_instance;

  GtkWidget *content; /* scrolls */
  GtkWidget *body;    /* in it */
  GtkBox *stops;
  GtkWidget *fees;
  GtkWidget *expander;
  GtkBox *notes;

  FinSharedForm *form;
};

G_DEFINE_FINAL_TYPE (FinBrief, fin_brief, GTK_TYPE_WIDGET)

static void
clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
add_label (GtkBox *box, const char *text, const char *style)
{
  /* What scrolls is as high as it wants to be at the width it wants: no wider than the pane. */
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "label", text, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                    "max-width-chars", MAX_CHARS, "xalign", 0.0, NULL);

  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (box, label);
}

static void
update_stops (FinBrief *self)
{
  g_autoptr (JsonArray) stops = NULL;
  guint n;

  g_assert (FIN_IS_BRIEF (self));

  g_object_get (self->form, "stops", &stops, NULL);
  n = json_array_get_length (stops);
  clear (self->stops);
  for (guint i = 0; i < n; i++) {
    JsonObject *stop = fin_json_array_object (stops, i);
    g_autofree char *text =
        g_strdup_printf (_ ("✖ They can't apply: %s"), fin_json_string (stop, "text"));

    add_label (self->stops, text, "heading");
    add_label (self->stops, fin_json_string (stop, "instead"), NULL);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->stops), n > 0);
}

static char *
fee_words (JsonObject *fee)
{
  const char *concept = fin_json_string (fee, "concept");
  const char *amount = fin_json_string (fee, "amount");
  const char *note = fin_json_string (fee, "note");
  gint64 year = fin_json_integer (fee, "year", 0);
  GString *words = g_string_new (NULL);

  if (amount != NULL) {
    g_autofree char *euros = fin_field_words_euros (amount);

    g_string_append_printf (words, "%s: %s", concept, euros);
  } else
    g_string_append_printf (words, _ ("%s: look the amount up"), concept);
  if (year != 0)
    g_string_append_printf (words, " (%" G_GINT64_FORMAT ")", year);
  if (note != NULL)
    g_string_append_printf (words, " · %s", note);
  if (amount != NULL && fin_json_boolean (fee, "check_first", FALSE))
    g_string_append_printf (words, " · %s", _ ("check before telling"));

  return g_string_free (words, FALSE);
}

static void
update_fees (FinBrief *self)
{
  g_autoptr (JsonArray) fees = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert (FIN_IS_BRIEF (self));

  g_object_get (self->form, "fees", &fees, NULL);
  for (guint i = 0; i < json_array_get_length (fees); i++) {
    g_autofree char *words = fee_words (fin_json_array_object (fees, i));

    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", words);
  }
  gtk_label_set_label (GTK_LABEL (self->fees), text->str);
  gtk_widget_set_visible (self->fees, text->len > 0);
}

static void
update_notes (FinBrief *self)
{
  g_auto (GStrv) notes = NULL;
  g_auto (GStrv) facts = NULL;
  GStrv lists[2];

  g_assert (FIN_IS_BRIEF (self));

  g_object_get (self->form, "notes", &notes, "facts", &facts, NULL);
  lists[0] = notes;
  lists[1] = facts;
  clear (self->notes);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (char **one = lists[i]; one != NULL && *one != NULL; one++) {
      g_autofree char *item = g_strdup_printf ("• %s", *one);

      add_label (self->notes, item, NULL);
    }
  gtk_widget_set_visible (self->expander,
                          gtk_widget_get_first_child (GTK_WIDGET (self->notes)) != NULL);
}

static void
fin_brief_dispose (GObject *object)
{
  FinBrief *self = FIN_BRIEF (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_BRIEF);
  g_clear_object (&self->form);

  G_OBJECT_CLASS (fin_brief_parent_class)->dispose (object);
}

static GtkSizeRequestMode
fin_brief_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* As high as all of it is, up to a bound; never wider for want of height, as a box of labels would
 * be where text is large. */
static void
fin_brief_measure (GtkWidget *widget,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *minimum_baseline,
                   int *natural_baseline)
{
  FinBrief *self = FIN_BRIEF (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    gtk_widget_measure (self->body, orientation, -1, minimum, natural, NULL, NULL);
    return;
  }

  gtk_widget_measure (self->body, orientation, for_size, minimum, natural, NULL, NULL);
  *minimum = *natural = MIN (*natural, MAX_HEIGHT);
}

static void
fin_brief_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (FIN_BRIEF (widget)->content, width, height, baseline, NULL);
}

static void
fin_brief_class_init (FinBriefClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_brief_dispose;
  widget_class->get_request_mode = fin_brief_get_request_mode;
  widget_class->measure = fin_brief_measure;
  widget_class->size_allocate = fin_brief_size_allocate;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-brief.ui");
  gtk_widget_class_bind_template_child (widget_class, FinBrief, content);
  gtk_widget_class_bind_template_child (widget_class, FinBrief, body);
  gtk_widget_class_bind_template_child (widget_class, FinBrief, stops);
  gtk_widget_class_bind_template_child (widget_class, FinBrief, fees);
  gtk_widget_class_bind_template_child (widget_class, FinBrief, expander);
  gtk_widget_class_bind_template_child (widget_class, FinBrief, notes);
}

static void
fin_brief_init (FinBrief *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fin_brief_set_form (FinBrief *self, FinSharedForm *form)
{
  static const struct {
    const char *signal;
    void (*update) (FinBrief *);
  } watched[] = {
    { "notify::stops", update_stops },
    { "notify::fees", update_fees },
    { "notify::notes", update_notes },
    { "notify::facts", update_notes },
  };

  g_return_if_fail (FIN_IS_BRIEF (self));
  g_return_if_fail (FIN_IS_SHARED_FORM (form));
  g_return_if_fail (self->form == NULL);

  self->form = g_object_ref (form);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++) {
    g_signal_connect_object (form, watched[i].signal, G_CALLBACK (watched[i].update), self,
                             G_CONNECT_SWAPPED);
    watched[i].update (self);
  }
}
