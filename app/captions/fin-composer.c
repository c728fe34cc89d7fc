// The line being written, sent as it is written.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-composer.h"

#include "fin-object.h"
#include "fin-t140.h"

#define PACE_MS   300
#define ENDED_MAX 64

enum {
  PROP_0,
  PROP_TEXT,
  N_PROPS,
};

enum {
  T140,
  LINE,
  N_SIGNALS,
};

typedef struct {
  guint number;
  char *text;
  gint64 at;
} Ended;

struct _FinComposer {
  GObject parent_instance;

  GQueue ended; /* the last lines, oldest first */
  guint number;
  char *text;
  char *sent;
  gint64 sent_at;
  guint flush_id;
};

G_DEFINE_FINAL_TYPE (FinComposer, fin_composer, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
ended_free (Ended *ended)
{
  g_free (ended->text);
  g_free (ended);
}

static void
remember (FinComposer *self)
{
  Ended *ended = g_new0 (Ended, 1);

  g_assert (FIN_IS_COMPOSER (self));

  ended->number = self->number;
  ended->text = g_strdup (self->text);
  ended->at = g_get_monotonic_time ();
  g_queue_push_tail (&self->ended, ended);
  if (g_queue_get_length (&self->ended) > ENDED_MAX)
    ended_free (g_queue_pop_head (&self->ended));
}

/* What would be read as an erasure or an end of line is not text; what was pasted stays one line.
 */
static char *
clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *clean = g_string_new (NULL);
  glong characters = 0;

  for (const char *p = valid; *p != '\0' && characters < FIN_T140_LINE_MAX;
       p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c == '\n' || c == '\t' || c == 0x2028 || c == 0x2029)
      c = ' ';
    if (c == 0xFEFF || g_unichar_iscntrl (c))
      continue;
    g_string_append_unichar (clean, c);
    characters++;
  }

  return g_string_free (clean, FALSE);
}

static void
send (FinComposer *self, const char *t140, gboolean done)
{
  g_autoptr (FinComposer) alive = g_object_ref (self);
  g_autofree char *text = g_strdup (self->text);

  g_assert (FIN_IS_COMPOSER (self));

  g_clear_handle_id (&self->flush_id, g_source_remove);
  self->sent_at = g_get_monotonic_time ();
  g_free (self->sent);
  self->sent = g_strdup (text);
  g_signal_emit (self, signals[T140], 0, t140);
  g_signal_emit (self, signals[LINE], 0, self->number, text, done);
}

static gboolean
flush_cb (gpointer data)
{
  FinComposer *self = data;

  self->flush_id = 0;
  fin_composer_flush (self);

  return G_SOURCE_REMOVE;
}

static void
fin_composer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_assert (id == PROP_TEXT);
  g_value_set_string (value, FIN_COMPOSER (object)->text);
}

static void
fin_composer_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  g_assert (id == PROP_TEXT);
  fin_composer_set_text (FIN_COMPOSER (object), g_value_get_string (value));
}

static void
fin_composer_dispose (GObject *object)
{
  FinComposer *self = FIN_COMPOSER (object);

  g_clear_handle_id (&self->flush_id, g_source_remove);

  G_OBJECT_CLASS (fin_composer_parent_class)->dispose (object);
}

static void
fin_composer_finalize (GObject *object)
{
  FinComposer *self = FIN_COMPOSER (object);

  g_queue_clear_full (&self->ended, (GDestroyNotify)ended_free);
  g_free (self->text);
  g_free (self->sent);

  G_OBJECT_CLASS (fin_composer_parent_class)->finalize (object);
}

static void
fin_composer_class_init (FinComposerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fin_composer_get_property;
  object_class->set_property = fin_composer_set_property;
  object_class->dispose = fin_composer_dispose;
  object_class->finalize = fin_composer_finalize;

  properties[PROP_TEXT] = g_param_spec_string (
      "text", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[T140] = g_signal_new ("t140", FIN_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[LINE] = g_signal_new ("line", FIN_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
fin_composer_init (FinComposer *self)
{
  self->text = g_strdup ("");
  self->sent = g_strdup ("");
  self->sent_at = -PACE_MS * 1000;
}

FinComposer *
fin_composer_new (guint first_number)
{
  FinComposer *self = g_object_new (FIN_TYPE_COMPOSER, NULL);

  self->number = first_number;

  return self;
}

void
fin_composer_set_text (FinComposer *self, const char *text)
{
  g_autofree char *cleaned = NULL;
  gint64 wait_ms;

  g_return_if_fail (FIN_IS_COMPOSER (self));

  cleaned = clean (text != NULL ? text : "");
  if (!fin_object_set_string (self, &self->text, cleaned, properties[PROP_TEXT]) ||
      self->flush_id != 0)
    return;

  wait_ms = PACE_MS - (g_get_monotonic_time () - self->sent_at) / 1000;
  if (wait_ms <= 0)
    fin_composer_flush (self);
  else
    self->flush_id = g_timeout_add (wait_ms, flush_cb, self);
}

const char *
fin_composer_text (FinComposer *self)
{
  g_return_val_if_fail (FIN_IS_COMPOSER (self), NULL);

  return self->text;
}

guint
fin_composer_number (FinComposer *self)
{
  g_return_val_if_fail (FIN_IS_COMPOSER (self), 0);

  return self->number;
}

void
fin_composer_end_line (FinComposer *self)
{
  g_autofree char *difference = NULL;
  g_autofree char *t140 = NULL;

  g_return_if_fail (FIN_IS_COMPOSER (self));

  if (self->text[0] == '\0') {
    fin_composer_flush (self);
    return;
  }

  difference = fin_t140_difference (self->sent, self->text);
  t140 = g_strconcat (difference, FIN_T140_END, NULL);
  remember (self);
  send (self, t140, TRUE);
  self->number++;
  g_free (self->sent);
  self->sent = g_strdup ("");
  fin_object_set_string (self, &self->text, "", properties[PROP_TEXT]);
}

void
fin_composer_flush (FinComposer *self)
{
  g_autofree char *difference = NULL;

  g_return_if_fail (FIN_IS_COMPOSER (self));

  g_clear_handle_id (&self->flush_id, g_source_remove);
  if (g_str_equal (self->sent, self->text))
    return;

  difference = fin_t140_difference (self->sent, self->text);
  send (self, difference, FALSE);
}

void
fin_composer_resend (FinComposer *self)
{
  g_autofree char *t140 = NULL;

  g_return_if_fail (FIN_IS_COMPOSER (self));

  if (self->text[0] == '\0')
    return;

  t140 = g_strconcat (FIN_T140_BOM, self->text, NULL);
  send (self, t140, FALSE);
}

void
fin_composer_repeat (FinComposer *self, gint64 since)
{
  g_autoptr (FinComposer) alive = NULL;

  g_return_if_fail (FIN_IS_COMPOSER (self));

  alive = g_object_ref (self);
  for (GList *l = self->ended.head; l != NULL; l = l->next) {
    Ended *ended = l->data;

    if (ended->at >= since)
      g_signal_emit (self, signals[LINE], 0, ended->number, ended->text, TRUE);
  }
  g_signal_emit (self, signals[LINE], 0, self->number, self->text, FALSE);
}
