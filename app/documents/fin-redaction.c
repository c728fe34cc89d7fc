// What is to be hidden of a document: areas, and words that are looked for.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-redaction.h"

#include "fin-error.h"
#include "fin-page-search.h"
#include "fin-redacted-pdf.h"

#define WORDS_AT_A_TIME 16
#define DPI             150
#define MARGIN          1.5 /* points around a word: letters reach out of their boxes */

typedef struct {
  guint page;
  graphene_rect_t part;
  guint step; /* those of one step are taken back together */
} Area;

struct _FinRedaction {
  GObject parent_instance;

  FinPagesBox *box;
  GArray *areas; /* of Area */
  guint step;
};

enum { PROP_0, PROP_N_AREAS, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FinRedaction, fin_redaction, G_TYPE_OBJECT)

static void
fin_redaction_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_uint (value, FIN_REDACTION (object)->areas->len);
}

static void
fin_redaction_finalize (GObject *object)
{
  FinRedaction *self = FIN_REDACTION (object);

  g_clear_object (&self->box);
  g_array_unref (self->areas);

  G_OBJECT_CLASS (fin_redaction_parent_class)->finalize (object);
}

static void
fin_redaction_class_init (FinRedactionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fin_redaction_get_property;
  object_class->finalize = fin_redaction_finalize;

  properties[PROP_N_AREAS] =
      g_param_spec_uint ("n-areas", NULL, NULL, 0, G_MAXUINT, 0,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_redaction_init (FinRedaction *self)
{
  self->areas = g_array_new (FALSE, FALSE, sizeof (Area));
}

FinRedaction *
fin_redaction_new (FinPagesBox *box)
{
  FinRedaction *self;

  g_return_val_if_fail (FIN_IS_PAGES_BOX (box), NULL);

  self = g_object_new (FIN_TYPE_REDACTION, NULL);
  self->box = g_object_ref (box);

  return self;
}

void
fin_redaction_add (FinRedaction *self, guint page, const graphene_rect_t *area)
{
  g_return_if_fail (FIN_IS_REDACTION (self));
  g_return_if_fail (page < fin_pages_box_get_n_pages (self->box));

  Area added = { page, *area, ++self->step };
  g_array_append_val (self->areas, added);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_AREAS]);
}

void
fin_redaction_undo (FinRedaction *self)
{
  g_return_if_fail (FIN_IS_REDACTION (self));

  if (self->areas->len == 0)
    return;

  guint step = g_array_index (self->areas, Area, self->areas->len - 1).step;
  while (self->areas->len > 0 &&
         g_array_index (self->areas, Area, self->areas->len - 1).step == step)
    g_array_set_size (self->areas, self->areas->len - 1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_AREAS]);
}

GArray *
fin_redaction_areas (FinRedaction *self, guint page)
{
  g_return_val_if_fail (FIN_IS_REDACTION (self), NULL);

  GArray *areas = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));

  for (guint i = 0; i < self->areas->len; i++)
    if (g_array_index (self->areas, Area, i).page == page)
      g_array_append_val (areas, g_array_index (self->areas, Area, i).part);

  return areas;
}

/* Looking for words */

typedef struct {
  char **wanted; /* folded words */
  guint next;    /* the page to be read next */
  guint step;
  int n_found;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_strfreev (search->wanted);
  g_free (search);
}

static void
hide_word (FinRedaction *self, const Search *search, FinPage *page, const FinWord *word)
{
  guint index = fin_page_get_index (page);
  double width, height;

  fin_pages_box_get_size (self->box, index, &width, &height);
  Area area = { index,
                GRAPHENE_RECT_INIT ((word->x - MARGIN) / width, (word->y - MARGIN) / height,
                                    (word->width + 2 * MARGIN) / width,
                                    (word->height + 2 * MARGIN) / height),
                search->step };
  g_array_append_val (self->areas, area);
}

static void
search_page (FinRedaction *self, Search *search, FinPage *page)
{
  const char *const *wanted = (const char *const *)search->wanted;

  for (guint i = 0; (i = fin_page_search (page, i, wanted)) != G_MAXUINT; i++) {
    search->n_found++;
    for (guint j = 0; j < g_strv_length (search->wanted); j++)
      hide_word (self, search, page, fin_page_get_word (page, i + j));
  }
}

static void search_next (GTask *task);

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  FinRedaction *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) pages = fin_pages_box_read_finish (FIN_PAGES_BOX (source), result, &error);

  if (pages == NULL) {
    g_task_return_error (task, error);
    return;
  }

  for (guint i = 0; i < pages->len; i++)
    search_page (self, g_task_get_task_data (task), pages->pdata[i]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_AREAS]);
  search_next (g_steal_pointer (&task));
}

/* Takes @task. */
static void
search_next (GTask *task)
{
  FinRedaction *self = g_task_get_source_object (task);
  Search *search = g_task_get_task_data (task);
  guint from = search->next;

  if (from >= fin_pages_box_get_n_pages (self->box)) {
    g_task_return_int (task, search->n_found);
    g_object_unref (task);
    return;
  }

  search->next = MIN (from + WORDS_AT_A_TIME, fin_pages_box_get_n_pages (self->box));
  fin_pages_box_read_async (self->box, from, search->next - 1, FIN_PAGES_WORDS, 0,
                            g_task_get_cancellable (task), searched_cb, task);
}

void
fin_redaction_hide_async (FinRedaction *self,
                          const char *words,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  g_return_if_fail (FIN_IS_REDACTION (self));
  g_return_if_fail (words != NULL);

  GTask *task = g_task_new (self, cancellable, callback, data);
  Search *search = g_new0 (Search, 1);
  search->wanted = fin_page_search_fold (words);
  search->step = ++self->step;
  g_task_set_source_tag (task, fin_redaction_hide_async);
  g_task_set_task_data (task, search, search_free);
  search_next (task);
}

int
fin_redaction_hide_finish (FinRedaction *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return g_task_propagate_int (G_TASK (result), error);
}

/* Making the copy */

typedef struct {
  FinRedactedPdf *pdf;
  GPtrArray *areas; /* of GArray of graphene_rect_t, one for each page */
  guint next;
} Making;

static void
making_free (gpointer data)
{
  Making *making = data;

  fin_redacted_pdf_free (making->pdf);
  g_ptr_array_unref (making->areas);
  g_free (making);
}

static void make_next (GTask *task);

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Making *making = g_task_get_task_data (task);
  GError *error = NULL;

  if (!fin_redacted_pdf_add_finish (making->pdf, result, &error)) {
    g_task_return_error (task, error);
    return;
  }

  making->next++;
  make_next (g_steal_pointer (&task));
}

static void
page_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  FinRedaction *self = g_task_get_source_object (task);
  Making *making = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) pages = fin_pages_box_read_finish (FIN_PAGES_BOX (source), result, &error);
  double width, height;

  if (pages == NULL || pages->len == 0) {
    if (error == NULL)
      error = g_error_new_literal (FIN_ERROR, FIN_ERROR_UNREADABLE, "a page did not come");
    g_task_return_error (task, error);
    return;
  }

  fin_pages_box_get_size (self->box, making->next, &width, &height);
  fin_redacted_pdf_add_async (making->pdf, pages->pdata[0], width, height,
                              making->areas->pdata[making->next], g_task_get_cancellable (task),
                              drawn_cb, g_object_ref (task));
}

/* Takes @task. */
static void
make_next (GTask *task)
{
  FinRedaction *self = g_task_get_source_object (task);
  Making *making = g_task_get_task_data (task);
  GError *error = NULL;
  GBytes *content;

  if (making->next < fin_pages_box_get_n_pages (self->box)) {
    fin_pages_box_read_async (self->box, making->next, making->next,
                              FIN_PAGES_PICTURES | FIN_PAGES_WORDS, DPI,
                              g_task_get_cancellable (task), page_read_cb, task);
    return;
  }

  content = fin_redacted_pdf_end (making->pdf, &error);
  if (content != NULL)
    g_task_return_pointer (task, content, (GDestroyNotify)g_bytes_unref);
  else
    g_task_return_error (task, error);
  g_object_unref (task);
}

void
fin_redaction_make_async (FinRedaction *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  g_return_if_fail (FIN_IS_REDACTION (self));

  guint n_pages = fin_pages_box_get_n_pages (self->box);
  GTask *task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, fin_redaction_make_async);
  if (n_pages < fin_pages_box_get_n_total (self->box)) {
    g_task_return_new_error (task, FIN_ERROR, FIN_ERROR_TOO_LARGE, "it has too many pages");
    g_object_unref (task);
    return;
  }

  Making *making = g_new0 (Making, 1);
  making->pdf = fin_redacted_pdf_new ();
  making->areas = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  for (guint i = 0; i < n_pages; i++)
    g_ptr_array_add (making->areas, fin_redaction_areas (self, i));
  g_task_set_task_data (task, making, making_free);
  make_next (task);
}

GBytes *
fin_redaction_make_finish (FinRedaction *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
