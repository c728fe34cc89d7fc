// Which engine transcribes a language, what it needs, and a trial of it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-language.h"

G_BEGIN_DECLS

#define FIN_TYPE_ENGINE_ROW (fin_engine_row_get_type ())
G_DECLARE_FINAL_TYPE (FinEngineRow, fin_engine_row, FIN, ENGINE_ROW, AdwExpanderRow)

GtkWidget *fin_engine_row_new (const FinLanguage *language);

G_END_DECLS
