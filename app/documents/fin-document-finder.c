// Finding words in a document that is shown.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-document-finder.h"

#include <glib/gi18n-lib.h>

#include "fin-page-search.h"
#include "fin-page-sheet.h"

#define MAX_MATCHES 1000

typedef struct {
  guint page;
  guint word; /* the first */
} Match;

struct _FinDocumentFinder {
  GObject parent_instance;

  FinFindBar *bar;
  FinDocumentText *text;
  FinPagesView *view; /* NULL while nothing is shown */
  gboolean in_text;

  GPtrArray *pages; /* of FinPage, as far as they have been read */
  char **sought;    /* folded; NULL when nothing is */
  guint n_searched; /* pages */
  GArray *matches;  /* of Match, in order */
  int current;      /* of @matches; -1 for none */
  guint from;       /* the page that was looked at when the search began */
  GString *marks;   /* style of all @matches */
  guint idle;
};

G_DEFINE_FINAL_TYPE (FinDocumentFinder, fin_document_finder, G_TYPE_OBJECT)

/* Where @word of a page is, in parts of it. */
static graphene_rect_t
get_place (FinDocumentFinder *self, FinPage *page, guint word)
{
  const FinWord *it = fin_page_get_word (page, word);
  double width, height;

  fin_pages_box_get_size (fin_pages_view_get_box (self->view), fin_page_get_index (page), &width,
                          &height);

  return GRAPHENE_RECT_INIT (it->x / width, it->y / height, it->width / width,
                             it->height / height);
}

static gboolean
is_through (FinDocumentFinder *self)
{
  FinPagesBox *box = fin_pages_view_get_box (self->view);

  return self->matches->len == MAX_MATCHES ||
         (box != NULL && self->n_searched == fin_pages_box_get_n_pages (box));
}

static void
tell (FinDocumentFinder *self)
{
  g_autofree char *answer = NULL;

  if (self->current >= 0 && is_through (self))
    /* Translators: which match of how many ("+": and more), and where. */
    answer = g_strdup_printf (_ ("%d of %u%s, page %u"), self->current + 1, self->matches->len,
                              self->matches->len == MAX_MATCHES ? "+" : "",
                              g_array_index (self->matches, Match, self->current).page + 1);
  else if (self->sought != NULL && is_through (self))
    answer = g_strdup (_ ("Not found"));
  fin_find_bar_set_answer (self->bar, answer != NULL ? answer : "");
}

/* All that is found is marked. What is gone to is framed, as far as it stands on one line. */
static void
show_marks (FinDocumentFinder *self)
{
  g_autoptr (GString) css = g_string_new (self->marks->str);

  if (self->current >= 0) {
    Match *match = &g_array_index (self->matches, Match, self->current);
    FinPage *page = self->pages->pdata[match->page];
    graphene_rect_t frame = get_place (self, page, match->word);

    for (guint i = 1;
         self->sought[i] != NULL && !fin_page_get_word (page, match->word + i - 1)->ends_line; i++) {
      graphene_rect_t next = get_place (self, page, match->word + i);

      graphene_rect_union (&frame, &next, &frame);
    }
    fin_page_sheet_frame (css, match->page, &frame);
  }
  fin_pages_view_set_marks (self->view, css->len > 0 ? css->str : NULL);
}

static void
go_to (FinDocumentFinder *self, guint match)
{
  self->current = match;
  show_marks (self);
  fin_pages_view_scroll_to_frame (self->view, g_array_index (self->matches, Match, match).page);
}

static void
search_page (FinDocumentFinder *self, FinPage *page)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
  const char *const *sought = (const char *const *)self->sought;
  Match match = { fin_page_get_index (page), 0 };

  for (guint i = 0; self->matches->len < MAX_MATCHES &&
                    (i = fin_page_search (page, i, sought)) != G_MAXUINT;
       i++) {
    match.word = i;
    g_array_append_val (self->matches, match);
    for (guint j = 0; sought[j] != NULL; j++) {
      graphene_rect_t place = get_place (self, page, i + j);

      g_array_append_val (places, place);
    }
  }
  if (places->len > 0)
    fin_page_sheet_mark (self->marks, match.page, (graphene_rect_t *)places->data, places->len);
}

/* A page at a time: long ones take a while. The first match from the page that was looked at is gone
 * to as soon as it is found; without one, the first of all. */
static gboolean
search_cb (gpointer data)
{
  FinDocumentFinder *self = data;
  guint before = self->matches->len;

  if (!is_through (self) && self->n_searched < self->pages->len) {
    search_page (self, self->pages->pdata[self->n_searched++]);
    if (self->current < 0 && self->matches->len > before && self->n_searched > self->from)
      go_to (self, before);
    if (!is_through (self))
      return G_SOURCE_CONTINUE;
  }

  self->idle = 0;
  if (is_through (self)) {
    if (self->current < 0 && self->matches->len > 0)
      go_to (self, 0);
    else
      show_marks (self);
    tell (self);
  }

  return G_SOURCE_REMOVE;
}

static void
search_on (FinDocumentFinder *self)
{
  if (self->sought != NULL && self->idle == 0)
    self->idle = g_idle_add (search_cb, self);
}

static void
stop (FinDocumentFinder *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->sought, g_strfreev);
  g_array_set_size (self->matches, 0);
  g_string_truncate (self->marks, 0);
  self->current = -1;
  self->n_searched = 0;
}

static void
read_cb (FinDocumentFinder *self, FinPage *page)
{
  g_ptr_array_add (self->pages, g_object_ref (page));
  search_on (self);
}

static void
find_in_text (FinDocumentFinder *self, const char *words, gboolean backward)
{
  gboolean found = fin_document_text_find (self->text, words, backward);

  fin_find_bar_set_answer (self->bar, found ? "" : _ ("Not found"));
}

static void
changed_cb (FinDocumentFinder *self, const char *words)
{
  g_auto (GStrv) sought = fin_page_search_fold (words);

  if (self->view == NULL)
    return;

  if (self->in_text && words[0] != '\0') {
    find_in_text (self, words, FALSE);
    return;
  }
  stop (self);
  fin_pages_view_set_marks (self->view, NULL);
  if (sought[0] == NULL)
    return;
  self->sought = g_steal_pointer (&sought);
  self->from = fin_pages_view_get_page (self->view);
  search_on (self);
}

static void
again_cb (FinDocumentFinder *self, gboolean backward)
{
  int n_matches = self->matches->len;

  if (self->view == NULL)
    return;

  if (self->in_text) {
    find_in_text (self, fin_find_bar_get_words (self->bar), backward);
  } else if (self->current >= 0) {
    go_to (self, (self->current + (backward ? n_matches - 1 : 1)) % n_matches);
    tell (self);
  }
}

/* The keyboard goes back to what is read. */
static void
closed_cb (FinDocumentFinder *self)
{
  if (self->view == NULL)
    return;

  stop (self);
  fin_pages_view_set_marks (self->view, NULL);
  gtk_widget_grab_focus (self->in_text ? GTK_WIDGET (self->text)
                                       : GTK_WIDGET (fin_pages_view_get_sealed (self->view)));
}

static void
fin_document_finder_dispose (GObject *object)
{
  fin_document_finder_set_pages (FIN_DOCUMENT_FINDER (object), NULL);

  G_OBJECT_CLASS (fin_document_finder_parent_class)->dispose (object);
}

static void
fin_document_finder_finalize (GObject *object)
{
  FinDocumentFinder *self = FIN_DOCUMENT_FINDER (object);

  g_ptr_array_unref (self->pages);
  g_array_unref (self->matches);
  g_string_free (self->marks, TRUE);

  G_OBJECT_CLASS (fin_document_finder_parent_class)->finalize (object);
}

static void
fin_document_finder_class_init (FinDocumentFinderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fin_document_finder_dispose;
  G_OBJECT_CLASS (klass)->finalize = fin_document_finder_finalize;
}

static void
fin_document_finder_init (FinDocumentFinder *self)
{
  self->pages = g_ptr_array_new_with_free_func (g_object_unref);
  self->matches = g_array_new (FALSE, FALSE, sizeof (Match));
  self->marks = g_string_new (NULL);
  self->current = -1;
}

FinDocumentFinder *
fin_document_finder_new (FinFindBar *bar, FinDocumentText *text)
{
  FinDocumentFinder *self;

  g_return_val_if_fail (FIN_IS_FIND_BAR (bar), NULL);
  g_return_val_if_fail (FIN_IS_DOCUMENT_TEXT (text), NULL);

  self = g_object_new (FIN_TYPE_DOCUMENT_FINDER, NULL);
  self->bar = bar;
  self->text = text;
  g_signal_connect_object (bar, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bar, "again", G_CALLBACK (again_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bar, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

void
fin_document_finder_set_pages (FinDocumentFinder *self, FinPagesView *view)
{
  g_return_if_fail (FIN_IS_DOCUMENT_FINDER (self));

  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  stop (self);
  g_ptr_array_set_size (self->pages, 0);
  self->view = view;
  if (view != NULL)
    g_signal_connect_object (view, "read", G_CALLBACK (read_cb), self, G_CONNECT_SWAPPED);
}

void
fin_document_finder_set_in_text (FinDocumentFinder *self, gboolean in_text)
{
  g_return_if_fail (FIN_IS_DOCUMENT_FINDER (self));

  self->in_text = in_text;
}
