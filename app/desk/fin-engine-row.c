// A row that opens onto the choice of an engine and onto what the chosen one needs.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-engine-row.h"

#include <glib/gi18n.h>

#include "fin-accessible.h"
#include "fin-caption-tools.h"
#include "fin-caption-trial.h"
#include "fin-engine-words.h"
#include "fin-error.h"
#include "fin-file-choice.h"
#include "fin-server-engine.h"
#include "fin-settings.h"

#define CHOICES "caption-engines"
#define NONE    "none"

struct _FinEngineRow {
  AdwExpanderRow parent_instance;

  const FinLanguage *language;
  AdwComboRow *choice;
  AdwActionRow *about;
  AdwActionRow *folder;
  GtkWidget *forget;
  AdwEntryRow *address;
  AdwActionRow *refused; /* why the address was not taken */
  AdwActionRow *try;
  GtkButton *try_button;
  AdwActionRow *heard;

  FinCaptionTrial *trial; /* NULL when none goes on */
  gboolean following;     /* the choice is being set from the settings */
};

G_DEFINE_FINAL_TYPE (FinEngineRow, fin_engine_row, ADW_TYPE_EXPANDER_ROW)

/* Which setting tells an engine where a language's model or server is. */
static const struct {
  const char *id;
  const char *folders;
  const char *addresses;
} places[] = {
  { "sherpa-onnx", "sherpa-onnx-models", NULL },
  { "sherpa-onnx-server", NULL, "sherpa-onnx-servers" },
  { "vosk", "vosk-models", NULL },
  { "vosk-server", NULL, "vosk-servers" },
  { "whisper", NULL, "whisper-servers" },
};

static const char *
place_of (FinEngine *engine, gboolean folder)
{
  for (guint i = 0; engine != NULL && i < G_N_ELEMENTS (places); i++)
    if (g_str_equal (places[i].id, fin_engine_id (engine)))
      return folder ? places[i].folders : places[i].addresses;

  return NULL;
}

/* The engine at @position of the choice: after "the best", before "none". (transfer full)
 * (nullable) */
static FinEngine *
engine_at (guint position)
{
  return position == 0
             ? NULL
             : g_list_model_get_item (G_LIST_MODEL (fin_caption_engines ()), position - 1);
}

static guint
position_of (const char *id)
{
  GListModel *engines = G_LIST_MODEL (fin_caption_engines ());
  guint n = g_list_model_get_n_items (engines);

  if (g_strcmp0 (id, NONE) == 0)
    return n + 1;
  for (guint i = 0; id != NULL && i < n; i++) {
    g_autoptr (FinEngine) engine = g_list_model_get_item (engines, i);

    if (g_str_equal (fin_engine_id (engine), id))
      return i + 1;
  }

  return 0;
}

/* The one that is chosen, or the best that is ready when none is. (transfer full) (nullable) */
static FinEngine *
current_engine (FinEngineRow *self)
{
  guint position = adw_combo_row_get_selected (self->choice);
  FinEngine *best = NULL;

  if (position != 0)
    return engine_at (position);

  best = fin_engines_pick (fin_caption_engines (), self->language->code, NULL);

  return best != NULL ? g_object_ref (best) : NULL;
}

static void
update_about (FinEngineRow *self, FinEngine *engine)
{
  guint position = adw_combo_row_get_selected (self->choice);
  const char *missing =
      engine != NULL ? fin_engine_words_missing (fin_engine_id (engine),
                                                 fin_engine_state (engine, self->language->code))
                     : NULL;
  FinEngine *used = fin_engines_pick (fin_caption_engines (), self->language->code, NULL);
  g_autofree char *state = NULL;

  g_assert (FIN_IS_ENGINE_ROW (self));

  if (engine != NULL) {
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->about),
                                   fin_engine_words_about (fin_engine_id (engine)));
    adw_action_row_set_subtitle (self->about, missing != NULL ? missing : _ ("Ready."));
  } else {
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->about),
                                   position == 0 ? _ ("No engine is ready for this language.")
                                                 : _ ("What is said is not transcribed."));
    adw_action_row_set_subtitle (self->about, _ ("Writing works in every language."));
  }

  state = used != NULL ? g_strdup_printf (_ ("Captioned by %s."),
                                          fin_engine_words_name (fin_engine_id (used)))
                       : g_strdup (_ ("No captions: writing works."));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), state);
}

static void
update_places (FinEngineRow *self, FinEngine *engine)
{
  const char *folders = place_of (engine, TRUE);
  const char *addresses = place_of (engine, FALSE);

  g_assert (FIN_IS_ENGINE_ROW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->folder), folders != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->address), addresses != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->refused), FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->address), "error");
  if (folders != NULL) {
    g_autofree char *folder = fin_settings_of_language (folders, self->language->code);
    g_autofree char *name = folder != NULL ? g_filename_display_name (folder) : NULL;

    adw_action_row_set_subtitle (self->folder, name != NULL ? name : _ ("None is chosen"));
    gtk_widget_set_visible (self->forget, folder != NULL);
  }
  if (addresses != NULL) {
    g_autofree char *address = fin_settings_of_language (addresses, self->language->code);

    if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->address)),
                   address != NULL ? address : "") != 0)
      gtk_editable_set_text (GTK_EDITABLE (self->address), address != NULL ? address : "");
  }
}

static void
update (FinEngineRow *self)
{
  g_autofree char *id = fin_settings_of_language (CHOICES, self->language->code);
  g_autoptr (FinEngine) engine = NULL;

  g_assert (FIN_IS_ENGINE_ROW (self));

  self->following = TRUE;
  adw_combo_row_set_selected (self->choice, position_of (id));
  self->following = FALSE;

  engine = current_engine (self);
  update_about (self, engine);
  update_places (self, adw_combo_row_get_selected (self->choice) != 0 ? engine : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->try),
                          fin_caption_trial_sentence (self->language->code) != NULL);
  gtk_widget_set_sensitive (
      GTK_WIDGET (self->try_button),
      self->trial != NULL ||
          (engine != NULL && fin_engine_state (engine, self->language->code) == FIN_ENGINE_READY));
}

static void
chosen_cb (FinEngineRow *self)
{
  guint position = adw_combo_row_get_selected (self->choice);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (fin_caption_engines ()));
  g_autoptr (FinEngine) engine = NULL;

  g_assert (FIN_IS_ENGINE_ROW (self));

  if (self->following || position == GTK_INVALID_LIST_POSITION)
    return;

  engine = engine_at (position);
  fin_settings_set_of_language (CHOICES, self->language->code,
                                position == n + 1 ? NONE
                                : engine != NULL  ? fin_engine_id (engine)
                                                  : NULL);
}

/* What an engine needs */

static void
folder_chosen (gpointer owner, GFile *file)
{
  FinEngineRow *self = owner;
  g_autoptr (FinEngine) engine = current_engine (self);
  g_autofree char *path = g_file_get_path (file);

  if (place_of (engine, TRUE) != NULL)
    fin_settings_set_of_language (place_of (engine, TRUE), self->language->code, path);
}

static void
choose_cb (FinEngineRow *self)
{
  fin_folder_choose (GTK_WIDGET (self), _ ("Folder of the Model"), folder_chosen);
}

static void
forget_cb (FinEngineRow *self)
{
  g_autoptr (FinEngine) engine = current_engine (self);

  if (place_of (engine, TRUE) != NULL)
    fin_settings_set_of_language (place_of (engine, TRUE), self->language->code, NULL);
}

static void
address_cb (FinEngineRow *self)
{
  g_autoptr (FinEngine) engine = current_engine (self);
  const char *addresses = place_of (engine, FALSE);
  g_autofree char *text =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address))));
  gboolean web = engine != NULL && g_str_equal (fin_engine_id (engine), "whisper");

  g_assert (FIN_IS_ENGINE_ROW (self));

  if (addresses == NULL)
    return;
  if (text[0] != '\0' &&
      (!fin_server_engine_accepts (text) || g_str_has_prefix (text, "http") != web)) {
    adw_preferences_row_set_title (
        ADW_PREFERENCES_ROW (self->refused),
        web ? _ ("Not taken: an address begins with https://, and with http:// "
                 "only on this computer, as "
                 "what people say would cross the network to be heard by anyone.")
            : _ ("Not taken: an address begins with wss://, and with ws:// only "
                 "on this computer, as what "
                 "people say would cross the network to be heard by anyone."));
    gtk_widget_add_css_class (GTK_WIDGET (self->address), "error");
    gtk_widget_set_visible (GTK_WIDGET (self->refused), TRUE);
    return;
  }
  gtk_widget_remove_css_class (GTK_WIDGET (self->address), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->refused), FALSE);
  fin_settings_set_of_language (addresses, self->language->code, text);
}

/* The trial */

static const char *
trial_error (const GError *error)
{
  if (error->domain == FIN_ERROR)
    switch (error->code) {
    case FIN_ERROR_NOT_FOUND:
      return _ ("The sentence can't be said: install espeak-ng.");
    case FIN_ERROR_OFFLINE:
      return _ ("Its server is out of reach.");
    case FIN_ERROR_UNAUTHORIZED:
    case FIN_ERROR_FORBIDDEN:
      return _ ("Its server wants a key.");
    case FIN_ERROR_TIMED_OUT:
      return _ ("It is too slow, or heard nothing.");
    }

  return _ ("It failed: its model or its server is not as it should be.");
}

static void
trial_changed_cb (FinEngineRow *self)
{
  g_autofree char *words = fin_caption_trial_words (self->trial);
  double delay = fin_caption_trial_delay (self->trial);
  int load = 100 * fin_caption_trial_load (self->trial);
  g_autofree char *figures = NULL;

  g_assert (FIN_IS_ENGINE_ROW (self));

  /* Translators: how long an engine took, and how much of a processor. */
  figures = delay >= 0 ? g_strdup_printf (_ ("%.1f s after the sentence · %d %% of a processor"),
                                          delay, load)
                       : g_strdup (_ ("Listening…"));
  if (words[0] != '\0')
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->heard), words);
  adw_action_row_set_subtitle (self->heard, figures);
}

static void
set_trial (FinEngineRow *self, FinCaptionTrial *trial)
{
  g_assert (FIN_IS_ENGINE_ROW (self));

  if (self->trial != NULL)
    g_signal_handlers_disconnect_by_data (self->trial, self);
  g_clear_object (&self->trial);
  self->trial = trial;
  gtk_button_set_label (self->try_button, trial != NULL ? _ ("_Stop") : _ ("_Try It"));
  fin_accessible_set_name (GTK_WIDGET (self->try_button),
                           trial != NULL ? _ ("Stop") : _ ("Try It"));
}

static void
trial_ended_cb (FinEngineRow *self, const GError *error)
{
  g_assert (FIN_IS_ENGINE_ROW (self));

  if (error != NULL)
    adw_action_row_set_subtitle (self->heard, trial_error (error));
  else
    trial_changed_cb (self);
  set_trial (self, NULL);
  update (self);
}

static void
try_cb (FinEngineRow *self)
{
  g_autoptr (FinEngine) engine = NULL;
  FinCaptionTrial *trial;

  g_assert (FIN_IS_ENGINE_ROW (self));

  if (self->trial != NULL) {
    adw_action_row_set_subtitle (self->heard, _ ("Stopped."));
    set_trial (self, NULL);
    update (self);
    return;
  }

  engine = current_engine (self);
  if (engine == NULL || fin_engine_state (engine, self->language->code) != FIN_ENGINE_READY)
    return;

  trial = fin_caption_trial_new (engine, self->language->code);
  g_signal_connect_object (trial, "changed", G_CALLBACK (trial_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (trial, "ended", G_CALLBACK (trial_ended_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->heard), "…");
  adw_action_row_set_subtitle (self->heard, _ ("Listening…"));
  gtk_widget_set_visible (GTK_WIDGET (self->heard), TRUE);
  set_trial (self, trial);
}

/* The object */

static void
fin_engine_row_dispose (GObject *object)
{
  FinEngineRow *self = FIN_ENGINE_ROW (object);

  g_clear_object (&self->trial);

  G_OBJECT_CLASS (fin_engine_row_parent_class)->dispose (object);
}

static void
fin_engine_row_class_init (FinEngineRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fin_engine_row_dispose;
}

/* What is said there is plain text, as long as it is. */
static AdwActionRow *
add_row (FinEngineRow *self, const char *title)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title,
                                 "title-lines", 0, "subtitle-lines", 0, NULL);

  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);

  return ADW_ACTION_ROW (row);
}

static GtkWidget *
add_button (FinEngineRow *self,
            AdwActionRow *row,
            const char *label,
            void (*clicked) (FinEngineRow *))
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (row, button);

  return button;
}

static void
fin_engine_row_init (FinEngineRow *self)
{
  GListModel *engines = G_LIST_MODEL (fin_caption_engines ());
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("The best one that is ready"));
  for (guint i = 0; i < g_list_model_get_n_items (engines); i++) {
    g_autoptr (FinEngine) engine = g_list_model_get_item (engines, i);

    gtk_string_list_append (names, fin_engine_words_name (fin_engine_id (engine)));
  }
  gtk_string_list_append (names, _ ("None"));

  self->choice = g_object_new (ADW_TYPE_COMBO_ROW, "title", _ ("Engine"), "model", names, NULL);
  g_signal_connect_object (self->choice, "notify::selected", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->choice));
  self->about = add_row (self, "");

  self->folder = add_row (self, _ ("Folder of the model"));
  add_button (self, self->folder, _ ("_Choose…"), choose_cb);
  self->forget = add_button (self, self->folder, _ ("_Remove"), forget_cb);

  self->address =
      g_object_new (ADW_TYPE_ENTRY_ROW, "title", _ ("Address of the server"), "show-apply-button",
                    TRUE, "input-purpose", GTK_INPUT_PURPOSE_URL, NULL);
  g_signal_connect_object (self->address, "apply", G_CALLBACK (address_cb), self,
                           G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->address));
  self->refused = add_row (self, "");
  gtk_widget_set_visible (GTK_WIDGET (self->refused), FALSE);

  self->try = add_row (self, _ ("Try it with a recorded sentence"));
  self->try_button = GTK_BUTTON (add_button (self, self->try, _ ("_Try It"), try_cb));
  self->heard = add_row (self, "…");
  gtk_widget_set_visible (GTK_WIDGET (self->heard), FALSE);
}

GtkWidget *
fin_engine_row_new (const FinLanguage *language)
{
  FinEngineRow *self;

  g_return_val_if_fail (language != NULL, NULL);

  self = g_object_new (FIN_TYPE_ENGINE_ROW, "title", language->name, NULL);
  self->language = language;
  adw_action_row_set_subtitle (self->try, fin_caption_trial_sentence (language->code));
  fin_accessible_mend (GTK_WIDGET (self));
  g_signal_connect_object (fin_caption_engines (), "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (fin_settings (), "changed::" CHOICES, G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  set_trial (self, NULL);
  update (self);

  return GTK_WIDGET (self);
}
