// Short marks beside each other, on as many lines as they need.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-chips.h"

#define GAP 6

struct _FinChips {
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (FinChips, fin_chips, GTK_TYPE_WIDGET)

static int
chip_height (GtkWidget *chip, int width)
{
  int natural;

  gtk_widget_measure (chip, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

static int
chip_width (GtkWidget *chip, int available)
{
  int minimum, natural;

  gtk_widget_measure (chip, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return available < 0 ? natural : MAX (minimum, MIN (natural, available));
}

/* The height the chips take within @width; with @place they are put there. */
static int
flow (FinChips *self, int width, gboolean place)
{
  gboolean right_to_left = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int x = 0, y = 0, line = 0;

  for (GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self)); chip != NULL;
       chip = gtk_widget_get_next_sibling (chip)) {
    int w = chip_width (chip, width);
    int h = chip_height (chip, w);

    if (x > 0 && x + w > width) {
      x = 0;
      y += line + GAP;
      line = 0;
    }
    if (place) {
      GtkAllocation at = { right_to_left ? width - x - w : x, y, w, h };
      gtk_widget_size_allocate (chip, &at, -1);
    }
    x += w + GAP;
    line = MAX (line, h);
  }

  return y + line;
}

static GtkSizeRequestMode
fin_chips_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  *minimum = *natural = 0;

  for (GtkWidget *chip = gtk_widget_get_first_child (widget); chip != NULL;
       chip = gtk_widget_get_next_sibling (chip)) {
    int chip_minimum, chip_natural;

    gtk_widget_measure (chip, GTK_ORIENTATION_HORIZONTAL, -1, &chip_minimum, &chip_natural, NULL,
                        NULL);
    *minimum = MAX (*minimum, chip_minimum);
    *natural += chip_natural + (*natural > 0 ? GAP : 0);
  }
}

static void
fin_chips_measure (GtkWidget *widget,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *minimum_baseline,
                   int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    measure_width (widget, minimum, natural);
    return;
  }

  int width = for_size, narrowest;
  if (width < 0)
    measure_width (widget, &narrowest, &width);
  *minimum = *natural = flow (FIN_CHIPS (widget), width, FALSE);
}

static void
fin_chips_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  flow (FIN_CHIPS (widget), width, TRUE);
}

static void
fin_chips_dispose (GObject *object)
{
  GtkWidget *chip;

  while ((chip = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (chip);

  G_OBJECT_CLASS (fin_chips_parent_class)->dispose (object);
}

static void
fin_chips_class_init (FinChipsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_chips_dispose;
  widget_class->get_request_mode = fin_chips_get_request_mode;
  widget_class->measure = fin_chips_measure;
  widget_class->size_allocate = fin_chips_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "chips");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
fin_chips_init (FinChips *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
fin_chips_new (void)
{
  return g_object_new (FIN_TYPE_CHIPS, NULL);
}

void
fin_chips_clear (FinChips *self)
{
  g_return_if_fail (FIN_IS_CHIPS (self));

  GtkWidget *chip;
  while ((chip = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (chip);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
fin_chips_add (FinChips *self, const char *text, const char *style)
{
  g_return_if_fail (FIN_IS_CHIPS (self));
  g_return_if_fail (text != NULL);

  GtkWidget *chip = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (chip), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (chip, "chip");
  if (style != NULL)
    gtk_widget_add_css_class (chip, style);
  gtk_widget_set_parent (chip, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}
