// The web page that shows a document's pages.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-page-sheet.h"

#include "fin-sealed-view.h"

/* The grey around the pages; a mark is up to 15 brighter in each colour. */
#define DESK_LIGHT 222
#define DESK_DARK  36

/* WebKit paints nothing of a page that is still arriving until it has seen 200 characters, and words
 * over pages do not count. */
#define DOTS_64 "................................................................"

char *
fin_page_sheet_begin (void)
{
  return g_strdup (
      "<!doctype html><html><head><meta charset=\"utf-8\"><style>"
      "html{background:rgb(var(--desk) var(--desk) var(--desk))}"
      "body{margin:0 0 8px}"
      "body::before{content:\"" DOTS_64 DOTS_64 DOTS_64 DOTS_64 "\";position:absolute;width:1px;height:1px;"
      "overflow:hidden;font-size:1px;color:transparent}"
      "section{--tall:calc(var(--h)/var(--w));content-visibility:auto;overflow:hidden;"
      "width:max(100%,calc(var(--width) + 16px));height:calc(var(--width)*var(--tall) + 8px)}"
      "section>i{float:left;position:sticky;left:0;width:3px;height:100%;"
      "background:rgb(calc(var(--desk) + var(--a)) calc(var(--desk) + var(--b)) "
      "calc(var(--desk) + var(--c)))}"
      "section>div{position:relative;width:var(--width);height:calc(100% - 8px);margin:8px auto 0;"
      "background:#fff;box-shadow:0 1px 3px rgb(0 0 0/.3);container-type:size}"
      "section>div>div{position:absolute;top:0;left:0;width:100cqw;height:100cqh}"
      "img,b,svg{position:absolute;top:0;left:0;width:100%;height:100%;display:block}"
      "b{background-size:100% 100%}"
      "text{fill:transparent;white-space:pre;font-family:sans-serif}"
      "img,b{user-select:none;-webkit-user-select:none;-webkit-user-drag:none}"
      "</style></head><body>");
}

/* A number as CSS and SVG read it, whatever the person's language. */
static void
append_number (GString *html, const char *before, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (html, before);
  g_string_append (html, g_ascii_formatd (buffer, sizeof buffer, "%.2f", number));
}

static void
append_line (GString *html, const GString *text, const FinWord *first, double right)
{
  g_autofree char *escaped = g_markup_escape_text (text->str, text->len);

  /* The font of the screen is not the document's: each line is stretched to the place it takes on
   * the picture, so that what is selected lies over what is read. */
  append_number (html, "<text x=\"", first->x);
  append_number (html, "\" y=\"", first->y + first->height * .8);
  append_number (html, "\" font-size=\"", CLAMP (first->height * .87, 1, 400));
  append_number (html, "\" textLength=\"", MAX (right - first->x, 1));
  g_string_append_printf (html, "\" lengthAdjust=\"spacingAndGlyphs\">%s</text>", escaped);
}

/* Words of one line that stand near each other make one piece, so that a name or an address is found
 * whole; columns of a table do not. */
static void
append_words (GString *html, FinPage *page)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const FinWord *first = NULL;
  double right = 0;

  for (guint i = 0; i < fin_page_get_n_words (page); i++)
    {
      const FinWord *word = fin_page_get_word (page, i);
      const FinWord *next = i + 1 < fin_page_get_n_words (page) ? fin_page_get_word (page, i + 1) : NULL;

      if (first == NULL)
        first = word;
      right = MAX (right, word->x + word->width);
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, word->text);

      if (next == NULL || word->ends_line || next->x < word->x ||
          next->x - right > 1.5 * word->height)
        {
          append_line (html, text, first, right);
          g_string_truncate (text, 0);
          first = NULL;
          right = 0;
        }
    }
}

char *
fin_page_sheet_section (FinPage    *page,
                        double      width,
                        double      height,
                        const char *prefix,
                        const char *label)
{
  g_return_val_if_fail (FIN_IS_PAGE (page), NULL);

  guint index = fin_page_get_index (page);
  guint number = index + 1;
  g_autofree char *alt = g_markup_escape_text (label, -1);
  GString *html = g_string_new (NULL);

  g_string_append_printf (html, "<section id=\"p%u\" style=\"--a:%u;--b:%u;--c:%u;", index, number & 15,
                          number >> 4 & 15, number >> 8 & 15);
  append_number (html, "--w:", width);
  append_number (html, ";--h:", height);
  g_string_append_printf (html,
                          "\"><i id=\"q%u\"></i><div><div><img alt=\"%s\" src=\"" FIN_SEALED_SCHEME
                          ":/%s/coarse/%u\"><b style=\"--fine:url(" FIN_SEALED_SCHEME
                          ":/%s/fine/%u)\"></b>",
                          index, alt, prefix, index, prefix, index);
  append_number (html, "<svg viewBox=\"0 0 ", width);
  append_number (html, " ", height);
  g_string_append (html, "\" preserveAspectRatio=\"none\">");
  append_words (html, page);
  g_string_append (html, "</svg></div></div></section>\n");

  return g_string_free (html, FALSE);
}

char *
fin_page_sheet_notice (const char *words)
{
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  return g_strdup_printf ("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"600\" height=\"840\" "
                          "viewBox=\"0 0 600 840\"><text x=\"300\" y=\"120\" font-size=\"20\" "
                          "text-anchor=\"middle\" fill=\"#444\" font-family=\"sans-serif\">%s</text></svg>",
                          escaped);
}

static int
desk_of (const FinPageLook *look)
{
  return look->dark ? DESK_DARK : DESK_LIGHT;
}

char *
fin_page_sheet_style (const FinPageLook *look)
{
  static const char *const turns[] = {
    "",
    "section{--tall:calc(var(--w)/var(--h))!important}section>div>div{width:100cqh!important;"
    "height:100cqw!important;transform-origin:0 0;transform:translateX(100cqw) rotate(90deg)}",
    "section>div>div{transform:rotate(180deg)}",
    "section{--tall:calc(var(--w)/var(--h))!important}section>div>div{width:100cqh!important;"
    "height:100cqw!important;transform-origin:0 0;transform:translateY(100cqh) rotate(-90deg)}",
  };
  GString *css = g_string_new (NULL);

  g_string_append_printf (css, ":root{--desk:%d;--width:%dpx}%s", desk_of (look),
                          (int) MAX (look->page_width, 40), turns[look->rotation / 90 % 4]);
  if (look->fine)
    g_string_append (css, "b{background-image:var(--fine)}");

  return g_string_free (css, FALSE);
}

int
fin_page_sheet_read_mark (const FinPageLook *look, guint32 pixel)
{
  int desk = desk_of (look);
  int a = (int) (pixel >> 16 & 255) - desk;
  int b = (int) (pixel >> 8 & 255) - desk;
  int c = (int) (pixel & 255) - desk;

  if (((a | b | c) & ~15) != 0)
    return -1;

  return (a | b << 4 | c << 8) - 1;
}
