// What is found, in two parts: this form's places, and other procedures.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-form-search.h"

#include <glib/gi18n.h>

#include "fin-json.h"
#include "fin-search.h"

#define DOCUMENT "document:"
#define PATH     "/procedures/search"
#define MAX_TEXT 100 /* of the API */
/* Of one form; who needs more says more. */
#define MAX_PLACES 30
/* What is not asked now comes after all that is. */
#define HIDDEN 10

struct _FinFormSearch {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkEditable *entry;
  GtkLabel *told;
  GtkListBox *list;

  FinVisit *visit;
  GCancellable *cancellable; /* of what is being asked of the office */
  guint here;                /* how many places of this form are listed */
};

enum { CLOSED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FinFormSearch, fin_form_search, GTK_TYPE_WIDGET)

/* A place of this form. */
typedef struct {
  guint rank;
  char *id;
  char *label;
  char *where;
  const char *state;
} Place;

static void
place_free (gpointer data)
{
  Place *place = data;

  g_free (place->id);
  g_free (place->label);
  g_free (place->where);
  g_free (place);
}

static GtkWidget *
make_label (const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);

  return label;
}

/* @id: where it leads; NULL for what is only to be read. */
static void
add_row (
    FinFormSearch *self, const char *id, const char *label, const char *where, const char *state)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *name = NULL;

  g_assert (FIN_IS_FORM_SEARCH (self));

  gtk_box_append (GTK_BOX (words), make_label (label, NULL));
  if (where != NULL)
    gtk_box_append (GTK_BOX (words), make_label (where, "caption"));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), words);
  if (state != NULL) {
    GtkWidget *tail = make_label (state, "field-state");

    gtk_widget_set_valign (tail, GTK_ALIGN_CENTER);
    gtk_box_append (GTK_BOX (box), tail);
  }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), id != NULL);
  g_object_set_data_full (G_OBJECT (row), "place", g_strdup (id), g_free);
  name =
      g_strjoin (" · ", label, where != NULL ? where : state, where != NULL ? state : NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_list_box_append (self->list, row);
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  gboolean here = g_object_get_data (G_OBJECT (row), "place") != NULL;
  GtkWidget *header;

  if (before != NULL && here == (g_object_get_data (G_OBJECT (before), "place") != NULL)) {
    gtk_list_box_row_set_header (row, NULL);
    return;
  }

  header = make_label (here ? _ ("In this form") : _ ("In other procedures"), "heading");
  gtk_widget_add_css_class (header, "form-found-part");
  gtk_list_box_row_set_header (row, header);
}

/* This form */

static const char *
field_state (FinSharedField *field, gboolean shown)
{
  g_autofree char *problem = NULL;
  gboolean filled = fin_shared_field_value (field)[0] != '\0';
  gboolean visible, soft, required;

  g_object_get (field, "problem", &problem, "visible", &visible, "soft", &soft, "required",
                &required, NULL);
  if (!shown || !visible)
    return _ ("Not asked now");
  if (filled && problem != NULL && !soft)
    return _ ("⚠ Wrong");
  if (filled)
    return _ ("✔ Filled");

  return required ? _ ("☐ Empty") : _ ("Empty, optional");
}

static void
find_field (GPtrArray *places, FinSharedStep *step, FinSharedField *field, char **question)
{
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;
  g_autofree char *group = NULL;
  g_autofree char *help = NULL;
  g_auto (GStrv) terms = NULL;
  g_autofree char *called = NULL;
  g_autofree char *around = NULL;
  gboolean shown, visible;
  guint rank;
  Place *place;

  g_object_get (step, "title", &title, "visible", &shown, NULL);
  g_object_get (field, "label", &label, "group", &group, "help", &help, "terms", &terms, "visible",
                &visible, NULL);
  /* Of several alike, only those that are there. */
  if (label == NULL || (group != NULL && !visible))
    return;

  /* As the office ranks them: see fin_catalogue_search(). */
  called = terms != NULL ? g_strjoinv (" ", terms) : g_strdup ("");
  around = group != NULL ? g_strdup_printf ("%s · %s", title, group) : g_strdup (title);
  rank = fin_search_rank (
      (const char *const *)question,
      (const char *const[]){ label, called, around != NULL ? around : "", help, NULL });
  if (rank == 0)
    return;

  place = g_new0 (Place, 1);
  place->rank = shown && visible ? rank : rank + HIDDEN;
  place->id = g_strdup (fin_shared_field_id (field));
  place->label = g_steal_pointer (&label);
  place->where = g_steal_pointer (&around);
  place->state = field_state (field, shown);
  g_ptr_array_add (places, place);
}

static gboolean
is_missing (FinSharedForm *form, const char *id)
{
  const char *const *missing = fin_shared_form_missing (form);

  return missing != NULL && g_strv_contains (missing, id);
}

static void
find_documents (GPtrArray *places, FinSharedForm *form, char **question)
{
  JsonArray *documents = fin_shared_form_documents (form);

  for (guint i = 0; i < json_array_get_length (documents); i++) {
    JsonObject *document = fin_json_array_object (documents, i);
    const char *id = document != NULL ? fin_json_string (document, "id") : NULL;
    const char *label = document != NULL ? fin_json_string (document, "label") : NULL;
    const char *texts[] = { label, NULL };
    Place *place;
    guint rank;

    if (id == NULL || label == NULL ||
        (rank = fin_search_rank ((const char *const *)question, texts)) == 0)
      continue;

    place = g_new0 (Place, 1);
    place->rank = rank;
    place->id = g_strconcat (DOCUMENT, id, NULL);
    place->label = g_strdup (label);
    place->where = g_strdup (_ ("Documents"));
    place->state = is_missing (form, place->id) ? _ ("☐ Missing") : NULL;
    g_ptr_array_add (places, place);
  }
}

static int
by_rank (gconstpointer a, gconstpointer b)
{
  return (int)(*(const Place *const *)a)->rank - (int)(*(const Place *const *)b)->rank;
}

static void
list_here (FinFormSearch *self, char **question)
{
  FinSharedForm *form = fin_visit_form (self->visit);
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func (place_free);

  g_assert (FIN_IS_FORM_SEARCH (self));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (form)); i++) {
    g_autoptr (FinSharedStep) step = g_list_model_get_item (G_LIST_MODEL (form), i);
    g_autoptr (GListModel) fields = NULL;

    g_object_get (step, "fields", &fields, NULL);
    for (guint j = 0; j < g_list_model_get_n_items (fields); j++) {
      g_autoptr (FinSharedField) field = g_list_model_get_item (fields, j);

      find_field (places, step, field, question);
    }
  }
  find_documents (places, form, question);
  g_ptr_array_sort (places, by_rank);
  self->here = MIN (places->len, MAX_PLACES);
  for (guint i = 0; i < self->here; i++) {
    Place *place = g_ptr_array_index (places, i);

    add_row (self, place->id, place->label, place->where, place->state);
  }
}

/* Other procedures */

static void
list_procedure (FinFormSearch *self, JsonObject *found)
{
  const char *title = fin_json_string (found, "title");
  JsonArray *places = fin_json_array (found, "places");
  g_autoptr (GString) where = g_string_new (NULL);

  g_assert (FIN_IS_FORM_SEARCH (self));

  for (guint i = 0; places != NULL && i < json_array_get_length (places); i++) {
    JsonObject *place = fin_json_array_object (places, i);
    const char *step = place != NULL ? fin_json_string (place, "step") : NULL;

    if (place == NULL || fin_json_string (place, "label") == NULL)
      continue;
    g_string_append_printf (where, "%s%s · %s", where->len > 0 ? "\n" : "",
                            step != NULL ? step : _ ("Documents"),
                            fin_json_string (place, "label"));
  }
  if (title != NULL)
    add_row (self, NULL, title, where->len > 0 ? where->str : NULL, NULL);
}

static void
tell (FinFormSearch *self, guint others)
{
  g_autofree char *text = NULL;

  g_assert (FIN_IS_FORM_SEARCH (self));

  if (self->here + others == 0)
    text = g_strdup (_ ("Nothing found. Try another word for it."));
  else
    text = g_strdup_printf (_ ("In this form: %u. In other procedures: %u."), self->here, others);
  gtk_label_set_label (self->told, text);
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinFormSearch) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = fin_link_request_finish (FIN_LINK (object), result, &error);
  JsonArray *found = answer != NULL ? fin_json_array (answer, "found") : NULL;
  g_autofree char *mine = NULL;
  guint others = 0;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->visit == NULL)
    return;
  if (error != NULL) {
    gtk_label_set_label (self->told,
                         _ ("The other procedures are at the office, which is out of reach now."));
    return;
  }

  g_object_get (fin_visit_form (self->visit), "procedure", &mine, NULL);
  for (guint i = 0; found != NULL && i < json_array_get_length (found); i++) {
    JsonObject *procedure = fin_json_array_object (found, i);

    if (procedure == NULL || g_strcmp0 (fin_json_string (procedure, "procedure"), mine) == 0)
      continue;
    list_procedure (self, procedure);
    others++;
  }
  tell (self, others);
}

static void
ask_office (FinFormSearch *self, const char *text)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *bounded =
      g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), (glong)MAX_TEXT));

  g_assert (FIN_IS_FORM_SEARCH (self));

  json_object_set_string_member (body, "text", bounded);
  self->cancellable = g_cancellable_new ();
  fin_link_request_async (fin_visit_link (self->visit), "POST", PATH, body, self->cancellable,
                          answered_cb, g_object_ref (self));
}

static void
stop_asking (FinFormSearch *self)
{
  g_assert (FIN_IS_FORM_SEARCH (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
search_changed_cb (FinFormSearch *self)
{
  const char *text = gtk_editable_get_text (self->entry);
  g_auto (GStrv) question = fin_search_question (text);
  GtkWidget *row;

  g_assert (FIN_IS_FORM_SEARCH (self));

  stop_asking (self);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  self->here = 0;
  if (self->visit == NULL || question[0] == NULL) {
    gtk_label_set_label (
        self->told,
        _ ("By what people call it, in any language: account, identity card, address…"));
    return;
  }

  list_here (self, question);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  ask_office (self, text);
}

static void
row_activated_cb (FinFormSearch *self, GtkListBoxRow *row)
{
  g_autofree char *place = g_strdup (g_object_get_data (G_OBJECT (row), "place"));

  if (place == NULL)
    return;

  g_signal_emit (self, signals[CLOSED], 0);
  gtk_widget_activate_action (GTK_WIDGET (self), "visit.go", "s", place);
}

/* Enter in the entry takes the first find: most often that is it. */
static void
entry_activate_cb (FinFormSearch *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  if (row != NULL)
    row_activated_cb (self, row);
}

static void
stop_search_cb (FinFormSearch *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static gboolean
list_key_cb (FinFormSearch *self, guint keyval)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;

  stop_search_cb (self);

  return GDK_EVENT_STOP;
}

static void
fin_form_search_dispose (GObject *object)
{
  FinFormSearch *self = FIN_FORM_SEARCH (object);

  stop_asking (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_FORM_SEARCH);
  g_clear_object (&self->visit);

  G_OBJECT_CLASS (fin_form_search_parent_class)->dispose (object);
}

static void
fin_form_search_class_init (FinFormSearchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_form_search_dispose;

  signals[CLOSED] = g_signal_new ("closed", FIN_TYPE_FORM_SEARCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-form-search.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SEARCH);
  gtk_widget_class_bind_template_child (widget_class, FinFormSearch, content);
  gtk_widget_class_bind_template_child (widget_class, FinFormSearch, entry);
  gtk_widget_class_bind_template_child (widget_class, FinFormSearch, told);
  gtk_widget_class_bind_template_child (widget_class, FinFormSearch, list);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_key_cb);
}

static void
fin_form_search_init (FinFormSearch *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, header_cb, NULL, NULL);
}

void
fin_form_search_set_visit (FinFormSearch *self, FinVisit *visit)
{
  g_return_if_fail (FIN_IS_FORM_SEARCH (self));
  g_return_if_fail (FIN_IS_VISIT (visit));

  g_set_object (&self->visit, visit);
}

void
fin_form_search_begin (FinFormSearch *self)
{
  g_return_if_fail (FIN_IS_FORM_SEARCH (self));

  gtk_editable_set_text (self->entry, "");
  search_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
