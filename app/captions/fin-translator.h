// Text from one language into another.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FIN_TRANSLATOR_MAX 4000 /* characters */

typedef enum {
  FIN_TRANSLATION_NONE,
  FIN_TRANSLATION_DRAFT, /* tells what it is about; must be marked so, and not relied upon for facts */
  FIN_TRANSLATION_GOOD,
} FinTranslationQuality;

/**
 * FinTranslator:
 *
 * Main thread only. Text is plain; names, numbers and amounts pass through as they are, and where one is lost
 * it stands after the translation, in brackets.
 */
#define FIN_TYPE_TRANSLATOR (fin_translator_get_type ())
G_DECLARE_INTERFACE (FinTranslator, fin_translator, FIN, TRANSLATOR, GObject)

struct _FinTranslatorInterface {
  GTypeInterface parent;

  const char *id; /* as in the settings, such as "apertium" */
  FinTranslationQuality (*quality) (FinTranslator *self, const char *from, const char *to);
  void  (*translate_async)  (FinTranslator *self, const char *text, const char *from, const char *to,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
  char *(*translate_finish) (FinTranslator *self, GAsyncResult *result, GError **error);
  void  (*set_names)        (FinTranslator *self, const char *const *names);
};

/* Static. */
const char           *fin_translator_id               (FinTranslator *self);
/* What can be had at this moment, of BCP 47 languages; FIN_TRANSLATION_NONE also while a server rests after
 * failures. */
FinTranslationQuality fin_translator_quality          (FinTranslator *self, const char *from,
                                                       const char *to);
/* @text: valid UTF-8, not empty, at most FIN_TRANSLATOR_MAX characters. Several may be on their way. */
void                  fin_translator_translate_async  (FinTranslator *self, const char *text,
                                                       const char *from, const char *to,
                                                       GCancellable *cancellable,
                                                       GAsyncReadyCallback callback, gpointer data);
/* NULL with FIN_ERROR_OFFLINE, FIN_ERROR_TIMED_OUT, FIN_ERROR_TOO_MANY, FIN_ERROR_TOO_LARGE,
 * FIN_ERROR_BAD_REQUEST (a server does not take this text), FIN_ERROR_FORBIDDEN (nor whoever sends it) or
 * FIN_ERROR_FAILED, or G_IO_ERROR_CANCELLED. (transfer full) */
char                 *fin_translator_translate_finish (FinTranslator *self, GAsyncResult *result,
                                                       GError **error);
/* Names likely in what follows, such as those of who takes part and of the procedure, in the case they are
 * written in: beside those every translator knows, instead of the last ones given. NULL for none. */
void                  fin_translator_set_names        (FinTranslator *self, const char *const *names);

G_END_DECLS
