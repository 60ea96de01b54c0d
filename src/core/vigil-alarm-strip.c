/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-alarm-strip.h"

#include <math.h>

/* Waves come within a second or two; what is not there then will not come. */
#define WAIT_US (G_GINT64_CONSTANT (1000) * (VIGIL_ALARM_STRIP_AFTER_MS + 4000))

typedef struct {
  gint64 noted_us; /* mono; 0 = nothing is waited for */
  VigilAlarmStrip strip;
  VigilNumericKind about; /* what the alarm judges; VIGIL_N_NUMERICS = the rhythm */
} Waiting;

typedef struct {
  char encounter[VIGIL_UUID_SIZE]; /* who lay in the bed at the last tick, "" = unknown */
  GPtrArray *strips; /* VigilAlarmStrip, newest first; owned */
  Waiting waiting[VIGIL_ALARM_STRIPS_PER_BED];
} Page;

struct _VigilStripBook {
  guint n_beds;
  Page *pages;
};

static void
strip_free (gpointer data)
{
  VigilAlarmStrip *strip = data;
  for (guint i = 0; i < strip->n_leads; i++)
    g_free (strip->leads[i].samples);
  g_free (strip);
}

VigilStripBook *
vigil_strip_book_new (guint n_beds)
{
  VigilStripBook *book = g_new0 (VigilStripBook, 1);
  book->n_beds = n_beds;
  book->pages = g_new0 (Page, MAX (n_beds, 1));
  for (guint i = 0; i < n_beds; i++)
    book->pages[i].strips = g_ptr_array_new_with_free_func (strip_free);
  return book;
}

void
vigil_strip_book_free (VigilStripBook *book)
{
  if (book == NULL)
    return;
  for (guint i = 0; i < book->n_beds; i++)
    g_ptr_array_unref (book->pages[i].strips);
  g_free (book->pages);
  g_free (book);
}

static gboolean
is_of (const VigilAlarmStrip *strip, const VigilAlarm *alarm)
{
  return strip->raised_ms == alarm->raised_ms && g_str_equal (strip->key, alarm->key);
}

static gboolean
is_known (const Page *page, const VigilAlarm *alarm)
{
  for (guint i = 0; i < G_N_ELEMENTS (page->waiting); i++) {
    if (page->waiting[i].noted_us != 0 && is_of (&page->waiting[i].strip, alarm))
      return TRUE;
  }
  for (guint i = 0; i < page->strips->len; i++) {
    if (is_of (page->strips->pdata[i], alarm))
      return TRUE;
  }
  return FALSE;
}

void
vigil_strip_book_note (VigilStripBook *book, guint bed, const VigilAlarm *alarm, VigilNow now)
{
  g_return_if_fail (book != NULL && alarm != NULL);
  if (bed >= book->n_beds || alarm->kind != VIGIL_ALARM_PHYSIOLOGICAL
      || is_known (&book->pages[bed], alarm))
    return;
  Page *page = &book->pages[bed];
  /* A free place, or that of the one waited for the longest: the newest alarms are read. */
  Waiting *place = &page->waiting[0];
  for (guint i = 1; i < G_N_ELEMENTS (page->waiting); i++) {
    if (page->waiting[i].noted_us < place->noted_us)
      place = &page->waiting[i];
  }
  *place = (Waiting){ .noted_us = MAX (now.mono_us, 1), .about = VIGIL_N_NUMERICS };
  vigil_text_copy (place->strip.key, sizeof place->strip.key, alarm->key);
  vigil_text_copy (place->strip.label, sizeof place->strip.label, alarm->label);
  vigil_text_copy (place->strip.encounter, sizeof place->strip.encounter, alarm->encounter);
  place->strip.priority = alarm->priority;
  place->strip.raised_ms = alarm->raised_ms;
  place->strip.start_ms = alarm->raised_ms - VIGIL_ALARM_STRIP_BEFORE_MS;
  place->strip.length_ms = VIGIL_ALARM_STRIP_BEFORE_MS + VIGIL_ALARM_STRIP_AFTER_MS;
  vigil_nomenclature_find_numeric (alarm->src, &place->about);
}

/* The wave that shows what a number measures; OTHER = the ECG alone does. */
static VigilWaveKind
get_wave_of (VigilNumericKind about)
{
  switch (about) {
  case VIGIL_NUMERIC_RR:
    return VIGIL_WAVE_RESP;
  case VIGIL_NUMERIC_ETCO2:
    return VIGIL_WAVE_CO2;
  case VIGIL_NUMERIC_ART_SYS:
  case VIGIL_NUMERIC_ART_DIA:
  case VIGIL_NUMERIC_ART_MEAN:
  case VIGIL_NUMERIC_PAP_MEAN:
  case VIGIL_NUMERIC_CVP_MEAN:
  case VIGIL_NUMERIC_ICP:
    return VIGIL_WAVE_PRESSURE;
  case VIGIL_NUMERIC_HR:
  case VIGIL_NUMERIC_SPO2:
  case VIGIL_NUMERIC_PR:
  case VIGIL_NUMERIC_NIBP_SYS:
  case VIGIL_NUMERIC_NIBP_DIA:
  case VIGIL_NUMERIC_NIBP_MEAN:
  case VIGIL_NUMERIC_TEMP:
  case VIGIL_NUMERIC_PVC_RATE:
  case VIGIL_NUMERIC_PERF_INDEX:
  case VIGIL_NUMERIC_GLUCOSE:
  case VIGIL_N_NUMERICS:
  default:
    return VIGIL_WAVE_PLETH;
  }
}

/* The second wave: what the alarm is about, else one that shows whether blood flows. */
static const VigilLead *
find_second (const VigilBed *bed, VigilNumericKind about)
{
  const VigilWaveKind kinds[] = { get_wave_of (about), VIGIL_WAVE_PLETH, VIGIL_WAVE_PRESSURE,
                                  VIGIL_WAVE_RESP };
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    const VigilLead *lead = vigil_bed_find_lead (bed, kinds[i]);
    if (lead != NULL)
      return lead;
  }
  return NULL;
}

static gboolean
has_come (const VigilLead *lead, const VigilAlarmStrip *strip)
{
  gint64 end_ms = strip->start_ms + strip->length_ms;
  return lead == NULL || vigil_trace_get_end_us (&lead->trace) >= end_ms * 1000;
}

/* Copies what @lead did; FALSE if nothing of it came in that time. */
static gboolean
take_lead (VigilAlarmStrip *strip, const VigilLead *lead)
{
  if (lead == NULL || strip->n_leads == G_N_ELEMENTS (strip->leads))
    return FALSE;
  const VigilTrace *trace = &lead->trace;
  gint64 first = (gint64) ceil (vigil_trace_index_at (trace, strip->start_ms * 1000));
  guint n = (guint) (strip->length_ms * trace->rate_hz / 1000);
  g_autofree float *samples = g_new (float, MAX (n, 1));
  gboolean has_any = FALSE;
  for (guint i = 0; i < n; i++) {
    samples[i] = vigil_trace_get (trace, first + i);
    has_any |= !isnan (samples[i]);
  }
  if (!has_any)
    return FALSE;
  strip->leads[strip->n_leads++] = (VigilAlarmStripLead){
    .lead = lead->lead,
    .kind = lead->kind,
    .rate_hz = trace->rate_hz,
    .n = n,
    .samples = g_steal_pointer (&samples),
  };
  return TRUE;
}

static gboolean
take (Page *page, Waiting *waiting, const VigilBed *bed)
{
  VigilAlarmStrip strip = waiting->strip;
  gboolean has_any = take_lead (&strip, vigil_bed_find_lead (bed, VIGIL_WAVE_ECG));
  has_any |= take_lead (&strip, find_second (bed, waiting->about));
  waiting->noted_us = 0;
  if (!has_any)
    return FALSE;
  VigilAlarmStrip *kept = g_new (VigilAlarmStrip, 1);
  *kept = strip;
  g_ptr_array_insert (page->strips, 0, kept);
  if (page->strips->len > VIGIL_ALARM_STRIPS_PER_BED)
    g_ptr_array_set_size (page->strips, VIGIL_ALARM_STRIPS_PER_BED);
  return TRUE;
}

/* A strip is of the patient who lay there; a name that only becomes known changes nothing. */
static gboolean
turn_page (VigilStripBook *book, guint index, const VigilBed *bed)
{
  Page *page = &book->pages[index];
  gboolean had_any = page->strips->len > 0;
  if (g_str_equal (page->encounter, bed->identity.encounter))
    return FALSE;
  if (page->encounter[0] != '\0')
    vigil_strip_book_forget (book, index);
  vigil_text_copy (page->encounter, sizeof page->encounter, bed->identity.encounter);
  return had_any && page->strips->len == 0;
}

static gboolean
take_due (Page *page, const VigilBed *bed, gint64 mono_us)
{
  gboolean has_new = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (page->waiting); i++) {
    Waiting *waiting = &page->waiting[i];
    if (waiting->noted_us == 0)
      continue;
    gboolean is_whole = has_come (vigil_bed_find_lead (bed, VIGIL_WAVE_ECG), &waiting->strip)
                        && has_come (find_second (bed, waiting->about), &waiting->strip);
    if (is_whole || mono_us - waiting->noted_us >= WAIT_US)
      has_new |= take (page, waiting, bed);
  }
  return has_new;
}

gboolean
vigil_strip_book_tick (VigilStripBook *book, const VigilWard *ward, VigilNow now)
{
  gboolean has_changed = FALSE;
  g_return_val_if_fail (book != NULL && ward != NULL, FALSE);
  for (guint i = 0; i < MIN (book->n_beds, vigil_ward_get_n_beds (ward)); i++) {
    const VigilBed *bed = vigil_ward_get_bed (ward, i);
    has_changed |= turn_page (book, i, bed);
    has_changed |= take_due (&book->pages[i], bed, now.mono_us);
  }
  return has_changed;
}

void
vigil_strip_book_forget (VigilStripBook *book, guint bed)
{
  g_return_if_fail (book != NULL);
  if (bed >= book->n_beds)
    return;
  g_ptr_array_set_size (book->pages[bed].strips, 0);
  for (guint i = 0; i < G_N_ELEMENTS (book->pages[bed].waiting); i++)
    book->pages[bed].waiting[i].noted_us = 0;
}

guint
vigil_strip_book_get_n (const VigilStripBook *book, guint bed)
{
  g_return_val_if_fail (book != NULL, 0);
  return bed < book->n_beds ? book->pages[bed].strips->len : 0;
}

const VigilAlarmStrip *
vigil_strip_book_get (const VigilStripBook *book, guint bed, guint index)
{
  return index < vigil_strip_book_get_n (book, bed) ? book->pages[bed].strips->pdata[index] : NULL;
}
