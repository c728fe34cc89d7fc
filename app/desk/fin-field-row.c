// A field as the informer sees it: everything said in words, nothing by colour alone.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-field-row.h"

#include <glib/gi18n.h>

#include "fin-document-words.h"
#include "fin-field-editor.h"
#include "fin-accessible.h"
#include "fin-field-history.h"
#include "fin-field-words.h"
#include "fin-speaker.h"

struct _FinFieldRow {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkWidget *label;
  GtkWidget *state;
  GtkWidget *document;
  GtkWidget *hand;
  GtkWidget *history;
  GtkWidget *take_back;
  AdwBin *editor_bin;
  GtkWidget *problem;
  GtkWidget *help;
  GtkWidget *rejected_box;
  GtkWidget *rejected;
  GtkWidget *put_back;
  GtkWidget *drop;

  FinVisit *visit;
  FinSharedForm *form;
  FinSharedField *field;
  FinFieldEditor *editor;
  gboolean beside; /* its document */
};

G_DEFINE_FINAL_TYPE (FinFieldRow, fin_field_row, GTK_TYPE_WIDGET)

static FinSharedForm *
form (FinFieldRow *self)
{
  return self->form;
}

/* The one party whose screen the field may be handed to. */
static FinParty *
citizen (FinFieldRow *self)
{
  GListModel *parties = fin_visit_parties (self->visit);

  for (guint i = 0; i < g_list_model_get_n_items (parties); i++) {
    g_autoptr (FinParty) party = g_list_model_get_item (parties, i);

    if (g_strcmp0 (fin_participant_role (fin_party_participant (party)), "citizen") == 0)
      return party; /* the list keeps it */
  }

  return NULL;
}

/* The visit is over, or its receipt says what the form holds. */
static gboolean
is_closed (FinFieldRow *self)
{
  return fin_visit_ended (self->visit) || fin_shared_form_receipt (self->form) != NULL;
}

static void
toggle_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* By the office, of what stands in other fields. */
static gboolean
is_worked_out (FinFieldRow *self)
{
  g_autofree char *who = NULL;

  g_object_get (self->field, "who", &who, NULL);

  return g_strcmp0 (who, "office") == 0;
}

/* A field nobody must fill says so; most must be filled, and marking those would mark everything.
 */
static void
update_label (FinFieldRow *self)
{
  g_autofree char *label = NULL;
  g_autofree char *text = NULL;
  g_autofree char *document = NULL;
  g_autofree char *hand = NULL;
  g_autofree char *take_back = NULL;
  g_autofree char *history = NULL;
  GtkWidget *input = fin_field_editor_input (self->editor);
  gboolean required;

  g_assert (FIN_IS_FIELD_ROW (self));

  g_object_get (self->field, "label", &label, "required", &required, NULL);
  text = required || is_worked_out (self) ? g_strdup (label)
                                          : g_strdup_printf (_ ("%s (optional)"), label);
  gtk_label_set_label (GTK_LABEL (self->label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (input), GTK_ACCESSIBLE_PROPERTY_REQUIRED,
                                  required, -1);
  document = g_strdup_printf (_ ("Show the document that proves: %s"), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->document), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  document, -1);
  hand = g_strdup_printf (_ ("Let the citizen write: %s"), label);
  take_back = g_strdup_printf (_ ("Take back: %s"), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->hand), GTK_ACCESSIBLE_PROPERTY_LABEL, hand,
                                  -1);
  fin_accessible_set_name (GTK_WIDGET (self->take_back), take_back);
  history = g_strdup_printf (_ ("What “%s” said before"), label);
  fin_accessible_set_name (self->history, history);
  fin_accessible_set_name (gtk_widget_get_first_child (self->history), history);
}

/* Who writes at the lower edge must see what is said under it, once there is room for it. Whoever has
 * scrolled away is not called back. */
static gboolean
reveal_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer first_frame)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *content;
  GtkAdjustment *place;
  graphene_rect_t bounds;

  if (gdk_frame_clock_get_frame_counter (clock) <= GPOINTER_TO_INT (first_frame))
    return G_SOURCE_CONTINUE;
  if (scroller == NULL)
    return G_SOURCE_REMOVE;

  place = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  content =
      gtk_widget_get_first_child (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scroller)));
  if (gtk_widget_compute_bounds (widget, content, &bounds)) {
    double top = bounds.origin.y, bottom = top + bounds.size.height;
    double seen = gtk_adjustment_get_value (place);

    if (bottom > seen && top < seen + gtk_adjustment_get_page_size (place))
      gtk_adjustment_clamp_page (place, top, bottom);
  }

  return G_SOURCE_REMOVE;
}

static void
reveal (FinFieldRow *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  if (clock != NULL && gtk_widget_get_state_flags (GTK_WIDGET (self)) & GTK_STATE_FLAG_FOCUS_WITHIN)
    gtk_widget_add_tick_callback (
        GTK_WIDGET (self), reveal_cb,
        GINT_TO_POINTER ((int)gdk_frame_clock_get_frame_counter (clock) + 1), NULL);
}

static void
update_problem (FinFieldRow *self)
{
  GtkWidget *input = fin_field_editor_input (self->editor);
  g_autofree char *problem = NULL;
  g_autofree char *help = NULL;
  gboolean soft;
  gboolean shown;

  g_assert (FIN_IS_FIELD_ROW (self));

  g_object_get (self->field, "problem", &problem, "soft", &soft, "help", &help, NULL);
  shown = problem != NULL && fin_shared_field_value (self->field)[0] != '\0';
  gtk_label_set_label (GTK_LABEL (self->problem), shown ? problem : "");
  if (shown && !gtk_widget_get_visible (self->problem))
    reveal (self);
  gtk_widget_set_visible (self->problem, shown);
  toggle_class (self->problem, "error", !soft);
  toggle_class (self->problem, "warning", soft);
  toggle_class (GTK_WIDGET (self), "wrong", shown && !soft);
  gtk_label_set_label (GTK_LABEL (self->help), help != NULL ? help : "");
  gtk_widget_set_visible (self->help, help != NULL && !shown);
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (input), GTK_ACCESSIBLE_STATE_INVALID,
      shown && !soft ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (input), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  shown          ? problem
                                  : help != NULL ? help
                                                 : "",
                                  -1);
}

/* What stands and is not wrong: whether the citizen has said so too. */
static const char *
words_right (const char *assent)
{
  if (g_strcmp0 (assent, "wanted") == 0)
    return _ ("✔ Correct · ☐ for the citizen to confirm");
  if (g_strcmp0 (assent, "aloud") == 0)
    return _ ("☑ Confirmed aloud by the citizen");
  if (assent != NULL && g_strcmp0 (assent, "own") != 0)
    return _ ("☑ Confirmed by the citizen");

  return _ ("✔ Correct");
}

/* Who writes, who may, and whether it is right: one short text at the row's end. */
static void
update_state (FinFieldRow *self)
{
  FinParty *party = citizen (self);
  gboolean there = party != NULL && fin_participant_connected (fin_party_participant (party));
  gboolean filled = fin_shared_field_value (self->field)[0] != '\0';
  gboolean editable = fin_shared_field_editable (self->field);
  g_autofree char *who = NULL;
  g_autofree char *holder = NULL;
  g_autofree char *writer = NULL;
  g_autofree char *problem = NULL;
  g_autofree char *assent = NULL;
  g_autofree char *text = NULL;
  gboolean handed, writing, online;

  g_assert (FIN_IS_FIELD_ROW (self));

  g_object_get (self->field, "who", &who, "holder", &holder, "writer", &writer, "problem", &problem,
                "assent", &assent, NULL);
  g_object_get (self->visit, "online", &online, NULL);
  handed = holder != NULL && holder[0] != '\0';
  writing = writer != NULL && g_strcmp0 (writer, fin_visit_you (self->visit)) != 0;

  if (writing)
    text = g_strdup_printf (_ ("✎ %s is writing"), fin_speaker_name (self->visit, writer));
  else if (handed)
    text = g_strdup (_ ("✎ The citizen's to write"));
  else if (g_strcmp0 (who, "office") == 0)
    text = g_strdup (_ ("Worked out"));
  else if (g_strcmp0 (who, "citizen") == 0 && !filled)
    text = g_strdup (_ ("Only the citizen writes this"));
  else if (filled && problem == NULL)
    text = g_strdup (words_right (assent));

  gtk_label_set_label (GTK_LABEL (self->state), text != NULL ? text : "");
  gtk_widget_set_visible (self->state, text != NULL);
  toggle_class (self->state, "success",
                !writing && !handed && filled && problem == NULL && g_strcmp0 (who, "office") != 0);
  toggle_class (self->state, "accent", writing || handed);
  toggle_class (GTK_WIDGET (self), "handed", handed || writing);
  gtk_widget_set_visible (self->hand, who == NULL && !handed);
  /* It is the office that hands it over. */
  gtk_widget_set_sensitive (self->hand, there && online && !is_closed (self));
  /* While they are there it is theirs to give back. */
  gtk_widget_set_visible (self->take_back, handed && !there);
  gtk_widget_set_sensitive (self->take_back, online && !is_closed (self));
  fin_field_editor_set_editable (self->editor, editable && !is_closed (self));
}

static const char *
words_refusal (const char *refusal)
{
  static const struct {
    const char *code;
    const char *words;
  } refusals[] = {
    { "conflict", N_ ("It was changed by the other side meanwhile.") },
    { "not-yours", N_ ("It is the citizen's to write.") },
    { "not-found", N_ ("It is no longer in the form.") },
    { "bad-request", N_ ("It cannot hold this.") },
    { "closed", N_ ("The receipt is made, and the form is closed.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (g_strcmp0 (refusals[i].code, refusal) == 0)
      return _ (refusals[i].words);

  return _ ("The office did not take it.");
}

static void
update_rejected (FinFieldRow *self)
{
  g_autofree char *rejected = NULL;
  g_autofree char *refusal = NULL;
  g_autofree char *text = NULL;
  gboolean conflict;

  g_assert (FIN_IS_FIELD_ROW (self));

  g_object_get (self->field, "rejected", &rejected, "refusal", &refusal, NULL);
  gtk_widget_set_visible (self->rejected_box, rejected != NULL);
  if (rejected == NULL)
    return;

  /* Translators: first why the office did not take it, a sentence; then what was typed. */
  text = g_strdup_printf (_ ("%s You had written: “%s”"), words_refusal (refusal), rejected);
  gtk_label_set_label (GTK_LABEL (self->rejected), text);
  /* Only what lost to somebody else's can be put over it; the rest would be refused again. */
  conflict = g_strcmp0 (refusal, "conflict") == 0 && !is_closed (self);
  gtk_widget_set_visible (self->put_back, conflict);
  gtk_button_set_label (GTK_BUTTON (self->drop), conflict ? _ ("Leave Theirs") : _ ("Understood"));
}

/* What the visit's state means for the row. */
static void
visit_cb (FinFieldRow *self)
{
  update_state (self);
  update_rejected (self);
}

static void
field_value_cb (FinFieldRow *self)
{
  const char *value = fin_shared_field_value (self->field);
  g_autofree char *words = NULL;

  /* What somebody types stays as they type it. */
  if (is_worked_out (self) && g_str_equal (fin_shared_field_kind (self->field), "amount"))
    words = fin_field_words (self->field, value);
  fin_field_editor_set_value (self->editor, words != NULL ? words : value);
  update_problem (self);
  update_state (self);
}

static void
editor_edited_cb (FinFieldRow *self, const char *value)
{
  fin_shared_form_set (form (self), fin_shared_field_id (self->field), value);
}

static void
focus_enter_cb (FinFieldRow *self)
{
  fin_shared_form_focus (form (self), fin_shared_field_id (self->field));
}

static void
focus_leave_cb (FinFieldRow *self)
{
  fin_shared_form_focus (form (self), NULL);
}

static void
hand_clicked_cb (FinFieldRow *self)
{
  fin_shared_form_hand (form (self), fin_shared_field_id (self->field), TRUE);
}

static void
update_document (FinFieldRow *self)
{
  g_autoptr (FinDocument) document = fin_document_proof (
      form (self), fin_visit_documents (self->visit), fin_shared_field_id (self->field));

  gtk_widget_set_visible (self->document, document != NULL && !self->beside);
}

static void
document_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FinFieldRow *self = FIN_FIELD_ROW (widget);

  if (gtk_widget_get_visible (self->document))
    gtk_widget_activate_action (widget, "visit.show-document", "s",
                                fin_shared_field_id (self->field));
}

static void
hand_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FinFieldRow *self = FIN_FIELD_ROW (widget);

  if (gtk_widget_get_visible (self->hand) && gtk_widget_get_sensitive (self->hand))
    hand_clicked_cb (self);
}

static void
open_history (GtkMenuButton *button, gpointer data)
{
  FinFieldRow *self = data;

  GtkWidget *history;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;

  history = fin_field_history_new (self->visit, self->field);
  /* Back to the field it was asked from. */
  g_signal_connect_object (history, "closed", G_CALLBACK (fin_field_row_enter), self,
                           G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, history);
}

static void
history_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FinFieldRow *self = FIN_FIELD_ROW (widget);

  if (gtk_widget_get_visible (self->history))
    gtk_menu_button_popup (GTK_MENU_BUTTON (self->history));
}

static void
take_back_clicked_cb (FinFieldRow *self)
{
  fin_shared_form_hand (form (self), fin_shared_field_id (self->field), FALSE);
}

static void
put_back_clicked_cb (FinFieldRow *self)
{
  g_autofree char *rejected = NULL;

  g_object_get (self->field, "rejected", &rejected, NULL);
  fin_shared_form_forget_rejected (form (self), fin_shared_field_id (self->field));
  if (rejected != NULL)
    fin_shared_form_set (form (self), fin_shared_field_id (self->field), rejected);
}

static void
drop_clicked_cb (FinFieldRow *self)
{
  fin_shared_form_forget_rejected (form (self), fin_shared_field_id (self->field));
}

static void
fin_field_row_dispose (GObject *object)
{
  FinFieldRow *self = FIN_FIELD_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_FIELD_ROW);
  g_clear_object (&self->field);
  g_clear_object (&self->form);
  g_clear_object (&self->visit);

  G_OBJECT_CLASS (fin_field_row_parent_class)->dispose (object);
}

static void
fin_field_row_class_init (FinFieldRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_field_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-field-row.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "fieldrow");
  gtk_widget_class_install_action (widget_class, "field.document", NULL, document_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "field.document",
                                       NULL);
  gtk_widget_class_install_action (widget_class, "field.hand", NULL, hand_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_h, GDK_CONTROL_MASK, "field.hand",
                                       NULL);
  gtk_widget_class_install_action (widget_class, "field.history", NULL, history_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_h, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "field.history", NULL);
  gtk_widget_class_bind_template_child (widget_class, FinFieldRow, content);
  gtk_widget_class_bind_template_child (widget_class, FinFieldRow, label);
  gtk_widget_class_bind_template_child (widget_class, FinFieldRow, state);
  gtk_widget_class_bind_template_child (widget_class, FinFieldRow, document);
  gtk_widget_class_bind_template_child (widget_class, FinFieldRow, hand);
  gtk_widget_class_bind_template_child (widget_class, FinFieldRow, history);
  gtk_widget_class_bind_template_child (widget_class, FinFieldRow, take_back);
  gtk_widget_class_bind_template_child (widget_class, FinFieldRow, editor_bin);
  gtk_widget_class_bind_template_child (widget_class, FinFieldRow, problem);
  gtk_widget_class_bind_template_child (widget_class, FinFieldRow, help);
  gtk_widget_class_bind_template_child (widget_class, FinFieldRow, rejected_box);
  gtk_widget_class_bind_template_child (widget_class, FinFieldRow, rejected);
  gtk_widget_class_bind_template_child (widget_class, FinFieldRow, put_back);
  gtk_widget_class_bind_template_child (widget_class, FinFieldRow, drop);
  gtk_widget_class_bind_template_callback (widget_class, focus_enter_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, hand_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, put_back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, drop_clicked_cb);
}

static void
fin_field_row_init (FinFieldRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Tab goes from field to field: it is the button inside that would take the keyboard. */
  gtk_widget_set_focusable (gtk_widget_get_first_child (self->history), FALSE);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->history), open_history, self, NULL);
}

static void
watch (FinFieldRow *self, gpointer object, const char *signal, void (*update) (FinFieldRow *))
{
  g_signal_connect_object (object, signal, G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

static void
follow_field (FinFieldRow *self)
{
  static const struct {
    const char *signal;
    void (*update) (FinFieldRow *);
  } watched[] = {
    { "notify::label", update_label },       { "notify::required", update_label },
    { "notify::problem", update_problem },   { "notify::soft", update_problem },
    { "notify::help", update_problem },      { "notify::problem", update_state },
    { "notify::holder", update_state },      { "notify::who", update_state },
    { "notify::writer", update_state },      { "notify::editable", update_state },
    { "notify::rejected", update_rejected }, { "notify::value", field_value_cb },
    { "notify::assent", update_state },
  };

  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    watch (self, self->field, watched[i].signal, watched[i].update);
  g_object_bind_property (self->field, "visible", self, "visible", G_BINDING_SYNC_CREATE);
}

GtkWidget *
fin_field_row_new (FinVisit *visit, FinSharedForm *form, FinSharedField *field)
{
  FinFieldRow *self;
  GtkWidget *input;
  FinParty *party;

  g_return_val_if_fail (FIN_IS_VISIT (visit), NULL);
  g_return_val_if_fail (FIN_IS_SHARED_FIELD (field), NULL);

  self = g_object_new (FIN_TYPE_FIELD_ROW, NULL);
  self->visit = g_object_ref (visit);
  self->form = g_object_ref (form);
  self->field = g_object_ref (field);
  self->editor = fin_field_editor_new (field);
  adw_bin_set_child (self->editor_bin, GTK_WIDGET (self->editor));
  g_signal_connect_swapped (self->editor, "edited", G_CALLBACK (editor_edited_cb), self);

  input = fin_field_editor_input (self->editor);
  gtk_label_set_mnemonic_widget (GTK_LABEL (self->label), input);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (input), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self->label, NULL, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                  self->problem, NULL, -1);

  /* Of a secret there is nothing to tell. */
  gtk_widget_set_visible (self->history, !g_str_equal (fin_shared_field_kind (field), "secret"));
  follow_field (self);
  party = citizen (self);
  if (party != NULL)
    watch (self, fin_party_participant (party), "notify::connected", update_state);
  watch (self, visit, "notify::ended", visit_cb);
  watch (self, form, "notify::receipt", visit_cb);
  watch (self, visit, "notify::online", visit_cb);
  watch (self, fin_visit_documents (visit), "items-changed", update_document);
  watch (self, fin_visit_form (visit), "notify::documents", update_document);
  update_document (self);
  update_label (self);
  update_rejected (self);
  field_value_cb (self);

  return GTK_WIDGET (self);
}

void
fin_field_row_set_beside (FinFieldRow *self)
{
  g_return_if_fail (FIN_IS_FIELD_ROW (self));

  self->beside = TRUE;
  update_document (self);
}

const char *
fin_field_row_id (FinFieldRow *self)
{
  g_return_val_if_fail (FIN_IS_FIELD_ROW (self), "");

  return fin_shared_field_id (self->field);
}

void
fin_field_row_enter (FinFieldRow *self)
{
  g_return_if_fail (FIN_IS_FIELD_ROW (self));

  gtk_widget_child_focus (GTK_WIDGET (self->editor), GTK_DIR_TAB_FORWARD);
}
