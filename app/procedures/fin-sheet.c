// Flowing text onto pages with Pango and Cairo.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-sheet.h"

#include <pango/pangocairo.h>
#include <qrencode.h>
#include <string.h>

#include "fin-language.h"

#define BOTTOM     (FIN_SHEET_HEIGHT - FIN_SHEET_MARGIN - 18)
#define LABEL_PART 0.36
#define GUTTER     10.0

struct _FinSheet {
  cairo_t *cr;
  const char *language;
  gboolean right_to_left;
  FinSheetFootFunc foot;
  gpointer data;
  guint page;
  double y;
  double indent;
  guint unwritable;
};

FinSheet *
fin_sheet_new (cairo_t *cr, const char *language, FinSheetFootFunc foot, gpointer data)
{
  FinSheet *self = g_new0 (FinSheet, 1);

  self->cr = cairo_reference (cr);
  self->language = fin_language_code (language);
  self->right_to_left = fin_language_right_to_left (language);
  self->foot = foot;
  self->data = data;
  self->page = 1;
  self->y = FIN_SHEET_MARGIN;

  return self;
}

guint
fin_sheet_unwritable (FinSheet *self)
{
  return self->unwritable;
}

void
fin_sheet_free (FinSheet *self)
{
  cairo_destroy (self->cr);
  g_free (self);
}

static void
end_page (FinSheet *self)
{
  self->foot (self, self->page, self->data);
  cairo_show_page (self->cr);
}

guint
fin_sheet_finish (FinSheet *self)
{
  end_page (self);

  return self->page;
}

static void
new_page (FinSheet *self)
{
  end_page (self);
  self->page++;
  self->y = FIN_SHEET_MARGIN;
}

void
fin_sheet_begin (FinSheet *self, const char *tag)
{
  cairo_tag_begin (self->cr, tag, NULL);
}

void
fin_sheet_end (FinSheet *self, const char *tag)
{
  cairo_tag_end (self->cr, tag);
}

void
fin_sheet_gap (FinSheet *self, double height)
{
  self->y += height;
}

void
fin_sheet_need (FinSheet *self, double height)
{
  if (self->y + height > BOTTOM && self->y > FIN_SHEET_MARGIN)
    new_page (self);
}

double
fin_sheet_y (FinSheet *self)
{
  return self->y;
}

void
fin_sheet_indent (FinSheet *self, double width)
{
  self->indent = width;
}

static void
set_ink (FinSheet *self, FinInk ink)
{
  if (ink == FIN_INK_TEXT)
    cairo_set_source_rgb (self->cr, 0.10, 0.10, 0.12);
  else if (ink == FIN_INK_QUIET)
    cairo_set_source_rgb (self->cr, 0.33, 0.33, 0.36);
  else
    cairo_set_source_rgb (self->cr, 0.04, 0.29, 0.56);
}

/* Marks that would turn the writing of what stands beside them have no place in a file name or a
 * value printed as evidence. */
static char *
without_marks (const char *text)
{
  GString *plain = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (!(c >= 0x202a && c <= 0x202e) && !(c >= 0x2066 && c <= 0x2069))
      g_string_append_unichar (plain, c);
  }

  return g_string_free (plain, FALSE);
}

/* Puts the text at the side where the page's reading begins, or @far from it. Pango means by left
 * and right the line's own, and swaps them for one written from the right. */
static void
align (FinSheet *self, PangoLayout *layout, gboolean far_side)
{
  gboolean from_right =
      pango_layout_get_line_readonly (layout, 0)->resolved_dir == PANGO_DIRECTION_RTL;

  pango_layout_set_alignment (layout, (from_right != self->right_to_left) != far_side
                                          ? PANGO_ALIGN_RIGHT
                                          : PANGO_ALIGN_LEFT);
}

/* Glyphs at their exact places, not on a screen's pixels: else a reader of the PDF takes the
 * rounding for spaces between letters. */
static void
set_for_print (PangoContext *context)
{
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  pango_cairo_context_set_resolution (context, 72); /* one unit is one point */
  pango_context_set_round_glyph_positions (context, FALSE);
  cairo_font_options_destroy (options);
}

/* What is copied from the paper must be what was written: «fi» in an address, and «l·l», not the
 * one letter some fonts make of them. Scripts that need their ligatures keep them. */
static void
forgo_ligatures (FinSheet *self, PangoLayout *layout)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes,
                          pango_attr_font_features_new (
                              self->right_to_left ? "liga=0, clig=0" : "liga=0, clig=0, locl=0"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
}

/* Each text runs in its own direction: a telephone number in an Arabic receipt is written from the
 * left, at the right. */
static PangoLayout *
lay_out (FinSheet *self, const char *text, const char *font, double width)
{
  PangoLayout *layout = pango_cairo_create_layout (self->cr);
  PangoContext *context = pango_layout_get_context (layout);
  PangoFontDescription *description = pango_font_description_from_string (font);
  g_autofree char *plain = without_marks (text);

  pango_context_set_language (context, pango_language_from_string (self->language));
  pango_context_set_base_dir (context, PANGO_DIRECTION_WEAK_LTR);
  set_for_print (context);
  pango_layout_context_changed (layout);
  forgo_ligatures (self, layout);
  pango_layout_set_font_description (layout, description);
  pango_layout_set_width (layout, pango_units_from_double (width));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_spacing (layout, PANGO_SCALE);
  pango_layout_set_text (layout, plain, -1);
  align (self, layout, FALSE);
  self->unwritable += pango_layout_get_unknown_glyphs_count (layout);
  pango_font_description_free (description);

  return layout;
}

static double
height_of (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);

  return pango_units_to_double (height);
}

/* The left edge of a box @offset from where reading begins. */
static double
left_of (FinSheet *self, double offset, double width)
{
  return self->right_to_left ? FIN_SHEET_WIDTH - FIN_SHEET_MARGIN - offset - width
                             : FIN_SHEET_MARGIN + offset;
}

static void
show (FinSheet *self, const char *tag, PangoLayout *layout, double x)
{
  cairo_tag_begin (self->cr, tag, NULL);
  cairo_move_to (self->cr, x, self->y);
  pango_cairo_show_layout (self->cr, layout);
  cairo_tag_end (self->cr, tag);
}

/* Line by line, over as many pages as it takes. @attributes: of @tag, or NULL. */
static void
flow (FinSheet *self, const char *tag, const char *attributes, PangoLayout *layout, double x)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);

  cairo_tag_begin (self->cr, tag, attributes);
  do {
    PangoRectangle extents;
    double height;
    int baseline = pango_layout_iter_get_baseline (iter);

    pango_layout_iter_get_line_extents (iter, NULL, &extents);
    height = pango_units_to_double (extents.height);
    if (self->y + height > BOTTOM) {
      cairo_tag_end (self->cr, tag);
      new_page (self);
      cairo_tag_begin (self->cr, tag, attributes);
      set_ink (self, FIN_INK_TEXT);
    }
    cairo_move_to (self->cr, x + pango_units_to_double (extents.x),
                   self->y + pango_units_to_double (baseline - extents.y));
    pango_cairo_show_layout_line (self->cr, pango_layout_iter_get_line_readonly (iter));
    self->y += height + 1;
  } while (pango_layout_iter_next_line (iter));
  cairo_tag_end (self->cr, tag);
  pango_layout_iter_free (iter);
}

static void
write_text (FinSheet *self,
            const char *tag,
            const char *attributes,
            const char *font,
            FinInk ink,
            const char *text)
{
  double width = FIN_SHEET_WIDTH - 2 * FIN_SHEET_MARGIN - self->indent;
  g_autoptr (PangoLayout) layout = lay_out (self, text, font, width);

  set_ink (self, ink);
  flow (self, tag, attributes, layout, left_of (self, 0, width));
}

void
fin_sheet_text (FinSheet *self, const char *tag, const char *font, FinInk ink, const char *text)
{
  write_text (self, tag, NULL, font, ink, text);
}

/* Nothing in the link's tag but its words: of a tag within, Cairo 1.18 makes a file that is
 * damaged. */
void
fin_sheet_link (FinSheet *self, const char *font, const char *text, const char *uri)
{
  g_autofree char *attributes = g_strdup_printf ("uri='%s'", uri);
  gboolean safe = strpbrk (uri, "'\\") == NULL && g_str_is_ascii (uri);

  write_text (self, safe ? CAIRO_TAG_LINK : "Span", safe ? attributes : NULL, font, FIN_INK_LINK,
              text);
}

void
fin_sheet_row (FinSheet *self, const char *label, const char *font, const char *value)
{
  double width = FIN_SHEET_WIDTH - 2 * FIN_SHEET_MARGIN - self->indent;
  double label_width = (FIN_SHEET_WIDTH - 2 * FIN_SHEET_MARGIN) * LABEL_PART;
  double value_width = width - label_width - GUTTER;
  g_autoptr (PangoLayout) name = lay_out (self, label, "Sans 10", label_width);
  g_autoptr (PangoLayout) content = lay_out (self, value, font, value_width);
  double height = MAX (height_of (name), height_of (content));
  double value_x = left_of (self, label_width + GUTTER, value_width);
  double top;

  fin_sheet_need (self, MIN (height, BOTTOM - FIN_SHEET_MARGIN));
  fin_sheet_begin (self, "TR");
  set_ink (self, FIN_INK_QUIET);
  show (self, "TH", name, left_of (self, 0, label_width));
  set_ink (self, FIN_INK_TEXT);
  top = self->y;
  if (top + height <= BOTTOM) {
    show (self, "TD", content, value_x);
    self->y = top + height;
  } else
    flow (self, "TD", NULL, content, value_x);
  fin_sheet_end (self, "TR");
  self->y += 5;
}

void
fin_sheet_foot (FinSheet *self, const char *text, gboolean far_side)
{
  double width = FIN_SHEET_WIDTH - 2 * FIN_SHEET_MARGIN;
  g_autoptr (PangoLayout) layout = lay_out (self, text, "Sans 9", width);

  align (self, layout, far_side);
  set_ink (self, FIN_INK_QUIET);
  cairo_move_to (self->cr, FIN_SHEET_MARGIN, FIN_SHEET_HEIGHT - FIN_SHEET_MARGIN);
  pango_cairo_show_layout (self->cr, layout);
}

void
fin_sheet_rule (FinSheet *self)
{
  cairo_set_source_rgb (self->cr, 0.75, 0.0, 0.0);
  cairo_rectangle (self->cr, FIN_SHEET_MARGIN, self->y, FIN_SHEET_WIDTH - 2 * FIN_SHEET_MARGIN, 2);
  cairo_fill (self->cr);
  self->y += 2;
}

void
fin_sheet_qr (FinSheet *self, const char *text, double top, double size)
{
  QRcode *code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);
  double module, left;

  if (code == NULL) /* more than a QR code can hold: the address is printed too */
    return;

  module = size / code->width;
  left = self->right_to_left ? FIN_SHEET_MARGIN : FIN_SHEET_WIDTH - FIN_SHEET_MARGIN - size;
  cairo_tag_begin (self->cr, "Figure", NULL);
  cairo_save (self->cr);
  cairo_set_source_rgb (self->cr, 0, 0, 0);
  cairo_set_antialias (self->cr, CAIRO_ANTIALIAS_NONE);
  for (int row = 0; row < code->width; row++)
    for (int column = 0; column < code->width; column++)
      if (code->data[row * code->width + column] & 1)
        cairo_rectangle (self->cr, left + column * module, top + row * module, module, module);
  cairo_fill (self->cr);
  cairo_restore (self->cr);
  cairo_tag_end (self->cr, "Figure");
  QRcode_free (code);
}
