// What is found, in two parts: this form's places, and other procedures.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-finder.h"

#include <glib/gi18n.h>

#include "fin-json.h"
#include "fin-object.h"
#include "fin-search.h"

#define DOCUMENT "document:"
#define PATH     "/procedures/search"
#define MAX_TEXT 100 /* of the API */
/* Of one form; who needs more says more. */
#define MAX_PLACES 30
/* What is not asked now comes after all that is. */
#define HIDDEN 10

enum { PROP_0, PROP_STATE, N_PROPS };

struct _FinFinder {
  GObject parent_instance;

  FinLink *link;
  FinSharedForms *forms;
  GListStore *found;
  GCancellable *cancellable; /* of what is being asked of the office */
  guint here;                /* how many of those found are places of the form */
  guint state;
};

static void fin_finder_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FinFinder,
                               fin_finder,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      fin_finder_list_model_init))

static GParamSpec *properties[N_PROPS];

/* This form */

typedef struct {
  guint rank;
  FinFound *found;
} Place;

static void
place_clear (gpointer data)
{
  g_object_unref (((Place *)data)->found);
}

static void
add_place (GArray *places, guint rank, FinFound *found)
{
  Place place = { rank, found };

  g_array_append_val (places, place);
}

static int
by_rank (gconstpointer a, gconstpointer b)
{
  return (int)((const Place *)a)->rank - (int)((const Place *)b)->rank;
}

static const char *
field_state (FinSharedField *field, gboolean shown)
{
  g_autofree char *problem = NULL;
  gboolean filled = fin_shared_field_value (field)[0] != '\0';
  gboolean visible, soft, required;

  g_object_get (field, "problem", &problem, "visible", &visible, "soft", &soft, "required",
                &required, NULL);
  if (!shown || !visible)
    return _ ("Not asked now");
  if (filled && problem != NULL && !soft)
    return _ ("⚠ Wrong");
  if (filled)
    return _ ("✔ Filled");

  return required ? _ ("☐ Empty") : _ ("Empty, optional");
}

static void
find_field (GArray *places, FinSharedStep *step, FinSharedField *field, char **question)
{
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;
  g_autofree char *group = NULL;
  g_autofree char *help = NULL;
  g_auto (GStrv) terms = NULL;
  g_autofree char *called = NULL;
  g_autofree char *around = NULL;
  gboolean shown, visible;
  guint rank;

  g_object_get (step, "title", &title, "visible", &shown, NULL);
  g_object_get (field, "label", &label, "group", &group, "help", &help, "terms", &terms, "visible",
                &visible, NULL);
  /* Of several alike, only those that are there. */
  if (label == NULL || (group != NULL && !visible))
    return;

  /* As the office ranks them: see fin_catalogue_search(). */
  called = terms != NULL ? g_strjoinv (" ", terms) : g_strdup ("");
  around = group != NULL ? g_strdup_printf ("%s · %s", title, group) : g_strdup (title);
  rank = fin_search_rank (
      (const char *const *)question,
      (const char *const[]){ label, called, around != NULL ? around : "", help, NULL });
  if (rank > 0)
    add_place (places, shown && visible ? rank : rank + HIDDEN,
               fin_found_new (FIN_FOUND_FIELD, fin_shared_field_id (field), label, around,
                              field_state (field, shown)));
}

static void
find_fields (GArray *places, FinSharedForm *form, char **question)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (form)); i++) {
    g_autoptr (FinSharedStep) step = g_list_model_get_item (G_LIST_MODEL (form), i);
    g_autoptr (GListModel) fields = NULL;

    g_object_get (step, "fields", &fields, NULL);
    for (guint j = 0; j < g_list_model_get_n_items (fields); j++) {
      g_autoptr (FinSharedField) field = g_list_model_get_item (fields, j);

      find_field (places, step, field, question);
    }
  }
}

static void
find_documents (GArray *places, FinSharedForm *form, char **question)
{
  JsonArray *documents = fin_shared_form_documents (form);

  for (guint i = 0; i < json_array_get_length (documents); i++) {
    JsonObject *document = fin_json_array_object (documents, i);
    const char *id = document != NULL ? fin_json_string (document, "id") : NULL;
    const char *label = document != NULL ? fin_json_string (document, "label") : NULL;
    const char *texts[] = { label, NULL };
    g_autofree char *place = NULL;
    guint rank;

    if (id == NULL || label == NULL ||
        (rank = fin_search_rank ((const char *const *)question, texts)) == 0)
      continue;

    place = g_strconcat (DOCUMENT, id, NULL);
    add_place (places, rank,
               fin_found_new (FIN_FOUND_DOCUMENT, place, label, _ ("Documents"),
                              g_strv_contains (fin_shared_form_missing (form), place)
                                  ? _ ("☐ Missing")
                                  : NULL));
  }
}

static void
find_here (FinFinder *self, char **question)
{
  FinSharedForm *form = fin_shared_forms_front (self->forms);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));

  g_assert (FIN_IS_FINDER (self));

  g_array_set_clear_func (places, place_clear);
  find_fields (places, form, question);
  find_documents (places, form, question);
  g_array_sort (places, by_rank);
  self->here = MIN (places->len, MAX_PLACES);
  for (guint i = 0; i < self->here; i++)
    g_list_store_append (self->found, g_array_index (places, Place, i).found);
}

/* Other procedures */

static char *
where_in (JsonObject *procedure)
{
  JsonArray *places = fin_json_array (procedure, "places");
  g_autoptr (GString) where = g_string_new (NULL);

  for (guint i = 0; places != NULL && i < json_array_get_length (places); i++) {
    JsonObject *place = fin_json_array_object (places, i);
    const char *step = place != NULL ? fin_json_string (place, "step") : NULL;

    if (place == NULL || fin_json_string (place, "label") == NULL)
      continue;
    g_string_append_printf (where, "%s%s · %s", where->len > 0 ? "\n" : "",
                            step != NULL ? step : _ ("Documents"),
                            fin_json_string (place, "label"));
  }

  return where->len > 0 ? g_strdup (where->str) : NULL;
}

static void
take_procedure (FinFinder *self, JsonObject *procedure)
{
  const char *id = fin_json_string (procedure, "procedure");
  const char *title = fin_json_string (procedure, "title");
  FinSharedForm *form = id != NULL ? fin_finder_form (self, id) : NULL;
  g_autofree char *where = NULL;
  g_autoptr (FinFound) found = NULL;

  g_assert (FIN_IS_FINDER (self));

  /* The form in front has its own places. */
  if (id == NULL || title == NULL || form == fin_shared_forms_front (self->forms))
    return;

  where = where_in (procedure);
  found = fin_found_new (FIN_FOUND_PROCEDURE, id, title, where,
                         form != NULL ? _ ("In this visit") : _ ("+ Add to this visit"));
  g_list_store_append (self->found, found);
}

static void
set_state (FinFinder *self, FinFinderState state)
{
  fin_object_set_uint (self, &self->state, state, properties[PROP_STATE]);
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinFinder) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = fin_link_request_finish (FIN_LINK (object), result, &error);
  JsonArray *found = answer != NULL ? fin_json_array (answer, "found") : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  for (guint i = 0; found != NULL && i < json_array_get_length (found); i++)
    if (fin_json_array_object (found, i) != NULL)
      take_procedure (self, fin_json_array_object (found, i));
  set_state (self, error == NULL ? FIN_FINDER_DONE : FIN_FINDER_UNREACHABLE);
}

static void
ask_office (FinFinder *self, const char *text)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *bounded =
      g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), (glong)MAX_TEXT));

  g_assert (FIN_IS_FINDER (self));

  json_object_set_string_member (body, "text", bounded);
  self->cancellable = g_cancellable_new ();
  fin_link_request_async (self->link, "POST", PATH, body, self->cancellable, answered_cb,
                          g_object_ref (self));
}

static void
stop_asking (FinFinder *self)
{
  g_assert (FIN_IS_FINDER (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* The object */

static GType
fin_finder_get_item_type (GListModel *model)
{
  return FIN_TYPE_FOUND;
}

static guint
fin_finder_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (FIN_FINDER (model)->found));
}

static gpointer
fin_finder_get_item (GListModel *model, guint i)
{
  return g_list_model_get_item (G_LIST_MODEL (FIN_FINDER (model)->found), i);
}

static void
fin_finder_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = fin_finder_get_item_type;
  iface->get_n_items = fin_finder_get_n_items;
  iface->get_item = fin_finder_get_item;
}

static void
fin_finder_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_STATE)
    g_value_set_uint (value, FIN_FINDER (object)->state);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fin_finder_dispose (GObject *object)
{
  FinFinder *self = FIN_FINDER (object);

  stop_asking (self);
  g_clear_object (&self->found);
  g_clear_object (&self->forms);
  g_clear_object (&self->link);

  G_OBJECT_CLASS (fin_finder_parent_class)->dispose (object);
}

static void
fin_finder_class_init (FinFinderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fin_finder_get_property;
  object_class->dispose = fin_finder_dispose;

  properties[PROP_STATE] =
      g_param_spec_uint ("state", NULL, NULL, 0, FIN_FINDER_UNREACHABLE, FIN_FINDER_IDLE,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_finder_init (FinFinder *self)
{
  self->found = g_list_store_new (FIN_TYPE_FOUND);
  g_signal_connect_object (self->found, "items-changed", G_CALLBACK (g_list_model_items_changed),
                           self, G_CONNECT_SWAPPED);
}

FinFinder *
fin_finder_new (FinLink *link, FinSharedForms *forms)
{
  FinFinder *self;

  g_return_val_if_fail (FIN_IS_LINK (link), NULL);
  g_return_val_if_fail (FIN_IS_SHARED_FORMS (forms), NULL);

  self = g_object_new (FIN_TYPE_FINDER, NULL);
  self->link = g_object_ref (link);
  self->forms = g_object_ref (forms);

  return self;
}

void
fin_finder_look_for (FinFinder *self, const char *text)
{
  g_auto (GStrv) question = NULL;

  g_return_if_fail (FIN_IS_FINDER (self));
  g_return_if_fail (text != NULL);

  stop_asking (self);
  g_list_store_remove_all (self->found);
  self->here = 0;
  question = fin_search_question (text);
  if (question[0] == NULL) {
    set_state (self, FIN_FINDER_IDLE);
    return;
  }

  find_here (self, question);
  set_state (self, FIN_FINDER_ASKING);
  ask_office (self, text);
}

FinFinderState
fin_finder_state (FinFinder *self)
{
  g_return_val_if_fail (FIN_IS_FINDER (self), FIN_FINDER_IDLE);

  return self->state;
}

guint
fin_finder_here (FinFinder *self)
{
  g_return_val_if_fail (FIN_IS_FINDER (self), 0);

  return self->here;
}

FinSharedForm *
fin_finder_form (FinFinder *self, const char *procedure)
{
  GListModel *forms;

  g_return_val_if_fail (FIN_IS_FINDER (self), NULL);
  g_return_val_if_fail (procedure != NULL, NULL);

  forms = G_LIST_MODEL (self->forms);
  for (guint i = 0; i < g_list_model_get_n_items (forms); i++) {
    g_autoptr (FinSharedForm) form = g_list_model_get_item (forms, i);
    g_autofree char *own = NULL;

    g_object_get (form, "procedure", &own, NULL);
    if (g_strcmp0 (own, procedure) == 0)
      return form; /* the list keeps it */
  }

  return NULL;
}
