/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-load.h"

#include "vigil-drill.h"

typedef struct {
  gint64 from_ms, to_ms;
} Span;

/* The newest alarms of one bed, for the crowded time. */
typedef struct {
  guint bed; /* index in the counts */
  gint64 times_ms[VIGIL_LOAD_CROWDED];
  guint n, next;
  gint64 crowded_until_ms;
} Window;

struct _VigilLoad {
  VigilLoadResult result;
  gboolean is_finished;
  GArray *runs; /* Span, rising and apart */
  GArray *beds, *kinds; /* VigilLoadCount */
  GHashTable *bed_indices, *kind_indices; /* name → index + 1 */
  GPtrArray *windows; /* Window by index of the bed; NULL = none yet */
  GArray *delays[VIGIL_LOAD_PRIORITIES]; /* gint64; NONE = all */
};

VigilLoad *
vigil_load_new (const VigilLoadPeriod *period)
{
  g_return_val_if_fail (period != NULL && period->until_ms > period->since_ms, NULL);
  g_return_val_if_fail (period->n_days >= 1 && period->n_days <= VIGIL_LOAD_DAYS_MAX, NULL);
  VigilLoad *load = g_new0 (VigilLoad, 1);
  load->result.period = *period;
  load->runs = g_array_new (FALSE, FALSE, sizeof (Span));
  load->beds = g_array_new (FALSE, TRUE, sizeof (VigilLoadCount));
  load->kinds = g_array_new (FALSE, TRUE, sizeof (VigilLoadCount));
  load->bed_indices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  load->kind_indices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  load->windows = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < VIGIL_LOAD_PRIORITIES; i++)
    load->delays[i] = g_array_new (FALSE, FALSE, sizeof (gint64));
  return load;
}

void
vigil_load_free (VigilLoad *load)
{
  if (load == NULL)
    return;
  g_array_unref (load->runs);
  g_array_unref (load->beds);
  g_array_unref (load->kinds);
  g_hash_table_unref (load->bed_indices);
  g_hash_table_unref (load->kind_indices);
  g_ptr_array_unref (load->windows);
  for (guint i = 0; i < VIGIL_LOAD_PRIORITIES; i++)
    g_array_unref (load->delays[i]);
  g_free (load);
}

const VigilLoadPeriod *
vigil_load_get_period (const VigilLoad *load)
{
  g_return_val_if_fail (load != NULL, NULL);
  return &load->result.period;
}

void
vigil_load_set_known_since (VigilLoad *load, gint64 wall_ms)
{
  g_return_if_fail (load != NULL);
  load->result.known_since_ms = wall_ms;
}

/* Runs. */

void
vigil_load_add_run (VigilLoad *load, gint64 from_ms, gint64 to_ms)
{
  g_return_if_fail (load != NULL && !load->is_finished);
  const VigilLoadPeriod *period = &load->result.period;
  Span run = { MAX (from_ms, period->since_ms), MIN (to_ms, period->until_ms) };
  if (load->runs->len > 0) {
    const Span *last = &g_array_index (load->runs, Span, load->runs->len - 1);
    run.from_ms = MAX (run.from_ms, last->to_ms);
  }
  if (run.to_ms <= run.from_ms)
    return;
  g_array_append_val (load->runs, run);
  load->result.observed_ms += run.to_ms - run.from_ms;
}

/* How much of [@from_ms, @to_ms[ was observed. */
static gint64
measure_observed (const VigilLoad *load, gint64 from_ms, gint64 to_ms)
{
  gint64 observed_ms = 0;
  for (guint i = 0; i < load->runs->len; i++) {
    const Span *run = &g_array_index (load->runs, Span, i);
    gint64 begin_ms = MAX (from_ms, run->from_ms);
    gint64 end_ms = MIN (to_ms, run->to_ms);
    if (end_ms > begin_ms)
      observed_ms += end_ms - begin_ms;
  }
  return observed_ms;
}

/* Counts. */

static guint
obtain_count (GArray *counts, GHashTable *indices, const char *name)
{
  const char *known = counts->len < VIGIL_LOAD_NAMES_MAX - 1 ? name : "";
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (indices, name));
  if (index == 0)
    index = GPOINTER_TO_UINT (g_hash_table_lookup (indices, known));
  if (index != 0)
    return index - 1;
  VigilLoadCount count = { 0 };
  vigil_text_copy (count.name, sizeof count.name, known);
  g_array_append_val (counts, count);
  g_hash_table_insert (indices, g_strdup (known), GUINT_TO_POINTER (counts->len));
  return counts->len - 1;
}

static guint
find_day (const VigilLoadPeriod *period, gint64 wall_ms)
{
  guint day = 0;
  while (day + 1 < period->n_days && wall_ms >= period->day_starts_ms[day + 1])
    day++;
  return day;
}

static void
count_kind (VigilLoad *load, const VigilOccurrence *occurrence)
{
  char name[VIGIL_KEY_MAX];
  vigil_occurrence_copy_kind (occurrence, name);
  guint index = obtain_count (load->kinds, load->kind_indices, name);
  VigilLoadCount *kind = &g_array_index (load->kinds, VigilLoadCount, index);
  vigil_text_copy (kind->code, sizeof kind->code, occurrence->code);
  vigil_text_copy (kind->label, sizeof kind->label, occurrence->label);
  kind->n++;
  kind->n_by_priority[occurrence->priority]++;
}

static void
count_silence (VigilLoad *load, const VigilOccurrence *occurrence)
{
  if (occurrence->silenced_by_kind == VIGIL_SILENCED_NOT || occurrence->after_ms < 0)
    return;
  g_array_append_val (load->delays[VIGIL_PRIORITY_NONE], occurrence->after_ms);
  if (occurrence->priority != VIGIL_PRIORITY_NONE)
    g_array_append_val (load->delays[occurrence->priority], occurrence->after_ms);
}

static void
count (VigilLoad *load, const VigilOccurrence *occurrence, guint bed_index)
{
  VigilLoadResult *result = &load->result;
  VigilLoadCount *bed = &g_array_index (load->beds, VigilLoadCount, bed_index);
  guint day = find_day (&result->period, occurrence->seen_ms);
  result->n++;
  result->n_by_priority[occurrence->priority]++;
  result->n_by_day[day][occurrence->priority]++;
  if (occurrence->kind == VIGIL_ALARM_TECHNICAL)
    result->n_technical++;
  else
    result->n_physiological++;
  if (occurrence->was_unanswered)
    result->n_unanswered++;
  bed->n++;
  bed->n_by_priority[occurrence->priority]++;
  bed->n_by_day[day]++;
  count_kind (load, occurrence);
  count_silence (load, occurrence);
}

/* Crowded time. */

static Window *
obtain_window (VigilLoad *load, guint bed)
{
  while (load->windows->len <= bed)
    g_ptr_array_add (load->windows, NULL);
  if (load->windows->pdata[bed] == NULL)
    load->windows->pdata[bed] = g_new0 (Window, 1);
  return load->windows->pdata[bed];
}

/* With this one the bed has had 80: it is crowded until the first of them is 120 min ago. */
static void
crowd (VigilLoad *load, guint bed, gint64 wall_ms)
{
  Window *window = obtain_window (load, bed);
  window->times_ms[window->next] = wall_ms;
  window->next = (window->next + 1) % VIGIL_LOAD_CROWDED;
  window->n = MIN (window->n + 1, VIGIL_LOAD_CROWDED);
  if (window->n < VIGIL_LOAD_CROWDED)
    return;
  gint64 until_ms = window->times_ms[window->next] + VIGIL_LOAD_WINDOW_MS;
  gint64 from_ms = MAX (wall_ms, window->crowded_until_ms);
  if (until_ms <= from_ms)
    return;
  VigilLoadCount *count = &g_array_index (load->beds, VigilLoadCount, bed);
  count->crowded_ms += measure_observed (load, from_ms, until_ms);
  window->crowded_until_ms = until_ms;
}

void
vigil_load_add (VigilLoad *load, const VigilOccurrence *occurrence)
{
  g_return_if_fail (load != NULL && !load->is_finished && occurrence != NULL);
  const VigilLoadPeriod *period = &load->result.period;
  gint64 seen_ms = occurrence->seen_ms;
  if (vigil_drill_is_key (occurrence->key))
    return;
  if (seen_ms < period->since_ms - VIGIL_LOAD_WINDOW_MS || seen_ms >= period->until_ms)
    return;
  guint bed = obtain_count (load->beds, load->bed_indices, occurrence->bed);
  if (occurrence->bed[0] != '\0')
    crowd (load, bed, seen_ms);
  if (seen_ms >= period->since_ms)
    count (load, occurrence, bed);
}

/* The end. */

static gint
compare_counts (gconstpointer a, gconstpointer b)
{
  const VigilLoadCount *first = a, *second = b;
  if (first->n != second->n)
    return first->n > second->n ? -1 : 1;
  return g_strcmp0 (first->name, second->name);
}

static gint
compare_delays (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;
  return (first > second) - (first < second);
}

static VigilLoadSilences
measure_silences (GArray *delays)
{
  VigilLoadSilences silences = { .n = delays->len, .median_ms = -1, .p90_ms = -1 };
  if (delays->len == 0)
    return silences;
  g_array_sort (delays, compare_delays);
  gint64 low = g_array_index (delays, gint64, (delays->len - 1) / 2);
  gint64 high = g_array_index (delays, gint64, delays->len / 2);
  silences.median_ms = low + (high - low) / 2;
  /* Nearest rank: the ⌈0.9 n⌉th. */
  silences.p90_ms = g_array_index (delays, gint64, (delays->len * 9 + 9) / 10 - 1);
  return silences;
}

static void
drop_empty (GArray *counts)
{
  for (guint i = counts->len; i > 0; i--) {
    const VigilLoadCount *count = &g_array_index (counts, VigilLoadCount, i - 1);
    if (count->n == 0 && count->crowded_ms == 0)
      g_array_remove_index_fast (counts, i - 1);
  }
}

static double
measure_share (const VigilLoad *load)
{
  const VigilLoadResult *result = &load->result;
  if (result->observed_ms == 0 || result->period.n_beds == 0)
    return -1;
  double crowded_ms = 0;
  for (guint i = 0; i < load->beds->len; i++)
    crowded_ms += (double) g_array_index (load->beds, VigilLoadCount, i).crowded_ms;
  double bed_ms = (double) result->observed_ms * result->period.n_beds;
  /* Beds that have left the wall since are counted, too, so that nothing is hidden. */
  return MIN (crowded_ms / bed_ms, 1);
}

void
vigil_load_finish (VigilLoad *load)
{
  g_return_if_fail (load != NULL && !load->is_finished);
  VigilLoadResult *result = &load->result;
  load->is_finished = TRUE;
  result->crowded_share = measure_share (load);
  for (guint i = 0; i < VIGIL_LOAD_PRIORITIES; i++)
    result->silences[i] = measure_silences (load->delays[i]);
  drop_empty (load->beds);
  g_array_sort (load->beds, compare_counts);
  g_array_sort (load->kinds, compare_counts);
  result->beds = &g_array_index (load->beds, VigilLoadCount, 0);
  result->n_beds = load->beds->len;
  result->kinds = &g_array_index (load->kinds, VigilLoadCount, 0);
  result->n_kinds = load->kinds->len;
}

const VigilLoadResult *
vigil_load_get_result (const VigilLoad *load)
{
  g_return_val_if_fail (load != NULL && load->is_finished, NULL);
  return &load->result;
}
