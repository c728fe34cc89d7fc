// A real office as this test's child, an informer signed in, and a way to wait for what must come.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-link.h"
#include "fin-office-process.h"

G_BEGIN_DECLS

typedef struct {
  char *store;
  FinOfficeProcess *office;
  FinLink *informer;
  guint ready; /* how often the office was */
} Fixture;

void        fixture_set_up      (Fixture *fixture, gconstpointer data);
void        fixture_tear_down   (Fixture *fixture, gconstpointer data);

/* Runs the main loop until @condition; a test that waits in vain is ended by its runner. */
#define wait_until(condition)                                                                      \
  while (!(condition))                                                                             \
  g_main_context_iteration (NULL, TRUE)

/* The office's process id. */
pid_t       fixture_office_pid  (void);
/* Ends it as a power cut would. */
void        fixture_kill_office (Fixture *fixture);
/* One request, waited for. (transfer full) */
JsonObject *fixture_ask         (FinLink *link, const char *method, const char *path,
                                 JsonObject *body, GError **error);
/* A booked appointment of today and its citizen's link, `ADDRESS/c/#TOKEN`. */
void        fixture_invite      (Fixture *fixture, char **appointment, char **url);
/* A link as that citizen, online. (transfer full) */
FinLink    *fixture_citizen     (Fixture *fixture, const char *url);
/* @citizen arrives, without camera and microphone, and is attended. */
void        fixture_attend      (Fixture *fixture, FinLink *citizen, const char *appointment);
/* A message to send. (transfer full) */
JsonObject *fixture_message     (const char *type);

G_END_DECLS
