// From a participant id to a name and a role.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-speaker.h"

#include <glib/gi18n.h>

#include "fin-language.h"

const char *
fin_speaker_name (FinVisit *visit, const char *from)
{
  FinParty *party;
  const char *name;

  g_return_val_if_fail (FIN_IS_VISIT (visit), "");
  g_return_val_if_fail (from != NULL, "");

  if (g_strcmp0 (from, fin_visit_you (visit)) == 0)
    return _ ("You");

  party = fin_visit_party (visit, from);
  if (party == NULL)
    return fin_party_role_name (from); /* ids begin as roles */

  name = fin_participant_name (fin_party_participant (party));

  return name[0] != '\0' ? name : fin_party_role_name (fin_speaker_role (visit, from));
}

const char *
fin_speaker_role (FinVisit *visit, const char *from)
{
  static const char *const known[] = { "informer", "interpreter", "companion", NULL };
  FinParty *party;
  const char *role;

  g_return_val_if_fail (FIN_IS_VISIT (visit), "citizen");
  g_return_val_if_fail (from != NULL, "citizen");

  if (g_strcmp0 (from, fin_visit_you (visit)) == 0)
    role = fin_visit_me (visit) != NULL ? fin_participant_role (fin_visit_me (visit)) : "informer";
  else {
    party = fin_visit_party (visit, from);
    role = party != NULL ? fin_participant_role (fin_party_participant (party)) : "citizen";
  }

  return g_strv_contains (known, role) ? role : "citizen";
}

const char *
fin_speaker_language (FinVisit *visit, FinLine *line)
{
  FinParty *party;
  const FinLanguage *language;

  g_return_val_if_fail (FIN_IS_VISIT (visit), NULL);
  g_return_val_if_fail (FIN_IS_LINE (line), NULL);

  if (fin_line_language (line) != NULL)
    return fin_line_language (line);

  party = fin_visit_party (visit, fin_line_from (line));
  language = party != NULL
                 ? fin_language_lookup (fin_participant_speaks (fin_party_participant (party)))
                 : NULL;

  return language != NULL ? language->code : NULL;
}

char *
fin_speaker_meaning (FinVisit *visit, FinLine *line)
{
  FinParticipant *me;
  const FinLanguage *reads;
  const char *translation;
  gboolean draft = FALSE;

  g_return_val_if_fail (FIN_IS_VISIT (visit), NULL);
  g_return_val_if_fail (FIN_IS_LINE (line), NULL);

  me = fin_visit_me (visit);
  reads = me != NULL ? fin_language_lookup (fin_participant_reads (me)) : NULL;
  translation = reads != NULL ? fin_line_translation (line, reads->code, &draft) : NULL;
  if (translation == NULL || !fin_line_believed (line))
    return NULL;

  return g_strdup_printf ("%s: " FIN_FSI "%s" FIN_PDI "%s", reads->name, translation,
                          draft ? _ (" (rough translation)") : "");
}

char *
fin_speaker_words (FinVisit *visit, FinLine *line)
{
  g_autofree char *meaning = NULL;

  g_return_val_if_fail (FIN_IS_VISIT (visit), NULL);
  g_return_val_if_fail (FIN_IS_LINE (line), NULL);

  if (!fin_line_believed (line))
    return g_strdup (_ ("[said something that was not understood]"));

  if (fin_line_done (line) && fin_line_text (line)[0] == '\0')
    return g_strdup (_ ("[erased]"));

  meaning = fin_speaker_meaning (visit, line);

  return meaning != NULL ? g_strconcat (fin_line_text (line), "\n", meaning, NULL)
                         : g_strdup (fin_line_text (line));
}
