// What is found in a visit's form and in the catalogue, against a real office.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-finder.h"
#include "fin-json.h"
#include "fixture.h"

typedef struct {
  Fixture fixture;
  FinLink *citizen;
  char *id; /* the appointment's */
  FinSharedForms *forms;
  FinFinder *finder;
} Visit;

static void
feed (FinLink *link, const char *type, JsonObject *message, FinSharedForms *forms)
{
  fin_shared_forms_handle (forms, type, message);
}

static void
visit_set_up (Visit *visit, gconstpointer data)
{
  g_autofree char *url = NULL;

  fixture_set_up (&visit->fixture, NULL);
  fixture_invite (&visit->fixture, &visit->id, &url);
  visit->citizen = fixture_citizen (&visit->fixture, url);
  visit->forms = fin_shared_forms_new (visit->fixture.informer);
  visit->finder = fin_finder_new (visit->fixture.informer, visit->forms);
  g_signal_connect (visit->fixture.informer, "message", G_CALLBACK (feed), visit->forms);

  fixture_attend (&visit->fixture, visit->citizen, visit->id);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (fin_shared_forms_front (visit->forms))) > 0);
}

static void
visit_tear_down (Visit *visit, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (visit->fixture.informer, visit->forms);
  fin_link_stop (visit->citizen);
  g_assert_finalize_object (visit->finder);
  g_assert_finalize_object (visit->forms);
  fixture_tear_down (&visit->fixture, NULL);
  g_object_unref (visit->citizen);
  g_free (visit->id);
}

/* The first of @kind called @id, or of any name. (transfer full) */
static FinFound *
find (FinFinder *finder, FinFoundKind kind, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (finder)); i++) {
    g_autoptr (FinFound) found = g_list_model_get_item (G_LIST_MODEL (finder), i);

    if (fin_found_kind (found) == kind && (id == NULL || g_str_equal (fin_found_id (found), id)))
      return g_steal_pointer (&found);
  }

  return NULL;
}

static gboolean
stands (FinFinder *finder, FinFoundKind kind, const char *id, const char *state)
{
  g_autoptr (FinFound) found = find (finder, kind, id);

  return found != NULL && g_strcmp0 (fin_found_state (found), state) == 0;
}

/* Places of the form at once, with how they stand now; other procedures when the office has
 * answered. */
static void
test_places (Visit *visit, gconstpointer data)
{
  FinFinder *finder = visit->finder;
  FinSharedForm *form = fin_shared_forms_front (visit->forms);
  g_autoptr (FinFound) first = NULL;
  g_autoptr (FinFound) document = NULL;

  g_assert_cmpint (fin_finder_state (finder), ==, FIN_FINDER_IDLE);
  fin_finder_look_for (finder, "on va la data de naixement?");
  g_assert_cmpint (fin_finder_state (finder), ==, FIN_FINDER_ASKING);
  first = g_list_model_get_item (G_LIST_MODEL (finder), 0);
  g_assert_cmpstr (fin_found_id (first), ==, "applicant.birth_date");
  g_assert_cmpstr (fin_found_state (first), ==, "☐ Empty");
  g_assert_cmpuint (fin_finder_here (finder), ==, g_list_model_get_n_items (G_LIST_MODEL (finder)));
  wait_until (fin_finder_state (finder) == FIN_FINDER_DONE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (finder)), >, fin_finder_here (finder));

  fin_shared_form_set (form, "applicant.birth_date", "2004-02-03");
  fin_finder_look_for (finder, "naixement");
  g_assert_true (stands (finder, FIN_FOUND_FIELD, "applicant.birth_date", "✔ Filled"));
  /* Only who is paid into an account is asked for it: found, but last. */
  fin_finder_look_for (finder, "iban");
  g_assert_true (stands (finder, FIN_FOUND_FIELD, "payment.iban", "Not asked now"));
  fin_finder_look_for (finder, "passaport");
  document = find (finder, FIN_FOUND_DOCUMENT, NULL);
  g_assert_nonnull (document);
  g_assert_true (g_str_has_prefix (fin_found_id (document), "document:"));

  /* What was asked of the office meanwhile is of nobody's interest any more. */
  fin_finder_look_for (finder, "?");
  g_assert_cmpint (fin_finder_state (finder), ==, FIN_FINDER_IDLE);
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (finder)), ==, 0);
}

/* Another procedure can be added; once it is in the visit, that is said of it. */
static void
test_procedures (Visit *visit, gconstpointer data)
{
  FinFinder *finder = visit->finder;
  g_autofree char *first = g_strdup (fin_shared_form_id (fin_shared_forms_front (visit->forms)));
  g_autofree char *path = g_strdup_printf ("/appointments/%s/forms", visit->id);
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (JsonObject) answer = NULL;
  g_autoptr (FinFound) own = NULL;

  fin_finder_look_for (finder, "llicència de caça");
  wait_until (fin_finder_state (finder) == FIN_FINDER_DONE);
  g_assert_true (stands (finder, FIN_FOUND_PROCEDURE, "llicencia-caca", "+ Add to this visit"));
  g_assert_null (fin_finder_form (finder, "llicencia-caca"));

  json_object_set_string_member (body, "procedure", "llicencia-caca");
  answer = fixture_ask (visit->fixture.informer, "POST", path, body, NULL);
  g_assert_nonnull (answer);
  wait_until (fin_finder_form (finder, "llicencia-caca") == fin_shared_forms_front (visit->forms));
  g_assert_true (fin_shared_forms_bring_next (visit->forms));
  wait_until (g_strcmp0 (fin_shared_form_id (fin_shared_forms_front (visit->forms)), first) == 0);

  fin_finder_look_for (finder, "llicència de caça");
  wait_until (fin_finder_state (finder) == FIN_FINDER_DONE);
  g_assert_true (stands (finder, FIN_FOUND_PROCEDURE, "llicencia-caca", "In this visit"));

  /* The one in front has its places, and is not found as another. */
  fin_finder_look_for (finder, "carnet jove");
  wait_until (fin_finder_state (finder) == FIN_FINDER_DONE);
  own = find (finder, FIN_FOUND_PROCEDURE, "carnet-jove");
  g_assert_null (own);
}

/* The office out of reach, the form's own places are found all the same. */
static void
test_unreachable (Visit *visit, gconstpointer data)
{
  g_autoptr (FinLink) nowhere = fin_link_new ("http://127.0.0.1:1");
  g_autoptr (FinFinder) finder = fin_finder_new (nowhere, visit->forms);

  fin_finder_look_for (finder, "naixement");
  wait_until (fin_finder_state (finder) == FIN_FINDER_UNREACHABLE);
  g_assert_cmpuint (fin_finder_here (finder), >, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (finder)), ==, fin_finder_here (finder));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, test)                                                                            \
  g_test_add ("/finder/" name, Visit, NULL, visit_set_up, test, visit_tear_down)
  ADD ("places", test_places);
  ADD ("procedures", test_procedures);
  ADD ("unreachable", test_unreachable);

  return g_test_run ();
}
