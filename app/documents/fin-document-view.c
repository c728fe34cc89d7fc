// The sealed viewer.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-document-view.h"

#include <glib/gi18n-lib.h>

#include "fin-box.h"
#include "fin-document-finder.h"
#include "fin-document-text.h"
#include "fin-document-trouble.h"
#include "fin-documents-resources.h"
#include "fin-error.h"
#include "fin-find-bar.h"
#include "fin-pages-view.h"

#define MIN_ZOOM  .5
#define MAX_ZOOM  5.
#define ZOOM_STEP 1.25

struct _FinDocumentView {
  GtkWidget parent_instance;

  GtkWidget *tools;
  GtkLabel *position;
  GtkButton *zoom_button;
  GtkToggleButton *find_button;
  FinFindBar *find_bar;
  GtkStack *stack;
  GtkSpinner *spinner;
  FinPagesView *pages;
  FinCloseUp *close_up;
  FinDocumentText *text;
  GtkLabel *error_title;
  GtkLabel *error_advice;
  GtkWidget *retry;
  GtkLabel *progress;

  GBytes *content; /* kept to try again, and to open anew when WebKit's process dies */
  char *media_type;
  GCancellable *cancellable;
  FinPagesBox *box;
  FinDocumentFinder *finder;

  double zoom;
  guint rotation;
  guint page;
  gboolean busy;
  gboolean show_text;
  gboolean in_close_up;
  GError *error;
};

enum {
  PROP_0,
  PROP_ZOOM,
  PROP_ROTATION,
  PROP_PAGE,
  PROP_N_PAGES,
  PROP_BUSY,
  PROP_ERROR,
  PROP_SHOW_TEXT,
  PROP_CLOSE_UP,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FinDocumentView, fin_document_view, GTK_TYPE_WIDGET)

static guint
get_n_pages (FinDocumentView *self)
{
  return self->box != NULL ? fin_pages_box_get_n_pages (self->box) : 0;
}

/* Everything that depends on what is shown and how: one place, so that nothing is left behind. */
static void
update (FinDocumentView *self)
{
  guint n_pages = get_n_pages (self);
  gboolean open = n_pages > 0 && self->error == NULL;
  gboolean shown = open && !self->busy;
  g_autofree char *position = g_strdup_printf (_ ("%u of %u"), self->page, n_pages);
  g_autofree char *zoom = g_strdup_printf (_ ("%d %%"), (int)(self->zoom * 100 + .5));
  guint n_read = fin_pages_view_get_n_read (self->pages);
  guint n_total = self->box != NULL ? fin_pages_box_get_n_total (self->box) : 0;
  g_autofree char *progress = NULL;

  gtk_widget_set_visible (self->tools, open);
  gtk_label_set_text (self->position, position);
  gtk_button_set_label (self->zoom_button, zoom);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "document.previous-page",
                                 shown && self->page > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "document.next-page",
                                 shown && self->page < n_pages);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "document.zoom-in",
                                 shown && self->zoom < MAX_ZOOM);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "document.zoom-out",
                                 shown && self->zoom > MIN_ZOOM);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "document.zoom-fit", shown);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "document.turn-right",
                                 shown && !self->show_text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "document.turn-left",
                                 shown && !self->show_text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "document.find", shown && !self->in_close_up);
  gtk_widget_set_sensitive (GTK_WIDGET (self->find_button), shown && !self->in_close_up);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "document.show-text",
                                 shown && !self->in_close_up);

  if (shown && n_read < n_pages)
    progress = g_strdup_printf (_ ("Reading page %u of %u"), n_read + 1, n_pages);
  else if (shown && fin_pages_box_is_cut (self->box))
    progress = g_strdup (_ (
        "This file is cut short, and a part of it is missing. Ask the citizen to send it again."));
  else if (shown && n_total > n_pages)
    progress = g_strdup_printf (_ ("Only the first %u of %u pages are shown"), n_pages, n_total);
  else if (shown && self->show_text && !fin_document_text_has_words (self->text))
    progress = g_strdup (_ ("There is no text in this document: it may be a photograph"));
  gtk_label_set_text (self->progress, progress != NULL ? progress : "");
  gtk_widget_set_visible (GTK_WIDGET (self->progress), progress != NULL);

  gtk_spinner_set_spinning (self->spinner, self->busy);
  gtk_stack_set_visible_child_name (self->stack, self->error != NULL ? "error"
                                                 : self->busy        ? "opening"
                                                 : n_pages == 0      ? "empty"
                                                 : self->in_close_up ? "close-up"
                                                 : self->show_text   ? "text"
                                                                     : "pages");
}

static void
set_busy (FinDocumentView *self, gboolean busy)
{
  if (self->busy == busy)
    return;

  self->busy = busy;
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, busy, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
set_page (FinDocumentView *self, guint page)
{
  if (self->page == page)
    return;

  self->page = page;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
  update (self);
}

static void
look_closely (FinDocumentView *self)
{
  if (self->in_close_up && self->page > 0)
    fin_close_up_look_at (self->close_up, self->page - 1, self->rotation);
}

static void
scroll_to_page (FinDocumentView *self, guint page)
{
  fin_pages_view_scroll_to (self->pages, page - 1);
  fin_document_text_scroll_to (self->text, page - 1);
  set_page (self, page);
  look_closely (self);
}

static void
set_zoom (FinDocumentView *self, double zoom)
{
  zoom = CLAMP (zoom, MIN_ZOOM, MAX_ZOOM);
  if (self->zoom == zoom)
    return;

  self->zoom = zoom;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
  fin_pages_view_set_zoom (self->pages, zoom);
  fin_document_text_set_zoom (self->text, zoom);
  fin_close_up_set_zoom (self->close_up, zoom);
  update (self);
}

static void
set_rotation (FinDocumentView *self, guint rotation)
{
  rotation = rotation / 90 % 4 * 90;
  if (self->rotation == rotation)
    return;

  self->rotation = rotation;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROTATION]);
  fin_pages_view_set_rotation (self->pages, rotation);
  if (self->page > 0)
    scroll_to_page (self, self->page);
}

static void
set_show_text (FinDocumentView *self, gboolean show_text)
{
  if (self->show_text == show_text)
    return;

  self->show_text = show_text;
  fin_document_finder_set_in_text (self->finder, show_text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_TEXT]);
  update (self);
  if (self->page > 0)
    scroll_to_page (self, self->page);
}

static void
set_in_close_up (FinDocumentView *self, gboolean in_close_up)
{
  if (self->in_close_up == in_close_up)
    return;

  self->in_close_up = in_close_up;
  if (in_close_up)
    gtk_toggle_button_set_active (self->find_button, FALSE);
  fin_close_up_set_box (self->close_up, in_close_up ? self->box : NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLOSE_UP]);
  update (self);
  look_closely (self);
}

/* Takes @error, or NULL. */
static void
set_error (FinDocumentView *self, GError *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error;
  if (error != NULL) {
    FinDocumentTrouble trouble = fin_document_trouble (error);

    gtk_label_set_text (self->error_title, trouble.title);
    gtk_label_set_text (self->error_advice, trouble.advice);
    gtk_widget_set_visible (self->retry, trouble.retry);
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
drop_pages (FinDocumentView *self)
{
  fin_document_finder_set_pages (self->finder, NULL);
  fin_pages_view_end (self->pages);
}

/* Ends everything about the document but keeps what is needed to open it again. */
static void
close_document (FinDocumentView *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  drop_pages (self);
  set_in_close_up (self, FALSE);
  g_clear_object (&self->box);

  fin_document_text_clear (self->text);
  gtk_toggle_button_set_active (self->find_button, FALSE);
  self->rotation = 0;
  self->zoom = 1;
  fin_close_up_set_zoom (self->close_up, 1);
  self->page = 0;
  set_error (self, NULL);
}

static void
notify_document (FinDocumentView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_PAGES]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROTATION]);
}

static void
read_cb (FinDocumentView *self, FinPage *page)
{
  fin_document_text_append (self->text, page);
  update (self);
}

static void
shown_cb (FinDocumentView *self)
{
  set_busy (self, FALSE);
  update (self);
}

static void
looked_at_cb (FinDocumentView *self, guint page)
{
  set_page (self, page + 1);
}

static void
broken_cb (FinDocumentView *self)
{
  set_busy (self, FALSE);
  set_error (self, g_error_new_literal (FIN_ERROR, FIN_ERROR_FAILED, "WebKit's process ended"));
  update (self);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinDocumentView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FinPagesBox) box = fin_pages_box_open_finish (result, &error);

  /* Another document has taken its place, or none. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      self->cancellable != g_task_get_cancellable (G_TASK (result)))
    return;

  if (box == NULL) {
    drop_pages (self);
    set_busy (self, FALSE);
    set_error (self, g_steal_pointer (&error));
    update (self);
    return;
  }

  self->box = g_steal_pointer (&box);
  self->page = 1;
  fin_pages_view_set_box (self->pages, self->box);
  notify_document (self);
  update (self);
}

/* WebKit's process starts while the document is being opened. */
static void
probed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinDocumentView) self = data;
  GCancellable *cancellable = g_task_get_cancellable (G_TASK (result));
  gboolean boxed = fin_box_probe_finish (result, NULL);

  if (self->cancellable != cancellable)
    return;

  if (boxed) {
    fin_pages_view_begin (self->pages);
    fin_document_finder_set_pages (self->finder, self->pages);
  }
  fin_pages_box_open_async (self->content, self->media_type, cancellable, opened_cb,
                            g_object_ref (self));
}

static void
open_document (FinDocumentView *self)
{
  close_document (self);
  self->cancellable = g_cancellable_new ();
  set_busy (self, TRUE);
  notify_document (self);
  update (self);
  fin_box_probe_async (self->cancellable, probed_cb, g_object_ref (self));
}

static void
retry_cb (FinDocumentView *self)
{
  if (self->content != NULL)
    open_document (self);
}

static void
zoom_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FinDocumentView *self = FIN_DOCUMENT_VIEW (widget);

  if (g_str_has_suffix (action, "in"))
    set_zoom (self, self->zoom * ZOOM_STEP);
  else if (g_str_has_suffix (action, "out"))
    set_zoom (self, self->zoom / ZOOM_STEP);
  else
    set_zoom (self, 1);
}

static void
turn_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FinDocumentView *self = FIN_DOCUMENT_VIEW (widget);

  set_rotation (self, self->rotation + (g_str_has_suffix (action, "left") ? 270 : 90));
}

static void
page_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FinDocumentView *self = FIN_DOCUMENT_VIEW (widget);
  int page = (int)self->page + (g_str_equal (action, "document.next-page") ? 1 : -1);

  if (page >= 1 && page <= (int)get_n_pages (self))
    scroll_to_page (self, page);
}

static void
find_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FinDocumentView *self = FIN_DOCUMENT_VIEW (widget);

  fin_find_bar_start (self->find_bar);
}

/* Keys while the pages or the text have the keyboard: before WebKit, which would eat them. Page Up
 * and Page Down are left to it: there they mean a screenful. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint key,
                guint code,
                GdkModifierType state,
                FinDocumentView *self)
{
  /* clang-format off */
  static const struct {
    guint       key;
    const char *action;
  } keys[] = {
    { GDK_KEY_plus, "document.zoom-in" },     { GDK_KEY_KP_Add, "document.zoom-in" },
    { GDK_KEY_equal, "document.zoom-in" },    { GDK_KEY_minus, "document.zoom-out" },
    { GDK_KEY_KP_Subtract, "document.zoom-out" }, { GDK_KEY_0, "document.zoom-fit" },
    { GDK_KEY_KP_0, "document.zoom-fit" },    { GDK_KEY_r, "document.turn-right" },
    { GDK_KEY_R, "document.turn-left" },
  };
  /* clang-format on */

  if (state & (GDK_ALT_MASK | GDK_SUPER_MASK))
    return GDK_EVENT_PROPAGATE;
  if ((state & GDK_CONTROL_MASK) && key == GDK_KEY_f)
    return gtk_widget_activate_action (GTK_WIDGET (self), "document.find", NULL);
  /* Pages have nothing to go to with Tab, and WebKit would keep the keyboard. */
  if (key == GDK_KEY_Tab || key == GDK_KEY_ISO_Left_Tab) {
    g_signal_emit_by_name (gtk_widget_get_root (GTK_WIDGET (self)), "move-focus",
                           key == GDK_KEY_Tab ? GTK_DIR_TAB_FORWARD : GTK_DIR_TAB_BACKWARD);
    return GDK_EVENT_STOP;
  }

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].key == key)
      return gtk_widget_activate_action (GTK_WIDGET (self), keys[i].action, NULL);

  return GDK_EVENT_PROPAGATE;
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, FinDocumentView *self)
{
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if (!(state & GDK_CONTROL_MASK) || dy == 0)
    return GDK_EVENT_PROPAGATE;

  return gtk_widget_activate_action (GTK_WIDGET (self),
                                     dy < 0 ? "document.zoom-in" : "document.zoom-out", NULL);
}

static void
fin_document_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FinDocumentView *self = FIN_DOCUMENT_VIEW (object);

  switch (id) {
  case PROP_ZOOM:
    g_value_set_double (value, self->zoom);
    break;
  case PROP_ROTATION:
    g_value_set_uint (value, self->rotation);
    break;
  case PROP_PAGE:
    g_value_set_uint (value, self->page);
    break;
  case PROP_N_PAGES:
    g_value_set_uint (value, get_n_pages (self));
    break;
  case PROP_BUSY:
    g_value_set_boolean (value, self->busy);
    break;
  case PROP_ERROR:
    g_value_set_boxed (value, self->error);
    break;
  case PROP_SHOW_TEXT:
    g_value_set_boolean (value, self->show_text);
    break;
  case PROP_CLOSE_UP:
    g_value_set_boolean (value, self->in_close_up);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_document_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FinDocumentView *self = FIN_DOCUMENT_VIEW (object);

  switch (id) {
  case PROP_ZOOM:
    set_zoom (self, g_value_get_double (value));
    break;
  case PROP_ROTATION:
    set_rotation (self, g_value_get_uint (value));
    break;
  case PROP_PAGE:
    if (g_value_get_uint (value) >= 1 && g_value_get_uint (value) <= get_n_pages (self))
      scroll_to_page (self, g_value_get_uint (value));
    break;
  case PROP_SHOW_TEXT:
    set_show_text (self, g_value_get_boolean (value));
    break;
  case PROP_CLOSE_UP:
    set_in_close_up (self, g_value_get_boolean (value) && self->box != NULL);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_document_view_dispose (GObject *object)
{
  FinDocumentView *self = FIN_DOCUMENT_VIEW (object);

  if (self->stack != NULL)
    close_document (self);
  g_clear_object (&self->finder);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_clear_pointer (&self->media_type, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), FIN_TYPE_DOCUMENT_VIEW);

  G_OBJECT_CLASS (fin_document_view_parent_class)->dispose (object);
}

static void
fin_document_view_class_init (FinDocumentViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags write = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = fin_document_view_dispose;
  object_class->get_property = fin_document_view_get_property;
  object_class->set_property = fin_document_view_set_property;

  properties[PROP_ZOOM] = g_param_spec_double ("zoom", NULL, NULL, MIN_ZOOM, MAX_ZOOM, 1, write);
  properties[PROP_ROTATION] = g_param_spec_uint ("rotation", NULL, NULL, 0, 270, 0, write);
  properties[PROP_PAGE] = g_param_spec_uint ("page", NULL, NULL, 0, G_MAXUINT, 0, write);
  properties[PROP_N_PAGES] = g_param_spec_uint ("n-pages", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, read);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, read);
  properties[PROP_SHOW_TEXT] = g_param_spec_boolean ("show-text", NULL, NULL, FALSE, write);
  properties[PROP_CLOSE_UP] = g_param_spec_boolean ("close-up", NULL, NULL, FALSE, write);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (FIN_TYPE_CLOSE_UP);
  g_type_ensure (FIN_TYPE_DOCUMENT_TEXT);
  g_type_ensure (FIN_TYPE_FIND_BAR);
  g_type_ensure (FIN_TYPE_PAGES_VIEW);
  fin_documents_register_resource ();
  gtk_widget_class_set_css_name (widget_class, "documentview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/cat/finestreta/Finestreta/documents/fin-document-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FinDocumentView, tools);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentView, position);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentView, zoom_button);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentView, find_button);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentView, find_bar);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentView, stack);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentView, spinner);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentView, pages);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentView, close_up);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentView, text);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentView, error_title);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentView, error_advice);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentView, retry);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentView, progress);
  gtk_widget_class_bind_template_callback (widget_class, read_cb);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, looked_at_cb);
  gtk_widget_class_bind_template_callback (widget_class, broken_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);

  gtk_widget_class_install_action (widget_class, "document.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "document.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "document.zoom-fit", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "document.turn-right", NULL, turn_action);
  gtk_widget_class_install_action (widget_class, "document.turn-left", NULL, turn_action);
  gtk_widget_class_install_action (widget_class, "document.next-page", NULL, page_action);
  gtk_widget_class_install_action (widget_class, "document.previous-page", NULL, page_action);
  gtk_widget_class_install_action (widget_class, "document.find", NULL, find_action);
  gtk_widget_class_install_property_action (widget_class, "document.show-text", "show-text");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "document.find",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, 0, "document.next-page",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, 0, "document.previous-page",
                                       NULL);
}

static void
fin_document_view_init (FinDocumentView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *wheel =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->finder = fin_document_finder_new (self->find_bar, self->text);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->stack), keys);
  gtk_event_controller_set_propagation_phase (wheel, GTK_PHASE_CAPTURE);
  g_signal_connect (wheel, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->stack), wheel);

  self->zoom = 1;
  update (self);
}

GtkWidget *
fin_document_view_new (void)
{
  return g_object_new (FIN_TYPE_DOCUMENT_VIEW, NULL);
}

void
fin_document_view_show (FinDocumentView *self, GBytes *content, const char *media_type)
{
  g_return_if_fail (FIN_IS_DOCUMENT_VIEW (self));
  g_return_if_fail (content != NULL && media_type != NULL);

  g_bytes_ref (content);
  g_clear_pointer (&self->content, g_bytes_unref);
  self->content = content;
  g_free (self->media_type);
  self->media_type = g_strdup (media_type);
  open_document (self);
}

void
fin_document_view_clear (FinDocumentView *self)
{
  g_return_if_fail (FIN_IS_DOCUMENT_VIEW (self));

  close_document (self);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_clear_pointer (&self->media_type, g_free);
  set_busy (self, FALSE);
  notify_document (self);
  update (self);
}

FinCloseUp *
fin_document_view_get_close_up (FinDocumentView *self)
{
  g_return_val_if_fail (FIN_IS_DOCUMENT_VIEW (self), NULL);

  return self->close_up;
}

FinPagesBox *
fin_document_view_get_box (FinDocumentView *self)
{
  g_return_val_if_fail (FIN_IS_DOCUMENT_VIEW (self), NULL);

  return self->box;
}
