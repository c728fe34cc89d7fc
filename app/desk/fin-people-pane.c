// Lists of people bound to the visit's, and two ways of asking another.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-people-pane.h"

#include <glib/gi18n.h>

#include "fin-accessible.h"
#include "fin-file-choice.h"
#include "fin-time.h"
#include "fin-words.h"

/* Interpreters come and go: while somebody looks, their list is asked for anew. */
#define REFRESH_S 5

struct _FinPeoplePane {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkListBox *people;
  GtkListBox *figures;
  GtkWidget *asked_group;
  GtkListBox *asked;
  GtkWidget *full;
  GtkWidget *asking;
  AdwComboRow *language;
  GtkListBox *interpreters;
  GtkLabel *nobody;
  GtkEditable *name;
  AdwComboRow *role;
  GtkWidget *invite;
  GtkWidget *made;
  AdwActionRow *link;

  FinVisit *visit;
  FinGuests *guests;
  GListModel *found;   /* FinInterpreter, as told last; NULL: not yet */
  GtkFilter *speaking; /* of those, who interprets what is chosen */
  gboolean chosen;     /* a language is, by the needs of the visit or by hand */
  gboolean waiting;    /* for the list */
  guint refresh;
};

G_DEFINE_FINAL_TYPE (FinPeoplePane, fin_people_pane, GTK_TYPE_WIDGET)

static const char *
chosen_language (FinPeoplePane *self)
{
  guint selected = adw_combo_row_get_selected (self->language);

  return fin_words_interpreted[selected != GTK_INVALID_LIST_POSITION ? selected : 0];
}

/* "Interpreter: Catalan Sign Language (LSC)", or what else they are here. (transfer full) */
static char *
describe (const char *role, const char *interprets)
{
  return interprets != NULL && interprets[0] != '\0'
             ? g_strdup_printf ("%s: %s", fin_party_role_name (role),
                                fin_words_language (interprets))
             : g_strdup (fin_party_role_name (role));
}

static GtkWidget *
row_new (const char *title)
{
  GtkWidget *row = adw_action_row_new ();

  /* Names of people: text, never markup. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);

  return row;
}

/* @words: with a mnemonic; @name: what a screen reader says. */
static GtkWidget *
add_button (GtkWidget *row, const char *words, const char *name)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (words);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  fin_accessible_set_name (button, name);

  return button;
}

/* Who is in it */

static FinGuest *
guest_of (FinPeoplePane *self, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->guests)); i++) {
    g_autoptr (FinGuest) guest = g_list_model_get_item (G_LIST_MODEL (self->guests), i);

    if (g_str_equal (fin_guest_id (guest), id))
      return guest; /* the list keeps it */
  }

  return NULL;
}

static void
party_cb (GtkWidget *row)
{
  FinParty *party = g_object_get_data (G_OBJECT (row), "party");
  FinParticipant *participant = fin_party_participant (party);
  g_autofree char *role =
      describe (fin_participant_role (participant), fin_participant_interprets (participant));
  g_autofree char *subtitle =
      g_strdup_printf ("%s\n%s", role, fin_call_health_sentence (fin_party_health (party)));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
}

static void
see_off_cb (GtkWidget *button, FinPeoplePane *self)
{
  FinParty *party = g_object_get_data (G_OBJECT (button), "party");
  FinGuest *guest = guest_of (self, fin_party_id (party));

  if (guest != NULL)
    fin_guests_dismiss (self->guests, guest);
}

/* Never by icon alone: the tooltip and the tile say what is. */
static void
heard_cb (GtkWidget *button, GParamSpec *pspec, FinParty *party)
{
  gboolean heard = fin_party_heard (party);

  gtk_button_set_icon_name (GTK_BUTTON (button),
                            heard ? "audio-volume-high-symbolic" : "audio-volume-muted-symbolic");
  gtk_widget_set_tooltip_text (button, heard ? _ ("You hear them") : _ ("You do not hear them"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), heard);
}

static void
hear_cb (GtkToggleButton *button, FinParty *party)
{
  fin_party_set_heard (party, gtk_toggle_button_get_active (button));
}

/* Whose voices one hears is one's own choice: an interpreter's instead of the original, or both. */
static GtkWidget *
hear_button_new (FinParty *party, const char *name)
{
  GtkWidget *button = gtk_toggle_button_new ();
  g_autofree char *words = g_strdup_printf (_ ("Hear %s"), name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  fin_accessible_set_name (button, words);
  g_signal_connect_object (party, "notify::heard", G_CALLBACK (heard_cb), button,
                           G_CONNECT_SWAPPED);
  heard_cb (button, NULL, party);
  g_signal_connect_object (button, "toggled", G_CALLBACK (hear_cb), party, 0);

  return button;
}

static GtkWidget *
party_row_new (gpointer item, gpointer data)
{
  FinPeoplePane *self = data;
  FinParty *party = item;
  FinParticipant *participant = fin_party_participant (party);
  const char *name = fin_participant_name (participant);
  const char *role = fin_participant_role (participant);
  GtkWidget *row = row_new (name[0] != '\0' ? name : fin_party_role_name (role));

  g_object_set_data_full (G_OBJECT (row), "party", g_object_ref (party), g_object_unref);
  adw_action_row_add_prefix (
      ADW_ACTION_ROW (row),
      hear_button_new (party, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row))));
  if (!fin_visit_guest (self->visit) && !g_str_equal (role, "citizen") &&
      !g_str_equal (role, "informer")) {
    g_autofree char *words = g_strdup_printf (_ ("See %s off"), name);
    GtkWidget *button = add_button (row, _ ("See _Off"), words);

    g_object_set_data (G_OBJECT (button), "party", party);
    g_signal_connect_object (button, "clicked", G_CALLBACK (see_off_cb), self, 0);
  }
  g_signal_connect_object (fin_party_health (party), "notify", G_CALLBACK (party_cb), row,
                           G_CONNECT_SWAPPED);
  party_cb (row);

  return row;
}

/* How the call with each fares, in figures */

static void
conformance_cb (GtkWidget *row, FinConformance *conformance)
{
  g_autofree char *text = NULL;

  /* Nobody looks, mostly. */
  if (!gtk_widget_get_mapped (row))
    return;

  text = fin_conformance_describe (conformance);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
}

static GtkWidget *
figures_row_new (gpointer item, gpointer data)
{
  FinParty *party = item;
  FinParticipant *participant = fin_party_participant (party);
  FinConformance *conformance = fin_party_conformance (party);
  const char *name = fin_participant_name (participant);
  GtkWidget *row =
      row_new (name[0] != '\0' ? name : fin_party_role_name (fin_participant_role (participant)));

  g_signal_connect_object (conformance, "changed", G_CALLBACK (conformance_cb), row,
                           G_CONNECT_SWAPPED);

  return row;
}

/* People are called by what they are: a report goes to others. (transfer full) */
static char *
write_report (FinPeoplePane *self)
{
  GListModel *parties = fin_visit_parties (self->visit);
  g_autoptr (GDateTime) now = fin_time_now ();
  g_autofree char *when = fin_time_format (now);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n%s\n",
                          _ ("Conformance of a call (EN 301 549 V3.2.1, clause 6)"), when);
  for (guint i = 0; i < g_list_model_get_n_items (parties); i++) {
    g_autoptr (FinParty) party = g_list_model_get_item (parties, i);
    g_autofree char *report = fin_conformance_report (fin_party_conformance (party));

    g_string_append_printf (
        text, "\n%s\n%s",
        fin_party_role_name (fin_participant_role (fin_party_participant (party))), report);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinPeoplePane) self = data;
  g_autoptr (GError) error = NULL;
  gboolean well = g_file_replace_contents_finish (G_FILE (object), result, NULL, &error);

  if (!well)
    g_message ("A report could not be saved: %s", error->message);
  gtk_widget_activate_action (GTK_WIDGET (self), "visit.toast", "s",
                              well ? _ ("The report is saved")
                                   : _ ("The report could not be saved there: try another folder"));
}

static void
chosen_cb (gpointer owner, GFile *file)
{
  g_autofree char *text = write_report (owner);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION,
                                       NULL, saved_cb, g_object_ref (owner));
}

static void
save_cb (FinPeoplePane *self)
{
  /* Translators: the beginning of a file's name. */
  g_autofree char *name = g_strconcat (_ ("conformance"), ".txt", NULL);

  fin_file_choose (GTK_WIDGET (self), _ ("Save the Report"), name, chosen_cb);
}

/* Who is asked */

static char *
describe_state (FinGuest *guest)
{
  switch (fin_guest_state (guest)) {
  case FIN_GUEST_AT_DOOR:
    return g_strdup (_ ("At the door: they wait to be let in"));
  case FIN_GUEST_DECLINED:
    return g_strdup (_ ("Declined"));
  case FIN_GUEST_ASKED:
  default:
    return g_strdup (fin_guest_staff (guest) == NULL ? _ ("Has a link and has not come yet")
                                                     : _ ("Is asked and has not answered yet"));
  }
}

static void
admit_cb (GtkWidget *button, FinPeoplePane *self)
{
  fin_guests_admit (self->guests, g_object_get_data (G_OBJECT (button), "guest"));
}

static void
dismiss_cb (GtkWidget *button, FinPeoplePane *self)
{
  fin_guests_dismiss (self->guests, g_object_get_data (G_OBJECT (button), "guest"));
}

static void
guest_cb (GtkWidget *row)
{
  FinGuest *guest = g_object_get_data (G_OBJECT (row), "guest");
  g_autofree char *role = describe (fin_guest_role (guest), fin_guest_interprets (guest));
  g_autofree char *state = describe_state (guest);
  g_autofree char *subtitle = g_strdup_printf ("%s\n%s", role, state);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_visible (g_object_get_data (G_OBJECT (row), "admit"),
                          fin_guest_state (guest) == FIN_GUEST_AT_DOOR);
  gtk_widget_set_visible (g_object_get_data (G_OBJECT (row), "dismiss"),
                          fin_guest_state (guest) == FIN_GUEST_ASKED);
}

static GtkWidget *
guest_row_new (gpointer item, gpointer data)
{
  FinPeoplePane *self = data;
  FinGuest *guest = item;
  GtkWidget *row = row_new (fin_guest_name (guest));
  g_autofree char *in = g_strdup_printf (_ ("Let %s in"), fin_guest_name (guest));
  g_autofree char *out = g_strdup_printf (_ ("Do not ask %s any more"), fin_guest_name (guest));
  GtkWidget *admit = add_button (row, _ ("_Let In"), in);
  GtkWidget *dismiss = add_button (row, _ ("_Withdraw"), out);

  gtk_widget_add_css_class (admit, "suggested-action");
  g_object_set_data_full (G_OBJECT (row), "guest", g_object_ref (guest), g_object_unref);
  g_object_set_data (G_OBJECT (row), "admit", admit);
  g_object_set_data (G_OBJECT (row), "dismiss", dismiss);
  g_object_set_data (G_OBJECT (admit), "guest", guest);
  g_object_set_data (G_OBJECT (dismiss), "guest", guest);
  g_signal_connect_object (admit, "clicked", G_CALLBACK (admit_cb), self, 0);
  g_signal_connect_object (dismiss, "clicked", G_CALLBACK (dismiss_cb), self, 0);
  g_signal_connect_object (guest, "notify::state", G_CALLBACK (guest_cb), row, G_CONNECT_SWAPPED);
  guest_cb (row);

  return row;
}

/* Those in the visit are among its people already; those who are gone are of no more use. */
static gboolean
is_asked (gpointer item, gpointer data)
{
  FinGuestState state = fin_guest_state (item);

  return state == FIN_GUEST_ASKED || state == FIN_GUEST_AT_DOOR || state == FIN_GUEST_DECLINED;
}

static void
update (FinPeoplePane *self)
{
  gboolean place = fin_guests_have_place (self->guests);
  gboolean mine = !fin_visit_guest (self->visit) && !fin_visit_ended (self->visit);

  g_assert (FIN_IS_PEOPLE_PANE (self));

  gtk_widget_set_visible (self->asked_group,
                          mine && gtk_list_box_get_row_at_index (self->asked, 0) != NULL);
  gtk_widget_set_visible (self->full, mine && !place);
  gtk_widget_set_visible (self->asking, mine && place);
  if (!mine)
    gtk_widget_set_visible (self->made, FALSE);
}

/* Asking an interpreter */

static const char *
describe_presence (FinInterpreter *interpreter)
{
  const char *presence = fin_interpreter_presence (interpreter);

  if (g_strcmp0 (presence, "available") == 0)
    return _ ("Is free");
  if (g_strcmp0 (presence, "busy") == 0)
    return _ ("Is busy");

  return _ ("Is not there: they are told when they come");
}

static void
ask_cb (GtkWidget *button, FinPeoplePane *self)
{
  fin_guests_ask (self->guests, g_object_get_data (G_OBJECT (button), "interpreter"),
                  chosen_language (self));
}

static GtkWidget *
interpreter_row_new (gpointer item, gpointer data)
{
  FinInterpreter *interpreter = item;
  GtkWidget *row = row_new (fin_interpreter_name (interpreter));
  g_autofree char *words = g_strdup_printf (_ ("Ask %s"), fin_interpreter_name (interpreter));
  GtkWidget *button = add_button (row, _ ("_Ask"), words);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), describe_presence (interpreter));
  g_object_set_data_full (G_OBJECT (button), "interpreter", g_object_ref (interpreter),
                          g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (ask_cb), data, 0);

  return row;
}

/* Asked already, or here. */
static gboolean
is_taken (FinPeoplePane *self, FinInterpreter *interpreter)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->guests)); i++) {
    g_autoptr (FinGuest) guest = g_list_model_get_item (G_LIST_MODEL (self->guests), i);

    if (fin_guest_state (guest) <= FIN_GUEST_IN &&
        g_strcmp0 (fin_guest_staff (guest), fin_interpreter_id (interpreter)) == 0)
      return TRUE;
  }

  return FALSE;
}

static gboolean
can_be_asked (gpointer item, gpointer data)
{
  return g_strv_contains (fin_interpreter_interprets (item), chosen_language (data)) &&
         !is_taken (data, item);
}

static void
update_interpreters (FinPeoplePane *self)
{
  g_autofree char *words = NULL;

  g_assert (FIN_IS_PEOPLE_PANE (self));

  gtk_filter_changed (self->speaking, GTK_FILTER_CHANGE_DIFFERENT);
  gtk_widget_set_visible (GTK_WIDGET (self->interpreters),
                          gtk_list_box_get_row_at_index (self->interpreters, 0) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->nobody),
                          gtk_list_box_get_row_at_index (self->interpreters, 0) == NULL);
  words = self->found == NULL
              ? g_strdup (_ ("Asking the office…"))
              : g_strdup_printf (
                    _ ("The office has no other interpreter for %s. One of another service can be "
                       "invited by a link."),
                    fin_words_language (chosen_language (self)));
  gtk_label_set_label (self->nobody, words);
}

static void
guests_changed_cb (FinPeoplePane *self)
{
  GtkFilterListModel *asked = g_object_get_data (G_OBJECT (self->asked), "asked");

  gtk_filter_changed (gtk_filter_list_model_get_filter (asked), GTK_FILTER_CHANGE_DIFFERENT);
  update_interpreters (self);
  update (self);
}

static void
language_cb (FinPeoplePane *self)
{
  self->chosen = TRUE;
  update_interpreters (self);
}

static gboolean
is_as_before (GListModel *before, GListModel *after)
{
  guint n = g_list_model_get_n_items (after);

  if (before == NULL || g_list_model_get_n_items (before) != n)
    return FALSE;

  for (guint i = 0; i < n; i++) {
    g_autoptr (FinInterpreter) one = g_list_model_get_item (before, i);
    g_autoptr (FinInterpreter) other = g_list_model_get_item (after, i);

    if (!g_str_equal (fin_interpreter_id (one), fin_interpreter_id (other)) ||
        g_strcmp0 (fin_interpreter_presence (one), fin_interpreter_presence (other)) != 0)
      return FALSE;
  }

  return TRUE;
}

static void
found_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinPeoplePane) self = data;
  g_autoptr (GError) error = NULL;
  GListModel *found = fin_guests_find_interpreters_finish (FIN_GUESTS (object), result, &error);

  self->waiting = FALSE;
  if (self->visit == NULL || found == NULL) {
    if (self->visit != NULL && self->found == NULL) {
      g_autofree char *words = fin_words_error (error);

      gtk_label_set_label (self->nobody, words);
    }
    return;
  }

  /* The rows stay while nothing changes: somebody may be about to press one. */
  if (is_as_before (self->found, found)) {
    g_object_unref (found);
    return;
  }
  g_set_object (&self->found, found);
  gtk_list_box_bind_model (
      self->interpreters,
      G_LIST_MODEL (gtk_filter_list_model_new (found, g_object_ref (self->speaking))),
      interpreter_row_new, self, NULL);
  update_interpreters (self);
}

static gboolean
refresh_cb (gpointer data)
{
  FinPeoplePane *self = data;

  if (!self->waiting && gtk_widget_get_visible (self->asking) && !fin_visit_ended (self->visit)) {
    self->waiting = TRUE;
    fin_guests_find_interpreters_async (self->guests, found_cb, g_object_ref (self));
  }

  return G_SOURCE_CONTINUE;
}

/* What the visit needs is what is most likely looked for. */
static void
appointment_cb (FinPeoplePane *self)
{
  FinAppointment *appointment = fin_visit_appointment (self->visit);
  const char *const *needs = appointment != NULL ? fin_appointment_needs (appointment) : NULL;
  const char *wanted = NULL;

  if (appointment == NULL || self->chosen)
    return;

  if (g_strv_contains (needs, "lsc"))
    wanted = "csc";
  else if (g_strv_contains (needs, "lse"))
    wanted = "ssp";
  else if (!g_str_equal (fin_appointment_language (appointment), "ca"))
    wanted = fin_appointment_language (appointment);
  for (guint i = 0; wanted != NULL && fin_words_interpreted[i] != NULL; i++)
    if (g_str_equal (fin_words_interpreted[i], wanted))
      adw_combo_row_set_selected (self->language, i);
  self->chosen = TRUE;
}

/* Inviting by a link */

static void
name_cb (FinPeoplePane *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));

  gtk_widget_set_sensitive (self->invite, name[0] != '\0');
}

static void
invited_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinPeoplePane) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = fin_guests_invite_finish (FIN_GUESTS (object), result, &error);
  g_autofree char *title = NULL;

  if (self->visit == NULL)
    return;
  if (url == NULL) {
    g_signal_emit_by_name (self->guests, "failed", error);
    name_cb (self);
    return;
  }

  title = g_strdup_printf (_ ("The link for %s: give it to them alone"),
                           gtk_editable_get_text (self->name));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->link), title);
  adw_action_row_set_subtitle (self->link, url);
  gtk_widget_set_visible (self->made, TRUE);
  gtk_editable_set_text (self->name, "");
}

static void
invite_cb (FinPeoplePane *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
  gboolean interpreter = adw_combo_row_get_selected (self->role) == 1;

  if (name[0] == '\0' || !gtk_widget_get_sensitive (self->invite))
    return;

  gtk_widget_set_sensitive (self->invite, FALSE);
  fin_guests_invite_async (self->guests, name, interpreter ? chosen_language (self) : NULL,
                           invited_cb, g_object_ref (self));
}

static void
copy_cb (FinPeoplePane *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          adw_action_row_get_subtitle (self->link));
  gtk_widget_activate_action (GTK_WIDGET (self), "visit.toast", "s",
                              _ ("Copied. Whoever opens the link asks to be let in"));
}

/* The object */

static void
fin_people_pane_map (GtkWidget *widget)
{
  FinPeoplePane *self = FIN_PEOPLE_PANE (widget);

  GTK_WIDGET_CLASS (fin_people_pane_parent_class)->map (widget);

  if (self->guests != NULL && self->refresh == 0) {
    self->refresh = g_timeout_add_seconds (REFRESH_S, refresh_cb, self);
    g_source_set_name_by_id (self->refresh, "people: interpreters");
    refresh_cb (self);
  }
}

static void
fin_people_pane_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&FIN_PEOPLE_PANE (widget)->refresh, g_source_remove);

  GTK_WIDGET_CLASS (fin_people_pane_parent_class)->unmap (widget);
}

static void
fin_people_pane_dispose (GObject *object)
{
  FinPeoplePane *self = FIN_PEOPLE_PANE (object);

  g_clear_handle_id (&self->refresh, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_PEOPLE_PANE);
  g_clear_object (&self->found);
  g_clear_object (&self->speaking);
  g_clear_object (&self->guests);
  g_clear_object (&self->visit);

  G_OBJECT_CLASS (fin_people_pane_parent_class)->dispose (object);
}

static void
fin_people_pane_class_init (FinPeoplePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_people_pane_dispose;
  widget_class->map = fin_people_pane_map;
  widget_class->unmap = fin_people_pane_unmap;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-people-pane.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "peoplepane");
  gtk_widget_class_bind_template_child (widget_class, FinPeoplePane, content);
  gtk_widget_class_bind_template_child (widget_class, FinPeoplePane, people);
  gtk_widget_class_bind_template_child (widget_class, FinPeoplePane, figures);
  gtk_widget_class_bind_template_child (widget_class, FinPeoplePane, asked_group);
  gtk_widget_class_bind_template_child (widget_class, FinPeoplePane, asked);
  gtk_widget_class_bind_template_child (widget_class, FinPeoplePane, full);
  gtk_widget_class_bind_template_child (widget_class, FinPeoplePane, asking);
  gtk_widget_class_bind_template_child (widget_class, FinPeoplePane, language);
  gtk_widget_class_bind_template_child (widget_class, FinPeoplePane, interpreters);
  gtk_widget_class_bind_template_child (widget_class, FinPeoplePane, nobody);
  gtk_widget_class_bind_template_child (widget_class, FinPeoplePane, name);
  gtk_widget_class_bind_template_child (widget_class, FinPeoplePane, role);
  gtk_widget_class_bind_template_child (widget_class, FinPeoplePane, invite);
  gtk_widget_class_bind_template_child (widget_class, FinPeoplePane, made);
  gtk_widget_class_bind_template_child (widget_class, FinPeoplePane, link);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_cb);
  gtk_widget_class_bind_template_callback (widget_class, invite_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
fin_people_pane_init (FinPeoplePane *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const char *roles[] = { _ ("Companion or representative"), _ ("Interpreter of another service"),
                          NULL };
  g_autoptr (GtkStringList) known = gtk_string_list_new (roles);

  gtk_widget_init_template (GTK_WIDGET (self));
  fin_accessible_mend (GTK_WIDGET (self));
  self->speaking = GTK_FILTER (gtk_custom_filter_new (can_be_asked, self, NULL));
  for (guint i = 0; fin_words_interpreted[i] != NULL; i++)
    gtk_string_list_append (names, fin_words_language (fin_words_interpreted[i]));
  adw_combo_row_set_model (self->language, G_LIST_MODEL (names));
  adw_combo_row_set_model (self->role, G_LIST_MODEL (known));
  self->chosen = FALSE; /* not by anybody */
}

void
fin_people_pane_set_visit (FinPeoplePane *self, FinVisit *visit)
{
  GtkFilterListModel *asked;

  g_return_if_fail (FIN_IS_PEOPLE_PANE (self));
  g_return_if_fail (FIN_IS_VISIT (visit));
  g_return_if_fail (self->visit == NULL);

  self->visit = g_object_ref (visit);
  self->guests = g_object_ref (fin_visit_guests (visit));
  gtk_list_box_bind_model (self->figures, fin_visit_parties (visit), figures_row_new, self, NULL);
  gtk_list_box_bind_model (self->people, fin_visit_parties (visit), party_row_new, self, NULL);
  asked = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->guests)),
                                     GTK_FILTER (gtk_custom_filter_new (is_asked, NULL, NULL)));
  g_object_set_data_full (G_OBJECT (self->asked), "asked", asked, g_object_unref);
  gtk_list_box_bind_model (self->asked, G_LIST_MODEL (asked), guest_row_new, self, NULL);
  g_signal_connect_object (self->guests, "changed", G_CALLBACK (guests_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (visit, "notify::ended", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (visit, "notify::ready", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (visit, "notify::appointment", G_CALLBACK (appointment_cb), self,
                           G_CONNECT_SWAPPED);
  appointment_cb (self);
  update_interpreters (self);
  update (self);
}
