// What both look at in a visit: one page's picture, and where each of them points on it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-visit-private.h"

#include "fin-json-new.h"
#include "fin-json.h"

void
_fin_visit_shown_clear (FinVisit *self)
{
  FinShown *shown = &self->shown;

  g_clear_pointer (&shown->content, g_bytes_unref);
  g_clear_pointer (&shown->document, g_free);
  g_clear_pointer (&shown->name, g_free);
  g_clear_pointer (&shown->picture, g_free);
  for (guint i = 0; i < FIN_PARTICIPANTS; i++)
    self->participants[i].points = FALSE;
}

JsonObject *
_fin_visit_shown_describe (FinVisit *self)
{
  const FinShown *shown = &self->shown;

  return shown->content != NULL
             ? fin_json_new ("picture:s", shown->picture, "document:s", shown->document, "name:s",
                             shown->name, "page:i", shown->page, "pages:i", shown->pages, NULL)
             : NULL;
}

static void
tell (FinVisit *self)
{
  _fin_visit_broadcast (
      self, fin_json_new ("type:s", "shown", "shown:o", _fin_visit_shown_describe (self), NULL),
      NULL);
}

JsonObject *
fin_visit_show (FinVisit *self,
                JsonObject *document,
                gint64 page,
                gint64 pages,
                GBytes *content,
                const char *media_type)
{
  FinShown *shown = &self->shown;
  static guint64 serial = 0;

  g_return_val_if_fail (FIN_IS_VISIT (self), NULL);
  g_return_val_if_fail (document != NULL && content != NULL, NULL);

  _fin_visit_shown_clear (self);
  shown->content = g_bytes_ref (content);
  shown->media_type = media_type;
  shown->document = g_strdup (fin_json_string (document, "id"));
  shown->name = g_strdup (fin_json_string (document, "name"));
  shown->picture = g_strdup_printf ("%" G_GUINT64_FORMAT, ++serial);
  shown->page = page;
  shown->pages = pages;
  tell (self);

  return _fin_visit_shown_describe (self);
}

void
fin_visit_unshow (FinVisit *self)
{
  g_return_if_fail (FIN_IS_VISIT (self));

  if (self->shown.content == NULL)
    return;

  _fin_visit_shown_clear (self);
  tell (self);
}

const char *
fin_visit_shown_document (FinVisit *self)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), NULL);

  return self->shown.document;
}

GBytes *
fin_visit_shown_picture (FinVisit *self, const char *picture, const char **media_type)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), NULL);

  *media_type = self->shown.media_type;

  return g_strcmp0 (self->shown.picture, picture) == 0 ? self->shown.content : NULL;
}

static JsonObject *
pointer_new (FinVisit *self, const FinParticipant *from)
{
  return from->points ? fin_json_new ("type:s", "pointer", "from:s", from->id, "picture:s",
                                      self->shown.picture, "x:i", from->x, "y:i", from->y, NULL)
                      : fin_json_new ("type:s", "pointer", "from:s", from->id, "picture:s",
                                      self->shown.picture, NULL);
}

void
_fin_visit_send_pointers (FinVisit *self, FinParticipant *to)
{
  for (guint i = 0; to->socket != NULL && i < FIN_PARTICIPANTS; i++)
    if (&self->participants[i] != to && self->participants[i].points)
      fin_socket_send (to->socket, pointer_new (self, &self->participants[i]));
}

void
_fin_visit_stop_pointing (FinVisit *self, FinParticipant *from)
{
  if (!from->points)
    return;

  from->points = FALSE;
  _fin_visit_broadcast (self, pointer_new (self, from), from);
}

/* On a page that is not there any more it is nobody's fault: the two messages crossed. */
gboolean
_fin_visit_point (FinVisit *self, FinParticipant *from, JsonObject *message, GError **error)
{
  if (g_strcmp0 (self->shown.picture, fin_json_string (message, "picture")) != 0)
    return TRUE;

  if (!json_object_has_member (message, "x") || !json_object_has_member (message, "y")) {
    _fin_visit_stop_pointing (self, from);
    return TRUE;
  }

  from->points = TRUE;
  from->x = fin_json_integer (message, "x", 0);
  from->y = fin_json_integer (message, "y", 0);
  _fin_visit_broadcast (self, pointer_new (self, from), from);

  return TRUE;
}
