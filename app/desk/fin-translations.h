// What is said in a visit, in the language each reads.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-link.h"
#include "fin-participant.h"
#include "fin-transcript.h"

G_BEGIN_DECLS

/**
 * FinTranslations:
 *
 * Every line that is done, typed ones too, goes into the languages that somebody of those added reads: into the
 * transcript, and to everybody through the office. Those that no translator can make now, the last 64, wait
 * until one can.
 */
#define FIN_TYPE_TRANSLATIONS (fin_translations_get_type ())
G_DECLARE_FINAL_TYPE (FinTranslations, fin_translations, FIN, TRANSLATIONS, GObject)

/* Off. (transfer full) */
FinTranslations *fin_translations_new    (FinLink *link, FinTranscript *transcript);
/* Somebody who reads, and whose name stays as it is. */
void             fin_translations_add    (FinTranslations *self, FinParticipant *participant);
void             fin_translations_set_on (FinTranslations *self, gboolean on);
/* What @line means in @language, again, to everybody. */
void             fin_translations_send   (FinTranslations *self, FinLine *line, const char *language);
/* For good. */
void             fin_translations_stop   (FinTranslations *self);

G_END_DECLS
