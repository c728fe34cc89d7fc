// One line of one participant.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-line.h"

#include "fin-object.h"

enum {
  PROP_0,
  PROP_FROM,
  PROP_NUMBER,
  PROP_TEXT,
  PROP_DONE,
  PROP_AT,
  PROP_ORIGIN,
  PROP_LANGUAGE,
  PROP_BELIEVED,
  PROP_MENDED,
  N_PROPS,
};

typedef struct {
  char *text;
  gboolean draft;
} Translation;

struct _FinLine {
  GObject parent_instance;

  char *from;
  guint number;
  char *text;
  gboolean done;
  GDateTime *at;
  FinOrigin origin;
  const char *language; /* interned */
  gboolean believed;
  gboolean mended;
  GHashTable *translations; /* by language; NULL: none */
};

G_DEFINE_FINAL_TYPE (FinLine, fin_line, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint translated;

static const char *const origins[] = { "typed", "speech", "captioner" };

const char *
fin_origin_name (FinOrigin origin)
{
  g_return_val_if_fail (origin < G_N_ELEMENTS (origins), NULL);

  return origins[origin];
}

gboolean
fin_origin_lookup (const char *name, FinOrigin *origin)
{
  g_return_val_if_fail (origin != NULL, FALSE);

  *origin = FIN_ORIGIN_TYPED;
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (origins); i++)
    if (strcmp (origins[i], name) == 0) {
      *origin = i;
      return TRUE;
    }

  return name == NULL;
}

static void
translation_free (gpointer data)
{
  Translation *translation = data;

  g_free (translation->text);
  g_free (translation);
}

static void
fin_line_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FinLine *self = FIN_LINE (object);

  switch (id) {
  case PROP_FROM:
    g_value_set_string (value, self->from);
    break;
  case PROP_NUMBER:
    g_value_set_uint (value, self->number);
    break;
  case PROP_TEXT:
    g_value_set_string (value, self->text);
    break;
  case PROP_DONE:
    g_value_set_boolean (value, self->done);
    break;
  case PROP_AT:
    g_value_set_boxed (value, self->at);
    break;
  case PROP_ORIGIN:
    g_value_set_uint (value, self->origin);
    break;
  case PROP_LANGUAGE:
    g_value_set_static_string (value, self->language);
    break;
  case PROP_BELIEVED:
    g_value_set_boolean (value, self->believed);
    break;
  case PROP_MENDED:
    g_value_set_boolean (value, self->mended);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_line_finalize (GObject *object)
{
  FinLine *self = FIN_LINE (object);

  g_free (self->from);
  g_free (self->text);
  g_clear_pointer (&self->at, g_date_time_unref);
  g_clear_pointer (&self->translations, g_hash_table_unref);

  G_OBJECT_CLASS (fin_line_parent_class)->finalize (object);
}

static void
fin_line_class_init (FinLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fin_line_get_property;
  object_class->finalize = fin_line_finalize;

  properties[PROP_FROM] = g_param_spec_string ("from", NULL, NULL, NULL, flags);
  properties[PROP_NUMBER] = g_param_spec_uint ("number", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_DONE] = g_param_spec_boolean ("done", NULL, NULL, FALSE, flags);
  properties[PROP_AT] = g_param_spec_boxed ("at", NULL, NULL, G_TYPE_DATE_TIME, flags);
  properties[PROP_ORIGIN] =
      g_param_spec_uint ("origin", NULL, NULL, 0, FIN_ORIGIN_CAPTIONER, 0, flags);
  properties[PROP_LANGUAGE] = g_param_spec_string ("language", NULL, NULL, NULL, flags);
  properties[PROP_BELIEVED] = g_param_spec_boolean ("believed", NULL, NULL, TRUE, flags);
  properties[PROP_MENDED] = g_param_spec_boolean ("mended", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  translated = g_signal_new ("translated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                             NULL, NULL, G_TYPE_NONE, 0);
}

static void
fin_line_init (FinLine *self)
{
  self->text = g_strdup ("");
  self->believed = TRUE;
}

FinLine *
_fin_line_new (const char *from, FinOrigin origin, guint number, GDateTime *at)
{
  FinLine *self = g_object_new (FIN_TYPE_LINE, NULL);

  self->from = g_strdup (from);
  self->origin = origin;
  self->number = number;
  self->at = g_date_time_ref (at);

  return self;
}

void
_fin_line_set (FinLine *self, const char *text, gboolean done)
{
  g_return_if_fail (FIN_IS_LINE (self));

  g_object_freeze_notify (G_OBJECT (self));
  fin_object_set_string (self, &self->text, text, properties[PROP_TEXT]);
  fin_object_set_boolean (self, &self->done, done, properties[PROP_DONE]);
  g_object_thaw_notify (G_OBJECT (self));
}

void
_fin_line_hear (FinLine *self, const FinCaption *caption)
{
  const char *language = g_intern_string (caption->language);

  g_return_if_fail (FIN_IS_LINE (self));

  g_object_freeze_notify (G_OBJECT (self));
  if (self->translations != NULL && g_strcmp0 (self->text, caption->text) != 0) {
    g_hash_table_remove_all (self->translations);
    g_signal_emit (self, translated, 0);
  }
  if (self->language != language) {
    self->language = language;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LANGUAGE]);
  }
  fin_object_set_boolean (self, &self->believed, caption->believed, properties[PROP_BELIEVED]);
  fin_object_set_boolean (self, &self->mended, caption->mended, properties[PROP_MENDED]);
  _fin_line_set (self, caption->text, caption->done);
  g_object_thaw_notify (G_OBJECT (self));
}

void
_fin_line_translate (FinLine *self, const char *language, const char *text, gboolean draft)
{
  Translation *translation = g_new0 (Translation, 1);

  g_return_if_fail (FIN_IS_LINE (self));

  if (self->translations == NULL)
    self->translations = g_hash_table_new_full (NULL, NULL, NULL, translation_free);
  translation->text = g_strdup (text);
  translation->draft = draft;
  g_hash_table_replace (self->translations, (char *)g_intern_string (language), translation);
  g_signal_emit (self, translated, 0);
}

const char *
fin_line_translation (FinLine *self, const char *language, gboolean *draft)
{
  const Translation *translation = NULL;

  g_return_val_if_fail (FIN_IS_LINE (self), NULL);
  g_return_val_if_fail (language != NULL, NULL);

  if (self->translations != NULL)
    translation = g_hash_table_lookup (self->translations, g_intern_string (language));
  if (draft != NULL)
    *draft = translation != NULL && translation->draft;

  return translation != NULL ? translation->text : NULL;
}

FinOrigin
fin_line_origin (FinLine *self)
{
  g_return_val_if_fail (FIN_IS_LINE (self), FIN_ORIGIN_TYPED);

  return self->origin;
}

const char *
fin_line_language (FinLine *self)
{
  g_return_val_if_fail (FIN_IS_LINE (self), NULL);

  return self->language;
}

gboolean
fin_line_believed (FinLine *self)
{
  g_return_val_if_fail (FIN_IS_LINE (self), TRUE);

  return self->believed;
}

gboolean
fin_line_mended (FinLine *self)
{
  g_return_val_if_fail (FIN_IS_LINE (self), FALSE);

  return self->mended;
}

const char *
fin_line_from (FinLine *self)
{
  g_return_val_if_fail (FIN_IS_LINE (self), NULL);

  return self->from;
}

guint
fin_line_number (FinLine *self)
{
  g_return_val_if_fail (FIN_IS_LINE (self), 0);

  return self->number;
}

const char *
fin_line_text (FinLine *self)
{
  g_return_val_if_fail (FIN_IS_LINE (self), NULL);

  return self->text;
}

gboolean
fin_line_done (FinLine *self)
{
  g_return_val_if_fail (FIN_IS_LINE (self), TRUE);

  return self->done;
}

GDateTime *
fin_line_at (FinLine *self)
{
  g_return_val_if_fail (FIN_IS_LINE (self), NULL);

  return self->at;
}
