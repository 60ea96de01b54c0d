/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-bed-face.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>
#include <time.h>

#include "vigil-alarm-machine.h"
#include "vigil-suspension-words.h"

/* Nothing for this long reads "--" instead of "-?-" (ux.md, "Technical"). */
#define STALE_US (5 * G_USEC_PER_SEC)

/* "1:32", "1:02:05" */
static void
format_span (char *out, gsize size, gint64 seconds)
{
  gint64 s = MAX (seconds, 0);
  if (s < 3600)
    g_snprintf (out, size, "%d:%02d", (int) (s / 60), (int) (s % 60));
  else
    g_snprintf (out, size, "%d:%02d:%02d", (int) (s / 3600), (int) (s / 60 % 60), (int) (s % 60));
}

/* A GDateTime would be memory, four times a second for each bed. */
static void
format_clock (char *out, gsize size, gint64 wall_ms)
{
  time_t seconds = (time_t) (wall_ms / 1000);
  struct tm local;
  if (localtime_r (&seconds, &local))
    g_snprintf (out, size, "%02u:%02u", (guint) local.tm_hour % 24, (guint) local.tm_min % 60);
}

/* --- numbers --- */

static gboolean
has_value (const VigilNumeric *numeric)
{
  return numeric->show == VIGIL_SHOW_VALUE || numeric->show == VIGIL_SHOW_QUESTIONABLE
         || numeric->show == VIGIL_SHOW_OLD;
}

static const char *
dashes (const VigilNumeric *numeric, VigilNow now)
{
  return now.mono_us - numeric->receipt_mono_us >= STALE_US ? "--" : "-?-";
}

static void
format_limit (char *out, gsize size, double limit)
{
  if (isfinite (limit))
    g_snprintf (out, size, "%.0f", limit);
}

static void
set_limits (VigilFaceNumber *number, const VigilNumeric *numeric)
{
  if (numeric->limit_source == VIGIL_LIMITS_OFF)
    number->is_alarm_off = TRUE;
  if (numeric->limit_source == VIGIL_LIMITS_NONE || numeric->limit_source == VIGIL_LIMITS_OFF)
    return;
  format_limit (number->hi, sizeof number->hi, numeric->limit.hi);
  format_limit (number->lo, sizeof number->lo, numeric->limit.lo);
  /* No saturation is above 100: such a limit is none. */
  if (number->kind == VIGIL_NUMERIC_SPO2 && numeric->limit.hi >= 100)
    number->hi[0] = '\0';
}

/* A limit that is not there is NAN, and nothing is beyond it. */
static gboolean
is_outside (const VigilNumeric *numeric)
{
  return has_value (numeric) && numeric->limit_source != VIGIL_LIMITS_NONE
         && numeric->limit_source != VIGIL_LIMITS_OFF
         && (numeric->value < numeric->limit.lo || numeric->value > numeric->limit.hi);
}

static void
set_state (VigilFaceNumber *number, const VigilNumeric *numeric)
{
  number->is_outside = is_outside (numeric);
  number->is_measured = TRUE;
  number->is_questionable = numeric->show == VIGIL_SHOW_QUESTIONABLE;
  number->is_old = numeric->show == VIGIL_SHOW_OLD;
  number->priority = numeric->alarm_priority;
  number->is_open = numeric->alarm_is_open && numeric->alarm_priority != VIGIL_PRIORITY_NONE;
  set_limits (number, numeric);
}

static void
set_number (VigilFaceNumber *number,
            const VigilBed *bed,
            VigilNumericKind kind,
            const char *label,
            VigilNow now)
{
  const VigilNumeric *numeric = &bed->numerics[kind];
  number->kind = kind;
  vigil_text_copy (number->label, sizeof number->label, label);
  if (numeric->show == VIGIL_SHOW_BLANK)
    return;
  set_state (number, numeric);
  if (has_value (numeric))
    g_snprintf (number->text, sizeof number->text, "%.0f", numeric->value);
  else
    vigil_text_copy (number->text, sizeof number->text, dashes (numeric, now));
}

static void
set_pressure (VigilFaceNumber *number,
              const VigilBed *bed,
              VigilNumericKind sys_kind,
              const char *label,
              VigilNow now)
{
  const VigilNumeric *sys = &bed->numerics[sys_kind];
  const VigilNumeric *dia = &bed->numerics[sys_kind + 1];
  number->kind = sys_kind;
  vigil_text_copy (number->label, sizeof number->label, label);
  if (sys->show == VIGIL_SHOW_BLANK)
    return;
  set_state (number, sys);
  if (has_value (sys) && has_value (dia))
    g_snprintf (number->text, sizeof number->text, "%.0f/%.0f", sys->value, dia->value);
  else if (has_value (sys))
    g_snprintf (number->text, sizeof number->text, "%.0f", sys->value);
  else
    vigil_text_copy (number->text, sizeof number->text, dashes (sys, now));
  if (sys->t_ms > 0 && has_value (sys))
    format_clock (number->time, sizeof number->time, sys->t_ms);
}

/* Heart rate, or the pulse of the probe in its own colour where there is no ECG; the cuff, or the
 * arterial line where there is one. */
static void
set_numbers (VigilBedFace *face, const VigilBed *bed, VigilNow now)
{
  if (bed->numerics[VIGIL_NUMERIC_HR].show == VIGIL_SHOW_BLANK
      && bed->numerics[VIGIL_NUMERIC_PR].show != VIGIL_SHOW_BLANK)
    set_number (&face->numbers[VIGIL_FACE_HR], bed, VIGIL_NUMERIC_PR, "PR", now);
  else
    set_number (&face->numbers[VIGIL_FACE_HR], bed, VIGIL_NUMERIC_HR, "HR", now);
  set_number (&face->numbers[VIGIL_FACE_SPO2], bed, VIGIL_NUMERIC_SPO2, "SpO2", now);
  set_number (&face->numbers[VIGIL_FACE_RR], bed, VIGIL_NUMERIC_RR, "RR", now);
  if (bed->numerics[VIGIL_NUMERIC_ART_SYS].show != VIGIL_SHOW_BLANK)
    set_pressure (&face->numbers[VIGIL_FACE_BP], bed, VIGIL_NUMERIC_ART_SYS, "ART", now);
  else
    set_pressure (&face->numbers[VIGIL_FACE_BP], bed, VIGIL_NUMERIC_NIBP_SYS, "NIBP", now);
}

/* --- identity --- */

static void
append (char *text, gsize size, const char *more)
{
  gsize length = strlen (text);
  vigil_text_copy (text + length, size - length, more);
}

static void
add_flag (char *flags, gsize size, const char *flag)
{
  if (!*flag)
    return;
  if (*flags)
    append (flags, size, " · ");
  append (flags, size, flag);
}

static const char *
band_flag (VigilAgeBand band)
{
  switch (band) {
  case VIGIL_BAND_UNKNOWN:
    return _ ("CLASS?");
  case VIGIL_BAND_UNDER_28_DAYS:
    /* translators: age of a patient, as short as can be */
    return _ ("<28 d");
  case VIGIL_BAND_UNDER_1_YEAR:
    return _ ("<1 y");
  case VIGIL_BAND_1_TO_4:
    return _ ("1–4 y");
  case VIGIL_BAND_5_TO_12:
    return _ ("5–12 y");
  case VIGIL_BAND_13_AND_OVER:
    return _ ("13+ y");
  case VIGIL_BAND_ADULT:
  case VIGIL_N_BANDS:
  default:
    return "";
  }
}

static void
set_identity (VigilBedFace *face, const VigilBed *bed)
{
  const char *label = *bed->label ? bed->label : bed->id;
  vigil_text_copy (face->label, sizeof face->label, label);
  face->is_demo = bed->is_demo;
  if (bed->condition == VIGIL_BED_EMPTY)
    return;
  vigil_words_copy_occupant (bed, face->name, sizeof face->name);
  vigil_text_copy (face->nurse, sizeof face->nurse, bed->identity.nurse);
  if (bed->condition != VIGIL_BED_NEVER)
    add_flag (face->flags, sizeof face->flags, band_flag (bed->band));
  /* A class that nobody at the bedside said is never shown as if it were (ux.md). */
  if (bed->is_class_stated && bed->band != VIGIL_BAND_UNKNOWN)
    add_flag (face->flags, sizeof face->flags, _ ("WARD CLASS"));
  if (bed->meta.is_paced)
    add_flag (face->flags, sizeof face->flags, _ ("PACED"));
}

/* --- alarms --- */

static VigilTick
get_tick (const VigilWallSource *source, const char *action_id, gboolean *is_unsaved)
{
  *is_unsaved = FALSE;
  if (!*action_id)
    return VIGIL_TICK_NONE;
  switch (source->get_delivery (source->data, action_id)) {
  case VIGIL_DELIVERY_SAVED:
  case VIGIL_DELIVERY_DEAD:
    return VIGIL_TICK_HOLLOW;
  case VIGIL_DELIVERY_DELIVERED:
    return VIGIL_TICK_FILLED;
  case VIGIL_DELIVERY_NOT_SAVED:
    *is_unsaved = TRUE;
    return VIGIL_TICK_NONE;
  case VIGIL_DELIVERY_NONE:
  default:
    return VIGIL_TICK_NONE;
  }
}

static void
set_silenced (VigilBedFace *face,
              const VigilWallSource *source,
              const VigilAlarm *alarm,
              VigilNow now)
{
  gboolean is_unsaved;
  char *left = face->silenced_left;
  face->tick = get_tick (source, alarm->action_id, &is_unsaved);
  if (alarm->silence_until_us > 0)
    format_span (left, sizeof face->silenced_left,
                 (alarm->silence_until_us - now.mono_us) / G_USEC_PER_SEC);
  g_autoptr (GString) text = g_string_new (is_unsaved ? _ ("NOT SAVED") : _ ("Silenced"));
  if (*left)
    g_string_append_printf (text, " %s", left);
  vigil_text_copy (face->silenced_short, sizeof face->silenced_short, text->str);
  if (alarm->silenced_by_kind == VIGIL_SILENCED_AT_BEDSIDE) {
    g_string_append_printf (text, " · %s", _ ("at bedside"));
  } else {
    if (*alarm->silenced_by)
      g_string_append_printf (text, " · %s", vigil_words_person (alarm->silenced_by));
    vigil_text_copy (face->silenced_by, sizeof face->silenced_by, text->str);
    if (*alarm->silenced_at) {
      g_autofree char *station = vigil_words_station (alarm->silenced_at);
      g_string_append_printf (text, " · %s", station);
    }
  }
  vigil_text_copy (face->silenced, sizeof face->silenced, text->str);
}

static void
set_alarm (VigilFaceAlarm *item, const VigilAlarm *alarm)
{
  vigil_text_copy (item->key, sizeof item->key, alarm->key);
  item->phase = alarm->phase;
  item->is_latched = alarm->is_latched;
  item->is_unverified = alarm->is_unverified;
  item->priority = alarm->priority;
  item->is_inop = alarm->kind == VIGIL_ALARM_TECHNICAL && alarm->priority == VIGIL_PRIORITY_LOW;
  if (alarm->is_latched) {
    char clock[8] = "", text[sizeof alarm->label];
    format_clock (clock, sizeof clock, alarm->raised_ms);
    vigil_alarm_format (alarm, text, sizeof text);
    /* translators: an alarm whose condition is over: "VT 14:32 ended" */
    g_snprintf (item->text, sizeof item->text, _ ("%s %s ended"), text, clock);
    /* translators: the same where there is less room: "VT ended" */
    g_snprintf (item->brief, sizeof item->brief, _ ("%s ended"), text);
  } else if (alarm->is_unverified) {
    g_snprintf (item->text, sizeof item->text, "%s ?", alarm->label);
  } else {
    vigil_text_copy (item->text, sizeof item->text, alarm->label);
  }
}

static VigilBandStyle
band_style (const VigilAlarm *alarm)
{
  if (!vigil_alarm_is_open (alarm))
    return alarm->is_latched ? VIGIL_BAND_LATCHED : VIGIL_BAND_SILENCED;
  if (alarm->is_latched)
    return VIGIL_BAND_LATCHED;
  return alarm->priority >= VIGIL_PRIORITY_MEDIUM ? VIGIL_BAND_FLASHING : VIGIL_BAND_STEADY;
}

/* A rhythm has no number of its own: its alarm boxes the heart rate. */
static void
mark_heart_rate (VigilBedFace *face, const VigilAlarm *alarm)
{
  VigilFaceNumber *number = &face->numbers[VIGIL_FACE_HR];
  if (alarm->kind != VIGIL_ALARM_PHYSIOLOGICAL || !strstr (alarm->code, "EVT_ECG_")
      || !number->is_measured || alarm->priority < number->priority)
    return;
  gboolean is_open = vigil_alarm_is_open (alarm) && !alarm->is_latched;
  number->is_open = is_open || (number->is_open && alarm->priority == number->priority);
  number->priority = alarm->priority;
}

/* The alarm line says what it is and since when: not a second time, with another age, below it. */
static void
shorten_no_data (VigilBedFace *face, const VigilBed *bed, const VigilAlarm *first)
{
  char clock[8] = "";
  if (face->condition != VIGIL_BED_NO_DATA || bed->last_data_ms <= 0
      || !vigil_alarm_key_has_class (first->key, "VIGIL_EVT_NO_DATA"))
    return;
  format_clock (clock, sizeof clock, bed->last_data_ms);
  /* translators: under an alarm line that says NO DATA: the time of the last data */
  g_snprintf (face->notice, sizeof face->notice, _ ("LAST DATA %s"), clock);
  memset (face->notice_short, 0, sizeof face->notice_short);
}

static void
set_alarms (VigilBedFace *face, const VigilWallSource *source, guint bed, VigilNow now)
{
  guint n;
  const VigilAlarm *const *alarms = source->list_alarms (source->data, bed, &n);
  if (n == 0)
    return;
  for (guint i = 0; i < n; i++) {
    if (i > 0 && vigil_words_is_told_by (alarms[i], alarms[0]))
      continue;
    if (face->n_alarms < VIGIL_FACE_ALARMS)
      set_alarm (&face->alarms[face->n_alarms], alarms[i]);
    face->n_alarms++;
  }
  for (guint i = 0; i < n; i++) {
    face->has_target |= vigil_alarm_wants_silence (alarms[i]);
    face->has_held |= vigil_alarm_is_kept_back (alarms[i]);
    mark_heart_rate (face, alarms[i]);
  }
  face->band = band_style (alarms[0]);
  face->priority = alarms[0]->priority;
  if (alarms[0]->phase == VIGIL_ALARM_SILENCED && !vigil_alarm_is_picture (alarms[0]))
    set_silenced (face, source, alarms[0], now);
  else
    format_span (face->since, sizeof face->since,
                 vigil_alarm_get_age_us (alarms[0], now.mono_us) / G_USEC_PER_SEC);
  shorten_no_data (face, source->get_bed (source->data, bed), alarms[0]);
}

/* --- the quiet lines --- */

/* "14:12 SpO2 87 < 90 for 40 s" */
static void
set_last_ended (VigilBedFace *face, const VigilAlarm *alarm)
{
  char clock[8] = "", text[sizeof alarm->label];
  gint64 seconds = MAX (vigil_alarm_get_age_us (alarm, 0) / G_USEC_PER_SEC, 1);
  format_clock (clock, sizeof clock, alarm->raised_ms);
  vigil_alarm_format (alarm, text, sizeof text);
  if (seconds < 120)
    /* translators: an alarm that is over: "14:12 SpO2 87 < 90 for 40 s" */
    g_snprintf (face->line, sizeof face->line, _ ("%s %s for %d s"), clock, text, (int) seconds);
  else
    g_snprintf (face->line, sizeof face->line, _ ("%s %s for %d min"), clock, text,
                (int) (seconds / 60));
}

/* What suspends the bed is a band of its own while nothing else is in the way; under an alarm's
 * band it is at the end of that and a word beside the name, so that a silent bed always says why
 * and for how long. */
static void
set_suspension (VigilBedFace *face,
                const VigilWallSource *source,
                const VigilBed *bed,
                VigilNow now)
{
  gboolean is_unsaved;
  if (bed->suspension == VIGIL_SUSPENSION_NONE)
    return;
  g_autofree char *text = vigil_suspension_words_format (bed, now);
  g_autofree char *brief = vigil_suspension_words_format_short (bed, now);
  vigil_text_copy (face->suspended_short, sizeof face->suspended_short, brief);
  vigil_text_copy (face->suspended, sizeof face->suspended, text);
  if (face->band != VIGIL_BAND_NONE) {
    char flags[sizeof face->flags];
    vigil_text_copy (flags, sizeof flags, face->flags);
    g_autofree char *flag = g_utf8_strup (brief, -1);
    vigil_text_copy (face->flags, sizeof face->flags, flag);
    add_flag (face->flags, sizeof face->flags, flags);
    if (*face->since)
      g_snprintf (face->since_suspended, sizeof face->since_suspended, "%s · %s", brief,
                  face->since);
    return;
  }
  face->band = VIGIL_BAND_SUSPENDED;
  face->tick = get_tick (source, bed->suspended_id, &is_unsaved);
  if (is_unsaved)
    g_snprintf (face->suspended, sizeof face->suspended, "%s · %s", _ ("NOT SAVED"), text);
}

static void
set_no_data (VigilBedFace *face, const VigilBed *bed, VigilNow now)
{
  char span[16], clock[8] = "";
  gint64 since = bed->last_data_mono_us > 0 ? bed->last_data_mono_us : bed->condition_since_us;
  format_span (span, sizeof span, (now.mono_us - since) / G_USEC_PER_SEC);
  if (bed->last_data_ms <= 0) {
    g_snprintf (face->notice, sizeof face->notice, _ ("NO DATA %s"), span);
    vigil_text_copy (face->notice_spoken, sizeof face->notice_spoken, _ ("NO DATA"));
    return;
  }
  format_clock (clock, sizeof clock, bed->last_data_ms);
  /* translators: spoken: the time of the last data of a bed */
  g_snprintf (face->notice_spoken, sizeof face->notice_spoken, _ ("NO DATA since %s"), clock);
  /* translators: for how long, and the time of the last data: "NO DATA 2:26 · last 14:29" */
  g_snprintf (face->notice, sizeof face->notice, _ ("NO DATA %s · last %s"), span, clock);
  g_snprintf (face->notice_short, sizeof face->notice_short, _ ("NO DATA %s"), span);
}

static void
set_condition (VigilBedFace *face, const VigilBed *bed, VigilNow now)
{
  switch (bed->condition) {
  case VIGIL_BED_NO_DATA:
    set_no_data (face, bed, now);
    break;
  case VIGIL_BED_NEVER:
    vigil_text_copy (face->notice, sizeof face->notice, _ ("NO DATA YET"));
    break;
  case VIGIL_BED_UNSUPPORTED:
    vigil_text_copy (face->notice, sizeof face->notice, _ ("UNSUPPORTED DATA"));
    break;
  case VIGIL_BED_EMPTY:
    vigil_text_copy (face->line, sizeof face->line, _ ("Empty"));
    break;
  case VIGIL_BED_AWAY:
  case VIGIL_BED_LIVE:
  default:
    break;
  }
}

void
vigil_bed_face_compose (VigilBedFace *face, const VigilWallSource *source, guint bed_index)
{
  const VigilBed *bed = source->get_bed (source->data, bed_index);
  const VigilAlarm *ended = source->get_last_ended (source->data, bed_index);
  VigilNow now = source->now (source->data);
  memset (face, 0, sizeof *face);
  face->condition = bed->condition;
  set_identity (face, bed);
  if (bed->condition == VIGIL_BED_LIVE || bed->condition == VIGIL_BED_AWAY
      || bed->condition == VIGIL_BED_NO_DATA)
    set_numbers (face, bed, now);
  if (ended)
    set_last_ended (face, ended);
  set_condition (face, bed, now);
  set_alarms (face, source, bed_index, now);
  set_suspension (face, source, bed, now);
  face->is_link_doubtful = source->get_link (source->data) != VIGIL_LINK_SHOWN_UP;
  if (face->is_link_doubtful && !*face->line)
    vigil_text_copy (face->line, sizeof face->line, _ ("Link?"));
}

gboolean
vigil_bed_face_equal (const VigilBedFace *a, const VigilBedFace *b)
{
  return memcmp (a, b, sizeof *a) == 0;
}

gboolean
vigil_bed_face_same_ground (const VigilBedFace *a, const VigilBedFace *b)
{
  return a->condition == b->condition && a->band == b->band && a->priority == b->priority
         && a->is_demo == b->is_demo && g_str_equal (a->line, b->line)
         && (*a->notice != '\0') == (*b->notice != '\0');
}

gboolean
vigil_bed_face_same_band (const VigilBedFace *a, const VigilBedFace *b)
{
  return g_str_equal (a->label, b->label) && g_str_equal (a->name, b->name)
         && a->is_demo == b->is_demo && a->band == b->band && a->priority == b->priority
         && a->n_alarms == b->n_alarms && a->tick == b->tick && a->has_target == b->has_target
         && g_str_equal (a->since, b->since) && g_str_equal (a->silenced, b->silenced)
         && g_str_equal (a->suspended, b->suspended)
         && memcmp (a->alarms, b->alarms, sizeof a->alarms) == 0;
}

static gboolean
is_same_alarm (const VigilFaceAlarm *a, const VigilFaceAlarm *b)
{
  return g_str_equal (a->key, b->key) && a->priority == b->priority && a->phase == b->phase
         && a->is_latched == b->is_latched && a->is_unverified == b->is_unverified;
}

gboolean
vigil_bed_face_same_alarms (const VigilBedFace *a, const VigilBedFace *b)
{
  if (a->condition != b->condition || a->band != b->band || a->n_alarms != b->n_alarms
      || a->has_target != b->has_target)
    return FALSE;
  for (guint i = 0; i < VIGIL_FACE_ALARMS; i++) {
    if (!is_same_alarm (&a->alarms[i], &b->alarms[i]))
      return FALSE;
  }
  return TRUE;
}

gboolean
vigil_bed_face_is_calm (const VigilBedFace *face)
{
  if (face->n_alarms > 0 || vigil_bed_face_has_alarm_band (face) || *face->notice
      || face->is_link_doubtful)
    return FALSE;
  for (guint i = 0; i < VIGIL_FACE_NUMBERS; i++) {
    const VigilFaceNumber *number = &face->numbers[i];
    if (number->is_outside || number->priority != VIGIL_PRIORITY_NONE
        || (number->is_measured && number->text[0] == '-'))
      return FALSE;
  }
  return TRUE;
}

static const char *
priority_words (const VigilBedFace *face)
{
  gboolean is_silenced = face->band == VIGIL_BAND_SILENCED || !face->has_target;
  /* Not silenced by anybody: the suspension, which is said too, is why. */
  gboolean is_held = is_silenced && face->has_held && *face->silenced == '\0';
  switch (face->priority) {
  case VIGIL_PRIORITY_HIGH:
    return is_silenced ? _ ("high alarm silenced") : _ ("high alarm");
  case VIGIL_PRIORITY_MEDIUM:
    if (is_held)
      return _ ("medium alarm not sounded");
    return is_silenced ? _ ("medium alarm silenced") : _ ("medium alarm");
  case VIGIL_PRIORITY_LOW:
  case VIGIL_PRIORITY_NONE:
  default:
    if (is_held)
      return _ ("low alarm not sounded");
    return is_silenced ? _ ("low alarm silenced") : _ ("low alarm");
  }
}

static void
describe_number (GString *text, const VigilFaceNumber *number)
{
  if (!number->is_measured)
    return;
  if (number->text[0] == '-')
    g_string_append_printf (text, _ (", %s not valid"), number->label);
  else
    g_string_append_printf (text, ", %s %s%s", number->label, number->text,
                            number->is_questionable ? "?" : "");
}

char *
vigil_bed_face_describe (const VigilBedFace *face)
{
  GString *text = g_string_new (NULL);
  g_string_append_printf (text, _ ("Bed %s"), face->label);
  if (*face->notice)
    g_string_append_printf (text, ", %s",
                            *face->notice_spoken ? face->notice_spoken : face->notice);
  if (face->condition == VIGIL_BED_EMPTY)
    g_string_append_printf (text, ", %s", _ ("empty"));
  if (*face->suspended)
    g_string_append_printf (text, ", %s", face->suspended);
  if (!*face->notice) {
    for (guint i = 0; i < VIGIL_FACE_NUMBERS; i++)
      describe_number (text, &face->numbers[i]);
  }
  for (guint i = 0; i < MIN (face->n_alarms, VIGIL_FACE_ALARMS); i++) {
    if (i == 0)
      g_string_append_printf (text, ", %s: %s", priority_words (face), face->alarms[i].text);
    else
      g_string_append_printf (text, ", %s", face->alarms[i].text);
  }
  return g_string_free (text, FALSE);
}

char *
vigil_bed_face_describe_state (const VigilBedFace *face)
{
  const char *press = _ ("Enter opens the page of the bed.");
  if (*face->silenced == '\0')
    return g_strdup (press);
  g_autofree char *left = g_strdup_printf (" %s", face->silenced_left);
  g_auto (GStrv) parts = g_strsplit (face->silenced, left, 2);
  g_autofree char *state =
      *face->silenced_left ? g_strjoinv ("", parts) : g_strdup (face->silenced);
  /* translators: spoken: who silenced the alarms of a bed, then what a key does */
  return g_strdup_printf (_ ("%s. %s"), state, press);
}
