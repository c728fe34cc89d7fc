// What captions are made with, as the settings say: engines that transcribe, and translators.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-engines.h"
#include "fin-translation.h"

G_BEGIN_DECLS

/* One of each in the process, made when first asked for; they follow the settings. Main thread.
 * (transfer none) */
FinEngines     *fin_caption_engines     (void);
FinTranslation *fin_caption_translation (void);
/* Those it has by now. (transfer none) */
GListModel     *fin_caption_translators (void);
/* NULL: no address is set, or none that may be used. (transfer none) */
FinTranslator  *fin_caption_translation_server (void);

G_END_DECLS
