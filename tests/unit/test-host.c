// Which hosts are this computer: to no other goes anything in clear.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-host.h"

static void
test_here (void)
{
  static const char *const here[] = { "localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "::1" };
  static const char *const elsewhere[] = { "",        "localhost.example", "127.0.0.1.example",
                                           "0.0.0.0", "10.0.0.1",          "::",
                                           "fe80::1", "mylocalhost",       "128.0.0.1" };

  for (guint i = 0; i < G_N_ELEMENTS (here); i++)
    g_assert_true (fin_host_is_here (here[i]));
  for (guint i = 0; i < G_N_ELEMENTS (elsewhere); i++)
    g_assert_false (fin_host_is_here (elsewhere[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/host/here", test_here);

  return g_test_run ();
}
