/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-banner.h"

#include <glib/gi18n.h>

#include "vigil-words.h"

/* A silence on its way to the server is news only when it has waited for this long. */
#define UNSENT_PATIENCE_US (3 * G_USEC_PER_SEC)

/* An answer to what somebody did: long enough to be read twice. */
#define SAID_MS 10000

struct _VigilBanner {
  GtkWidget parent_instance;
  VigilStation *station;
  GtkWidget *trouble, *remedy; /* no sound, no link: fill the row */
  GtkWidget *plaintext;
  GtkWidget *demo;
  GtkWidget *server;
  GtkWidget *said; /* for some seconds */
  GtkWidget *caption;
  guint second_id, said_id;
  gint64 unsent_since_us;
  gboolean was_linked;
};

G_DEFINE_FINAL_TYPE (VigilBanner, vigil_banner, GTK_TYPE_WIDGET)

static void
set_text (GtkWidget *label, const char *text)
{
  gtk_widget_set_visible (label, text != NULL);
  if (text != NULL && g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), text) != 0)
    gtk_label_set_label (GTK_LABEL (label), text);
}

/* What is broken, in capitals; NULL = nothing. @remedy: why and what to do, the caller's. */
static const char *
find_trouble (VigilBanner *self, char **remedy)
{
  VigilSound sound = vigil_station_get_sound (self->station);
  VigilWard *ward = vigil_station_get_ward (self->station);
  const char *problem = vigil_words_sound_problem (sound);
  gboolean is_lost = vigil_ward_get_link (ward) == VIGIL_LINK_SHOWN_LOST;
  self->was_linked = self->was_linked || !is_lost;
  if (is_lost && self->was_linked) {
    *remedy = g_strdup (_ ("Nothing on this screen is live. Go to the bedsides."));
    return problem != NULL ? _ ("LINK LOST, NO SOUND") : _ ("LINK LOST");
  }
  g_autofree char *reason = is_lost ? vigil_words_link (vigil_ward_get_link_text (ward)) : NULL;
  if (reason != NULL) {
    /* translators: why this station has no connection to the ward: a sentence without full stop */
    *remedy = g_strdup_printf (_ ("%s. Call the engineer."), reason);
    return problem != NULL ? _ ("NOT CONNECTED, NO SOUND") : _ ("NOT CONNECTED");
  }
  if (problem == NULL)
    return NULL;
  /* translators: what is wrong with the sound, then what to do: two sentences */
  *remedy = g_strdup_printf (_ ("%s. %s"), problem, vigil_words_sound_remedy (sound));
  return _ ("NO SOUND");
}

static char *
dup_server (VigilBanner *self)
{
  guint n = vigil_station_get_n_unsent (self->station);
  gint64 now_us = g_get_monotonic_time ();
  if (vigil_station_get_config (self->station)->server_url == NULL)
    return NULL;
  if (n == 0)
    self->unsent_since_us = 0;
  else if (self->unsent_since_us == 0)
    self->unsent_since_us = now_us;
  if (n > 0 && now_us - self->unsent_since_us >= UNSENT_PATIENCE_US)
    return g_strdup_printf (ngettext ("Server: %u entry saved here, not yet at server",
                                      "Server: %u entries saved here, not yet at server", n),
                            n);
  if (!vigil_station_is_server_reachable (self->station))
    return g_strdup (_ ("Server: not reached"));
  return NULL;
}

static void
name_banner (VigilBanner *self, const char *trouble, const char *remedy)
{
  const char *calm = self->said_id != 0 ? gtk_label_get_label (GTK_LABEL (self->said))
                                        : _ ("State of this station");
  g_autofree char *name =
      trouble != NULL ? g_strdup_printf ("%s: %s", trouble, remedy) : g_strdup (calm);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
refresh (VigilBanner *self)
{
  g_autofree char *remedy = NULL;
  g_autofree char *server = dup_server (self);
  const char *trouble = find_trouble (self, &remedy);
  set_text (self->trouble, trouble);
  set_text (self->remedy, remedy);
  set_text (self->server, server);
  gtk_widget_set_visible (self->said, self->said_id != 0 && trouble == NULL);
  if (trouble != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "trouble");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "trouble");
  /* What is broken needs the room: the word stays, whole. */
  gtk_label_set_label (GTK_LABEL (self->demo),
                       trouble != NULL ? _ ("DEMO") : _ ("DEMO · invented patients"));
  name_banner (self, trouble, remedy);
}

static gboolean
second_cb (gpointer data)
{
  refresh (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
said_cb (gpointer data)
{
  VigilBanner *self = data;
  self->said_id = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

void
vigil_banner_say (VigilBanner *self, const char *text)
{
  g_return_if_fail (VIGIL_IS_BANNER (self) && self->station != NULL && text != NULL);
  g_clear_handle_id (&self->said_id, g_source_remove);
  self->said_id = g_timeout_add (SAID_MS, said_cb, self);
  gtk_label_set_label (GTK_LABEL (self->said), text);
  refresh (self);
}

static GtkWidget *
add_label (VigilBanner *self, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

static void
vigil_banner_dispose (GObject *object)
{
  VigilBanner *self = VIGIL_BANNER (object);
  GtkWidget *child;
  g_clear_handle_id (&self->second_id, g_source_remove);
  g_clear_handle_id (&self->said_id, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (vigil_banner_parent_class)->dispose (object);
}

static void
vigil_banner_class_init (VigilBannerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigil_banner_dispose;
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "banner");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
vigil_banner_init (VigilBanner *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 16);
  gtk_widget_set_size_request (GTK_WIDGET (self), -1, 44);
  self->trouble = add_label (self, NULL, "trouble-text");
  gtk_label_set_ellipsize (GTK_LABEL (self->trouble), PANGO_ELLIPSIZE_NONE);
  self->remedy = add_label (self, NULL, "remedy");
  gtk_label_set_wrap (GTK_LABEL (self->remedy), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (self->remedy), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_lines (GTK_LABEL (self->remedy), 2);
  self->demo = add_label (self, _ ("DEMO · invented patients"), "mark");
  gtk_label_set_ellipsize (GTK_LABEL (self->demo), PANGO_ELLIPSIZE_NONE);
  self->plaintext = add_label (self, NULL, "mark");
  self->server = add_label (self, NULL, "server");
  gtk_label_set_wrap (GTK_LABEL (self->server), TRUE);
  gtk_label_set_lines (GTK_LABEL (self->server), 2);
  self->said = add_label (self, NULL, "said");
  gtk_label_set_wrap (GTK_LABEL (self->said), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (self->said), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_lines (GTK_LABEL (self->said), 2);
  self->caption = add_label (
      self, _ ("Secondary display. The bedside monitor is the primary alarm."), "caption");
  gtk_widget_set_hexpand (self->caption, TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->caption), 1);
  gtk_label_set_ellipsize (GTK_LABEL (self->caption), PANGO_ELLIPSIZE_NONE);
  set_text (self->trouble, NULL);
  set_text (self->remedy, NULL);
  set_text (self->plaintext, NULL);
  set_text (self->server, NULL);
  set_text (self->said, NULL);
  gtk_widget_set_visible (self->demo, FALSE);
}

static void
mark_config (VigilBanner *self)
{
  const VigilConfig *config = vigil_station_get_config (self->station);
  gtk_widget_set_visible (self->demo, config->is_demo);
  if (!config->is_plaintext_remote)
    return;
  /* translators: %s is the name of a computer; the data goes to it without encryption */
  g_autofree char *text = g_strdup_printf (_ ("UNENCRYPTED LINK to %s"), config->broker_host);
  set_text (self->plaintext, text);
}

GtkWidget *
vigil_banner_new (VigilStation *station)
{
  VigilBanner *self = g_object_new (VIGIL_TYPE_BANNER, NULL);
  if (station == NULL)
    return GTK_WIDGET (self);
  self->station = g_object_ref (station);
  mark_config (self);
  g_signal_connect_object (station, "alarms-changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "sound-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "link-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  self->second_id = g_timeout_add_seconds (1, second_cb, self);
  refresh (self);
  return GTK_WIDGET (self);
}
