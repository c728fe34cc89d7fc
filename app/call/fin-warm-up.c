// What the first call of a process would wait for, made before.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-call.h"

#include <openssl/crypto.h>
#include <stdlib.h>

#include "fin-media.h"

static GThread *thread;

static void
at_exit (void)
{
  g_clear_pointer (&thread, g_thread_join);
  fin_media_settle ();
}

static gpointer
warm_up (gpointer data)
{
  static const char *const elements[] = { "dtlsdec",   "webrtcbin", "nicesrc",   "srtpenc",
                                          "sctpenc",   "vp8enc",    "vp8dec",    "opusenc",
                                          "opusdec",   "rtpvp8pay", "rtpjitterbuffer",
                                          "audiomixer", "level" };

  /* The first makes a key of 2048 bits, once in a process; the others load their plugins. */
  for (guint i = 0; i < G_N_ELEMENTS (elements); i++)
    {
      GstElement *element = gst_element_factory_make (elements[i], NULL);

      if (element != NULL)
        gst_object_unref (gst_object_ref_sink (element));
    }

  return NULL;
}

void
fin_call_warm_up (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      /* A process may end while media threads still hang up, and would die of it if OpenSSL were
       * taken down under them; they are waited for as well. */
      OPENSSL_init_crypto (OPENSSL_INIT_NO_ATEXIT, NULL);
      atexit (at_exit);
      thread = g_thread_new ("warm-up", warm_up, NULL);
      g_once_init_leave (&once, 1);
    }
}
