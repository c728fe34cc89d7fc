// Visits begun, ended and told of documents, for those who ask over HTTP.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-hub-private.h"

#include "fin-documents.h"
#include "fin-guests.h"
#include "fin-error.h"
#include "fin-json-new.h"
#include "fin-json.h"
#include "fin-shown.h"
#include "fin-visits.h"

/* Who was let in before it began. */
static void
join_guests (FinHub *self, FinVisit *visit)
{
  g_autoptr (GPtrArray) sockets =
      g_ptr_array_copy (self->sockets, (GCopyFunc)(void (*) (void))g_object_ref, NULL);

  g_ptr_array_set_free_func (sockets, g_object_unref);
  for (guint i = 0; i < sockets->len; i++) {
    FinSocket *socket = sockets->pdata[i];

    if (fin_socket_caller (socket) != NULL && _fin_hub_visit_at (self, socket) == visit &&
        !fin_visit_has (visit, socket))
      fin_visit_join (visit, socket);
  }
}

JsonObject *
fin_hub_attend (FinHub *self, FinBooking *booking, FinCaller *caller, GError **error)
{
  FinVisit *visit = fin_hub_visit (self, booking->id);
  FinSocket *socket;

  g_return_val_if_fail (FIN_IS_HUB (self), NULL);

  if (visit == NULL || strcmp (fin_visit_staff (visit), caller->staff) != 0) {
    if (!fin_visits_open (self->store, booking->id, caller, error))
      return NULL;
    visit = fin_visit_load (self->store, fin_office_vault (self->office), booking->id);
    if (visit == NULL) {
      g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FAILED, "the visit could not be read");
      return NULL;
    }
    g_hash_table_insert (self->visits, g_strdup (booking->id), visit);
    fin_queue_tell (self->queue);
    _fin_hub_send_presence (self, caller->staff);
  }

  /* Each is told all as they enter; who is there already is told anew. */
  socket = g_hash_table_lookup (self->staff, caller->staff);
  if (socket != NULL)
    fin_visit_join (visit, socket);
  socket = fin_hub_citizen (self, booking->id);
  if (socket != NULL && !fin_visit_has (visit, socket))
    fin_visit_join (visit, socket);

  join_guests (self, visit);
  _fin_hub_tell_guests (self, booking->id);

  return fin_visits_summary (self->store, booking->id);
}

JsonObject *
fin_hub_end (
    FinHub *self, FinBooking *booking, FinCaller *caller, JsonObject *ending, GError **error)
{
  FinVisit *open = fin_hub_visit (self, booking->id);
  g_autoptr (FinVisit) visit = open != NULL ? g_object_ref (open) : NULL;
  g_auto (GStrv) erased = NULL;
  g_autoptr (GPtrArray) guests = NULL;

  g_return_val_if_fail (FIN_IS_HUB (self), NULL);

  if (visit == NULL) {
    /* Asked again, because the answer was lost. */
    if (g_strcmp0 (booking->outcome, fin_json_string (ending, "outcome")) == 0)
      return fin_visits_summary (self->store, booking->id);
    g_set_error_literal (error, FIN_ERROR,
                         fin_booking_is (booking, "ended") ? FIN_ERROR_CLOSED
                                                           : FIN_ERROR_NOT_IN_VISIT,
                         "there is no open visit");
    return NULL;
  }
  /* It would be a receipt of a visit that is over, and told to nobody. */
  if (fin_visit_is_filing (visit)) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_CONFLICT, "the receipt is being made");
    return NULL;
  }
  guests = fin_guests_of (self->store, booking->id, NULL);
  if (!fin_visits_may_end (ending, error) ||
      !fin_visits_close (self->store, booking->id, ending, caller->staff, &erased, error))
    return NULL;

  fin_shown_remove (fin_office_vault (self->office), (const char *const *)erased);
  fin_store_forget_log (self->store);
  fin_visit_tell_ended (visit);
  g_hash_table_remove (self->visits, booking->id);
  _fin_hub_send_off (self, guests);
  _fin_hub_send_presence (self, fin_visit_staff (visit));

  return fin_visits_summary (self->store, booking->id);
}

static gboolean
end_trial (FinHub *self, FinBooking *booking, FinCaller *caller, GError **error)
{
  g_autoptr (JsonObject) ending = fin_json_new ("outcome:s", "abandoned", NULL);
  g_autoptr (JsonObject) ended = fin_hub_end (self, booking, caller, ending, error);

  return ended != NULL;
}

gboolean
fin_hub_remove (FinHub *self, FinBooking *booking, FinCaller *caller, GError **error)
{
  g_auto (GStrv) files = NULL;

  g_return_val_if_fail (FIN_IS_HUB (self), FALSE);

  if (!booking->trial) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FORBIDDEN, "what is no trial is kept");
    return FALSE;
  }
  files = fin_documents_files (self->store, booking->id);
  if ((fin_hub_visit (self, booking->id) != NULL && !end_trial (self, booking, caller, error)) ||
      !fin_appointments_remove (self->store, booking->id, caller->staff, error))
    return FALSE;

  fin_documents_discard (self->store, fin_office_vault (self->office), (const char *const *)files);
  fin_store_forget_log (self->store);
  fin_hub_revoke_citizen (self, booking->id);
  fin_queue_tell (self->queue);

  return TRUE;
}

void
fin_hub_tell_document (FinHub *self, const char *appointment, JsonObject *document)
{
  FinVisit *visit = fin_hub_visit (self, appointment);
  FinSocket *citizen = fin_hub_citizen (self, appointment);

  g_return_if_fail (FIN_IS_HUB (self));

  if (visit != NULL) {
    fin_visit_tell_document (visit, document);
    return;
  }

  if (citizen != NULL && !json_object_has_member (document, "redacted_from"))
    fin_socket_send (citizen, fin_json_new ("type:s", "document", "document:o",
                                            json_object_ref (document), NULL));
  json_object_unref (document);
  /* The queue shows how many there are. */
  fin_queue_tell (self->queue);
}
