// What this workstation remembers between two runs: the settings, and the devices chosen in them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-settings.h"

GSettings *
fin_settings (void)
{
  static GSettings *settings;

  if (settings == NULL)
    settings = g_settings_new (FIN_APP_ID);
  return settings;
}

FinDeviceChoice *
fin_settings_devices (void)
{
  static FinDeviceChoice *devices;

  if (devices == NULL)
    devices = fin_device_choice_new (fin_settings ());
  return devices;
}

const FinCallSetup *
fin_settings_call_setup (void)
{
  return fin_device_choice_setup (fin_settings_devices ());
}

char *
fin_settings_of_language (const char *key, const char *language)
{
  g_autoptr (GVariant) all = NULL;
  char *value = NULL;

  g_return_val_if_fail (key != NULL && language != NULL, NULL);

  all = g_settings_get_value (fin_settings (), key);
  g_variant_lookup (all, language, "s", &value);

  return value;
}

void
fin_settings_set_of_language (const char *key, const char *language, const char *value)
{
  g_autoptr (GVariant) all = NULL;
  GVariantBuilder builder;
  GVariantIter iter;
  const char *other, *said;

  g_return_if_fail (key != NULL && language != NULL);

  all = g_settings_get_value (fin_settings (), key);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "{&s&s}", &other, &said))
    if (!g_str_equal (other, language))
      g_variant_builder_add (&builder, "{ss}", other, said);
  if (value != NULL && value[0] != '\0')
    g_variant_builder_add (&builder, "{ss}", language, value);
  g_settings_set_value (fin_settings (), key, g_variant_builder_end (&builder));
}
