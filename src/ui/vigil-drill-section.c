/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-drill-section.h"

#include <glib/gi18n.h>

#include "vigil-page-parts.h"
#include "vigil-station-review.h"
#include "vigil-words.h"

#define LISTED_MAX 8

struct _VigilDrillSection {
  GtkBox parent_instance;
  VigilStation *station;
  GtkWidget *state, *start, *stop, *list;
  guint n_listed;
  gint64 newest_ms;
};

G_DEFINE_FINAL_TYPE (VigilDrillSection, vigil_drill_section, GTK_TYPE_BOX)

static char *
dup_outcome (const VigilDrill *drill)
{
  double seconds = (double) drill->length_ms / 1000;
  switch (drill->outcome) {
  case VIGIL_DRILL_SILENCED:
    /* translators: of a drill: who silenced it (a name, or "somebody"), and after how long */
    return g_strdup_printf (_ ("silenced by %s after %.1f s"),
                            drill->by[0] != '\0' ? drill->by : _ ("somebody"), seconds);
  case VIGIL_DRILL_UNANSWERED:
    return g_strdup (_ ("not silenced within 2 minutes"));
  case VIGIL_DRILL_YIELDED:
    return g_strdup_printf (_ ("gave way to a real alarm after %.0f s"), seconds);
  case VIGIL_DRILL_STOPPED:
    return g_strdup_printf (_ ("stopped here after %.0f s"), seconds);
  case VIGIL_DRILL_RUNNING:
  case VIGIL_DRILL_NONE:
  default:
    return g_strdup ("");
  }
}

static char *
dup_line (const VigilDrill *drill)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (drill->begun_ms / 1000);
  /* translators: a date and a time of day, for strftime */
  g_autofree char *when = time != NULL ? g_date_time_format (time, _ ("%e %b %H:%M")) : NULL;
  g_autofree char *outcome = dup_outcome (drill);
  return g_strdup_printf ("%s · %s", when != NULL ? g_strstrip (when) : "", outcome);
}

/* Made anew only when there is a newer one. */
static void
list_drills (VigilDrillSection *self)
{
  const GArray *drills = vigil_station_get_drills (self->station);
  guint n = drills != NULL ? MIN (drills->len, LISTED_MAX) : 0;
  gint64 newest_ms = n > 0 ? g_array_index (drills, VigilDrill, 0).begun_ms : 0;
  if (n == self->n_listed && newest_ms == self->newest_ms)
    return;
  self->n_listed = n;
  self->newest_ms = newest_ms;
  for (GtkWidget *child; (child = gtk_widget_get_first_child (self->list)) != NULL;)
    gtk_box_remove (GTK_BOX (self->list), child);
  if (n == 0)
    gtk_box_append (GTK_BOX (self->list), vigil_page_parts_new_text (_ ("None yet"), "condition"));
  for (guint i = 0; i < n; i++) {
    g_autofree char *line = dup_line (&g_array_index (drills, VigilDrill, i));
    gtk_box_append (GTK_BOX (self->list), vigil_page_parts_new_text (line, "condition"));
  }
}

static const char *
get_state (VigilDrillSection *self, gboolean is_running, gboolean may_start)
{
  if (is_running)
    return _ ("The drill sounds. Silence it in the strip, as you would an alarm.");
  if (vigil_station_get_sound (self->station) != VIGIL_SOUND_WORKS)
    return _ ("No drill while nothing can be heard here.");
  if (!may_start)
    return _ ("No drill while a real alarm is open.");
  return _ ("Ready.");
}

static void
refresh (VigilDrillSection *self)
{
  const VigilWard *ward = vigil_station_get_ward (self->station);
  gboolean is_running = vigil_ward_get_drill (ward)->outcome == VIGIL_DRILL_RUNNING;
  gboolean may_start = vigil_ward_may_start_drill (ward)
                       && vigil_station_get_sound (self->station) == VIGIL_SOUND_WORKS;
  vigil_page_parts_set_text (self->state, get_state (self, is_running, may_start));
  gtk_widget_set_visible (self->start, !is_running);
  gtk_widget_set_visible (self->stop, is_running);
  gtk_widget_set_sensitive (self->start, may_start);
  list_drills (self);
}

static void
start_cb (VigilDrillSection *self)
{
  (void) vigil_station_start_drill (self->station);
  refresh (self);
}

static void
stop_cb (VigilDrillSection *self)
{
  vigil_station_stop_drill (self->station);
  refresh (self);
}

static GtkWidget *
make_button (VigilDrillSection *self, const char *label, GCallback callback)
{
  GtkWidget *button = vigil_page_parts_new_button (label);
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static void
vigil_drill_section_dispose (GObject *object)
{
  g_clear_object (&VIGIL_DRILL_SECTION (object)->station);
  G_OBJECT_CLASS (vigil_drill_section_parent_class)->dispose (object);
}

static void
vigil_drill_section_class_init (VigilDrillSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigil_drill_section_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "drillsection");
}

static void
vigil_drill_section_init (VigilDrillSection *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  self->state = vigil_page_parts_new_text ("", "identity");
  self->start = make_button (self, _ ("Start a drill"), G_CALLBACK (start_cb));
  self->stop = make_button (self, _ ("Stop the drill"), G_CALLBACK (stop_cb));
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *targets = vigil_page_parts_new_row ();
  gtk_box_append (GTK_BOX (targets), self->start);
  gtk_box_append (GTK_BOX (targets), self->stop);
  GtkWidget *parts[] = {
    vigil_page_parts_new_heading (_ ("Drill")),
    vigil_page_parts_new_text (
        _ ("A high alarm marked DRILL sounds at this station. It has no bed and no patient, is "
           "told "
           "to no other station, gives way at once to a real alarm and ends after 2 minutes. Who "
           "silences it, and after how long, goes to the record as a drill."),
        "condition"),
    self->state,
    targets,
    vigil_page_parts_new_text (_ ("The last drills at this station"), "dim"),
    self->list,
  };
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    gtk_box_append (GTK_BOX (self), parts[i]);
}

GtkWidget *
vigil_drill_section_new (VigilStation *station)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilDrillSection *self = g_object_new (VIGIL_TYPE_DRILL_SECTION, NULL);
  self->station = g_object_ref (station);
  self->n_listed = G_MAXUINT;
  g_signal_connect_object (station, "alarms-changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "sound-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
