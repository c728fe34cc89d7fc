// The office: what its parts share, its server and its life.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "fin-scanner.h"
#include "fin-sign-in.h"
#include "fin-store.h"
#include "fin-vault.h"

G_BEGIN_DECLS

typedef struct {
  const char *listen;          /* ADDR:PORT */
  const char *store;           /* directory */
  const char *key_file;        /* NULL: STORE/key */
  const char *public_url;      /* NULL: the address listened on */
  const char *tls_certificate; /* PEM with its key, or NULL */
  const char *const *ice_servers; /* URIs, or NULL */
  const char *turn_secret_file;   /* shared with coturn (`static-auth-secret`), or NULL */
  guint max_connections;
  guint max_per_address; /* 0: see fin_listener_new() */
  guint place_seconds;         /* a place in the queue is kept so long for who lost connection */
  const char *clamd;           /* where it listens, or NULL: nothing is scanned */
  gboolean practice;
} FinOfficeSettings;

/**
 * FinOffice:
 *
 * One process's office. Everything in it happens on the main thread, in answer to one request or one
 * message at a time; what takes long (Argon2id, the disk, drawing a receipt) is done in threads that
 * only hand back a result.
 */
#define FIN_TYPE_OFFICE (fin_office_get_type ())
G_DECLARE_FINAL_TYPE (FinOffice, fin_office, FIN, OFFICE, GObject)

typedef struct _FinHub FinHub;

/* Opens the store and listens. (transfer full) */
FinOffice   *fin_office_new         (const FinOfficeSettings *settings, GError **error);
/* Closes what is open, with reasons; nothing is answered after. */
void         fin_office_stop        (FinOffice *self);
/* What is printed when ready: `address`, `setup_token`, `practice`. (transfer full) */
JsonObject  *fin_office_describe    (FinOffice *self);

FinStore    *fin_office_store       (FinOffice *self);
FinVault    *fin_office_vault       (FinOffice *self);
/* NULL when this office does not scan for malware. */
FinScanner  *fin_office_scanner     (FinOffice *self);
FinSignIn   *fin_office_sign_in     (FinOffice *self);
FinHub      *fin_office_hub         (FinOffice *self);
/* Where people reach the office from outside; no slash at its end. */
const char  *fin_office_public_url  (FinOffice *self);
/* `IceServer`s, with TURN credentials for @participant that last a day. (transfer full) */
JsonArray   *fin_office_ice_servers (FinOffice *self, const char *participant);
/* Is it the token by which the first account is made? Never once there is one. */
gboolean     fin_office_is_setup_token (FinOffice *self, const char *token);
/* 0, or the seconds this address must wait before it looks up another receipt. Counted until
 * forgiven, as in fin_limits_try(). */
guint        fin_office_check_try     (FinOffice *self, const char *address);
void         fin_office_check_forgive (FinOffice *self, const char *address);

G_END_DECLS
