// A stream that counts what came and what left. libsoup's WebSocket tells neither how much waits to
// be sent nor when fragments add up to too much, and answers pings without end to who does not read;
// this does, and fails where they do not.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FIN_TYPE_METERED_STREAM (fin_metered_stream_get_type ())
G_DECLARE_FINAL_TYPE (FinMeteredStream, fin_metered_stream, FIN, METERED_STREAM, GIOStream)

/* @base: with pollable streams, of a server's WebSocket. (transfer full) */
GIOStream *fin_metered_stream_new     (GIOStream *base);
/* Of messages: neither pings nor pongs. */
guint64    fin_metered_stream_written (FinMeteredStream *self);
guint64    fin_metered_stream_read    (FinMeteredStream *self);
/* From now on at most @allowance bytes come in before it is called again: past them reading fails. */
void       fin_metered_stream_allow   (FinMeteredStream *self, gsize allowance);

G_END_DECLS
