// What was said, with when: WebVTT (W3C), the format every player of captions reads.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is longer is not read. */
#define FIN_WEBVTT_SIZE_MAX (16 * 1024 * 1024)

typedef struct {
  gint64 start;   /* ms from where the recording, or the visit, begins */
  gint64 end;     /* ms; after @start */
  char *voice;    /* who speaks, by role; or NULL */
  char *language; /* of @text, BCP 47; or NULL */
  char *text;     /* plain, never markup; "\n" between its rows */
} FinWebvttCue;

FinWebvttCue *fin_webvtt_cue_new  (gint64 start, gint64 end, const char *voice, const char *language,
                                   const char *text);
void          fin_webvtt_cue_free (FinWebvttCue *cue);

/* Adds to @cues what somebody says from @start (ms) on: in as many cues as it takes, each of two rows at most,
 * and each as long as it takes to read (UNE 153010). */
void          fin_webvtt_say      (GPtrArray *cues, gint64 start, const char *voice, const char *language,
                                   const char *text);

/* A file of @cues (of #FinWebvttCue), in the order of their start. Whatever their text, it comes out of a reader
 * as it went in, but for empty rows and controls, which are left out. (transfer full) */
char         *fin_webvtt_write    (GPtrArray *cues);
/* The cues of a file, as browsers read it: what is wrong in one costs that one. Settings, styles, regions and notes
 * are passed over, and of marks in the text only the first voice and language are kept.
 * FIN_ERROR_BAD_REQUEST for what is no WebVTT, FIN_ERROR_TOO_LARGE. (transfer full) (element-type
 * FinWebvttCue) */
GPtrArray    *fin_webvtt_read     (const char *data, gsize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FinWebvttCue, fin_webvtt_cue_free)

G_END_DECLS
