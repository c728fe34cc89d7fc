// A sentence for each person whose words are not captioned: nothing here transcribes their language, or what
// they say is nobody else's.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-unheard-bar.h"

#include <glib/gi18n.h>

#include "fin-accessible.h"
#include "fin-language.h"
#include "fin-speaker.h"

struct _FinUnheardBar {
  GtkWidget parent_instance;

  GtkWidget *label;
  GtkWidget *buttons;
  GtkWidget *down;

  FinVisit *visit;
  char *closed; /* what it said when it was closed */
};

G_DEFINE_FINAL_TYPE (FinUnheardBar, fin_unheard_bar, GTK_TYPE_WIDGET)

/* Whether there is a sentence for @participant, and writing is what helps. */
static gboolean
add_person (FinUnheardBar *self, GString *words, FinParticipant *participant)
{
  const char *id = fin_participant_id (participant);
  const FinLanguage *language = fin_language_lookup (fin_participant_speaks (participant));
  FinCaptions *captions = fin_visit_captions (self->visit);
  gboolean private = fin_captions_is_private (captions, id);

  g_assert (FIN_IS_UNHEARD_BAR (self));

  if (!private && (language == NULL ||
                   fin_captions_hearing (captions, id, NULL) != FIN_HEARING_NO_ENGINE))
    return FALSE;

  if (words->len > 0)
    g_string_append_c (words, '\n');
  if (private)
    g_string_append_printf (
        words,
        /* Translators: a name. */
        _ ("What %s says is not captioned until they have done what only they may see. They should not "
           "say the code aloud, nor show it."),
        fin_speaker_name (self->visit, id));
  else if (participant == fin_visit_me (self->visit))
    g_string_append_printf (words,
                            _ ("What you say in %s is not captioned: nothing here transcribes it."),
                            language->name);
  else
    /* Translators: a name, a language. */
    g_string_append_printf (words,
                            _ ("What %s says in %s is not captioned: nothing here transcribes it."),
                            fin_speaker_name (self->visit, id), language->name);

  return !private;
}

static void
update (FinUnheardBar *self)
{
  GListModel *parties = fin_visit_parties (self->visit);
  g_autoptr (GString) words = g_string_new (NULL);

  g_assert (FIN_IS_UNHEARD_BAR (self));

  if (fin_visit_me (self->visit) != NULL && !fin_visit_ended (self->visit)) {
    gboolean mine = add_person (self, words, fin_visit_me (self->visit));
    gboolean theirs = FALSE;

    for (guint i = 0; i < g_list_model_get_n_items (parties); i++) {
      g_autoptr (FinParty) party = g_list_model_get_item (parties, i);

      theirs |= add_person (self, words, fin_party_participant (party));
    }
    gtk_widget_set_visible (self->buttons, mine || theirs);
    gtk_widget_set_visible (self->down, theirs);
  }
  if (words->len > 0)
    gtk_label_set_label (GTK_LABEL (self->label), words->str);
  gtk_widget_set_visible (GTK_WIDGET (self),
                          words->len > 0 && g_strcmp0 (words->str, self->closed) != 0);
}

static void
close_cb (FinUnheardBar *self)
{
  g_free (self->closed);
  self->closed = g_strdup (gtk_label_get_label (GTK_LABEL (self->label)));
  update (self);
}

static void
fin_unheard_bar_dispose (GObject *object)
{
  FinUnheardBar *self = FIN_UNHEARD_BAR (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->visit);

  G_OBJECT_CLASS (fin_unheard_bar_parent_class)->dispose (object);
}

static void
fin_unheard_bar_finalize (GObject *object)
{
  g_free (FIN_UNHEARD_BAR (object)->closed);

  G_OBJECT_CLASS (fin_unheard_bar_parent_class)->finalize (object);
}

static void
fin_unheard_bar_class_init (FinUnheardBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fin_unheard_bar_dispose;
  object_class->finalize = fin_unheard_bar_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "unheardbar");
}

static void
fin_unheard_bar_init (FinUnheardBar *self)
{
  GtkWidget *write = gtk_button_new_with_mnemonic (_ ("_Write"));
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->down = gtk_button_new_with_mnemonic (_ ("Write _Down What They Say"));
  self->label =
      g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0,
                    "hexpand", TRUE, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (write), "visit.write");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->down), "visit.write-down");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->down), "s", "");
  g_signal_connect_swapped (close, "clicked", G_CALLBACK (close_cb), self);
  gtk_widget_set_tooltip_text (close, _ ("Close"));
  gtk_widget_set_valign (close, GTK_ALIGN_START);
  /* One under the other: side by side, in large letters, they would take the room of the agenda. */
  gtk_orientable_set_orientation (
      GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  gtk_box_append (GTK_BOX (head), self->label);
  gtk_box_append (GTK_BOX (head), close);
  gtk_box_append (GTK_BOX (self->buttons), write);
  gtk_box_append (GTK_BOX (self->buttons), self->down);
  gtk_widget_set_parent (head, GTK_WIDGET (self));
  gtk_widget_set_parent (self->buttons, GTK_WIDGET (self));
  fin_accessible_mend (GTK_WIDGET (self));
  fin_accessible_set_name (close, _ ("Close"));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
fin_unheard_bar_set_visit (FinUnheardBar *self, FinVisit *visit)
{
  g_return_if_fail (FIN_IS_UNHEARD_BAR (self));
  g_return_if_fail (FIN_IS_VISIT (visit));
  g_return_if_fail (self->visit == NULL);

  self->visit = g_object_ref (visit);
  g_signal_connect_object (fin_visit_captions (visit), "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (fin_visit_parties (visit), "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (visit, "notify::ready", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (visit, "notify::ended", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
