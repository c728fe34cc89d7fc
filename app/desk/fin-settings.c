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
