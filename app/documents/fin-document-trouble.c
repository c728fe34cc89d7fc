// Why a document cannot be shown, in words, and what to do about it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-document-trouble.h"

#include <glib/gi18n-lib.h>

#include "fin-error.h"

/* clang-format off */
static const struct {
  FinError    code;
  const char *title;
  const char *advice;
  gboolean    retry;
} troubles[] = {
  { FIN_ERROR_FAILED,
    N_ ("This document could not be shown"),
    N_ ("The document is kept at the office and nothing was lost. Try again."),
    TRUE },
  { FIN_ERROR_NO_BOX,
    N_ ("Documents cannot be opened safely on this computer"),
    N_ ("The viewer opens files only in a sealed box (bubblewrap), and this computer does not "
        "allow one. Nothing was opened; the document is kept at the office. Ask whoever looks "
        "after the computer to install bubblewrap and to allow user namespaces."),
    TRUE },
  { FIN_ERROR_NO_DECODER,
    N_ ("This kind of picture cannot be opened on this computer"),
    N_ ("What reads HEIC or WebP is not installed here. The document is kept at the office. Ask the "
        "citizen for a JPEG or a PDF, or whoever looks after the computer to install it."),
    FALSE },
  { FIN_ERROR_LOCKED,
    N_ ("This document is protected by a password"),
    N_ ("Ask the citizen for a copy without a password, or for a photograph of the document."),
    FALSE },
  { FIN_ERROR_UNREADABLE,
    N_ ("This document is damaged"),
    N_ ("It may not have arrived whole. Ask the citizen to send it again."),
    FALSE },
  { FIN_ERROR_UNSUPPORTED_TYPE,
    N_ ("This file is not what it says it is"),
    N_ ("Its content is not the kind of document it is named as, so it was not opened. Ask the "
        "citizen for a PDF or a photograph."),
    FALSE },
  { FIN_ERROR_TOO_LARGE,
    N_ ("This document is too large to show"),
    N_ ("Ask the citizen for a smaller photograph, or for the pages that matter."),
    FALSE },
  { FIN_ERROR_TIMED_OUT,
    N_ ("This document takes too long to open"),
    N_ ("It was closed so that the call does not suffer. Try again, or ask the citizen for a "
        "photograph of the document."),
    TRUE },
};
/* clang-format on */

FinDocumentTrouble
fin_document_trouble (const GError *error)
{
  guint found = 0;

  for (guint i = 1; error->domain == FIN_ERROR && i < G_N_ELEMENTS (troubles); i++)
    if ((int)troubles[i].code == error->code)
      found = i;

  return (FinDocumentTrouble){ .title = _ (troubles[found].title),
                               .advice = _ (troubles[found].advice),
                               .retry = troubles[found].retry };
}
