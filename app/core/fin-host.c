// Hosts of addresses.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-host.h"

#include <gio/gio.h>

gboolean
fin_host_is_here (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  g_return_val_if_fail (host != NULL, FALSE);

  address = g_inet_address_new_from_string (host);

  return address != NULL ? g_inet_address_get_is_loopback (address)
                         : g_ascii_strcasecmp (host, "localhost") == 0; /* RFC 6761 */
}
