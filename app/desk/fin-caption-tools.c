// Engines and translators, made of settings.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-caption-tools.h"

#include "fin-apertium.h"
#include "fin-language.h"
#include "fin-libre-translate.h"
#include "fin-server-key.h"
#include "fin-settings.h"
#include "fin-sherpa-server.h"
#include "fin-sherpa.h"
#include "fin-sphinx.h"
#include "fin-vosk-server.h"
#include "fin-vosk.h"
#include "fin-whisper.h"

static FinEngines *engines;
static GListStore *translators;
static FinTranslator *server;

static GHashTable *
by_language (const char *key)
{
  g_autoptr (GVariant) value = g_settings_get_value (fin_settings (), key);
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GVariantIter iter;
  char *language, *what;

  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "{ss}", &language, &what))
    g_hash_table_replace (table, language, what);

  return table;
}

/* (transfer full) (nullable) */
static char *
text (const char *key)
{
  g_autofree char *value = g_settings_get_string (fin_settings (), key);

  return value[0] != '\0' ? g_steal_pointer (&value) : NULL;
}

static FinEngine *
make_sherpa (void)
{
  g_autofree char *library = text ("sherpa-onnx-library");

  return fin_sherpa_engine_new (library, by_language ("sherpa-onnx-models"));
}

static FinEngine *
make_sherpa_server (void)
{
  return fin_sherpa_server_engine_new (by_language ("sherpa-onnx-servers"));
}

static FinEngine *
make_vosk (void)
{
  g_autofree char *library = text ("vosk-library");

  return fin_vosk_engine_new (library, by_language ("vosk-models"));
}

static FinEngine *
make_vosk_server (void)
{
  return fin_vosk_server_engine_new (by_language ("vosk-servers"));
}

static void whisper_key_cb (void);
static void server_changed_cb (void);

static FinEngine *
make_whisper (void)
{
  g_autofree char *model = text ("whisper-model");

  return fin_whisper_engine_new (by_language ("whisper-servers"), model,
                                 fin_server_key (FIN_SERVER_KEY_WHISPER, whisper_key_cb));
}

/* The better ones first; the demonstration last, and only where nothing else serves. */
static const struct {
  FinEngine *(*make) (void);
  const char *keys[3]; /* the settings it is made of */
} kinds[] = {
  { make_sherpa, { "sherpa-onnx-library", "sherpa-onnx-models" } },
  { make_sherpa_server, { "sherpa-onnx-servers" } },
  { make_vosk, { "vosk-library", "vosk-models" } },
  { make_vosk_server, { "vosk-servers" } },
  { make_whisper, { "whisper-servers", "whisper-model" } },
};

static void
whisper_key_cb (void)
{
  g_autoptr (FinEngine) engine = make_whisper ();

  fin_engines_replace (engines, engine);
}

static void
engines_changed_cb (GSettings *settings, const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strv_contains (kinds[i].keys, key)) {
      g_autoptr (FinEngine) engine = kinds[i].make ();

      fin_engines_replace (engines, engine);
    }
}

static void
prefer_cb (GSettings *settings, const char *key)
{
  g_autoptr (GHashTable) preferred = by_language ("caption-engines");

  for (const FinLanguage *language = fin_languages (); language->code != NULL; language++)
    fin_engines_prefer (engines, language->code, g_hash_table_lookup (preferred, language->code));
}

FinEngines *
fin_caption_engines (void)
{
  if (engines == NULL) {
    g_autoptr (FinEngine) demonstration = fin_sphinx_engine_new ();

    engines = fin_engines_new ();
    for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
      g_autoptr (FinEngine) engine = kinds[i].make ();

      fin_engines_add (engines, engine);
    }
    fin_engines_add (engines, demonstration);
    prefer_cb (fin_settings (), NULL);
    g_signal_connect (fin_settings (), "changed", G_CALLBACK (engines_changed_cb), NULL);
    g_signal_connect (fin_settings (), "changed::caption-engines", G_CALLBACK (prefer_cb), NULL);
  }

  return engines;
}

static void
server_changed_cb (void)
{
  g_autofree char *address = text ("libre-translate");
  g_autoptr (FinTranslator) before = g_steal_pointer (&server);
  guint i;

  if (address != NULL)
    server = fin_libre_translate_new (
        address, fin_server_key (FIN_SERVER_KEY_TRANSLATION, server_changed_cb), FALSE, NULL);
  if (before != NULL && g_list_store_find (translators, before, &i))
    g_list_store_remove (translators, i);
  if (server != NULL)
    g_list_store_append (translators, server);
}

FinTranslation *
fin_caption_translation (void)
{
  static FinTranslator *translation;

  if (translation == NULL) {
    g_autoptr (FinTranslator) apertium = fin_apertium_new ();

    translators = g_list_store_new (FIN_TYPE_TRANSLATOR);
    g_list_store_append (translators, apertium);
    server_changed_cb ();
    g_signal_connect (fin_settings (), "changed::libre-translate", G_CALLBACK (server_changed_cb),
                      NULL);
    translation = fin_translation_new (G_LIST_MODEL (translators));
  }

  return FIN_TRANSLATION (translation);
}

GListModel *
fin_caption_translators (void)
{
  fin_caption_translation ();

  return G_LIST_MODEL (translators);
}

FinTranslator *
fin_caption_translation_server (void)
{
  fin_caption_translation ();

  return server;
}
