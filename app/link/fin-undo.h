// What one person wrote in a form, so that it can be taken back. Private to this folder.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Two stacks of pieces of writing, to undo and to do again: each is of one field, from what it said
 * before to what it says after. At most 100 are kept. */
typedef struct _FinUndo FinUndo;

FinUndo *fin_undo_new    (void);
void     fin_undo_free   (FinUndo *self);

/* @field was written. Goes on with the last piece if that is of the same field and not settled; what was
 * taken back before can't be done again. */
void     fin_undo_record (FinUndo *self, const char *field, const char *before, const char *after);
/* Whatever comes next is another piece. */
void     fin_undo_settle (FinUndo *self);

/* Whether the last piece is of @field, says @value and is not settled; with @redo, whether nothing can be
 * done again. */
gboolean fin_undo_is_open (FinUndo *self, gboolean redo, const char *field, const char *value);

/* Takes the last piece off the stack: to undo, or, with @redo, to do again. FALSE when there is none.
 * (transfer full) for all three. */
gboolean fin_undo_take   (FinUndo *self, gboolean redo, char **field, char **before, char **after);
/* Puts a piece on a stack, turned round by who undid it. */
void     fin_undo_put    (FinUndo *self, gboolean redo, const char *field, const char *before,
                          const char *after);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FinUndo, fin_undo_free)

G_END_DECLS
