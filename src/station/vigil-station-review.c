/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-station-review.h"

#include "vigil-clock.h"
#include "vigil-station-private.h"

#include <string.h>

#define HOUR_MS G_GINT64_CONSTANT (3600000)
#define OCCURRENCES_MAX 5000

/* The encounter of who is in the bed, "" = nobody's; NULL = nothing is known of the bed. */
static const char *
get_encounter (const VigilBed *bed)
{
  return bed->identity.as_of_ms != 0 ? bed->identity.encounter : NULL;
}

/* What no encounter tells apart is cut by the time at which somebody left or came. */
static gint64
cut (const VigilBed *bed, gint64 from_ms)
{
  return bed->identity.encounter[0] == '\0' ? MAX (from_ms, bed->stay_ms) : from_ms;
}

/* Trends. */

typedef struct {
  GWeakRef owner;
  VigilMinutesFunc func;
} MinutesAsker;

static void
minutes_cb (GArray *minutes, const GError *error, gpointer data)
{
  MinutesAsker *asker = data;
  g_autoptr (GObject) owner = g_weak_ref_get (&asker->owner);
  if (owner != NULL)
    asker->func (minutes, error, owner);
  g_weak_ref_clear (&asker->owner);
  g_free (asker);
}

void
vigil_station_list_minutes (VigilStation *self,
                            guint bed,
                            VigilNumericKind kind,
                            gint64 from_ms,
                            gint64 to_ms,
                            VigilMinutesFunc func,
                            GObject *owner)
{
  g_return_if_fail (VIGIL_IS_STATION (self) && func != NULL && G_IS_OBJECT (owner));
  if (self->store == NULL)
    return;
  const VigilBed *state = vigil_ward_get_bed (self->ward, bed);
  MinutesAsker *asker = g_new0 (MinutesAsker, 1);
  g_weak_ref_init (&asker->owner, owner);
  asker->func = func;
  vigil_trends_list_minutes (self->store, state->id, get_encounter (state), kind,
                             cut (state, from_ms), to_ms, minutes_cb, asker);
}

/* What-if. */

VigilWhatIfSettings
vigil_station_get_settings (VigilStation *self, guint bed, VigilNumericKind kind)
{
  const VigilBed *state = vigil_ward_get_bed (self->ward, bed);
  VigilWhatIfSettings settings = {
    .limit = state->numerics[kind].limit,
    .timing = self->config->presets.timings[kind],
    .is_demo_ward = self->config->is_demo,
  };
  settings.limit.kind = kind;
  settings.limit.is_on = TRUE;
  return settings;
}

/* From the disk to a thread of its own and back; the station may be gone by then. */
typedef struct {
  GWeakRef station, owner;
  VigilWhatIfFunc func;
  char bed[VIGIL_ID_MAX + 1];
  char station_prefix[VIGIL_ID_MAX + 2];
  VigilWhatIfSettings now, then;
  GArray *samples;
  VigilWhatIfReport report;
} Inquiry;

static void
inquiry_free (Inquiry *inquiry)
{
  g_weak_ref_clear (&inquiry->station);
  g_weak_ref_clear (&inquiry->owner);
  g_clear_pointer (&inquiry->samples, g_array_unref);
  g_clear_pointer (&inquiry->report.now, g_array_unref);
  g_clear_pointer (&inquiry->report.then, g_array_unref);
  vigil_what_if_clear (&inquiry->report.result);
  g_free (inquiry);
}

static void
answer (Inquiry *inquiry, const GError *error)
{
  g_autoptr (GObject) owner = g_weak_ref_get (&inquiry->owner);
  if (owner != NULL)
    inquiry->func (error == NULL ? &inquiry->report : NULL, error, owner);
  inquiry_free (inquiry);
}

/* The bedside's own: its ids are not made of a station's name. */
static gboolean
is_relayed (const Inquiry *inquiry, const VigilOccurrence *occurrence)
{
  g_autofree char *part =
      g_strdup_printf ("|limit|%s|", vigil_nomenclature_numeric (inquiry->now.limit.kind)->refid);
  return strstr (occurrence->key, part) != NULL
         && !g_str_has_prefix (occurrence->occurrence, inquiry->station_prefix);
}

static void
occurrences_cb (const VigilOccurrencePage *page, const GError *error, gpointer data)
{
  Inquiry *inquiry = data;
  for (guint i = 0; page != NULL && i < page->occurrences->len; i++)
    inquiry->report.n_relayed +=
        is_relayed (inquiry, &g_array_index (page->occurrences, VigilOccurrence, i)) ? 1 : 0;
  answer (inquiry, error);
}

static void
replayed_cb (G_GNUC_UNUSED GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer data)
{
  Inquiry *inquiry = g_task_get_task_data (G_TASK (result));
  g_autoptr (VigilStation) station = g_weak_ref_get (&inquiry->station);
  if (station == NULL || station->store == NULL) {
    inquiry_free (inquiry);
    return;
  }
  VigilOccurrenceFilter filter = { .since_ms = inquiry->report.from_ms,
                                   .until_ms = inquiry->report.to_ms };
  vigil_text_copy (filter.bed, sizeof filter.bed, inquiry->bed);
  vigil_journal_list_occurrences (station->store, &filter, 0, OCCURRENCES_MAX, occurrences_cb,
                                  inquiry);
}

static void
measure (Inquiry *inquiry)
{
  for (guint i = 1; i < inquiry->samples->len; i++) {
    const VigilTrendSample *before = &g_array_index (inquiry->samples, VigilTrendSample, i - 1);
    const VigilTrendSample *sample = &g_array_index (inquiry->samples, VigilTrendSample, i);
    gint64 step_ms = sample->t_ms - before->t_ms;
    if (!vigil_trend_is_number (before) || step_ms > VIGIL_TREND_GAP_MS)
      continue;
    inquiry->report.covered_ms += step_ms;
    inquiry->report.bedside_ms += before->is_bedside ? step_ms : 0;
  }
}

static void
replay_thread (GTask *task,
               G_GNUC_UNUSED gpointer source,
               gpointer data,
               G_GNUC_UNUSED GCancellable *cancellable)
{
  Inquiry *inquiry = data;
  const VigilTrendSample *samples = (const VigilTrendSample *) (gpointer) inquiry->samples->data;
  guint n = inquiry->samples->len;
  measure (inquiry);
  inquiry->report.now = vigil_what_if_replay (&inquiry->now, samples, n);
  inquiry->report.then = vigil_what_if_replay (&inquiry->then, samples, n);
  vigil_what_if_compare (&inquiry->now.limit, inquiry->report.now, inquiry->report.then,
                         &inquiry->report.result);
  g_task_return_boolean (task, TRUE);
}

static void
samples_cb (GArray *samples, const GError *error, gpointer data)
{
  Inquiry *inquiry = data;
  g_autoptr (GObject) owner = g_weak_ref_get (&inquiry->owner);
  if (error != NULL || owner == NULL) {
    answer (inquiry, error);
    return;
  }
  inquiry->samples = g_array_ref (samples);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, replayed_cb, NULL);
  g_task_set_task_data (task, inquiry, NULL);
  g_task_run_in_thread (task, replay_thread);
}

void
vigil_station_ask_what_if (VigilStation *self,
                           guint bed,
                           guint hours,
                           const VigilWhatIfSettings *now,
                           const VigilWhatIfSettings *then,
                           VigilWhatIfFunc func,
                           GObject *owner)
{
  g_return_if_fail (VIGIL_IS_STATION (self) && now != NULL && then != NULL && func != NULL);
  g_return_if_fail (G_IS_OBJECT (owner) && hours > 0);
  if (self->store == NULL)
    return;
  const VigilBed *state = vigil_ward_get_bed (self->ward, bed);
  Inquiry *inquiry = g_new0 (Inquiry, 1);
  g_weak_ref_init (&inquiry->station, self);
  g_weak_ref_init (&inquiry->owner, owner);
  inquiry->func = func;
  inquiry->now = *now;
  inquiry->then = *then;
  inquiry->report.to_ms = vigil_clock_now ().wall_ms;
  inquiry->report.from_ms = cut (state, inquiry->report.to_ms - hours * HOUR_MS);
  vigil_text_copy (inquiry->bed, sizeof inquiry->bed, state->id);
  g_snprintf (inquiry->station_prefix, sizeof inquiry->station_prefix, "%s-",
              self->config->station);
  vigil_trends_list (self->store, state->id, get_encounter (state), now->limit.kind,
                     inquiry->report.from_ms, inquiry->report.to_ms + 1000, samples_cb, inquiry);
}
