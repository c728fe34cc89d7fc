// The receipt on paper, drawn from its JSON.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-receipt.h"

#include "fin-error.h"
#include "fin-json.h"
#include "fin-language.h"
#include "fin-paper.h"
#include "fin-time.h"
#include "fin-words.h"

#define QR_SIZE 96.0

typedef struct {
  JsonObject *receipt;
  const char *language;
} Paper;

static const char *
word (Paper *paper, const char *key)
{
  return fin_words_pick (fin_json_member (fin_words_file ("receipt.json"), key), paper->language);
}

/* A moment on the office's clock. */
static char *
local_time (const char *text)
{
  g_autoptr (GDateTime) time = text != NULL ? fin_time_parse (text, NULL) : NULL;
  g_autoptr (GDateTime) local = time != NULL ? fin_time_local (time) : NULL;

  return local != NULL ? g_date_time_format (local, "%d/%m/%Y %H:%M:%S") : g_strdup ("");
}

static void
draw_head (FinSheet *sheet, Paper *paper)
{
  JsonObject *procedure = fin_json_member (paper->receipt, "procedure");
  const char *url = fin_json_string (paper->receipt, "verify_url");
  g_autofree char *issued = local_time (fin_json_string (paper->receipt, "issued"));
  double top;

  fin_sheet_text (sheet, "P", "Sans Bold 16", FIN_INK_TEXT, word (paper, "office"));
  fin_sheet_gap (sheet, 4);
  fin_sheet_rule (sheet);
  fin_sheet_gap (sheet, 16);

  top = fin_sheet_y (sheet);
  fin_sheet_indent (sheet, QR_SIZE + 16);
  fin_sheet_text (sheet, "P", "Sans 12", FIN_INK_QUIET, word (paper, "title"));
  fin_sheet_text (sheet, "H1", "Sans Bold 22", FIN_INK_TEXT, fin_json_string (procedure, "title"));
  fin_sheet_gap (sheet, 8);
  fin_sheet_begin (sheet, "Table");
  fin_sheet_row (sheet, word (paper, "number"), "Sans Bold 12",
                 fin_json_string (paper->receipt, "number"));
  fin_sheet_row (sheet, word (paper, "code"), "Monospace Bold 12",
                 fin_json_string (paper->receipt, "code"));
  fin_sheet_row (sheet, word (paper, "issued"), "Sans 11", issued);
  fin_sheet_row (sheet, word (paper, "assisted_by"), "Sans 11",
                 fin_json_string (paper->receipt, "assisted_by"));
  fin_sheet_end (sheet, "Table");
  fin_sheet_indent (sheet, 0);

  fin_sheet_qr (sheet, url, top, QR_SIZE);
  if (fin_sheet_y (sheet) < top + QR_SIZE)
    fin_sheet_gap (sheet, top + QR_SIZE - fin_sheet_y (sheet));
  fin_sheet_gap (sheet, 6);
  fin_sheet_text (sheet, "P", "Sans 10", FIN_INK_QUIET, word (paper, "verify"));
  fin_sheet_link (sheet, "Sans 10", url, url);
}

static void
draw_heading (FinSheet *sheet, const char *text)
{
  fin_sheet_gap (sheet, 14);
  fin_sheet_need (sheet, 60); /* never a heading alone at the foot */
  fin_sheet_text (sheet, "H2", "Sans Bold 14", FIN_INK_TEXT, text);
  fin_sheet_gap (sheet, 5);
}

static gboolean
has_evidence (Paper *paper)
{
  return json_object_has_member (paper->receipt, "identity") ||
         json_object_has_member (paper->receipt, "consent");
}

static void
draw_values (FinSheet *sheet, Paper *paper)
{
  JsonArray *values = fin_json_array (paper->receipt, "values");
  const char *step = NULL;

  for (guint i = 0; i < json_array_get_length (values); i++) {
    JsonObject *value = fin_json_array_object (values, i);

    /* Told below, with who noted it and when. */
    if (json_object_has_member (value, "fact") && has_evidence (paper))
      continue;
    if (g_strcmp0 (step, fin_json_string (value, "step")) != 0) {
      if (step != NULL)
        fin_sheet_end (sheet, "Table");
      step = fin_json_string (value, "step");
      draw_heading (sheet, step);
      fin_sheet_begin (sheet, "Table");
    }
    fin_sheet_row (sheet, fin_json_string (value, "label"), "Sans 11",
                   fin_json_string (value, "shown"));
  }
  if (step != NULL)
    fin_sheet_end (sheet, "Table");
}

/* A moment, and who noted it. */
static void
draw_act (FinSheet *sheet, Paper *paper, JsonObject *act)
{
  const char *by = fin_json_string (act, "by");
  g_autofree char *at = local_time (fin_json_string (act, "at"));

  fin_sheet_row (sheet, word (paper, "issued"), "Sans 11", at);
  if (by != NULL)
    fin_sheet_row (sheet, word (paper, "noted_by"), "Sans 11", by);
}

static void
draw_identity (FinSheet *sheet, Paper *paper)
{
  JsonObject *identity = fin_json_member (paper->receipt, "identity");
  const char *document, *characters;

  if (identity == NULL)
    return;

  document = fin_json_string (identity, "document_shown");
  characters = fin_json_string (identity, "characters");
  draw_heading (sheet, word (paper, "identity"));
  fin_sheet_begin (sheet, "Table");
  fin_sheet_row (sheet, word (paper, "method"), "Sans 11",
                 fin_json_string (identity, "method_shown"));
  if (document != NULL && characters != NULL) {
    g_autofree char *seen = g_strdup_printf ("%s · …%s", document, characters);

    fin_sheet_row (sheet, word (paper, "seen"), "Sans 11", seen);
  }
  draw_act (sheet, paper, identity);
  fin_sheet_end (sheet, "Table");
}

static void
draw_consent (FinSheet *sheet, Paper *paper)
{
  JsonObject *consent = fin_json_member (paper->receipt, "consent");
  const FinLanguage *language;

  if (consent == NULL)
    return;

  language = fin_language_lookup (fin_json_string (consent, "language"));
  draw_heading (sheet, word (paper, "consent"));
  fin_sheet_text (sheet, "P", "Sans 11", FIN_INK_TEXT, fin_json_string (consent, "text"));
  fin_sheet_gap (sheet, 8);
  fin_sheet_begin (sheet, "Table");
  fin_sheet_row (sheet, word (paper, "given"), "Sans 11",
                 word (paper, g_strcmp0 (fin_json_string (consent, "given"), "aloud") == 0
                                  ? "aloud"
                                  : "screen"));
  if (language != NULL)
    fin_sheet_row (sheet, word (paper, "confirmed_language"), "Sans 11", language->name);
  draw_act (sheet, paper, consent);
  fin_sheet_end (sheet, "Table");
}

static void
draw_documents (FinSheet *sheet, Paper *paper)
{
  JsonArray *documents = fin_json_array (paper->receipt, "documents");

  draw_heading (sheet, word (paper, "documents"));
  if (json_array_get_length (documents) == 0) {
    fin_sheet_text (sheet, "P", "Sans 11", FIN_INK_TEXT, word (paper, "no_documents"));
    return;
  }

  fin_sheet_begin (sheet, "Table");
  for (guint i = 0; i < json_array_get_length (documents); i++) {
    JsonObject *document = fin_json_array_object (documents, i);
    const char *label = fin_json_string (document, "label");

    if (fin_json_boolean (document, "only_shown", FALSE)) {
      fin_sheet_row (sheet, word (paper, "shown_document"), "Sans 11", word (paper, "shown_only"));
      continue;
    }
    fin_sheet_row (sheet, label != NULL ? label : word (paper, "other_document"), "Sans 11",
                   fin_json_string (document, "name"));
    fin_sheet_row (sheet, word (paper, "fingerprint"), "Monospace 7.5",
                   fin_json_string (document, "sha256"));
  }
  fin_sheet_end (sheet, "Table");
}

/* Of those that stand in one way, a row for each moment. */
static void
draw_assents_of (FinSheet *sheet, Paper *paper, const char *how, GPtrArray *values)
{
  g_autofree char *key = g_strconcat ("assent_", how, NULL);
  GString *labels = g_string_new (NULL);

  for (guint i = 0; i < values->len; i++) {
    const char *at = fin_json_string (values->pdata[i], "assented");
    JsonObject *next = i + 1 < values->len ? values->pdata[i + 1] : NULL;

    g_string_append (labels, fin_json_string (values->pdata[i], "label"));
    if (next != NULL && g_strcmp0 (at, fin_json_string (next, "assented")) == 0) {
      g_string_append (labels, word (paper, "list"));
      continue;
    }
    fin_sheet_row (sheet, word (paper, key), "Sans 11", labels->str);
    if (at != NULL) {
      g_autofree char *time = local_time (at);

      fin_sheet_row (sheet, word (paper, "issued"), "Sans 11", time);
    }
    g_string_truncate (labels, 0);
  }
  g_string_free (labels, TRUE);
}

/* What the person wrote, or said is right: how, and when. */
static void
draw_assents (FinSheet *sheet, Paper *paper)
{
  static const char *const hows[] = { "own", "field", "step", "aloud", "declaration" };
  JsonArray *values = fin_json_array (paper->receipt, "values");
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (hows); i++) {
    g_autoptr (GPtrArray) said = g_ptr_array_new ();

    for (guint j = 0; j < json_array_get_length (values); j++) {
      JsonObject *value = fin_json_array_object (values, j);

      if (g_strcmp0 (fin_json_string (value, "assent"), hows[i]) == 0 &&
          !(json_object_has_member (value, "fact") && has_evidence (paper)))
        g_ptr_array_add (said, value);
    }
    if (said->len == 0)
      continue;
    if (!any) {
      draw_heading (sheet, word (paper, "assents"));
      fin_sheet_begin (sheet, "Table");
      any = TRUE;
    }
    draw_assents_of (sheet, paper, hows[i], said);
  }
  if (any)
    fin_sheet_end (sheet, "Table");
}

static void
draw_declaration (FinSheet *sheet, Paper *paper)
{
  JsonObject *declaration = fin_json_member (paper->receipt, "declaration");
  const FinLanguage *language = fin_language_lookup (fin_json_string (declaration, "language"));
  g_autofree char *confirmed = local_time (fin_json_string (declaration, "confirmed"));

  draw_heading (sheet, word (paper, "declaration"));
  fin_sheet_text (sheet, "P", "Sans 11", FIN_INK_TEXT, fin_json_string (declaration, "text"));
  fin_sheet_gap (sheet, 8);
  fin_sheet_begin (sheet, "Table");
  if (confirmed[0] != '\0')
    fin_sheet_row (sheet, word (paper, "confirmed"), "Sans 11", confirmed);
  if (language != NULL)
    fin_sheet_row (sheet, word (paper, "confirmed_language"), "Sans 11", language->name);
  fin_sheet_row (sheet, word (paper, "digest"), "Monospace 7.5",
                 fin_json_string (declaration, "digest"));
  fin_sheet_end (sheet, "Table");
}

/* A FinPaper's. */
static void
draw (FinSheet *sheet, gpointer data)
{
  Paper *paper = data;

  draw_head (sheet, paper);
  draw_values (sheet, paper);
  draw_documents (sheet, paper);
  draw_identity (sheet, paper);
  draw_consent (sheet, paper);
  draw_assents (sheet, paper);
  draw_declaration (sheet, paper);
}

static gboolean
is_document (JsonObject *document)
{
  return document != NULL && (fin_json_boolean (document, "only_shown", FALSE) ||
                              (fin_json_string (document, "name") != NULL &&
                               fin_json_string (document, "sha256") != NULL));
}

static gboolean
is_act (JsonObject *act, const char *text)
{
  return act == NULL ||
         (fin_json_string (act, text) != NULL && fin_json_string (act, "at") != NULL);
}

/* Every text the drawing reaches for is there. */
static gboolean
is_receipt (JsonObject *receipt)
{
  static const char *const texts[] = { "number", "code",     "verify_url",
                                       "issued", "language", "assisted_by" };
  static const char *const of_value[] = { "step", "label", "shown" };
  JsonArray *values = fin_json_array (receipt, "values"),
            *documents = fin_json_array (receipt, "documents");
  JsonObject *procedure = fin_json_member (receipt, "procedure");
  JsonObject *declaration = fin_json_member (receipt, "declaration");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (fin_json_string (receipt, texts[i]) == NULL)
      return FALSE;
  if (values == NULL || documents == NULL || procedure == NULL ||
      fin_json_string (procedure, "title") == NULL || declaration == NULL ||
      fin_json_string (declaration, "text") == NULL ||
      fin_json_string (declaration, "digest") == NULL)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (values); i++)
    for (guint j = 0; j < G_N_ELEMENTS (of_value); j++)
      if (fin_json_array_object (values, i) == NULL ||
          fin_json_string (fin_json_array_object (values, i), of_value[j]) == NULL)
        return FALSE;
  for (guint i = 0; i < json_array_get_length (documents); i++)
    if (!is_document (fin_json_array_object (documents, i)))
      return FALSE;

  return is_act (fin_json_member (receipt, "identity"), "method_shown") &&
         is_act (fin_json_member (receipt, "consent"), "text");
}

GBytes *
fin_receipt_to_pdf (JsonObject *receipt, GError **error)
{
  Paper paper = { receipt };
  g_autofree char *title = NULL, *mark = NULL, *json = NULL;
  g_autoptr (GDateTime) issued = NULL;
  FinPaper drawn;
  FinPdfFacts facts;

  g_return_val_if_fail (receipt != NULL, NULL);

  if (!is_receipt (receipt)) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "not a receipt");
    return NULL;
  }
  issued = fin_time_parse (fin_json_string (receipt, "issued"), error);
  if (issued == NULL)
    return NULL;

  paper.language = fin_language_code (fin_json_string (receipt, "language"));
  title =
      g_strdup_printf ("%s %s · %s", word (&paper, "title"), fin_json_string (receipt, "number"),
                       fin_json_string (fin_json_member (receipt, "procedure"), "title"));
  mark = g_strdup_printf ("%s · %s", fin_json_string (receipt, "number"),
                          fin_json_string (receipt, "code"));
  json = fin_json_to_string (receipt);
  drawn = (FinPaper){ paper.language, mark, word (&paper, "page"), draw, &paper };
  facts = (FinPdfFacts){
    .title = title,
    .author = word (&paper, "office"),
    .created = issued,
    .figure = word (&paper, "qr"),
    .link = word (&paper, "verify"),
    .file_name = "receipt.json",
    .file_about = word (&paper, "data"),
    .file = json,
  };

  return fin_paper_to_pdf (&drawn, &facts, "a receipt", error);
}
