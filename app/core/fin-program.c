// Where the other programs of the house are.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-program.h"

char *
fin_program_find (const char *program, const char *folder)
{
  g_return_val_if_fail (program != NULL && folder != NULL, NULL);

  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *here = g_path_get_dirname (self != NULL ? self : ".");
  g_autofree char *beside = g_build_filename (here, program, NULL);
  g_autofree char *below = g_build_filename (here, folder, program, NULL);
  g_autofree char *installed = g_build_filename (FIN_LIBEXECDIR, program, NULL);
  const char *candidates[] = { beside, below, installed };

  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    if (g_file_test (candidates[i], G_FILE_TEST_IS_EXECUTABLE)
        && !g_file_test (candidates[i], G_FILE_TEST_IS_DIR))
      return g_strdup (candidates[i]);

  return g_find_program_in_path (program);
}

char *
fin_program_locale_folder (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);

  return g_strdup (self != NULL && g_str_has_prefix (self, FIN_BUILDDIR "/") ? FIN_BUILDDIR "/po"
                                                                            : FIN_LOCALEDIR);
}
