// finestreta-pages: a document on standard input, its pages as pixels and words on standard output.
// It is started in a box (../fin-box.h) and believes nothing of what it reads.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fin-pages-decode.h"
#include "fin-pages-limits.h"

/* What is decoded is what the content is, whatever anybody called it. */
static const char *
sniff (GBytes *content)
{
  static const char *const heic_brands[] = { "heic", "heix", "heim", "heis", "mif1", "msf1" };
  gsize length;
  const char *data = g_bytes_get_data (content, &length);

  if (length < 12)
    return NULL;
  if (g_strstr_len (data, MIN (length, 1024), "%PDF-") != NULL)
    return "application/pdf";
  if (memcmp (data, "\xff\xd8\xff", 3) == 0)
    return "image/jpeg";
  if (memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0)
    return "image/png";
  if (memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0)
    return "image/webp";
  for (guint i = 0; i < G_N_ELEMENTS (heic_brands); i++)
    if (memcmp (data + 4, "ftyp", 4) == 0 && memcmp (data + 8, heic_brands[i], 4) == 0)
      return "image/heic";

  return NULL;
}

/* The parent gives a sealed memory file, shared by all runs about a document: it is mapped, never
 * read, so that its one offset does not matter. A pipe will do as well. */
static GBytes *
read_input (void)
{
  struct stat info;

  if (fstat (STDIN_FILENO, &info) == 0 && S_ISREG (info.st_mode)) {
    if (info.st_size > FIN_PAGES_MAX_INPUT)
      fin_pages_out_fail ("too-large");

    void *data = mmap (NULL, MAX (info.st_size, 1), PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
    if (data == MAP_FAILED)
      fin_pages_out_fail ("broken");

    return g_bytes_new_static (data, info.st_size);
  }

  GByteArray *content = g_byte_array_new ();
  guint8 buffer[65536];
  gsize length;

  while ((length = fread (buffer, 1, sizeof buffer, stdin)) > 0) {
    if (content->len + length > FIN_PAGES_MAX_INPUT)
      fin_pages_out_fail ("too-large");
    g_byte_array_append (content, buffer, length);
  }

  return g_byte_array_free_to_bytes (content);
}

static gboolean
parse_order (int argc, char **argv, const char **media_type, FinPagesOrder *order)
{
  g_autofree char *pages = NULL;
  gboolean words = FALSE;
  GOptionEntry entries[] = {
    { "pages", 0, 0, G_OPTION_ARG_STRING, &pages, "Pages to tell about, counted from 1",
      "FROM-TO" },
    { "dpi", 0, 0, G_OPTION_ARG_DOUBLE, &order->dpi, "Draw the pages at so many dots an inch",
      "DPI" },
    { "words", 0, 0, G_OPTION_ARG_NONE, &words, "Give the words of the pages", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("MEDIA-TYPE <DOCUMENT");

  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_summary (context,
                                "Without --pages: how many pages there are, and their sizes; with "
                                "--dpi or --words that of the first page too.");
  if (!g_option_context_parse (context, &argc, &argv, NULL) || argc != 2)
    return FALSE;

  *media_type = argv[1];
  order->words = words;
  if (!(order->dpi >= 0 && order->dpi <= FIN_PAGES_MAX_DPI))
    return FALSE;
  if (pages == NULL)
    return TRUE;

  order->about_pages = TRUE;
  if (sscanf (pages, "%u-%u", &order->from, &order->to) != 2 || order->from < 1 ||
      order->to < order->from || order->to > FIN_PAGES_MAX ||
      order->to - order->from >= FIN_PAGES_MAX_RUN)
    return FALSE;
  order->from--;
  order->to--;

  return TRUE;
}

int
main (int argc, char **argv)
{
  FinPagesOrder order = { 0 };
  const char *media_type;

  fin_pages_limit_myself ();
  /* Poppler and the others tell about the document on standard error; that is nobody's business. */
  if (freopen ("/dev/null", "w", stderr) == NULL)
    return 2;

  fin_pages_out_begin ();
  if (!parse_order (argc, argv, &media_type, &order))
    fin_pages_out_fail ("usage");

  g_autoptr (GBytes) content = read_input ();
  if (g_strcmp0 (sniff (content), media_type) != 0)
    fin_pages_out_fail ("wrong-type");

  order.cut = !fin_pages_is_whole (content, media_type);
  if (g_str_equal (media_type, "application/pdf"))
    fin_pages_decode_pdf (content, &order);
  else
    fin_pages_decode_picture (content, media_type, &order);
  fin_pages_out_end ();

  return 0;
}
