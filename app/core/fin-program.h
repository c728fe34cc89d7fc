// Where the other programs of the house are.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @program of ours, wherever this one runs from: beside it, in @folder under that (the build tree), in
 * libexecdir, else in the PATH; NULL when it is nowhere. Any thread. (transfer full) */
char *fin_program_find (const char *program, const char *folder);
/* Where our translations are: the build tree's own while we run from it. (transfer full) */
char *fin_program_locale_folder (void);

G_END_DECLS
