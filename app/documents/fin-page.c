// A page as it came out of the box.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-page.h"

struct _FinPage {
  GObject parent_instance;

  guint index;
  GBytes *png;
  guint width;
  guint height;
  GArray *words; /* of FinWord */
};

G_DEFINE_FINAL_TYPE (FinPage, fin_page, G_TYPE_OBJECT)

static void
clear_word (gpointer data)
{
  FinWord *word = data;

  g_free (word->text);
}

static void
fin_page_finalize (GObject *object)
{
  FinPage *self = FIN_PAGE (object);

  g_clear_pointer (&self->png, g_bytes_unref);
  g_array_unref (self->words);

  G_OBJECT_CLASS (fin_page_parent_class)->finalize (object);
}

static void
fin_page_class_init (FinPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fin_page_finalize;
}

static void
fin_page_init (FinPage *self)
{
  self->words = g_array_new (FALSE, FALSE, sizeof (FinWord));
  g_array_set_clear_func (self->words, clear_word);
}

FinPage *
fin_page_new (guint index)
{
  FinPage *self = g_object_new (FIN_TYPE_PAGE, NULL);

  self->index = index;

  return self;
}

guint
fin_page_get_index (FinPage *self)
{
  g_return_val_if_fail (FIN_IS_PAGE (self), 0);

  return self->index;
}

GBytes *
fin_page_get_png (FinPage *self)
{
  g_return_val_if_fail (FIN_IS_PAGE (self), NULL);

  return self->png;
}

guint
fin_page_get_width (FinPage *self)
{
  g_return_val_if_fail (FIN_IS_PAGE (self), 0);

  return self->width;
}

guint
fin_page_get_height (FinPage *self)
{
  g_return_val_if_fail (FIN_IS_PAGE (self), 0);

  return self->height;
}

guint
fin_page_get_n_words (FinPage *self)
{
  g_return_val_if_fail (FIN_IS_PAGE (self), 0);

  return self->words->len;
}

const FinWord *
fin_page_get_word (FinPage *self, guint position)
{
  g_return_val_if_fail (FIN_IS_PAGE (self), NULL);
  g_return_val_if_fail (position < self->words->len, NULL);

  return &g_array_index (self->words, FinWord, position);
}

char *
fin_page_dup_text (FinPage *self)
{
  g_return_val_if_fail (FIN_IS_PAGE (self), NULL);

  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->words->len; i++) {
    const FinWord *word = &g_array_index (self->words, FinWord, i);

    g_string_append (text, word->text);
    if (i + 1 < self->words->len)
      g_string_append_c (text, word->ends_line ? '\n' : ' ');
  }

  return g_string_free (text, FALSE);
}

void
fin_page_set_picture (FinPage *self, GBytes *png, guint width, guint height)
{
  g_return_if_fail (FIN_IS_PAGE (self));
  g_return_if_fail (png != NULL && self->png == NULL);

  self->png = g_bytes_ref (png);
  self->width = width;
  self->height = height;
}

void
fin_page_take_word (FinPage *self, FinWord word)
{
  g_return_if_fail (FIN_IS_PAGE (self));

  g_array_append_val (self->words, word);
}
