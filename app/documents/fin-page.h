// A page as it came out of the box: a picture, and words with their places.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct {
  char    *text;   /* UTF-8, no control characters */
  double   x;      /* points from the page's top left corner */
  double   y;
  double   width;
  double   height;
  gboolean ends_line;
} FinWord;

/* Whether it is written from the right, as Hebrew, Arabic and their neighbours are. */
static inline gboolean
fin_word_is_from_right (const FinWord *word)
{
  gunichar c = g_utf8_get_char (word->text);

  return (c >= 0x590 && c <= 0x8ff) || (c >= 0xfb1d && c <= 0xfdff) ||
         (c >= 0xfe70 && c <= 0xfeff) || (c >= 0x10800 && c <= 0x10fff) ||
         (c >= 0x1e800 && c <= 0x1efff);
}

/**
 * FinPage:
 *
 * Immutable once the box has handed it out, so it may cross threads.
 */
#define FIN_TYPE_PAGE (fin_page_get_type ())
G_DECLARE_FINAL_TYPE (FinPage, fin_page, FIN, PAGE, GObject)

FinPage       *fin_page_new         (guint index);
/* From 0. */
guint          fin_page_get_index   (FinPage *self);
/* PNG, or NULL when only words were asked for. */
GBytes        *fin_page_get_png     (FinPage *self);
guint          fin_page_get_width   (FinPage *self); /* pixels, 0 without a picture */
guint          fin_page_get_height  (FinPage *self);
guint          fin_page_get_n_words (FinPage *self);
const FinWord *fin_page_get_word    (FinPage *self, guint position);
/* Its words as plain text, lines as on the page. (transfer full) */
char          *fin_page_dup_text    (FinPage *self);

/* For who makes the page. */
void           fin_page_set_picture (FinPage *self, GBytes *png, guint width, guint height);
void           fin_page_take_word   (FinPage *self, FinWord word);

G_END_DECLS
