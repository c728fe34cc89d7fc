// Documents to try the box with.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include <cairo-pdf.h>
#include <glib/gstdio.h>
#include <pango/pangocairo.h>

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

GBytes *
fixture_pdf (guint n_pages)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, 595, 842);
  cairo_t *cairo = cairo_create (surface);

  for (guint i = 1; i <= n_pages; i++) {
    g_autofree char *text = g_strdup_printf ("Page %u", i);

    cairo_set_source_rgb (cairo, 1, 0, 0);
    cairo_rectangle (cairo, 0, 0, 100, 100);
    cairo_fill (cairo);
    cairo_set_source_rgb (cairo, 0, 0, 0);
    cairo_set_font_size (cairo, 24);
    cairo_move_to (cairo, 150, 80);
    cairo_show_text (cairo, text);
    cairo_move_to (cairo, 150, 400);
    cairo_show_text (cairo, i == 9 ? "a needle here" : "nothing but hay");
    cairo_show_page (cairo);
  }
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);

  return g_byte_array_free_to_bytes (bytes);
}

static void
write_text (cairo_t *cairo, double x, double y, const char *text)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cairo);
  PangoFontDescription *font = pango_font_description_from_string ("DejaVu Sans 12");

  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  cairo_move_to (cairo, x, y);
  pango_cairo_show_layout (cairo, layout);
  pango_font_description_free (font);
}

GBytes *
fixture_table_pdf (void)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, 595, 842);
  cairo_t *cairo = cairo_create (surface);

  write_text (cairo, 72, 80, "Nom");
  write_text (cairo, 240, 80, "NIF");
  write_text (cairo, 400, 80, "Data");
  write_text (cairo, 72, 110, "Maria Exemple");
  write_text (cairo, 240, 110, "00000000T");
  write_text (cairo, 400, 110, "14/03/2019");
  write_text (cairo, 72, 140, "Joan Mostra");
  write_text (cairo, 240, 140, "12345678Z");
  write_text (cairo, 400, 140, "02/09/2021");
  write_text (cairo, 72, 200, "تشهد البلدية بأن السيدة ماريا");
  write_text (cairo, 72, 300, "Darrera línia");
  cairo_show_page (cairo);
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);

  return g_byte_array_free_to_bytes (bytes);
}

/* @objects: each without its number, from 1. */
static GBytes *
write_pdf (GPtrArray *objects)
{
  GString *pdf = g_string_new ("%PDF-1.7\n");
  g_autoptr (GArray) offsets = g_array_new (FALSE, FALSE, sizeof (gsize));

  for (guint i = 0; i < objects->len; i++) {
    g_array_append_val (offsets, pdf->len);
    g_string_append_printf (pdf, "%u 0 obj\n%s\nendobj\n", i + 1, (const char *)objects->pdata[i]);
  }

  gsize table = pdf->len;
  g_string_append_printf (pdf, "xref\n0 %u\n0000000000 65535 f \n", objects->len + 1);
  for (guint i = 0; i < offsets->len; i++)
    g_string_append_printf (pdf, "%010" G_GSIZE_FORMAT " 00000 n \n",
                            g_array_index (offsets, gsize, i));
  g_string_append_printf (
      pdf, "trailer\n<</Size %u/Root 1 0 R>>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n",
      objects->len + 1, table);

  return g_string_free_to_bytes (pdf);
}

static void
add (GPtrArray *objects, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (objects, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static void
add_stream (GPtrArray *objects, const char *dictionary, const char *content)
{
  add (objects, "<<%s/Length %" G_GSIZE_FORMAT ">>\nstream\n%s\nendstream", dictionary,
       strlen (content), content);
}

GBytes *
fixture_long_pdf (guint n_pages)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) kids = g_string_new (NULL);

  for (guint i = 0; i < n_pages; i++)
    g_string_append_printf (kids, "%u 0 R ", i + 5);
  add (objects, "<</Type/Catalog/Pages 2 0 R>>");
  add (objects, "<</Type/Pages/Count %u/Kids[%s]/MediaBox[0 0 595 842]>>", n_pages, kids->str);
  add (objects, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
  add (objects, "<</Length 42>>\nstream\nBT /F 24 Tf 72 700 Td (Long document) Tj ET\nendstream");
  for (guint i = 0; i < n_pages; i++)
    add (objects, "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 3 0 R>>>>>>");

  return write_pdf (objects);
}

/* @size spaces, deflated, in hexadecimal. */
static char *
deflated (gsize size)
{
  g_autoptr (GZlibCompressor) zlib = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (zlib));
  g_autofree char *spaces = g_strnfill (size, ' ');
  GString *hex = g_string_new (NULL);

  g_assert_true (g_output_stream_write_all (stream, spaces, size, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  g_autoptr (GBytes) bytes =
      g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  for (gsize i = 0; i < g_bytes_get_size (bytes); i++)
    g_string_append_printf (hex, "%02x", ((const guint8 *)g_bytes_get_data (bytes, NULL))[i]);

  return g_string_free (hex, FALSE);
}

/* A page that hurts by what is drawn on it; NULL when it is none of these. */
static GBytes *
hurting_page (const char *how)
{
  /* A JBIG2 page of 60000 by 60000, and nothing on it. */
  static const char bilevel[] =
      "000000003000010000001300 00ea60 0000ea60 0000000000000000 00 0000>";
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *brackets = g_strnfill (1000000, '[');
  g_autofree char *nothing = NULL;
  g_autoptr (GString) notes = g_string_new (NULL);
  gboolean deep = g_str_equal (how, "deep"), many = g_str_equal (how, "notes");

  for (guint i = 0; many && i < 50000; i++)
    g_string_append (notes, "6 0 R ");
  add (objects, "<</Type/Catalog/Pages 2 0 R>>");
  add (objects, "<</Type/Pages/Count 1/Kids[3 0 R]>>");
  add (objects,
       "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots[%s]/Resources<<"
       "/XObject<</X 5 0 R>>>>>>",
       notes->str);
  add_stream (objects, "", deep ? brackets : "q 500 0 0 500 0 0 cm /X Do Q");
  if (g_str_equal (how, "image")) {
    nothing = deflated (8 << 20);
    add_stream (
        objects,
        "/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter"
        "[/ASCIIHexDecode/FlateDecode]",
        nothing);
  } else if (g_str_equal (how, "bilevel")) {
    add_stream (
        objects,
        "/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceGray/BitsPerComponent 1/Filter"
        "[/ASCIIHexDecode/JBIG2Decode]",
        bilevel);
  } else if (g_str_equal (how, "group")) {
    add_stream (
        objects,
        "/Subtype/Form/BBox[0 0 1000000000 1000000000]/Group<</S/Transparency>>/Matrix[1000000 0 0 "
        "1000000 0 0]",
        "0 0 1 rg 0 0 1000000000 1000000000 re f");
  } else if (deep || many) {
    add_stream (objects, "/Subtype/Form/BBox[0 0 1 1]", "");
  } else {
    return NULL;
  }
  add (objects, "<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(x)/F 4/Rect[0 0 100 100]>>");

  return write_pdf (objects);
}

GBytes *
fixture_hurting_pdf (const char *how)
{
  GBytes *page = hurting_page (how);
  if (page != NULL)
    return page;

  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_free);
  gboolean kids = g_str_equal (how, "kids");
  gboolean count = g_str_equal (how, "count");
  gboolean side = g_str_equal (how, "side");
  g_autofree char *stream = g_str_equal (how, "stream") ? deflated (100 << 20) : g_strdup ("");

  add (objects, "<</Type/Catalog/Pages 2 0 R>>");
  add (objects, "<</Type/Pages/Count %s/Kids[%s]>>", count ? "2000000000" : "1",
       kids ? "2 0 R" : "3 0 R");
  add (objects,
       "<</Type/Page/Parent 2 0 R/MediaBox[0 0 %s]/Contents 4 0 R/Resources<</XObject<</X 5 0 "
       "R>>>>>>",
       side ? "1000000000 1000000000" : "595 842");
  if (stream[0] != '\0')
    add (objects,
         "<</Filter[/ASCIIHexDecode/FlateDecode]/Length %" G_GSIZE_FORMAT
         ">>\nstream\n%s\nendstream",
         strlen (stream), stream);
  else
    add (objects, "<</Length 5>>\nstream\n/X Do\nendstream");
  add (objects, "<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X 5 0 R>>>>"
                "/Length 11>>\nstream\n/X Do /X Do\nendstream");

  return write_pdf (objects);
}

GBytes *
fixture_evil_pdf (const char *url)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_free);

  add (objects,
       "<</Type/Catalog/Pages 2 0 R/OpenAction 5 0 R/AA<</WC 5 0 R/DS 6 0 R>>"
       "/Names<</JavaScript<</Names[(a) 5 0 R]>>/EmbeddedFiles<</Names[(evil.exe) 9 0 R]>>>>"
       "/AcroForm<</Fields[8 0 R]/XFA 11 0 R/NeedAppearances true>>>>");
  add (objects, "<</Type/Pages/Count 1/Kids[3 0 R]>>");
  add (objects, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
                "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
                "/XObject<</X 12 0 R>>>>/AA<</O 6 0 R/C 7 0 R>>/Annots[8 0 R 13 0 R 14 0 R]>>");
  add (objects, "<</Length 73>>\nstream\nBT /F 24 Tf 72 700 Td (Harmless words) Tj ET q 100 0 0 "
                "100 72 400 cm /X Do Q\nendstream");
  add (objects,
       "<</S/JavaScript/JS(app.launchURL\\('%s/js'\\);this.submitForm\\('%s/submit-js'\\);)>>", url,
       url);
  add (objects, "<</S/URI/URI(%s/uri)>>", url);
  add (objects, "<</S/SubmitForm/F<</FS/URL/F(%s/submit)>>/Flags 4>>", url);
  add (objects, "<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(typed)/Rect[72 600 300 630]/A 7 0 R"
                "/AA<</F 5 0 R/K 5 0 R>>>>");
  add (objects, "<</Type/Filespec/F(evil.exe)/EF<</F 10 0 R>>>>");
  add (objects, "<</Type/EmbeddedFile/Length 2>>\nstream\nMZ\nendstream");
  add (objects, "<</Length 9>>\nstream\n<xdp:xdp>\nendstream");
  add (objects,
       "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
       "/F<</FS/URL/F(%s/image)>>/Length 0>>\nstream\n\nendstream",
       url);
  add (objects, "<</Type/Annot/Subtype/Link/Rect[0 0 595 842]/A 6 0 R>>");
  add (objects,
       "<</Type/Annot/Subtype/Screen/Rect[0 0 10 10]/A<</S/Launch/F(/bin/sh)>>/AA<</PO 5 0 R>>>>");

  return write_pdf (objects);
}

GBytes *
fixture_secretive_pdf (guint rotation)
{
  static const char form[] =
      "/Type/XObject/Subtype/Form/BBox[0 0 150 20]/Resources<</Font<</F 5 0 R>>>>";
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_free);

  add (objects, "<</Type/Catalog/Pages 2 0 R/Metadata 10 0 R/Names<</EmbeddedFiles<</Names[(a.txt) "
                "11 0 R]>>>>/AcroForm<</Fields[6 0 R]/DA(/F 12 Tf 0 g)>>/OCProperties<</OCGs[15 0 "
                "R]/D<</OFF[15 0 R]/Order[]>>>>>>");
  add (objects, "<</Type/Pages/Count 1/Kids[3 0 R]>>");
  add (objects,
       "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/CropBox[50 100 545 800]/UserUnit 2/Rotate "
       "%u/Contents 4 0 R/Annots[6 0 R 7 0 R 8 0 R]/Thumb 13 0 R/Resources<</Font<</F 5 0 R>>"
       "/Properties<</L 15 0 R>>>>>>",
       rotation);
  add_stream (objects, "",
              "BT /F 14 Tf 100 700 Td (Visible) Tj 200 0 Td (Neighbour) Tj ET "
              "BT /F 14 Tf 3 Tr 100 600 Td (Ghostword) Tj 0 Tr ET "
              "1 g BT /F 14 Tf 100 550 Td (Whiteword) Tj ET 0 g "
              "BT /F 14 Tf 100 500 Td (Covered) Tj ET 90 490 120 30 re f "
              "BT /F 14 Tf -400 450 Td (Offpage) Tj ET "
              "BT /F 14 Tf 100 820 Td (Cropped) Tj ET "
              "/OC /L BDC BT /F 14 Tf 100 400 Td (Layered) Tj ET EMC");
  add (objects, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
  add (objects, "<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(Typedname)/Rect[100 300 250 320]/F 4"
                "/AP<</N 9 0 R>>/DA(/F 12 Tf 0 g)>>");
  add (objects, "<</Type/Annot/Subtype/FreeText/Contents(Annotated)/Rect[300 300 450 320]/F 4"
                "/AP<</N 14 0 R>>/DA(/F 12 Tf 0 g)>>");
  add (objects, "<</Type/Annot/Subtype/Text/Contents(Hiddennote)/Rect[400 200 420 220]/F 2>>");
  add_stream (objects, form, "BT /F 12 Tf 2 5 Td (Typedname) Tj ET");
  add_stream (objects, "/Type/Metadata/Subtype/XML", "<x>Metaword</x>");
  add (objects, "<</Type/Filespec/F(a.txt)/EF<</F 12 0 R>>>>");
  add_stream (objects, "/Type/EmbeddedFile", "Attachedword");
  add_stream (objects, "/Width 9/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", "Thumbword");
  add_stream (objects, form, "BT /F 12 Tf 2 5 Td (Annotated) Tj ET");
  add (objects, "<</Type/OCG/Name(layer)>>");

  return write_pdf (objects);
}

GBytes *
fixture_encrypted_pdf (void)
{
  g_autoptr (GBytes) plain = fixture_pdf (1);
  g_autofree char *folder = g_dir_make_tmp ("finestreta-XXXXXX", NULL);
  g_autofree char *in = g_build_filename (folder, "in.pdf", NULL);
  g_autofree char *out = g_build_filename (folder, "out.pdf", NULL);
  const char *command[] = { "qpdf", "--encrypt", "open", "own", "256", "--", in, out, NULL };
  g_autoptr (GError) error = NULL;
  char *content;
  gsize length;
  int status;

  g_file_set_contents (in, g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), &error);
  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **)command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  g_file_get_contents (out, &content, &length, &error);
  g_assert_no_error (error);
  g_remove (in);
  g_remove (out);
  g_rmdir (folder);

  return g_bytes_new_take (content, length);
}

static GdkPixbuf *
draw_picture (void)
{
  GdkPixbuf *picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 400, 300);
  g_autoptr (GdkPixbuf) right = gdk_pixbuf_new_subpixbuf (picture, 200, 0, 200, 300);

  gdk_pixbuf_fill (picture, 0xff0000ff);
  gdk_pixbuf_fill (right, 0x0000ffff);

  return picture;
}

/* By the program @encoder, as whoever sends one has it. */
static GBytes *
encode (const char *png, const char *encoder, const char *option, const char *value)
{
  g_autofree char *path = g_strconcat (png, ".out", NULL);
  const char *const command[] = { encoder, option, value, png, "-o", path, NULL };
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;
  int status;
  char *content;
  gsize length;

  g_spawn_sync (NULL, (char **)command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, &said, &status,
                &error);
  g_assert_no_error (error);
  if (!g_file_get_contents (path, &content, &length, NULL))
    g_error ("%s: %s", encoder, said);
  g_unlink (path);

  return g_bytes_new_take (content, length);
}

GBytes *
fixture_picture (const char *type)
{
  gboolean webp = g_str_equal (type, "webp"), heic = g_str_equal (type, "heic");
  g_autoptr (GdkPixbuf) picture = draw_picture ();
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  g_autofree char *path = NULL;
  gsize length;

  gdk_pixbuf_save_to_buffer (picture, &content, &length, webp || heic ? "png" : type, &error, NULL);
  g_assert_no_error (error);
  if (!webp && !heic)
    return g_bytes_new_take (g_steal_pointer (&content), length);

  g_close (g_file_open_tmp ("finestreta-XXXXXX.png", &path, &error), NULL);
  g_file_set_contents (path, content, length, &error);
  g_assert_no_error (error);
  GBytes *encoded =
      webp ? encode (path, "cwebp", "-q", "95") : encode (path, "heif-enc", "-q", "95");
  g_unlink (path);

  return encoded;
}

GBytes *
fixture_turned_jpeg (void)
{
  /* An EXIF segment with one entry: orientation, a short, 6 (the top is on the right). */
  static const guint8 exif[] = { 0xff, 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0,  'M', 'M',
                                 0,    42,   0, 0,  0,   8,   0,   1,   1, 18, 0,   3,
                                 0,    0,    0, 1,  0,   6,   0,   0,   0, 0,  0,   0 };
  static const char remark[] = "\xff\xfe\0\x0cRemarkword";
  g_autoptr (GBytes) plain = fixture_picture ("jpeg");
  gsize length;
  const guint8 *data = g_bytes_get_data (plain, &length);
  guint8 thumbnail[] = { 0xff, 0xe1, (length + 8) >> 8, length + 8, 'E', 'x', 'i', 'f', 0, 0 };
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, data, 2);
  g_byte_array_append (bytes, exif, sizeof exif);
  g_byte_array_append (bytes, (const guint8 *)remark, sizeof remark - 1);
  g_byte_array_append (bytes, thumbnail, sizeof thumbnail);
  g_byte_array_append (bytes, data, length);
  g_byte_array_append (bytes, data + 2, length - 2);

  return g_byte_array_free_to_bytes (bytes);
}

static guint32
crc (const guint8 *data, gsize length)
{
  guint32 value = 0xffffffff;

  for (gsize i = 0; i < length; i++) {
    value ^= data[i];
    for (int bit = 0; bit < 8; bit++)
      value = value >> 1 ^ (value & 1 ? 0xedb88320 : 0);
  }

  return ~value;
}

static void
append_chunk (GByteArray *png, const char *type, gconstpointer data, guint32 length)
{
  guint32 size = GUINT32_TO_BE (length);
  g_autoptr (GByteArray) body = g_byte_array_new ();

  g_byte_array_append (body, (const guint8 *)type, 4);
  g_byte_array_append (body, data, length);
  guint32 sum = GUINT32_TO_BE (crc (body->data, body->len));
  g_byte_array_append (png, (const guint8 *)&size, 4);
  g_byte_array_append (png, body->data, body->len);
  g_byte_array_append (png, (const guint8 *)&sum, 4);
}

GBytes *
fixture_png_bomb (guint32 width, guint32 height)
{
  GByteArray *png = g_byte_array_new ();
  gsize row = 1 + (width + 7) / 8;
  g_autofree guint8 *rows = g_malloc0 (row * height);
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9);
  g_autoptr (GOutputStream) packed = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream =
      g_converter_output_stream_new (packed, G_CONVERTER (compressor));
  guint32 size[] = { GUINT32_TO_BE (width), GUINT32_TO_BE (height) };
  guint8 header[13] = { [8] = 1 }; /* one bit a pixel, grey */

  g_output_stream_write_all (stream, rows, row * height, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  memcpy (header, size, sizeof size);
  g_byte_array_append (png, (const guint8 *)"\x89PNG\r\n\x1a\n", 8);
  append_chunk (png, "IHDR", header, sizeof header);
  append_chunk (png, "IDAT", g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (packed)),
                g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (packed)));
  append_chunk (png, "IEND", "", 0);

  return g_byte_array_free_to_bytes (png);
}

GBytes *
fixture_cut (GBytes *whole, gsize length)
{
  return g_bytes_new_from_bytes (whole, 0, MIN (length, g_bytes_get_size (whole)));
}
