// A citizen's document, opened in the box.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-pages-box.h"

#include <glib/gstdio.h>
#include <sys/mman.h>
#include <fcntl.h>
#include <unistd.h>

#include "fin-box.h"
#include "fin-error.h"
#include "fin-pages-stream.h"

/* Beyond the helper's own 20 seconds of processor time: the computer may be busy with a call. */
#define MAX_SECONDS 40

struct _FinPagesBox {
  GObject parent_instance;

  int content; /* a sealed file in memory */
  char *media_type;
  guint n_total;
  gboolean cut;
  GArray *sizes;       /* of FinPageSize */
  gboolean with_first; /* asked for together with the document */
  FinPage *first;
};

G_DEFINE_FINAL_TYPE (FinPagesBox, fin_pages_box, G_TYPE_OBJECT)

static void
fin_pages_box_finalize (GObject *object)
{
  FinPagesBox *self = FIN_PAGES_BOX (object);

  if (self->content >= 0)
    close (self->content);
  g_free (self->media_type);
  g_clear_pointer (&self->sizes, g_array_unref);
  g_clear_object (&self->first);

  G_OBJECT_CLASS (fin_pages_box_parent_class)->finalize (object);
}

static void
fin_pages_box_class_init (FinPagesBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fin_pages_box_finalize;
}

static void
fin_pages_box_init (FinPagesBox *self)
{
  self->content = -1;
}

/* The document reaches the box as an open file that has no name anywhere and cannot change. */
static gboolean
keep_content (FinPagesBox *self, GBytes *content, GError **error)
{
  gsize left;
  const char *data = g_bytes_get_data (content, &left);

  self->content = memfd_create ("document", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  while (self->content >= 0 && left > 0) {
    gssize written = write (self->content, data, left);

    if (written <= 0)
      break;
    data += written;
    left -= written;
  }

  if (self->content < 0 || left > 0 ||
      fcntl (self->content, F_ADD_SEALS,
             F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) != 0) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FAILED, "No memory for the document");
    return FALSE;
  }

  return TRUE;
}

char *
fin_pages_box_find_helper (void)
{
  const char *given = g_getenv ("FINESTRETA_PAGES");
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  if (given != NULL)
    return g_strdup (given);

  if (program != NULL) {
    g_autofree char *folder = g_path_get_dirname (program);
    g_autofree char *built =
        g_build_filename (folder, "documents", "pages", "finestreta-pages", NULL);

    if (g_file_test (built, G_FILE_TEST_IS_EXECUTABLE))
      return g_steal_pointer (&built);
  }

  return g_build_filename (FIN_LIBEXECDIR, "finestreta-pages", NULL);
}

static void
parse_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  FinPagesRun *run = fin_pages_run_parse (data, &error);

  if (run != NULL)
    g_task_return_pointer (task, run, (GDestroyNotify)fin_pages_run_free);
  else
    g_task_return_error (task, error);
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GBytes *stream = fin_box_run_finish (result, NULL, &error);

  if (stream == NULL) {
    g_task_return_error (task, error);
    return;
  }

  g_task_set_task_data (task, stream, (GDestroyNotify)g_bytes_unref);
  g_task_run_in_thread (task, parse_thread);
}

/* @task is finished with a FinPagesRun. */
static void
ask (FinPagesBox *self, const char *const *arguments, gsize max_output, GTask *task)
{
  g_autofree char *helper = fin_pages_box_find_helper ();

  if (!g_file_test (helper, G_FILE_TEST_IS_EXECUTABLE)) {
    g_task_return_new_error (task, FIN_ERROR, FIN_ERROR_NO_BOX,
                             "finestreta-pages is not installed");
    g_object_unref (task);
    return;
  }

  fin_box_run_async (helper, arguments, self->content, max_output, MAX_SECONDS,
                     g_task_get_cancellable (task), ran_cb, task);
}

static void opened_cb (GObject *source, GAsyncResult *result, gpointer data);

/* Takes @task. @first: with the first page, which somebody waits for. */
static void
ask_document (FinPagesBox *self, gboolean first, GTask *task)
{
  const char *const bare[] = { self->media_type, NULL };
  const char *const whole[] = { self->media_type, "--dpi", G_STRINGIFY (FIN_PAGES_FIRST_DPI),
                                "--words", NULL };
  gsize max_output = 68 + FIN_PAGES_MAX * 8;

  if (first)
    max_output += 28 + FIN_PAGES_MAX_PIXELS * (gsize)3 + FIN_PAGES_MAX_TEXT;
  self->with_first = first;
  ask (self, first ? whole : bare, max_output,
       g_task_new (self, g_task_get_cancellable (task), opened_cb, task));
}

/* What one bad page can be the cause of. */
static gboolean
may_be_a_page (const GError *error)
{
  return g_error_matches (error, FIN_ERROR, FIN_ERROR_UNREADABLE) ||
         g_error_matches (error, FIN_ERROR, FIN_ERROR_TOO_LARGE) ||
         g_error_matches (error, FIN_ERROR, FIN_ERROR_TIMED_OUT);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  FinPagesBox *self = FIN_PAGES_BOX (source);
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (FinPagesRun) run = g_task_propagate_pointer (G_TASK (result), &error);

  /* A bad first page must not hide the good ones after it. */
  if (run == NULL && self->with_first && may_be_a_page (error)) {
    g_error_free (error);
    ask_document (self, FALSE, g_steal_pointer (&task));
    return;
  }
  if (run == NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (run->n_total == 0) {
    g_task_return_new_error (task, FIN_ERROR, FIN_ERROR_UNREADABLE,
                             "The box did not count the pages");
    return;
  }

  self->n_total = run->n_total;
  self->cut = run->cut;
  self->sizes = g_array_ref (run->sizes);
  if (run->pages->len > 0)
    self->first = g_object_ref (run->pages->pdata[0]);
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

static void
probed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  FinPagesBox *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!fin_box_probe_finish (result, &error)) {
    g_task_return_error (task, error);
    return;
  }

  ask_document (self, TRUE, g_steal_pointer (&task));
}

void
fin_pages_box_open_async (GBytes *content,
                          const char *media_type,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  g_return_if_fail (content != NULL && media_type != NULL);

  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  FinPagesBox *self = g_object_new (FIN_TYPE_PAGES_BOX, NULL);
  GError *error = NULL;

  g_task_set_source_tag (task, fin_pages_box_open_async);
  g_task_set_task_data (task, self, g_object_unref);
  self->media_type = g_strdup (media_type);

  if (g_bytes_get_size (content) > FIN_PAGES_MAX_INPUT)
    g_task_return_new_error (task, FIN_ERROR, FIN_ERROR_TOO_LARGE, "The document is too large");
  else if (!keep_content (self, content, &error))
    g_task_return_error (task, error);
  else
    fin_box_probe_async (cancellable, probed_cb, g_steal_pointer (&task));
}

FinPagesBox *
fin_pages_box_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

FinPage *
fin_pages_box_take_first (FinPagesBox *self)
{
  g_return_val_if_fail (FIN_IS_PAGES_BOX (self), NULL);

  return g_steal_pointer (&self->first);
}

guint
fin_pages_box_get_n_pages (FinPagesBox *self)
{
  g_return_val_if_fail (FIN_IS_PAGES_BOX (self), 0);

  return self->sizes->len;
}

guint
fin_pages_box_get_n_total (FinPagesBox *self)
{
  g_return_val_if_fail (FIN_IS_PAGES_BOX (self), 0);

  return self->n_total;
}

gboolean
fin_pages_box_is_cut (FinPagesBox *self)
{
  g_return_val_if_fail (FIN_IS_PAGES_BOX (self), FALSE);

  return self->cut;
}

void
fin_pages_box_get_size (FinPagesBox *self, guint page, double *width, double *height)
{
  g_return_if_fail (FIN_IS_PAGES_BOX (self));
  g_return_if_fail (page < self->sizes->len);

  *width = g_array_index (self->sizes, FinPageSize, page).width;
  *height = g_array_index (self->sizes, FinPageSize, page).height;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (FinPagesRun) run = g_task_propagate_pointer (G_TASK (result), &error);

  if (run != NULL)
    g_task_return_pointer (task, g_ptr_array_ref (run->pages), (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
fin_pages_box_read_async (FinPagesBox *self,
                          guint from,
                          guint to,
                          FinPagesWhat what,
                          double dpi,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  g_return_if_fail (FIN_IS_PAGES_BOX (self));
  g_return_if_fail (from <= to && to < self->sizes->len && to - from < FIN_PAGES_MAX_RUN);
  g_return_if_fail (what != 0 && dpi >= 0 && dpi <= FIN_PAGES_MAX_DPI);

  GTask *task = g_task_new (self, cancellable, callback, data);
  g_autofree char *pages = g_strdup_printf ("%u-%u", from + 1, to + 1);
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  gsize max_output = 64;
  const char *arguments[7] = { self->media_type, "--pages", pages };
  guint n = 3;

  g_task_set_source_tag (task, fin_pages_box_read_async);
  if (what & FIN_PAGES_PICTURES) {
    arguments[n++] = "--dpi";
    arguments[n++] = g_ascii_dtostr (number, sizeof number, dpi);
    max_output += (to - from + 1) * (20 + FIN_PAGES_MAX_PIXELS * (gsize)3);
  }
  if (what & FIN_PAGES_WORDS) {
    arguments[n++] = "--words";
    max_output += (to - from + 1) * (8 + (gsize)FIN_PAGES_MAX_TEXT);
  }

  ask (self, arguments, max_output, g_task_new (self, cancellable, read_cb, task));
}

GPtrArray *
fin_pages_box_read_finish (FinPagesBox *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
