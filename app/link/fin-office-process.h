// The office on this computer: `finestreta-office` as our own child, when no other is configured.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FinOfficeProcess:
 *
 * Starts the office with `--listen 127.0.0.1:PORT --store DIR --key-file DIR/key --parent`, reads
 * the JSON line it prints when ready (`{"address": …, "setup_token"?: …, "practice"?: {"account": …,
 * "password": …}}`), and ends with it: the office watches its standard input and stops when its
 * parent is gone. When the office dies by itself it is started again on the same port, so that every
 * link finds it. The first port is ephemeral.
 *
 * A workstation that was killed leaves no office behind (its stdin closes), and the next one starts
 * anew on the same store; the port is kept in DIR/port so that a citizen's page finds it again.
 *
 * It runs, and this object lives, until fin_office_process_stop().
 *
 * Signals: `ready` (no arguments; also after a restart), `failed` (GError *: it ended three times in a row;
 * it is tried all the same, with pauses that grow to five seconds).
 */
#define FIN_TYPE_OFFICE_PROCESS (fin_office_process_get_type ())
G_DECLARE_FINAL_TYPE (FinOfficeProcess, fin_office_process, FIN, OFFICE_PROCESS, GObject)

/* @store: directory, made if missing. @practice: fill an empty store with the practice week. */
FinOfficeProcess *fin_office_process_new     (const char *store, gboolean practice);
void              fin_office_process_start   (FinOfficeProcess *self);
void              fin_office_process_stop    (FinOfficeProcess *self);
const char       *fin_office_process_address (FinOfficeProcess *self);
/* NULL once there is an account. */
const char       *fin_office_process_setup_token (FinOfficeProcess *self);
/* NULL unless in practice. */
const char       *fin_office_process_practice_account  (FinOfficeProcess *self);
const char       *fin_office_process_practice_password (FinOfficeProcess *self);

G_END_DECLS
