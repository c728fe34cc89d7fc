// The helper's own wall, without the box around it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fin-pages-limits.h"

static gpointer
thread (gpointer data)
{
  return data;
}

static void
test_memory (void)
{
  fin_pages_limit_myself ();
  g_assert_null (g_try_malloc (1600000000));
  g_autofree char *enough = g_try_malloc (200000000);
  g_assert_nonnull (enough);
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("finestreta-XXXXXX", NULL);
  g_autofree char *name = g_build_filename (folder, "file", NULL);

  fin_pages_limit_myself ();
  signal (SIGXFSZ, SIG_IGN);
  int file = open (name, O_CREAT | O_WRONLY, 0600);
  g_assert_cmpint (write (file, "x", 1), ==, -1);
  close (file);
  g_remove (name);
  g_rmdir (folder);
}

#ifdef HAVE_SECCOMP
static void
test_calls (void)
{
  fin_pages_limit_myself ();
  g_assert_cmpint (socket (AF_INET, SOCK_STREAM, 0), ==, -1);
  g_assert_cmpint (errno, ==, EPERM);
  g_assert_cmpint (fork (), ==, -1);
  g_assert_cmpint (execl ("/bin/true", "true", NULL), ==, -1);
  g_assert_cmpint (kill (getppid (), 0), ==, -1);
  /* Decoders do use threads. */
  g_assert_true (g_thread_join (g_thread_new ("decoder", thread, GINT_TO_POINTER (1))) != NULL);
}
#endif

/* What is taken away does not come back, so each case has a process of its own. */
static void
apart (gconstpointer data)
{
  void (*test) (void) = data;

  if (g_test_subprocess ())
    test ();
  else {
    g_test_trap_subprocess (NULL, 0, 0);
    g_test_trap_assert_passed ();
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/limits/memory", test_memory, apart);
  g_test_add_data_func ("/limits/files", test_files, apart);
#ifdef HAVE_SECCOMP
  g_test_add_data_func ("/limits/calls", test_calls, apart);
#endif

  return g_test_run ();
}
