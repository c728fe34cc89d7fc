// What this workstation remembers between two runs: the settings, and the devices chosen in them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-device-choice.h"

G_BEGIN_DECLS

/* One of each in the process, made when first asked for; main thread. (transfer none) */
GSettings          *fin_settings            (void);
FinDeviceChoice    *fin_settings_devices    (void);
/* The devices for a call; when they change, fin_settings_devices() emits `changed`. (transfer none) */
const FinCallSetup *fin_settings_call_setup (void);

/* Of a setting that says something of each language: what it says of one. (transfer full) (nullable) */
char *fin_settings_of_language     (const char *key, const char *language);
/* NULL or "": nothing. */
void  fin_settings_set_of_language (const char *key, const char *language, const char *value);

G_END_DECLS
