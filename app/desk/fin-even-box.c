// A row whose children are all as wide as they like, or all as narrow as they can be.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-even-box.h"

#define SPACING 8

struct _FinEvenBox {
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (FinEvenBox, fin_even_box, GTK_TYPE_WIDGET)

static void
fin_even_box_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;
  int gap = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    int least, liked;

    if (!gtk_widget_should_layout (child))
      continue;

    gtk_widget_measure (child, orientation, -1, &least, &liked, NULL, NULL);
    *minimum = across ? *minimum + gap + least : MAX (*minimum, least);
    *natural = across ? *natural + gap + liked : MAX (*natural, liked);
    gap = SPACING;
  }
}

static void
fin_even_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int minimum = 0, natural = 0, x;

  /* Without its own padding, as @width is. */
  fin_even_box_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  x = MAX (width - (width >= natural ? natural : minimum), 0) / 2;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    int least, liked;

    if (!gtk_widget_should_layout (child))
      continue;

    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &liked, NULL, NULL);
    int given = width >= natural ? liked : least;
    gtk_widget_size_allocate (
        child, &(GtkAllocation){ mirrored ? width - x - given : x, 0, given, height }, -1);
    x += given + SPACING;
  }
}

static void
fin_even_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (fin_even_box_parent_class)->dispose (object);
}

static void
fin_even_box_class_init (FinEvenBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_even_box_dispose;
  widget_class->measure = fin_even_box_measure;
  widget_class->size_allocate = fin_even_box_size_allocate;
}

static void
fin_even_box_init (FinEvenBox *self)
{
}
