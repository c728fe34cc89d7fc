// What was heard, cleaned once where it comes in.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-utterance.h"

G_DEFINE_BOXED_TYPE (FinUtterance, fin_utterance, fin_utterance_ref, fin_utterance_unref)

static gboolean
turns_direction (gunichar character)
{
  return (character >= 0x202A && character <= 0x202E) ||
         (character >= 0x2066 && character <= 0x2069);
}

char *
fin_utterance_clean (const char *text)
{
  g_autoptr (GString) clean = g_string_new (NULL);
  g_autofree char *valid = NULL;
  gboolean space = FALSE;
  guint length = 0;

  g_return_val_if_fail (text != NULL, NULL);

  valid = g_utf8_make_valid (text, -1);
  for (const char *at = valid; *at != '\0' && length < FIN_UTTERANCE_MAX;
       at = g_utf8_next_char (at)) {
    gunichar character = g_utf8_get_char (at);

    if (g_unichar_isspace (character) || g_unichar_iscntrl (character)) {
      space = TRUE;
      continue;
    }
    if (turns_direction (character))
      continue;
    if (space && clean->len > 0) {
      g_string_append_c (clean, ' ');
      length++;
    }
    space = FALSE;
    g_string_append_unichar (clean, character);
    length++;
  }

  return g_string_free (g_steal_pointer (&clean), FALSE);
}

FinUtterance *
fin_utterance_new (
    guint number, const char *text, gboolean final, double confidence, gint64 start, gint64 end)
{
  FinUtterance *self = g_atomic_rc_box_new0 (FinUtterance);

  self->number = number;
  self->text = fin_utterance_clean (text);
  self->final = final;
  self->confidence = confidence;
  self->start = start;
  self->end = end;

  return self;
}

FinUtterance *
fin_utterance_ref (FinUtterance *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  FinUtterance *self = data;

  g_free ((char *)self->text);
}

void
fin_utterance_unref (FinUtterance *self)
{
  g_atomic_rc_box_release_full (self, clear);
}
