// The transcript as one text: a small line of who and when, and what they said under it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-transcript-pane.h"

#include <glib/gi18n.h>

#include "fin-line-mender.h"
#include "fin-speaker.h"
#include "fin-words.h"

struct _FinTranscriptPane {
  GtkWidget parent_instance;

  GtkWidget *stack;
  GtkLabel *earlier;
  GtkTextView *view;
  GtkTextBuffer *buffer;
  GtkAdjustment *adjustment;

  FinVisit *visit;
  GPtrArray *lines; /* of Entry, as in the transcript */
  gboolean at_end;  /* the reader is at the newest line, and stays there */
  gboolean quiet;   /* what comes now is of before */

  GtkWidget *mender; /* NULL when none is open */
  FinLine *mending;  /* what it is open for */
  FinLine *mended;   /* the last that was put right, and what it said before */
  char *before;
};

/* Where a line stands in the text: from the end of the one before to `end`, its words after `head`.
 * Both marks have left gravity: what is inserted where one stands comes after it. */
typedef struct {
  FinTranscriptPane *pane;
  FinLine *line;
  GtkTextMark *head;
  GtkTextMark *end;
  gboolean told;     /* by a screen reader */
  const char *reads; /* interned: in what its meaning is told then; NULL: it was, or won't be */
} Entry;

G_DEFINE_FINAL_TYPE (FinTranscriptPane, fin_transcript_pane, GTK_TYPE_WIDGET)

enum {
  MENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* In the ordinary type: what is put right before the next line's head may take on that of the head.
 */
static void
insert_words (Entry *entry, GtkTextIter *iter)
{
  GtkTextBuffer *buffer = entry->pane->buffer;
  g_autofree char *words = fin_speaker_words (entry->pane->visit, entry->line);
  GtkTextIter head;

  gtk_text_buffer_insert (buffer, iter, words, -1);
  if (fin_line_mended (entry->line) && fin_line_text (entry->line)[0] != '\0')
    /* Translators: after what was heard and somebody put right. */
    gtk_text_buffer_insert (buffer, iter, _ (" (put right)"), -1);
  gtk_text_buffer_insert (buffer, iter, "\n", 1);
  gtk_text_buffer_get_iter_at_mark (buffer, &head, entry->head);
  gtk_text_buffer_remove_all_tags (buffer, &head, iter);
}

static void
tell (Entry *entry, const char *words)
{
#if GTK_CHECK_VERSION(4, 14, 0)
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (entry->pane));
  g_autoptr (GtkATContext) context = NULL;
  g_autofree char *text = g_strdup_printf (
      "%s: %s", fin_speaker_name (entry->pane->visit, fin_line_from (entry->line)), words);

  /* Of the window: the pane may be behind another. The oldest GTK that serves knows no such thing,
   * and the compiler is told to warn of what that one lacks. */
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  if (root != NULL)
    context = gtk_accessible_get_at_context (GTK_ACCESSIBLE (root));
  /* On a desktop without an accessibility bus GTK 4.14 ends the program. */
  if (context != NULL && g_str_equal (G_OBJECT_TYPE_NAME (context), "GtkAtSpiContext"))
    gtk_accessible_announce (GTK_ACCESSIBLE (root), text,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  G_GNUC_END_IGNORE_DEPRECATIONS
#endif
}

/* What another said is read out once, when it is settled, and what it means once that is known: a
 * voice that says each word as it grows helps nobody. An older GTK has no way to say it. */
static void
settle (Entry *entry)
{
  FinVisit *visit = entry->pane->visit;
  FinParticipant *me = fin_visit_me (visit);
  const char *reads = me != NULL ? g_intern_string (fin_participant_reads (me)) : NULL;
  gboolean loud = !entry->pane->quiet && me != NULL &&
                  g_strcmp0 (fin_line_from (entry->line), fin_participant_id (me)) != 0;
  g_autofree char *meaning = NULL;

  if (!fin_line_done (entry->line))
    return;

  meaning = fin_speaker_meaning (visit, entry->line);
  if (!entry->told) {
    g_autofree char *words = meaning == NULL ? fin_speaker_words (visit, entry->line) : NULL;

    entry->told = TRUE;
    entry->reads = loud ? reads : NULL;
    if (loud && fin_line_text (entry->line)[0] != '\0')
      tell (entry, words != NULL ? words : fin_line_text (entry->line));
  }
  /* Who changes the language is given the last lines in it, which were read out already. */
  if (meaning != NULL && entry->reads != NULL && entry->reads == reads) {
    entry->reads = NULL;
    tell (entry, meaning);
  }
}

static void
line_text_cb (Entry *entry)
{
  GtkTextBuffer *buffer = entry->pane->buffer;
  GtkTextIter head, end;

  gtk_text_buffer_get_iter_at_mark (buffer, &head, entry->head);
  gtk_text_buffer_get_iter_at_mark (buffer, &end, entry->end);
  gtk_text_buffer_delete (buffer, &head, &end);
  insert_words (entry, &head);
  gtk_text_buffer_move_mark (buffer, entry->end, &head);
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_signal_handlers_disconnect_by_data (entry->line, entry);
  gtk_text_buffer_delete_mark (entry->pane->buffer, entry->head);
  gtk_text_buffer_delete_mark (entry->pane->buffer, entry->end);
  g_object_unref (entry->line);
  g_free (entry);
}

static void
get_start (FinTranscriptPane *self, guint position, GtkTextIter *iter)
{
  if (position == 0)
    gtk_text_buffer_get_start_iter (self->buffer, iter);
  else {
    Entry *before = g_ptr_array_index (self->lines, position - 1);

    gtk_text_buffer_get_iter_at_mark (self->buffer, iter, before->end);
  }
}

/* Writes @line at @iter, which then stands after it. */
static Entry *
insert_line (FinTranscriptPane *self, FinLine *line, GtkTextIter *iter)
{
  const char *from = fin_line_from (line);
  g_autofree char *time = fin_words_time (fin_line_at (line));
  g_autofree char *head = g_strdup_printf ("%s · %s\n", fin_speaker_name (self->visit, from), time);
  Entry *entry = g_new0 (Entry, 1);

  entry->pane = self;
  entry->line = g_object_ref (line);
  gtk_text_buffer_insert_with_tags_by_name (self->buffer, iter, head, -1, "head",
                                            fin_speaker_role (self->visit, from), NULL);
  entry->head = gtk_text_buffer_create_mark (self->buffer, NULL, iter, TRUE);
  insert_words (entry, iter);
  entry->end = gtk_text_buffer_create_mark (self->buffer, NULL, iter, TRUE);
  g_signal_connect_swapped (line, "notify::text", G_CALLBACK (line_text_cb), entry);
  g_signal_connect_swapped (line, "notify::believed", G_CALLBACK (line_text_cb), entry);
  g_signal_connect_swapped (line, "notify::mended", G_CALLBACK (line_text_cb), entry);
  g_signal_connect_swapped (line, "translated", G_CALLBACK (line_text_cb), entry);
  g_signal_connect_swapped (line, "notify::done", G_CALLBACK (settle), entry);
  g_signal_connect_swapped (line, "translated", G_CALLBACK (settle), entry);
  settle (entry);

  return entry;
}

static void
transcript_changed_cb (
    GListModel *transcript, guint position, guint removed, guint added, FinTranscriptPane *self)
{
  GtkTextIter iter;

  g_assert (FIN_IS_TRANSCRIPT_PANE (self));

  get_start (self, position, &iter);
  if (removed > 0) {
    GtkTextIter end;

    get_start (self, position + removed, &end);
    gtk_text_buffer_delete (self->buffer, &iter, &end);
    g_ptr_array_remove_range (self->lines, position, removed);
  }

  for (guint i = 0; i < added; i++) {
    g_autoptr (FinLine) line = g_list_model_get_item (transcript, position + i);

    g_ptr_array_insert (self->lines, position + i, insert_line (self, line, &iter));
  }

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    self->lines->len > 0 ? "lines" : "empty");
}

static void
rewrite (FinTranscriptPane *self)
{
  GListModel *transcript = G_LIST_MODEL (fin_visit_transcript (self->visit));
  gboolean ready;

  g_assert (FIN_IS_TRANSCRIPT_PANE (self));

  self->quiet = TRUE;
  transcript_changed_cb (transcript, 0, self->lines->len, g_list_model_get_n_items (transcript),
                         self);
  g_object_get (self->visit, "ready", &ready, NULL);
  self->quiet = !ready;
}

/* What is not here has not vanished. */
static void
update_earlier (FinTranscriptPane *self)
{
  g_autofree char *words = NULL;
  guint earlier;

  g_assert (FIN_IS_TRANSCRIPT_PANE (self));

  g_object_get (self->visit, "earlier-lines", &earlier, NULL);
  words = g_strdup_printf (ngettext ("%u earlier line is kept at the office and not shown here.",
                                     "%u earlier lines are kept at the office and not shown here.",
                                     earlier),
                           earlier);
  gtk_label_set_label (self->earlier, words);
  gtk_widget_set_visible (GTK_WIDGET (self->earlier), earlier > 0);
}

/* Putting right what was heard, and erasing what should be nowhere */

static gboolean
can_be_erased (FinLine *line)
{
  return fin_line_done (line) && fin_line_text (line)[0] != '\0';
}

static gboolean
can_be_mended (FinLine *line)
{
  return fin_line_origin (line) != FIN_ORIGIN_TYPED && can_be_erased (line);
}

/* The line at @iter, or the last one before it, of those that @can. */
static Entry *
find_line (FinTranscriptPane *self, GtkTextIter *iter, gboolean (*can) (FinLine *line))
{
  Entry *found = NULL;

  g_assert (FIN_IS_TRANSCRIPT_PANE (self));

  /* What stands there for everybody is the informer's to put right. */
  if (fin_visit_guest (self->visit))
    return NULL;

  for (guint i = 0; i < self->lines->len; i++) {
    Entry *entry = g_ptr_array_index (self->lines, i);
    GtkTextIter end;

    if (can (entry->line))
      found = entry;
    gtk_text_buffer_get_iter_at_mark (self->buffer, &end, entry->end);
    if (gtk_text_iter_compare (iter, &end) < 0)
      break;
  }

  return found;
}

static void
mend_line (FinTranscriptPane *self, FinLine *line, const char *text)
{
  g_autofree char *before = g_strdup (fin_line_text (line));

  g_assert (FIN_IS_TRANSCRIPT_PANE (self));

  fin_captions_mend_line (fin_visit_captions (self->visit), line, text);
  g_set_object (&self->mended, line);
  g_free (self->before);
  self->before = g_steal_pointer (&before);
}

static void
mend_cb (FinTranscriptPane *self, const char *text)
{
  g_assert (FIN_IS_TRANSCRIPT_PANE (self));

  mend_line (self, self->mending, text);
  g_signal_emit (self, signals[MENDED], 0);
}

static void
close_mender (FinTranscriptPane *self)
{
  g_assert (FIN_IS_TRANSCRIPT_PANE (self));

  g_clear_object (&self->mending);
  g_clear_pointer (&self->mender, gtk_widget_unparent);
}

static gboolean
mender_closed_idle (gpointer data)
{
  FinTranscriptPane *self = data;

  if (self->mender != NULL && !gtk_widget_get_visible (self->mender)) {
    close_mender (self);
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
  }

  return G_SOURCE_REMOVE;
}

/* It is on its way out of a handler of its own. */
static void
mender_closed_cb (FinTranscriptPane *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, mender_closed_idle, g_object_ref (self), g_object_unref);
}

static void
mend_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FinTranscriptPane *self = FIN_TRANSCRIPT_PANE (widget);
  GtkTextIter cursor;
  GdkRectangle place;
  Entry *entry;
  double x, y;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &cursor,
                                    gtk_text_buffer_get_insert (self->buffer));
  entry = find_line (self, &cursor, can_be_mended);
  if (entry == NULL || fin_visit_ended (self->visit)) {
    gtk_widget_error_bell (widget);
    return;
  }

  close_mender (self);
  self->mending = g_object_ref (entry->line);
  self->mender = fin_line_mender_new (self->visit, entry->line);
  gtk_widget_set_parent (self->mender, widget);
  g_signal_connect_object (self->mender, "mend", G_CALLBACK (mend_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->mender, "closed", G_CALLBACK (mender_closed_cb), self,
                           G_CONNECT_SWAPPED);

  gtk_text_buffer_get_iter_at_mark (self->buffer, &cursor, entry->head);
  gtk_text_view_scroll_to_iter (self->view, &cursor, 0, FALSE, 0, 0);
  gtk_text_view_get_iter_location (self->view, &cursor, &place);
  gtk_text_view_buffer_to_window_coords (self->view, GTK_TEXT_WINDOW_WIDGET, place.x, place.y,
                                         &place.x, &place.y);
  gtk_widget_translate_coordinates (GTK_WIDGET (self->view), widget, place.x, place.y, &x, &y);
  place.x = x;
  place.y = y;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->mender), &place);
  gtk_popover_popup (GTK_POPOVER (self->mender));
}

typedef struct {
  FinTranscriptPane *pane;
  FinLine *line;
} Erasing;

static void
erasing_free (gpointer data, GClosure *closure)
{
  Erasing *erasing = data;

  g_object_unref (erasing->pane);
  g_object_unref (erasing->line);
  g_free (erasing);
}

static void
erase_cb (AdwMessageDialog *dialog, const char *response, Erasing *erasing)
{
  FinTranscriptPane *self = erasing->pane;

  if (!g_str_equal (response, "erase") || fin_visit_ended (self->visit))
    return;

  /* What was put right before may be what is erased now. */
  g_clear_object (&self->mended);
  if (!fin_captions_erase_line (fin_visit_captions (self->visit), erasing->line))
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
erase_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FinTranscriptPane *self = FIN_TRANSCRIPT_PANE (widget);
  GtkTextIter cursor;
  AdwMessageDialog *dialog;
  Erasing *erasing;
  Entry *entry;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &cursor,
                                    gtk_text_buffer_get_insert (self->buffer));
  entry = find_line (self, &cursor, can_be_erased);
  if (entry == NULL || fin_visit_ended (self->visit)) {
    gtk_widget_error_bell (widget);
    return;
  }

  erasing = g_new0 (Erasing, 1);
  erasing->pane = g_object_ref (self);
  erasing->line = g_object_ref (entry->line);
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)),
                                                       _ ("Erase This Line?"), NULL));
  /* Translators: who, and what they said. */
  adw_message_dialog_format_body (
      dialog,
      _ ("%s: “%s”\n\nIt goes from every screen and from the office, and "
         "does not come back."),
      fin_speaker_name (self->visit, fin_line_from (entry->line)), fin_line_text (entry->line));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "erase", _ ("_Erase"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "erase", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_data (dialog, "response", G_CALLBACK (erase_cb), erasing, erasing_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The pointer says which line is meant, unless it asks for what is selected. */
static void
pressed_cb (FinTranscriptPane *self, int presses, double x, double y, GtkGesture *gesture)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  GtkTextIter iter;
  Entry *entry;
  int left, top;

  g_assert (FIN_IS_TRANSCRIPT_PANE (self));

  if (!(button == GDK_BUTTON_SECONDARY && !gtk_text_buffer_get_has_selection (self->buffer)) &&
      !(button == GDK_BUTTON_PRIMARY && presses == 2))
    return;

  gtk_text_view_window_to_buffer_coords (self->view, GTK_TEXT_WINDOW_WIDGET, x, y, &left, &top);
  gtk_text_view_get_iter_at_location (self->view, &iter, left, top);
  entry = find_line (self, &iter, can_be_mended);
  if (button == GDK_BUTTON_PRIMARY) {
    GtkTextIter end;

    /* On another line a double click selects a word, as anywhere. */
    if (entry == NULL)
      return;
    gtk_text_buffer_get_iter_at_mark (self->buffer, &end, entry->end);
    if (gtk_text_iter_compare (&iter, &end) >= 0)
      return;
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  }
  gtk_text_buffer_place_cursor (self->buffer, &iter);
  if (button == GDK_BUTTON_PRIMARY)
    gtk_widget_activate_action (GTK_WIDGET (self), "transcript.mend", NULL);
}

/* Follows the newest line, unless the reader has gone back to read. Before there is any room there
 * is no end to be at: what is then scrolled to stays scrolled away. */
static void
adjustment_changed_cb (FinTranscriptPane *self)
{
  if (self->at_end && gtk_adjustment_get_page_size (self->adjustment) > 0)
    gtk_adjustment_set_value (self->adjustment, gtk_adjustment_get_upper (self->adjustment));
}

static void
adjustment_value_cb (FinTranscriptPane *self)
{
  self->at_end = gtk_adjustment_get_value (self->adjustment) +
                     gtk_adjustment_get_page_size (self->adjustment) >=
                 gtk_adjustment_get_upper (self->adjustment) - 24;
}

/* Colours of at least 4.5:1 on the view's ground, light or dark. */
static void
update_colours (FinTranscriptPane *self)
{
  static const struct {
    const char *role;
    const char *light;
    const char *dark;
  } colours[] = {
    { "informer", "#0b5c73", "#78dcf0" },
    { "citizen", "#7a4b00", "#ffdf6b" },
    { "interpreter", "#1d6b34", "#8ff0a4" },
    { "companion", "#8a1a6b", "#f2a6e4" },
  };
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkTextTagTable *tags = gtk_text_buffer_get_tag_table (self->buffer);

  for (guint i = 0; i < G_N_ELEMENTS (colours); i++)
    g_object_set (gtk_text_tag_table_lookup (tags, colours[i].role), "foreground",
                  dark ? colours[i].dark : colours[i].light, NULL);
}

static void
fin_transcript_pane_dispose (GObject *object)
{
  FinTranscriptPane *self = FIN_TRANSCRIPT_PANE (object);

  close_mender (self);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_object (&self->mended);
  g_clear_pointer (&self->before, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_TRANSCRIPT_PANE);
  g_clear_object (&self->visit);

  G_OBJECT_CLASS (fin_transcript_pane_parent_class)->dispose (object);
}

static void
fin_transcript_pane_class_init (FinTranscriptPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_transcript_pane_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-transcript-pane.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LOG);
  gtk_widget_class_bind_template_child (widget_class, FinTranscriptPane, stack);
  gtk_widget_class_bind_template_child (widget_class, FinTranscriptPane, earlier);
  gtk_widget_class_bind_template_child (widget_class, FinTranscriptPane, view);
  gtk_widget_class_bind_template_child (widget_class, FinTranscriptPane, buffer);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
  gtk_widget_class_install_action (widget_class, "transcript.mend", NULL, mend_action);
  gtk_widget_class_install_action (widget_class, "transcript.erase", NULL, erase_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "transcript.mend", NULL);

  signals[MENDED] = g_signal_new ("mended", FIN_TYPE_TRANSCRIPT_PANE, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
fin_transcript_pane_init (FinTranscriptPane *self)
{
  self->lines = g_ptr_array_new_with_free_func (entry_free);
  self->at_end = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));

  self->adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
  g_signal_connect_object (self->adjustment, "changed", G_CALLBACK (adjustment_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (adjustment_value_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (update_colours), self, G_CONNECT_SWAPPED);
  update_colours (self);
}

void
fin_transcript_pane_set_visit (FinTranscriptPane *self, FinVisit *visit)
{
  g_return_if_fail (FIN_IS_TRANSCRIPT_PANE (self));
  g_return_if_fail (FIN_IS_VISIT (visit));
  g_return_if_fail (self->visit == NULL);

  self->visit = g_object_ref (visit);
  g_signal_connect_object (fin_visit_transcript (visit), "items-changed",
                           G_CALLBACK (transcript_changed_cb), self, 0);
  /* Names are known once the participants are. */
  g_signal_connect_object (visit, "notify::ready", G_CALLBACK (rewrite), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (visit, "notify::earlier-lines", G_CALLBACK (update_earlier), self,
                           G_CONNECT_SWAPPED);
  rewrite (self);
  update_earlier (self);
}

gboolean
fin_transcript_pane_undo (FinTranscriptPane *self)
{
  g_autoptr (FinLine) line = NULL;
  g_autofree char *before = NULL;

  g_return_val_if_fail (FIN_IS_TRANSCRIPT_PANE (self), FALSE);

  line = g_steal_pointer (&self->mended);
  before = g_steal_pointer (&self->before);
  if (line == NULL || fin_visit_ended (self->visit))
    return FALSE;

  fin_captions_mend_line (fin_visit_captions (self->visit), line, before);

  return TRUE;
}
