// What can go wrong, as values: one error domain for the whole house, and its two ways over the
// wire (RFC 9457 problems over HTTP, `problem` messages over the socket).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define FIN_ERROR (fin_error_quark ())

/**
 * FinError:
 *
 * The kinds a caller may act on differently. Each has a code on the wire (`data/office-api.yaml`,
 * schema `Problem`), an HTTP status and an English title. A #GError message is for logs and
 * developers and never holds personal data; what a person reads is made from the code, in their
 * language, where it is shown.
 */
typedef enum {
  FIN_ERROR_FAILED,
  FIN_ERROR_BAD_REQUEST,
  FIN_ERROR_UNAUTHORIZED,
  FIN_ERROR_FORBIDDEN,
  FIN_ERROR_NOT_FOUND,
  FIN_ERROR_TAKEN,
  FIN_ERROR_NOT_WAITING,
  FIN_ERROR_NOT_IN_VISIT,
  FIN_ERROR_TOO_MANY,
  FIN_ERROR_TOO_LARGE,
  FIN_ERROR_UNSUPPORTED_TYPE,
  FIN_ERROR_FULL,
  FIN_ERROR_CONFLICT,
  FIN_ERROR_NOT_YOURS,
  FIN_ERROR_INCOMPLETE,
  FIN_ERROR_NOT_CONFIRMED,
  FIN_ERROR_CLOSED,
  FIN_ERROR_INFECTED,
  FIN_ERROR_OFFLINE, /* never on the wire: the other side could not be reached */
  /* Of documents on the workstation, never on the wire either. */
  FIN_ERROR_NO_BOX,     /* no box can be had here to open a citizen's file in */
  FIN_ERROR_NO_DECODER, /* nothing here reads files of its kind */
  FIN_ERROR_LOCKED,     /* it opens only with a password */
  FIN_ERROR_UNREADABLE, /* damaged, or not what it says it is */
  FIN_ERROR_TIMED_OUT,  /* it took longer than is allowed */
  /* Of a sign-out, never on the wire either: what of it is still to be done. */
  FIN_ERROR_UNTOLD,      /* the office is told as soon as it answers, by the next run if need be */
  FIN_ERROR_KEYRING,     /* the office knows; the keyring does not let go of the token */
  FIN_ERROR_LEFT_BEHIND, /* neither: it is this run that tells the office, or nobody */
} FinError;

GQuark      fin_error_quark       (void);

/* "not-found" for FIN_ERROR_NOT_FOUND. */
const char *fin_error_code        (FinError    error);
/* FIN_ERROR_FAILED for a code nobody knows. */
FinError    fin_error_from_code   (const char *code);
guint       fin_error_http_status (FinError    error);

/* With FIN_ERROR_TOO_MANY: in how many seconds it is worth trying again; 0 when not told, and for
 * every other error. */
guint       fin_error_retry_after (const GError *error);
void        fin_error_set_retry_after (GError *error, guint seconds);

/* An RFC 9457 object for @error (any domain; foreign domains become `failed` without their
 * message, which may tell too much). (transfer full) */
JsonObject *fin_error_to_problem   (const GError *error);
/* A #GError in FIN_ERROR from a problem object as received, whatever it holds; @status is the HTTP
 * status, used when the object says nothing of use. (transfer full) */
GError     *fin_error_from_problem (JsonNode *node, guint status);

G_END_DECLS
