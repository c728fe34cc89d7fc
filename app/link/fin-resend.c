// Messages in the order they went out, and those of them that go again.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-resend.h"

#include "fin-json.h"

#define MAX_REMEMBERED 256 /* more than the office takes at once */
#define PAUSE_S        1   /* where the office names none */
#define OURS           "resend-"

struct _FinResend {
  FinResendSend send;
  gpointer data;
  GQueue sent;    /* of Said, the oldest first */
  GQueue refused; /* of Said, in the order they were refused, which is the one they were sent in */
  guint names;
  guint again_id;
};

typedef struct {
  char *name;
  char *subject; /* NULL: nothing takes its place */
  JsonObject *message;
} Said;

static void
said_free (Said *said)
{
  g_free (said->name);
  g_free (said->subject);
  json_object_unref (said->message);
  g_free (said);
}

/* What a later message would say anew; NULL when none would, "" when it is not to be remembered. */
static char *
subject_of (JsonObject *message)
{
  static const struct {
    const char *type;
    const char *subject; /* of several types */
    const char *members[3];
  } kinds[] = {
    { "presence", "presence" },
    { "language", "language" },
    { "media", "media" },
    { "arrive", "place" },
    { "leave", "place" },
    { "text", "text", { "line" } },
    { "form.front", "front" },
    { "form.focus", "focus" },
    { "form.hand", "hand", { "form", "field" } },
    { "form.confirm", "confirm", { "form" } },
    { "form.assent", "assent", { "form", "step", "field" } },
    { "form.ask", "ask", { "form", "step" } },
  };
  const char *type = fin_json_string (message, "type");
  GString *subject;

  if (g_strcmp0 (type, "signal") == 0)
    return NULL;

  subject = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (g_strcmp0 (type, kinds[i].type) != 0)
      continue;
    g_string_append (subject, kinds[i].subject);
    for (guint j = 0; j < G_N_ELEMENTS (kinds[i].members) && kinds[i].members[j] != NULL; j++) {
      const char *text = fin_json_string (message, kinds[i].members[j]);

      g_string_append_printf (subject, " %s %" G_GINT64_FORMAT, text != NULL ? text : "",
                              fin_json_integer (message, kinds[i].members[j], -1));
    }
  }

  return g_string_free (subject, FALSE);
}

static void
forget_subject (GQueue *queue, const char *subject)
{
  GList *next;

  for (GList *each = queue->head; subject != NULL && each != NULL; each = next) {
    Said *said = each->data;

    next = each->next;
    if (g_strcmp0 (said->subject, subject) == 0) {
      said_free (said);
      g_queue_delete_link (queue, each);
    }
  }
}

void
fin_resend_note (FinResend *self, JsonObject *message)
{
  g_autofree char *subject = subject_of (message);
  Said *said;

  if (g_strcmp0 (subject, "") == 0)
    return;

  if (fin_json_string (message, "id") == NULL) {
    g_autofree char *name = g_strdup_printf (OURS "%u", ++self->names);

    json_object_set_string_member (message, "id", name);
  }
  forget_subject (&self->sent, subject);
  forget_subject (&self->refused, subject);
  said = g_new0 (Said, 1);
  said->name = g_strdup (fin_json_string (message, "id"));
  said->subject = g_steal_pointer (&subject);
  said->message = json_object_ref (message);
  g_queue_push_tail (&self->sent, said);
  if (self->sent.length > MAX_REMEMBERED)
    said_free (g_queue_pop_head (&self->sent));
}

static gboolean
again_cb (gpointer data)
{
  FinResend *self = data;
  GQueue now = self->refused;

  g_queue_init (&self->refused);
  while (now.length > 0) {
    Said *said = g_queue_pop_head (&now);

    if (!self->send (json_object_ref (said->message), self->data)) {
      g_queue_push_head (&now, said);
      break;
    }
    said_free (said);
  }
  while (now.length > 0)
    g_queue_push_tail (&self->refused, g_queue_pop_head (&now));
  if (self->refused.length > 0) {
    self->again_id = g_timeout_add_seconds (PAUSE_S, again_cb, self);
    return G_SOURCE_REMOVE;
  }
  self->again_id = 0;

  return G_SOURCE_REMOVE;
}

static GList *
find (FinResend *self, const char *name)
{
  for (GList *each = self->sent.head; each != NULL; each = each->next)
    if (g_strcmp0 (((Said *)each->data)->name, name) == 0)
      return each;

  return NULL;
}

gboolean
fin_resend_refused (FinResend *self, JsonObject *problem)
{
  const char *name = fin_json_string (problem, "re");
  GList *found = name != NULL ? find (self, name) : NULL;

  if (found != NULL && g_strcmp0 (fin_json_string (problem, "code"), "too-many") == 0) {
    gint64 pause = fin_json_integer (problem, "retry_after", PAUSE_S);

    g_queue_unlink (&self->sent, found);
    g_queue_push_tail_link (&self->refused, found);
    if (self->again_id == 0)
      self->again_id = g_timeout_add_seconds (CLAMP (pause, 1, 60), again_cb, self);
    return TRUE;
  }
  if (name != NULL && g_str_has_prefix (name, OURS))
    json_object_remove_member (problem, "re");

  return FALSE;
}

void
fin_resend_forget (FinResend *self)
{
  g_clear_handle_id (&self->again_id, g_source_remove);
  g_queue_clear_full (&self->sent, (GDestroyNotify)said_free);
  g_queue_clear_full (&self->refused, (GDestroyNotify)said_free);
}

FinResend *
fin_resend_new (FinResendSend send, gpointer data)
{
  FinResend *self = g_new0 (FinResend, 1);

  self->send = send;
  self->data = data;
  g_queue_init (&self->sent);
  g_queue_init (&self->refused);

  return self;
}

void
fin_resend_free (FinResend *self)
{
  fin_resend_forget (self);
  g_free (self);
}
