// The error domain and its codes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-error.h"

#include "fin-json.h"

#define PROBLEM_URN "urn:finestreta:problem:"

typedef struct {
  guint retry_after;
} FinErrorPrivate;

static void
fin_error_private_init (FinErrorPrivate *private)
{
  private->retry_after = 0;
}

static void
fin_error_private_copy (const FinErrorPrivate *from, FinErrorPrivate *to)
{
  *to = *from;
}

static void
fin_error_private_clear (FinErrorPrivate *private)
{
}

G_DEFINE_EXTENDED_ERROR (FinError, fin_error)

static const struct {
  const char *code;
  guint       status;
  const char *title;
} kinds[] = {
  [FIN_ERROR_FAILED] = { "failed", 500, "The office could not do it" },
  [FIN_ERROR_BAD_REQUEST] = { "bad-request", 400, "The request is not well formed" },
  [FIN_ERROR_UNAUTHORIZED] = { "unauthorized", 401, "Sign in first" },
  [FIN_ERROR_FORBIDDEN] = { "forbidden", 403, "Not for this role" },
  [FIN_ERROR_NOT_FOUND] = { "not-found", 404, "There is no such thing" },
  [FIN_ERROR_TAKEN] = { "taken", 409, "Somebody else has it" },
  [FIN_ERROR_NOT_WAITING] = { "not-waiting", 409, "Nobody is waiting there" },
  [FIN_ERROR_NOT_IN_VISIT] = { "not-in-visit", 409, "Not in a visit" },
  [FIN_ERROR_TOO_MANY] = { "too-many", 429, "Too many tries" },
  [FIN_ERROR_TOO_LARGE] = { "too-large", 413, "Too large" },
  [FIN_ERROR_UNSUPPORTED_TYPE] = { "unsupported-type", 415, "This kind of file is not accepted" },
  [FIN_ERROR_FULL] = { "full", 409, "No more fit" },
  [FIN_ERROR_CONFLICT] = { "conflict", 409, "It was changed meanwhile" },
  [FIN_ERROR_NOT_YOURS] = { "not-yours", 403, "It is somebody else's to do" },
  [FIN_ERROR_INCOMPLETE] = { "incomplete", 409, "Something is still missing" },
  [FIN_ERROR_NOT_CONFIRMED] = { "not-confirmed", 409, "The citizen has not confirmed it" },
  [FIN_ERROR_CLOSED] = { "closed", 409, "It is closed" },
  [FIN_ERROR_INFECTED] = { "infected", 422, "Malware was found in it" },
  [FIN_ERROR_OFFLINE] = { "offline", 503, "The office could not be reached" },
  [FIN_ERROR_NO_BOX] = { "no-box", 503, "Files cannot be opened safely here" },
  [FIN_ERROR_NO_DECODER] = { "no-decoder", 501, "Files of this kind cannot be opened here" },
  [FIN_ERROR_LOCKED] = { "locked", 423, "It is protected by a password" },
  [FIN_ERROR_UNREADABLE] = { "unreadable", 422, "It is damaged" },
  [FIN_ERROR_TIMED_OUT] = { "timed-out", 504, "It took too long" },
  [FIN_ERROR_UNTOLD] = { "untold", 503, "The office was not told yet" },
  [FIN_ERROR_KEYRING] = { "keyring", 503, "The keyring did not do it" },
  [FIN_ERROR_LEFT_BEHIND] = { "left-behind", 503, "Neither office nor keyring did it" },
};

const char *
fin_error_code (FinError error)
{
  g_return_val_if_fail (error < G_N_ELEMENTS (kinds), "failed");

  return kinds[error].code;
}

FinError
fin_error_from_code (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].code, code) == 0)
      return i;

  return FIN_ERROR_FAILED;
}

guint
fin_error_http_status (FinError error)
{
  g_return_val_if_fail (error < G_N_ELEMENTS (kinds), 500);

  return kinds[error].status;
}

guint
fin_error_retry_after (const GError *error)
{
  g_return_val_if_fail (error != NULL, 0);

  return error->domain == FIN_ERROR ? fin_error_get_private (error)->retry_after : 0;
}

void
fin_error_set_retry_after (GError *error, guint seconds)
{
  g_return_if_fail (error != NULL && error->domain == FIN_ERROR);

  fin_error_get_private (error)->retry_after = seconds;
}

JsonObject *
fin_error_to_problem (const GError *error)
{
  FinError kind = FIN_ERROR_FAILED;
  JsonObject *problem = json_object_new ();

  if (error->domain == FIN_ERROR && error->code >= 0 && error->code < (int) G_N_ELEMENTS (kinds))
    kind = error->code;

  g_autofree char *type = g_strconcat (PROBLEM_URN, kinds[kind].code, NULL);
  json_object_set_string_member (problem, "type", type);
  json_object_set_string_member (problem, "title", kinds[kind].title);
  json_object_set_int_member (problem, "status", kinds[kind].status);
  if (error->domain == FIN_ERROR && error->message[0] != '\0')
    json_object_set_string_member (problem, "detail", error->message);
  if (fin_error_retry_after (error) > 0)
    json_object_set_int_member (problem, "retry_after", fin_error_retry_after (error));

  return problem;
}

static FinError
kind_from_status (guint status)
{
  for (guint i = 1; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].status == status)
      return i;

  return FIN_ERROR_FAILED;
}

GError *
fin_error_from_problem (JsonNode *node, guint status)
{
  JsonObject *problem = fin_json_object (node);
  const char *type = problem != NULL ? fin_json_string (problem, "type") : NULL;
  const char *detail = problem != NULL ? fin_json_string (problem, "detail") : NULL;
  FinError kind = kind_from_status (status);

  if (type != NULL && g_str_has_prefix (type, PROBLEM_URN))
    kind = fin_error_from_code (type + strlen (PROBLEM_URN));

  GError *error = g_error_new_literal (FIN_ERROR, kind, detail != NULL ? detail : kinds[kind].title);
  if (problem != NULL)
    fin_error_set_retry_after (error, CLAMP (fin_json_integer (problem, "retry_after", 0), 0, 86400));

  return error;
}
