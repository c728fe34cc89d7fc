// The act table.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-acts.h"

#include "fin-acting.h"
#include "fin-audit.h"
#include "fin-json.h"
#include "fin-staff.h"

#define IDENTITY "identity"
#define CONSENT  "consent"

static char *
subject_of (const char *id, const char *content)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, content, -1);

  return g_strconcat (id, ":", digest, NULL);
}

static const char *
noted (const char *kind)
{
  return g_str_equal (kind, IDENTITY) ? "identity.noted" : "consent.given";
}

JsonObject *
fin_acts_lookup (FinStore *store, const char *id, const char *kind)
{
  g_autoptr (sqlite3_stmt) row = fin_store_query (
      store, "SELECT content FROM act WHERE form = ? AND kind = ?", "ss", id, kind);

  return fin_row_next (row) ? fin_json_parse_object (fin_row_text (row, 0), -1, NULL) : NULL;
}

static gboolean
put (FinStore *store,
     const char *id,
     const char *kind,
     JsonObject *act,
     const char *actor,
     GError **error)
{
  g_autofree char *content = fin_json_to_string (act);
  g_autofree char *subject = subject_of (id, content);

  return fin_store_begin (store, error) &&
         fin_store_end (
             store,
             fin_store_run (store, error,
                            "INSERT OR REPLACE INTO act (form, kind, content) VALUES (?, ?, ?)",
                            "sss", id, kind, content) &&
                 fin_audit_add (store, actor, noted (kind), subject, error),
             error);
}

static gboolean
take_off (FinStore *store, const char *id, const char *kind, const char *actor, GError **error)
{
  g_autofree char *action = g_strconcat (kind, ".withdrawn", NULL);

  return fin_store_begin (store, error) &&
         fin_store_end (store,
                        fin_store_run (store, error, "DELETE FROM act WHERE form = ? AND kind = ?",
                                       "ss", id, kind) &&
                            fin_audit_add (store, actor, action, id, error),
                        error);
}

/* Does what is on record say all that @act says, but for @but? */
static gboolean
stands (JsonObject *kept, JsonObject *act, const char *const *but)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, act);
  while (json_object_iter_next (&iter, &name, &value))
    if (!g_strv_contains (but, name) && json_node_get_value_type (value) == G_TYPE_STRING &&
        g_strcmp0 (fin_json_string (kept, name), json_node_get_string (value)) != 0)
      return FALSE;

  return TRUE;
}

static gboolean
follow (FinStore *store,
        const char *id,
        const char *kind,
        JsonObject *act,
        const char *const *but,
        const char *actor,
        GError **error)
{
  g_autoptr (JsonObject) kept = fin_acts_lookup (store, id, kind);
  g_autofree char *now = NULL;

  if (act == NULL)
    return kept == NULL || take_off (store, id, kind, actor, error);
  if (kept != NULL && stands (kept, act, but))
    return TRUE;

  now = fin_store_now ();
  json_object_set_string_member (act, "at", now);

  return put (store, id, kind, act, actor, error);
}

static void
add_by (FinStore *store, JsonObject *act, const char *staff)
{
  g_autoptr (JsonObject) who = fin_staff_to_json (store, staff);
  g_autofree char *by = who != NULL ? g_strdup_printf ("%s (%s)", fin_json_string (who, "name"),
                                                       fin_json_string (who, "account"))
                                    : g_strdup ("");

  json_object_set_string_member (act, "by", by);
}

gboolean
fin_acts_follow (FinStore *store,
                 const char *id,
                 FinForm *form,
                 const char *actor,
                 const char *staff,
                 const char *language,
                 GError **error)
{
  /* Who noted it first stands for it; and words once read on a screen stay the words that were
   * read, in whatever language the page is by now. */
  static const char *const by[] = { "by", NULL };
  static const char *const read[] = { "by", "language", "text", NULL };
  g_autoptr (JsonObject) identity = fin_acting_identity (form);
  g_autoptr (JsonObject) consent = fin_acting_consent (form, language);
  gboolean aloud = consent != NULL && g_strcmp0 (fin_json_string (consent, "given"), "aloud") == 0;

  if (identity != NULL)
    add_by (store, identity, staff);
  if (aloud)
    add_by (store, consent, staff);
  if (consent != NULL)
    json_object_set_int_member (consent, "version", fin_form_version (form));

  return follow (store, id, IDENTITY, identity, by, staff, error) &&
         follow (store, id, CONSENT, consent, aloud ? by : read, aloud ? staff : actor, error);
}

char **
fin_acts_missing (FinStore *store, const char *id, FinForm *form)
{
  g_autoptr (JsonObject) identity = fin_acts_lookup (store, id, IDENTITY);
  g_autoptr (JsonObject) consent = fin_acts_lookup (store, id, CONSENT);
  g_auto (GStrv) missing = fin_form_missing (form);
  const char *act = fin_acting_missing (form, identity != NULL, consent != NULL);
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();

  g_strv_builder_addv (all, (const char **)missing);
  /* Most often the form itself says what there is to do for it. */
  if (act != NULL && missing[0] == NULL)
    g_strv_builder_add (all, act);

  return g_strv_builder_end (all);
}

static gboolean
is_in_audit (FinStore *store, const char *kind, const char *subject)
{
  g_autoptr (sqlite3_stmt) row =
      fin_store_query (store, "SELECT 1 FROM audit WHERE subject = ? AND action = ? LIMIT 1", "ss",
                       subject, noted (kind));

  return fin_row_next (row);
}

char *
fin_acts_verify (FinStore *store)
{
  g_autoptr (sqlite3_stmt) rows =
      fin_store_query (store, "SELECT form, kind, content FROM act ORDER BY form, kind", "");

  while (fin_row_next (rows)) {
    g_autofree char *subject = subject_of (fin_row_text (rows, 0), fin_row_text (rows, 2));

    if (!is_in_audit (store, fin_row_text (rows, 1), subject))
      return g_strdup (fin_row_text (rows, 0));
  }

  return NULL;
}
