// The documents sent for one appointment, as a list asked of the office.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-appointment.h"
#include "fin-link.h"

G_BEGIN_DECLS

/**
 * FinDocumentList:
 *
 * A #GListModel of #FinDocument in order of arrival. It asks when made and again whenever the
 * appointment's number of documents changes; what is there stays until the answer has come.
 *
 * Properties (ro): `loading`, `error` (#GError or NULL: why it may be out of date).
 */
#define FIN_TYPE_DOCUMENT_LIST (fin_document_list_get_type ())
G_DECLARE_FINAL_TYPE (FinDocumentList, fin_document_list, FIN, DOCUMENT_LIST, GObject)

/* (transfer full) */
FinDocumentList *fin_document_list_new     (FinLink *link, FinAppointment *appointment);
gboolean         fin_document_list_loading (FinDocumentList *self);
const GError    *fin_document_list_error   (FinDocumentList *self);

G_END_DECLS
