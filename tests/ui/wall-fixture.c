/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wall-fixture.h"

#include <math.h>
#include <time.h>

#define FIRST_US (G_GINT64_CONSTANT (1000) * G_USEC_PER_SEC)
#define DELAY_US (150 * 1000)
#define PACED_US (20 * G_USEC_PER_SEC)
/* 14:32:07 of some day, local time. */
#define WALL_MS G_GINT64_CONSTANT (1767277927000)

static const char *const names[] = {
  "Meyer", "Duarte", "Ito",   "Nováková", "Haddad", "Olsen",     "Okoye",     "Martin",
  "Silva", "Kaya",   "Rossi", "Brandt",   "Novak",  "Lindqvist", "Fernández", "Ahmed",
};
static const char *const nurses[] = { "NO", "LM", "AK", "JT" };

/* --- physiology, just enough to look at --- */

static double
bump (double phase, double at, double width)
{
  double d = (phase - at) / width;
  return exp (-d * d);
}

static double
ecg (double seconds, double period)
{
  double p = fmod (seconds, period) / period;
  return 0.12 * bump (p, 0.20, 0.03) - 0.12 * bump (p, 0.345, 0.008) + 1.1 * bump (p, 0.36, 0.010)
         - 0.25 * bump (p, 0.385, 0.010) + 0.25 * bump (p, 0.62, 0.05)
         + 0.04 * sin (seconds * G_PI / 4) + 0.006 * sin (seconds * 120 * G_PI);
}

/* 1 in the one sample that holds the spike. */
static double
pacer (double seconds, double period, double rate_hz)
{
  double since_s = fmod (seconds - 0.32 * period + period, period);
  return since_s < 1 / rate_hz;
}

static double
pulse (double seconds, double period)
{
  double p = fmod (seconds, period) / period;
  return bump (p, 0.45, 0.12) + 0.4 * bump (p, 0.72, 0.10);
}

static double
sample_of (const VigilLead *lead, guint bed, double seconds)
{
  /* A whole number of beats in a loop. */
  double period = (double) WALL_FIXTURE_LOOP_S / (8 + bed % 5);
  switch (lead->kind) {
  case VIGIL_WAVE_ECG:
    return ecg (seconds, period);
  case VIGIL_WAVE_PRESSURE:
    return 72 + 50 * pulse (seconds, period);
  case VIGIL_WAVE_PLETH:
    return 500 + 300 * pulse (seconds, period);
  case VIGIL_WAVE_RESP:
  case VIGIL_WAVE_CO2:
  case VIGIL_WAVE_PACE:
    return pacer (seconds, period, lead->trace.rate_hz);
  case VIGIL_WAVE_OTHER:
  default:
    return sin (seconds * 2 * G_PI / 4);
  }
}

/* A ward that is measured must not pay for making up its data: each lead repeats one loop. */
static void
make_loop (WallFixture *self, guint bed, guint lead_index)
{
  const VigilLead *lead = &self->beds[bed].leads[lead_index];
  guint n = (guint) (WALL_FIXTURE_LOOP_S * lead->trace.rate_hz);
  float *loop = g_new (float, n);
  for (guint i = 0; i < n; i++)
    loop[i] = (float) sample_of (lead, bed, i / lead->trace.rate_hz);
  self->loops[bed][lead_index] = loop;
}

static void
feed_lead (WallFixture *self, guint bed, guint lead_index, gint64 from_us, gint64 to_us)
{
  VigilTrace *trace = &self->beds[bed].leads[lead_index].trace;
  const float *loop = self->loops[bed][lead_index];
  double rate = trace->rate_hz;
  gint64 n_loop = (gint64) (WALL_FIXTURE_LOOP_S * rate);
  gint64 first = (gint64) ceil ((double) from_us * rate / 1e6);
  gint64 last = (gint64) ceil ((double) to_us * rate / 1e6);
  while (first < last) {
    guint n = (guint) MIN (last - first, n_loop - first % n_loop);
    vigil_trace_add (trace, (gint64) ((double) first * 1e6 / rate), loop + first % n_loop, n);
    first += n;
  }
}

void
wall_fixture_feed (WallFixture *self, guint bed, gint64 from_us, gint64 to_us)
{
  for (guint lead = 0; lead < self->beds[bed].n_leads; lead++)
    feed_lead (self, bed, lead, from_us, to_us);
  const VigilLead *ecg = vigil_bed_find_lead (&self->beds[bed], VIGIL_WAVE_ECG);
  if (ecg)
    vigil_beats_follow (&self->beds[bed].beats, &ecg->trace, 1);
}

void
wall_fixture_go_to (WallFixture *self, gint64 mono_us)
{
  self->now.wall_ms += (mono_us - self->now.mono_us) / 1000;
  self->now.mono_us = mono_us;
  for (guint bed = 0; bed < self->n_beds; bed++) {
    if (!self->is_held[bed])
      wall_fixture_feed (self, bed, self->fed_us, mono_us);
  }
  self->fed_us = mono_us;
}

/* --- beds --- */

static void
add_lead (VigilBed *bed, VigilWaveKind kind, const char *refid, const char *unit, double rate)
{
  VigilLead *lead = &bed->leads[bed->n_leads];
  lead->kind = kind;
  lead->lead.id = (guint8) bed->n_leads;
  lead->lead.rate_hz = rate;
  lead->lead.gain = 1;
  lead->lead.lo = lead->lead.hi = NAN;
  vigil_text_copy (lead->lead.refid, sizeof lead->lead.refid, refid);
  vigil_text_copy (lead->lead.unit, sizeof lead->lead.unit, unit);
  vigil_trace_init (&lead->trace, rate);
  bed->n_leads++;
}

void
wall_fixture_add_pacer (WallFixture *self, guint bed)
{
  guint lead = self->beds[bed].n_leads;
  add_lead (&self->beds[bed], VIGIL_WAVE_PACE, "VIGIL_ECG_PACE_SPIKE", "1", 250);
  self->beds[bed].meta.is_paced = TRUE;
  make_loop (self, bed, lead);
  /* Since long before: a beat that looks as if its spike had not caught would be another patient.
   */
  feed_lead (self, bed, lead, self->fed_us - PACED_US, self->fed_us);
}

static void
set_numeric (VigilBed *bed, VigilNumericKind kind, double value, double lo, double hi)
{
  VigilNumeric *numeric = &bed->numerics[kind];
  numeric->show = VIGIL_SHOW_VALUE;
  numeric->value = value;
  numeric->limit = (VigilLimit){ kind, lo, hi, NAN, NAN, TRUE, 0 };
  numeric->limit_source = VIGIL_LIMITS_BEDSIDE;
}

static void
init_bed (WallFixture *self, guint index, guint n_leads)
{
  VigilBed *bed = &self->beds[index];
  gboolean has_line = index % 4 == 0;
  bed->index = index;
  bed->condition = VIGIL_BED_LIVE;
  bed->has_meta = TRUE;
  bed->has_clock = TRUE;
  bed->shift_us = DELAY_US;
  bed->band = VIGIL_BAND_ADULT;
  bed->is_demo = TRUE;
  g_snprintf (bed->id, sizeof bed->id, "%02u", index + 1);
  g_snprintf (bed->label, sizeof bed->label, "%u", index + 1);
  vigil_text_copy (bed->identity.name, sizeof bed->identity.name, names[index % 16]);
  vigil_text_copy (bed->identity.nurse, sizeof bed->identity.nurse, nurses[index / 4 % 4]);
  bed->identity.is_occupied = TRUE;
  add_lead (bed, VIGIL_WAVE_ECG, "MDC_ECG_ELEC_POTL_II", "mV", 500);
  if (n_leads > 1 && has_line)
    add_lead (bed, VIGIL_WAVE_PRESSURE, "MDC_PRESS_BLD_ART_ABP", "mmHg", 125);
  else if (n_leads > 1)
    add_lead (bed, VIGIL_WAVE_PLETH, "MDC_PULS_OXIM_PLETH", "1", 125);
  if (n_leads > 2)
    add_lead (bed, VIGIL_WAVE_RESP, "MDC_IMPED_TTHOR", "1", 62.5);
  set_numeric (bed, VIGIL_NUMERIC_HR, 59 + (index * 7) % 40, 50, 120);
  set_numeric (bed, VIGIL_NUMERIC_SPO2, 94 + index % 6, 90, 100);
  set_numeric (bed, VIGIL_NUMERIC_RR, 12 + index % 9, 8, 30);
  set_numeric (bed, VIGIL_NUMERIC_NIBP_SYS, 105 + (index * 5) % 40, 90, 160);
  set_numeric (bed, VIGIL_NUMERIC_NIBP_DIA, 62 + (index * 3) % 20, NAN, NAN);
  bed->numerics[VIGIL_NUMERIC_NIBP_SYS].t_ms = WALL_MS - 60000 * (2 + index * 3);
}

WallFixture *
wall_fixture_new (guint n_beds, guint n_leads)
{
  WallFixture *self = g_new0 (WallFixture, 1);
  g_assert (n_beds <= G_N_ELEMENTS (self->beds));
  self->n_beds = n_beds;
  self->link = VIGIL_LINK_SHOWN_UP;
  self->delivery = VIGIL_DELIVERY_SAVED;
  for (guint bed = 0; bed < n_beds; bed++) {
    init_bed (self, bed, n_leads);
    for (guint lead = 0; lead < self->beds[bed].n_leads; lead++)
      make_loop (self, bed, lead);
  }
  self->now = (VigilNow){ FIRST_US, WALL_MS };
  self->fed_us = FIRST_US - 30 * G_USEC_PER_SEC;
  wall_fixture_go_to (self, FIRST_US);
  return self;
}

void
wall_fixture_free (WallFixture *self)
{
  for (guint bed = 0; bed < self->n_beds; bed++) {
    vigil_beats_clear (&self->beds[bed].beats);
    for (guint lead = 0; lead < self->beds[bed].n_leads; lead++) {
      vigil_trace_clear (&self->beds[bed].leads[lead].trace);
      g_free (self->loops[bed][lead]);
    }
  }
  g_free (self);
}

/* --- source --- */

static guint
get_n_beds (gpointer data)
{
  WallFixture *self = data;
  return self->n_beds;
}

static const VigilBed *
get_bed (gpointer data, guint bed)
{
  WallFixture *self = data;
  return &self->beds[bed];
}

static const VigilAlarm *const *
list_alarms (gpointer data, guint bed, guint *n)
{
  WallFixture *self = data;
  *n = self->n_alarms[bed];
  return self->lists[bed];
}

static const VigilAlarm *
get_last_ended (gpointer data, guint bed)
{
  WallFixture *self = data;
  return self->has_ended[bed] ? &self->ended[bed] : NULL;
}

static VigilLinkShown
get_link (gpointer data)
{
  WallFixture *self = data;
  return self->link;
}

static VigilDelivery
get_delivery (gpointer data, const char *action_id)
{
  WallFixture *self = data;
  (void) action_id;
  return self->delivery;
}

static VigilNow
get_now (gpointer data)
{
  WallFixture *self = data;
  return self->now;
}

static GtkWidget *
make_silence_target (gpointer data, guint bed, gboolean is_compact)
{
  (void) data, (void) bed, (void) is_compact;
  return NULL;
}

void
wall_fixture_get_source (WallFixture *self, VigilWallSource *source)
{
  *source = (VigilWallSource){
    .get_n_beds = get_n_beds,
    .get_bed = get_bed,
    .list_alarms = list_alarms,
    .get_last_ended = get_last_ended,
    .get_link = get_link,
    .get_delivery = get_delivery,
    .now = get_now,
    .make_silence_target = make_silence_target,
    .data = self,
  };
}

/* --- alarms --- */

VigilAlarm *
wall_fixture_add_alarm (WallFixture *self, guint bed, VigilPriority priority, const char *label)
{
  guint place = self->n_alarms[bed]++;
  g_assert (place < WALL_FIXTURE_ALARMS);
  VigilAlarm *alarm = &self->alarms[bed][place];
  *alarm = (VigilAlarm){
    .kind = VIGIL_ALARM_PHYSIOLOGICAL,
    .priority = priority,
    .phase = VIGIL_ALARM_OPEN,
    .raised_ms = self->now.wall_ms - 14000,
    .raised_mono_us = self->now.mono_us - 14 * G_USEC_PER_SEC,
  };
  vigil_text_copy (alarm->label, sizeof alarm->label, label);
  vigil_text_copy (alarm->key, sizeof alarm->key, label);
  self->lists[bed][place] = alarm;
  return alarm;
}

void
wall_fixture_mark (WallFixture *self,
                   guint bed,
                   VigilNumericKind kind,
                   double value,
                   VigilPriority priority,
                   gboolean is_open)
{
  VigilNumeric *numeric = &self->beds[bed].numerics[kind];
  numeric->value = value;
  numeric->alarm_priority = priority;
  numeric->alarm_is_open = is_open;
}

void
wall_fixture_silence (WallFixture *self, VigilAlarm *alarm, const char *by, const char *at)
{
  alarm->phase = VIGIL_ALARM_SILENCED;
  alarm->silenced_by_kind = *at ? VIGIL_SILENCED_OTHER_STATION : VIGIL_SILENCED_HERE;
  alarm->silence_until_us = self->now.mono_us + 92 * G_USEC_PER_SEC;
  vigil_text_copy (alarm->silenced_by, sizeof alarm->silenced_by, by);
  vigil_text_copy (alarm->silenced_at, sizeof alarm->silenced_at, at);
  vigil_text_copy (alarm->action_id, sizeof alarm->action_id, "0");
}

void
wall_fixture_storm (WallFixture *self)
{
  VigilAlarm *alarm;
  g_assert (self->n_beds >= 16);
  /* 3: probe off */
  alarm = wall_fixture_add_alarm (self, 2, VIGIL_PRIORITY_LOW, "SpO2 PROBE OFF");
  alarm->kind = VIGIL_ALARM_TECHNICAL;
  self->beds[2].numerics[VIGIL_NUMERIC_SPO2].show = VIGIL_SHOW_DASHES;
  self->beds[2].numerics[VIGIL_NUMERIC_SPO2].receipt_mono_us = self->now.mono_us;
  if (self->beds[2].n_leads > 1)
    self->beds[2].leads[1].is_off = TRUE;
  /* 4: the grey line, a crossed bell, a questionable value */
  self->ended[3] = (VigilAlarm){ .phase = VIGIL_ALARM_ENDED,
                                 .raised_ms = self->now.wall_ms - 1200000,
                                 .raised_mono_us = self->now.mono_us - 1200 * G_USEC_PER_SEC,
                                 .ended_ms = self->now.wall_ms - 1160000,
                                 .ended_mono_us = self->now.mono_us - 1160 * G_USEC_PER_SEC };
  vigil_text_copy (self->ended[3].label, sizeof self->ended[3].label, "SpO2 87 < 90");
  self->has_ended[3] = TRUE;
  self->beds[3].numerics[VIGIL_NUMERIC_HR].limit_source = VIGIL_LIMITS_OFF;
  self->beds[3].numerics[VIGIL_NUMERIC_SPO2].show = VIGIL_SHOW_QUESTIONABLE;
  /* 5: medium */
  wall_fixture_add_alarm (self, 4, VIGIL_PRIORITY_MEDIUM, "HR 134 > 120");
  wall_fixture_mark (self, 4, VIGIL_NUMERIC_HR, 134, VIGIL_PRIORITY_MEDIUM, TRUE);
  /* 6: low */
  wall_fixture_add_alarm (self, 5, VIGIL_PRIORITY_LOW, "Irregular rhythm");
  /* 7: a child; 8: nobody knows; paced */
  self->beds[6].band = VIGIL_BAND_5_TO_12;
  self->beds[7].band = VIGIL_BAND_UNKNOWN;
  self->beds[7].meta.is_paced = TRUE;
  /* 9: silenced by another desk */
  alarm = wall_fixture_add_alarm (self, 8, VIGIL_PRIORITY_MEDIUM, "SpO2 86 < 90");
  wall_fixture_silence (self, alarm, "Okafor", "desk-2");
  wall_fixture_mark (self, 8, VIGIL_NUMERIC_SPO2, 86, VIGIL_PRIORITY_MEDIUM, FALSE);
  /* 11: away */
  self->beds[10].condition = VIGIL_BED_AWAY;
  self->beds[10].suspension = VIGIL_SUSPENSION_AWAY;
  self->beds[10].suspended_until_us = self->now.mono_us + 48 * 60 * (gint64) G_USEC_PER_SEC;
  vigil_text_copy (self->beds[10].suspended_reason, sizeof self->beds[10].suspended_reason,
                   "X-ray");
  /* 12: high, two of them */
  wall_fixture_add_alarm (self, 11, VIGIL_PRIORITY_HIGH, "ASYSTOLE");
  wall_fixture_add_alarm (self, 11, VIGIL_PRIORITY_MEDIUM, "RR 34 > 30");
  wall_fixture_mark (self, 11, VIGIL_NUMERIC_HR, 0, VIGIL_PRIORITY_HIGH, TRUE);
  self->beds[11].numerics[VIGIL_NUMERIC_SPO2].show = VIGIL_SHOW_DASHES;
  self->beds[11].numerics[VIGIL_NUMERIC_SPO2].receipt_mono_us = self->now.mono_us;
  wall_fixture_mark (self, 11, VIGIL_NUMERIC_RR, 34, VIGIL_PRIORITY_MEDIUM, TRUE);
  vigil_text_copy (self->beds[11].label, sizeof self->beds[11].label, "12A");
  /* 13: empty */
  self->beds[12].condition = VIGIL_BED_EMPTY;
  self->beds[12].is_demo = FALSE;
  /* 14: silenced red, on the server */
  alarm = wall_fixture_add_alarm (self, 13, VIGIL_PRIORITY_HIGH, "SpO2 78 < 85");
  wall_fixture_silence (self, alarm, "Andersson", "");
  wall_fixture_mark (self, 13, VIGIL_NUMERIC_SPO2, 78, VIGIL_PRIORITY_HIGH, FALSE);
  /* 15: latched */
  alarm = wall_fixture_add_alarm (self, 14, VIGIL_PRIORITY_HIGH, "VT");
  alarm->is_latched = TRUE;
  /* 16: no data */
  alarm = wall_fixture_add_alarm (self, 15, VIGIL_PRIORITY_MEDIUM, "NO DATA");
  alarm->kind = VIGIL_ALARM_TECHNICAL;
  vigil_text_copy (alarm->key, sizeof alarm->key, "16|VIGIL_EVT_NO_DATA||");
  self->beds[15].condition = VIGIL_BED_NO_DATA;
  self->beds[15].last_data_ms = self->now.wall_ms - 146000;
  self->beds[15].last_data_mono_us = self->now.mono_us - 146 * G_USEC_PER_SEC;
  for (guint i = 0; i < VIGIL_N_NUMERICS; i++) {
    if (self->beds[15].numerics[i].show != VIGIL_SHOW_BLANK)
      self->beds[15].numerics[i].show = VIGIL_SHOW_DASHES;
  }
}

void
wall_scene_init (WallScene *self, const VigilLayoutRequest *request, gint64 start_us)
{
  *self = (WallScene){ .ward = wall_fixture_new (request->n_beds, 3) };
  wall_fixture_go_to (self->ward, start_us);
  wall_fixture_get_source (self->ward, &self->source);
  vigil_palette_init (&self->palette);
  self->widget = g_object_ref_sink (gtk_label_new (NULL));
  self->picture = vigil_wall_picture_new (self->widget, &self->source, &self->palette, request, 1,
                                          VIGIL_NODES_CAIRO);
}

void
wall_scene_clear (WallScene *self)
{
  vigil_wall_picture_free (self->picture);
  g_object_unref (self->widget);
  wall_fixture_free (self->ward);
}
