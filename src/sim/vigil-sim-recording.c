/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sim-recording.h"

#include "vigil-ecg.h"
#include "vigil-sim-filter.h"
#include "vigil-wfdb.h"

#include <math.h>
#include <string.h>

G_DEFINE_QUARK (vigil - sim - error - quark, vigil_sim_error)

/* Monitor bandwidth, standards.md §2. */
#define ECG_LO_HZ 0.5
#define ECG_HI_HZ 40.0

typedef struct {
  const char *label, *refid;
} Name;

/* What PhysioNet's databases call their channels. */
static const Name WAVES[] = {
  { "MLII", "MDC_ECG_ELEC_POTL_II" },  { "II", "MDC_ECG_ELEC_POTL_II" },
  { "I", "MDC_ECG_ELEC_POTL_I" },      { "III", "MDC_ECG_ELEC_POTL_III" },
  { "V", "MDC_ECG_ELEC_POTL_V" },      { "V1", "MDC_ECG_ELEC_POTL_V1" },
  { "V2", "MDC_ECG_ELEC_POTL_V2" },    { "V3", "MDC_ECG_ELEC_POTL_V3" },
  { "V4", "MDC_ECG_ELEC_POTL_V4" },    { "V5", "MDC_ECG_ELEC_POTL_V5" },
  { "V6", "MDC_ECG_ELEC_POTL_V6" },    { "aVR", "MDC_ECG_ELEC_POTL_AVR" },
  { "aVL", "MDC_ECG_ELEC_POTL_AVL" },  { "aVF", "MDC_ECG_ELEC_POTL_AVF" },
  { "AVR", "MDC_ECG_ELEC_POTL_AVR" },  { "AVL", "MDC_ECG_ELEC_POTL_AVL" },
  { "AVF", "MDC_ECG_ELEC_POTL_AVF" },  { "MCL1", "MDC_ECG_ELEC_POTL_MCL" },
  { "MCL", "MDC_ECG_ELEC_POTL_MCL" },  { "ECG", "MDC_ECG_ELEC_POTL" },
  { "PLETH", "MDC_PULS_OXIM_PLETH" },  { "RESP", "MDC_IMPED_TTHOR" },
  { "ABP", "MDC_PRESS_BLD_ART" },      { "ART", "MDC_PRESS_BLD_ART" },
  { "PAP", "MDC_PRESS_BLD_ART_PULM" }, { "CVP", "MDC_PRESS_BLD_VEN_CENT" },
};

static const Name NUMERICS[] = {
  { "HR", "MDC_ECG_HEART_RATE" },
  { "PULSE", "MDC_PULS_OXIM_PULS_RATE" },
  { "RESP", "MDC_RESP_RATE" },
  { "SpO2", "MDC_PULS_OXIM_SAT_O2" },
  { "NBPSys", "MDC_PRESS_BLD_NONINV_SYS" },
  { "NBPDias", "MDC_PRESS_BLD_NONINV_DIA" },
  { "NBPMean", "MDC_PRESS_BLD_NONINV_MEAN" },
};

static const char *
find_name (const Name *names, guint n, const char *label)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (names[i].label, label))
      return names[i].refid;
  return NULL;
}

const char *
vigil_sim_recording_refid (const char *label)
{
  return find_name (WAVES, G_N_ELEMENTS (WAVES), label);
}

static GBytes *
load_file (const char *file, gpointer folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  char *text;
  gsize length;
  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  return g_bytes_new_take (text, length);
}

static VigilWfdbRecord *
read_record (const char *path, const char *suffix, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_strconcat (base, suffix, NULL);
  return vigil_wfdb_record_read (name, load_file, folder, error);
}

/* An uncalibrated ECG is shown as if its swing were that of an ordinary one. */
static void
calibrate_ecg (VigilSimChannel *channel, const char *unit)
{
  double scale = 1;
  if (g_ascii_strcasecmp (unit, "uV") == 0 || g_str_equal (unit, "µV"))
    scale = 0.001;
  else if (g_ascii_strcasecmp (unit, "mV") != 0)
    scale = 1.4
            / fmax (vigil_sim_percentile (channel->samples, channel->n_samples, 0.995)
                        - vigil_sim_percentile (channel->samples, channel->n_samples, 0.005),
                    1e-6);
  for (gsize i = 0; i < channel->n_samples; i++)
    channel->samples[i] = (float) ((double) channel->samples[i] * scale);
}

static void
prepare_samples (VigilSimChannel *channel, const char *unit)
{
  double rate_hz = channel->rate_mhz / 1000.0;
  switch (channel->wave->kind) {
  case VIGIL_WAVE_ECG:
    vigil_sim_filter_band (channel->samples, channel->n_samples, rate_hz, ECG_LO_HZ, ECG_HI_HZ);
    calibrate_ecg (channel, unit);
    break;
  case VIGIL_WAVE_PLETH:
    vigil_sim_filter_band (channel->samples, channel->n_samples, rate_hz, 0.3, 15);
    vigil_sim_normalise (channel->samples, channel->n_samples, 0.1, 0.9);
    break;
  case VIGIL_WAVE_RESP:
    vigil_sim_filter_band (channel->samples, channel->n_samples, rate_hz, 0.05, 3);
    vigil_sim_normalise (channel->samples, channel->n_samples, -0.8, 0.8);
    break;
  case VIGIL_WAVE_PRESSURE:
    vigil_sim_filter_band (channel->samples, channel->n_samples, rate_hz, 0, 20);
    break;
  case VIGIL_WAVE_CO2:
  case VIGIL_WAVE_PACE:
  case VIGIL_WAVE_OTHER:
  default:
    break;
  }
}

/* Arterial pressures differ: the range shown is a round one about what the recording has. */
static void
choose_range (VigilSimChannel *channel)
{
  channel->lo = channel->wave->lo;
  channel->hi = channel->wave->hi;
  if (channel->wave->kind != VIGIL_WAVE_PRESSURE)
    return;
  double lo = vigil_sim_percentile (channel->samples, channel->n_samples, 0.005);
  double hi = vigil_sim_percentile (channel->samples, channel->n_samples, 0.995);
  if (hi - lo < 1)
    return;
  channel->lo = fmax (floor ((lo - 10) / 20) * 20, channel->wave->lo);
  channel->hi = fmin (ceil ((hi + 10) / 20) * 20, channel->wave->hi);
}

static void
take_channel (VigilSimChannel *channel,
              const VigilWfdbRecord *record,
              guint from,
              guint64 first_frame,
              guint64 n_frames)
{
  const VigilWfdbChannel *source = &record->channels[from];
  guint spf = source->samples_per_frame;
  channel->wave = vigil_nomenclature_find_wave (vigil_sim_recording_refid (source->label));
  vigil_text_copy (channel->label, sizeof channel->label, source->label);
  channel->rate_mhz = (guint32) lround (record->frame_hz * spf * 1000);
  channel->n_samples = n_frames * spf;
  channel->samples = g_new (float, channel->n_samples);
  for (gsize i = 0; i < channel->n_samples; i++)
    channel->samples[i] = source->samples[first_frame * spf + i];
  prepare_samples (channel, source->unit);
  choose_range (channel);
}

/* TRUE if the channel is wanted and of a name that is known and not taken yet. */
static gboolean
is_wanted (const VigilSimRecording *recording, const char *label, const char *const *only)
{
  const char *refid = vigil_sim_recording_refid (label);
  if (refid == NULL || vigil_nomenclature_find_wave (refid) == NULL
      || (only != NULL && !g_strv_contains (only, label)))
    return FALSE;
  for (guint i = 0; i < recording->n_channels; i++)
    if (g_str_equal (recording->channels[i].wave->refid, refid))
      return FALSE;
  return recording->n_channels < VIGIL_LEADS_MAX;
}

static void
take_channels (VigilSimRecording *recording,
               const VigilWfdbRecord *record,
               const char *const *only,
               guint64 first_frame,
               guint64 n_frames)
{
  recording->channels = g_new0 (VigilSimChannel, record->n_channels + 1); /* and a pacer's */
  for (guint wanted = 0; only == NULL ? wanted < 1 : only[wanted] != NULL; wanted++)
    for (guint i = 0; i < record->n_channels; i++)
      if ((only == NULL || g_str_equal (only[wanted], record->channels[i].label))
          && is_wanted (recording, record->channels[i].label, only))
        take_channel (&recording->channels[recording->n_channels++], record, i, first_frame,
                      n_frames);
}

static void
take_numerics (VigilSimRecording *recording, const char *path, double from_s)
{
  g_autoptr (VigilWfdbRecord) record = read_record (path, "n", NULL);
  if (record == NULL) /* most recordings have none */
    return;
  recording->numerics = g_new0 (VigilSimRecordedNumeric, record->n_channels);
  for (guint i = 0; i < record->n_channels; i++) {
    const VigilWfdbChannel *channel = &record->channels[i];
    const char *refid = find_name (NUMERICS, G_N_ELEMENTS (NUMERICS), channel->label);
    VigilSimRecordedNumeric *numeric = &recording->numerics[recording->n_numerics];
    if (refid == NULL || !vigil_nomenclature_find_numeric (refid, &numeric->kind))
      continue;
    gsize skip = MIN ((gsize) (from_s * record->frame_hz), channel->n_samples);
    numeric->rate_hz = record->frame_hz;
    numeric->n_samples = channel->n_samples - skip;
    numeric->samples = g_new (float, numeric->n_samples + 1);
    for (gsize k = 0; k < numeric->n_samples; k++)
      numeric->samples[k] = channel->samples[skip + k];
    recording->n_numerics++;
  }
}

gboolean
vigil_sim_recording_get_numeric (const VigilSimRecording *recording,
                                 VigilNumericKind kind,
                                 double t_s,
                                 double *value)
{
  for (guint i = 0; i < recording->n_numerics; i++) {
    const VigilSimRecordedNumeric *numeric = &recording->numerics[i];
    gsize at = (gsize) (t_s * numeric->rate_hz);
    if (numeric->kind != kind || at >= numeric->n_samples)
      continue;
    /* The monitor wrote 0 where it measured nothing. */
    if (!isfinite (numeric->samples[at]) || numeric->samples[at] <= 0)
      return FALSE;
    *value = (double) numeric->samples[at];
    return TRUE;
  }
  return FALSE;
}

static const VigilSimChannel *
first_ecg (const VigilSimRecording *recording)
{
  for (guint i = 0; i < recording->n_channels; i++)
    if (recording->channels[i].wave->kind == VIGIL_WAVE_ECG)
      return &recording->channels[i];
  return NULL;
}

/* Two rounds of the loop: the first is for learning, so that the start has its beats, too. */
void
vigil_sim_recording_find_beats (VigilSimRecording *recording)
{
  const VigilSimChannel *ecg = first_ecg (recording);
  g_clear_pointer (&recording->beats, g_free);
  recording->n_beats = 0;
  if (ecg == NULL || ecg->n_samples == 0)
    return;
  g_autoptr (VigilEcg) detector = vigil_ecg_new (ecg->rate_mhz / 1000.0);
  if (detector == NULL)
    return;
  g_autoptr (GArray) beats = g_array_new (FALSE, FALSE, sizeof (double));
  gsize learning = MIN (ecg->n_samples, (gsize) (ecg->rate_mhz / 1000 * 20));
  for (gsize i = 0; i < learning + ecg->n_samples; i++) {
    VigilEcgBeat beat;
    gsize at = (ecg->n_samples - learning + i) % ecg->n_samples;
    if (vigil_ecg_push (detector, (double) ecg->samples[at], &beat) && beat.sample >= learning) {
      double t = (double) (beat.sample - learning) / (ecg->rate_mhz / 1000.0);
      g_array_append_val (beats, t);
    }
  }
  recording->n_beats = beats->len;
  recording->beats = (double *) (gpointer) g_array_free (g_steal_pointer (&beats), FALSE);
}

static void
mark_spike (VigilSimChannel *channel, guint64 sample, guint64 first_sample)
{
  if (sample >= first_sample && sample - first_sample < channel->n_samples)
    channel->samples[sample - first_sample] = 1;
}

/* A recording whose annotator tells which beats are paced (MIT-BIH's do) replays as a bedside that
 * sees its pacer. Nobody noted the spikes themselves: each is put at its beat. */
static void
take_paced (VigilSimRecording *recording,
            const VigilWfdbRecord *record,
            const char *path,
            guint64 first_frame)
{
  g_autofree char *file = g_strconcat (path, ".atr", NULL);
  g_autofree char *bytes = NULL;
  gsize length;
  const VigilSimChannel *ecg = first_ecg (recording);
  if (ecg == NULL || recording->n_channels >= VIGIL_LEADS_MAX
      || fabs (ecg->rate_mhz / 1000.0 - record->frame_hz) > 1e-3
      || !g_file_get_contents (file, &bytes, &length, NULL))
    return;
  g_autoptr (GArray) all =
      vigil_wfdb_annotations_parse (file, (const guint8 *) bytes, length, NULL);
  VigilSimChannel pacer = { .wave = vigil_nomenclature_find_wave ("VIGIL_ECG_PACE_SPIKE"),
                            .rate_mhz = ecg->rate_mhz,
                            .hi = 1,
                            .n_samples = ecg->n_samples };
  gboolean has_any = FALSE;
  pacer.samples = g_new0 (float, pacer.n_samples);
  for (guint i = 0; all != NULL && i < all->len; i++) {
    const VigilWfdbAnnotation *a = &g_array_index (all, VigilWfdbAnnotation, i);
    if (a->code != VIGIL_WFDB_PACED)
      continue;
    mark_spike (&pacer, a->sample, first_frame);
    has_any = TRUE;
  }
  if (has_any)
    recording->channels[recording->n_channels++] = pacer;
  else
    g_free (pacer.samples);
}

static gboolean
find_slice (const VigilWfdbRecord *record,
            const char *path,
            double from_s,
            double length_s,
            guint64 *first_frame,
            guint64 *n_frames,
            GError **error)
{
  double total_s = (double) record->n_frames / record->frame_hz;
  if (from_s < 0 || from_s >= total_s || length_s < 0 || from_s + length_s > total_s + 1e-6) {
    g_set_error (error, VIGIL_SIM_ERROR, VIGIL_SIM_ERROR_RECORD,
                 "%s: %g s from %g s is not within its %.1f s", path, length_s, from_s, total_s);
    return FALSE;
  }
  *first_frame = (guint64) (from_s * record->frame_hz);
  *n_frames = length_s > 0 ? (guint64) (length_s * record->frame_hz) : record->n_frames;
  *n_frames = MIN (*n_frames, record->n_frames - *first_frame);
  return TRUE;
}

VigilSimRecording *
vigil_sim_recording_load (
    const char *path, double from_s, double length_s, const char *const *only, GError **error)
{
  guint64 first_frame, n_frames;
  g_autoptr (VigilWfdbRecord) record = read_record (path, "", error);
  if (record == NULL
      || !find_slice (record, path, from_s, length_s, &first_frame, &n_frames, error))
    return NULL;
  g_autoptr (VigilSimRecording) recording = g_new0 (VigilSimRecording, 1);
  vigil_text_copy (recording->name, sizeof recording->name, record->name);
  recording->length_s = (double) n_frames / record->frame_hz;
  take_channels (recording, record, only, first_frame, n_frames);
  if (recording->n_channels == 0 || recording->length_s < 2) {
    g_set_error (error, VIGIL_SIM_ERROR, VIGIL_SIM_ERROR_RECORD, "%s: %s", path,
                 recording->n_channels == 0 ? "no channel of a known name" : "shorter than 2 s");
    return NULL;
  }
  take_paced (recording, record, path, first_frame);
  take_numerics (recording, path, from_s);
  vigil_sim_recording_find_beats (recording);
  return g_steal_pointer (&recording);
}

void
vigil_sim_recording_free (VigilSimRecording *recording)
{
  if (recording == NULL)
    return;
  for (guint i = 0; i < recording->n_channels; i++)
    g_free (recording->channels[i].samples);
  for (guint i = 0; i < recording->n_numerics; i++)
    g_free (recording->numerics[i].samples);
  g_free (recording->channels);
  g_free (recording->numerics);
  g_free (recording->beats);
  g_free (recording);
}
