// Each procedure's titles, fields and documents held against the words looked for.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-procedure-search.h"

#include "fin-procedure-private.h"
#include "fin-search.h"
#include "fin-words.h"

#define MAX_PROCEDURES 60
#define MAX_PLACES     5

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

static void
add_words (GPtrArray *texts, JsonObject *words, const char *language)
{
  if (words != NULL)
    g_ptr_array_add (texts, (gpointer)fin_words_pick (words, language));
}

static void
add_terms (GPtrArray *texts, char **terms)
{
  for (char **term = terms; term != NULL && *term != NULL; term++)
    g_ptr_array_add (texts, *term);
}

static guint
rank (const char *const *question, GPtrArray *texts)
{
  g_ptr_array_add (texts, NULL);

  return fin_search_rank (question, (const char *const *)texts->pdata);
}

static guint
rank_procedure (FinProcedure *procedure, const char *const *question, const char *language)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  add_words (texts, procedure->title, language);
  add_terms (texts, procedure->terms);

  return rank (question, texts);
}

static guint
rank_field (const FinField *field,
            const FinStep *step,
            const char *const *question,
            const char *language)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  g_auto (GStrv) terms = fin_field_terms (field);

  add_words (texts, field->label, language);
  add_terms (texts, terms);
  if (field->group != NULL)
    add_words (texts, field->group->title, language);
  add_words (texts, step->title, language);
  add_terms (texts, step->terms);
  add_words (texts, field->help, language);

  return rank (question, texts);
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
    g_autoptr (GPtrArray) texts = g_ptr_array_new ();

    add_words (texts, document->label, language);
    add_place (found, rank (question, texts), document->id, NULL, document->label, language);
  }
  g_array_sort (found->places, by_rank);

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
