/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-what-if-section.h"

#include <glib/gi18n.h>
#include <math.h>

#include "vigil-page-parts.h"
#include "vigil-station-review.h"
#include "vigil-stepper.h"
#include "vigil-what-if-timeline.h"
#include "vigil-what-if-words.h"
#include "vigil-words.h"

/* A row of steps is one question. */
#define SETTLE_MS 400
#define DELAY_MAX_MS 60000
#define HYSTERESIS_MAX 10

static const guint HOURS[] = { 1, 8, 24, 72 };
static const VigilNumericKind KINDS[] = {
  VIGIL_NUMERIC_SPO2,     VIGIL_NUMERIC_HR,      VIGIL_NUMERIC_RR,
  VIGIL_NUMERIC_NIBP_SYS, VIGIL_NUMERIC_ART_SYS, VIGIL_NUMERIC_ETCO2,
};

typedef enum {
  STEP_BED,
  STEP_KIND,
  STEP_HOURS,
  STEP_DELAY,
  STEP_DELAY2,
  STEP_LO,
  STEP_HI,
  STEP_LO2,
  STEP_HI2,
  STEP_HYSTERESIS,
  N_STEPS,
} Step;

struct _VigilWhatIfSection {
  GtkBox parent_instance;
  VigilStation *station;
  guint bed, kind, hours; /* the last two: indices */
  VigilWhatIfSettings now, then;
  GtkWidget *steppers[N_STEPS];
  GtkWidget *result, *danger, *limits, *timeline;
  guint timer;
  gboolean is_waiting, is_stale; /* an answer is due; and it will be an old one */
};

G_DEFINE_FINAL_TYPE (VigilWhatIfSection, vigil_what_if_section, GTK_TYPE_BOX)

/* Comparisons of limits: none is like none. */
static gboolean
is_same (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

static gboolean
is_changed (const VigilWhatIfSection *self)
{
  const VigilWhatIfSettings *a = &self->now, *b = &self->then;
  return a->timing.delay_ms != b->timing.delay_ms || a->timing.delay2_ms != b->timing.delay2_ms
         || a->timing.hysteresis != b->timing.hysteresis || !is_same (a->limit.lo, b->limit.lo)
         || !is_same (a->limit.hi, b->limit.hi) || !is_same (a->limit.lo2, b->limit.lo2)
         || !is_same (a->limit.hi2, b->limit.hi2);
}

/* Asking. */

static void
set_optional (GtkWidget *label, char *text)
{
  gtk_widget_set_visible (label, text != NULL);
  vigil_page_parts_set_text (label, text != NULL ? text : "");
  g_free (text);
}

static void ask (VigilWhatIfSection *self);

static void
answered_cb (const VigilWhatIfReport *report, const GError *error, gpointer owner)
{
  VigilWhatIfSection *self = owner;
  self->is_waiting = FALSE;
  if (self->is_stale) {
    ask (self);
    return;
  }
  if (report == NULL) {
    g_warning ("the kept numbers could not be read: %s", error->message);
    vigil_page_parts_set_text (self->result, _ ("The kept numbers could not be read."));
    return;
  }
  g_autofree char *result =
      vigil_what_if_words_result (report, self->now.limit.kind, is_changed (self));
  vigil_page_parts_set_text (self->result, result);
  set_optional (self->danger, vigil_what_if_words_danger (report));
  set_optional (self->limits, vigil_what_if_words_limits (report));
  vigil_what_if_timeline_show (VIGIL_WHAT_IF_TIMELINE (self->timeline), report);
}

static void
ask (VigilWhatIfSection *self)
{
  self->is_stale = self->is_waiting;
  if (self->is_waiting)
    return;
  self->is_waiting = TRUE;
  vigil_station_ask_what_if (self->station, self->bed, HOURS[self->hours], &self->now, &self->then,
                             answered_cb, G_OBJECT (self));
}

static gboolean
ask_cb (gpointer data)
{
  VigilWhatIfSection *self = data;
  self->timer = 0;
  ask (self);
  return G_SOURCE_REMOVE;
}

static void
ask_soon (VigilWhatIfSection *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (SETTLE_MS, ask_cb, self);
}

/* Showing. */

static void
show_limit (VigilWhatIfSection *self, Step step, double value)
{
  const VigilNumericInfo *info = vigil_nomenclature_numeric (self->now.limit.kind);
  gboolean has_limit = !isnan (value);
  g_autofree char *text =
      has_limit ? g_strdup_printf ("%.*f", (int) info->decimals, value) : g_strdup (_ ("none"));
  vigil_stepper_show (VIGIL_STEPPER (self->steppers[step]), text, has_limit && value > info->lo,
                      has_limit && value < info->hi);
}

static void
show_delay (VigilWhatIfSection *self, Step step, guint delay_ms)
{
  /* translators: a delay in seconds */
  g_autofree char *text = g_strdup_printf (_ ("%u s"), delay_ms / 1000);
  vigil_stepper_show (VIGIL_STEPPER (self->steppers[step]), text, delay_ms > 0,
                      delay_ms < DELAY_MAX_MS);
}

static void
show_where (VigilWhatIfSection *self)
{
  const VigilWard *ward = vigil_station_get_ward (self->station);
  guint n_beds = vigil_ward_get_n_beds (ward);
  vigil_stepper_show (VIGIL_STEPPER (self->steppers[STEP_BED]),
                      vigil_bed_get_name (vigil_ward_get_bed (ward, self->bed)), self->bed > 0,
                      self->bed + 1 < n_beds);
  g_autofree char *kind = vigil_words_label (vigil_nomenclature_numeric (KINDS[self->kind])->label);
  vigil_stepper_show (VIGIL_STEPPER (self->steppers[STEP_KIND]), kind, self->kind > 0,
                      self->kind + 1 < G_N_ELEMENTS (KINDS));
  /* translators: a period of so many hours */
  g_autofree char *hours = g_strdup_printf (_ ("%u h"), HOURS[self->hours]);
  vigil_stepper_show (VIGIL_STEPPER (self->steppers[STEP_HOURS]), hours, self->hours > 0,
                      self->hours + 1 < G_N_ELEMENTS (HOURS));
}

static void
refresh (VigilWhatIfSection *self)
{
  const VigilWhatIfSettings *then = &self->then;
  show_where (self);
  show_delay (self, STEP_DELAY, then->timing.delay_ms);
  show_delay (self, STEP_DELAY2, then->timing.delay2_ms);
  show_limit (self, STEP_LO, then->limit.lo);
  show_limit (self, STEP_HI, then->limit.hi);
  show_limit (self, STEP_LO2, then->limit.lo2);
  show_limit (self, STEP_HI2, then->limit.hi2);
  g_autofree char *hysteresis = g_strdup_printf ("%.0f", then->timing.hysteresis);
  vigil_stepper_show (VIGIL_STEPPER (self->steppers[STEP_HYSTERESIS]), hysteresis,
                      then->timing.hysteresis > 0, then->timing.hysteresis < HYSTERESIS_MAX);
}

/* Another bed or number begins with the settings of today. */
static void
begin (VigilWhatIfSection *self)
{
  self->now = vigil_station_get_settings (self->station, self->bed, KINDS[self->kind]);
  self->then = self->now;
}

/* Stepping. */

static guint
step_index (guint index, gint direction)
{
  return direction < 0 ? index - 1 : index + 1;
}

static guint
step_delay (guint delay_ms, gint direction)
{
  return (guint) CLAMP ((gint) delay_ms + direction * 1000, 0, DELAY_MAX_MS);
}

static void
stepped_cb (GtkWidget *stepper, gint direction, VigilWhatIfSection *self)
{
  VigilLimit *limit = &self->then.limit;
  VigilLimitTiming *timing = &self->then.timing;
  Step step = STEP_BED;
  while (step < N_STEPS && self->steppers[step] != stepper)
    step++;
  switch (step) {
  case STEP_BED:
    self->bed = step_index (self->bed, direction);
    break;
  case STEP_KIND:
    self->kind = step_index (self->kind, direction);
    break;
  case STEP_HOURS:
    self->hours = step_index (self->hours, direction);
    break;
  case STEP_DELAY:
    timing->delay_ms = step_delay (timing->delay_ms, direction);
    break;
  case STEP_DELAY2:
    timing->delay2_ms = step_delay (timing->delay2_ms, direction);
    break;
  case STEP_LO:
    limit->lo += direction;
    break;
  case STEP_HI:
    limit->hi += direction;
    break;
  case STEP_LO2:
    limit->lo2 += direction;
    break;
  case STEP_HI2:
    limit->hi2 += direction;
    break;
  case STEP_HYSTERESIS:
    timing->hysteresis = CLAMP (timing->hysteresis + direction, 0, HYSTERESIS_MAX);
    break;
  case N_STEPS:
  default:
    return;
  }
  if (step == STEP_BED || step == STEP_KIND)
    begin (self);
  refresh (self);
  ask_soon (self);
}

/* Making. */

static void
map_cb (VigilWhatIfSection *self)
{
  ask_soon (self);
}

static void
vigil_what_if_section_dispose (GObject *object)
{
  VigilWhatIfSection *self = VIGIL_WHAT_IF_SECTION (object);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (vigil_what_if_section_parent_class)->dispose (object);
}

static void
vigil_what_if_section_class_init (VigilWhatIfSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigil_what_if_section_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "whatifsection");
}

static void
add_steppers (VigilWhatIfSection *self, Step first, Step end)
{
  static const char *const LABELS[N_STEPS] = {
    [STEP_BED] = N_ ("Bed"),
    [STEP_KIND] = N_ ("Number"),
    [STEP_HOURS] = N_ ("Period"),
    [STEP_DELAY] = N_ ("Delay of a medium alarm"),
    [STEP_DELAY2] = N_ ("Delay of a high alarm"),
    [STEP_LO] = N_ ("Lower limit, medium"),
    [STEP_HI] = N_ ("Upper limit, medium"),
    [STEP_LO2] = N_ ("Lower limit, high"),
    [STEP_HI2] = N_ ("Upper limit, high"),
    [STEP_HYSTERESIS] = N_ ("Hysteresis"),
  };
  for (Step step = first; step < end; step++) {
    self->steppers[step] = vigil_stepper_new (_ (LABELS[step]));
    g_signal_connect (self->steppers[step], "stepped", G_CALLBACK (stepped_cb), self);
    gtk_box_append (GTK_BOX (self), self->steppers[step]);
  }
}

static void
vigil_what_if_section_init (VigilWhatIfSection *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 16);
  self->hours = 2;
  gtk_box_append (GTK_BOX (self), vigil_page_parts_new_heading (_ ("What if")));
  add_steppers (self, STEP_BED, STEP_DELAY);
  self->result = vigil_page_parts_new_text ("", "identity");
  self->danger = vigil_page_parts_new_text ("", "danger");
  self->limits = vigil_page_parts_new_text ("", "condition");
  self->timeline = vigil_what_if_timeline_new ();
  gtk_widget_set_visible (self->danger, FALSE);
  gtk_widget_set_visible (self->limits, FALSE);
  GtkWidget *parts[] = { self->result, self->danger, self->timeline, self->limits };
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    gtk_box_append (GTK_BOX (self), parts[i]);
  add_steppers (self, STEP_DELAY, N_STEPS);
  gtk_box_append (GTK_BOX (self),
                  vigil_page_parts_new_text (
                      _ ("A suggestion that nothing applies by itself: the ward's settings are "
                         "changed in its file by its clinician."),
                      "dim"));
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
}

GtkWidget *
vigil_what_if_section_new (VigilStation *station)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilWhatIfSection *self = g_object_new (VIGIL_TYPE_WHAT_IF_SECTION, NULL);
  self->station = g_object_ref (station);
  begin (self);
  refresh (self);
  return GTK_WIDGET (self);
}

const char *
vigil_what_if_section_get_result (VigilWhatIfSection *self)
{
  g_return_val_if_fail (VIGIL_IS_WHAT_IF_SECTION (self), NULL);
  return gtk_label_get_label (GTK_LABEL (self->result));
}
