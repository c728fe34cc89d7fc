// Two people in one form, and an office that dies under them: nothing typed is lost, or done twice.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-json.h"
#include "fin-shared-forms.h"
#include "fixture.h"

#define NAME   "applicant.given_name"
#define STREET "contact.street"
#define METHOD "payment.pay_method"
#define IBAN   "payment.iban"
#define SIGN   "consents.privacy_read"

/* The informer's form and the citizen's, of one visit. */
typedef struct {
  Fixture fixture;
  FinLink *citizen;
  char *id; /* the appointment's */
  FinSharedForm *mine;
  FinSharedForm *theirs;
  GHashTable *done; /* change → the version it became, as anybody was told */
  guint visits;
  gboolean deaf; /* the informer's side does not hear of changes */
} Visit;

static void
note_change (Visit *visit, JsonObject *message)
{
  const char *change = fin_json_string (message, "change");
  gpointer version = GINT_TO_POINTER ((int)fin_json_integer (message, "version", 0));
  gpointer known;

  g_assert_nonnull (change);
  if (g_hash_table_lookup_extended (visit->done, change, NULL, &known))
    g_assert_true (known == version);
  else
    g_hash_table_insert (visit->done, g_strdup (change), version);
}

static void
feed (FinLink *link, const char *type, JsonObject *message, Visit *visit)
{
  FinSharedForm *form = link == visit->citizen ? visit->theirs : visit->mine;
  JsonObject *whole;

  if (g_str_equal (type, "form.changed"))
    note_change (visit, message);
  if (visit->deaf && link != visit->citizen && g_str_equal (type, "form.changed"))
    return;
  if (g_str_equal (type, "visit")) {
    visit->visits++;
    whole = fin_json_member (message, "form");
    g_assert_nonnull (whole);
    fin_shared_form_handle (form, "form", whole);
  } else
    fin_shared_form_handle (form, type, message);
}

static void
visit_set_up (Visit *visit, gconstpointer data)
{
  g_autofree char *url = NULL;

  fixture_set_up (&visit->fixture, NULL);
  fixture_invite (&visit->fixture, &visit->id, &url);
  visit->done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  visit->citizen = fixture_citizen (&visit->fixture, url);
  visit->mine = fin_shared_form_new (visit->fixture.informer);
  visit->theirs = fin_shared_form_new_for_citizen (visit->citizen);
  g_signal_connect (visit->fixture.informer, "message", G_CALLBACK (feed), visit);
  g_signal_connect (visit->citizen, "message", G_CALLBACK (feed), visit);

  fixture_attend (&visit->fixture, visit->citizen, visit->id);
  wait_until (visit->visits == 2);
}

static void
visit_tear_down (Visit *visit, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (visit->citizen, visit);
  g_signal_handlers_disconnect_by_data (visit->fixture.informer, visit);
  fin_link_stop (visit->citizen);
  g_assert_finalize_object (visit->mine);
  g_assert_finalize_object (visit->theirs);
  fixture_tear_down (&visit->fixture, NULL);
  g_object_unref (visit->citizen);
  g_hash_table_unref (visit->done);
  g_free (visit->id);
}

static gboolean
flag (gpointer object, const char *name)
{
  gboolean value;

  g_object_get (object, name, &value, NULL);

  return value;
}

static gboolean
says (FinSharedForm *form, const char *field, const char *value)
{
  return g_strcmp0 (fin_shared_field_value (fin_shared_form_lookup (form, field)), value) == 0;
}

static char *
text_of (FinSharedForm *form, const char *field, const char *name)
{
  char *text;

  g_object_get (fin_shared_form_lookup (form, field), name, &text, NULL);

  return text;
}

static void
test_both_see (Visit *visit, gconstpointer data)
{
  g_autofree char *title = NULL;
  g_autofree char *problem = NULL;
  g_auto (GStrv) notes = NULL;

  g_object_get (visit->mine, "title", &title, "notes", &notes, NULL);
  g_assert_cmpstr (title, ==, "Sol·licitar el Carnet Jove");
  g_assert_cmpuint (g_strv_length (notes), >, 0);

  /* Key by key, faster than the office answers. */
  for (const char *c = "Persona"; *c != '\0'; c++) {
    g_autofree char *so_far =
        g_strconcat (fin_shared_field_value (fin_shared_form_lookup (visit->mine, NAME)),
                     (char[]){ *c, '\0' }, NULL);

    fin_shared_form_set (visit->mine, NAME, so_far);
  }
  g_assert_false (flag (visit->mine, "saved"));
  wait_until (flag (visit->mine, "saved") && says (visit->theirs, NAME, "Persona"));
  /* Seven keys became few changes, and the last of them is what counts. */
  g_assert_cmpuint (g_hash_table_size (visit->done), <=, 2);

  fin_shared_form_focus (visit->theirs, STREET);
  wait_until (g_strcmp0 (problem = text_of (visit->mine, STREET, "writer"), "citizen") == 0 ||
              (g_free (problem), FALSE));
  fin_shared_form_set (visit->theirs, STREET, "Carrer de Prova, 1");
  wait_until (says (visit->mine, STREET, "Carrer de Prova, 1"));

  /* What is wrong is said to both while it is typed. */
  g_clear_pointer (&problem, g_free);
  fin_shared_form_set (visit->mine, "contact.postcode", "28001");
  wait_until ((problem = text_of (visit->theirs, "contact.postcode", "problem")) != NULL);
}

static void
test_handed (Visit *visit, gconstpointer data)
{
  FinSharedField *mine = fin_shared_form_lookup (visit->mine, IBAN);
  FinSharedField *theirs = fin_shared_form_lookup (visit->theirs, IBAN);

  g_assert_false (flag (mine, "visible"));
  fin_shared_form_set (visit->mine, METHOD, "account");
  wait_until (flag (mine, "visible") && flag (theirs, "visible"));

  fin_shared_form_hand (visit->mine, IBAN, TRUE);
  wait_until (!fin_shared_field_editable (mine));
  g_assert_true (fin_shared_field_editable (theirs));
  fin_shared_form_set (visit->mine, IBAN, "not mine to write");
  g_assert_cmpstr (fin_shared_field_value (mine), ==, "");
  fin_shared_form_set (visit->theirs, IBAN, "ES9121000418450200051332");
  wait_until (says (visit->mine, IBAN, fin_shared_field_value (theirs)) &&
              flag (visit->theirs, "saved"));
  fin_shared_form_hand (visit->theirs, IBAN, FALSE);
  wait_until (fin_shared_field_editable (mine));

  /* A declaration is nobody's but the citizen's. */
  g_assert_false (fin_shared_field_editable (fin_shared_form_lookup (visit->mine, SIGN)));
  g_assert_true (fin_shared_field_editable (fin_shared_form_lookup (visit->theirs, SIGN)));
}

/* Handed while the office is out of reach, or after more than it takes in a moment: it is not lost.
 */
static void
test_handed_in_time (Visit *visit, gconstpointer data)
{
  FinSharedField *mine = fin_shared_form_lookup (visit->mine, IBAN);

  fin_link_stop (visit->fixture.informer);
  fin_shared_form_hand (visit->mine, IBAN, TRUE);
  fin_link_start (visit->fixture.informer);
  wait_until (!fin_shared_field_editable (mine));
  fin_shared_form_hand (visit->theirs, IBAN, FALSE);
  wait_until (fin_shared_field_editable (mine));

  for (guint i = 0; i < 265; i++)
    fin_shared_form_focus (visit->mine, i % 2 == 0 ? IBAN : NULL);
  fin_shared_form_hand (visit->mine, IBAN, TRUE);
  wait_until (!fin_shared_field_editable (mine));
}

static void
note_ask (FinLink *link, const char *type, JsonObject *message, GPtrArray *asked)
{
  if (g_str_equal (type, "form.ask"))
    g_ptr_array_add (asked, g_strdup (fin_json_string (message, "step")));
  g_assert_false (g_str_equal (type, "problem") && fin_json_string (message, "re") != NULL);
}

/* More than the office takes in a moment: all of it arrives, in the order it was said, and nobody
 * is told of a problem. */
static void
test_asked_too_fast (Visit *visit, gconstpointer data)
{
  static const char *const steps[] = { "applicant", "contact", "payment" };
  g_autoptr (GPtrArray) asked = g_ptr_array_new_with_free_func (g_free);

  /* So that there is something to say yes to. */
  fin_shared_form_set (visit->mine, NAME, "Persona");
  fin_shared_form_set (visit->mine, STREET, "Carrer de la Prova, 1");
  fin_shared_form_set (visit->mine, METHOD, "account");
  wait_until (flag (visit->mine, "saved"));
  g_signal_connect (visit->citizen, "message", G_CALLBACK (note_ask), asked);
  g_signal_connect (visit->fixture.informer, "message", G_CALLBACK (note_ask), asked);
  for (guint i = 0; i < 265; i++)
    fin_shared_form_focus (visit->mine, i % 2 == 0 ? IBAN : NULL);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    fin_shared_form_ask (visit->mine, steps[i]);
  wait_until (asked->len == G_N_ELEMENTS (steps));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    g_assert_cmpstr (asked->pdata[i], ==, steps[i]);
  g_signal_handlers_disconnect_by_data (visit->citizen, asked);
  g_signal_handlers_disconnect_by_data (visit->fixture.informer, asked);
}

/* Each typed without knowing of the other: the second to arrive gives way, and gets their words
 * back. */
static void
test_conflict (Visit *visit, gconstpointer data)
{
  g_autofree char *rejected = NULL;

  fin_link_stop (visit->fixture.informer);
  fin_shared_form_set (visit->mine, STREET, "Plaça de la informadora");
  fin_shared_form_set (visit->theirs, STREET, "Carrer de la ciutadana");
  wait_until (flag (visit->theirs, "saved"));
  g_assert_false (flag (visit->mine, "saved"));

  fin_link_start (visit->fixture.informer);
  wait_until ((rejected = text_of (visit->mine, STREET, "rejected")) != NULL);
  g_assert_cmpstr (rejected, ==, "Plaça de la informadora");
  g_assert_true (says (visit->mine, STREET, "Carrer de la ciutadana"));
  g_assert_true (says (visit->theirs, STREET, "Carrer de la ciutadana"));
  g_assert_true (flag (visit->mine, "saved"));

  /* Put back by who wants it, it is a change like any other. */
  fin_shared_form_set (visit->mine, STREET, rejected);
  wait_until (says (visit->theirs, STREET, "Plaça de la informadora"));
  g_assert_null (text_of (visit->mine, STREET, "rejected"));
}

/* Done, but the answer is lost; typed on here, written over there. */
static void
test_unanswered (Visit *visit, gconstpointer data)
{
  g_autofree char *rejected = NULL;

  visit->deaf = TRUE;
  fin_shared_form_set (visit->mine, STREET, "Carrer");
  wait_until (says (visit->theirs, STREET, "Carrer"));
  fin_shared_form_set (visit->mine, STREET, "Carrer de la informadora");
  fin_link_stop (visit->fixture.informer);
  visit->deaf = FALSE;
  fin_shared_form_set (visit->theirs, STREET, "Carrer de la ciutadana");
  wait_until (flag (visit->theirs, "saved"));

  fin_link_start (visit->fixture.informer);
  wait_until ((rejected = text_of (visit->mine, STREET, "rejected")) != NULL);
  g_assert_cmpstr (rejected, ==, "Carrer de la informadora");
  g_assert_true (says (visit->mine, STREET, "Carrer de la ciutadana"));
  g_assert_true (flag (visit->mine, "saved"));
  g_assert_true (says (visit->theirs, STREET, "Carrer de la ciutadana"));

  /* And nothing goes over it later: the next change the citizen hears of is another field's. */
  fin_shared_form_set (visit->mine, NAME, "Persona");
  wait_until (says (visit->theirs, NAME, "Persona"));
  g_assert_true (says (visit->theirs, STREET, "Carrer de la ciutadana"));
}

/* The office is killed right after a key, before it, and while two people write. */
static void
test_killed (Visit *visit, gconstpointer data)
{
  guint version;

  for (guint round = 1; round <= 4; round++) {
    g_autofree char *name = g_strdup_printf ("Persona %u", round);
    g_autofree char *longer = g_strdup_printf ("Persona %u de Prova", round);
    g_autofree char *street = g_strdup_printf ("Carrer %u", round);

    fin_shared_form_set (visit->mine, NAME, name);
    /* On its way, at the office, or nowhere: each round stops at another place. */
    for (guint turn = 0; turn < 3 * round; turn++)
      g_main_context_iteration (NULL, FALSE);
    fixture_kill_office (&visit->fixture);
    fin_shared_form_set (visit->mine, NAME, longer);
    fin_shared_form_set (visit->theirs, STREET, street);

    wait_until (visit->fixture.ready == round + 1);
    wait_until (flag (visit->mine, "saved") && flag (visit->theirs, "saved"));
    wait_until (says (visit->theirs, NAME, longer) && says (visit->mine, STREET, street));
    g_assert_null (text_of (visit->mine, NAME, "rejected"));
    g_assert_null (text_of (visit->theirs, STREET, "rejected"));
  }

  /* Every version is one change: none was done twice, whatever was sent twice. */
  g_object_get (visit->mine, "version", &version, NULL);
  g_assert_cmpuint (version, >=, g_hash_table_size (visit->done));
  g_assert_cmpuint (version, <=, 4 * 3);
}

/* What one wrote is taken back field by field, and done again, as long as nobody else was there. */
static void
test_undo (Visit *visit, gconstpointer data)
{
  FinSharedField *name = fin_shared_form_lookup (visit->mine, NAME);
  FinSharedField *street = fin_shared_form_lookup (visit->mine, STREET);
  FinSharedField *undone;
  g_autofree char *by = NULL;

  g_assert_false (fin_shared_form_undo (visit->mine, FALSE, &undone));
  g_assert_null (undone);

  fin_shared_form_set (visit->mine, NAME, "Pers");
  fin_shared_form_set (visit->mine, NAME, "Persona");
  fin_shared_form_focus (visit->mine, NULL);
  fin_shared_form_set (visit->mine, NAME, "Persona de Prova");
  fin_shared_form_set (visit->mine, STREET, "Carrer");
  /* Written and erased: nothing to take back. */
  fin_shared_form_set (visit->mine, "contact.email", "a");
  fin_shared_form_set (visit->mine, "contact.email", "");
  wait_until (flag (visit->mine, "saved"));

  g_assert_true (fin_shared_form_undo (visit->mine, FALSE, &undone));
  g_assert_true (undone == street);
  g_assert_true (fin_shared_form_undo (visit->mine, FALSE, &undone));
  g_assert_true (undone == name);
  wait_until (says (visit->theirs, NAME, "Persona") && says (visit->theirs, STREET, ""));
  g_assert_true (fin_shared_form_undo (visit->mine, TRUE, &undone));
  wait_until (says (visit->theirs, NAME, "Persona de Prova"));
  g_assert_true (fin_shared_form_undo (visit->mine, FALSE, &undone));
  wait_until (says (visit->theirs, NAME, "Persona") && flag (visit->mine, "saved"));

  /* Somebody else was there since: it is theirs, and stays. */
  fin_shared_form_set (visit->theirs, NAME, "Una altra");
  wait_until (says (visit->mine, NAME, "Una altra"));
  g_assert_false (fin_shared_form_undo (visit->mine, FALSE, &undone));
  g_assert_true (undone == name);
  by = text_of (visit->mine, NAME, "by");
  g_assert_cmpstr (by, ==, "citizen");
  g_assert_true (says (visit->mine, NAME, "Una altra"));
  g_assert_false (fin_shared_form_undo (visit->mine, FALSE, &undone));
  g_assert_null (undone);
}

static guint
wanted (FinSharedForm *form)
{
  guint n;

  g_object_get (form, "wanted", &n, NULL);

  return n;
}

static gboolean
assent_is (FinSharedForm *form, const char *field, const char *how)
{
  g_autofree char *assent = text_of (form, field, "assent");

  return g_strcmp0 (assent, how) == 0;
}

/* What the informer writes is a proposal, of which both sides know how it stands. */
static void
test_assent (Visit *visit, gconstpointer data)
{
  fin_shared_form_set (visit->mine, NAME, "Persona");
  fin_shared_form_set (visit->mine, STREET, "Carrer");
  wait_until (wanted (visit->mine) == 2 && wanted (visit->theirs) == 2);
  g_assert_true (assent_is (visit->mine, NAME, "wanted"));

  g_assert_true (fin_shared_form_assent (visit->theirs, "applicant"));
  wait_until (assent_is (visit->mine, NAME, "step") && wanted (visit->mine) == 1);
  g_assert_true (fin_shared_form_assent (visit->mine, "contact"));
  wait_until (assent_is (visit->theirs, STREET, "aloud") && wanted (visit->theirs) == 0);

  fin_shared_form_set (visit->mine, NAME, "Una altra");
  wait_until (assent_is (visit->theirs, NAME, "wanted"));
  fin_shared_form_set (visit->theirs, NAME, "Persona");
  wait_until (assent_is (visit->mine, NAME, "own") && wanted (visit->mine) == 0);
}

static void
feed_all (FinLink *link, const char *type, JsonObject *message, FinSharedForms *all)
{
  fin_shared_forms_handle (all, type, message);
}

static gboolean
is_front (FinSharedForms *all, const char *id)
{
  return g_strcmp0 (fin_shared_form_id (fin_shared_forms_front (all)), id) == 0;
}

/* A second procedure comes to the front. What is typed in it as the informer turns to the first
 * arrives, and it is the same form, with all it had, when it is in front again. */
static void
test_several (Visit *visit, gconstpointer data)
{
  FinLink *link = visit->fixture.informer;
  const char *first = fin_shared_form_id (visit->mine);
  g_autofree char *path = g_strdup_printf ("/appointments/%s/forms", visit->id);
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (JsonObject) answer = NULL;
  g_autoptr (FinSharedForms) all = fin_shared_forms_new (link);
  g_autofree char *second = NULL;
  g_auto (GStrv) common = NULL;
  FinSharedForm *added;
  guint filled;

  g_signal_connect (link, "message", G_CALLBACK (feed_all), all);
  json_object_set_string_member (body, "procedure", "llicencia-caca");
  answer = fixture_ask (link, "POST", path, body, NULL);
  g_assert_nonnull (answer);
  second = g_strdup (fin_json_string (answer, "id"));
  wait_until (is_front (all, second));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (all)), ==, 2);

  added = fin_shared_forms_front (all);
  fin_shared_form_set (added, NAME, "Segona");
  g_assert_true (fin_shared_forms_bring_next (all));
  wait_until (is_front (all, first));
  wait_until (flag (added, "saved"));
  g_assert_true (says (added, NAME, "Segona"));
  g_assert_true (says (fin_shared_forms_front (all), NAME, ""));
  g_object_get (added, "filled", &filled, NULL);
  g_assert_cmpuint (filled, ==, 1);

  /* What both ask may be taken over, and is not by itself. */
  common = fin_shared_form_common (fin_shared_forms_front (all), added);
  g_assert_cmpuint (g_strv_length (common), ==, 1);
  g_assert_cmpstr (common[0], ==, NAME);

  fin_shared_forms_bring_next (all);
  wait_until (is_front (all, second));
  g_assert_true (fin_shared_forms_front (all) == added);
  g_assert_true (says (added, NAME, "Segona"));
  g_signal_handlers_disconnect_by_data (link, all);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, test) g_test_add ("/form/" name, Visit, NULL, visit_set_up, test, visit_tear_down)
  ADD ("several", test_several);
  ADD ("both-see", test_both_see);
  ADD ("handed", test_handed);
  ADD ("handed-in-time", test_handed_in_time);
  ADD ("asked-too-fast", test_asked_too_fast);
  ADD ("conflict", test_conflict);
  ADD ("unanswered", test_unanswered);
  ADD ("killed", test_killed);
  ADD ("undo", test_undo);
  ADD ("assent", test_assent);

  return g_test_run ();
}
