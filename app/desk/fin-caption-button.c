// A button, and under it a few choices for each person.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-caption-button.h"

#include <glib/gi18n.h>

#include "fin-accessible.h"
#include "fin-caption-tools.h"
#include "fin-engine-words.h"
#include "fin-language.h"
#include "fin-settings.h"
#include "fin-speaker.h"

struct _FinCaptionButton {
  GtkWidget parent_instance;

  GtkWidget *button;
  GtkSwitch *on;
  GtkBox *people;

  FinVisit *visit;
};

G_DEFINE_FINAL_TYPE (FinCaptionButton, fin_caption_button, GTK_TYPE_WIDGET)

/* One choice of one person. */
typedef struct {
  FinCaptionButton *button; /* unowned: the drop-down is in it */
  FinParticipant *participant;
  gboolean reads;
} Choice;

static void
choice_free (gpointer data, GClosure *closure)
{
  Choice *choice = data;

  g_object_unref (choice->participant);
  g_free (choice);
}

static const char *
chosen (Choice *choice)
{
  return choice->reads ? fin_participant_reads (choice->participant)
                       : fin_participant_speaks (choice->participant);
}

static guint
position_of (const char *code)
{
  const FinLanguage *language = fin_language_lookup (code);

  return language != NULL ? language - fin_languages () : GTK_INVALID_LIST_POSITION;
}

static void
selected_cb (GtkDropDown *drop_down, GParamSpec *pspec, Choice *choice)
{
  guint position = gtk_drop_down_get_selected (drop_down);
  const char *code;

  if (position == GTK_INVALID_LIST_POSITION || position == position_of (chosen (choice)))
    return;

  code = fin_languages ()[position].code;
  fin_captions_set_spoken (fin_visit_captions (choice->button->visit),
                           fin_participant_id (choice->participant), choice->reads ? NULL : code,
                           choice->reads ? code : NULL);
}

static void
participant_cb (FinParticipant *participant, GParamSpec *pspec, GtkDropDown *drop_down)
{
  gboolean reads = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (drop_down), "reads"));

  gtk_drop_down_set_selected (drop_down,
                              position_of (reads ? fin_participant_reads (participant)
                                                 : fin_participant_speaks (participant)));
}

static void
add_choice (FinCaptionButton *self,
            GtkBox *box,
            FinParticipant *participant,
            gboolean reads,
            const char *words)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (words);
  GtkWidget *drop_down;
  Choice *choice = g_new0 (Choice, 1);

  g_assert (FIN_IS_CAPTION_BUTTON (self));

  for (const FinLanguage *language = fin_languages (); language->code != NULL; language++)
    gtk_string_list_append (names, language->name);
  drop_down = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  g_object_set_data (G_OBJECT (drop_down), "reads", GINT_TO_POINTER (reads));
  fin_accessible_set_name (drop_down, words);

  choice->button = self;
  choice->participant = g_object_ref (participant);
  choice->reads = reads;
  participant_cb (participant, NULL, GTK_DROP_DOWN (drop_down));
  g_signal_connect_data (drop_down, "notify::selected", G_CALLBACK (selected_cb), choice,
                         choice_free, 0);
  g_signal_connect_object (participant, reads ? "notify::reads" : "notify::speaks",
                           G_CALLBACK (participant_cb), drop_down, 0);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), drop_down);
  gtk_box_append (box, row);
}

static void
update_hearing (FinCaptionButton *self, GtkWidget *label)
{
  const char *id = g_object_get_data (G_OBJECT (label), "participant");
  FinEngine *engine;
  FinHearing hearing = fin_captions_hearing (fin_visit_captions (self->visit), id, &engine);
  g_autofree char *sentence = fin_engine_words_hearing (hearing, engine);

  g_assert (FIN_IS_CAPTION_BUTTON (self));

  gtk_label_set_label (GTK_LABEL (label),
                       g_strcmp0 (fin_captions_writing (fin_visit_captions (self->visit)), id) == 0
                           ? _ ("You write down what they say.")
                           : sentence);
}

static GtkWidget *
make_sentence (const char *participant)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_widget_add_css_class (label, "dim-label");
  g_object_set_data_full (G_OBJECT (label), "participant", g_strdup (participant), g_free);

  return label;
}

/* How what @from says comes to be read in @reads, where that is another language. */
static void
add_route (GPtrArray *sentences, FinParticipant *from, const char *reads)
{
  const FinLanguage *source = fin_language_lookup (fin_participant_speaks (from));
  const FinLanguage *target = fin_language_lookup (reads);

  if (source != NULL && target != NULL && source != target)
    g_ptr_array_add (
        sentences, fin_engine_words_route (fin_caption_translation (), source->code, target->code));
}

static void
update_routes (FinCaptionButton *self, GtkWidget *label)
{
  const char *id = g_object_get_data (G_OBJECT (label), "participant");
  GListModel *parties = fin_visit_parties (self->visit);
  FinParticipant *me = fin_visit_me (self->visit);
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;

  g_assert (FIN_IS_CAPTION_BUTTON (self));

  for (guint i = 0; i < g_list_model_get_n_items (parties); i++) {
    g_autoptr (FinParty) party = g_list_model_get_item (parties, i);
    FinParticipant *other = fin_party_participant (party);

    if (g_strcmp0 (fin_participant_id (me), id) == 0)
      add_route (sentences, other, fin_participant_reads (me));
    else if (g_strcmp0 (fin_participant_id (other), id) == 0)
      add_route (sentences, me, fin_participant_reads (other));
  }
  g_ptr_array_add (sentences, NULL);
  text = g_strjoinv ("\n", (char **)sentences->pdata);
  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_widget_set_visible (label, text[0] != '\0');
}

/* Translators come and go: what is seen is how it stands. */
static void
each_route (FinCaptionButton *self)
{
  for (GtkWidget *person = gtk_widget_get_first_child (GTK_WIDGET (self->people)); person != NULL;
       person = gtk_widget_get_next_sibling (person))
    update_routes (self, gtk_widget_get_last_child (person));
}

static void
languages_cb (GtkWidget *route)
{
  FinCaptionButton *self =
      FIN_CAPTION_BUTTON (gtk_widget_get_ancestor (route, FIN_TYPE_CAPTION_BUTTON));

  if (self != NULL)
    each_route (self);
}

static void
changed_cb (FinCaptions *captions, const char *participant, GtkWidget *label)
{
  FinCaptionButton *self =
      FIN_CAPTION_BUTTON (gtk_widget_get_ancestor (label, FIN_TYPE_CAPTION_BUTTON));

  if (self != NULL &&
      g_str_equal (participant, g_object_get_data (G_OBJECT (label), "participant")))
    update_hearing (self, label);
}

static void
write_down_cb (GtkWidget *button, FinCaptionButton *self)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  gtk_widget_activate_action (GTK_WIDGET (self), "visit.write-down", "s",
                              g_object_get_data (G_OBJECT (button), "participant"));
}

static GtkWidget *
write_down_button (FinCaptionButton *self, const char *id, const char *name)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Write Down What They Say"));
  /* Translators: a name. */
  g_autofree char *words = g_strdup_printf (_ ("Write down what %s says"), name);

  gtk_widget_set_tooltip_text (button, _ ("Write down what they say (Ctrl+Shift+T)"));
  fin_accessible_set_name (button, words);
  g_object_set_data_full (G_OBJECT (button), "participant", g_strdup (id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (write_down_cb), self, 0);

  return button;
}

static void
add_person (FinCaptionButton *self, FinParticipant *participant)
{
  gboolean me = participant == fin_visit_me (self->visit);
  const char *id = fin_participant_id (participant);
  const char *name = fin_speaker_name (self->visit, id);
  g_autofree char *speaks =
      me ? g_strdup (_ ("You speak")) : g_strdup_printf (_ ("%s speaks"), name);
  g_autofree char *reads = me ? g_strdup (_ ("You read")) : g_strdup_printf (_ ("%s reads"), name);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *hearing = make_sentence (id);
  GtkWidget *route = make_sentence (id);

  g_assert (FIN_IS_CAPTION_BUTTON (self));

  add_choice (self, GTK_BOX (box), participant, FALSE, speaks);
  g_signal_connect_object (fin_visit_captions (self->visit), "changed", G_CALLBACK (changed_cb),
                           hearing, 0);
  gtk_box_append (GTK_BOX (box), hearing);
  if (!me)
    gtk_box_append (GTK_BOX (box), write_down_button (self, id, name));
  add_choice (self, GTK_BOX (box), participant, TRUE, reads);
  gtk_box_append (GTK_BOX (box), route);
  gtk_box_append (self->people, box);
  update_hearing (self, hearing);
  g_signal_connect_object (participant, "notify", G_CALLBACK (languages_cb), route,
                           G_CONNECT_SWAPPED);
}

static void
people_changed_cb (FinCaptionButton *self)
{
  GListModel *parties = fin_visit_parties (self->visit);
  GtkWidget *child;

  g_assert (FIN_IS_CAPTION_BUTTON (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->people))) != NULL)
    gtk_box_remove (self->people, child);
  if (fin_visit_me (self->visit) == NULL)
    return;

  add_person (self, fin_visit_me (self->visit));
  /* Of others it is the informer's to say. */
  for (guint i = 0; !fin_visit_guest (self->visit) && i < g_list_model_get_n_items (parties); i++) {
    g_autoptr (FinParty) party = g_list_model_get_item (parties, i);

    add_person (self, fin_party_participant (party));
  }
  each_route (self);
}

static void
fin_caption_button_dispose (GObject *object)
{
  FinCaptionButton *self = FIN_CAPTION_BUTTON (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_CAPTION_BUTTON);
  g_clear_object (&self->visit);

  G_OBJECT_CLASS (fin_caption_button_parent_class)->dispose (object);
}

static void
fin_caption_button_class_init (FinCaptionButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_caption_button_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-caption-button.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "captionbutton");
  gtk_widget_class_bind_template_child (widget_class, FinCaptionButton, button);
  gtk_widget_class_bind_template_child (widget_class, FinCaptionButton, on);
  gtk_widget_class_bind_template_child (widget_class, FinCaptionButton, people);
  gtk_widget_class_bind_template_callback (widget_class, each_route);
}

static void
fin_caption_button_init (FinCaptionButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fin_caption_button_set_visit (FinCaptionButton *self, FinVisit *visit)
{
  g_return_if_fail (FIN_IS_CAPTION_BUTTON (self));
  g_return_if_fail (FIN_IS_VISIT (visit));
  g_return_if_fail (self->visit == NULL);

  self->visit = g_object_ref (visit);
  g_settings_bind (fin_settings (), "captions", fin_visit_captions (visit), "on",
                   G_SETTINGS_BIND_GET);
  g_settings_bind (fin_settings (), "captions", self->on, "active", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (visit, "notify::ready", G_CALLBACK (people_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (fin_visit_parties (visit), "items-changed",
                           G_CALLBACK (people_changed_cb), self, G_CONNECT_SWAPPED);
  people_changed_cb (self);
}
