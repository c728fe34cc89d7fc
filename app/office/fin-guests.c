// The guest table.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-guests.h"

#include "fin-audit.h"
#include "fin-error.h"
#include "fin-form.h"
#include "fin-forms.h"
#include "fin-json-new.h"
#include "fin-json.h"
#include "fin-staff.h"
#include "fin-time.h"

/* Of one appointment, those who are gone too: relays of interpreters, and a link made anew. */
#define MAX_EVER 40

#define COLUMNS "SELECT number, id, appointment, role, staff, name, interprets, state FROM guest "

static FinGuest *
read_row (sqlite3_stmt *row)
{
  FinGuest *self = g_new0 (FinGuest, 1);

  self->number = fin_row_integer (row, 0);
  self->id = g_strdup (fin_row_text (row, 1));
  self->appointment = g_strdup (fin_row_text (row, 2));
  self->role = strcmp (fin_row_text (row, 3), "interpreter") == 0 ? "interpreter" : "companion";
  self->staff = g_strdup (fin_row_text (row, 4));
  self->name = g_strdup (fin_row_text (row, 5));
  self->interprets = g_strdup (fin_row_text (row, 6));
  self->state = g_strdup (fin_row_text (row, 7));

  return self;
}

static GPtrArray *
read_all (sqlite3_stmt *rows)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify)fin_guest_free);

  while (fin_row_next (rows))
    g_ptr_array_add (all, read_row (rows));

  return all;
}

void
fin_guest_free (FinGuest *self)
{
  g_free (self->id);
  g_free (self->appointment);
  g_free (self->staff);
  g_free (self->name);
  g_free (self->interprets);
  g_free (self->state);
  g_free (self);
}

gboolean
fin_guest_is (FinGuest *self, const char *state)
{
  return strcmp (self->state, state) == 0;
}

JsonObject *
fin_guest_to_json (FinGuest *self, gboolean connected)
{
  return fin_json_new ("id:s", self->id, "role:s", self->role, "name:s", self->name, "staff:s",
                       self->staff, "interprets:s", self->interprets, "state:s", self->state,
                       "connected:b", connected, NULL);
}

FinGuest *
fin_guests_lookup (FinStore *store, const char *id)
{
  g_autoptr (sqlite3_stmt) row = fin_store_query (store, COLUMNS "WHERE id = ?", "s", id);

  return fin_row_next (row) ? read_row (row) : NULL;
}

GPtrArray *
fin_guests_of (FinStore *store, const char *appointment, const char *state)
{
  g_autoptr (sqlite3_stmt) rows = fin_store_query (
      store, COLUMNS "WHERE appointment = ? AND state = coalesce (?, state) ORDER BY number", "ss",
      appointment, state);

  return read_all (rows);
}

GPtrArray *
fin_guests_asking (FinStore *store, const char *staff)
{
  g_autoptr (sqlite3_stmt) rows = fin_store_query (
      store, COLUMNS "WHERE staff = ? AND state = 'asked' ORDER BY number", "s", staff);

  return read_all (rows);
}

static gboolean
refuse (GError **error, FinError code, const char *why)
{
  g_set_error_literal (error, FIN_ERROR, code, why);

  return FALSE;
}

/* What each kind of guest is told with. */
static gboolean
is_whole (JsonObject *body, GError **error)
{
  gboolean interpreter = strcmp (fin_json_string (body, "role"), "interpreter") == 0;
  gboolean staff = json_object_has_member (body, "staff");

  if (interpreter != json_object_has_member (body, "interprets"))
    return refuse (error, FIN_ERROR_BAD_REQUEST, "an interpreter interprets, a companion does not");
  if (staff == json_object_has_member (body, "name") || (staff && !interpreter))
    return refuse (error, FIN_ERROR_BAD_REQUEST,
                   "an interpreter of the office's has staff, any other a name");

  return TRUE;
}

static gboolean
may_be_asked (FinStore *store, FinBooking *booking, const char *staff, GError **error)
{
  g_autoptr (JsonObject) known = fin_staff_to_json (store, staff);
  g_autoptr (sqlite3_stmt) row =
      fin_store_query (store,
                       "SELECT 1 FROM guest WHERE appointment = ? AND staff = ?"
                       " AND state IN ('asked', 'in')",
                       "ss", booking->id, staff);

  if (known == NULL || g_strcmp0 (fin_json_string (known, "role"), "interpreter") != 0)
    return refuse (error, FIN_ERROR_BAD_REQUEST, "there is no such interpreter");
  if (fin_booking_is_sensitive (booking) && !fin_json_boolean (known, "sensitive", FALSE))
    return refuse (error, FIN_ERROR_FORBIDDEN, "not with this member of staff");

  return !fin_row_next (row) || refuse (error, FIN_ERROR_CONFLICT, "they were asked already");
}

static gboolean
has_place (FinStore *store, const char *appointment, GError **error)
{
  g_autoptr (sqlite3_stmt) row = fin_store_query (
      store, "SELECT count (*), total (state IN ('asked', 'in')) FROM guest WHERE appointment = ?",
      "s", appointment);

  return (fin_row_next (row) && fin_row_integer (row, 0) < MAX_EVER &&
          fin_row_integer (row, 1) < FIN_GUESTS_MAX) ||
         refuse (error, FIN_ERROR_FULL, "there is no place for another");
}

/* A name of the office's own, or the one that was told. (transfer full) */
static char *
name_of (FinStore *store, JsonObject *body)
{
  const char *staff = fin_json_string (body, "staff");
  g_autoptr (JsonObject) known = staff != NULL ? fin_staff_to_json (store, staff) : NULL;

  return g_strdup (fin_json_string (known != NULL ? known : body, "name"));
}

char *
fin_guests_add (FinStore *store,
                FinBooking *booking,
                JsonObject *body,
                const char *expires,
                const char *actor,
                char **token,
                GError **error)
{
  const char *staff = fin_json_string (body, "staff");
  g_autofree char *id = fin_store_id ();
  g_autofree char *name = NULL;

  *token = NULL;
  if (!is_whole (body, error) || (staff != NULL && !may_be_asked (store, booking, staff, error)) ||
      !has_place (store, booking->id, error))
    return NULL;

  name = name_of (store, body);
  if (!fin_store_begin (store, error) ||
      !fin_store_end (
          store,
          fin_store_run (store, error,
                         "INSERT INTO guest (id, appointment, role, staff, name, interprets)"
                         " VALUES (?, ?, ?, ?, ?, ?)",
                         "ssssss", id, booking->id, fin_json_string (body, "role"), staff, name,
                         fin_json_string (body, "interprets")) &&
              (staff != NULL ||
               (*token = fin_tokens_for_guest (store, id, expires, error)) != NULL) &&
              fin_audit_add (store, actor, "guest.asked", id, error),
          error)) {
    g_clear_pointer (token, g_free);
    return NULL;
  }

  return g_steal_pointer (&id);
}

gboolean
fin_guests_set (
    FinStore *store, FinGuest *guest, const char *state, const char *actor, GError **error)
{
  g_autofree char *action = g_strconcat ("guest.", state, NULL);
  gboolean over = strcmp (state, "in") != 0;

  if (!fin_store_begin (store, error) ||
      !fin_store_end (
          store,
          fin_store_run (store, error, "UPDATE guest SET state = ? WHERE id = ?", "ss", state,
                         guest->id) &&
              (!over ||
               fin_store_run (store, error, "DELETE FROM token WHERE guest = ?", "s", guest->id)) &&
              fin_audit_add (store, actor, action, guest->id, error),
          error))
    return FALSE;

  g_free (guest->state);
  guest->state = g_strdup (state);

  return TRUE;
}

gboolean
fin_guests_close (FinStore *store, const char *appointment, GError **error)
{
  return fin_store_run (store, error,
                        "DELETE FROM token WHERE guest IN (SELECT id FROM guest"
                        " WHERE appointment = ?)",
                        "s", appointment) &&
         fin_store_run (store, error,
                        "UPDATE guest SET state = 'gone' WHERE appointment = ?"
                        " AND state IN ('asked', 'in')",
                        "s", appointment);
}

/* The text of member @name of each object in @array. */
static JsonArray *
texts_of (JsonArray *array, const char *name)
{
  g_autoptr (GPtrArray) seen = g_ptr_array_new ();
  JsonArray *texts = json_array_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonObject *object = fin_json_array_object (array, i);
    const char *text = object != NULL ? fin_json_string (object, name) : NULL;

    if (text == NULL || g_ptr_array_find_with_equal_func (seen, text, g_str_equal, NULL))
      continue;
    g_ptr_array_add (seen, (gpointer)text);
    json_array_add_string_element (texts, text);
  }

  return texts;
}

static JsonArray *
prepare_steps (JsonArray *steps)
{
  JsonArray *told = json_array_new ();

  for (guint i = 0; i < json_array_get_length (steps); i++) {
    JsonObject *step = fin_json_array_object (steps, i);

    json_array_add_object_element (
        told, fin_json_new ("title:s", fin_json_string (step, "title"), "fields:a",
                            texts_of (fin_json_array (step, "fields"), "label"), NULL));
  }

  return told;
}

JsonObject *
fin_guests_prepare (FinStore *store, FinGuest *guest, const char *language)
{
  g_autofree char *front = fin_forms_front (store, guest->appointment);
  FinProcedure *procedure = front != NULL ? fin_forms_procedure (store, front) : NULL;
  g_autoptr (GDate) today = fin_day_today ();
  g_autoptr (FinForm) empty = procedure != NULL ? fin_form_new (procedure, today) : NULL;
  g_autoptr (JsonObject) form = empty != NULL ? fin_form_describe (empty, language, TRUE) : NULL;
  JsonObject *head = form != NULL ? fin_json_member (form, "procedure") : NULL;

  if (head == NULL)
    return NULL;

  return fin_json_new ("title:s", fin_json_string (head, "title"), "summary:s",
                       fin_json_string (head, "summary"), "steps:a",
                       prepare_steps (fin_json_array (form, "steps")), "documents:a",
                       texts_of (fin_json_array (form, "documents"), "label"), "glossary:a",
                       texts_of (fin_json_array (head, "glossary"), "write"), NULL);
}
