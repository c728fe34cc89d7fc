// The smallest stretch that covers what changed between two states of a list.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-list.h"

void
fin_list_changed (GListModel *model, GPtrArray *before, GPtrArray *after)
{
  guint shorter = MIN (before->len, after->len);
  guint head = 0;
  guint tail = 0;

  g_return_if_fail (G_IS_LIST_MODEL (model));

  while (head < shorter && before->pdata[head] == after->pdata[head])
    head++;
  while (tail < shorter - head &&
         before->pdata[before->len - 1 - tail] == after->pdata[after->len - 1 - tail])
    tail++;

  if (before->len - head - tail > 0 || after->len - head - tail > 0)
    g_list_model_items_changed (model, head, before->len - head - tail, after->len - head - tail);
}
