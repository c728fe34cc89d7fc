// Types at the pace of a person.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FIN_KEY_ERASE 0x232B /* ⌫ */
#define FIN_KEY_ENTER 0x23CE /* ⏎ */

typedef struct _FinTypist FinTypist;

/* One key; @text is what stands there after it (before it, for FIN_KEY_ENTER, which begins anew). */
typedef void (*FinTypistKey) (gunichar key, const char *text, gpointer data);

/* @hurry: so many times as fast as a person. */
FinTypist *fin_typist_new  (double hurry, FinTypistKey func, gpointer data);
void       fin_typist_free (FinTypist *typist);
/* After what is still to be typed. */
void       fin_typist_type (FinTypist *typist, const char *keys);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FinTypist, fin_typist_free)

G_END_DECLS
