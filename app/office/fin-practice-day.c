// The practice week: who is never a person, at times around now.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-practice-day.h"

#include "fin-audit.h"
#include "fin-error.h"
#include "fin-forms.h"
#include "fin-json-new.h"
#include "fin-procedure.h"
#include "fin-staff.h"
#include "fin-time.h"
#include "fin-tokens.h"

#define ACCOUNT "practica"
#define NAME    "Informadora de pràctiques"
#define MINUTES 20

/* How those who come differ; the list goes round. */
static const struct {
  const char *language;
  const char *needs;
} people[] = {
  { "ca", "captions,lsc" },
  { "ca", "" },
  { "es", "" },
  { "ar", "translation" },
  { "ca", "captions" },
  { "en", "" },
  { "es", "text" },
  { "ur", "translation,companion" },
  { "ca", "" },
  { "es", "lse" },
};

static const char *const outcomes[] = { "filed", "filed", "missing-document", "referred", "filed" };

typedef struct {
  FinStore *store;
  char *staff;
  guint person;
  guint receipt; /* the last number given */
  int year;
} Week;

static guint
last_receipt (FinStore *store, int year)
{
  g_autofree char *like = g_strdup_printf ("%d-%%", year);
  g_autoptr (sqlite3_stmt) row = fin_store_query (
      store, "SELECT max (CAST (substr (number, 6) AS INTEGER)) FROM receipt WHERE number LIKE ?",
      "s", like);

  return fin_row_next (row) ? fin_row_integer (row, 0) : 0;
}

static guint
count_people (FinStore *store)
{
  g_autoptr (sqlite3_stmt) row = fin_store_query (store, "SELECT count (*) FROM appointment", "");

  return fin_row_next (row) ? fin_row_integer (row, 0) : 0;
}

/* A number on a neighbour's card; there is no paper behind it. */
static gboolean
add_receipt (Week *week, const char *form, const char *issued, GError **error)
{
  g_autofree char *number = g_strdup_printf ("%d-%06u", week->year, ++week->receipt);
  g_autofree char *code = fin_store_id ();

  return fin_store_run (week->store, error,
                        "INSERT INTO receipt (form, number, code, issued) VALUES (?, ?, ?, ?)",
                        "ssss", form, number, code, issued) &&
         fin_forms_file (week->store, form, error);
}

/* The procedure the practice citizen knows best; the others come in turn. */
#define FIRST "carnet-jove"

/* @procedure NULL: the next in turn; @outcome NULL: still to come. */
static gboolean
add_person (Week *week,
            GDateTime *begin,
            const char *procedure,
            const char *outcome,
            GError **error)
{
  g_autoptr (GDateTime) end = g_date_time_add_minutes (begin, MINUTES);
  g_autofree char *starts = fin_time_format (begin);
  g_autofree char *ends = fin_time_format (end);
  g_autofree char *id = fin_store_id ();
  g_autofree char *form = NULL;
  guint n = week->person++;
  g_autofree char *name = g_strdup_printf ("Persona de prova %u", n + 1);
  FinProcedure *next = g_ptr_array_index (fin_catalogue (), n % fin_catalogue ()->len);

  if (procedure == NULL)
    procedure = fin_procedure_id (next);

  if (!fin_store_run (week->store, error,
                      "INSERT INTO appointment (id, procedure, starts, ends, language, needs,"
                      " citizen_name, staff, state, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                      "ssssssssss", id, procedure, starts, ends,
                      people[n % G_N_ELEMENTS (people)].language,
                      people[n % G_N_ELEMENTS (people)].needs, name, week->staff,
                      outcome != NULL ? "ended" : "booked", outcome))
    return FALSE;
  form = fin_forms_add (week->store, id, procedure, error);
  if (form == NULL)
    return FALSE;
  if (g_strcmp0 (outcome, "filed") == 0)
    return add_receipt (week, form, ends, error);

  return outcome == NULL || fin_forms_leave (week->store, form, error);
}

/* The slot now is in. */
static GDateTime *
slot_now (void)
{
  g_autoptr (GDateTime) now = fin_time_now ();
  gint64 now_seconds = g_date_time_to_unix (now);

  return g_date_time_new_from_unix_utc (now_seconds - now_seconds % (MINUTES * 60));
}

static gboolean
fill_today (Week *week, GDateTime *slot, GError **error)
{
  /* Four before, one due, eight to come, with a free one among them as on any day. */
  for (int i = -4; i <= 8; i++) {
    g_autoptr (GDateTime) begin = g_date_time_add_minutes (slot, i * MINUTES);

    if (i != 5 && !add_person (week, begin, i == 0 ? FIRST : NULL,
                               i < 0 ? outcomes[i + 4] : NULL, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
fill_days (Week *week, GError **error)
{
  g_autoptr (GDate) day = fin_day_today ();

  for (guint i = 1; i < 7; i++) {
    g_autoptr (GDateTime) start = NULL;

    g_date_add_days (day, 1);
    if (g_date_get_weekday (day) >= G_DATE_SATURDAY)
      continue;
    start = fin_day_start (day);
    for (guint slot = 0; slot < 9; slot++) {
      g_autoptr (GDateTime) begin = g_date_time_add_minutes (start, 9 * 60 + slot * MINUTES * 2);

      if (!add_person (week, begin, NULL, NULL, error))
        return FALSE;
    }
  }

  return TRUE;
}

static gboolean
any_between (FinStore *store, const char *from, const char *to, const char *state)
{
  g_autoptr (sqlite3_stmt) row =
      fin_store_query (store,
                       "SELECT 1 FROM appointment WHERE starts >= ? AND starts < ?"
                       " AND state = coalesce (?, state) LIMIT 1",
                       "sss", from, to, state);

  return fin_row_next (row);
}

static gboolean
fill (Week *week, GError **error)
{
  g_autoptr (GDate) today = fin_day_today ();
  g_autoptr (GDateTime) slot = slot_now ();
  g_autoptr (GDateTime) after = g_date_time_add_minutes (slot, MINUTES);
  g_autoptr (GDateTime) first = fin_day_start (today);
  g_autofree char *from = fin_time_format (first);
  g_autofree char *due = fin_time_format (slot);
  g_autofree char *to = fin_time_format (after);
  g_autoptr (GDateTime) local = fin_time_local (slot);

  week->year = g_date_time_get_year (local);
  week->receipt = last_receipt (week->store, week->year);
  week->person = count_people (week->store);
  if (week->person == 0 || !any_between (week->store, from, "9", NULL))
    return fill_today (week, slot, error) && fill_days (week, error);

  return any_between (week->store, due, to, "booked") || add_person (week, slot, FIRST, NULL, error);
}

static char *
practising_staff (FinStore *store, const char *password, GError **error)
{
  g_autofree char *hash = fin_password_hash (password);
  g_autofree char *id = fin_staff_id (store, ACCOUNT);

  if (hash == NULL || (id == NULL && fin_staff_any (store))) {
    g_set_error_literal (error, FIN_ERROR, hash == NULL ? FIN_ERROR_FAILED : FIN_ERROR_CONFLICT,
                         "the store is people's: practise in another");
    return NULL;
  }
  if (id == NULL)
    return fin_staff_add (store, ACCOUNT, NAME, "informer", TRUE, hash, "office", error);

  return fin_staff_set_password (store, id, hash, error) ? g_steal_pointer (&id) : NULL;
}

JsonObject *
fin_practice_day_fill (FinStore *store, GError **error)
{
  g_autofree char *password = fin_tokens_random ();
  g_autofree char *staff = practising_staff (store, password, error);
  Week week = { .store = store, .staff = staff };

  if (staff == NULL || fin_catalogue ()->len == 0 || !fin_store_begin (store, error) ||
      !fin_store_end (store, fill (&week, error), error))
    return NULL;

  return fin_json_new ("account:s", ACCOUNT, "password:s", password, NULL);
}
