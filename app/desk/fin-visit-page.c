// The page's frame: header and panes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-visit-page-private.h"

#include <glib/gi18n.h>

#include "fin-accessible.h"
#include "fin-engine-words.h"
#include "fin-remaining.h"
#include "fin-time.h"
#include "fin-words.h"

#define CLOCK_S 10

enum { PROP_0, PROP_VISIT, PROP_SIDEBAR, PROP_PANE, N_PROPS };
enum { FINISHED, N_SIGNALS };

G_DEFINE_FINAL_TYPE (FinVisitPage, fin_visit_page, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
set_class (GtkWidget *widget, const char *const *classes, guint n, guint chosen)
{
  for (guint i = 0; i < n; i++)
    if (i == chosen)
      gtk_widget_add_css_class (widget, classes[i]);
    else
      gtk_widget_remove_css_class (widget, classes[i]);
}

static void
update_clock (FinVisitPage *self)
{
  static const char *const classes[] = { "time-easy", "time-short", "time-over" };
  FinAppointment *appointment = fin_visit_appointment (self->visit);
  g_autoptr (GDateTime) now = fin_time_now ();
  g_autofree char *words = NULL;
  FinRemaining grade;

  g_assert (FIN_IS_VISIT_PAGE (self));

  if (appointment == NULL || fin_appointment_starts (appointment) == NULL ||
      fin_appointment_ends (appointment) == NULL)
    return;

  words = fin_remaining_words (fin_appointment_starts (appointment),
                               fin_appointment_ends (appointment), now, &grade);
  gtk_label_set_label (self->remaining, words);
  set_class (GTK_WIDGET (self->remaining), classes, G_N_ELEMENTS (classes), grade);
}

static gboolean
clock_cb (gpointer data)
{
  update_clock (data);

  return G_SOURCE_CONTINUE;
}

static void
update_appointment (FinVisitPage *self)
{
  FinAppointment *appointment = fin_visit_appointment (self->visit);
  g_autofree char *procedure = NULL;

  /* The form names what lists are silent about. */
  g_object_get (fin_visit_form (self->visit), "title", &procedure, NULL);
  gtk_label_set_label (self->title, procedure != NULL     ? procedure
                                    : appointment != NULL ? fin_appointment_title (appointment)
                                                          : _ ("Entering the visit…"));
  gtk_widget_set_visible (self->trial,
                          appointment != NULL && fin_appointment_is_trial (appointment));
  update_clock (self);
}

static void
update_connection (FinVisitPage *self)
{
  static const char *const classes[] = { "success", "neutral", "warning", "error" };
  g_autofree char *sentence = NULL;
  guint grade;

  g_assert (FIN_IS_VISIT_PAGE (self));

  g_object_get (self->visit, "connection", &sentence, "connection-grade", &grade, NULL);
  gtk_label_set_label (self->connection, sentence);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->connection), sentence);
  set_class (GTK_WIDGET (self->connection), classes, G_N_ELEMENTS (classes), grade);
}

static void
update_documents_tab (FinVisitPage *self)
{
  GListModel *documents = fin_visit_documents (self->visit);
  guint n = 0;
  guint accepted = 0;
  gboolean showing;
  g_autofree char *label = NULL;
  g_autofree char *sent = NULL;
  g_autofree char *name = NULL;

  g_assert (FIN_IS_VISIT_PAGE (self));

  for (guint i = 0; i < g_list_model_get_n_items (documents); i++) {
    g_autoptr (FinDocument) document = g_list_model_get_item (documents, i);

    n += fin_document_original (document) == NULL;
    accepted += fin_document_status (document) == FIN_DOCUMENT_ACCEPTED;
  }
  label =
      n == 0 ? g_strdup (_ ("Documents")) : g_strdup_printf (_ ("Documents %u/%u"), accepted, n);
  sent = n == 0 ? g_strdup (_ ("Documents"))
                : g_strdup_printf (_ ("Documents: %u accepted of %u sent"), accepted, n);
  g_object_get (self->documents, "showing", &showing, NULL);
  /* TRANSLATORS: after "Documents: 1 accepted of 2 sent" */
  name = showing ? g_strdup_printf ("%s. %s", sent, _ ("The citizen sees a page of one."))
                 : g_strdup (sent);
  gtk_widget_set_visible (self->showing_mark, showing);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->documents_tab),
                               showing ? _ ("The citizen sees a page of a document (Alt+2)")
                                       : _ ("Documents (Alt+2)"));
  gtk_label_set_label (self->documents_label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->documents_tab),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
documents_changed_cb (FinVisitPage *self)
{
  GListModel *documents = fin_visit_documents (self->visit);

  for (guint i = 0; i < g_list_model_get_n_items (documents); i++) {
    g_autoptr (FinDocument) document = g_list_model_get_item (documents, i);

    g_signal_handlers_disconnect_by_func (document, update_documents_tab, self);
    g_signal_connect_object (document, "notify::status", G_CALLBACK (update_documents_tab), self,
                             G_CONNECT_SWAPPED);
  }
  update_documents_tab (self);
}

static void
update_offline (FinVisitPage *self)
{
  gboolean online;

  g_object_get (self->visit, "online", &online, NULL);
  gtk_widget_set_visible (self->offline, !online && !fin_visit_ended (self->visit));
}

void
_fin_visit_page_finish (FinVisitPage *self)
{
  g_return_if_fail (FIN_IS_VISIT_PAGE (self));

  g_signal_emit (self, signals[FINISHED], 0);
}

/* What is an informer's business is not there for a guest. */
static void
ready_cb (FinVisitPage *self)
{
  GtkWidget *theirs[] = { self->procedure_tab, GTK_WIDGET (self->documents_tab), self->notes_tab,
                          self->sidebar_button, GTK_WIDGET (self->take_away) };

  if (!fin_visit_guest (self->visit))
    return;

  _fin_visit_page_show (self, "conversation");
  for (guint i = 0; i < G_N_ELEMENTS (theirs); i++)
    gtk_widget_set_visible (theirs[i], FALSE);
  gtk_widget_set_visible (self->preparation_tab, TRUE);
  fin_preparation_load (self->preparation, fin_visit_link (self->visit),
                        fin_visit_you (self->visit));
  adw_flap_set_reveal_flap (self->flap, FALSE);
  _fin_visit_page_take_actions (self);
}

static void
visit_ended_cb (FinVisitPage *self)
{
  if (fin_visit_guest (self->visit)) {
    gtk_label_set_label (self->over_words, _ ("You are no longer in this visit."));
    gtk_button_set_label (self->over_back, _ ("Back"));
  }
  gtk_widget_set_visible (self->over, fin_visit_ended (self->visit));
  update_offline (self);
}

/* When all has its place, and not before: a divider goes along with what it divides. */
static gboolean
settled_cb (GtkWidget *paned, GdkFrameClock *clock, gpointer data)
{
  FinVisitPage *self = data;
  gboolean enlarged;

  g_object_get (self->documents, "enlarged", &enlarged, NULL);
  if (!enlarged && self->position > 0) {
    gtk_paned_set_position (self->paned, self->position);
    self->position = 0;
  }

  return G_SOURCE_REMOVE;
}

/* The queue has slid in; with the next frame what is beside it has its width. */
static void
give_back (FinVisitPage *self)
{
  gboolean enlarged;

  g_object_get (self->documents, "enlarged", &enlarged, NULL);
  if (!enlarged && self->position > 0 &&
      adw_flap_get_reveal_progress (self->flap) == (self->sidebar_shown ? 1 : 0))
    gtk_widget_add_tick_callback (GTK_WIDGET (self->paned), settled_cb, self, NULL);
}

/* A document that is being read takes the room of the queue and most of the call's, not the
 * citizen's face. */
static void
enlarged_cb (FinVisitPage *self)
{
  gboolean enlarged;

  g_object_get (self->documents, "enlarged", &enlarged, NULL);
  if (enlarged) {
    self->position = gtk_paned_get_position (self->paned);
    self->sidebar_shown = adw_flap_get_reveal_flap (self->flap);
    adw_flap_set_reveal_flap (self->flap, FALSE);
    gtk_paned_set_position (self->paned, 0);
  } else {
    adw_flap_set_reveal_flap (self->flap, self->sidebar_shown);
    give_back (self);
  }
}

void
_fin_visit_page_show (FinVisitPage *self, const char *pane)
{
  g_return_if_fail (FIN_IS_VISIT_PAGE (self));

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->panes), pane) == 0)
    return;
  if (fin_visit_guest (self->visit) != g_str_equal (pane, "preparation") &&
      !g_str_equal (pane, "conversation") && !g_str_equal (pane, "people"))
    return;

  g_object_set (self->documents, "enlarged", FALSE, NULL);
  gtk_stack_set_visible_child_name (self->panes, pane);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PANE]);
}

static FinFormPane *
find_pane (FinVisitPage *self, FinSharedForm *form)
{
  for (GtkWidget *pane = gtk_widget_get_first_child (GTK_WIDGET (self->forms)); pane != NULL;
       pane = gtk_widget_get_next_sibling (pane))
    if (fin_form_pane_form (FIN_FORM_PANE (pane)) == form)
      return FIN_FORM_PANE (pane);

  return NULL;
}

/* The pane of one that is not in the visit any more goes with it. */
static void
forms_changed_cb (FinVisitPage *self)
{
  GListModel *forms = G_LIST_MODEL (fin_visit_forms (self->visit));
  GtkWidget *pane = gtk_widget_get_first_child (GTK_WIDGET (self->forms));

  while (pane != NULL) {
    GtkWidget *next = gtk_widget_get_next_sibling (pane);
    gboolean here = FALSE;

    for (guint i = 0; i < g_list_model_get_n_items (forms); i++) {
      g_autoptr (FinSharedForm) form = g_list_model_get_item (forms, i);

      here = here || form == fin_form_pane_form (FIN_FORM_PANE (pane));
    }
    if (!here)
      gtk_stack_remove (self->forms, pane);
    pane = next;
  }
}

/* The keyboard goes along, if it was in the form. */
static void
front_cb (FinVisitPage *self)
{
  FinSharedForm *form = fin_visit_form (self->visit);
  FinFormPane *pane = find_pane (self, form);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean within = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->forms));

  if (self->form != NULL && find_pane (self, fin_form_pane_form (self->form)) != NULL)
    fin_form_pane_remember (self->form);
  if (pane == NULL) {
    pane = FIN_FORM_PANE (fin_form_pane_new (self->visit, form));
    gtk_stack_add_child (self->forms, GTK_WIDGET (pane));
    g_signal_connect_object (form, "notify::title", G_CALLBACK (update_appointment), self,
                             G_CONNECT_SWAPPED);
  }
  self->form = pane;
  gtk_stack_set_visible_child (self->forms, GTK_WIDGET (pane));
  if (within)
    fin_form_pane_resume (pane);
  update_appointment (self);
}

/* Once for each: it is tried again by itself. */
static void
engine_failed_cb (FinVisitPage *self, const char *engine)
{
  g_autofree char *words = NULL;

  g_assert (FIN_IS_VISIT_PAGE (self));

  if (!g_hash_table_add (self->failed, g_strdup (engine)))
    return;

  words = g_strdup_printf (_ ("Captions by %s have failed"), fin_engine_words_name (engine));
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (words));
}

static void
guests_failed_cb (FinVisitPage *self, const GError *error)
{
  g_autofree char *words = fin_words_error (error);

  g_assert (FIN_IS_VISIT_PAGE (self));

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (words));
}

static void
mended_cb (FinVisitPage *self)
{
  AdwToast *toast = adw_toast_new (_ ("Put right for everybody"));

  g_assert (FIN_IS_VISIT_PAGE (self));

  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_action_name (toast, "visit.undo-mending");
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* The object */

static void
fin_visit_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FinVisitPage *self = FIN_VISIT_PAGE (object);

  switch (id) {
  case PROP_VISIT:
    g_value_set_object (value, self->visit);
    break;
  case PROP_SIDEBAR:
    g_value_set_object (value, self->sidebar);
    break;
  case PROP_PANE:
    g_value_set_string (value, gtk_stack_get_visible_child_name (self->panes));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_visit_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FinVisitPage *self = FIN_VISIT_PAGE (object);

  switch (id) {
  case PROP_VISIT:
    self->visit = g_value_dup_object (value);
    break;
  case PROP_SIDEBAR:
    fin_visit_page_set_sidebar (self, g_value_get_object (value));
    break;
  case PROP_PANE:
    _fin_visit_page_show (self, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
watch (FinVisitPage *self, const char *signal, void (*update) (FinVisitPage *))
{
  g_signal_connect_object (self->visit, signal, G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
fin_visit_page_constructed (GObject *object)
{
  FinVisitPage *self = FIN_VISIT_PAGE (object);

  G_OBJECT_CLASS (fin_visit_page_parent_class)->constructed (object);

  fin_call_pane_set_visit (self->call, self->visit);
  fin_door_bar_set_visit (self->door, self->visit);
  fin_unheard_bar_set_visit (self->unheard, self->visit);
  fin_caption_band_set_visit (self->captions, self->visit);
  fin_form_switcher_set_visit (self->switcher, self->visit);
  fin_documents_pane_set_visit (self->documents, self->visit);
  fin_transcript_pane_set_visit (self->transcript, self->visit);
  fin_take_away_bar_set_visit (self->take_away, self->visit);
  fin_notes_pane_set_visit (self->notes, self->visit);
  fin_people_pane_set_visit (self->people, self->visit);

  watch (self, "notify::appointment", update_appointment);
  g_signal_connect_object (fin_visit_forms (self->visit), "items-changed",
                           G_CALLBACK (forms_changed_cb), self, G_CONNECT_SWAPPED);
  watch (self, "notify::form", front_cb);
  watch (self, "notify::connection", update_connection);
  watch (self, "notify::connection-grade", update_connection);
  watch (self, "notify::online", update_offline);
  watch (self, "notify::ended", visit_ended_cb);
  watch (self, "notify::ready", ready_cb);
  g_signal_connect_object (fin_visit_guests (self->visit), "failed", G_CALLBACK (guests_failed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fin_visit_captions (self->visit), "engine-failed",
                           G_CALLBACK (engine_failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fin_visit_documents (self->visit), "items-changed",
                           G_CALLBACK (documents_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->documents, "notify::showing", G_CALLBACK (update_documents_tab),
                           self, G_CONNECT_SWAPPED);
  documents_changed_cb (self);
  self->clock = g_timeout_add_seconds (CLOCK_S, clock_cb, self);
  g_source_set_name_by_id (self->clock, "visit: time left");
}

static void
fin_visit_page_dispose (GObject *object)
{
  FinVisitPage *self = FIN_VISIT_PAGE (object);

  g_clear_handle_id (&self->clock, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_VISIT_PAGE);
  g_clear_pointer (&self->failed, g_hash_table_unref);
  g_clear_object (&self->visit);

  G_OBJECT_CLASS (fin_visit_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-visit-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, content);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, trial);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, title);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, remaining);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, connection);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, menu);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, offline);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, over);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, over_words);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, over_back);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, door);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, procedure_tab);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, notes_tab);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, people);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, preparation_tab);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, preparation);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, flap);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, sidebar_bin);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, paned);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, call);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, captions);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, unheard);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, documents_tab);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, documents_label);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, showing_mark);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, panes);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, forms);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, documents);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, transcript);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, take_away);
  gtk_widget_class_bind_template_child (widget_class, FinVisitPage, notes);
  gtk_widget_class_bind_template_callback_full (widget_class, "finish_clicked_cb",
                                                G_CALLBACK (_fin_visit_page_finish));
  gtk_widget_class_bind_template_callback (widget_class, enlarged_cb);
  gtk_widget_class_bind_template_callback (widget_class, mended_cb);
}

static void
fin_visit_page_class_init (FinVisitPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = fin_visit_page_get_property;
  object_class->set_property = fin_visit_page_set_property;
  object_class->constructed = fin_visit_page_constructed;
  object_class->dispose = fin_visit_page_dispose;

  properties[PROP_VISIT] =
      g_param_spec_object ("visit", NULL, NULL, FIN_TYPE_VISIT,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SIDEBAR] = g_param_spec_object ("sidebar", NULL, NULL, GTK_TYPE_WIDGET,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PANE] =
      g_param_spec_string ("pane", NULL, NULL, "procedure",
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[FINISHED] = g_signal_new ("finished", FIN_TYPE_VISIT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (FIN_TYPE_CALL_PANE);
  g_type_ensure (FIN_TYPE_CAPTION_BAND);
  g_type_ensure (FIN_TYPE_DOOR_BAR);
  g_type_ensure (FIN_TYPE_PEOPLE_PANE);
  g_type_ensure (FIN_TYPE_PREPARATION);
  g_type_ensure (FIN_TYPE_FORM_SWITCHER);
  g_type_ensure (FIN_TYPE_DOCUMENTS_PANE);
  g_type_ensure (FIN_TYPE_TAKE_AWAY_BAR);
  g_type_ensure (FIN_TYPE_TRANSCRIPT_PANE);
  g_type_ensure (FIN_TYPE_UNHEARD_BAR);
  g_type_ensure (FIN_TYPE_NOTES_PANE);
  bind_template (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "visitpage");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_MAIN);
  _fin_visit_page_install_actions (widget_class);
  gtk_widget_class_install_property_action (widget_class, "visit.show", "pane");
}

static void
fin_visit_page_init (FinVisitPage *self)
{
  self->failed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->flap, "notify::reveal-progress", G_CALLBACK (give_back), self);
}

GtkWidget *
fin_visit_page_new (FinVisit *visit)
{
  g_return_val_if_fail (FIN_IS_VISIT (visit), NULL);

  return g_object_new (FIN_TYPE_VISIT_PAGE, "visit", visit, NULL);
}

void
fin_visit_page_set_sidebar (FinVisitPage *self, GtkWidget *sidebar)
{
  g_return_if_fail (FIN_IS_VISIT_PAGE (self));
  g_return_if_fail (sidebar == NULL || GTK_IS_WIDGET (sidebar));

  self->sidebar = sidebar;
  adw_bin_set_child (self->sidebar_bin, sidebar);
}

void
fin_visit_page_set_menu (FinVisitPage *self, GMenuModel *menu)
{
  g_return_if_fail (FIN_IS_VISIT_PAGE (self));
  g_return_if_fail (menu == NULL || G_IS_MENU_MODEL (menu));

  gtk_menu_button_set_menu_model (self->menu, menu);
  if (menu != NULL)
    fin_accessible_set_name (GTK_WIDGET (gtk_menu_button_get_popover (self->menu)),
                             _ ("Main menu"));
}
