// What may come near webrtcbin, and what may not.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-description.h"

#include <gio/gio.h>

#include "fin-error.h"

/* As in the office's API. */
#define MAX_DESCRIPTION 60000
#define MAX_CANDIDATE   1000
#define MAX_SECTIONS    8
#define MAX_FORMATS     64
#define MAX_ATTRIBUTES  600
#define MAX_MID         64
#define ICE_CHARS       "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/"

static gboolean
refuse (GError **error, const char *reason)
{
  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, reason);

  return FALSE;
}

static gboolean
only (const char *text, const char *characters, gsize min, gsize max)
{
  gsize length = text != NULL ? strlen (text) : 0;

  return length >= min && length <= max && strspn (text, characters) == length;
}

static gboolean
printable (const char *text, const char *also)
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isprint (*text) && strchr (also, *text) == NULL)
      return FALSE;

  return TRUE;
}

static gboolean
number (const char *text, guint64 min, guint64 max, guint64 *value)
{
  return g_ascii_string_to_unsigned (text, 10, min, max, value, NULL);
}

/* "sha-256 1A:2B:…" (RFC 8122). */
static gboolean
check_fingerprint (const char *value)
{
  g_auto (GStrv) parts = value != NULL ? g_strsplit (value, " ", 3) : NULL;

  return parts != NULL && g_strv_length (parts) == 2 &&
         g_ascii_strncasecmp (parts[0], "sha-", 4) == 0 &&
         only (parts[1], "0123456789abcdefABCDEF:", 3 * 20 - 1, 3 * 64 - 1);
}

/* A name and a clock rate for each format; webrtcbin makes caps of them. */
static gboolean
check_formats (const GstSDPMedia *media)
{
  guint n = gst_sdp_media_formats_len (media);

  if (n == 0 || n > MAX_FORMATS)
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      const char *format = gst_sdp_media_get_format (media, i);
      gboolean found = FALSE;

      if (!number (format, 0, 127, NULL))
        return FALSE;

      for (guint j = 0; !found && j < gst_sdp_media_attributes_len (media); j++)
        {
          const GstSDPAttribute *rtpmap = gst_sdp_media_get_attribute (media, j);
          g_auto (GStrv) parts = NULL;

          if (!g_str_equal (rtpmap->key, "rtpmap") || rtpmap->value == NULL)
            continue;
          parts = g_strsplit_set (rtpmap->value, " /", 4);
          found = g_strv_length (parts) >= 3 && g_str_equal (parts[0], format) &&
                  only (parts[1], ICE_CHARS "-_.", 1, 32) && number (parts[2], 1000, 200000, NULL);
        }
      if (!found)
        return FALSE;
    }

  return TRUE;
}

/* How often any of @names is there. */
static guint
count_attributes (const GstSDPMedia *media, const char *const *names)
{
  guint count = 0;

  for (guint i = 0; i < gst_sdp_media_attributes_len (media); i++)
    {
      const char *key = gst_sdp_media_get_attribute (media, i)->key;

      if (key != NULL && g_strv_contains (names, key))
        count++;
    }

  return count;
}

/* What is said twice is understood in two ways, by webrtcbin too. */
static gboolean
check_once (const GstSDPMedia *media, gboolean data)
{
  static const char *const directions[] = { "sendrecv", "sendonly", "recvonly", "inactive", NULL };
  static const char *const once[] = { "mid",   "setup",     "fingerprint", "ice-ufrag",
                                      "ice-pwd", "sctp-port" };

  for (guint i = 0; i < G_N_ELEMENTS (once); i++)
    if (count_attributes (media, (const char *[]){ once[i], NULL }) > 1)
      return FALSE;

  return data || count_attributes (media, directions) == 1;
}

static gboolean
check_attributes (const GstSDPMedia *media)
{
  if (gst_sdp_media_attributes_len (media) > MAX_ATTRIBUTES)
    return FALSE;

  for (guint i = 0; i < gst_sdp_media_attributes_len (media); i++)
    {
      const GstSDPAttribute *a = gst_sdp_media_get_attribute (media, i);
      g_autofree char *candidate = NULL;

      if (a->key == NULL)
        return FALSE;
      if (!g_str_equal (a->key, "candidate"))
        continue;
      candidate = g_strconcat ("candidate:", a->value, NULL);
      if (!fin_description_candidate (candidate))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_data (const GstSDPMedia *media)
{
  const char *port = gst_sdp_media_get_attribute_val (media, "sctp-port");

  return gst_sdp_media_formats_len (media) == 1 && port != NULL &&
         number (port, 1, G_MAXUINT16, NULL);
}

static gboolean
check_section (const GstSDPMessage *sdp, const GstSDPMedia *media, GError **error)
{
  static const char *const setups[] = { "actpass", "active", "passive", NULL };
  const char *kind = gst_sdp_media_get_media (media);
  const char *proto = gst_sdp_media_get_proto (media);
  const char *setup = gst_sdp_media_get_attribute_val (media, "setup");
  const char *fingerprint = gst_sdp_media_get_attribute_val (media, "fingerprint");
  gboolean data = g_strcmp0 (kind, "application") == 0;

  if (!data && g_strcmp0 (kind, "audio") != 0 && g_strcmp0 (kind, "video") != 0)
    return refuse (error, "a section that is neither sound, picture nor data");
  if (g_strcmp0 (proto, data ? "UDP/DTLS/SCTP" : "UDP/TLS/RTP/SAVPF") != 0)
    return refuse (error, "a section with another protocol");
  if (!only (gst_sdp_media_get_attribute_val (media, "mid"), ICE_CHARS "-_.", 1, MAX_MID))
    return refuse (error, "a section without a name");
  if (!only (gst_sdp_media_get_attribute_val (media, "ice-ufrag"), ICE_CHARS, 4, 256) ||
      !only (gst_sdp_media_get_attribute_val (media, "ice-pwd"), ICE_CHARS, 22, 256))
    return refuse (error, "a section without ICE credentials");
  /* Firefox gives it once for all sections. */
  if (fingerprint == NULL)
    fingerprint = gst_sdp_message_get_attribute_val (sdp, "fingerprint");
  if (!check_fingerprint (fingerprint))
    return refuse (error, "a section without a fingerprint");
  if (setup == NULL || !g_strv_contains (setups, setup))
    return refuse (error, "a section without a DTLS role");
  if (!check_attributes (media) || !check_once (media, data))
    return refuse (error, "a section with malformed attributes");
  if (data ? !check_data (media) : !check_formats (media))
    return refuse (error, "a section with malformed formats");

  return TRUE;
}

/* All in one transport: what is offered here, and what every browser does. */
static gboolean
check_bundle (const GstSDPMessage *sdp, GError **error)
{
  const GstSDPMedia *first = gst_sdp_message_get_media (sdp, 0);
  const char *group = gst_sdp_message_get_attribute_val (sdp, "group");
  g_auto (GStrv) mids = group != NULL ? g_strsplit (group, " ", MAX_SECTIONS + 2) : NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  /* The transport is the first section's, which has to be one of sound or pictures. */
  if (mids == NULL || g_strcmp0 (mids[0], "BUNDLE") != 0 ||
      g_strcmp0 (mids[1], gst_sdp_media_get_attribute_val (first, "mid")) != 0 ||
      gst_sdp_media_get_port (first) == 0 ||
      g_strcmp0 (gst_sdp_media_get_media (first), "application") == 0)
    return refuse (error, "not bundled");

  for (guint i = 0; i < gst_sdp_message_medias_len (sdp); i++)
    {
      const GstSDPMedia *media = gst_sdp_message_get_media (sdp, i);
      const char *mid = gst_sdp_media_get_attribute_val (media, "mid");

      if (!g_hash_table_add (seen, (gpointer) mid))
        return refuse (error, "two sections of one name");
      if (gst_sdp_media_get_port (media) != 0 &&
          !g_strv_contains ((const char *const *) mids + 1, mid))
        return refuse (error, "a section outside the bundle");
    }

  for (guint i = 1; mids[i] != NULL; i++)
    if (!g_hash_table_contains (seen, mids[i]))
      return refuse (error, "a bundle of something else");

  return TRUE;
}

GstSDPMessage *
fin_description_parse (const char *text, GError **error)
{
  gsize length = text != NULL ? strlen (text) : 0;
  g_autoptr (GstSDPMessage) sdp = NULL;
  const GstSDPOrigin *origin;

  if (length == 0 || length > MAX_DESCRIPTION || !printable (text, "\r\n") ||
      gst_sdp_message_new_from_text (text, &sdp) != GST_SDP_OK)
    {
      refuse (error, "not a session description");
      return NULL;
    }

  origin = gst_sdp_message_get_origin (sdp);
  if (origin->sess_id == NULL || origin->sess_version == NULL ||
      gst_sdp_message_medias_len (sdp) == 0 || gst_sdp_message_medias_len (sdp) > MAX_SECTIONS)
    {
      refuse (error, "a description of nothing, or of too much");
      return NULL;
    }

  for (guint i = 0; i < gst_sdp_message_medias_len (sdp); i++)
    if (!check_section (sdp, gst_sdp_message_get_media (sdp, i), error))
      return NULL;

  return check_bundle (sdp, error) ? g_steal_pointer (&sdp) : NULL;
}

gboolean
fin_description_answers (const GstSDPMessage  *answer,
                         const GstSDPMessage  *offer,
                         GError              **error)
{
  if (gst_sdp_message_medias_len (answer) != gst_sdp_message_medias_len (offer))
    return refuse (error, "not an answer to that offer");

  for (guint i = 0; i < gst_sdp_message_medias_len (offer); i++)
    {
      const GstSDPMedia *theirs = gst_sdp_message_get_media (answer, i);
      const GstSDPMedia *ours = gst_sdp_message_get_media (offer, i);

      if (g_strcmp0 (gst_sdp_media_get_media (theirs), gst_sdp_media_get_media (ours)) != 0 ||
          g_strcmp0 (gst_sdp_media_get_attribute_val (theirs, "mid"),
                     gst_sdp_media_get_attribute_val (ours, "mid")) != 0)
        return refuse (error, "not an answer to that offer");
    }

  return TRUE;
}

int
fin_description_payload (const GstSDPMessage *sdp,
                         const char          *kind,
                         const char          *encoding,
                         int                  fallback)
{
  for (guint i = 0; i < gst_sdp_message_medias_len (sdp); i++)
    {
      const GstSDPMedia *media = gst_sdp_message_get_media (sdp, i);

      for (guint j = 0; g_strcmp0 (gst_sdp_media_get_media (media), kind) == 0 &&
                        j < gst_sdp_media_attributes_len (media); j++)
        {
          const GstSDPAttribute *a = gst_sdp_media_get_attribute (media, j);
          g_auto (GStrv) parts = NULL;
          guint64 payload;

          if (!g_str_equal (a->key, "rtpmap"))
            continue;
          parts = g_strsplit_set (a->value, " /", 3);
          if (g_ascii_strcasecmp (parts[1], encoding) == 0 && number (parts[0], 0, 127, &payload))
            return payload;
        }
    }

  return fallback;
}

static const char *
ice_ufrag (const GstSDPMessage *sdp)
{
  return gst_sdp_media_get_attribute_val (gst_sdp_message_get_media (sdp, 0), "ice-ufrag");
}

gboolean
fin_description_continues (const GstSDPMessage *next, const GstSDPMessage *last)
{
  return g_strcmp0 (gst_sdp_message_get_origin (next)->sess_id,
                    gst_sdp_message_get_origin (last)->sess_id) == 0 &&
         g_strcmp0 (ice_ufrag (next), ice_ufrag (last)) == 0;
}

/* RFC 8828 lets a browser hide an address behind a name of its own making. */
static gboolean
is_mdns_name (const char *address)
{
  return g_str_has_suffix (address, ".local") && only (address, ICE_CHARS "-.", 7, 255);
}

gboolean
fin_description_candidate (const char *candidate)
{
  g_auto (GStrv) parts = NULL;

  if (candidate == NULL || strlen (candidate) > MAX_CANDIDATE || !printable (candidate, ""))
    return FALSE;
  if (candidate[0] == '\0')
    return TRUE;
  if (!g_str_has_prefix (candidate, "candidate:"))
    return FALSE;

  parts = g_strsplit (candidate + strlen ("candidate:"), " ", -1);

  return g_strv_length (parts) >= 8 && only (parts[0], ICE_CHARS, 1, 32) &&
         number (parts[1], 1, 256, NULL) &&
         (g_ascii_strcasecmp (parts[2], "udp") == 0 || g_ascii_strcasecmp (parts[2], "tcp") == 0) &&
         number (parts[3], 0, G_MAXUINT32, NULL) &&
         (g_hostname_is_ip_address (parts[4]) || is_mdns_name (parts[4])) &&
         number (parts[5], 0, G_MAXUINT16, NULL) && g_str_equal (parts[6], "typ") &&
         only (parts[7], "hostsrflxprelay", 4, 5);
}
