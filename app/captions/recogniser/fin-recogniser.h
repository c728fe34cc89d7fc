// What the recogniser's two libraries have in common, for its main loop.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Why there is no recogniser, for the other end. */
#define FIN_RECOGNISER_NO_LIBRARY "library" /* not there, not whole, or of another version */
#define FIN_RECOGNISER_NO_MODEL   "model"   /* not there, not whole, or not what its manifest says */

typedef struct {
  gpointer data;
  /* The answer to some sound, as JSON; NULL when there is nothing new. (transfer full) */
  char *(*hear) (gpointer data, const gint16 *samples, gsize n);
  /* What was said is final. As above. */
  char *(*pause) (gpointer data);
} FinRecogniser;

/* Both return NULL, or why not. They stay as long as the process. @phrases are likely to be said; models that can't
 * be told so pay them no heed. */
const char *fin_recogniser_open_vosk   (FinRecogniser *self, const char *library,
                                        const char *model);
const char *fin_recogniser_open_sherpa (FinRecogniser *self, const char *library,
                                        const char *model, const char *language,
                                        const char *const *phrases);

G_END_DECLS
