// What can be told of the media library without a call: candidates, servers, quality, devices.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gst/gst.h>

#include "fin-description.h"
#include "fin-devices.h"
#include "fin-ice-server.h"
#include "fin-json.h"
#include "fin-loudspeaker.h"
#include "fin-quality.h"

static void
test_candidates (void)
{
  static const char *const good[] = {
    "",
    "candidate:1 1 UDP 2015363327 192.0.2.2 45483 typ host",
    "candidate:842163049 1 udp 1677729535 203.0.113.7 40000 typ srflx raddr 0.0.0.0 rport 0 "
    "generation 0 ufrag abcd network-cost 999",
    "candidate:2 1 TCP 1015021823 2001:db8::2 9 typ host tcptype active",
    "candidate:0 1 udp 2122187007 5ad8c8f0-5e3b-4f4c-8a9e-7a3f5c1d2e3b.local 57135 typ host",
  };
  static const char *const bad[] = {
    "candidate:",
    "candidate:1 1 udp 1 192.0.2.1 9 typ",
    "candidate:1 1 udp 1 192.0.2.1 9 typ what",
    "candidate:1 1 sctp 1 192.0.2.1 9 typ host",
    "candidate:1 1 udp 1 192.0.2.1 65536 typ host",
    "candidate:1 1 udp -1 192.0.2.1 9 typ host",
    "candidate:1 0 udp 1 192.0.2.1 9 typ host",
    "candidate:1 1 udp 1 example.com 9 typ host",
    "candidate:1 1 udp 1 a/../b.local 9 typ host\n",
    "candidate:1 1 udp 1 192.0.2.1\t9 typ host",
    "a=candidate:1 1 udp 1 192.0.2.1 9 typ host",
  };
  g_autofree char *endless = g_strnfill (2000, 'a');

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    if (!fin_description_candidate (good[i]))
      g_error ("refused: %s", good[i]);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    if (fin_description_candidate (bad[i]))
      g_error ("taken: %s", bad[i]);
  g_assert_false (fin_description_candidate (NULL));
  g_assert_false (fin_description_candidate (endless));
}

static void
test_ice_servers (void)
{
  static const struct {
    const char *server;
    const char *uri;
  } cases[] = {
    { "{\"urls\": \"stun:stun.example:3478\"}", "stun://stun.example:3478" },
    { "{\"urls\": \"turn:turn.example:3478?transport=udp\", \"username\": \"1790000000:ana\", "
      "\"credential\": \"a+b/c=\"}",
      "turn://1790000000%3Aana:a%2Bb%2Fc%3D@turn.example:3478?transport=udp" },
    { "{\"urls\": \"turns:turn.example:5349\", \"username\": \"u\", \"credential\": \"p\"}",
      "turns://u:p@turn.example:5349" },
    { "{\"urls\": \"turn:turn.example\"}", NULL },
    { "{\"urls\": \"http://turn.example\"}", NULL },
    { "{\"urls\": \"stun:evil@stun.example\"}", NULL },
    { "{\"urls\": [\"stun:stun.example\"]}", NULL },
    { "{}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonObject) server = fin_json_parse_object (cases[i].server, -1, NULL);
      g_autofree char *uri = fin_ice_server_uri (server);

      g_assert_cmpstr (uri, ==, cases[i].uri);
    }
}

static void
test_bits (void)
{
  guint bits = FIN_QUALITY_START;

  g_assert_cmpuint (fin_quality_next (bits, -1), ==, bits);
  g_assert_cmpuint (fin_quality_next (bits, 0.05), ==, bits);
  g_assert_cmpuint (fin_quality_next (bits, 0), >, bits);
  g_assert_cmpuint (fin_quality_next (bits, 0.5), ==, bits * 3 / 4);
  for (int i = 0; i < 100; i++)
    bits = fin_quality_next (bits, 0);
  g_assert_cmpuint (bits, ==, FIN_QUALITY_MAX);
  for (int i = 0; i < 100; i++)
    bits = fin_quality_next (bits, 1);
  g_assert_cmpuint (bits, ==, FIN_QUALITY_MIN);
}

/* Going down and up again, each height is met, and a small change back never changes it back. */
static void
test_heights (void)
{
  int height = fin_quality_height (FIN_QUALITY_MAX, 0);
  guint seen = 1;

  g_assert_cmpint (height, ==, 720);
  for (guint bits = FIN_QUALITY_MAX; bits >= FIN_QUALITY_MIN; bits -= 10000)
    {
      int next = fin_quality_height (bits, height);

      g_assert_cmpint (next, <=, height);
      if (next != height)
        g_assert_cmpint (fin_quality_height (bits * 1.1, next), ==, next);
      seen += next != height;
      height = next;
    }
  g_assert_cmpuint (seen, ==, 4);
  g_assert_cmpint (fin_quality_height (FIN_QUALITY_MAX, height), ==, 720);
}

static const struct {
  FinDeviceKind kind;
  const char   *variable;
  const char   *element;
} described[] = {
  { FIN_DEVICE_CAMERA, "FINESTRETA_CAMERA", "videotestsrc is-live=true" },
  { FIN_DEVICE_MICROPHONE, "FINESTRETA_MICROPHONE", "audiotestsrc is-live=true" },
  { FIN_DEVICE_LOUDSPEAKER, "FINESTRETA_LOUDSPEAKER", "fakesink" },
};

static void
test_described_devices (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (described); i++)
    {
      g_autoptr (GListModel) devices = fin_devices_new (described[i].kind);
      g_autoptr (GListModel) again = fin_devices_new (described[i].kind);
      g_autoptr (FinDevice) device = g_list_model_get_item (devices, 0);
      g_autoptr (FinDevice) same = g_list_model_get_item (again, 0);
      g_autofree char *element = fin_device_element (device);

      g_assert_cmpint (fin_device_kind (device), ==, described[i].kind);
      g_assert_cmpstr (element, ==, described[i].element);
      g_assert_cmpstr (fin_device_name (device), !=, "");
      g_assert_cmpstr (fin_device_id (device), ==, fin_device_id (same));
    }
}

/* People who go and come at the same moment: each has a place of their own in the mix. A fault is critical. */
static void
test_voices (void)
{
  FinMedia media = { 0 };
  FinLoudspeaker *loudspeaker;

  fin_media_init (&media);
  loudspeaker = fin_loudspeaker_new (&media);
  fin_loudspeaker_set_sink (loudspeaker, "fakesink sync=true");
  g_assert_no_error (fin_loudspeaker_error (loudspeaker));
  for (guint i = 1; i <= 400; i++) {
    fin_loudspeaker_add_voice (loudspeaker, GUINT_TO_POINTER (i));
    fin_loudspeaker_remove_voice (loudspeaker, GUINT_TO_POINTER (i - 1));
    g_usleep (i % 7 * 50);
  }
  g_assert_finalize_object (loudspeaker);
  fin_media_settle ();
  fin_media_clear (&media);
}

int
main (int argc, char **argv)
{
  for (guint i = 0; i < G_N_ELEMENTS (described); i++)
    g_setenv (described[i].variable, described[i].element, TRUE);
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/parts/candidates", test_candidates);
  g_test_add_func ("/parts/ice-servers", test_ice_servers);
  g_test_add_func ("/parts/quality/bits", test_bits);
  g_test_add_func ("/parts/quality/heights", test_heights);
  g_test_add_func ("/parts/devices/described", test_described_devices);
  g_test_add_func ("/parts/loudspeaker/voices", test_voices);

  return g_test_run ();
}
