// A page of a document before the citizen's eyes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-showing.h"

#include "fin-json.h"

#define PAUSE_MS 60 /* between two places pointed at */

struct _FinShowing {
  GObject parent_instance;

  FinVisit *visit;
  FinDocument *document;
  GError *error;
  GBytes *picture; /* the newest; kept for an office that starts anew */
  const char *media_type;
  guint page;
  guint pages;
  gboolean sending;
  gboolean stale; /* what is being sent is not the newest any more */
  char *name;     /* the office's, of the picture it has; NULL: none, or an older one */
  double x;
  double y;
  guint timeout;
};

enum { PROP_DOCUMENT = 1, PROP_ERROR, N_PROPS };
enum { POINTED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FinShowing, fin_showing, G_TYPE_OBJECT)

static void send_picture (FinShowing *self);

/* Takes @error. */
static void
set_error (FinShowing *self, GError *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
unshown_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (JsonObject) answer = fin_link_request_finish (FIN_LINK (source), result, NULL);
}

/* Whether this is heard or not: who does not hear it comes back, and is asked then. */
static void
unshow (FinShowing *self)
{
  g_autofree char *path = g_strconcat (fin_visit_path (self->visit), "/shown", NULL);

  fin_link_request_async (fin_visit_link (self->visit), "DELETE", path, NULL, NULL, unshown_cb,
                          NULL);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinShowing) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = fin_link_upload_finish (FIN_LINK (source), result, &error);

  self->sending = FALSE;
  if (self->document == NULL) {
    unshow (self); /* it was taken away while it was on its way */
    return;
  }

  if (answer != NULL && !self->stale)
    self->name = g_strdup (fin_json_string (answer, "picture"));
  set_error (self, g_steal_pointer (&error));
  if (self->stale)
    send_picture (self);
}

static void
send_picture (FinShowing *self)
{
  g_autofree char *path = NULL;

  g_assert (FIN_IS_SHOWING (self));

  g_clear_pointer (&self->name, g_free);
  self->stale = self->sending;
  if (self->sending || self->picture == NULL)
    return;

  self->sending = TRUE;
  path = g_strdup_printf ("%s/shown?document=%s&page=%u&pages=%u", fin_visit_path (self->visit),
                          fin_document_id (self->document), self->page, self->pages);
  fin_link_upload_async (fin_visit_link (self->visit), path, NULL, self->media_type, self->picture,
                         NULL, sent_cb, g_object_ref (self));
}

static gboolean
point_cb (gpointer data)
{
  FinShowing *self = data;
  JsonObject *message = json_object_new ();

  self->timeout = 0;
  json_object_set_string_member (message, "type", "pointer");
  json_object_set_string_member (message, "picture", self->name != NULL ? self->name : "");
  if (self->x >= 0) {
    json_object_set_int_member (message, "x", (gint64)(CLAMP (self->x, 0, 1) * 1000 + .5));
    json_object_set_int_member (message, "y", (gint64)(CLAMP (self->y, 0, 1) * 1000 + .5));
  }
  if (self->name != NULL)
    fin_link_send (fin_visit_link (self->visit), message);
  else
    json_object_unref (message);

  return G_SOURCE_REMOVE;
}

static void
pointer_cb (FinShowing *self, const char *type, JsonObject *message)
{
  gboolean somewhere =
      json_object_has_member (message, "x") && json_object_has_member (message, "y");

  if (self->name == NULL || g_strcmp0 (self->name, fin_json_string (message, "picture")) != 0)
    return;

  g_signal_emit (self, signals[POINTED], 0,
                 somewhere ? CLAMP (fin_json_integer (message, "x", 0), 0, 1000) / 1000. : -1.,
                 somewhere ? CLAMP (fin_json_integer (message, "y", 0), 0, 1000) / 1000. : -1.);
}

/* Back in the visit: the office has what we show, or is told; and nothing that we don't. */
static void
visit_cb (FinShowing *self, const char *type, JsonObject *message)
{
  JsonObject *shown = fin_json_member (message, "shown");

  if (self->document == NULL) {
    if (shown != NULL && !self->sending)
      unshow (self);
  } else if (shown == NULL || g_strcmp0 (fin_json_string (shown, "picture"), self->name) != 0) {
    send_picture (self);
  }
}

static void
ended_cb (FinShowing *self)
{
  if (fin_visit_ended (self->visit))
    fin_showing_stop (self);
}

static void
fin_showing_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FinShowing *self = FIN_SHOWING (object);

  switch (id) {
  case PROP_DOCUMENT:
    g_value_set_object (value, self->document);
    break;
  case PROP_ERROR:
    g_value_set_boxed (value, self->error);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_showing_dispose (GObject *object)
{
  FinShowing *self = FIN_SHOWING (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_pointer (&self->picture, g_bytes_unref);
  g_clear_pointer (&self->name, g_free);
  g_clear_object (&self->document);
  g_clear_object (&self->visit);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (fin_showing_parent_class)->dispose (object);
}

static void
fin_showing_class_init (FinShowingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fin_showing_get_property;
  object_class->dispose = fin_showing_dispose;

  properties[PROP_DOCUMENT] =
      g_param_spec_object ("document", NULL, NULL, FIN_TYPE_DOCUMENT, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[POINTED] = g_signal_new ("pointed", FIN_TYPE_SHOWING, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
}

static void
fin_showing_init (FinShowing *self)
{
  self->x = self->y = -1;
}

FinShowing *
fin_showing_new (FinVisit *visit)
{
  FinShowing *self;

  g_return_val_if_fail (FIN_IS_VISIT (visit), NULL);

  self = g_object_new (FIN_TYPE_SHOWING, NULL);
  self->visit = g_object_ref (visit);
  g_signal_connect_object (fin_visit_link (visit), "message::pointer", G_CALLBACK (pointer_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fin_visit_link (visit), "message::visit", G_CALLBACK (visit_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (visit, "notify::ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);

  return self;
}

FinDocument *
fin_showing_document (FinShowing *self)
{
  g_return_val_if_fail (FIN_IS_SHOWING (self), NULL);

  return self->document;
}

const GError *
fin_showing_error (FinShowing *self)
{
  g_return_val_if_fail (FIN_IS_SHOWING (self), NULL);

  return self->error;
}

void
fin_showing_start (FinShowing *self, FinDocument *document)
{
  g_return_if_fail (FIN_IS_SHOWING (self));
  g_return_if_fail (FIN_IS_DOCUMENT (document));

  if (g_set_object (&self->document, document))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOCUMENT]);
}

void
fin_showing_picture (
    FinShowing *self, GBytes *picture, const char *media_type, guint page, guint pages)
{
  g_return_if_fail (FIN_IS_SHOWING (self));
  g_return_if_fail (picture != NULL && media_type != NULL);

  if (self->document == NULL)
    return;

  g_bytes_ref (picture);
  g_clear_pointer (&self->picture, g_bytes_unref);
  self->picture = picture;
  self->media_type = media_type;
  self->page = page;
  self->pages = pages;
  g_signal_emit (self, signals[POINTED], 0, -1., -1.);
  send_picture (self);
}

void
fin_showing_point (FinShowing *self, double x, double y)
{
  g_return_if_fail (FIN_IS_SHOWING (self));

  self->x = x;
  self->y = y;
  if (self->document != NULL && self->timeout == 0) {
    self->timeout = g_timeout_add (PAUSE_MS, point_cb, self);
    g_source_set_name_by_id (self->timeout, "showing: pointer");
  }
}

void
fin_showing_stop (FinShowing *self)
{
  g_return_if_fail (FIN_IS_SHOWING (self));

  if (self->document == NULL)
    return;

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_pointer (&self->picture, g_bytes_unref);
  g_clear_pointer (&self->name, g_free);
  g_clear_object (&self->document);
  set_error (self, NULL);
  if (!fin_visit_ended (self->visit))
    unshow (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOCUMENT]);
}
