/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-check-page.h"

#include <glib/gi18n.h>

#include "vigil-page-parts.h"
#include "vigil-words.h"

#define N_STEPS 3

/* Each is heard whole before the next: the longest burst of standards.md §1.3 is over by then. */
static const struct {
  VigilPriority priority;
  const char *name;
  guint wait_ms;
} STEPS[N_STEPS] = {
  { VIGIL_PRIORITY_HIGH, N_ ("High: red"), 7000 },
  { VIGIL_PRIORITY_MEDIUM, N_ ("Medium: yellow"), 4000 },
  { VIGIL_PRIORITY_LOW, N_ ("Low: cyan"), 3000 },
};

static const struct {
  const char *css_class, *name;
} NUMERICS[] = {
  { "ecg", N_ ("ECG and heart rate") }, { "spo2", N_ ("SpO₂") },
  { "resp", N_ ("Respiration") },       { "nibp", N_ ("Cuff pressure") },
  { "art", N_ ("Arterial pressure") },
};

struct _VigilCheckPage {
  GtkBox parent_instance;
  VigilStation *station;
  GtkWidget *last, *now, *play, *done;
  guint step; /* that is heard now; N_STEPS = all were */
  gboolean was_heard; /* all three, to the end */
  guint step_id;
};

G_DEFINE_FINAL_TYPE (VigilCheckPage, vigil_check_page, GTK_TYPE_BOX)

/* A low alarm may stand for hours and sounds once: the check need not wait for it. */
static gboolean
is_alarm_heard (VigilCheckPage *self)
{
  return vigil_ward_get_sounding (vigil_station_get_ward (self->station)) >= VIGIL_PRIORITY_MEDIUM;
}

static char *
dup_now (VigilCheckPage *self)
{
  const char *problem = vigil_words_sound_problem (vigil_station_get_sound (self->station));
  if (problem != NULL)
    /* translators: why there is no sound: a sentence without its full stop */
    return g_strdup_printf (_ ("%s. There is nothing to check until it works."), problem);
  if (is_alarm_heard (self))
    return g_strdup (_ ("A real alarm sounds now. Check when it is over."));
  if (self->step_id != 0)
    /* translators: "High: red", and so on */
    return g_strdup_printf (_ ("You hear: %s"), _ (STEPS[self->step].name));
  if (self->was_heard)
    return g_strdup (
        _ ("Did you hear three different sounds, and see each colour as it is named?"));
  return g_strdup (_ ("Three sounds, one after the other: no patient is meant."));
}

static void
refresh (VigilCheckPage *self)
{
  const char *by;
  g_autofree char *now = dup_now (self);
  gint64 checked_ms = vigil_station_get_check (self->station, &by);
  g_autofree char *last =
      vigil_words_check (checked_ms, by, vigil_station_now (self->station).wall_ms);
  gboolean can_play =
      !is_alarm_heard (self)
      && vigil_words_sound_problem (vigil_station_get_sound (self->station)) == NULL;
  vigil_page_parts_set_text (self->last, last);
  vigil_page_parts_set_text (self->now, now);
  gtk_widget_set_sensitive (self->play, can_play && self->step_id == 0);
  gtk_widget_set_sensitive (self->done, self->was_heard && self->step_id == 0);
}

static gboolean step_cb (gpointer data);

static void
play_step (VigilCheckPage *self)
{
  vigil_station_check_sound (self->station, STEPS[self->step].priority);
  self->step_id = g_timeout_add (STEPS[self->step].wait_ms, step_cb, self);
}

static gboolean
step_cb (gpointer data)
{
  VigilCheckPage *self = data;
  self->step_id = 0;
  self->step++;
  if (self->step < N_STEPS)
    play_step (self);
  else
    self->was_heard = TRUE;
  refresh (self);
  return G_SOURCE_REMOVE;
}

static void
play_cb (VigilCheckPage *self)
{
  self->step = 0;
  self->was_heard = FALSE;
  play_step (self);
  refresh (self);
}

/* A real alarm, or a sound that broke: what was heard of the check counts for nothing. */
static void
changed_cb (VigilCheckPage *self)
{
  gboolean is_over = is_alarm_heard (self)
                     || vigil_words_sound_problem (vigil_station_get_sound (self->station)) != NULL;
  if (self->step_id != 0 && is_over)
    g_clear_handle_id (&self->step_id, g_source_remove);
  refresh (self);
}

static void
done_cb (VigilCheckPage *self)
{
  self->was_heard = FALSE;
  vigil_station_note_check (self->station);
}

static GtkWidget *
make_button (VigilCheckPage *self, const char *label, GCallback callback)
{
  GtkWidget *button = vigil_page_parts_new_button (label);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

/* What a colour of the wall should look like, by its name; steady, whatever it shows. */
static void
add_swatch (GtkWidget *box, const char *css_class, const char *words)
{
  GtkWidget *swatch = vigil_page_parts_new_text (words, "swatch");
  gtk_widget_add_css_class (swatch, css_class);
  gtk_box_append (GTK_BOX (box), swatch);
}

static void
add_alarms (GtkWidget *box)
{
  for (guint i = 0; i < N_STEPS; i++) {
    VigilPriority priority = STEPS[i].priority;
    g_autofree char *words =
        g_strdup_printf ("%s %s", vigil_words_stars (priority), _ (STEPS[i].name));
    add_swatch (box, vigil_priority_to_string (priority), words);
  }
}

static GtkWidget *
make_numerics (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  for (guint i = 0; i < G_N_ELEMENTS (NUMERICS); i++)
    add_swatch (box, NUMERICS[i].css_class, _ (NUMERICS[i].name));
  return box;
}

static void
build (VigilCheckPage *self)
{
  GtkWidget *content;
  GtkWidget *scroller = vigil_page_parts_new_scroller (&content);
  GtkBox *box = GTK_BOX (content);
  self->last = vigil_page_parts_new_text ("", "identity");
  self->now = vigil_page_parts_new_text ("", "condition");
  self->play = make_button (self, _ ("Play the three sounds"), G_CALLBACK (play_cb));
  self->done = make_button (self, _ ("I heard and saw it"), G_CALLBACK (done_cb));
  gtk_box_append (box, self->last);
  add_alarms (content);
  gtk_box_append (box, self->play);
  gtk_box_append (box, self->now);
  gtk_box_append (box, make_numerics ());
  gtk_box_append (box, self->done);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (self), scroller);
}

static void
vigil_check_page_dispose (GObject *object)
{
  VigilCheckPage *self = VIGIL_CHECK_PAGE (object);
  g_clear_handle_id (&self->step_id, g_source_remove);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (vigil_check_page_parent_class)->dispose (object);
}

static void
vigil_check_page_class_init (VigilCheckPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigil_check_page_dispose;
}

static void
vigil_check_page_init (VigilCheckPage *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
}

GtkWidget *
vigil_check_page_new (VigilStation *station)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilCheckPage *self = g_object_new (VIGIL_TYPE_CHECK_PAGE, NULL);
  self->station = g_object_ref (station);
  build (self);
  g_signal_connect_object (station, "alarms-changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "sound-changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "checked", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
