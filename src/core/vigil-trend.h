/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What is kept of the numbers: samples as they came in, about one a second, and minutes of them
 * (lowest, mean, highest); and both as packed bytes for a disk, read back with every length
 * checked. Values; any thread. */

#include "vigil-nomenclature.h"

G_BEGIN_DECLS

typedef struct {
  gint64 t_ms; /* wall time of receipt */
  double value; /* canonical unit; 0 if there is none */
  VigilQuality quality;
  gboolean has_value; /* FALSE: from here on not measured, until the next sample */
  gboolean is_blocked; /* the station did not judge it: ECG leads off */
  gboolean is_bedside; /* the bedside judged it: its list was fresh and this limit on */
  gint64 age_ms; /* a reading of its own (cuff): how old it was at receipt; −1 = no such */
} VigilTrendSample;

typedef struct {
  gint64 t_ms; /* where the minute begins */
  double min, mean, max; /* to the hundredth */
  guint n; /* values in it */
  gboolean is_questionable; /* at least one of them was */
} VigilTrendMinute;

/* A gap of a series that comes each second is longer than this. */
#define VIGIL_TREND_GAP_MS 5000
#define VIGIL_TREND_MINUTE_MS 60000

/* TRUE if @sample is a number that a nurse was shown. */
gboolean vigil_trend_is_number (const VigilTrendSample *sample);

/* @n samples, oldest first, as bytes: exact to the millisecond and to the last bit of the value. */
GBytes *vigil_trend_pack (const VigilTrendSample *samples, guint n) G_GNUC_WARN_UNUSED_RESULT;
/* Appends what @size bytes at @data hold to @samples (VigilTrendSample). FALSE: damaged; what could
 * be read before the damage is there. */
gboolean vigil_trend_unpack (const guint8 *data, gsize size, GArray *samples);

/* Adds the numbers of @samples to @minutes (VigilTrendMinute), joining its last minute. */
void vigil_trend_fold (GArray *minutes, const VigilTrendSample *samples, guint n);
/* Adds one minute, which may be the last one of @minutes once more. */
void vigil_trend_add_minute (GArray *minutes, const VigilTrendMinute *minute);
GBytes *vigil_trend_pack_minutes (const VigilTrendMinute *minutes,
                                  guint n) G_GNUC_WARN_UNUSED_RESULT;
gboolean vigil_trend_unpack_minutes (const guint8 *data, gsize size, GArray *minutes);

G_END_DECLS
