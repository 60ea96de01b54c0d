/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The beat detector: a stream of ECG samples in, the times of its QRS complexes out. Band-pass,
 * slope, 80 ms average, thresholds that follow signal and noise, a T-wave rule and a search back,
 * after Pan and Tompkins (IEEE Trans Biomed Eng 1985;32:230) and Hamilton (Comput Cardiol
 * 2002;29:101). One lead, 100 to 1000 Hz. A beat is reported 0.25 to 0.4 s after its R wave, or up
 * to two R-R intervals later when it is found by searching back. One thread per detector. */

#include <glib.h>

G_BEGIN_DECLS

#define VIGIL_ECG_RATE_MIN 100.0
#define VIGIL_ECG_RATE_MAX 1000.0

typedef struct _VigilEcg VigilEcg;

typedef struct {
  guint64 sample; /* of the R wave, counted from the first sample pushed */
  double amplitude_mv; /* peak to peak within 100 ms of it */
} VigilEcgBeat;

/* NULL if @rate_hz is out of bounds. */
VigilEcg *vigil_ecg_new (double rate_hz) G_GNUC_WARN_UNUSED_RESULT;
void vigil_ecg_free (VigilEcg *ecg);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilEcg, vigil_ecg_free)

/* Takes one sample in mV, NaN for one that was never taken: a gap longer than 0.2 s starts learning
 * anew. TRUE: @beat is the next one; beats come in order of time. */
gboolean vigil_ecg_push (VigilEcg *ecg, double mv, VigilEcgBeat *beat);

G_END_DECLS
