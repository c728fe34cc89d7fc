// The office's copy of a form, and its rules of writing together.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-dossier.h"

#include "fin-assents.h"
#include "fin-audit.h"
#include "fin-documents.h"
#include "fin-drafts.h"
#include "fin-error.h"
#include "fin-json-new.h"
#include "fin-json.h"
#include "fin-language.h"
#include "fin-procedures.h"
#include "fin-receipts.h"
#include "fin-time.h"

/* Every change is kept. An hour of typing into the longest field takes less than this. */
#define MAX_WRITTEN     (16 * 1024 * 1024) /* of one participant */
#define CHANGE_OVERHEAD 100

struct _FinDossier {
  GObject parent_instance;
  FinStore *store;
  char *id;
  char *kept_until;        /* of a draft, as it was read; or NULL */
  FinProcedure *procedure; /* the catalogue's, which outlives everything */
  FinForm *form;
  GHashTable *handed; /* set of fields */
  char *confirmed;
  char *confirmed_language;
  gboolean closed;
  GHashTable *written; /* participant to how much their changes take, in bytes */
};

G_DEFINE_FINAL_TYPE (FinDossier, fin_dossier, G_TYPE_OBJECT)

static void
read_form (FinDossier *self)
{
  g_autoptr (GDate) today = fin_day_today ();
  /* max() makes SQLite take the row's other columns from the newest change of each field. */
  g_autoptr (sqlite3_stmt) rows =
      fin_store_query (self->store,
                       "SELECT field, value, max (version), participant FROM change WHERE form = ?"
                       " GROUP BY field ORDER BY 3",
                       "s", self->id);

  g_clear_object (&self->form);
  self->form = fin_form_new (self->procedure, today);
  while (fin_row_next (rows))
    fin_form_restore (self->form, fin_row_text (rows, 0), fin_row_text (rows, 1),
                      fin_row_integer (rows, 2), fin_row_text (rows, 3));
  fin_assents_read (self->store, self->id, self->form);
  fin_dossier_refresh_documents (self);
}

static void
read_handed (FinDossier *self)
{
  g_autoptr (sqlite3_stmt) rows =
      fin_store_query (self->store, "SELECT field FROM hold WHERE form = ?", "s", self->id);

  while (fin_row_next (rows))
    g_hash_table_add (self->handed, g_strdup (fin_row_text (rows, 0)));
}

static void
read_confirmed (FinDossier *self)
{
  g_autoptr (sqlite3_stmt) row = fin_store_query (
      self->store, "SELECT at, language FROM confirmation WHERE form = ?", "s", self->id);

  if (fin_row_next (row)) {
    self->confirmed = g_strdup (fin_row_text (row, 0));
    self->confirmed_language = g_strdup (fin_row_text (row, 1));
  }
}

static void
add_written (FinDossier *self, const char *participant, gsize size)
{
  gsize before = GPOINTER_TO_SIZE (g_hash_table_lookup (self->written, participant));

  g_hash_table_insert (self->written, g_strdup (participant), GSIZE_TO_POINTER (before + size));
}

static void
read_written (FinDossier *self)
{
  g_autoptr (sqlite3_stmt) rows =
      fin_store_query (self->store,
                       "SELECT participant, sum (length (CAST (value AS BLOB)) + ?) FROM change"
                       " WHERE form = ? GROUP BY participant",
                       "is", (gint64)CHANGE_OVERHEAD, self->id);

  while (fin_row_next (rows))
    add_written (self, fin_row_text (rows, 0), fin_row_integer (rows, 1));
}

FinDossier *
fin_dossier_load (FinStore *store, const char *id)
{
  g_autoptr (sqlite3_stmt) row =
      fin_store_query (store, "SELECT kept_until FROM form WHERE id = ?", "s", id);
  FinProcedure *found = fin_forms_procedure (store, id);
  FinDossier *self;

  if (found == NULL || !fin_row_next (row))
    return NULL;

  self = g_object_new (FIN_TYPE_DOSSIER, NULL);
  self->store = g_object_ref (store);
  self->id = g_strdup (id);
  self->kept_until = g_strdup (fin_row_text (row, 0));
  self->procedure = found;
  read_form (self);
  read_handed (self);
  read_written (self);
  read_confirmed (self);
  self->closed = fin_forms_state (store, id) != FIN_FORM_OPEN;

  return self;
}

void
fin_dossier_begin (FinDossier *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (FIN_IS_DOSSIER (self));

  /* Should it fail, the next who comes in tries again. */
  if (!fin_procedures_keep (self->store, self->procedure, &error) ||
      !fin_store_run (self->store, &error,
                      "UPDATE form SET version = ? WHERE id = ? AND version IS NULL", "ss",
                      fin_procedure_digest (self->procedure), self->id))
    g_warning ("the version of a form was not kept: %s", error->message);
}

FinForm *
fin_dossier_form (FinDossier *self)
{
  g_return_val_if_fail (FIN_IS_DOSSIER (self), NULL);

  return self->form;
}

const char *
fin_dossier_id (FinDossier *self)
{
  g_return_val_if_fail (FIN_IS_DOSSIER (self), NULL);

  return self->id;
}

JsonObject *
fin_dossier_summary (FinDossier *self, const char *language, gboolean staff)
{
  guint filled, asked;
  JsonObject *summary;

  g_return_val_if_fail (FIN_IS_DOSSIER (self), NULL);

  fin_form_progress (self->form, &filled, &asked);

  summary = fin_json_new (
      "id:s", self->id, "procedure:s", fin_procedure_id (self->procedure), "title:s",
      staff ? fin_procedure_title (self->procedure, language)
            : fin_procedure_listed_title (self->procedure, language),
      "sensitive:s", fin_procedure_sensitive (self->procedure), "state:s",
      fin_form_state_name (fin_forms_state (self->store, self->id)), "filled:i", (gint64)filled,
      "asked:i", (gint64)asked, "complete:b", fin_form_complete (self->form), "confirmed:s",
      self->confirmed, "receipt:o", fin_receipts_summary (self->store, self->id), "kept_until:s",
      self->kept_until, "duplicates:a", staff ? fin_drafts_like (self->store, self->id) : NULL,
      NULL);
  if (fin_procedure_has_secret (self->procedure))
    json_object_set_boolean_member (summary, "secret", TRUE);

  return summary;
}

static void
add_holders (FinDossier *self, JsonObject *form)
{
  JsonArray *steps = fin_json_array (form, "steps");

  for (guint i = 0; steps != NULL && i < json_array_get_length (steps); i++) {
    JsonArray *fields = fin_json_array (fin_json_array_object (steps, i), "fields");

    for (guint j = 0; fields != NULL && j < json_array_get_length (fields); j++) {
      JsonObject *field = fin_json_array_object (fields, j);

      if (fin_dossier_is_handed (self, fin_json_string (field, "id")))
        json_object_set_string_member (field, "holder", "citizen");
    }
  }
}

JsonObject *
fin_dossier_describe (FinDossier *self, const char *language, gboolean staff)
{
  JsonObject *form;

  g_return_val_if_fail (FIN_IS_DOSSIER (self), NULL);

  form = fin_form_describe (self->form, language, staff);
  json_object_set_string_member (form, "type", "form");
  json_object_set_string_member (form, "form", self->id);
  add_holders (self, form);
  if (self->confirmed != NULL)
    json_object_set_string_member (fin_json_member (form, "declaration"), "confirmed",
                                   self->confirmed);

  return form;
}

static gboolean
refuse (GError **error, FinError code, const char *why)
{
  g_set_error_literal (error, FIN_ERROR, code, why);

  return FALSE;
}

/* May @participant write @field on top of @base? */
static gboolean
allowed (FinDossier *self,
         const char *field,
         guint base,
         FinWho who,
         const char *participant,
         GError **error)
{
  if (self->closed)
    return refuse (error, FIN_ERROR_CLOSED, "the receipt is made");
  if (fin_form_value (self->form, field) == NULL)
    return refuse (error, FIN_ERROR_NOT_FOUND, "no such field");
  if (who != FIN_WHO_CITIZEN && fin_dossier_is_handed (self, field))
    return refuse (error, FIN_ERROR_NOT_YOURS, "it is handed to the citizen");
  if (GPOINTER_TO_SIZE (g_hash_table_lookup (self->written, participant)) >= MAX_WRITTEN)
    return refuse (error, FIN_ERROR_FULL, "too much was changed");
  /* Who wrote last may write on without waiting for each answer: the socket keeps their order. */
  if (base != fin_form_field_version (self->form, field) &&
      g_strcmp0 (fin_form_field_by (self->form, field), participant) != 0)
    return refuse (error, FIN_ERROR_CONFLICT, "somebody else wrote it meanwhile");

  return TRUE;
}

static gboolean
keep_change (FinDossier *self,
             JsonObject *change,
             guint version,
             const char *participant,
             const char *actor,
             GError **error)
{
  g_autofree char *now = fin_store_now ();

  return fin_store_begin (self->store, error) &&
         fin_store_end (
             self->store,
             fin_store_run (self->store, error,
                            "INSERT INTO change (form, version, participant, actor, change, field,"
                            " value, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                            "sissssss", self->id, (gint64)version, participant, actor,
                            fin_json_string (change, "change"), fin_json_string (change, "field"),
                            fin_json_string (change, "value"), now) &&
                 fin_store_run (self->store, error, "DELETE FROM confirmation WHERE form = ?", "s",
                                self->id),
             error);
}

/* A change by this name: made before? Another by the same name is a mistake, and no silent loss. */
static FinChangeOutcome
look_up_change (
    FinDossier *self, JsonObject *change, const char *participant, guint *version, GError **error)
{
  g_autoptr (sqlite3_stmt) row =
      fin_store_query (self->store,
                       "SELECT field, value, version FROM change"
                       " WHERE form = ? AND participant = ? AND change = ?",
                       "sss", self->id, participant, fin_json_string (change, "change"));

  if (!fin_row_next (row))
    return FIN_CHANGE_MADE;
  if (strcmp (fin_row_text (row, 0), fin_json_string (change, "field")) == 0 &&
      strcmp (fin_row_text (row, 1), fin_json_string (change, "value")) == 0) {
    *version = fin_row_integer (row, 2);
    return FIN_CHANGE_KNOWN;
  }

  refuse (error, FIN_ERROR_BAD_REQUEST, "another change has this name");

  return FIN_CHANGE_REFUSED;
}

FinChangeOutcome
fin_dossier_change (FinDossier *self,
                    JsonObject *change,
                    FinWho who,
                    const char *participant,
                    const char *actor,
                    guint *version,
                    GError **error)
{
  const char *field = fin_json_string (change, "field");
  FinChangeOutcome outcome;

  g_return_val_if_fail (FIN_IS_DOSSIER (self), FIN_CHANGE_REFUSED);
  g_return_val_if_fail (version != NULL, FIN_CHANGE_REFUSED);

  outcome = look_up_change (self, change, participant, version, error);
  if (outcome != FIN_CHANGE_MADE)
    return outcome;
  if (!allowed (self, field, fin_json_integer (change, "base", 0), who, participant, error))
    return FIN_CHANGE_REFUSED;

  *version =
      fin_form_set (self->form, field, fin_json_string (change, "value"), who, participant, error);
  if (*version == 0)
    return FIN_CHANGE_REFUSED;
  if (!keep_change (self, change, *version, participant, actor, error)) {
    read_form (self);
    return FIN_CHANGE_REFUSED;
  }
  add_written (self, participant, strlen (fin_json_string (change, "value")) + CHANGE_OVERHEAD);
  g_clear_pointer (&self->confirmed, g_free);
  g_clear_pointer (&self->confirmed_language, g_free);

  return FIN_CHANGE_MADE;
}

static gboolean
only_informers (FinDossier *self, const char *field)
{
  g_autoptr (JsonObject) form = fin_form_describe (self->form, FIN_LANGUAGE_DEFAULT, TRUE);
  JsonArray *steps = fin_json_array (form, "steps");

  for (guint i = 0; steps != NULL && i < json_array_get_length (steps); i++) {
    JsonArray *fields = fin_json_array (fin_json_array_object (steps, i), "fields");

    for (guint j = 0; fields != NULL && j < json_array_get_length (fields); j++) {
      JsonObject *each = fin_json_array_object (fields, j);

      if (g_strcmp0 (fin_json_string (each, "id"), field) == 0)
        return g_strcmp0 (fin_json_string (each, "who"), "informer") == 0;
    }
  }

  return FALSE;
}

gboolean
fin_dossier_hand (FinDossier *self, const char *field, gboolean to_citizen, GError **error)
{
  gboolean kept;

  g_return_val_if_fail (FIN_IS_DOSSIER (self), FALSE);

  if (self->closed)
    return refuse (error, FIN_ERROR_CLOSED, "the receipt is made");
  if (fin_form_value (self->form, field) == NULL)
    return refuse (error, FIN_ERROR_NOT_FOUND, "no such field");
  if (to_citizen && only_informers (self, field))
    return refuse (error, FIN_ERROR_NOT_YOURS, "only the informer may write it");

  kept = fin_store_run (self->store, error,
                        to_citizen ? "INSERT OR IGNORE INTO hold (form, field) VALUES (?, ?)"
                                   : "DELETE FROM hold WHERE form = ? AND field = ?",
                        "ss", self->id, field);
  if (kept && to_citizen)
    g_hash_table_add (self->handed, g_strdup (field));
  else if (kept)
    g_hash_table_remove (self->handed, field);

  return kept;
}

gboolean
fin_dossier_is_handed (FinDossier *self, const char *field)
{
  return g_hash_table_contains (self->handed, field);
}

static gboolean
keep_confirmation (FinDossier *self,
                   guint version,
                   const char *now,
                   const char *language,
                   const char *actor,
                   GError **error)
{
  g_autofree char *digest = fin_form_digest (self->form);
  g_auto (GStrv) wanted = fin_form_wanted (self->form, NULL);

  return fin_store_begin (self->store, error) &&
         fin_store_end (self->store,
                        fin_store_run (self->store, error,
                                       "INSERT OR REPLACE INTO confirmation"
                                       " (form, version, digest, language, at)"
                                       " VALUES (?, ?, ?, ?, ?)",
                                       "sisss", self->id, (gint64)version, digest, language, now) &&
                            fin_assents_add (self->store, self->id, self->form,
                                             (const char *const *)wanted, FIN_ASSENT_DECLARATION,
                                             actor, now, error) &&
                            fin_audit_add (self->store, actor, "form.confirmed", self->id, error),
                        error);
}

gboolean
fin_dossier_confirm (
    FinDossier *self, guint version, const char *language, const char *actor, GError **error)
{
  g_autofree char *now = fin_store_now ();

  g_return_val_if_fail (FIN_IS_DOSSIER (self), FALSE);

  if (self->closed)
    return refuse (error, FIN_ERROR_CLOSED, "the receipt is made");
  if (version != fin_form_version (self->form))
    return refuse (error, FIN_ERROR_CONFLICT, "the form is another by now");
  if (!fin_form_complete (self->form))
    return refuse (error, FIN_ERROR_INCOMPLETE, "something is still missing");
  if (!keep_confirmation (self, version, now, language, actor, error))
    return FALSE;

  fin_assents_read (self->store, self->id, self->form);
  g_free (self->confirmed);
  self->confirmed = g_steal_pointer (&now);
  g_free (self->confirmed_language);
  self->confirmed_language = g_strdup (language);

  return TRUE;
}

const char *
fin_dossier_confirmed (FinDossier *self)
{
  g_return_val_if_fail (FIN_IS_DOSSIER (self), NULL);

  return self->confirmed;
}

const char *
fin_dossier_confirmed_language (FinDossier *self)
{
  g_return_val_if_fail (FIN_IS_DOSSIER (self), NULL);

  return self->confirmed_language;
}

gboolean
fin_dossier_refresh_documents (FinDossier *self)
{
  g_auto (GStrv) kinds = fin_documents_kinds (self->store, self->id);
  g_auto (GStrv) before = NULL;
  g_auto (GStrv) after = NULL;

  g_return_val_if_fail (FIN_IS_DOSSIER (self), FALSE);

  before = fin_form_missing (self->form);
  fin_form_set_documents (self->form, (const char *const *)kinds);
  after = fin_form_missing (self->form);

  return !g_strv_equal ((const char *const *)before, (const char *const *)after);
}

void
fin_dossier_set_closed (FinDossier *self, gboolean closed)
{
  g_return_if_fail (FIN_IS_DOSSIER (self));

  self->closed = closed;
}

gboolean
fin_dossier_is_closed (FinDossier *self)
{
  g_return_val_if_fail (FIN_IS_DOSSIER (self), TRUE);

  return self->closed;
}

static void
fin_dossier_finalize (GObject *object)
{
  FinDossier *self = FIN_DOSSIER (object);

  g_clear_object (&self->store);
  g_clear_object (&self->form);
  g_hash_table_unref (self->handed);
  g_hash_table_unref (self->written);
  g_free (self->id);
  g_free (self->kept_until);
  g_free (self->confirmed);
  g_free (self->confirmed_language);

  G_OBJECT_CLASS (fin_dossier_parent_class)->finalize (object);
}

static void
fin_dossier_class_init (FinDossierClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fin_dossier_finalize;
}

static void
fin_dossier_init (FinDossier *self)
{
  self->handed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}
