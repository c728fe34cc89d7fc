// A web view that shows what its owner serves and nothing else in the world.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <webkit/webkit.h>

G_BEGIN_DECLS

/**
 * FinSealedView:
 *
 * No scripts, no network (no proxy to reach it by, no policy to allow it), no navigation but what
 * the owner asked for, no windows, menus, downloads, permissions or dialogs, nothing kept. What is
 * shown lives under the scheme `fincitydoc:`, which only a sealed view can load and only its owner
 * answers. Make one only after fin_box_probe_async() has succeeded.
 *
 * Signals, without arguments: `broken`, when WebKit's process has died and the view is of no more
 * use; `resized`, when it has another width.
 */
#define FIN_TYPE_SEALED_VIEW (fin_sealed_view_get_type ())
G_DECLARE_FINAL_TYPE (FinSealedView, fin_sealed_view, FIN, SEALED_VIEW, WebKitWebView)

#define FIN_SEALED_SCHEME "fincitydoc"

/* Answers @request for @path (without the slash at its start), now or later, by
 * fin_sealed_view_respond() or webkit_uri_scheme_request_finish_error(). */
typedef void (*FinSealedServe) (WebKitURISchemeRequest *request, const char *path, gpointer data);

FinSealedView *fin_sealed_view_new       (FinSealedServe serve, gpointer data);
/* No more questions to the owner, who is about to go. */
void           fin_sealed_view_silence   (FinSealedView *self);
void           fin_sealed_view_open      (FinSealedView *self, const char *path);
/* Scrolls to the element with the id @anchor of the page that is open. Not the one it was last sent
 * to: going to the same address twice would load it anew. */
void           fin_sealed_view_scroll_to (FinSealedView *self, const char *anchor);
/* A style sheet above the page's own, in force at once. */
void           fin_sealed_view_set_style (FinSealedView *self, const char *css);

/* @length: -1 when not known yet. */
void           fin_sealed_view_respond   (WebKitURISchemeRequest *request, const char *media_type,
                                          GInputStream *content, gint64 length);

G_END_DECLS
