// Pieces of writing on two stacks.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-undo.h"

#define MAX_PIECES 100

typedef struct {
  char *field;
  char *before;
  char *after;
} Piece;

struct _FinUndo {
  GPtrArray *stacks[2]; /* to undo, to do again */
  gboolean open;        /* the last piece to undo is still being written */
};

static void
piece_free (gpointer data)
{
  Piece *piece = data;

  g_free (piece->field);
  g_free (piece->before);
  g_free (piece->after);
  g_free (piece);
}

FinUndo *
fin_undo_new (void)
{
  FinUndo *self = g_new0 (FinUndo, 1);

  for (guint i = 0; i < G_N_ELEMENTS (self->stacks); i++)
    self->stacks[i] = g_ptr_array_new_with_free_func (piece_free);

  return self;
}

void
fin_undo_free (FinUndo *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (self->stacks); i++)
    g_ptr_array_unref (self->stacks[i]);
  g_free (self);
}

static Piece *
last (GPtrArray *stack)
{
  return stack->len > 0 ? g_ptr_array_index (stack, stack->len - 1) : NULL;
}

void
fin_undo_record (FinUndo *self, const char *field, const char *before, const char *after)
{
  Piece *piece = last (self->stacks[0]);

  if (g_str_equal (before, after))
    return;

  g_ptr_array_set_size (self->stacks[1], 0);
  if (self->open && piece != NULL && g_str_equal (piece->field, field) &&
      g_str_equal (piece->after, before)) {
    g_free (piece->after);
    piece->after = g_strdup (after);
    /* Written and erased again: nothing to take back, and what was before it is settled. */
    self->open = !g_str_equal (piece->before, after);
    if (!self->open)
      g_ptr_array_set_size (self->stacks[0], (int)self->stacks[0]->len - 1);
  } else {
    fin_undo_put (self, FALSE, field, before, after);
    self->open = TRUE;
  }
}

void
fin_undo_settle (FinUndo *self)
{
  self->open = FALSE;
}

void
fin_undo_put (
    FinUndo *self, gboolean redo, const char *field, const char *before, const char *after)
{
  GPtrArray *stack = self->stacks[redo ? 1 : 0];
  Piece *piece = g_new0 (Piece, 1);

  piece->field = g_strdup (field);
  piece->before = g_strdup (before);
  piece->after = g_strdup (after);
  if (stack->len == MAX_PIECES)
    g_ptr_array_remove_index (stack, 0);
  g_ptr_array_add (stack, piece);
}

gboolean
fin_undo_is_open (FinUndo *self, gboolean redo, const char *field, const char *value)
{
  Piece *piece = last (self->stacks[0]);

  if (redo)
    return self->stacks[1]->len == 0;

  return self->open && piece != NULL && g_str_equal (piece->field, field) &&
         g_str_equal (piece->after, value);
}

gboolean
fin_undo_take (FinUndo *self, gboolean redo, char **field, char **before, char **after)
{
  GPtrArray *stack = self->stacks[redo ? 1 : 0];
  Piece *piece = last (stack);

  self->open = FALSE;
  if (piece == NULL)
    return FALSE;

  *field = g_steal_pointer (&piece->field);
  *before = g_steal_pointer (&piece->before);
  *after = g_steal_pointer (&piece->after);
  g_ptr_array_set_size (stack, (int)stack->len - 1);

  return TRUE;
}
