// Finding words in a document that is shown.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-document-finder.h"

#include <glib/gi18n-lib.h>

#define MAX_MATCHES 1000

struct _FinDocumentFinder {
  GObject parent_instance;

  FinFindBar *bar;
  FinDocumentText *text;
  FinPagesView *pages; /* NULL while nothing is shown */
  gboolean in_text;
  gboolean counting; /* the matches of a new search */
};

G_DEFINE_FINAL_TYPE (FinDocumentFinder, fin_document_finder, G_TYPE_OBJECT)

static WebKitFindController *
get_controller (FinDocumentFinder *self)
{
  return webkit_web_view_get_find_controller (
      WEBKIT_WEB_VIEW (fin_pages_view_get_sealed (self->pages)));
}

static void
found_cb (FinDocumentFinder *self, guint n_matches)
{
  g_autofree char *answer = NULL;

  fin_pages_view_look (self->pages);
  /* Going on to the next match counts it alone. */
  if (!self->counting)
    return;

  self->counting = FALSE;
  if (n_matches > MAX_MATCHES)
    answer = g_strdup (_ ("Many matches"));
  else
    answer = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u match", "%u matches", n_matches),
                              n_matches);
  fin_find_bar_set_answer (self->bar, answer);
}

static void
not_found_cb (FinDocumentFinder *self)
{
  fin_find_bar_set_answer (self->bar, _ ("Not found"));
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
  if (self->pages == NULL)
    return;

  if (words[0] == '\0') {
    webkit_find_controller_search_finish (get_controller (self));
  } else if (self->in_text) {
    find_in_text (self, words, FALSE);
  } else {
    self->counting = TRUE;
    webkit_find_controller_search (
        get_controller (self), words,
        WEBKIT_FIND_OPTIONS_CASE_INSENSITIVE | WEBKIT_FIND_OPTIONS_WRAP_AROUND, MAX_MATCHES);
  }
}

static void
again_cb (FinDocumentFinder *self, gboolean backward)
{
  if (self->pages == NULL)
    return;

  if (self->in_text)
    find_in_text (self, fin_find_bar_get_words (self->bar), backward);
  else if (backward)
    webkit_find_controller_search_previous (get_controller (self));
  else
    webkit_find_controller_search_next (get_controller (self));
}

/* The keyboard goes back to what is read. */
static void
closed_cb (FinDocumentFinder *self)
{
  if (self->pages == NULL)
    return;

  webkit_find_controller_search_finish (get_controller (self));
  gtk_widget_grab_focus (self->in_text ? GTK_WIDGET (self->text)
                                       : GTK_WIDGET (fin_pages_view_get_sealed (self->pages)));
}

static void
fin_document_finder_dispose (GObject *object)
{
  fin_document_finder_set_pages (FIN_DOCUMENT_FINDER (object), NULL);

  G_OBJECT_CLASS (fin_document_finder_parent_class)->dispose (object);
}

static void
fin_document_finder_class_init (FinDocumentFinderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fin_document_finder_dispose;
}

static void
fin_document_finder_init (FinDocumentFinder *self)
{
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
fin_document_finder_set_pages (FinDocumentFinder *self, FinPagesView *pages)
{
  g_return_if_fail (FIN_IS_DOCUMENT_FINDER (self));

  if (self->pages != NULL && fin_pages_view_get_sealed (self->pages) != NULL)
    g_signal_handlers_disconnect_by_data (get_controller (self), self);
  self->pages = pages;
  self->counting = FALSE;
  if (pages != NULL) {
    g_signal_connect_object (get_controller (self), "found-text", G_CALLBACK (found_cb), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (get_controller (self), "failed-to-find-text",
                             G_CALLBACK (not_found_cb), self, G_CONNECT_SWAPPED);
  }
}

void
fin_document_finder_set_in_text (FinDocumentFinder *self, gboolean in_text)
{
  g_return_if_fail (FIN_IS_DOCUMENT_FINDER (self));

  self->in_text = in_text;
}
