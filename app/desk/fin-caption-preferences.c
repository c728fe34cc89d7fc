// A row for each language, programs, translation, and looks.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-caption-preferences.h"

#include <glib/gi18n.h>

#include "fin-accessible.h"
#include "fin-apertium.h"
#include "fin-caption-tools.h"
#include "fin-engine-row.h"
#include "fin-error.h"
#include "fin-libre-translate.h"
#include "fin-server-key.h"
#include "fin-settings.h"

#define SIZE_STEP 50 /* hundredths */
#define ROWS_MIN  2

struct _FinCaptionPreferences {
  AdwPreferencesPage parent_instance;

  AdwPreferencesGroup *languages;
  GtkWidget *sherpa;
  GtkWidget *vosk;
  GtkWidget *whisper;
  AdwActionRow *apertium;
  GtkEditable *whisper_key;
  GtkEditable *translate;
  GtkEditable *translate_key;
  AdwActionRow *translate_state;
  AdwComboRow *size;
  AdwComboRow *font;
  AdwComboRow *lines;
  AdwComboRow *colour;

  GSignalGroup *server;
};

G_DEFINE_FINAL_TYPE (FinCaptionPreferences, fin_caption_preferences, ADW_TYPE_PREFERENCES_PAGE)

/* As the settings and the lists have them. */
static const char *const fonts[] = { "plain", "serif", "monospace", NULL };
static const char *const colours[] = { "speakers", "white", "yellow", "paper", NULL };

static const char *
key_of (FinCaptionPreferences *self, GtkWidget *row)
{
  return row == self->sherpa ? "sherpa-onnx-library"
         : row == self->vosk ? "vosk-library"
                             : "whisper-model";
}

static void
applied_cb (GtkWidget *row, FinCaptionPreferences *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  g_assert (FIN_IS_CAPTION_PREFERENCES (self));

  g_settings_set_string (fin_settings (), key_of (self, row), text);
}

/* Translation */

static void
update_server (FinCaptionPreferences *self)
{
  FinTranslator *server = fin_caption_translation_server ();
  const GError *trouble =
      server != NULL ? fin_libre_translate_trouble (FIN_LIBRE_TRANSLATE (server)) : NULL;
  const char *words;

  g_assert (FIN_IS_CAPTION_PREFERENCES (self));

  if (server == NULL)
    words = _ (
        "No server: nothing translates Arabic and Urdu. What is said in them is shown as it is.");
  else if (fin_libre_translate_is_healthy (FIN_LIBRE_TRANSLATE (server)))
    words = _ ("It answers. What is said is sent there.");
  else if (trouble == NULL)
    words = _ ("It is being asked…");
  else if (g_error_matches (trouble, FIN_ERROR, FIN_ERROR_FORBIDDEN))
    words = _ ("It wants a key.");
  else if (g_error_matches (trouble, FIN_ERROR, FIN_ERROR_TOO_MANY))
    words = _ ("It has too much to do, and is asked again soon.");
  else if (g_error_matches (trouble, FIN_ERROR, FIN_ERROR_OFFLINE) ||
           g_error_matches (trouble, FIN_ERROR, FIN_ERROR_TIMED_OUT))
    words = _ ("It does not answer, and is asked again soon.");
  else
    words = _ ("What answers there is no LibreTranslate.");
  adw_action_row_set_subtitle (self->translate_state, words);
}

static void
server_changed_cb (FinCaptionPreferences *self)
{
  g_signal_group_set_target (self->server, fin_caption_translation_server ());
  update_server (self);
}

static void
translate_applied_cb (FinCaptionPreferences *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->translate)));
  g_autoptr (FinTranslator) server = NULL;

  g_assert (FIN_IS_CAPTION_PREFERENCES (self));

  if (text[0] != '\0')
    server = fin_libre_translate_new (text, NULL, FALSE, NULL);
  if (text[0] != '\0' && server == NULL) {
    gtk_widget_add_css_class (GTK_WIDGET (self->translate), "error");
    adw_action_row_set_subtitle (self->translate_state,
                                 _ ("Not taken: an address begins with https://, and with http:// "
                                    "only on this computer, as what "
                                    "people say would cross the network to be read by anyone."));
    return;
  }
  gtk_widget_remove_css_class (GTK_WIDGET (self->translate), "error");
  g_settings_set_string (fin_settings (), "libre-translate", text);
  update_server (self);
}

static void
key_kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) row = data;
  g_autoptr (GError) error = NULL;
  GtkWidget *window = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_WINDOW);

  if (fin_server_key_set_finish (result, &error))
    return;

  g_message ("The key of a server was not kept: %s", error->message);
  if (window != NULL)
    adw_preferences_window_add_toast (
        ADW_PREFERENCES_WINDOW (window),
        adw_toast_new (_ ("The keyring is locked or missing: the key is used until the program ends")));
}

/* What is known of them by now. */
static void
show_keys (FinCaptionPreferences *self)
{
  const char *whisper = fin_server_key_known (FIN_SERVER_KEY_WHISPER);
  const char *translation = fin_server_key_known (FIN_SERVER_KEY_TRANSLATION);

  gtk_editable_set_text (self->whisper_key, whisper != NULL ? whisper : "");
  gtk_editable_set_text (self->translate_key, translation != NULL ? translation : "");
}

static void
key_applied_cb (GtkEditable *row, FinCaptionPreferences *self)
{
  g_autofree char *key = g_strstrip (g_strdup (gtk_editable_get_text (row)));

  fin_server_key_set_async (row == self->whisper_key ? FIN_SERVER_KEY_WHISPER
                                                     : FIN_SERVER_KEY_TRANSLATION,
                            key, key_kept_cb, g_object_ref (row));
}

static void
update_apertium (FinCaptionPreferences *self)
{
  g_autoptr (FinTranslator) apertium = fin_apertium_new ();
  gboolean spanish = fin_translator_quality (apertium, "ca", "es") != FIN_TRANSLATION_NONE;
  gboolean english = fin_translator_quality (apertium, "ca", "en") != FIN_TRANSLATION_NONE ||
                     fin_translator_quality (apertium, "es", "en") != FIN_TRANSLATION_NONE;

  adw_action_row_set_subtitle (
      self->apertium,
      spanish && english ? _ ("Catalan and Spanish, and English as a rough translation.")
      : spanish          ? _ ("Catalan and Spanish. For a rough English, install apertium-eng-cat.")
      : english          ? _ ("A rough English. For Catalan and Spanish, install apertium-spa-cat.")
                         : _ ("Not here. Install apertium-spa-cat and apertium-eng-cat."));
}

/* Looks */

/* Choices are positions, settings are not. */
static gboolean
size_from (GValue *value, GVariant *variant, gpointer data)
{
  g_value_set_uint (value, (g_variant_get_int32 (variant) - 100 + SIZE_STEP / 2) / SIZE_STEP);

  return TRUE;
}

static GVariant *
size_to (const GValue *value, const GVariantType *type, gpointer data)
{
  return g_variant_new_int32 (100 + SIZE_STEP * g_value_get_uint (value));
}

static gboolean
rows_from (GValue *value, GVariant *variant, gpointer data)
{
  g_value_set_uint (value, g_variant_get_int32 (variant) - ROWS_MIN);

  return TRUE;
}

static GVariant *
rows_to (const GValue *value, const GVariantType *type, gpointer data)
{
  return g_variant_new_int32 (g_value_get_uint (value) + ROWS_MIN);
}

static gboolean
name_from (GValue *value, GVariant *variant, gpointer data)
{
  const char *const *names = data;

  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], g_variant_get_string (variant, NULL)))
      g_value_set_uint (value, i);

  return TRUE;
}

static GVariant *
name_to (const GValue *value, const GVariantType *type, gpointer data)
{
  const char *const *names = data;
  guint n = g_strv_length ((char **)names);

  return g_variant_new_string (names[MIN (g_value_get_uint (value), n - 1)]);
}

static void
bind (const char *key,
      AdwComboRow *row,
      GSettingsBindGetMapping from,
      GSettingsBindSetMapping to,
      const char *const *names)
{
  g_settings_bind_with_mapping (fin_settings (), key, row, "selected", G_SETTINGS_BIND_DEFAULT,
                                from, to, (gpointer)names, NULL);
}

/* The object */

static void
fin_caption_preferences_dispose (GObject *object)
{
  FinCaptionPreferences *self = FIN_CAPTION_PREFERENCES (object);

  g_clear_object (&self->server);
  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_CAPTION_PREFERENCES);

  G_OBJECT_CLASS (fin_caption_preferences_parent_class)->dispose (object);
}

static void
fin_caption_preferences_class_init (FinCaptionPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_caption_preferences_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/cat/finestreta/Finestreta/fin-caption-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, FinCaptionPreferences, languages);
  gtk_widget_class_bind_template_child (widget_class, FinCaptionPreferences, sherpa);
  gtk_widget_class_bind_template_child (widget_class, FinCaptionPreferences, vosk);
  gtk_widget_class_bind_template_child (widget_class, FinCaptionPreferences, whisper);
  gtk_widget_class_bind_template_child (widget_class, FinCaptionPreferences, apertium);
  gtk_widget_class_bind_template_child (widget_class, FinCaptionPreferences, whisper_key);
  gtk_widget_class_bind_template_child (widget_class, FinCaptionPreferences, translate);
  gtk_widget_class_bind_template_child (widget_class, FinCaptionPreferences, translate_key);
  gtk_widget_class_bind_template_child (widget_class, FinCaptionPreferences, translate_state);
  gtk_widget_class_bind_template_child (widget_class, FinCaptionPreferences, size);
  gtk_widget_class_bind_template_child (widget_class, FinCaptionPreferences, font);
  gtk_widget_class_bind_template_child (widget_class, FinCaptionPreferences, lines);
  gtk_widget_class_bind_template_child (widget_class, FinCaptionPreferences, colour);
  gtk_widget_class_bind_template_callback (widget_class, applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, translate_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_applied_cb);
}

static void
fin_caption_preferences_init (FinCaptionPreferences *self)
{
  GtkWidget *entries[3];
  g_autofree char *translate = g_settings_get_string (fin_settings (), "libre-translate");

  gtk_widget_init_template (GTK_WIDGET (self));
  for (const FinLanguage *language = fin_languages (); language->code != NULL; language++)
    adw_preferences_group_add (self->languages, fin_engine_row_new (language));

  entries[0] = self->sherpa;
  entries[1] = self->vosk;
  entries[2] = self->whisper;
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++) {
    g_autofree char *text = g_settings_get_string (fin_settings (), key_of (self, entries[i]));

    gtk_editable_set_text (GTK_EDITABLE (entries[i]), text);
  }

  gtk_editable_set_text (self->translate, translate);
  show_keys (self);
  self->server = g_signal_group_new (FIN_TYPE_LIBRE_TRANSLATE);
  g_signal_group_connect_swapped (self->server, "notify::healthy", G_CALLBACK (update_server),
                                  self);
  server_changed_cb (self);
  g_signal_connect_object (fin_caption_translators (), "items-changed",
                           G_CALLBACK (server_changed_cb), self, G_CONNECT_SWAPPED);
  update_apertium (self);

  bind ("caption-size", self->size, size_from, size_to, NULL);
  bind ("caption-font", self->font, name_from, name_to, fonts);
  bind ("caption-rows", self->lines, rows_from, rows_to, NULL);
  bind ("caption-colours", self->colour, name_from, name_to, colours);
}
