/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A WFDB recording made ready for replay as a loop: its channels named by the contract's reference
 * ids, in the units of the wire, ECG filtered as a monitor does, and its beats found once in
 * advance. Gaps stay gaps. Read-only once made; shared by beds. */

#include "vigil-nomenclature.h"

G_BEGIN_DECLS

#define VIGIL_SIM_ERROR (vigil_sim_error_quark ())
GQuark vigil_sim_error_quark (void);

typedef enum {
  VIGIL_SIM_ERROR_SCENARIO, /* a line of a scenario */
  VIGIL_SIM_ERROR_RECORD, /* a recording that cannot be used */
  VIGIL_SIM_ERROR_OPTION, /* a command line that makes no sense */
} VigilSimError;

typedef struct {
  const VigilWaveInfo *wave;
  char label[16]; /* as in the header: "MLII" */
  guint32 rate_mhz;
  double lo, hi; /* what is worth showing, in the wire's unit */
  gsize n_samples;
  float *samples; /* NaN = gap */
} VigilSimChannel;

/* Numbers that came with the recording (mimic's n records), held from one to the next. */
typedef struct {
  VigilNumericKind kind;
  double rate_hz;
  gsize n_samples;
  float *samples;
} VigilSimRecordedNumeric;

typedef struct {
  char name[64];
  double length_s; /* of the loop */
  guint n_channels;
  VigilSimChannel *channels;
  guint n_beats;
  double *beats; /* s within the loop, of the first ECG; may be none */
  guint n_numerics;
  VigilSimRecordedNumeric *numerics;
} VigilSimRecording;

/* Reads @path (a record's path without ".hea"), @from_s into it, @length_s of it (0 = to its end).
 * @only: names of channels to take, in order, NULL = all that are known. */
VigilSimRecording *vigil_sim_recording_load (const char *path,
                                             double from_s,
                                             double length_s,
                                             const char *const *only,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
void vigil_sim_recording_free (VigilSimRecording *recording);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilSimRecording, vigil_sim_recording_free)

/* Finds the beats of the first ECG channel again; after its samples were changed. */
void vigil_sim_recording_find_beats (VigilSimRecording *recording);
/* The numeric at @t_s of the loop. FALSE: none was recorded. */
gboolean vigil_sim_recording_get_numeric (const VigilSimRecording *recording,
                                          VigilNumericKind kind,
                                          double t_s,
                                          double *value);
/* The reference id for a channel's name in a header ("MLII", "ABP"), NULL = not known. */
const char *vigil_sim_recording_refid (const char *label);

G_END_DECLS
