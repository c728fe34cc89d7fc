// Each procedure's titles, fields and documents held against the words looked for.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-procedure-search.h"

#include "fin-procedure-private.h"
#include "fin-search.h"
#include "fin-words.h"

#define MAX_PROCEDURES 60
#define MAX_PLACES     5
#define BY_NAME        2 /* up to this rank, by its label or a term */

/* Where it is asked. Ranks: the smaller the better found, 0 not at all. */
typedef struct {
  guint rank;
  const char *id;
  const char *step; /* NULL: a document */
  const char *label;
} Place;

typedef struct {
  FinProcedure *procedure;
  guint rank; /* of its own names */
  GArray *places;
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_array_unref (found->places);
  g_free (found);
}

/* The rank tells by which of these it was found, so there is one text for each. (transfer full) */
static char *
joined (char **terms)
{
  return terms != NULL ? g_strjoinv (" ", terms) : g_strdup ("");
}

static const char *
pick (JsonObject *words, const char *language)
{
  return words != NULL ? fin_words_pick (words, language) : "";
}

static guint
rank_procedure (FinProcedure *procedure, const char *const *question, const char *language)
{
  g_autofree char *terms = joined (procedure->terms);
  const char *texts[] = { pick (procedure->title, language), terms, NULL };

  return fin_search_rank (question, texts);
}

static guint
rank_field (const FinField *field,
            const FinStep *step,
            const char *const *question,
            const char *language)
{
  g_auto (GStrv) own = fin_field_terms (field);
  g_autofree char *terms = joined (own);
  g_autofree char *step_terms = joined (step->terms);
  g_autofree char *around =
      g_strjoin (" ", field->group != NULL ? pick (field->group->title, language) : "",
                 pick (step->title, language), step_terms, NULL);
  const char *texts[] = { pick (field->label, language), terms, around,
                          pick (field->help, language), NULL };

  return fin_search_rank (question, texts);
}

static void
add_place (Found *found,
           guint rank,
           const char *id,
           const char *step,
           JsonObject *label,
           const char *language)
{
  Place place = { rank, id, step, fin_words_pick (label, language) };

  if (rank > 0)
    g_array_append_val (found->places, place);
}

static int
by_rank (gconstpointer a, gconstpointer b)
{
  return (int)((const Place *)a)->rank - (int)((const Place *)b)->rank;
}

/* Where something is called so, what only stands near it is not what is meant. */
static void
keep_best (GArray *places)
{
  while (places->len > 0 && g_array_index (places, Place, 0).rank <= BY_NAME &&
         g_array_index (places, Place, places->len - 1).rank > BY_NAME)
    g_array_set_size (places, places->len - 1);
}

static Found *
search_procedure (FinProcedure *procedure, const char *const *question, const char *language)
{
  Found *found = g_new0 (Found, 1);

  found->procedure = procedure;
  found->rank = rank_procedure (procedure, question, language);
  found->places = g_array_new (FALSE, FALSE, sizeof (Place));
  for (guint i = 0; i < procedure->fields->len; i++) {
    const FinField *field = g_ptr_array_index (procedure->fields, i);
    const FinStep *step = g_ptr_array_index (procedure->steps, field->step);

    if (field->instance <= 1)
      add_place (found, rank_field (field, step, question, language), field->id,
                 fin_words_pick (step->title, language), field->label, language);
  }
  for (guint i = 0; i < procedure->documents->len; i++) {
    const FinDocument *document = g_ptr_array_index (procedure->documents, i);
    const char *texts[] = { pick (document->label, language), NULL };

    add_place (found, fin_search_rank (question, texts), document->id, NULL, document->label,
               language);
  }
  g_array_sort (found->places, by_rank);
  keep_best (found->places);

  return found;
}

/* Those called so come first, then those that ask for it, as plainly as they do. */
static int
by_worth (gconstpointer a, gconstpointer b)
{
  const Found *one = *(const Found *const *)a, *other = *(const Found *const *)b;

  if ((one->rank > 0) != (other->rank > 0))
    return one->rank > 0 ? -1 : 1;
  if (one->rank > 0 || one->places->len == 0 || other->places->len == 0)
    return (int)one->rank - (int)other->rank;

  return by_rank (one->places->data, other->places->data);
}

static JsonObject *
describe (const Found *found, const char *language)
{
  JsonObject *object = json_object_new ();
  JsonArray *places = json_array_new ();

  json_object_set_string_member (object, "procedure", found->procedure->id);
  json_object_set_string_member (object, "title",
                                 fin_words_pick (found->procedure->title, language));
  for (guint i = 0; i < MIN (found->places->len, MAX_PLACES); i++) {
    const Place *place = &g_array_index (found->places, Place, i);
    JsonObject *it = json_object_new ();

    json_object_set_string_member (it, "id", place->id);
    json_object_set_string_member (it, "label", place->label);
    if (place->step != NULL)
      json_object_set_string_member (it, "step", place->step);
    json_array_add_object_element (places, it);
  }
  json_object_set_array_member (object, "places", places);

  return object;
}

JsonArray *
fin_catalogue_search (const char *text, const char *language)
{
  g_auto (GStrv) question = NULL;
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (found_free);
  GPtrArray *catalogue = fin_catalogue ();
  JsonArray *result = json_array_new ();

  g_return_val_if_fail (text != NULL, result);

  question = fin_search_question (text);
  for (guint i = 0; i < catalogue->len; i++)
    g_ptr_array_add (all, search_procedure (g_ptr_array_index (catalogue, i),
                                            (const char *const *)question, language));
  g_ptr_array_sort (all, by_worth);
  for (guint i = 0; i < all->len && json_array_get_length (result) < MAX_PROCEDURES; i++) {
    const Found *found = g_ptr_array_index (all, i);

    if (found->rank > 0 || found->places->len > 0)
      json_array_add_object_element (result, describe (found, language));
  }

  return result;
}
