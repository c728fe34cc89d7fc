// The key a server of captions asks for: in the person's keyring, and nowhere else.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  FIN_SERVER_KEY_WHISPER,
  FIN_SERVER_KEY_TRANSLATION,
} FinServerKey;

typedef void (*FinServerKeyFunc) (void);

/* NULL while there is none, or the keyring has not been asked yet: that happens at the first call, and @changed
 * (static) is then called whenever there is another. Main thread. (transfer none) */
const char *fin_server_key        (FinServerKey which, FinServerKeyFunc changed);
/* The same, of a keyring that was asked before. (transfer none) */
const char *fin_server_key_known  (FinServerKey which);
/* From now on, and in the keyring for the next run; NULL or "": none any more. An error means that the keyring did
 * not take it, and it holds for this run only. */
void        fin_server_key_set_async  (FinServerKey which, const char *key, GAsyncReadyCallback callback,
                                       gpointer data);
gboolean    fin_server_key_set_finish (GAsyncResult *result, GError **error);

G_END_DECLS
