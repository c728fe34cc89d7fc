// The best route of a text, and the next best.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-translation.h"

#include "fin-error.h"
#include "fin-language.h"

#define REMEMBERED_MAX 64

typedef struct {
  FinTranslator *hops[2]; /* the second NULL when it is direct */
  const char *through;
  FinTranslationQuality worst;
  FinTranslationQuality best;
} Route;

typedef struct {
  char *text;
  FinTranslationRoute route;
} Translated;

/* One text on its way, for one or more who asked. */
typedef struct {
  FinTranslation *self; /* NULL once its translations are not wanted any more; who asked holds it */
  char *key;
  char *text;
  const char *from;
  const char *to;
  GArray *routes; /* Route */
  guint route;
  char *between; /* what the first hop made of it */
  GPtrArray *failed;
  GError *error; /* of the first choice */
  GCancellable *cancellable;
  GPtrArray *askers;
} Job;

typedef struct {
  GTask *task;
  GSource *cancelled;
  Job *job;
} Asker;

struct _FinTranslation {
  GObject parent_instance;

  GListModel *translators;
  char **names;
  GHashTable *jobs;       /* by languages and text */
  GHashTable *remembered; /* by route, languages and text: Translated */
  GQueue oldest_first;    /* its keys */
};

static void fin_translation_init_translator (FinTranslatorInterface *iface);
static void try_route (Job *job);

G_DEFINE_FINAL_TYPE_WITH_CODE (FinTranslation,
                               fin_translation,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FIN_TYPE_TRANSLATOR,
                                                      fin_translation_init_translator))

static void
route_clear (gpointer data)
{
  Route *route = data;

  g_clear_object (&route->hops[0]);
  g_clear_object (&route->hops[1]);
}

static void
translated_free (gpointer data)
{
  Translated *translated = data;

  g_free (translated->text);
  g_free (translated);
}

static FinTranslationRoute
describe (const Route *route)
{
  return (FinTranslationRoute){
    .first = fin_translator_id (route->hops[0]),
    .through = route->through,
    .second = route->hops[1] != NULL ? fin_translator_id (route->hops[1]) : NULL,
    .quality = route->hops[1] != NULL ? FIN_TRANSLATION_DRAFT : route->worst,
  };
}

static void
add_direct (GArray *routes, FinTranslator *translator, const char *from, const char *to)
{
  FinTranslationQuality quality = fin_translator_quality (translator, from, to);
  Route route = { { translator, NULL }, NULL, quality, quality };

  if (quality == FIN_TRANSLATION_NONE)
    return;
  g_object_ref (translator);
  g_array_append_val (routes, route);
}

static void
add_by_way_of (
    GArray *routes, GListModel *translators, const char *from, const char *through, const char *to)
{
  guint n = g_list_model_get_n_items (translators);

  for (guint i = 0; i < n * n; i++) {
    g_autoptr (FinTranslator) first = g_list_model_get_item (translators, i / n);
    g_autoptr (FinTranslator) second = g_list_model_get_item (translators, i % n);
    FinTranslationQuality there = fin_translator_quality (first, from, through);
    FinTranslationQuality onward = fin_translator_quality (second, through, to);
    Route route = { { first, second }, through, MIN (there, onward), MAX (there, onward) };

    if (route.worst == FIN_TRANSLATION_NONE)
      continue;
    g_object_ref (first);
    g_object_ref (second);
    g_array_append_val (routes, route);
  }
}

static int
is_worse (const Route *one, const Route *other)
{
  if (one->worst != other->worst)
    return one->worst < other->worst;
  if ((one->hops[1] == NULL) != (other->hops[1] == NULL))
    return one->hops[1] != NULL;
  return one->best < other->best;
}

/* The best first; of equals, that found first. There are a handful. */
static void
sort (GArray *routes)
{
  for (guint i = 1; i < routes->len; i++)
    for (guint j = i; j > 0 && is_worse (&g_array_index (routes, Route, j - 1),
                                         &g_array_index (routes, Route, j));
         j--) {
      Route better = g_array_index (routes, Route, j);

      g_array_index (routes, Route, j) = g_array_index (routes, Route, j - 1);
      g_array_index (routes, Route, j - 1) = better;
    }
}

/* None when either is NULL. (transfer full) */
static GArray *
find_routes (FinTranslation *self, const FinLanguage *source, const FinLanguage *target)
{
  GArray *routes = g_array_new (FALSE, FALSE, sizeof (Route));

  g_array_set_clear_func (routes, route_clear);
  if (source == NULL || target == NULL || source == target)
    return routes;

  for (guint i = 0; i < g_list_model_get_n_items (self->translators); i++) {
    g_autoptr (FinTranslator) translator = g_list_model_get_item (self->translators, i);

    add_direct (routes, translator, source->code, target->code);
  }
  for (const FinLanguage *through = fin_languages (); through->code != NULL; through++)
    if (through != source && through != target)
      add_by_way_of (routes, self->translators, source->code, through->code, target->code);
  sort (routes);

  return routes;
}

static void
job_free (Job *job)
{
  g_free (job->key);
  g_free (job->text);
  g_free (job->between);
  g_array_unref (job->routes);
  g_ptr_array_unref (job->failed);
  g_ptr_array_unref (job->askers);
  g_clear_error (&job->error);
  g_object_unref (job->cancellable);
  g_free (job);
}

static void
asker_free (gpointer data)
{
  Asker *asker = data;

  if (asker->cancelled != NULL) {
    g_source_destroy (asker->cancelled);
    g_source_unref (asker->cancelled);
  }
  g_object_unref (asker->task);
  g_free (asker);
}

/* From now on nobody joins it, and what it brings is not remembered. */
static void
detach (Job *job)
{
  if (job->self == NULL)
    return;
  g_hash_table_remove (job->self->jobs, job->key);
  job->self = NULL;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  Asker *asker = data;
  Job *job = asker->job;

  g_task_return_error_if_cancelled (asker->task);
  if (job->askers->len == 1) {
    detach (job);
    g_cancellable_cancel (job->cancellable);
  }
  g_ptr_array_remove (job->askers, asker);

  return G_SOURCE_REMOVE;
}

static char *
memory_key (const Job *job, const FinTranslationRoute *route)
{
  return g_strdup_printf ("%s %s %s\n%s", route->first,
                          route->through != NULL ? route->through : "",
                          route->second != NULL ? route->second : "", job->key);
}

static void
remember (FinTranslation *self, const Job *job, const Translated *translated)
{
  g_autofree char *key = memory_key (job, &translated->route);
  Translated *copy;

  if (g_hash_table_contains (self->remembered, key))
    return;

  if (self->oldest_first.length == REMEMBERED_MAX)
    g_hash_table_remove (self->remembered, g_queue_pop_head (&self->oldest_first));
  copy = g_new0 (Translated, 1);
  copy->text = g_strdup (translated->text);
  copy->route = translated->route;
  g_queue_push_tail (&self->oldest_first, key);
  g_hash_table_insert (self->remembered, g_steal_pointer (&key), copy);
}

/* Ends @job: @translated, or its error when that is NULL. */
static void
end (Job *job, const Translated *translated)
{
  g_autoptr (GPtrArray) askers = g_ptr_array_ref (job->askers);

  if (job->self != NULL && translated != NULL)
    remember (job->self, job, translated);
  detach (job);

  for (guint i = 0; i < askers->len; i++) {
    GTask *task = ((Asker *)g_ptr_array_index (askers, i))->task;

    if (translated == NULL)
      g_task_return_error (task, g_error_copy (job->error));
    else {
      Translated *copy = g_new0 (Translated, 1);

      copy->text = g_strdup (translated->text);
      copy->route = translated->route;
      g_task_return_pointer (task, copy, translated_free);
    }
  }
  job_free (job);
}

static void
hop_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  const Route *route = &g_array_index (job->routes, Route, job->route);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = fin_translator_translate_finish (FIN_TRANSLATOR (source), result, &error);

  if (text == NULL) {
    if (g_cancellable_is_cancelled (job->cancellable)) {
      job_free (job);
      return;
    }
    g_ptr_array_add (job->failed, source);
    if (job->error == NULL)
      job->error = g_steal_pointer (&error);
    g_clear_pointer (&job->between, g_free);
    job->route++;
    try_route (job);
  } else if (route->hops[1] != NULL && job->between == NULL && text[0] != '\0') {
    job->between = g_steal_pointer (&text);
    fin_translator_translate_async (route->hops[1], job->between, route->through, job->to,
                                    job->cancellable, hop_cb, job);
  } else {
    Translated translated = { text, describe (route) };

    end (job, &translated);
  }
}

static gboolean
has_failed (const Job *job, const Route *route)
{
  return g_ptr_array_find (job->failed, route->hops[0], NULL) ||
         (route->hops[1] != NULL && g_ptr_array_find (job->failed, route->hops[1], NULL));
}

static void
try_route (Job *job)
{
  const Route *route;
  FinTranslationRoute described;
  g_autofree char *key = NULL;
  const Translated *known;

  while (job->route < job->routes->len &&
         has_failed (job, &g_array_index (job->routes, Route, job->route)))
    job->route++;
  if (job->route == job->routes->len) {
    end (job, NULL);
    return;
  }

  route = &g_array_index (job->routes, Route, job->route);
  described = describe (route);
  key = memory_key (job, &described);
  known = job->self != NULL ? g_hash_table_lookup (job->self->remembered, key) : NULL;
  if (known != NULL)
    end (job, known);
  else
    fin_translator_translate_async (route->hops[0], job->text, job->from,
                                    route->through != NULL ? route->through : job->to,
                                    job->cancellable, hop_cb, job);
}

static void
join (Job *job, GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Asker *asker = g_new0 (Asker, 1);

  asker->task = g_object_ref (task);
  asker->job = job;
  if (cancellable != NULL) {
    asker->cancelled = g_cancellable_source_new (cancellable);
    g_source_set_callback (asker->cancelled, G_SOURCE_FUNC (cancelled_cb), asker, NULL);
    g_source_attach (asker->cancelled, g_main_context_get_thread_default ());
  }
  g_ptr_array_add (job->askers, asker);
}

static void
fin_translation_translate_async (FinTranslator *translator,
                                 const char *text,
                                 const char *from,
                                 const char *to,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data)
{
  FinTranslation *self = FIN_TRANSLATION (translator);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  const FinLanguage *source = fin_language_lookup (from), *target = fin_language_lookup (to);
  g_autoptr (GArray) routes = find_routes (self, source, target);
  g_autofree char *key = NULL;
  Job *job;

  g_task_set_source_tag (task, fin_translation_translate_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (routes->len == 0) {
    g_task_return_new_error (task, FIN_ERROR, FIN_ERROR_FAILED, "no translator has %s to %s", from,
                             to);
    return;
  }

  key = g_strdup_printf ("%s %s\n%s", source->code, target->code, text);
  job = g_hash_table_lookup (self->jobs, key);
  if (job != NULL) {
    join (job, task);
    return;
  }

  job = g_new0 (Job, 1);
  job->self = self;
  job->key = g_steal_pointer (&key);
  job->text = g_strdup (text);
  job->from = source->code;
  job->to = target->code;
  job->routes = g_steal_pointer (&routes);
  job->failed = g_ptr_array_new ();
  job->askers = g_ptr_array_new_with_free_func (asker_free);
  job->cancellable = g_cancellable_new ();

  g_hash_table_insert (self->jobs, job->key, job);
  join (job, task);
  try_route (job);
}

char *
fin_translation_finish (FinTranslation *self,
                        GAsyncResult *result,
                        FinTranslationRoute *route,
                        GError **error)
{
  Translated *translated;
  char *text;

  g_return_val_if_fail (FIN_IS_TRANSLATION (self), NULL);

  /* Refused before it came here. */
  if (!g_async_result_is_tagged (result, fin_translation_translate_async))
    return fin_translator_translate_finish (FIN_TRANSLATOR (self), result, error);

  translated = g_task_propagate_pointer (G_TASK (result), error);
  if (translated == NULL)
    return NULL;

  if (route != NULL)
    *route = translated->route;
  text = g_steal_pointer (&translated->text);
  translated_free (translated);

  return text;
}

static char *
fin_translation_translate_finish (FinTranslator *translator, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, fin_translation_translate_async), NULL);

  return fin_translation_finish (FIN_TRANSLATION (translator), result, NULL, error);
}

static FinTranslationQuality
fin_translation_quality (FinTranslator *translator, const char *from, const char *to)
{
  FinTranslationRoute route;

  return fin_translation_route (FIN_TRANSLATION (translator), from, to, &route)
             ? route.quality
             : FIN_TRANSLATION_NONE;
}

static void
set_names_from (FinTranslation *self, guint position, guint n)
{
  for (guint i = position; i < position + n; i++) {
    g_autoptr (FinTranslator) translator = g_list_model_get_item (self->translators, i);

    fin_translator_set_names (translator, (const char *const *)self->names);
  }
}

static void
translators_changed_cb (
    GListModel *translators, guint position, guint removed, guint added, FinTranslation *self)
{
  set_names_from (self, position, added);
}

static void
fin_translation_set_names (FinTranslator *translator, const char *const *names)
{
  FinTranslation *self = FIN_TRANSLATION (translator);

  g_strfreev (self->names);
  self->names = g_strdupv ((char **)names);
  set_names_from (self, 0, g_list_model_get_n_items (self->translators));
  fin_translation_forget (self);
}

static void
fin_translation_init_translator (FinTranslatorInterface *iface)
{
  iface->id = "translation";
  iface->quality = fin_translation_quality;
  iface->translate_async = fin_translation_translate_async;
  iface->translate_finish = fin_translation_translate_finish;
  iface->set_names = fin_translation_set_names;
}

static void
fin_translation_finalize (GObject *object)
{
  FinTranslation *self = FIN_TRANSLATION (object);

  fin_translation_forget (self);
  g_object_unref (self->translators);
  g_strfreev (self->names);
  g_hash_table_unref (self->jobs);
  g_hash_table_unref (self->remembered);

  G_OBJECT_CLASS (fin_translation_parent_class)->finalize (object);
}

static void
fin_translation_class_init (FinTranslationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fin_translation_finalize;
}

static void
fin_translation_init (FinTranslation *self)
{
  self->jobs = g_hash_table_new (g_str_hash, g_str_equal);
  self->remembered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, translated_free);
  g_queue_init (&self->oldest_first);
}

FinTranslator *
fin_translation_new (GListModel *translators)
{
  FinTranslation *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (translators), NULL);

  self = g_object_new (FIN_TYPE_TRANSLATION, NULL);
  self->translators = g_object_ref (translators);
  g_signal_connect_object (translators, "items-changed", G_CALLBACK (translators_changed_cb), self,
                           G_CONNECT_DEFAULT);

  return FIN_TRANSLATOR (self);
}

gboolean
fin_translation_route (FinTranslation *self,
                       const char *from,
                       const char *to,
                       FinTranslationRoute *route)
{
  g_autoptr (GArray) routes = NULL;

  g_return_val_if_fail (FIN_IS_TRANSLATION (self), FALSE);
  g_return_val_if_fail (route != NULL, FALSE);

  routes = find_routes (self, fin_language_lookup (from), fin_language_lookup (to));
  if (routes->len == 0)
    return FALSE;

  *route = describe (&g_array_index (routes, Route, 0));
  return TRUE;
}

void
fin_translation_forget (FinTranslation *self)
{
  GHashTableIter each;
  Job *job;

  g_return_if_fail (FIN_IS_TRANSLATION (self));

  g_queue_clear (&self->oldest_first);
  g_hash_table_remove_all (self->remembered);
  g_hash_table_iter_init (&each, self->jobs);
  while (g_hash_table_iter_next (&each, NULL, (gpointer *)&job))
    job->self = NULL;
  g_hash_table_remove_all (self->jobs);
}
