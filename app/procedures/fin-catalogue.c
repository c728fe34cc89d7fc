// The catalogue: the procedures compiled in, and those put in their place.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-procedure-private.h"

#include "fin-error.h"
#include "fin-fault.h"
#include "fin-procedures-resources.h"

#define FOLDER "/cat/finestreta/procedures/catalogue/"

typedef struct {
  GPtrArray *offered; /* by number */
  GPtrArray *carried;
  GHashTable *versions; /* by digest */
  GPtrArray *known;     /* the same, as they came */
} Catalogue;

static int
by_number (gconstpointer a, gconstpointer b)
{
  return (*(FinProcedure *const *)a)->number - (*(FinProcedure *const *)b)->number;
}

static void
add (Catalogue *self, FinProcedure *procedure)
{
  g_hash_table_insert (self->versions, procedure->digest, g_object_ref (procedure));
  g_ptr_array_add (self->known, procedure);
}

static void
carry (Catalogue *self, const char *name)
{
  g_autofree char *path = g_strconcat (FOLDER, name, NULL);
  g_autoptr (GBytes) file = g_resource_lookup_data (fin_procedures_get_resource (), path,
                                                    G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GError) error = NULL;
  FinProcedure *procedure =
      fin_procedure_new (g_bytes_get_data (file, NULL), (gssize)g_bytes_get_size (file), &error);

  if (procedure == NULL) {
    g_critical ("%s: %s", name, error->message);
    return;
  }
  g_ptr_array_add (self->carried, procedure);
  g_ptr_array_add (self->offered, g_object_ref (procedure));
  add (self, procedure);
}

static Catalogue *
load (void)
{
  Catalogue *self = g_new0 (Catalogue, 1);
  g_auto (GStrv) names = g_resource_enumerate_children (fin_procedures_get_resource (), FOLDER,
                                                        G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  self->offered = g_ptr_array_new_with_free_func (g_object_unref);
  self->carried = g_ptr_array_new_with_free_func (g_object_unref);
  self->versions = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  self->known = g_ptr_array_new ();
  for (char **name = names; name != NULL && *name != NULL; name++)
    carry (self, *name);
  g_ptr_array_sort (self->offered, by_number);

  return self;
}

static Catalogue *
catalogue (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize)load ());

  return (Catalogue *)once;
}

static gboolean
find (GPtrArray *procedures, const char *id, guint *index)
{
  for (*index = 0; *index < procedures->len; (*index)++)
    if (g_strcmp0 (((FinProcedure *)procedures->pdata[*index])->id, id) == 0)
      return TRUE;

  return FALSE;
}

GPtrArray *
fin_catalogue (void)
{
  return catalogue ()->offered;
}

FinProcedure *
fin_catalogue_lookup (const char *id)
{
  guint index;

  return find (catalogue ()->offered, id, &index) ? catalogue ()->offered->pdata[index] : NULL;
}

FinProcedure *
fin_catalogue_known (const char *id)
{
  GPtrArray *known = catalogue ()->known;
  FinProcedure *found = fin_catalogue_lookup (id);

  if (found != NULL)
    return found;

  for (guint i = known->len; i-- > 0;) {
    FinProcedure *one = known->pdata[i];

    if (g_strcmp0 (one->id, id) == 0 &&
        (found == NULL ||
         fin_sensitivity_stricter (found->sensitive, one->sensitive) != found->sensitive))
      found = one;
  }

  return found;
}

FinProcedure *
fin_catalogue_carried (const char *id)
{
  guint index;

  return find (catalogue ()->carried, id, &index) ? catalogue ()->carried->pdata[index] : NULL;
}

FinProcedure *
fin_catalogue_version (const char *digest)
{
  return digest != NULL ? g_hash_table_lookup (catalogue ()->versions, digest) : NULL;
}

/* A field's name without that of its step: it may have been moved to another. */
static const char *
name_of (const FinField *field)
{
  return strrchr (field->id, '.') + 1;
}

static gboolean
was_secret (FinProcedure *before, const FinField *field)
{
  for (guint i = 0; i < before->fields->len; i++) {
    const FinField *was = before->fields->pdata[i];

    if (was->kind == FIN_FIELD_SECRET && strcmp (name_of (was), name_of (field)) == 0)
      return TRUE;
  }

  return FALSE;
}

/* @before may be NULL. */
static gboolean
keeps_secrets (FinProcedure *self, FinProcedure *before, GError **error)
{
  for (guint i = 0; before != NULL && i < self->fields->len; i++) {
    const FinField *field = self->fields->pdata[i];
    g_autofree char *fault = NULL;
    gsize length;
    const char *json;

    if (field->kind == FIN_FIELD_SECRET || !was_secret (before, field))
      continue;

    fault = g_strdup_printf ("%s: kind: what is secret so far stays so", field->id);
    json = g_bytes_get_data (self->file, &length);
    g_set_error (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "line %u: %s",
                 fin_fault_line (json, (gssize)length, fault), fault);

    return FALSE;
  }

  return TRUE;
}

gboolean
fin_catalogue_keeps_secrets (FinProcedure *procedure, GError **error)
{
  g_return_val_if_fail (FIN_IS_PROCEDURE (procedure), FALSE);

  return keeps_secrets (procedure, fin_catalogue_lookup (procedure->id), error) &&
         keeps_secrets (procedure, fin_catalogue_carried (procedure->id), error);
}

FinProcedure *
fin_catalogue_add (FinProcedure *procedure)
{
  FinProcedure *known;

  g_return_val_if_fail (FIN_IS_PROCEDURE (procedure), NULL);

  known = fin_catalogue_version (procedure->digest);
  if (known != NULL)
    return known;
  add (catalogue (), procedure);

  return procedure;
}

void
fin_catalogue_offer (FinProcedure *procedure)
{
  GPtrArray *offered = catalogue ()->offered;
  guint index;

  g_return_if_fail (FIN_IS_PROCEDURE (procedure));
  g_return_if_fail (fin_catalogue_version (procedure->digest) == procedure);

  if (find (offered, procedure->id, &index))
    g_ptr_array_remove_index (offered, index);
  g_ptr_array_add (offered, g_object_ref (procedure));
  g_ptr_array_sort (offered, by_number);
}

void
fin_catalogue_withdraw (const char *id)
{
  FinProcedure *carried = fin_catalogue_carried (id);
  guint index;

  if (carried != NULL)
    fin_catalogue_offer (carried);
  else if (find (catalogue ()->offered, id, &index))
    g_ptr_array_remove_index (catalogue ()->offered, index);
}
