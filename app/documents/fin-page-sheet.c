// The web page that shows a document's pages.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-page-sheet.h"

#include "fin-sealed-view.h"

/* The grey around the pages; a mark is up to 15 brighter in each colour. */
#define DESK_LIGHT 222
#define DESK_DARK  36

/* Words that go into one span, which is stretched from its start to its end: they lie where they
 * should but for a point or so, and a span for each would take WebKit three times the memory. */
#define MAX_SPAN 8

/* WebKit paints nothing of a page that is still arriving until it has seen 200 characters, and
 * words over pages do not count. */
#define DOTS_64 "................................................................"

char *
fin_page_sheet_begin (void)
{
  return g_strdup (
      "<!doctype html><html><head><meta charset=\"utf-8\"><style>"
      "html{background:rgb(var(--desk) var(--desk) var(--desk))}"
      "body{margin:0 0 8px}"
      "body::before{content:\"" DOTS_64 DOTS_64 DOTS_64 DOTS_64
      "\";position:absolute;width:1px;height:1px;"
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
      /* Words that were looked for; the one that is gone to is also framed. */
      "section>div>div::after{content:\"\";position:absolute;inset:0;pointer-events:none}"
      "u{position:absolute;pointer-events:none;border-radius:2px;scroll-margin:25vh 0}"
      "u>u{inset:0}"
      "body,img,b{-webkit-user-select:none;-webkit-user-drag:none}svg{-webkit-user-select:text}"
      "text{cursor:text}"
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

/* Starts a <tspan> in the place from @left to @right: the font of the screen is not the document's,
 * so the words in it are stretched to the place they take on the picture, and what is selected lies
 * over what is read. */
static void
begin_span (GString *html, double left, double right)
{
  append_number (html, "<tspan x=\"", left);
  append_number (html, "\" textLength=\"", MAX (right - left, 1));
  g_string_append (html, "\" lengthAdjust=\"spacingAndGlyphs\">");
}

/* Words of one line that stand near each other make one piece, so that a name or an address is
 * found whole; columns of a table do not. */
static gboolean
goes_on (const FinWord *word, const FinWord *next)
{
  double gap = MAX (next->x - (word->x + word->width), word->x - (next->x + next->width));

  return !word->ends_line && ABS (gap) <= 1.5 * word->height;
}

/* How many words from @first on go into one span: a few, or all that are written from the right and
 * go on, for WebKit to put them in order. */
static guint
count_span (FinPage *page, guint first, double *left, double *right)
{
  const FinWord *word = fin_page_get_word (page, first);
  guint n = 1;

  *left = word->x;
  *right = word->x + word->width;
  while ((fin_word_is_from_right (word) || n < MAX_SPAN) &&
         first + n < fin_page_get_n_words (page)) {
    const FinWord *next = fin_page_get_word (page, first + n);

    if (!goes_on (word, next) || fin_word_is_from_right (next) != fin_word_is_from_right (word))
      break;
    *left = MIN (*left, next->x);
    *right = MAX (*right, next->x + next->width);
    word = next;
    n++;
  }

  return n;
}

static void
append_words (GString *html, FinPage *page)
{
  const FinWord *before = NULL;
  guint n_words = fin_page_get_n_words (page);
  double left, right;

  for (guint first = 0, n; first < n_words; first += n) {
    const FinWord *word = fin_page_get_word (page, first);

    if (before != NULL && goes_on (before, word)) {
      g_string_append_c (html, ' ');
    } else {
      g_string_append (html, before != NULL ? "</text>" : "");
      append_number (html, "<text y=\"", word->y + word->height * .8);
      append_number (html, "\" font-size=\"", CLAMP (word->height * .87, 1, 400));
      g_string_append (html, "\">");
    }

    n = count_span (page, first, &left, &right);
    begin_span (html, left, right);
    for (guint i = first; i < first + n; i++) {
      g_autofree char *escaped = g_markup_escape_text (fin_page_get_word (page, i)->text, -1);

      g_string_append (html, i > first ? " " : "");
      g_string_append (html, escaped);
    }
    g_string_append (html, "</tspan>");
    before = fin_page_get_word (page, first + n - 1);
  }
  g_string_append (html, before != NULL ? "</text>" : "");
}

char *
fin_page_sheet_section (
    FinPage *page, double width, double height, const char *prefix, const char *label)
{
  g_return_val_if_fail (FIN_IS_PAGE (page), NULL);

  guint index = fin_page_get_index (page);
  guint number = index + 1;
  g_autofree char *alt = g_markup_escape_text (label, -1);
  GString *html = g_string_new (NULL);

  g_string_append_printf (html, "<section id=\"p%u\" style=\"--a:%u;--b:%u;--c:%u;", index,
                          number & 15, number >> 4 & 15, number >> 8 & 15);
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
  g_string_append_printf (
      html, "</svg><u id=\"m%u\"><u id=\"n%u\"></u></u></div></div></section>\n", index, index);

  return g_string_free (html, FALSE);
}

char *
fin_page_sheet_notice (const char *words)
{
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  return g_strdup_printf (
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"600\" height=\"840\" "
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
                          (int)MAX (look->page_width, 40), turns[look->rotation / 90 % 4]);
  if (look->fine)
    g_string_append (css, "b{background-image:var(--fine)}");

  return g_string_free (css, FALSE);
}

static void
append_percent (GString *css, const char *before, double part)
{
  append_number (css, before, CLAMP (part, 0, 1) * 100);
  g_string_append_c (css, '%');
}

/* A place of a background is told in parts of the space that is left beside it. */
static double
part_of_rest (double start, double length)
{
  return length < 1 ? start / (1 - length) : 0;
}

void
fin_page_sheet_mark (GString *css, guint page, const graphene_rect_t *marks, guint n_marks)
{
  g_return_if_fail (css != NULL);
  g_return_if_fail (marks != NULL && n_marks > 0);

  g_string_append_printf (css, "#p%u>div>div::after{background:", page);
  for (guint i = 0; i < n_marks; i++) {
    const graphene_rect_t *mark = &marks[i];

    g_string_append (css, i > 0 ? "," : "");
    g_string_append (css, "linear-gradient(rgb(255 190 0/.45) 0 0) no-repeat");
    append_percent (css, " ", part_of_rest (mark->origin.x, mark->size.width));
    append_percent (css, " ", part_of_rest (mark->origin.y, mark->size.height));
    append_percent (css, "/", mark->size.width);
    append_percent (css, " ", mark->size.height);
  }
  g_string_append_c (css, '}');
}

void
fin_page_sheet_frame (GString *css, guint page, const graphene_rect_t *frame)
{
  g_return_if_fail (css != NULL && frame != NULL);

  g_string_append_printf (css, "#m%u{", page);
  append_percent (css, "left:", frame->origin.x);
  append_percent (css, ";top:", frame->origin.y);
  append_percent (css, ";width:", frame->size.width);
  append_percent (css, ";height:", frame->size.height);
  g_string_append (css, ";outline:2px solid rgb(192 28 40);outline-offset:2px}");
}

int
fin_page_sheet_read_mark (const FinPageLook *look, guint32 pixel)
{
  int desk = desk_of (look);
  int a = (int)(pixel >> 16 & 255) - desk;
  int b = (int)(pixel >> 8 & 255) - desk;
  int c = (int)(pixel & 255) - desk;

  if (((a | b | c) & ~15) != 0)
    return -1;

  return (a | b << 4 | c << 8) - 1;
}
