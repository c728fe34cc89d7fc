// A session whose engine is at the other end of a WebSocket.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-teller.h"

G_BEGIN_DECLS

/**
 * FinServerTranscriber:
 *
 * Connects to the property `address` (`ws:` or `wss:`) when it is opened and fails with FIN_ERROR_OFFLINE
 * when the connection is not had in five seconds, or is lost, and with FIN_ERROR_FAILED when what answers is
 * no WebSocket, breaks its rules, or says more than a mebibyte at once.
 */
#define FIN_TYPE_SERVER_TRANSCRIBER (fin_server_transcriber_get_type ())
G_DECLARE_DERIVABLE_TYPE (FinServerTranscriber, fin_server_transcriber, FIN, SERVER_TRANSCRIBER,
                          FinTranscriber)

/**
 * FinServerTranscriberClass:
 * @greet: it is connected
 * @answer: a text came; FALSE when it is none that can be understood
 * @part: say good-bye; the connection is then closed
 *
 * @greet may be NULL. Subclasses implement `hear` and `pause` of #FinTranscriberClass.
 */
struct _FinServerTranscriberClass {
  FinTranscriberClass parent_class;

  void     (*greet)  (FinServerTranscriber *self);
  gboolean (*answer) (FinServerTranscriber *self, const char *text, gsize length);
  void     (*part)   (FinServerTranscriber *self);
};

/* For subclasses, in the session's thread. What is sent when there is no connection any more is lost. */
void        fin_server_transcriber_send_text (FinServerTranscriber *self, const char *text);
void        fin_server_transcriber_send_data (FinServerTranscriber *self, gconstpointer data,
                                              gsize length);
FinTeller *fin_server_transcriber_teller   (FinServerTranscriber *self);

G_END_DECLS
