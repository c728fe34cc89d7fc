// Looks for malware in what was sent, by a clamd where the office has one.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-vault.h"

G_BEGIN_DECLS

typedef enum {
  FIN_SCAN_CLEAN,
  FIN_SCAN_INFECTED,
  FIN_SCAN_FAILED, /* there is no clamd there, it takes too long, or it takes no file so large */
} FinScan;

/**
 * FinScanner:
 *
 * Speaks clamd's INSTREAM: the content goes over a connection in pieces, and no file of ours is seen by
 * anybody. Immutable, so that it may be used in any thread.
 */
typedef struct _FinScanner FinScanner;

/* @address: the path of a socket, or HOST:PORT. FIN_ERROR_FAILED for neither. It is not asked whether
 * anybody is there: a clamd may be started later, and started again. */
FinScanner *fin_scanner_new  (const char *address, GError **error);
void        fin_scanner_free (FinScanner *self);

/* Waits, a minute at most: for worker threads. @found: for FIN_SCAN_INFECTED, the name clamd has for what
 * it found, in printable ASCII. (out) (transfer full) */
FinScan     fin_scanner_scan (FinScanner *self, FinOpening *content, char **found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FinScanner, fin_scanner_free)

G_END_DECLS
