// A list bound to the roster, with a switch for each.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-staff-window.h"

#include "fin-accessible.h"
#include "fin-roster.h"
#include "fin-words.h"

#include <glib/gi18n.h>

struct _FinStaffWindow {
  AdwWindow parent_instance;

  FinRoster *roster;

  AdwToastOverlay *toasts;
  GtkLabel *told; /* until the list is there, or why it is not */
  GtkListBox *list;
  GtkWidget *interprets;
  GtkListBox *interpreters;
};

G_DEFINE_FINAL_TYPE (FinStaffWindow, fin_staff_window, ADW_TYPE_WINDOW)

static void
toast (FinStaffWindow *self, const char *text)
{
  AdwToast *message = adw_toast_new (text);

  adw_toast_set_timeout (message, 10);
  adw_toast_overlay_add_toast (self->toasts, message);
}

typedef struct {
  FinStaffWindow *self;
  FinMember *member;
  GtkSwitch *button;
} Change;

static void
change_free (Change *change)
{
  g_object_unref (change->self);
  g_object_unref (change->member);
  g_object_unref (change->button);
  g_free (change);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Change, change_free)

/* As the office has it: on, off, or, refused, back. */
static void
show_state (GtkSwitch *button, FinMember *member)
{
  gtk_switch_set_state (button, fin_member_is_sensitive (member));
  gtk_switch_set_active (button, fin_member_is_sensitive (member));
}

static void
changed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Change) change = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (fin_roster_finish (FIN_ROSTER (object), result, &error))
    words = g_strdup_printf (fin_member_is_sensitive (change->member)
                                 ? _ ("%s may see sensitive appointments from now on")
                                 : _ ("%s does not see sensitive appointments any more"),
                             fin_member_name (change->member));
  else
    words = fin_words_error (error);
  if (change->self->roster == NULL)
    return; /* closed meanwhile */
  show_state (change->button, change->member);
  gtk_widget_set_sensitive (GTK_WIDGET (change->button), TRUE);
  toast (change->self, words);
}

static gboolean
state_set_cb (GtkSwitch *button, gboolean sensitive, FinStaffWindow *self)
{
  FinMember *member = g_object_get_data (G_OBJECT (button), "member");
  Change *change;

  if (sensitive == fin_member_is_sensitive (member))
    return GDK_EVENT_PROPAGATE;

  change = g_new0 (Change, 1);
  change->self = g_object_ref (self);
  change->member = g_object_ref (member);
  change->button = g_object_ref (button);
  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  fin_roster_set_sensitive_async (self->roster, member, sensitive, changed_cb, change);

  return GDK_EVENT_STOP; /* the office's answer sets it */
}

static GtkWidget *
row_new (gpointer item, gpointer data)
{
  FinMember *member = item;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_switch_new ();
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", fin_words_role (fin_member_role (member)),
                                               fin_member_account (member));
  g_autofree char *name =
      g_strdup_printf (_ ("May see sensitive appointments: %s"), fin_member_name (member));

  /* Names of people: text, never markup. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), fin_member_name (member));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  show_state (GTK_SWITCH (button), member);
  fin_accessible_set_name (button, name);
  g_object_set_data_full (G_OBJECT (button), "member", g_object_ref (member), g_object_unref);
  g_signal_connect (button, "state-set", G_CALLBACK (state_set_cb), data);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  /* Not adw_action_row_set_activatable_widget(): that would name the switch after the row, too. */
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (gtk_widget_activate), button,
                           G_CONNECT_SWAPPED);

  return row;
}

/* What interpreters interpret */

static gboolean
is_interpreter (gpointer item, gpointer data)
{
  return g_str_equal (fin_member_role (item), "interpreter");
}

static void
show_languages (GtkWidget *row, GParamSpec *pspec, FinMember *member)
{
  g_autoptr (GString) words = g_string_new (NULL);
  const char *const *languages = fin_member_interprets (member);

  for (guint i = 0; languages[i] != NULL; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? " · " : "", fin_words_language (languages[i]));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row),
                                 words->len > 0 ? words->str : _ ("Nothing is said yet"));
}

/* As the office has it: chosen, or, refused, as before. */
static void
show_check (GtkCheckButton *check)
{
  FinMember *member = g_object_get_data (G_OBJECT (check), "member");
  const char *language = g_object_get_data (G_OBJECT (check), "language");

  gtk_check_button_set_active (check, g_strv_contains (fin_member_interprets (member), language));
}

typedef struct {
  FinStaffWindow *self;
  GtkCheckButton *check;
} Choice;

static void
interprets_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autofree Choice *choice = data;
  g_autoptr (FinStaffWindow) self = choice->self;
  g_autoptr (GtkCheckButton) check = choice->check;
  g_autoptr (GError) error = NULL;

  if (!fin_roster_finish (FIN_ROSTER (object), result, &error) && self->roster != NULL) {
    g_autofree char *words = fin_words_error (error);

    toast (self, words);
  }
  if (self->roster == NULL)
    return; /* closed meanwhile */
  gtk_widget_set_sensitive (GTK_WIDGET (self->interpreters), TRUE);
  show_check (check);
}

static void
checked_cb (GtkCheckButton *check, FinStaffWindow *self)
{
  FinMember *member = g_object_get_data (G_OBJECT (check), "member");
  const char *language = g_object_get_data (G_OBJECT (check), "language");
  const char *const *before = fin_member_interprets (member);
  gboolean now = gtk_check_button_get_active (check);
  g_autoptr (GStrvBuilder) builder = NULL;
  g_auto (GStrv) languages = NULL;
  Choice *choice;

  if (now == g_strv_contains (before, language))
    return;

  builder = g_strv_builder_new ();
  for (guint i = 0; fin_words_interpreted[i] != NULL; i++) {
    gboolean this = g_str_equal (fin_words_interpreted[i], language);

    if (this ? now : g_strv_contains (before, fin_words_interpreted[i]))
      g_strv_builder_add (builder, fin_words_interpreted[i]);
  }
  languages = g_strv_builder_end (builder);
  /* One after the other: each says all there is. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->interpreters), FALSE);
  choice = g_new0 (Choice, 1);
  choice->self = g_object_ref (self);
  choice->check = g_object_ref (check);
  fin_roster_set_interprets_async (self->roster, member, (const char *const *)languages,
                                   interprets_cb, choice);
}

static GtkWidget *
interpreter_row_new (gpointer item, gpointer data)
{
  FinMember *member = item;
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), fin_member_name (member));
  for (guint i = 0; fin_words_interpreted[i] != NULL; i++) {
    const char *language = fin_words_interpreted[i];
    GtkWidget *choice = adw_action_row_new ();
    GtkWidget *check = gtk_check_button_new ();
    g_autofree char *name =
        g_strdup_printf ("%s: %s", fin_member_name (member), fin_words_language (language));

    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (choice), fin_words_language (language));
    gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
    fin_accessible_set_name (check, name);
    g_object_set_data_full (G_OBJECT (check), "member", g_object_ref (member), g_object_unref);
    g_object_set_data (G_OBJECT (check), "language", (gpointer)language);
    show_check (GTK_CHECK_BUTTON (check));
    g_signal_connect_object (check, "toggled", G_CALLBACK (checked_cb), data, 0);
    adw_action_row_add_prefix (ADW_ACTION_ROW (choice), check);
    /* Not adw_action_row_set_activatable_widget(): that would name the check button after the row,
     * too. */
    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (choice), TRUE);
    g_signal_connect_object (choice, "activated", G_CALLBACK (gtk_widget_activate), check,
                             G_CONNECT_SWAPPED);
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), choice);
  }
  g_signal_connect_object (member, "notify::interprets", G_CALLBACK (show_languages), row,
                           G_CONNECT_SWAPPED);
  show_languages (row, NULL, member);
  /* Who interprets nothing is found by nobody. */
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), fin_member_interprets (member)[0] == NULL);

  return row;
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinStaffWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean any;

  if (self->roster == NULL)
    return; /* closed meanwhile */
  if (!fin_roster_finish (FIN_ROSTER (object), result, &error)) {
    g_autofree char *words = fin_words_error (error);

    gtk_label_set_label (self->told, words);
    return;
  }

  gtk_widget_set_visible (GTK_WIDGET (self->told), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->list), TRUE);
  any = gtk_list_box_get_row_at_index (self->interpreters, 0) != NULL;
  gtk_widget_set_visible (self->interprets, any);
  gtk_widget_set_visible (GTK_WIDGET (self->interpreters), any);
}

static void
fin_staff_window_dispose (GObject *object)
{
  FinStaffWindow *self = FIN_STAFF_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FIN_TYPE_STAFF_WINDOW);
  g_clear_object (&self->roster);

  G_OBJECT_CLASS (fin_staff_window_parent_class)->dispose (object);
}

static void
fin_staff_window_class_init (FinStaffWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_staff_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-staff-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FinStaffWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, FinStaffWindow, told);
  gtk_widget_class_bind_template_child (widget_class, FinStaffWindow, list);
  gtk_widget_class_bind_template_child (widget_class, FinStaffWindow, interprets);
  gtk_widget_class_bind_template_child (widget_class, FinStaffWindow, interpreters);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
fin_staff_window_init (FinStaffWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fin_accessible_mend (GTK_WIDGET (self));
}

GtkWidget *
fin_staff_window_new (GtkWindow *parent, FinLink *link)
{
  FinStaffWindow *self;
  g_autoptr (GtkFilterListModel) interpreters = NULL;

  g_return_val_if_fail (FIN_IS_LINK (link), NULL);

  self = g_object_new (FIN_TYPE_STAFF_WINDOW, "transient-for", parent, NULL);
  self->roster = fin_roster_new (link);
  interpreters =
      gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->roster)),
                                 GTK_FILTER (gtk_custom_filter_new (is_interpreter, NULL, NULL)));
  gtk_list_box_bind_model (self->interpreters, G_LIST_MODEL (interpreters), interpreter_row_new,
                           self, NULL);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->roster), row_new, self, NULL);
  fin_roster_load_async (self->roster, loaded_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}
