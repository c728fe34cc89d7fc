// Why a document cannot be shown, in words, and what to do about it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-document-trouble.h"

#include <glib/gi18n-lib.h>

#include "fin-error.h"

FinDocumentTrouble
fin_document_trouble (const GError *error)
{
  switch (error->domain == FIN_ERROR ? error->code : FIN_ERROR_FAILED)
    {
    case FIN_ERROR_NO_BOX:
      return (FinDocumentTrouble){
        _ ("Documents cannot be opened safely on this computer"),
        _ ("The viewer opens files only in a sealed box (bubblewrap), and this computer does not allow "
           "one. Nothing was opened; the document is kept at the office. Ask whoever looks after the "
           "computer to install bubblewrap and to allow user namespaces."),
        TRUE
      };
    case FIN_ERROR_LOCKED:
      return (FinDocumentTrouble){
        _ ("This document is protected by a password"),
        _ ("Ask the citizen for a copy without a password, or for a photograph of the document."), FALSE
      };
    case FIN_ERROR_UNREADABLE:
      return (FinDocumentTrouble){
        _ ("This document is damaged"),
        _ ("It may not have arrived whole. Ask the citizen to send it again."), FALSE
      };
    case FIN_ERROR_UNSUPPORTED_TYPE:
      return (FinDocumentTrouble){
        _ ("This file is not what it says it is"),
        _ ("Its content is not the kind of document it is named as, so it was not opened. Ask the citizen "
           "for a PDF or a photograph."),
        FALSE
      };
    case FIN_ERROR_TOO_LARGE:
      return (FinDocumentTrouble){
        _ ("This document is too large to show"),
        _ ("Ask the citizen for a smaller photograph, or for the pages that matter."), FALSE
      };
    case FIN_ERROR_TIMED_OUT:
      return (FinDocumentTrouble){
        _ ("This document takes too long to open"),
        _ ("It was closed so that the call does not suffer. Try again, or ask the citizen for a photograph "
           "of the document."),
        TRUE
      };
    default:
      return (FinDocumentTrouble){
        _ ("This document could not be shown"),
        _ ("The document is kept at the office and nothing was lost. Try again."), TRUE
      };
    }
}
