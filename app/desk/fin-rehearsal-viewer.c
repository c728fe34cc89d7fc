// The documents pane, used by its own widgets.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-rehearsal-viewer.h"

#include "fin-document-row.h"
#include "fin-document-view.h"
#include "fin-error.h"

typedef gboolean (*Fits) (GtkWidget *widget, gconstpointer what);

static GtkWidget *
find (GtkWidget *widget, Fits fits, gconstpointer what)
{
  GtkWidget *found = fits (widget, what) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, fits, what);

  return found;
}

static gboolean
is_a (GtkWidget *widget, gconstpointer type)
{
  return G_TYPE_CHECK_INSTANCE_TYPE (widget, GPOINTER_TO_SIZE (type));
}

static gboolean
is_row_of (GtkWidget *widget, gconstpointer id)
{
  return FIN_IS_DOCUMENT_ROW (widget) &&
         g_strcmp0 (fin_document_id (fin_document_row_document (FIN_DOCUMENT_ROW (widget))), id) == 0;
}

GtkWidget *
fin_rehearsal_find (GtkWidget *widget, GType type)
{
  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  return find (widget, is_a, GSIZE_TO_POINTER (type));
}

gboolean
fin_rehearsal_open (GtkWidget *page, FinDocument *document)
{
  GtkWidget *row;

  g_return_val_if_fail (GTK_IS_WIDGET (page), FALSE);
  g_return_val_if_fail (FIN_IS_DOCUMENT (document), FALSE);

  g_object_set (page, "pane", "documents", NULL);
  row = find (page, is_row_of, fin_document_id (document));

  return row != NULL && gtk_widget_activate (row);
}

FinViewed
fin_rehearsal_viewed (GtkWidget *page, guint *n_pages)
{
  GtkWidget *view;
  g_autoptr (GError) error = NULL;
  gboolean busy;

  g_return_val_if_fail (GTK_IS_WIDGET (page), FIN_VIEWED_NOT);
  g_return_val_if_fail (n_pages != NULL, FIN_VIEWED_NOT);

  view = fin_rehearsal_find (page, FIN_TYPE_DOCUMENT_VIEW);
  g_object_get (view, "n-pages", n_pages, "busy", &busy, "error", &error, NULL);
  if (error != NULL)
    return g_error_matches (error, FIN_ERROR, FIN_ERROR_NO_BOX) ? FIN_VIEWED_NO_BOX : FIN_VIEWED_NOT;

  return *n_pages > 0 && !busy ? FIN_VIEWED_PAGES : FIN_VIEWED_NOT_YET;
}
