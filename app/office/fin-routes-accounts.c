// Signing in and out, accounts, health.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-router.h"

#include "fin-audit.h"
#include "fin-error.h"
#include "fin-hub.h"
#include "fin-json-new.h"
#include "fin-json.h"
#include "fin-staff.h"

static void
give_token (FinRequest *request, const char *account, GError **error)
{
  FinStore *store = fin_office_store (request->office);
  g_autofree char *id = fin_staff_id (store, account);
  g_autofree char *token = NULL;
  g_autofree char *expires = NULL;

  if (!fin_store_begin (store, error))
    return;
  token = fin_tokens_for_staff (store, id, &expires, error);
  if (fin_store_end (store, token != NULL && fin_audit_add (store, id, "session.opened", id, error),
                     error)) {
    /* The oldest may have had to go. */
    fin_hub_revoke_staff (fin_office_hub (request->office), id);
    fin_request_answer (request, SOUP_STATUS_CREATED,
                        fin_json_new ("token:s", token, "expires:s", expires, "staff:o",
                                      fin_staff_to_json (store, id), NULL));
  }
}

static void
verified_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinRequest) request = data;
  const char *account = fin_json_string (request->body, "account");
  g_autoptr (GError) error = NULL;

  if (fin_sign_in_verify_finish (FIN_SIGN_IN (source), result, &error)) {
    g_autofree char *address = fin_request_address (request);

    fin_sign_in_forgive (FIN_SIGN_IN (source), account, address);
    give_token (request, account, &error);
  } else if (error == NULL)
    error = g_error_new_literal (FIN_ERROR, FIN_ERROR_UNAUTHORIZED, "wrong account or password");

  if (error != NULL)
    fin_request_fail (request, g_steal_pointer (&error), NULL);
}

static gboolean
may_try (FinSignIn *pool, const char *account, const char *address, GError **error)
{
  guint wait = fin_sign_in_try (pool, account, address);

  if (wait == 0)
    return TRUE;

  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_TOO_MANY, "too many tries");
  fin_error_set_retry_after (*error, wait);

  return FALSE;
}

static void
sign_in (FinRequest *request, GError **error)
{
  FinSignIn *pool = fin_office_sign_in (request->office);
  const char *account = fin_json_string (request->body, "account");
  g_autofree char *address = fin_request_address (request);
  g_autofree char *hash = NULL;

  if (!may_try (pool, account, address, error))
    return;

  hash = fin_staff_password (fin_office_store (request->office), account);
  fin_sign_in_verify_async (pool, hash, fin_json_string (request->body, "password"), verified_cb,
                            fin_request_hold (request));
}

static void
whose (FinRequest *request, GError **error)
{
  fin_request_answer (request, SOUP_STATUS_OK, fin_caller_to_json (request->caller));
}

static void
sign_out (FinRequest *request, GError **error)
{
  FinStore *store = fin_office_store (request->office);
  FinCaller *caller = request->caller;

  if (!fin_store_begin (store, error) ||
      !fin_store_end (
          store,
          fin_tokens_revoke (store, caller->hash, error) &&
              fin_audit_add (store, caller->staff, "session.closed", caller->staff, error),
          error))
    return;

  fin_hub_revoke_staff (fin_office_hub (request->office), caller->staff);
  fin_request_answer (request, SOUP_STATUS_NO_CONTENT, NULL);
}

/* One's own account, or for a coordinator anybody's. Its `Staff`. */
static JsonObject *
find_account (FinRequest *request, GError **error)
{
  FinCaller *caller = request->caller;
  gboolean may =
      strcmp (caller->staff, request->item) == 0 || fin_caller_is_role (caller, "coordinator");
  JsonObject *staff =
      may ? fin_staff_to_json (fin_office_store (request->office), request->item) : NULL;

  if (!may)
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FORBIDDEN, "a colleague's account");
  else if (staff == NULL)
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "no such account");

  return staff;
}

/* With everything @well so far ends the account's other sessions: in the store, and their sockets.
 */
static void
end_others (FinRequest *request, gboolean well, const char *action, GError **error)
{
  FinStore *store = fin_office_store (request->office);
  FinCaller *caller = request->caller;

  if (!fin_store_end (store,
                      well && fin_tokens_revoke_staff (store, request->item, caller->hash, error) &&
                          fin_audit_add (store, caller->staff, action, request->item, error),
                      error))
    return;

  fin_hub_revoke_staff (fin_office_hub (request->office), request->item);
  fin_request_answer (request, SOUP_STATUS_NO_CONTENT, NULL);
}

static void
end_sessions (FinRequest *request, GError **error)
{
  g_autoptr (JsonObject) staff = find_account (request, error);

  if (staff != NULL && fin_store_begin (fin_office_store (request->office), error))
    end_others (request, TRUE, "sessions.ended", error);
}

static void
new_password_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinRequest) request = data;
  FinStore *store = fin_office_store (request->office);
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = fin_sign_in_hash_finish (FIN_SIGN_IN (source), result, &error);

  if (hash != NULL && fin_store_begin (store, &error))
    end_others (request, fin_staff_set_password (store, request->item, hash, &error),
                "password.changed", &error);
  if (error != NULL)
    fin_request_fail (request, g_steal_pointer (&error), NULL);
}

static void
hash_new_password (FinRequest *request)
{
  fin_sign_in_hash_async (fin_office_sign_in (request->office),
                          fin_json_string (request->body, "password"), new_password_cb,
                          fin_request_hold (request));
}

static void
current_password_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinRequest) request = data;
  g_autoptr (GError) error = NULL;

  if (fin_sign_in_verify_finish (FIN_SIGN_IN (source), result, &error)) {
    g_autofree char *address = fin_request_address (request);

    fin_sign_in_forgive (FIN_SIGN_IN (source), request->caller->account, address);
    hash_new_password (request);
  } else {
    if (error == NULL)
      error = g_error_new_literal (FIN_ERROR, FIN_ERROR_NOT_YOURS, "wrong current password");
    fin_request_fail (request, g_steal_pointer (&error), NULL);
  }
}

/* A token left behind at some desk is not enough to take the account over. */
static void
change_password (FinRequest *request, GError **error)
{
  FinSignIn *pool = fin_office_sign_in (request->office);
  FinCaller *caller = request->caller;
  g_autoptr (JsonObject) staff = find_account (request, error);
  const char *current = fin_json_string (request->body, "current");
  g_autofree char *address = fin_request_address (request);
  g_autofree char *hash = NULL;

  if (staff == NULL)
    return;
  if (strcmp (caller->staff, request->item) != 0) {
    hash_new_password (request);
    return;
  }
  if (current == NULL) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST,
                         "one's own takes the current one");
    return;
  }
  if (!may_try (pool, caller->account, address, error))
    return;

  hash = fin_staff_password (fin_office_store (request->office), caller->account);
  fin_sign_in_verify_async (pool, hash, current, current_password_cb, fin_request_hold (request));
}

static void
list_staff (FinRequest *request, GError **error)
{
  fin_request_answer (
      request, SOUP_STATUS_OK,
      fin_json_new ("staff:a", fin_staff_list (fin_office_store (request->office)), NULL));
}

/* What they see already is taken from them with their sessions; the asking one's own goes on. */
static void
set_sensitive (FinRequest *request, GError **error)
{
  FinStore *store = fin_office_store (request->office);
  gboolean sensitive = fin_json_boolean (request->body, "sensitive", FALSE);
  g_autoptr (JsonObject) staff = find_account (request, error);

  if (staff != NULL && fin_store_begin (store, error))
    end_others (request, fin_staff_set_sensitive (store, request->item, sensitive, error),
                sensitive ? "staff.sensitive" : "staff.not-sensitive", error);
  if (*error == NULL)
    fin_hub_set_sensitive (fin_office_hub (request->office), request->item, sensitive);
}

static void
set_interprets (FinRequest *request, GError **error)
{
  FinStore *store = fin_office_store (request->office);
  g_auto (GStrv) languages = fin_json_strings (request->body, "interprets");
  g_autoptr (JsonObject) staff = find_account (request, error);

  if (staff == NULL)
    return;
  if (g_strcmp0 (fin_json_string (staff, "role"), "interpreter") != 0) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "that is no interpreter");
    return;
  }
  if (fin_store_begin (store, error) &&
      fin_store_end (
          store,
          fin_staff_set_interprets (store, request->item, (const char *const *)languages, error) &&
              fin_audit_add (store, request->caller->staff, "staff.interprets", request->item,
                             error),
          error))
    fin_request_answer (request, SOUP_STATUS_NO_CONTENT, NULL);
}

static void
hashed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinRequest) request = data;
  FinStore *store = fin_office_store (request->office);
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = fin_sign_in_hash_finish (FIN_SIGN_IN (source), result, &error);
  g_autofree char *id = NULL;

  /* The setup token may have made its one account while this was being hashed. */
  if (hash != NULL && request->caller == NULL && fin_staff_any (store))
    error = g_error_new_literal (FIN_ERROR, FIN_ERROR_UNAUTHORIZED, "there is an account by now");
  else if (hash != NULL)
    id = fin_staff_add (store, fin_json_string (request->body, "account"),
                        fin_json_string (request->body, "name"),
                        fin_json_string (request->body, "role"),
                        /* The first of an office is everybody in it. */
                        fin_json_boolean (request->body, "sensitive", request->caller == NULL),
                        hash, request->caller != NULL ? request->caller->staff : "setup", &error);

  if (id != NULL)
    fin_request_answer (request, SOUP_STATUS_CREATED, fin_staff_to_json (store, id));
  else
    fin_request_fail (request, g_steal_pointer (&error), NULL);
}

static void
add_staff (FinRequest *request, GError **error)
{
  const char *token = fin_request_token (request);
  const char *account = fin_json_string (request->body, "account");

  if (token == NULL || !fin_office_is_setup_token (request->office, token)) {
    request->caller =
        token != NULL ? fin_tokens_lookup (fin_office_store (request->office), token) : NULL;
    if (request->caller == NULL || !fin_caller_is_role (request->caller, "coordinator")) {
      g_set_error_literal (error, FIN_ERROR,
                           request->caller == NULL ? FIN_ERROR_UNAUTHORIZED : FIN_ERROR_FORBIDDEN,
                           "coordinators make accounts");
      return;
    }
  }
  if (account[strspn (account, "abcdefghijklmnopqrstuvwxyz0123456789._@-")] != '\0') {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "account has other characters");
    return;
  }

  fin_sign_in_hash_async (fin_office_sign_in (request->office),
                          fin_json_string (request->body, "password"), hashed_cb,
                          fin_request_hold (request));
}

static void
health (FinRequest *request, GError **error)
{
  if (fin_store_is_well (fin_office_store (request->office)))
    fin_request_answer (request, SOUP_STATUS_OK,
                        fin_json_new ("status:s", "ok", "malware_scan:b",
                                      fin_office_scanner (request->office) != NULL, NULL));
  else
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FAILED, "nothing can be kept");
}

static const FinShape credentials[] = { { "account", FIN_SHAPE_STRING, TRUE, 1, 64 },
                                        { "password", FIN_SHAPE_STRING, TRUE, 1, 256 },
                                        { NULL } };

static const FinShape new_staff[] = { { "account", FIN_SHAPE_STRING, TRUE, 1, 64 },
                                      { "name", FIN_SHAPE_STRING, TRUE, 1, 128 },
                                      { "role", FIN_SHAPE_CHOICE, TRUE,
                                        .choices = fin_shape_roles },
                                      { "sensitive", FIN_SHAPE_BOOLEAN },
                                      { "password", FIN_SHAPE_STRING, TRUE, 10, 256 },
                                      { NULL } };

static const FinShape for_sensitive[] = { { "sensitive", FIN_SHAPE_BOOLEAN, TRUE }, { NULL } };

static const FinShape interprets[] = {
  { "interprets", FIN_SHAPE_CHOICES, TRUE, 0, 7, fin_shape_interpreted }, { NULL }
};

static const FinShape new_password[] = { { "password", FIN_SHAPE_STRING, TRUE, 10, 256 },
                                         { "current", FIN_SHAPE_STRING, FALSE, 1, 256 },
                                         { NULL } };

const FinRoute fin_routes_accounts[] = {
  { "POST", "/session", FIN_FOR_ANYONE, sign_in, credentials },
  { "GET", "/session", FIN_FOR_STAFF, whose },
  { "DELETE", "/session", FIN_FOR_STAFF, sign_out },
  { "GET", "/staff", FIN_FOR_COORDINATORS, list_staff },
  { "POST", "/staff", FIN_FOR_ANYONE, add_staff, new_staff },
  { "DELETE", "/staff/*/sessions", FIN_FOR_STAFF, end_sessions },
  { "PUT", "/staff/*/sensitive", FIN_FOR_COORDINATORS, set_sensitive, for_sensitive },
  { "PUT", "/staff/*/interprets", FIN_FOR_COORDINATORS, set_interprets, interprets },
  { "PUT", "/staff/*/password", FIN_FOR_STAFF, change_password, new_password },
  { "GET", "/health", FIN_FOR_ANYONE, health },
  { NULL }
};
