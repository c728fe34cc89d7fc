// What an interpreter prepares with: the procedure, its questions, its documents, the names that are said.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-link.h"

G_BEGIN_DECLS

#define FIN_TYPE_PREPARATION (fin_preparation_get_type ())
G_DECLARE_FINAL_TYPE (FinPreparation, fin_preparation, FIN, PREPARATION, GtkWidget)

GtkWidget *fin_preparation_new  (void);
/* Asks the office for that of @guest, who one is oneself. */
void       fin_preparation_load (FinPreparation *self, FinLink *link, const char *guest);

G_END_DECLS
