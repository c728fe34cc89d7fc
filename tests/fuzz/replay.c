// Without a fuzzer: what it once found, and what it began with, tried one by one.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <glib.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
main (int argc, char **argv)
{
  guint n = 0;

  for (int i = 1; i < argc; i++) {
    g_autoptr (GDir) folder = g_dir_open (argv[i], 0, NULL);
    const char *name;

    g_assert_nonnull (folder);
    while ((name = g_dir_read_name (folder)) != NULL) {
      g_autofree char *path = g_build_filename (argv[i], name, NULL);
      g_autofree char *data = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &data, &length, NULL));
      LLVMFuzzerTestOneInput ((const uint8_t *)data, length);
      g_print ("ok %u - %s\n", ++n, name);
    }
  }
  g_print ("1..%u\n", n);

  return n > 0 ? 0 : 1;
}
