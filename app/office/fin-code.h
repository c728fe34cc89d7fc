// Codes a person copies by hand: on a receipt, of a draft.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* 80 random bits in four groups of four letters, without those that are misread. (transfer full) */
char *fin_code_new    (void);
/* As it is kept, from however it was copied: case, hyphens, O for 0. (transfer full) */
char *fin_code_normal (const char *code);

G_END_DECLS
