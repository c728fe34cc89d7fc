// PDF/A-3A by way of qpdf, which reads and writes the objects; lcms gives the colour profile.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-pdf.h"

#include <lcms2.h>
#include <qpdf/qpdf-c.h>
#include <string.h>

#include "fin-error.h"
#include "fin-pdf-artifacts.h"

#define PRODUCER "Finestreta"
/* Which standard it claims to keep; the mark stands where that goes, for markup is escaped. */
#define CLAIM        "<pdfaid:part>3</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n"
#define CLAIM_MARK   "{claim}"
#define PRINTED      4  /* an annotation's flag: ISO 32000-1, 12.5.3 */
#define PROFILE_DATE 24 /* where an ICC profile's header says when it was made: ICC.1:2004, 7.2 */

static qpdf_oh parse (qpdf_data pdf, const char *format, ...) G_GNUC_PRINTF (2, 3);

static qpdf_oh
parse (qpdf_data pdf, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return qpdf_oh_parse (pdf, text);
}

static void
set (qpdf_data pdf, qpdf_oh object, const char *key, qpdf_oh value)
{
  qpdf_oh_replace_key (pdf, object, key, value);
}

static void
set_text (qpdf_data pdf, qpdf_oh object, const char *key, const char *text)
{
  set (pdf, object, key, qpdf_oh_new_unicode_string (pdf, text));
}

static char *
pdf_date (GDateTime *time)
{
  g_autoptr (GDateTime) utc = g_date_time_to_utc (time);

  return g_date_time_format (utc, "D:%Y%m%d%H%M%SZ");
}

/* Indirect, and with the keys of @dictionary. */
static qpdf_oh
stream_new (qpdf_data pdf, qpdf_oh dictionary, const void *data, gsize size)
{
  qpdf_oh stream = qpdf_oh_new_stream (pdf);
  qpdf_oh none = qpdf_oh_new_null (pdf);
  qpdf_oh keys = qpdf_oh_get_dict (pdf, stream);

  qpdf_oh_begin_dict_key_iter (pdf, dictionary);
  while (qpdf_oh_dict_more_keys (pdf)) {
    const char *key = qpdf_oh_dict_next_key (pdf);

    set (pdf, keys, key, qpdf_oh_get_key (pdf, dictionary, key));
  }
  qpdf_oh_replace_stream_data (pdf, stream, data, size, none, none);

  return stream;
}

/* The very profile each time: the moment lcms made it is none of its colours. */
static GBytes *
srgb_profile (void)
{
  static const guint8 date[12] = { 2000 >> 8, 2000 & 0xff, 0, 1, 0, 1 };
  cmsHPROFILE profile = cmsCreate_sRGBProfile ();
  cmsUInt32Number size = 0;
  guint8 *data;

  cmsSetProfileVersion (profile, 4.2);
  cmsSaveProfileToMem (profile, NULL, &size);
  data = g_malloc0 (MAX (size, PROFILE_DATE + sizeof date));
  cmsSaveProfileToMem (profile, data, &size);
  memcpy (data + PROFILE_DATE, date, sizeof date);
  cmsCloseProfile (profile);

  return g_bytes_new_take (data, size);
}

static void
add_colours (qpdf_data pdf, qpdf_oh root)
{
  g_autoptr (GBytes) profile = srgb_profile ();
  gsize size = 0;
  gconstpointer data = g_bytes_get_data (profile, &size);
  qpdf_oh intents = qpdf_oh_new_array (pdf);
  qpdf_oh intent = parse (pdf, "<< /Type /OutputIntent /S /GTS_PDFA1 /Info (sRGB IEC61966-2.1)"
                               " /OutputConditionIdentifier (sRGB IEC61966-2.1)"
                               " /RegistryName (http://www.color.org) >>");

  set (pdf, intent, "/DestOutputProfile", stream_new (pdf, parse (pdf, "<< /N 3 >>"), data, size));
  qpdf_oh_append_item (pdf, intents, intent);
  set (pdf, root, "/OutputIntents", intents);
}

static void
add_file (qpdf_data pdf, qpdf_oh root, const FinPdfFacts *facts)
{
  gsize size = strlen (facts->file);
  g_autofree char *sum = g_compute_checksum_for_data (G_CHECKSUM_MD5, (guchar *)facts->file, size);
  g_autofree char *date = pdf_date (facts->created);
  qpdf_oh stream =
      stream_new (pdf,
                  parse (pdf,
                         "<< /Type /EmbeddedFile /Subtype /application#2fjson"
                         " /Params << /Size %" G_GSIZE_FORMAT " /CheckSum <%s> /ModDate (%s) >> >>",
                         size, sum, date),
                  facts->file, size);
  qpdf_oh file = qpdf_make_indirect_object (
      pdf, parse (pdf, "<< /Type /Filespec /F (%s) /AFRelationship /Data /EF << >> >>",
                  facts->file_name));
  qpdf_oh content = qpdf_oh_get_key (pdf, file, "/EF");
  qpdf_oh names = parse (pdf, "<< /Names [(%s)] >>", facts->file_name);
  qpdf_oh all = qpdf_oh_get_key (pdf, root, "/Names");
  qpdf_oh files = qpdf_oh_new_array (pdf);

  set (pdf, content, "/F", stream);
  set (pdf, content, "/UF", stream);
  set_text (pdf, file, "/UF", facts->file_name);
  set_text (pdf, file, "/Desc", facts->file_about);
  qpdf_oh_append_item (pdf, qpdf_oh_get_key (pdf, names, "/Names"), file);
  if (!qpdf_oh_is_dictionary (pdf, all)) {
    all = qpdf_oh_new_dictionary (pdf);
    set (pdf, root, "/Names", all);
  }
  set (pdf, all, "/EmbeddedFiles", names);
  qpdf_oh_append_item (pdf, files, file);
  set (pdf, root, "/AF", files);
}

/* The same facts twice, as ISO 19005 wants them: for old readers, and as XMP. */
static void
add_metadata (qpdf_data pdf, qpdf_oh root, const FinPdfFacts *facts)
{
  g_autofree char *date = pdf_date (facts->created);
  g_autoptr (GDateTime) utc = g_date_time_to_utc (facts->created);
  g_autofree char *moment = g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *xmp = g_markup_printf_escaped (
      "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
      "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
      " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
      " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
      "<dc:format>application/pdf</dc:format>\n"
      "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>\n"
      "<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>\n"
      "<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>\n"
      "<xmp:CreateDate>%s</xmp:CreateDate>\n"
      "<xmp:CreatorTool>" PRODUCER "</xmp:CreatorTool>\n"
      "<pdf:Producer>" PRODUCER "</pdf:Producer>\n"
      "%s</rdf:Description>\n"
      "</rdf:RDF>\n"
      "</x:xmpmeta>\n"
      "<?xpacket end=\"r\"?>\n",
      facts->title, facts->author, facts->language, moment, CLAIM_MARK);
  g_autoptr (GString) text = g_string_new (xmp);
  qpdf_oh information = qpdf_make_indirect_object (
      pdf, parse (pdf, "<< /Creator (" PRODUCER ") /Producer (" PRODUCER ") /CreationDate (%s) >>",
                  date));

  g_string_replace (text, CLAIM_MARK, facts->archival ? CLAIM : "", 1);
  set_text (pdf, information, "/Title", facts->title);
  set_text (pdf, information, "/Author", facts->author);
  set (pdf, qpdf_get_trailer (pdf), "/Info", information);
  set (pdf, root, "/Metadata",
       stream_new (pdf, parse (pdf, "<< /Type /Metadata /Subtype /XML >>"), text->str, text->len));
}

static gboolean
says (qpdf_data pdf, qpdf_oh object, const char *key, const char *name)
{
  return qpdf_oh_is_name_and_equals (pdf, qpdf_oh_get_key (pdf, object, key), name);
}

static void
default_key (qpdf_data pdf, qpdf_oh object, const char *key, qpdf_oh value)
{
  if (!qpdf_oh_has_key (pdf, object, key))
    set (pdf, object, key, value);
}

/* What each object lacks. */
static void
mend_objects (qpdf_data pdf, const FinPdfFacts *facts)
{
  int size =
      qpdf_oh_get_int_value_as_int (pdf, qpdf_oh_get_key (pdf, qpdf_get_trailer (pdf), "/Size"));

  for (int id = 1; id < size; id++) {
    qpdf_oh object = qpdf_get_object_by_id (pdf, id, 0);

    if (!qpdf_oh_is_dictionary (pdf, object))
      continue;
    if (says (pdf, object, "/Subtype", "/CIDFontType2"))
      default_key (pdf, object, "/CIDToGIDMap", qpdf_oh_new_name (pdf, "/Identity"));
    if (says (pdf, object, "/Subtype", "/Link")) {
      set (pdf, object, "/F", qpdf_oh_new_integer (pdf, PRINTED));
      set_text (pdf, object, "/Contents", facts->link);
    }
    if (says (pdf, object, "/S", "/Figure"))
      set_text (pdf, object, "/Alt", facts->figure);
    if (says (pdf, object, "/S", "/TH"))
      set (pdf, object, "/A", parse (pdf, "<< /O /Table /Scope /Row >>"));
  }
}

static void
mark_pages (qpdf_data pdf)
{
  qpdf_oh none = qpdf_oh_new_null (pdf);

  for (int i = 0; i < qpdf_get_num_pages (pdf); i++) {
    qpdf_oh contents = qpdf_oh_get_key (pdf, qpdf_get_page_n (pdf, i), "/Contents");
    unsigned char *data = NULL;
    size_t size = 0;

    if (qpdf_oh_get_stream_data (pdf, contents, qpdf_dl_generalized, NULL, &data, &size) ==
        QPDF_SUCCESS) {
      g_autoptr (GBytes) marked = fin_pdf_mark_artifacts ((const char *)data, size);

      qpdf_oh_replace_stream_data (pdf, contents, g_bytes_get_data (marked, NULL),
                                   g_bytes_get_size (marked), none, none);
    }
    free (data);
  }
}

static gboolean
archive (qpdf_data pdf, GBytes *drawn, const FinPdfFacts *facts)
{
  qpdf_oh root;

  qpdf_silence_errors (pdf);
  qpdf_set_suppress_warnings (pdf, TRUE);
  if (qpdf_read_memory (pdf, "receipt", g_bytes_get_data (drawn, NULL), g_bytes_get_size (drawn),
                        NULL) &
      QPDF_ERRORS)
    return FALSE;

  root = qpdf_get_root (pdf);
  set_text (pdf, root, "/Lang", facts->language);
  set (pdf, root, "/ViewerPreferences", parse (pdf, "<< /DisplayDocTitle true >>"));
  mend_objects (pdf, facts);
  mark_pages (pdf);
  add_colours (pdf, root);
  add_file (pdf, root, facts);
  add_metadata (pdf, root, facts);
  if (qpdf_has_error (pdf) || qpdf_init_write_memory (pdf) & QPDF_ERRORS)
    return FALSE;

  qpdf_set_deterministic_ID (pdf, TRUE);
  qpdf_set_minimum_pdf_version (pdf, "1.7");
  qpdf_set_object_stream_mode (pdf, qpdf_o_disable);

  return !(qpdf_write (pdf) & QPDF_ERRORS);
}

GBytes *
fin_pdf_archive (GBytes *drawn, const FinPdfFacts *facts, GError **error)
{
  qpdf_data pdf = qpdf_init ();
  GBytes *whole = NULL;

  g_return_val_if_fail (drawn != NULL, NULL);
  g_return_val_if_fail (facts != NULL, NULL);

  if (archive (pdf, drawn, facts))
    whole = g_bytes_new (qpdf_get_buffer (pdf), qpdf_get_buffer_length (pdf));
  else {
    qpdf_error failure = qpdf_get_error (pdf);

    g_set_error (error, FIN_ERROR, FIN_ERROR_FAILED, "archiving: %s",
                 failure != NULL ? qpdf_get_error_message_detail (pdf, failure) : "unknown");
  }
  qpdf_cleanup (&pdf);

  return whole;
}
