// Why a document cannot be shown, in words, and what to do about it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  const char *title;  /* translated */
  const char *advice; /* translated */
  gboolean    retry;  /* whether trying again may help */
} FinDocumentTrouble;

FinDocumentTrouble fin_document_trouble (const GError *error);

G_END_DECLS
