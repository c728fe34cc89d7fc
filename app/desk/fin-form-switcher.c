// A row of buttons bound to the visit's forms, and the catalogue in a popover.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-form-switcher.h"

#include "fin-accessible.h"

#include <glib/gi18n.h>

#include "fin-error.h"
#include "fin-json.h"
#include "fin-words.h"

#define PROCEDURE "fin-procedure"
#define FORM      "fin-form"
/* Of a code, without what groups it. */
#define CODE_LENGTH 16

struct _FinFormSwitcher {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkBox *forms;
  GtkWidget *leave;
  GtkMenuButton *add;
  GtkPopover *popover;
  GtkEditable *entry;
  GtkWidget *resume;
  GtkLabel *told;
  GtkListBox *list;

  FinVisit *visit;
  gboolean loaded; /* the catalogue is in the list */
};

G_DEFINE_FINAL_TYPE (FinFormSwitcher, fin_form_switcher, GTK_TYPE_WIDGET)

static char *
progress_text (FinSharedForm *form)
{
  g_autofree char *state = NULL;
  guint filled, asked;

  g_object_get (form, "state", &state, "filled", &filled, "asked", &asked, NULL);
  if (g_strcmp0 (state, "filed") == 0)
    return g_strdup (_ ("✓ Filed"));

  /* TRANSLATORS: how many of the fields one must answer are answered */
  return g_strdup_printf (_ ("%u of %u"), filled, asked);
}

static void
update_button (FinFormSwitcher *self, GtkWidget *button)
{
  FinSharedForm *form = g_object_get_data (G_OBJECT (button), FORM);
  GtkWidget *words = gtk_button_get_child (GTK_BUTTON (button));
  g_autofree char *title = NULL;
  g_autofree char *progress = progress_text (form);
  g_autofree char *name = NULL;

  g_assert (FIN_IS_FORM_SWITCHER (self));

  g_object_get (form, "title", &title, NULL);
  name = g_strdup_printf ("%s · %s", title != NULL ? title : "", progress);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (words)), title);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (words)), progress);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), form == fin_visit_form (self->visit));
}

static void
update (FinFormSwitcher *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (fin_visit_forms (self->visit)));
  gboolean ended = fin_visit_ended (self->visit);

  g_assert (FIN_IS_FORM_SWITCHER (self));

  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->forms)); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    update_button (self, button);
  gtk_widget_set_visible (GTK_WIDGET (self->forms), n > 1);
  gtk_widget_set_visible (self->leave, n > 1 && !ended && fin_visit_receipt (self->visit) == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->add), !ended);
  /* Several take the room their names need. */
  if (n > 1)
    gtk_menu_button_set_icon_name (self->add, "list-add-symbolic");
  else
    gtk_menu_button_set_label (self->add, _ ("Add procedure…"));
}

/* Pressed is what the office says is in front, and nothing before. */
static void
clicked_cb (GtkButton *button, FinFormSwitcher *self)
{
  fin_shared_forms_bring (fin_visit_forms (self->visit),
                          g_object_get_data (G_OBJECT (button), FORM));
  update (self);
}

static GtkWidget *
button_new (FinFormSwitcher *self, FinSharedForm *form)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *progress = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (title), 12);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (progress), 0);
  gtk_widget_add_css_class (progress, "caption");
  gtk_box_append (GTK_BOX (words), title);
  gtk_box_append (GTK_BOX (words), progress);
  gtk_button_set_child (GTK_BUTTON (button), words);
  g_object_set_data_full (G_OBJECT (button), FORM, g_object_ref (form), g_object_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), self);
  for (guint i = 0; i < 5; i++) {
    static const char *const watched[] = { "title", "state", "filled", "asked", "receipt" };
    g_autofree char *signal = g_strconcat ("notify::", watched[i], NULL);

    g_signal_connect_object (form, signal, G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  }

  return button;
}

static void
forms_changed_cb (FinFormSwitcher *self)
{
  GListModel *forms = G_LIST_MODEL (fin_visit_forms (self->visit));
  GtkWidget *button;

  g_assert (FIN_IS_FORM_SWITCHER (self));

  while ((button = gtk_widget_get_first_child (GTK_WIDGET (self->forms))) != NULL) {
    g_signal_handlers_disconnect_by_func (g_object_get_data (G_OBJECT (button), FORM), update,
                                          self);
    gtk_box_remove (self->forms, button);
  }
  for (guint i = 0; i < g_list_model_get_n_items (forms); i++) {
    g_autoptr (FinSharedForm) form = g_list_model_get_item (forms, i);

    gtk_box_append (self->forms, button_new (self, form));
  }
  update (self);
}

static void
tell (FinFormSwitcher *self, const char *text)
{
  g_assert (FIN_IS_FORM_SWITCHER (self));

  gtk_label_set_label (self->told, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->told), text != NULL);
}

static void
add_procedure (FinFormSwitcher *self, JsonObject *procedure)
{
  const char *id = fin_json_string (procedure, "id");
  const char *title = fin_json_string (procedure, "title");
  GtkWidget *row, *label;

  if (id == NULL || title == NULL)
    return;

  row = gtk_list_box_row_new ();
  label = gtk_label_new (title);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data_full (G_OBJECT (row), PROCEDURE, g_strdup (id), g_free);
  gtk_list_box_append (self->list, row);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinFormSwitcher) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = fin_link_request_finish (FIN_LINK (object), result, &error);
  JsonArray *all = answer != NULL ? fin_json_array (answer, "procedures") : NULL;
  g_autofree char *words = error != NULL ? fin_words_error (error) : NULL;

  if (self->visit == NULL)
    return;

  tell (self, words);
  self->loaded = all != NULL;
  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    if (fin_json_array_object (all, i) != NULL)
      add_procedure (self, fin_json_array_object (all, i));
}

static void
shown_cb (FinFormSwitcher *self)
{
  gtk_editable_set_text (self->entry, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  tell (self, NULL);
  if (!self->loaded && self->visit != NULL)
    fin_link_request_async (fin_visit_link (self->visit), "GET", "/procedures", NULL, NULL,
                            loaded_cb, g_object_ref (self));
}

/* Every word typed begins a word of the title, accents aside. */
static gboolean
is_wanted (GtkListBoxRow *row, gpointer data)
{
  FinFormSwitcher *self = data;
  const char *title = gtk_label_get_label (GTK_LABEL (gtk_list_box_row_get_child (row)));
  const char *typed = gtk_editable_get_text (self->entry);

  return typed[0] == '\0' || g_str_match_string (typed, title, TRUE);
}

/* Sixteen letters and digits, among them digits: no procedure is called so. */
static gboolean
is_code (const char *typed)
{
  guint letters = 0, digits = 0;

  for (; *typed != '\0'; typed++)
    if (g_ascii_isdigit (*typed))
      digits++;
    else if (g_ascii_isalpha (*typed))
      letters++;
    else if (strchr ("- ", *typed) == NULL)
      return FALSE;

  return letters + digits == CODE_LENGTH && digits > 0;
}

static void
resumed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinFormSwitcher) self = data;
  g_autoptr (GError) error = NULL;

  if (self->visit == NULL)
    return;
  if (fin_visit_resume_finish (FIN_VISIT (object), result, &error))
    gtk_popover_popdown (self->popover);
  else if (g_error_matches (error, FIN_ERROR, FIN_ERROR_NOT_FOUND))
    tell (self, _ ("No draft has this code. It may be over, or taken up already."));
  else {
    g_autofree char *words = fin_words_error (error);

    tell (self, words);
  }
}

static void
resume_cb (FinFormSwitcher *self)
{
  fin_visit_resume_async (self->visit, gtk_editable_get_text (self->entry), resumed_cb,
                          g_object_ref (self));
}

static void
search_cb (FinFormSwitcher *self)
{
  tell (self, NULL);
  gtk_widget_set_visible (self->resume, is_code (gtk_editable_get_text (self->entry)));
  gtk_list_box_invalidate_filter (self->list);
}

static void
chosen_cb (FinFormSwitcher *self, GtkListBoxRow *row)
{
  gtk_popover_popdown (self->popover);
  gtk_widget_activate_action (GTK_WIDGET (self), "visit.add-procedure", "s",
                              g_object_get_data (G_OBJECT (row), PROCEDURE));
}

/* Escape, which the entry would keep to itself. */
static void
stop_cb (FinFormSwitcher *self)
{
  gtk_popover_popdown (self->popover);
}

/* Enter takes the first that fits what stands there, be it that the entry has not told of the last
 * letters yet. */
static void
first_cb (FinFormSwitcher *self)
{
  GtkListBoxRow *row;

  search_cb (self);
  if (is_code (gtk_editable_get_text (self->entry))) {
    resume_cb (self);
    return;
  }
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row))) {
      chosen_cb (self, row);
      return;
    }
}

static void
fin_form_switcher_dispose (GObject *object)
{
  FinFormSwitcher *self = FIN_FORM_SWITCHER (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_FORM_SWITCHER);
  g_clear_object (&self->visit);

  G_OBJECT_CLASS (fin_form_switcher_parent_class)->dispose (object);
}

static void
fin_form_switcher_class_init (FinFormSwitcherClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_form_switcher_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-form-switcher.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "formswitcher");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_bind_template_child (widget_class, FinFormSwitcher, content);
  gtk_widget_class_bind_template_child (widget_class, FinFormSwitcher, forms);
  gtk_widget_class_bind_template_child (widget_class, FinFormSwitcher, leave);
  gtk_widget_class_bind_template_child (widget_class, FinFormSwitcher, add);
  gtk_widget_class_bind_template_child (widget_class, FinFormSwitcher, popover);
  gtk_widget_class_bind_template_child (widget_class, FinFormSwitcher, entry);
  gtk_widget_class_bind_template_child (widget_class, FinFormSwitcher, resume);
  gtk_widget_class_bind_template_child (widget_class, FinFormSwitcher, told);
  gtk_widget_class_bind_template_callback (widget_class, resume_cb);
  gtk_widget_class_bind_template_child (widget_class, FinFormSwitcher, list);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, first_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
fin_form_switcher_init (FinFormSwitcher *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fin_accessible_set_name (GTK_WIDGET (self->add), _ ("Add a procedure"));
  gtk_list_box_set_filter_func (self->list, is_wanted, self, NULL);
}

void
fin_form_switcher_set_visit (FinFormSwitcher *self, FinVisit *visit)
{
  g_return_if_fail (FIN_IS_FORM_SWITCHER (self));
  g_return_if_fail (FIN_IS_VISIT (visit));
  g_return_if_fail (self->visit == NULL);

  self->visit = g_object_ref (visit);
  g_signal_connect_object (fin_visit_forms (visit), "items-changed", G_CALLBACK (forms_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (visit, "notify::form", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (visit, "notify::ended", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  forms_changed_cb (self);
}

void
fin_form_switcher_choose (FinFormSwitcher *self)
{
  g_return_if_fail (FIN_IS_FORM_SWITCHER (self));

  gtk_menu_button_popup (self->add);
}
