// PDF by Poppler.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-pages-decode.h"

#include <stdlib.h>
#include <cairo-pdf.h>
#include <poppler.h>

#define MAX_FLAT (64 << 20) /* bytes */

static const FinPageSize a4 = { 595.28, 841.89 };

static FinPageSize
get_size (PopplerPage *page)
{
  FinPageSize size;

  poppler_page_get_size (page, &size.width, &size.height);
  /* A page without a believable size is given a sheet of A4. */
  if (!(size.width >= 1 && size.height >= 1 && size.width <= FIN_PAGES_MAX_SIDE / 100 &&
        size.height <= FIN_PAGES_MAX_SIDE / 100))
    size = a4;

  return size;
}

static void
write_document (PopplerDocument *document, guint n_total, gboolean cut)
{
  guint n_pages = MIN (n_total, FIN_PAGES_MAX);
  g_autofree FinPageSize *sizes = g_new0 (FinPageSize, n_pages);

  for (guint i = 0; i < n_pages; i++) {
    PopplerPage *page = poppler_document_get_page (document, i);

    sizes[i] = page != NULL ? get_size (page) : a4;
    g_clear_object (&page);
  }
  fin_pages_out_document (n_total, cut, sizes, n_pages);
}

static void
write_picture (PopplerPage *page, guint index, double dpi)
{
  FinPageSize size = get_size (page);
  double scale = fin_pages_scale (size, dpi);
  int width = MAX (size.width * scale, 1);
  int height = MAX (size.height * scale, 1);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cairo = cairo_create (surface);

  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_paint (cairo);
  cairo_scale (cairo, width / size.width, height / size.height);
  poppler_page_render (page, cairo);
  cairo_destroy (cairo);
  cairo_surface_flush (surface);

  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  if (pixels == NULL || cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    fin_pages_out_fail ("too-large");

  guchar *to = gdk_pixbuf_get_pixels (pixels);
  const guchar *from = cairo_image_surface_get_data (surface);
  for (int y = 0; y < height; y++) {
    const guint32 *in =
        (const guint32 *)(from + (gsize)y * cairo_image_surface_get_stride (surface));
    guchar *out = to + (gsize)y * gdk_pixbuf_get_rowstride (pixels);

    for (int x = 0; x < width; x++) {
      *out++ = in[x] >> 16;
      *out++ = in[x] >> 8;
      *out++ = in[x];
    }
  }
  cairo_surface_destroy (surface);

  fin_pages_out_picture (index, pixels);
}

static void
clear_word (gpointer data)
{
  FinWord *word = data;

  g_free (word->text);
}

/* Poppler puts these around what is written from the right. They have no place on the page. */
static gboolean
is_direction_mark (gunichar character)
{
  return character >= 0x202a && character <= 0x202e;
}

static int
compare_from_right (gconstpointer a, gconstpointer b)
{
  double difference = ((const FinWord *)b)->x - ((const FinWord *)a)->x;

  return difference > 0 ? 1 : difference < 0 ? -1 : 0;
}

static int
compare_from_left (gconstpointer a, gconstpointer b)
{
  return compare_from_right (b, a);
}

/* Puts the words of a line, which Poppler gives as they stand from left to right, in the order they
 * are read: those from the right that stand together, or all of a line that is mostly from the
 * right but for what is from the left in it. */
static void
order_line (FinWord *words, guint n_words)
{
  guint n_from_right = 0;

  for (guint i = 0; i < n_words; i++)
    n_from_right += fin_word_is_from_right (&words[i]);
  if (n_from_right == 0)
    return;

  gboolean mostly = n_from_right * 2 > n_words;
  if (mostly)
    qsort (words, n_words, sizeof (FinWord), compare_from_right);
  for (guint start = 0, end; start < n_words; start = end) {
    gboolean from_right = fin_word_is_from_right (&words[start]);

    for (end = start + 1; end < n_words && fin_word_is_from_right (&words[end]) == from_right;
         end++)
      ;
    if (from_right != mostly)
      qsort (words + start, end - start, sizeof (FinWord),
             from_right ? compare_from_right : compare_from_left);
  }
}

/* Whether a character at @place does not go on with the word at @box: the cells of a table come
 * with nothing between them. */
static gboolean
is_apart (const PopplerRectangle *box, const PopplerRectangle *place)
{
  double height = MAX (box->y2 - box->y1, place->y2 - place->y1);

  return place->x1 - box->x2 > .35 * height || box->x1 - place->x2 > .35 * height ||
         place->y1 > box->y2 || place->y2 < box->y1;
}

static void
end_word (GArray *words, const char *start, const char *end, const PopplerRectangle *box)
{
  FinWord word = { .text = g_strndup (start, end - start),
                   .x = box->x1,
                   .y = box->y1,
                   .width = box->x2 - box->x1,
                   .height = box->y2 - box->y1 };

  g_array_append_val (words, word);
}

/* Some programs write Arabic letter by letter, and then Poppler takes each for a word. Put together
 * what has no room for a space between, in the order it is read. */
static void
join_letters (GArray *words, guint first)
{
  for (guint i = first + 1; i < words->len;) {
    FinWord *word = &g_array_index (words, FinWord, i - 1);
    const FinWord *next = &g_array_index (words, FinWord, i);

    if (!fin_word_is_from_right (word) || !fin_word_is_from_right (next) ||
        word->x - (next->x + next->width) > .12 * word->height) {
      i++;
      continue;
    }

    char *text = g_strconcat (word->text, next->text, NULL);
    g_free (word->text);
    word->text = text;
    word->width = MAX (word->x + word->width - next->x, 0);
    word->x = next->x;
    g_array_remove_index (words, i);
  }
}

static void
end_line (GArray *words, guint first)
{
  if (words->len == first)
    return;

  order_line (&g_array_index (words, FinWord, first), words->len - first);
  join_letters (words, first);
  g_array_index (words, FinWord, words->len - 1).ends_line = TRUE;
}

/* Poppler gives characters, each with its place; people search and select words. */
static GArray *
get_words (PopplerPage *page)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (FinWord));
  g_autofree char *text = poppler_page_get_text (page);
  g_autofree PopplerRectangle *places = NULL;
  guint n_places = 0, place = 0, line = 0;
  const char *start = NULL;
  const char *c = text;
  PopplerRectangle box = { 0 };

  g_array_set_clear_func (words, clear_word);
  if (text == NULL || !poppler_page_get_text_layout (page, &places, &n_places))
    return words;

  for (; *c != '\0' && place < n_places; c = g_utf8_next_char (c)) {
    gunichar character = g_utf8_get_char (c);
    gboolean between = g_unichar_isspace (character) || is_direction_mark (character);

    if (start != NULL && (between || is_apart (&box, &places[place]))) {
      end_word (words, start, c, &box);
      start = NULL;
    }
    if (character == '\n') {
      end_line (words, line);
      line = words->len;
    }
    if (!between) {
      box.x1 = start != NULL ? MIN (box.x1, places[place].x1) : places[place].x1;
      box.y1 = start != NULL ? MIN (box.y1, places[place].y1) : places[place].y1;
      box.x2 = start != NULL ? MAX (box.x2, places[place].x2) : places[place].x2;
      box.y2 = start != NULL ? MAX (box.y2, places[place].y2) : places[place].y2;
      start = start != NULL ? start : c;
    }
    if (!is_direction_mark (character))
      place++;
  }
  if (start != NULL)
    end_word (words, start, c, &box);
  end_line (words, line);

  return words;
}

/* Whether more is drawn on the page than what Poppler finds words in: what is typed into a form,
 * notes that are shown. */
static gboolean
has_annotations (PopplerPage *page)
{
  GList *mapping = poppler_page_get_annot_mapping (page);
  gboolean found = FALSE;

  for (GList *item = mapping; item != NULL; item = item->next) {
    const PopplerAnnotMapping *one = item->data;

    found = found || poppler_annot_get_annot_type (one->annot) != POPPLER_ANNOT_LINK;
  }
  poppler_page_free_annot_mapping (mapping);

  return found;
}

static cairo_status_t
append_cb (gpointer data, const guchar *bytes, guint length)
{
  GByteArray *content = data;

  if (content->len + length > MAX_FLAT)
    return CAIRO_STATUS_WRITE_ERROR;
  g_byte_array_append (content, bytes, length);

  return CAIRO_STATUS_SUCCESS;
}

/* The page as it is drawn, all in one layer. NULL when it cannot be had. */
static PopplerDocument *
flatten (PopplerPage *page)
{
  FinPageSize size = get_size (page);
  GByteArray *content = g_byte_array_new ();
  cairo_surface_t *surface =
      cairo_pdf_surface_create_for_stream (append_cb, content, size.width, size.height);
  cairo_t *cairo = cairo_create (surface);

  poppler_page_render (page, cairo);
  cairo_destroy (cairo);
  cairo_surface_finish (surface);
  gboolean good = cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS;
  cairo_surface_destroy (surface);
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (content);

  return good ? poppler_document_new_from_bytes (bytes, NULL, NULL) : NULL;
}

static gboolean
is_among (const GArray *words, const FinWord *word)
{
  double x = word->x + word->width / 2, y = word->y + word->height / 2;

  for (guint i = 0; i < words->len; i++) {
    const FinWord *other = &g_array_index (words, FinWord, i);

    if (x >= other->x && x <= other->x + other->width && y >= other->y &&
        y <= other->y + other->height && strcmp (word->text, other->text) == 0)
      return TRUE;
  }

  return FALSE;
}

/* Adds to @words what is drawn on the page and not among them. The page itself may have words that
 * are not drawn: those of a scanned one are under its picture. */
static void
add_drawn (GArray *words, PopplerPage *page)
{
  PopplerDocument *flat = flatten (page);
  PopplerPage *drawn = flat != NULL ? poppler_document_get_page (flat, 0) : NULL;

  if (drawn != NULL) {
    g_autoptr (GArray) all = get_words (drawn);

    for (guint i = 0; i < MIN (all->len, FIN_PAGES_MAX_WORDS); i++) {
      FinWord word = g_array_index (all, FinWord, i);

      if (is_among (words, &word))
        continue;
      word.text = g_strdup (word.text);
      g_array_append_val (words, word);
    }
  }
  g_clear_object (&drawn);
  g_clear_object (&flat);
}

static void
write_words (PopplerPage *page, guint index)
{
  g_autoptr (GArray) words = get_words (page);

  if (has_annotations (page))
    add_drawn (words, page);
  fin_pages_out_words (index, (const FinWord *)words->data, words->len);
}

void
fin_pages_decode_pdf (GBytes *content, const FinPagesOrder *order)
{
  g_autoptr (GError) error = NULL;
  PopplerDocument *document = poppler_document_new_from_bytes (content, NULL, &error);

  if (document == NULL)
    fin_pages_out_fail (g_error_matches (error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED) ? "password"
                                                                                        : "broken");

  int n_total = poppler_document_get_n_pages (document);
  if (n_total < 1)
    fin_pages_out_fail ("broken");

  gboolean wanted = order->dpi > 0 || order->words;
  if (!order->about_pages)
    write_document (document, n_total, order->cut);

  for (guint i = order->from; wanted && i <= order->to && i < (guint)n_total; i++) {
    PopplerPage *page = poppler_document_get_page (document, i);

    if (page == NULL)
      fin_pages_out_fail ("broken");
    if (order->dpi > 0)
      write_picture (page, i, order->dpi);
    if (order->words)
      write_words (page, i);
    g_object_unref (page);
  }

  g_object_unref (document);
}
