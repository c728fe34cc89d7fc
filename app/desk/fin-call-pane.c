// Tiles and buttons of the call.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-call-pane.h"

#include <glib/gi18n.h>

#include "fin-caption-button.h"
#include "fin-even-box.h"
#include "fin-party-tile.h"
#include "fin-self-tile.h"
#include "fin-tiles.h"

struct _FinCallPane {
  GtkWidget parent_instance;

  GtkWidget *content;
  FinTiles *tiles;
  GtkWidget *nobody;
  FinSelfTile *self_tile;
  GtkWidget *trouble;
  GtkToggleButton *microphone;
  GtkImage *microphone_icon;
  GtkImage *microphone_icon_alone; /* when there is no room for words */
  GtkLabel *microphone_label;
  FinCaptionButton *captions;
  GtkToggleButton *camera;
  GtkImage *camera_icon;
  GtkImage *camera_icon_alone;
  GtkLabel *camera_label;
  GtkWidget *end;
  GtkLabel *end_label;

  FinVisit *visit;
  GListModel *parties;
  FinCall *call;
};

G_DEFINE_FINAL_TYPE (FinCallPane, fin_call_pane, GTK_TYPE_WIDGET)

static void
set_icon (GtkImage *with_words, GtkImage *alone, const char *name)
{
  gtk_image_set_from_icon_name (with_words, name);
  gtk_image_set_from_icon_name (alone, name);
}

/* Never by colour or icon alone: the label says what is. */
static void
update_buttons (FinCallPane *self)
{
  gboolean has_microphone, microphone_on, has_camera, camera_on;

  g_assert (FIN_IS_CALL_PANE (self));

  g_object_get (self->call, "has-microphone", &has_microphone, "microphone-on", &microphone_on,
                "has-camera", &has_camera, "camera-on", &camera_on, NULL);

  gtk_widget_set_sensitive (GTK_WIDGET (self->microphone), has_microphone);
  gtk_widget_set_sensitive (GTK_WIDGET (self->camera), has_camera);
  gtk_label_set_label (self->microphone_label, !has_microphone ? _ ("No microphone")
                                               : microphone_on ? _ ("Microphone on")
                                                               : _ ("Microphone off"));
  gtk_label_set_label (self->camera_label, !has_camera ? _ ("No camera")
                                           : camera_on ? _ ("Camera on")
                                                       : _ ("Camera off"));
  set_icon (self->microphone_icon, self->microphone_icon_alone,
            has_microphone && microphone_on ? "audio-input-microphone-symbolic"
                                            : "microphone-disabled-symbolic");
  set_icon (self->camera_icon, self->camera_icon_alone,
            has_camera && camera_on ? "camera-video-symbolic" : "camera-disabled-symbolic");
}

static void
update_trouble (FinCallPane *self)
{
  g_autoptr (GError) trouble = NULL;

  g_assert (FIN_IS_CALL_PANE (self));

  g_object_get (self->call, "trouble", &trouble, NULL);
  gtk_widget_set_visible (self->trouble, trouble != NULL);
  gtk_label_set_label (GTK_LABEL (self->trouble), trouble != NULL ? trouble->message : "");
}

static gboolean
signs (FinParticipant *participant)
{
  static const char *const languages[] = { "csc", "ssp", NULL };

  return g_strv_contains (languages, fin_participant_interprets (participant));
}

/* Where a sign language is interpreted, who is interpreted for signs too. */
static void
update_signed (FinCallPane *self)
{
  FinParticipant *me = fin_visit_me (self->visit);
  gboolean signed_visit = me != NULL && signs (me);

  g_assert (FIN_IS_CALL_PANE (self));

  for (guint i = 0; i < g_list_model_get_n_items (self->parties); i++) {
    g_autoptr (FinParty) party = g_list_model_get_item (self->parties, i);

    signed_visit = signed_visit || signs (fin_party_participant (party));
  }
  for (GtkWidget *tile = gtk_widget_get_first_child (GTK_WIDGET (self->tiles)); tile != NULL;
       tile = gtk_widget_get_next_sibling (tile))
    if (FIN_IS_PARTY_TILE (tile))
      fin_party_tile_set_signed (FIN_PARTY_TILE (tile), signed_visit);
}

/* A guest leaves; the visit goes on without them. */
static void
ready_cb (FinCallPane *self, GParamSpec *pspec, FinVisit *visit)
{
  update_signed (self);
  if (!fin_visit_guest (visit))
    return;

  gtk_label_set_label (self->end_label, _ ("Leave"));
  gtk_widget_set_tooltip_text (self->end, _ ("Leave the visit (Ctrl+Shift+E)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->end), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Leave the visit"), -1);
}

static void
parties_changed_cb (
    GListModel *parties, guint position, guint removed, guint added, FinCallPane *self)
{
  GtkWidget *before = gtk_widget_get_first_child (GTK_WIDGET (self->tiles));

  g_assert (FIN_IS_CALL_PANE (self));

  for (guint i = 0; i < position; i++)
    before = gtk_widget_get_next_sibling (before);
  for (guint i = 0; i < removed; i++) {
    GtkWidget *next = gtk_widget_get_next_sibling (before);

    gtk_widget_unparent (before);
    before = next;
  }
  for (guint i = 0; i < added; i++) {
    g_autoptr (FinParty) party = g_list_model_get_item (parties, position + i);
    GtkWidget *tile = fin_party_tile_new (party);

    gtk_widget_insert_before (tile, GTK_WIDGET (self->tiles), before);
  }

  gtk_widget_set_visible (self->nobody, g_list_model_get_n_items (parties) == 0);
  update_signed (self);
}

static void
fin_call_pane_dispose (GObject *object)
{
  FinCallPane *self = FIN_CALL_PANE (object);

  g_clear_object (&self->visit);
  g_clear_object (&self->parties);
  g_clear_object (&self->call);
  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_CALL_PANE);

  G_OBJECT_CLASS (fin_call_pane_parent_class)->dispose (object);
}

static void
fin_call_pane_class_init (FinCallPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_call_pane_dispose;

  g_type_ensure (FIN_TYPE_CAPTION_BUTTON);
  g_type_ensure (FIN_TYPE_EVEN_BOX);
  g_type_ensure (FIN_TYPE_SELF_TILE);
  g_type_ensure (FIN_TYPE_TILES);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-call-pane.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
  gtk_widget_class_set_css_name (widget_class, "callpane");
  gtk_widget_class_bind_template_child (widget_class, FinCallPane, content);
  gtk_widget_class_bind_template_child (widget_class, FinCallPane, tiles);
  gtk_widget_class_bind_template_child (widget_class, FinCallPane, nobody);
  gtk_widget_class_bind_template_child (widget_class, FinCallPane, self_tile);
  gtk_widget_class_bind_template_child (widget_class, FinCallPane, trouble);
  gtk_widget_class_bind_template_child (widget_class, FinCallPane, microphone);
  gtk_widget_class_bind_template_child (widget_class, FinCallPane, microphone_icon);
  gtk_widget_class_bind_template_child (widget_class, FinCallPane, microphone_icon_alone);
  gtk_widget_class_bind_template_child (widget_class, FinCallPane, microphone_label);
  gtk_widget_class_bind_template_child (widget_class, FinCallPane, captions);
  gtk_widget_class_bind_template_child (widget_class, FinCallPane, camera);
  gtk_widget_class_bind_template_child (widget_class, FinCallPane, camera_icon);
  gtk_widget_class_bind_template_child (widget_class, FinCallPane, camera_icon_alone);
  gtk_widget_class_bind_template_child (widget_class, FinCallPane, camera_label);
  gtk_widget_class_bind_template_child (widget_class, FinCallPane, end);
  gtk_widget_class_bind_template_child (widget_class, FinCallPane, end_label);
}

static void
fin_call_pane_init (FinCallPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fin_call_pane_set_visit (FinCallPane *self, FinVisit *visit)
{
  static const char *const watched[] = { "notify::has-microphone", "notify::microphone-on",
                                         "notify::has-camera", "notify::camera-on" };

  g_return_if_fail (FIN_IS_CALL_PANE (self));
  g_return_if_fail (FIN_IS_VISIT (visit));
  g_return_if_fail (self->call == NULL);

  self->visit = g_object_ref (visit);
  self->call = g_object_ref (fin_visit_call (visit));
  self->parties = g_object_ref (fin_visit_parties (visit));
  g_signal_connect_object (visit, "notify::ready", G_CALLBACK (ready_cb), self, G_CONNECT_SWAPPED);
  ready_cb (self, NULL, visit);

  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (self->call, watched[i], G_CALLBACK (update_buttons), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (self->call, "notify::trouble", G_CALLBACK (update_trouble), self,
                           G_CONNECT_SWAPPED);
  g_object_bind_property (self->call, "microphone-on", self->microphone, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (self->call, "camera-on", self->camera, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (self->parties, "items-changed", G_CALLBACK (parties_changed_cb), self,
                           0);
  parties_changed_cb (self->parties, 0, 0, g_list_model_get_n_items (self->parties), self);
  fin_self_tile_set_call (self->self_tile, self->call);
  update_buttons (self);
  update_trouble (self);
  fin_caption_button_set_visit (self->captions, visit);
}

void
fin_call_pane_toggle (FinCallPane *self, gboolean camera)
{
  GtkToggleButton *button;

  g_return_if_fail (FIN_IS_CALL_PANE (self));

  button = camera ? self->camera : self->microphone;
  if (gtk_widget_get_sensitive (GTK_WIDGET (button)))
    gtk_toggle_button_set_active (button, !gtk_toggle_button_get_active (button));
}

gboolean
fin_call_pane_enlarge (FinCallPane *self, guint position)
{
  g_return_val_if_fail (FIN_IS_CALL_PANE (self), FALSE);

  return fin_tiles_toggle (self->tiles, position);
}
