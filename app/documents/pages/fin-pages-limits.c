// Resource limits, and a seccomp filter where libseccomp was there to build with.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-pages-limits.h"

#include <errno.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#ifdef HAVE_SECCOMP
#include <seccomp.h>
#endif

#define MAX_MEMORY      1500000000 /* bytes of address space */
#define MAX_CPU_SECONDS 20
#define MAX_OPEN_FILES  64

static void
limit (int resource, rlim_t value, rlim_t hard)
{
  struct rlimit wanted = { value, hard };

  /* Never above what the parent has already taken away. */
  if (setrlimit (resource, &wanted) != 0 && errno != EPERM)
    _exit (2);
}

#ifdef HAVE_SECCOMP
/* What decoding never needs and breaking out does. A list of what is allowed would be stricter, and
 * would break with each new version of a dozen libraries. */
static void
filter_calls (void)
{
  static const int refused[] = {
    SCMP_SYS (socket),       SCMP_SYS (socketpair),
    SCMP_SYS (connect),      SCMP_SYS (bind),
    SCMP_SYS (execve),       SCMP_SYS (execveat),
    SCMP_SYS (fork),         SCMP_SYS (vfork),
    SCMP_SYS (ptrace),       SCMP_SYS (kill),
    SCMP_SYS (tkill),        SCMP_SYS (unshare),
    SCMP_SYS (setns),        SCMP_SYS (mount),
    SCMP_SYS (umount2),      SCMP_SYS (pivot_root),
    SCMP_SYS (chroot),       SCMP_SYS (bpf),
    SCMP_SYS (userfaultfd),  SCMP_SYS (perf_event_open),
    SCMP_SYS (keyctl),       SCMP_SYS (add_key),
    SCMP_SYS (request_key),  SCMP_SYS (io_uring_setup),
    SCMP_SYS (init_module),  SCMP_SYS (kexec_load),
    SCMP_SYS (finit_module), SCMP_SYS (process_vm_readv),
    SCMP_SYS (ioctl),        SCMP_SYS (pidfd_open),
    SCMP_SYS (memfd_create), SCMP_SYS (process_vm_writev),
  };
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ALLOW);
  int status = filter != NULL ? 0 : -1;

  for (guint i = 0; status == 0 && i < G_N_ELEMENTS (refused); i++)
    status = seccomp_rule_add (filter, SCMP_ACT_ERRNO (EPERM), refused[i], 0);
  /* libde265 decodes in threads. The flags of clone3() are out of a filter's sight: told that it is
   * not there, the C library falls back to clone(). */
  if (status == 0)
    status = seccomp_rule_add (filter, SCMP_ACT_ERRNO (ENOSYS), SCMP_SYS (clone3), 0);
  if (status == 0)
    status = seccomp_rule_add (filter, SCMP_ACT_ERRNO (EPERM), SCMP_SYS (clone), 1,
                               SCMP_A0 (SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
  if (status == 0)
    status = seccomp_load (filter);
  if (status != 0)
    _exit (2);
  seccomp_release (filter);
}
#endif

void
fin_pages_limit_myself (void)
{
  limit (RLIMIT_AS, MAX_MEMORY, MAX_MEMORY);
  /* At the first SIGXCPU ends it, which can be told from other ends; at the second SIGKILL. */
  limit (RLIMIT_CPU, MAX_CPU_SECONDS, MAX_CPU_SECONDS + 1);
  limit (RLIMIT_FSIZE, 0, 0);
  limit (RLIMIT_CORE, 0, 0);
  limit (RLIMIT_NOFILE, MAX_OPEN_FILES, MAX_OPEN_FILES);
  /* Neither to be looked into nor to gain anything by a set-user-id program. */
  if (prctl (PR_SET_DUMPABLE, 0) != 0 || prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    _exit (2);
#ifdef HAVE_SECCOMP
  filter_calls ();
#endif
}
