// Rows of `assent`.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-assents.h"

void
fin_assents_read (FinStore *store, const char *id, FinForm *form)
{
  g_autoptr (sqlite3_stmt) rows =
      fin_store_query (store, "SELECT field, version, how, at FROM assent WHERE form = ?", "s", id);

  while (fin_row_next (rows)) {
    FinAssent how = fin_assent_from_name (fin_row_text (rows, 2));

    if (how >= FIN_ASSENT_FIELD)
      fin_form_set_assent (form, fin_row_text (rows, 0), fin_row_integer (rows, 1), how,
                           fin_row_text (rows, 3));
  }
}

gboolean
fin_assents_add (FinStore *store,
                 const char *id,
                 FinForm *form,
                 const char *const *fields,
                 FinAssent how,
                 const char *actor,
                 const char *at,
                 GError **error)
{
  for (guint i = 0; fields[i] != NULL; i++)
    if (!fin_store_run (store, error,
                        "INSERT OR REPLACE INTO assent (form, field, version, how, actor, at)"
                        " VALUES (?, ?, ?, ?, ?, ?)",
                        "ssisss", id, fields[i], (gint64)fin_form_field_version (form, fields[i]),
                        fin_assent_name (how), actor, at))
      return FALSE;

  return TRUE;
}
