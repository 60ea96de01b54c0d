/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-station-private.h"

#include "vigil-clock.h"

#define ALIVE_EVERY_US (60 * G_USEC_PER_SEC)
#define PRUNE_EVERY_US (3600 * G_GINT64_CONSTANT (1000000))
/* Far more than a ward holds: alarms that went without an event leave nothing for ever. */
#define NOTED_MAX 8192

/* ── Writing ────────────────────────────────────────────────────────────────────────────────── */

static void
describe (VigilJournalRow *row, const VigilAlarm *alarm)
{
  vigil_text_copy (row->bed, sizeof row->bed, alarm->bed);
  vigil_text_copy (row->key, sizeof row->key, alarm->key);
  vigil_text_copy (row->occurrence, sizeof row->occurrence, alarm->occurrence);
  vigil_text_copy (row->priority, sizeof row->priority, vigil_priority_to_string (alarm->priority));
  vigil_alarm_format (alarm, row->label, sizeof row->label);
  vigil_text_copy (row->by, sizeof row->by, alarm->silenced_by);
  vigil_text_copy (row->station, sizeof row->station, alarm->silenced_at);
  vigil_text_copy (row->action_id, sizeof row->action_id, alarm->action_id);
  vigil_text_copy (row->encounter, sizeof row->encounter, alarm->encounter);
  vigil_text_copy (row->code, sizeof row->code, alarm->code);
  row->alarm_kind = alarm->kind;
  row->silenced_by_kind = alarm->silenced_by_kind;
  row->has_extreme = alarm->has_extreme || alarm->has_value;
  row->extreme = alarm->has_extreme ? alarm->extreme : alarm->value;
  row->has_limit = alarm->has_limit;
  row->limit = alarm->limit;
  row->is_unanswered = alarm->is_unanswered;
}

static void
date (VigilJournalRow *row, const VigilAlarm *alarm)
{
  row->raised_ms = alarm->raised_ms;
  row->raised_mono_us = alarm->raised_mono_us;
  if (alarm->ended_mono_us != 0) {
    row->ended_ms = alarm->ended_ms;
    row->duration_ms = (alarm->ended_mono_us - alarm->raised_mono_us) / 1000;
  }
  gint64 answer_us = vigil_alarm_get_answer_us (alarm);
  row->after_ms = answer_us >= 0 ? answer_us / 1000 : -1;
}

/* What the journal knows of an open alarm: its priority, and whether it was unanswered. */
static gpointer
pack_noted (const VigilAlarm *alarm, gboolean was_unanswered)
{
  return GUINT_TO_POINTER (1 + (guint) alarm->priority * 2 + (guint) was_unanswered);
}

static gboolean
was_unanswered (gpointer noted)
{
  return noted != NULL && (GPOINTER_TO_UINT (noted) - 1) % 2 != 0;
}

void
vigil_station_note_alarm (VigilStation *self, const VigilEvent *event, const char *kind)
{
  const VigilAlarm *alarm = event->alarm;
  VigilJournalRow row = { .wall_ms = event->now.wall_ms };
  vigil_text_copy (row.kind, sizeof row.kind, kind);
  describe (&row, alarm);
  date (&row, alarm);
  vigil_journal_add (self->store, &row);
  if (event->kind == VIGIL_EVENT_ALARM_ENDED || event->kind == VIGIL_EVENT_ALARM_RESET) {
    g_hash_table_remove (self->noted, alarm->key);
    return;
  }
  if (g_hash_table_size (self->noted) >= NOTED_MAX)
    g_hash_table_remove_all (self->noted);
  g_hash_table_insert (self->noted, g_strdup (alarm->key),
                       pack_noted (alarm, alarm->is_unanswered));
}

void
vigil_station_note_change (VigilStation *self, const VigilEvent *event)
{
  const VigilAlarm *alarm = event->alarm;
  gpointer noted = g_hash_table_lookup (self->noted, alarm->key);
  if (noted == NULL)
    return;
  gboolean is_unanswered = alarm->is_unanswered || was_unanswered (noted);
  if (noted != pack_noted (alarm, is_unanswered))
    vigil_station_note_alarm (self, event, "changed");
}

void
vigil_station_keep_journal (VigilStation *self, VigilNow now)
{
  if (now.mono_us >= self->alive_due_us) {
    self->alive_due_us = now.mono_us + ALIVE_EVERY_US;
    vigil_journal_mark_alive (self->store, now.wall_ms);
  }
  if (now.mono_us >= self->prune_due_us) {
    self->prune_due_us = now.mono_us + PRUNE_EVERY_US;
    vigil_journal_prune (self->store, now.wall_ms);
  }
}

/* ── Reading ────────────────────────────────────────────────────────────────────────────────── */

/* Who asked; an answer that nobody waits for any more is not given. */
typedef struct {
  GWeakRef owner;
  VigilOccurrenceFunc list_func;
  VigilLoadFunc load_func;
} Asker;

static Asker *
asker_new (GObject *owner)
{
  Asker *asker = g_new0 (Asker, 1);
  g_weak_ref_init (&asker->owner, owner);
  return asker;
}

static void
asker_free (Asker *asker)
{
  g_weak_ref_clear (&asker->owner);
  g_free (asker);
}

static void
listed_cb (const VigilOccurrencePage *page, const GError *error, gpointer data)
{
  Asker *asker = data;
  g_autoptr (GObject) owner = g_weak_ref_get (&asker->owner);
  if (owner != NULL)
    asker->list_func (page, error, owner);
  asker_free (asker);
}

void
vigil_station_list_occurrences (VigilStation *self,
                                const VigilOccurrenceFilter *filter,
                                gint64 before_id,
                                guint max,
                                VigilOccurrenceFunc func,
                                GObject *owner)
{
  g_return_if_fail (VIGIL_IS_STATION (self) && filter != NULL && func != NULL);
  g_return_if_fail (G_IS_OBJECT (owner));
  if (self->store == NULL)
    return;
  Asker *asker = asker_new (owner);
  asker->list_func = func;
  vigil_journal_list_occurrences (self->store, filter, before_id, max, listed_cb, asker);
}

static void
measured_cb (const VigilLoad *load, const GError *error, gpointer data)
{
  Asker *asker = data;
  g_autoptr (GObject) owner = g_weak_ref_get (&asker->owner);
  if (owner != NULL)
    asker->load_func (load, error, owner);
  asker_free (asker);
}

static gint64
to_ms (GDateTime *time)
{
  return g_date_time_to_unix (time) * 1000;
}

/* Midnights of this computer's time zone; a day of daylight saving has 23 or 25 hours. */
static void
date_period (VigilLoadPeriod *period, guint days, gint64 wall_ms)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (wall_ms / 1000);
  int year, month, day;
  g_date_time_get_ymd (now, &year, &month, &day);
  g_autoptr (GDateTime) midnight = g_date_time_new_local (year, month, day, 0, 0, 0);
  guint back = MAX (days, 2) - 1;
  for (guint i = 0; i <= back; i++) {
    g_autoptr (GDateTime) start = g_date_time_add_days (midnight, (int) i - (int) back);
    period->day_starts_ms[i] = to_ms (start);
  }
  period->n_days = back + 1;
  period->until_ms = wall_ms;
  period->since_ms = days == 1 ? wall_ms - 24 * G_TIME_SPAN_HOUR / 1000 : period->day_starts_ms[0];
}

void
vigil_station_measure_load (VigilStation *self, guint days, VigilLoadFunc func, GObject *owner)
{
  g_return_if_fail (VIGIL_IS_STATION (self) && func != NULL && G_IS_OBJECT (owner));
  g_return_if_fail (days >= 1 && days < VIGIL_LOAD_DAYS_MAX);
  if (self->store == NULL)
    return;
  VigilLoadPeriod period = { .n_beds = self->items->len };
  date_period (&period, days, vigil_clock_now ().wall_ms);
  Asker *asker = asker_new (owner);
  asker->load_func = func;
  vigil_journal_measure_load (self->store, vigil_load_new (&period), measured_cb, asker);
}

guint
vigil_station_get_record_days (VigilStation *self G_GNUC_UNUSED)
{
  return VIGIL_JOURNAL_DAYS;
}
