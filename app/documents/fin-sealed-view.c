// A web view that shows what its owner serves and nothing else in the world.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-sealed-view.h"

#define POLICY                                                                                     \
  "default-src 'none'; style-src 'unsafe-inline'; img-src " FIN_SEALED_SCHEME ":; "                \
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/* The discard port: nothing listens there, and whatever asks for the network is sent there. */
#define DEAD_PROXY "http://127.0.0.1:9"

struct _FinSealedView {
  WebKitWebView parent_instance;

  FinSealedServe serve;
  gpointer serve_data;
  char *path;     /* of the page that is open */
  char *expected; /* the one address that may be gone to next */
  int width;
};

enum { BROKEN, RESIZED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FinSealedView, fin_sealed_view, WEBKIT_TYPE_WEB_VIEW)

static gboolean
decide_policy (WebKitWebView *view, WebKitPolicyDecision *decision, WebKitPolicyDecisionType type)
{
  FinSealedView *self = FIN_SEALED_VIEW (view);
  gboolean allowed = FALSE;

  if (type == WEBKIT_POLICY_DECISION_TYPE_NAVIGATION_ACTION) {
    WebKitNavigationAction *action = webkit_navigation_policy_decision_get_navigation_action (
        WEBKIT_NAVIGATION_POLICY_DECISION (decision));
    const char *uri = webkit_uri_request_get_uri (webkit_navigation_action_get_request (action));

    allowed = self->expected != NULL && g_strcmp0 (uri, self->expected) == 0;
    if (allowed)
      g_clear_pointer (&self->expected, g_free);
  } else if (type == WEBKIT_POLICY_DECISION_TYPE_RESPONSE) {
    const char *uri = webkit_uri_response_get_uri (
        webkit_response_policy_decision_get_response (WEBKIT_RESPONSE_POLICY_DECISION (decision)));

    allowed = uri != NULL && g_str_has_prefix (uri, FIN_SEALED_SCHEME ":");
  }

  if (allowed)
    webkit_policy_decision_use (decision);
  else
    webkit_policy_decision_ignore (decision);

  return TRUE;
}

static gboolean
permission_request (WebKitWebView *view, WebKitPermissionRequest *request)
{
  webkit_permission_request_deny (request);

  return TRUE;
}

static gboolean
query_permission_state (WebKitWebView *view, WebKitPermissionStateQuery *query)
{
  webkit_permission_state_query_finish (query, WEBKIT_PERMISSION_STATE_DENIED);

  return TRUE;
}

static GtkWidget *
create (WebKitWebView *view, WebKitNavigationAction *action)
{
  return NULL;
}

static gboolean
authenticate (WebKitWebView *view, WebKitAuthenticationRequest *request)
{
  webkit_authentication_request_cancel (request);

  return TRUE;
}

static gboolean
run_file_chooser (WebKitWebView *view, WebKitFileChooserRequest *request)
{
  webkit_file_chooser_request_cancel (request);

  return TRUE;
}

static gboolean
script_dialog (WebKitWebView *view, WebKitScriptDialog *dialog)
{
  return TRUE;
}

static gboolean
context_menu (WebKitWebView *view, WebKitContextMenu *menu, WebKitHitTestResult *hit)
{
  return TRUE;
}

static gboolean
print (WebKitWebView *view, WebKitPrintOperation *operation)
{
  return TRUE;
}

static gboolean
enter_fullscreen (WebKitWebView *view)
{
  return TRUE;
}

static gboolean
show_notification (WebKitWebView *view, WebKitNotification *notification)
{
  return TRUE;
}

static void
web_process_terminated (WebKitWebView *view, WebKitWebProcessTerminationReason reason)
{
  g_signal_emit (view, signals[BROKEN], 0);
}

static void
fin_sealed_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FinSealedView *self = FIN_SEALED_VIEW (widget);

  GTK_WIDGET_CLASS (fin_sealed_view_parent_class)->size_allocate (widget, width, height, baseline);

  if (self->width != width) {
    self->width = width;
    g_signal_emit (self, signals[RESIZED], 0);
  }
}

static void
download_started_cb (WebKitNetworkSession *session, WebKitDownload *download)
{
  webkit_download_cancel (download);
}

static void
fin_sealed_view_finalize (GObject *object)
{
  FinSealedView *self = FIN_SEALED_VIEW (object);

  g_free (self->path);
  g_free (self->expected);

  G_OBJECT_CLASS (fin_sealed_view_parent_class)->finalize (object);
}

static void
fin_sealed_view_class_init (FinSealedViewClass *klass)
{
  WebKitWebViewClass *view_class = WEBKIT_WEB_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fin_sealed_view_finalize;
  GTK_WIDGET_CLASS (klass)->size_allocate = fin_sealed_view_size_allocate;
  view_class->decide_policy = decide_policy;
  view_class->permission_request = permission_request;
  view_class->query_permission_state = query_permission_state;
  view_class->create = create;
  view_class->authenticate = authenticate;
  view_class->run_file_chooser = run_file_chooser;
  view_class->script_dialog = script_dialog;
  view_class->context_menu = context_menu;
  view_class->print = print;
  view_class->enter_fullscreen = enter_fullscreen;
  view_class->show_notification = show_notification;
  view_class->web_process_terminated = web_process_terminated;

  signals[BROKEN] = g_signal_new ("broken", FIN_TYPE_SEALED_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[RESIZED] = g_signal_new ("resized", FIN_TYPE_SEALED_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
fin_sealed_view_init (FinSealedView *self)
{
}

static void
serve_cb (WebKitURISchemeRequest *request, gpointer data)
{
  WebKitWebView *view = webkit_uri_scheme_request_get_web_view (request);
  const char *path = webkit_uri_scheme_request_get_path (request);

  if (FIN_IS_SEALED_VIEW (view) && FIN_SEALED_VIEW (view)->serve != NULL && path != NULL &&
      g_strcmp0 (webkit_uri_scheme_request_get_http_method (request), "GET") == 0) {
    FinSealedView *self = FIN_SEALED_VIEW (view);

    self->serve (request, path + (path[0] == '/'), self->serve_data);
    return;
  }

  g_autoptr (GError) error =
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "Nothing there");
  webkit_uri_scheme_request_finish_error (request, error);
}

/* One for all sealed views: the scheme is registered once, and nothing else ever loads in it. */
static WebKitWebContext *
get_context (void)
{
  static WebKitWebContext *context = NULL;

  if (context == NULL) {
    context = webkit_web_context_new ();
    webkit_web_context_set_cache_model (context, WEBKIT_CACHE_MODEL_DOCUMENT_VIEWER);
    webkit_web_context_register_uri_scheme (context, FIN_SEALED_SCHEME, serve_cb, NULL, NULL);
    webkit_security_manager_register_uri_scheme_as_display_isolated (
        webkit_web_context_get_security_manager (context), FIN_SEALED_SCHEME);
  }

  return context;
}

static WebKitNetworkSession *
get_session (void)
{
  static WebKitNetworkSession *session = NULL;

  if (session == NULL) {
    WebKitNetworkProxySettings *proxy = webkit_network_proxy_settings_new (DEAD_PROXY, NULL);

    session = webkit_network_session_new_ephemeral ();
    webkit_network_session_set_proxy_settings (session, WEBKIT_NETWORK_PROXY_MODE_CUSTOM, proxy);
    webkit_network_session_set_persistent_credential_storage_enabled (session, FALSE);
    g_signal_connect (session, "download-started", G_CALLBACK (download_started_cb), NULL);
    webkit_network_proxy_settings_free (proxy);
  }

  return session;
}

/* clang-format off */
static WebKitSettings *
new_settings (void)
{
  /* Scripts off would be enough for a page without any; the rest is off in case that wall falls. */
  return g_object_new (WEBKIT_TYPE_SETTINGS,
                       "enable-javascript", FALSE,
                       "enable-javascript-markup", FALSE,
                       "javascript-can-access-clipboard", FALSE,
                       "javascript-can-open-windows-automatically", FALSE,
                       "allow-modal-dialogs", FALSE,
                       "enable-html5-database", FALSE,
                       "enable-html5-local-storage", FALSE,
                       "enable-webgl", FALSE,
                       "enable-webaudio", FALSE,
                       "enable-webrtc", FALSE,
                       "enable-media", FALSE,
                       "enable-media-stream", FALSE,
                       "enable-mediasource", FALSE,
                       "enable-fullscreen", FALSE,
                       "enable-page-cache", FALSE,
                       "enable-developer-extras", FALSE,
                       "enable-back-forward-navigation-gestures", FALSE,
                       /* Three times quicker to the first page without a graphics card, and half
                        * the memory: pages are pictures, there is nothing to accelerate. */
                       "hardware-acceleration-policy", WEBKIT_HARDWARE_ACCELERATION_POLICY_NEVER,
                       NULL);
}
/* clang-format on */

FinSealedView *
fin_sealed_view_new (FinSealedServe serve, gpointer data)
{
  g_autoptr (WebKitSettings) settings = new_settings ();
  g_autoptr (WebKitUserContentManager) content = webkit_user_content_manager_new ();
  FinSealedView *self =
      g_object_new (FIN_TYPE_SEALED_VIEW, "web-context", get_context (), "network-session",
                    get_session (), "settings", settings, "user-content-manager", content,
                    "default-content-security-policy", POLICY, NULL);

  self->serve = serve;
  self->serve_data = data;

  return self;
}

void
fin_sealed_view_silence (FinSealedView *self)
{
  g_return_if_fail (FIN_IS_SEALED_VIEW (self));

  self->serve = NULL;
  self->serve_data = NULL;
}

static void
go (FinSealedView *self, const char *path, const char *anchor)
{
  g_free (self->expected);
  self->expected =
      g_strconcat (FIN_SEALED_SCHEME ":/", path, anchor != NULL ? "#" : NULL, anchor, NULL);
  webkit_web_view_load_uri (WEBKIT_WEB_VIEW (self), self->expected);
}

void
fin_sealed_view_open (FinSealedView *self, const char *path)
{
  g_return_if_fail (FIN_IS_SEALED_VIEW (self));
  g_return_if_fail (path != NULL);

  g_free (self->path);
  self->path = g_strdup (path);
  go (self, path, NULL);
}

void
fin_sealed_view_scroll_to (FinSealedView *self, const char *anchor)
{
  g_return_if_fail (FIN_IS_SEALED_VIEW (self));
  g_return_if_fail (anchor != NULL);

  if (self->path != NULL)
    go (self, self->path, anchor);
}

void
fin_sealed_view_set_style (FinSealedView *self, const char *css)
{
  g_return_if_fail (FIN_IS_SEALED_VIEW (self));
  g_return_if_fail (css != NULL);

  WebKitUserContentManager *content =
      webkit_web_view_get_user_content_manager (WEBKIT_WEB_VIEW (self));
  WebKitUserStyleSheet *sheet = webkit_user_style_sheet_new (
      css, WEBKIT_USER_CONTENT_INJECT_TOP_FRAME, WEBKIT_USER_STYLE_LEVEL_USER, NULL, NULL);

  webkit_user_content_manager_remove_all_style_sheets (content);
  webkit_user_content_manager_add_style_sheet (content, sheet);
  webkit_user_style_sheet_unref (sheet);
}

void
fin_sealed_view_respond (WebKitURISchemeRequest *request,
                         const char *media_type,
                         GInputStream *content,
                         gint64 length)
{
  g_return_if_fail (WEBKIT_IS_URI_SCHEME_REQUEST (request));

  g_autoptr (WebKitURISchemeResponse) response = webkit_uri_scheme_response_new (content, length);
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);

  soup_message_headers_append (headers, "Content-Security-Policy", POLICY);
  soup_message_headers_append (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_append (headers, "Cache-Control", "no-store");
  webkit_uri_scheme_response_set_content_type (response, media_type);
  webkit_uri_scheme_response_set_status (response, 200, NULL);
  webkit_uri_scheme_response_set_http_headers (response, headers);
  webkit_uri_scheme_request_finish_with_response (request, response);
}
