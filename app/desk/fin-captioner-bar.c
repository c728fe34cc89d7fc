// An entry whose lines are captions of somebody else.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-captioner-bar.h"

#include <glib/gi18n.h>

#include "fin-accessible.h"
#include "fin-speaker.h"

struct _FinCaptionerBar {
  GtkWidget parent_instance;

  GtkWidget *head;
  GtkLabel *label;
  GtkWidget *stop;
  GtkEditable *entry;

  FinVisit *visit;
  gboolean changing; /* it is us who change the text */
  glong length;      /* of the text before it changed */
  guint typed;       /* source; one character, and the cursor may not be behind it yet */
  char *word;        /* the abbreviation that was just written in full, or NULL */
  int from, to;      /* where it stands in full, in characters */
};

G_DEFINE_FINAL_TYPE (FinCaptionerBar, fin_captioner_bar, GTK_TYPE_WIDGET)

static FinCaptions *
captions (FinCaptionerBar *self)
{
  return fin_visit_captions (self->visit);
}

/* Puts @text in the place of what stands from @from to @to; the cursor stays behind what follows.
 */
static void
replace (FinCaptionerBar *self, int from, int to, const char *text)
{
  int at = from;

  self->changing = TRUE;
  gtk_editable_delete_text (self->entry, from, to);
  gtk_editable_insert_text (self->entry, text, -1, &at);
  self->changing = FALSE;
  gtk_editable_set_position (self->entry, at + 1);
}

static gboolean
ends_word (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_ispunct (c);
}

/* The word that ends before character @end: in full, if it is an abbreviation. */
static void
expand (FinCaptionerBar *self, int end)
{
  int start = end;
  const char *text = gtk_editable_get_text (self->entry);
  g_autofree char *word = NULL;
  const char *full;

  g_assert (FIN_IS_CAPTIONER_BAR (self));

  while (start > 0 &&
         g_unichar_isalnum (g_utf8_get_char (g_utf8_offset_to_pointer (text, start - 1))))
    start--;
  word = g_utf8_substring (text, start, end);
  full = word[0] != '\0' ? fin_captions_expand (captions (self), word) : NULL;
  if (full == NULL)
    return;

  replace (self, start, end, full);
  self->from = start;
  self->to = start + (int)g_utf8_strlen (full, -1);
  self->word = g_steal_pointer (&word);
}

/* Before the next key, and when GTK has put the cursor where it wants it: how it gets there is different in
 * each of its versions. */
static gboolean
typed_cb (gpointer data)
{
  FinCaptionerBar *self = data;
  const char *text = gtk_editable_get_text (self->entry);
  int end = gtk_editable_get_position (self->entry) - 1;

  self->typed = 0;
  if (end < 1 || !ends_word (g_utf8_get_char (g_utf8_offset_to_pointer (text, end))))
    return G_SOURCE_REMOVE;

  expand (self, end);
  text = gtk_editable_get_text (self->entry);
  self->length = g_utf8_strlen (text, -1);
  if (self->word != NULL)
    fin_captions_write (captions (self), text, FALSE);

  return G_SOURCE_REMOVE;
}

static void
changed_cb (FinCaptionerBar *self)
{
  const char *text = gtk_editable_get_text (self->entry);
  glong length = g_utf8_strlen (text, -1);

  if (self->changing || fin_captions_writing (captions (self)) == NULL)
    return;

  g_clear_pointer (&self->word, g_free);
  g_clear_handle_id (&self->typed, g_source_remove);
  if (length == self->length + 1)
    self->typed = g_idle_add_full (G_PRIORITY_HIGH, typed_cb, self, NULL);
  self->length = length;
  fin_captions_write (captions (self), text, FALSE);
}

static void
clear (FinCaptionerBar *self)
{
  self->changing = TRUE;
  gtk_editable_set_text (self->entry, "");
  self->changing = FALSE;
  self->length = 0;
  g_clear_handle_id (&self->typed, g_source_remove);
  g_clear_pointer (&self->word, g_free);
}

static void
activate_cb (FinCaptionerBar *self)
{
  expand (self, (int)self->length);
  fin_captions_write (captions (self), gtk_editable_get_text (self->entry), TRUE);
  clear (self);
}

static void
stop_cb (FinCaptionerBar *self)
{
  fin_captioner_bar_write (self, NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "visit.write", NULL);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        FinCaptionerBar *self)
{
  if (key == GDK_KEY_Escape) {
    stop_cb (self);
    return GDK_EVENT_STOP;
  }
  if (key == GDK_KEY_BackSpace && self->word != NULL &&
      gtk_editable_get_position (self->entry) == self->to + 1) {
    g_autofree char *word = g_steal_pointer (&self->word);

    replace (self, self->from, self->to, word);
    changed_cb (self);
    return GDK_EVENT_STOP;
  }

  return GDK_EVENT_PROPAGATE;
}

static void
update (FinCaptionerBar *self)
{
  const char *participant = fin_captions_writing (captions (self));
  g_autofree char *words = NULL;

  g_assert (FIN_IS_CAPTIONER_BAR (self));

  gtk_widget_set_visible (GTK_WIDGET (self), participant != NULL);
  if (participant == NULL)
    return;

  /* Translators: a name. */
  words = g_strdup_printf (_ ("You write down what %s says"),
                           fin_speaker_name (self->visit, participant));
  gtk_label_set_label (self->label, words);
  fin_accessible_set_name (GTK_WIDGET (self->entry), words);
}

static void
fin_captioner_bar_dispose (GObject *object)
{
  FinCaptionerBar *self = FIN_CAPTIONER_BAR (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_CAPTIONER_BAR);
  g_clear_object (&self->visit);
  g_clear_handle_id (&self->typed, g_source_remove);
  g_clear_pointer (&self->word, g_free);

  G_OBJECT_CLASS (fin_captioner_bar_parent_class)->dispose (object);
}

static void
fin_captioner_bar_class_init (FinCaptionerBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_captioner_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-captioner-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, FinCaptionerBar, head);
  gtk_widget_class_bind_template_child (widget_class, FinCaptionerBar, label);
  gtk_widget_class_bind_template_child (widget_class, FinCaptionerBar, stop);
  gtk_widget_class_bind_template_child (widget_class, FinCaptionerBar, entry);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
}

static void
fin_captioner_bar_init (FinCaptionerBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
fin_captioner_bar_set_visit (FinCaptionerBar *self, FinVisit *visit)
{
  g_return_if_fail (FIN_IS_CAPTIONER_BAR (self));
  g_return_if_fail (FIN_IS_VISIT (visit));
  g_return_if_fail (self->visit == NULL);

  self->visit = g_object_ref (visit);
}

void
fin_captioner_bar_write (FinCaptionerBar *self, const char *participant)
{
  g_return_if_fail (FIN_IS_CAPTIONER_BAR (self));

  fin_captions_set_writing (captions (self), participant);
  clear (self);
  update (self);
  if (participant != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
