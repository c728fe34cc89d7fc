// Which way a text takes, and what happens when the way is barred.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-error.h"
#include "fin-translation.h"

#define wait_until(condition)                                                                      \
  while (!(condition))                                                                             \
  g_main_context_iteration (NULL, TRUE)

/* A translator that says who it is and what it did: "one(ca>es: text)". */

typedef struct {
  GObject parent_instance;
  GHashTable *pairs; /* "ca es" -> quality */
  int fails;         /* with this FinError; -1: does not */
  gboolean holds;    /* its answers, until let_go() */
  GPtrArray *held;
  guint asked;
  char **names;
} One;

typedef GObjectClass OneClass;
typedef One Two;
typedef OneClass TwoClass;

static GType one_get_type (void);
static GType two_get_type (void);
static void one_init_translator (FinTranslatorInterface *iface);
static void two_init_translator (FinTranslatorInterface *iface);

G_DEFINE_TYPE_WITH_CODE (One,
                         one,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (FIN_TYPE_TRANSLATOR, one_init_translator))
G_DEFINE_TYPE_WITH_CODE (Two,
                         two,
                         one_get_type (),
                         G_IMPLEMENT_INTERFACE (FIN_TYPE_TRANSLATOR, two_init_translator))

static FinTranslationQuality
one_quality (FinTranslator *translator, const char *from, const char *to)
{
  One *self = (One *)translator;
  g_autofree char *pair = g_strconcat (from, " ", to, NULL);

  return GPOINTER_TO_INT (g_hash_table_lookup (self->pairs, pair));
}

static void
answer (One *self, GTask *task)
{
  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->fails >= 0)
    g_task_return_new_error (task, FIN_ERROR, self->fails, "%s",
                             fin_translator_id (FIN_TRANSLATOR (self)));
  else
    g_task_return_pointer (task, g_strdup (g_task_get_task_data (task)), g_free);
}

static void
one_translate_async (FinTranslator *translator,
                     const char *text,
                     const char *from,
                     const char *to,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer data)
{
  One *self = (One *)translator;
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  g_assert_cmpint (one_quality (translator, from, to), !=, FIN_TRANSLATION_NONE);
  self->asked++;
  g_task_set_task_data (
      task, g_strdup_printf ("%s(%s>%s: %s)", fin_translator_id (translator), from, to, text),
      g_free);
  if (self->holds)
    g_ptr_array_add (self->held, g_object_ref (task));
  else
    answer (self, task);
}

static char *
one_translate_finish (FinTranslator *translator, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
one_set_names (FinTranslator *translator, const char *const *names)
{
  One *self = (One *)translator;

  g_strfreev (self->names);
  self->names = g_strdupv ((char **)names);
}

static void
one_init_translator (FinTranslatorInterface *iface)
{
  iface->id = "one";
  iface->quality = one_quality;
  iface->translate_async = one_translate_async;
  iface->translate_finish = one_translate_finish;
  iface->set_names = one_set_names;
}

static void
two_init_translator (FinTranslatorInterface *iface)
{
  iface->id = "two";
}

static void
one_finalize (GObject *object)
{
  One *self = (One *)object;

  g_hash_table_unref (self->pairs);
  g_ptr_array_unref (self->held);
  g_strfreev (self->names);

  G_OBJECT_CLASS (one_parent_class)->finalize (object);
}

static void
one_class_init (OneClass *klass)
{
  klass->finalize = one_finalize;
}

static void
one_init (One *self)
{
  self->pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  self->fails = -1;
}

static void
two_class_init (TwoClass *klass)
{
}

static void
two_init (Two *self)
{
}

static void
let_go (One *self)
{
  g_autoptr (GPtrArray) held = g_steal_pointer (&self->held);

  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  self->holds = FALSE;
  for (guint i = 0; i < held->len; i++)
    answer (self, g_ptr_array_index (held, i));
}

typedef struct {
  One *one;
  Two *two;
  GListStore *list;
  FinTranslator *translation;
} Fixture;

static void
can (One *self, const char *pair, FinTranslationQuality quality)
{
  g_hash_table_insert (self->pairs, g_strdup (pair), GINT_TO_POINTER (quality));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->one = g_object_new (one_get_type (), NULL);
  self->two = g_object_new (two_get_type (), NULL);
  self->list = g_list_store_new (FIN_TYPE_TRANSLATOR);
  g_list_store_append (self->list, self->one);
  g_list_store_append (self->list, self->two);
  self->translation = fin_translation_new (G_LIST_MODEL (self->list));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->translation);
  g_assert_finalize_object (self->list);
  g_assert_finalize_object (self->one);
  g_assert_finalize_object (self->two);
}

typedef struct {
  gboolean done;
  char *text;
  FinTranslationRoute route;
  GError *error;
} Answer;

static void
answer_clear (Answer *self)
{
  g_free (self->text);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *self = data;

  self->text =
      fin_translation_finish (FIN_TRANSLATION (source), result, &self->route, &self->error);
  self->done = TRUE;
}

static void
ask (Fixture *self,
     const char *text,
     const char *from,
     const char *to,
     GCancellable *cancellable,
     Answer *answer_)
{
  fin_translator_translate_async (self->translation, text, from, to, cancellable, answered_cb,
                                  answer_);
}

/* "one", "one ca two". */
static char *
describe (const FinTranslationRoute *route)
{
  return route->second == NULL
             ? g_strdup (route->first)
             : g_strdup_printf ("%s %s %s", route->first, route->through, route->second);
}

static void
assert_goes (Fixture *self,
             const char *from,
             const char *to,
             const char *route,
             FinTranslationQuality quality,
             const char *translated)
{
  g_auto (Answer) answer_ = { 0 };
  FinTranslationRoute told;
  g_autofree char *told_words = NULL;
  g_autofree char *taken_words = NULL;

  g_assert_true (fin_translation_route (FIN_TRANSLATION (self->translation), from, to, &told));
  told_words = describe (&told);
  g_assert_cmpstr (told_words, ==, route);
  g_assert_cmpint (told.quality, ==, quality);
  g_assert_cmpint (fin_translator_quality (self->translation, from, to), ==, quality);

  ask (self, "text", from, to, NULL, &answer_);
  wait_until (answer_.done);
  g_assert_no_error (answer_.error);
  g_assert_cmpstr (answer_.text, ==, translated);
  taken_words = describe (&answer_.route);
  g_assert_cmpstr (taken_words, ==, route);
  g_assert_cmpint (answer_.route.quality, ==, quality);
}

static void
test_chooses (Fixture *self, gconstpointer data)
{
  FinTranslationRoute route;
  g_auto (Answer) none = { 0 };

  g_assert_false (fin_translation_route (FIN_TRANSLATION (self->translation), "ca", "ar", &route));
  g_assert_cmpint (fin_translator_quality (self->translation, "ca", "ar"), ==,
                   FIN_TRANSLATION_NONE);
  ask (self, "text", "ca", "ar", NULL, &none);
  wait_until (none.done);
  g_assert_error (none.error, FIN_ERROR, FIN_ERROR_FAILED);

  /* By way of another language when there is no other way. */
  can (self->one, "ca es", FIN_TRANSLATION_GOOD);
  can (self->two, "es ar", FIN_TRANSLATION_DRAFT);
  assert_goes (self, "ca", "ar", "one es two", FIN_TRANSLATION_DRAFT,
               "two(es>ar: one(ca>es: text))");
  /* The better first hop. */
  can (self->one, "ca en", FIN_TRANSLATION_DRAFT);
  can (self->two, "en ar", FIN_TRANSLATION_DRAFT);
  assert_goes (self, "ca-ES", "ar", "one es two", FIN_TRANSLATION_DRAFT,
               "two(es>ar: one(ca>es: text))");
  /* A draft is one hop rather than two. */
  can (self->two, "ca ar", FIN_TRANSLATION_DRAFT);
  assert_goes (self, "ca", "ar", "two", FIN_TRANSLATION_DRAFT, "two(ca>ar: text)");
  /* Two good hops rather than one draft, but not called good. */
  can (self->two, "es ar", FIN_TRANSLATION_GOOD);
  assert_goes (self, "ca", "ar", "one es two", FIN_TRANSLATION_DRAFT,
               "two(es>ar: one(ca>es: text))");
  /* Of equals the first listed; the better whatever its place. */
  can (self->two, "ca es", FIN_TRANSLATION_GOOD);
  assert_goes (self, "ca", "es", "one", FIN_TRANSLATION_GOOD, "one(ca>es: text)");
  can (self->one, "ca es", FIN_TRANSLATION_DRAFT);
  assert_goes (self, "ca", "es", "two", FIN_TRANSLATION_GOOD, "two(ca>es: text)");

  g_assert_cmpint (fin_translator_quality (self->translation, "ca", "ca"), ==,
                   FIN_TRANSLATION_NONE);
  g_assert_cmpint (fin_translator_quality (self->translation, "ca", "tlh"), ==,
                   FIN_TRANSLATION_NONE);
}

static void
test_next_best (Fixture *self, gconstpointer data)
{
  g_auto (Answer) second = { 0 };
  g_auto (Answer) by_way = { 0 };
  g_auto (Answer) none = { 0 };

  can (self->one, "ca ar", FIN_TRANSLATION_GOOD);
  can (self->two, "ca ar", FIN_TRANSLATION_DRAFT);
  self->one->fails = FIN_ERROR_TIMED_OUT;
  ask (self, "text", "ca", "ar", NULL, &second);
  wait_until (second.done);
  g_assert_cmpstr (second.text, ==, "two(ca>ar: text)");
  /* It is marked as what it is, not as what was hoped for. */
  g_assert_cmpstr (second.route.first, ==, "two");
  g_assert_cmpint (second.route.quality, ==, FIN_TRANSLATION_DRAFT);

  /* The second hop fails: what the first alone can do, if anything. */
  can (self->one, "ca ar", FIN_TRANSLATION_NONE);
  can (self->two, "ca ar", FIN_TRANSLATION_NONE);
  can (self->two, "ca es", FIN_TRANSLATION_GOOD);
  can (self->one, "es ar", FIN_TRANSLATION_GOOD);
  can (self->two, "ca en", FIN_TRANSLATION_DRAFT);
  can (self->two, "en ar", FIN_TRANSLATION_DRAFT);
  ask (self, "text", "ca", "ar", NULL, &by_way);
  wait_until (by_way.done);
  g_assert_cmpstr (by_way.text, ==, "two(en>ar: two(ca>en: text))");

  /* None can: why the first choice could not. Each was asked but once. */
  self->two->fails = FIN_ERROR_OFFLINE;
  self->one->asked = self->two->asked = 0;
  ask (self, "other", "ca", "ar", NULL, &none);
  wait_until (none.done);
  g_assert_error (none.error, FIN_ERROR, FIN_ERROR_OFFLINE);
  g_assert_cmpuint (self->one->asked, ==, 0);
  g_assert_cmpuint (self->two->asked, ==, 1);
}

static void
test_remembers (Fixture *self, gconstpointer data)
{
  static const char *const names[] = { "Mar", NULL };

  can (self->one, "ca es", FIN_TRANSLATION_GOOD);
  can (self->one, "ca en", FIN_TRANSLATION_DRAFT);
  for (guint i = 0; i < 2; i++)
    assert_goes (self, "ca", "es", "one", FIN_TRANSLATION_GOOD, "one(ca>es: text)");
  assert_goes (self, "ca", "en", "one", FIN_TRANSLATION_DRAFT, "one(ca>en: text)");
  g_assert_cmpuint (self->one->asked, ==, 2);

  /* A better way is taken though a worse one is remembered; back on the worse one, it still is. */
  can (self->two, "ca en", FIN_TRANSLATION_GOOD);
  assert_goes (self, "ca", "en", "two", FIN_TRANSLATION_GOOD, "two(ca>en: text)");
  can (self->two, "ca en", FIN_TRANSLATION_NONE);
  assert_goes (self, "ca", "en", "one", FIN_TRANSLATION_DRAFT, "one(ca>en: text)");
  g_assert_cmpuint (self->one->asked, ==, 2);

  fin_translation_forget (FIN_TRANSLATION (self->translation));
  assert_goes (self, "ca", "es", "one", FIN_TRANSLATION_GOOD, "one(ca>es: text)");
  g_assert_cmpuint (self->one->asked, ==, 3);
  fin_translator_set_names (self->translation, names);
  g_assert_cmpstr (self->one->names[0], ==, "Mar");
  g_assert_cmpstr (self->two->names[0], ==, "Mar");
  assert_goes (self, "ca", "es", "one", FIN_TRANSLATION_GOOD, "one(ca>es: text)");
  g_assert_cmpuint (self->one->asked, ==, 4);

  /* Only the last ones. */
  for (guint i = 0; i < 64; i++) {
    g_autofree char *text = g_strdup_printf ("%u", i);
    g_auto (Answer) answer_ = { 0 };

    ask (self, text, "ca", "es", NULL, &answer_);
    wait_until (answer_.done);
  }
  assert_goes (self, "ca", "es", "one", FIN_TRANSLATION_GOOD, "one(ca>es: text)");
  g_assert_cmpuint (self->one->asked, ==, 69);
}

/* Two read the same line; one of them stops. */
static void
test_together (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Answer) stopped = { 0 };
  g_auto (Answer) stays = { 0 };
  g_auto (Answer) alone = { 0 };
  g_auto (Answer) again = { 0 };
  g_auto (Answer) forgotten = { 0 };

  can (self->one, "ca es", FIN_TRANSLATION_GOOD);
  self->one->holds = TRUE;
  ask (self, "text", "ca", "es", cancellable, &stopped);
  ask (self, "text", "ca", "es", NULL, &stays);
  g_cancellable_cancel (cancellable);
  wait_until (stopped.done);
  g_assert_error (stopped.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (stays.done);
  let_go (self->one);
  wait_until (stays.done);
  g_assert_cmpstr (stays.text, ==, "one(ca>es: text)");
  g_assert_cmpuint (self->one->asked, ==, 1);

  /* When nobody waits any more the translator is told; who asks then, asks anew. */
  g_cancellable_reset (cancellable);
  self->one->holds = TRUE;
  ask (self, "other", "ca", "es", cancellable, &alone);
  g_cancellable_cancel (cancellable);
  wait_until (alone.done);
  g_assert_error (alone.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  ask (self, "other", "ca", "es", NULL, &again);
  g_assert_cmpuint (self->one->asked, ==, 3);
  let_go (self->one);
  wait_until (again.done);
  g_assert_cmpstr (again.text, ==, "one(ca>es: other)");

  /* Who waits while all is forgotten has an answer, which is not remembered. */
  self->one->holds = TRUE;
  ask (self, "third", "ca", "es", NULL, &forgotten);
  fin_translation_forget (FIN_TRANSLATION (self->translation));
  let_go (self->one);
  wait_until (forgotten.done);
  g_assert_cmpstr (forgotten.text, ==, "one(ca>es: third)");
  ask (self, "third", "ca", "es", NULL, &again);
  g_assert_cmpuint (self->one->asked, ==, 5);
  g_free (g_steal_pointer (&again.text));
  again.done = FALSE;
  wait_until (again.done);
}

/* Translators come and go while a text is on its way. */
static void
test_changes (Fixture *self, gconstpointer data)
{
  g_auto (Answer) answer_ = { 0 };
  g_auto (Answer) too_large = { 0 };
  g_autofree char *long_text = g_strnfill (100000, 'x');
  FinTranslationRoute route;

  can (self->one, "ca es", FIN_TRANSLATION_GOOD);
  self->one->holds = TRUE;
  ask (self, "text", "ca", "es", NULL, &answer_);
  g_list_store_remove_all (self->list);
  g_assert_false (fin_translation_route (FIN_TRANSLATION (self->translation), "ca", "es", &route));
  let_go (self->one);
  wait_until (answer_.done);
  g_assert_cmpstr (answer_.text, ==, "one(ca>es: text)");

  ask (self, long_text, "ca", "es", NULL, &too_large);
  wait_until (too_large.done);
  g_assert_error (too_large.error, FIN_ERROR, FIN_ERROR_TOO_LARGE);
}

#define add(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/translation/chooses", test_chooses);
  add ("/translation/next-best", test_next_best);
  add ("/translation/remembers", test_remembers);
  add ("/translation/together", test_together);
  add ("/translation/changes", test_changes);

  return g_test_run ();
}
