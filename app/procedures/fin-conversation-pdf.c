// A conversation on paper.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-conversation-private.h"

#include "fin-json.h"
#include "fin-language.h"
#include "fin-paper.h"
#include "fin-time.h"

typedef struct {
  JsonObject *conversation;
  GDateTime *started;
  FinSheet *sheet;
} Paper;

static void
tell (const FinTold *told, gpointer data)
{
  Paper *paper = data;
  g_autoptr (GDateTime) local = fin_time_local (told->at);
  g_autofree char *when = g_date_time_format (local, "%H:%M:%S");
  g_autofree char *head = g_strdup_printf ("%s · %s · %s", when, told->role, told->how);

  fin_sheet_gap (paper->sheet, 9);
  fin_sheet_need (paper->sheet, 40); /* never who speaks alone at the foot */
  fin_sheet_text (paper->sheet, "P", "Sans 9", FIN_INK_QUIET, head);
  fin_sheet_text (paper->sheet, "P", "Sans 12", FIN_INK_TEXT, told->text);
  if (told->meaning != NULL) {
    fin_sheet_gap (paper->sheet, 2);
    fin_sheet_text (paper->sheet, "P", "Sans 9", FIN_INK_QUIET, told->quality);
    fin_sheet_text (paper->sheet, "P", "Sans 12", FIN_INK_TEXT, told->meaning);
  }
}

/* A FinPaper's. */
static void
draw (FinSheet *sheet, gpointer data)
{
  Paper *paper = data;
  g_autoptr (GDateTime) local = fin_time_local (paper->started);
  g_autofree char *when = g_date_time_format (local, "%d/%m/%Y %H:%M");

  paper->sheet = sheet;
  fin_sheet_text (sheet, "P", "Sans Bold 16", FIN_INK_TEXT,
                  _fin_conversation_word (paper->conversation, "office"));
  fin_sheet_gap (sheet, 4);
  fin_sheet_rule (sheet);
  fin_sheet_gap (sheet, 16);
  fin_sheet_text (sheet, "H1", "Sans Bold 22", FIN_INK_TEXT,
                  _fin_conversation_word (paper->conversation, "title"));
  fin_sheet_gap (sheet, 6);
  fin_sheet_text (sheet, "P", "Sans 12", FIN_INK_QUIET, when);
  fin_sheet_gap (sheet, 10);
  fin_sheet_text (sheet, "P", "Sans 10", FIN_INK_QUIET,
                  _fin_conversation_word (paper->conversation, "note"));
  fin_sheet_gap (sheet, 8);
  if (_fin_conversation_tell (paper->conversation, tell, paper) == 0)
    fin_sheet_text (sheet, "P", "Sans 12", FIN_INK_TEXT,
                    _fin_conversation_word (paper->conversation, "empty"));
  if (_fin_conversation_cut (paper->conversation) != NULL) {
    fin_sheet_gap (sheet, 12);
    fin_sheet_text (sheet, "P", "Sans Bold 12", FIN_INK_TEXT,
                    _fin_conversation_cut (paper->conversation));
  }
}

GBytes *
fin_conversation_to_pdf (JsonObject *conversation, GError **error)
{
  g_autoptr (GDateTime) started = _fin_conversation_started (conversation, error);
  Paper paper = { conversation, started };
  g_autofree char *json = NULL;
  FinPaper drawn;
  FinPdfFacts facts;

  if (started == NULL)
    return NULL;

  json = fin_json_to_string (conversation);
  drawn = (FinPaper){ fin_language_code (fin_json_string (conversation, "language")), "",
                      _fin_conversation_word (conversation, "page"), draw, &paper };
  facts = (FinPdfFacts){
    .title = _fin_conversation_word (conversation, "title"),
    .author = _fin_conversation_word (conversation, "office"),
    .created = started,
    .figure = "",
    .link = "",
    .file_name = "conversation.json",
    .file_about = _fin_conversation_word (conversation, "data"),
    .file = json,
  };

  return fin_paper_to_pdf (&drawn, &facts, "a conversation", error);
}
