/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The ISO/IEEE 11073-10101 reference ids that Vigil knows: numerics, waves and alarm events, with
 * unit, range, label and, for events, what kind of alarm they are (standards.md §3).
 * Static tables; any thread. */

#include "vigil-types.h"

G_BEGIN_DECLS

/* Aliased reference ids (contract.md, "Source aliases") map to one of these. */
typedef enum {
  VIGIL_NUMERIC_HR,
  VIGIL_NUMERIC_SPO2,
  VIGIL_NUMERIC_PR,
  VIGIL_NUMERIC_RR,
  VIGIL_NUMERIC_NIBP_SYS,
  VIGIL_NUMERIC_NIBP_DIA,
  VIGIL_NUMERIC_NIBP_MEAN,
  VIGIL_NUMERIC_ART_SYS,
  VIGIL_NUMERIC_ART_DIA,
  VIGIL_NUMERIC_ART_MEAN,
  VIGIL_NUMERIC_PAP_MEAN,
  VIGIL_NUMERIC_CVP_MEAN,
  VIGIL_NUMERIC_ICP,
  VIGIL_NUMERIC_TEMP,
  VIGIL_NUMERIC_ETCO2,
  VIGIL_NUMERIC_PVC_RATE,
  VIGIL_NUMERIC_PERF_INDEX,
  VIGIL_NUMERIC_GLUCOSE,
  VIGIL_N_NUMERICS,
} VigilNumericKind;

typedef enum {
  VIGIL_WAVE_ECG,
  VIGIL_WAVE_PLETH,
  VIGIL_WAVE_RESP,
  VIGIL_WAVE_PRESSURE,
  VIGIL_WAVE_CO2,
  VIGIL_WAVE_PACE, /* no wave: 1 where the bedside saw a pacer's spike (contract.md, "Wave block")
                    */
  VIGIL_WAVE_OTHER,
} VigilWaveKind;

typedef struct {
  const char *refid; /* the primary one */
  guint32 code; /* context-free, partition × 65536 + base */
  const char *unit_refid;
  const char *unit; /* canonical, as shown: "/min", "%", "mmHg", "°C" */
  const char *label; /* as shown: "HR", "SpO2" */
  double lo, hi; /* what can be true; outside it is refused, in the canonical unit */
  guint decimals;
} VigilNumericInfo;

typedef struct {
  const char *refid;
  guint32 code;
  VigilWaveKind kind;
  const char *label; /* "II", "Pleth" */
  const char *unit; /* "mV", "1", "mmHg" */
  double lo, hi; /* the range shown when the meta gives none, in @unit */
} VigilWaveInfo;

/* How an event forms the second to fifth part of an alarm key. */
typedef struct {
  const char *refid;
  guint32 code;
  const char *key_class; /* "limit", "leads-off", "probe-off" or the reference id itself */
  const char *key_source; /* fixed source, or NULL: the alarm's own src */
  const char *key_side; /* "lo", "hi" or "" */
  guint key_level; /* 1, 2 = fixed; 0 = by priority for a limit, none for the rest */
  VigilPriority priority; /* default, standards.md §3.2 */
  VigilAlarmKind kind;
  gboolean latching; /* asystole, VF, VT, extreme brady and tachy, apnoea (ux.md) */
  const char *label; /* "ASYSTOLE", "VF", … as shown; never translated in core */
} VigilEventInfo;

/* Never NULL for a kind in range. */
const VigilNumericInfo *vigil_nomenclature_numeric (VigilNumericKind kind);
/* FALSE if @refid is none that Vigil knows; aliases are followed. */
gboolean vigil_nomenclature_find_numeric (const char *refid, VigilNumericKind *kind);
/* Converts @value of @unit ("mmHg", "MDC_DIM_MMHG", "kPa", "F" …) to the canonical unit of @kind.
 * NULL @unit is the canonical one. FALSE, @value untouched: unknown unit for this kind. */
gboolean vigil_nomenclature_convert (VigilNumericKind kind, const char *unit, double *value);
/* NULL if unknown. */
const VigilWaveInfo *vigil_nomenclature_find_wave (const char *refid);
/* By what to multiply a sample of @unit ("uV", "MDC_DIM_MICRO_VOLT") to have it in @wave's unit.
 * FALSE, @factor untouched: unknown unit for this wave. */
gboolean
vigil_nomenclature_wave_factor (const VigilWaveInfo *wave, const char *unit, double *factor);
/* NULL if unknown. */
const VigilEventInfo *vigil_nomenclature_find_event (const char *refid);
/* The one name of a source for alarm keys: aliases of numerics and waves are followed, an unknown
 * reference id is returned as it is. @refid may be NULL or "": returns "". Lent. */
const char *vigil_nomenclature_canonical_source (const char *refid);

/* Builds the key of an alarm into @out of VIGIL_KEY_MAX bytes (contract.md, "Which alarms are the
 * same"): always five parts, of which source, side and level may be empty, as in
 * "07|limit|MDC_PULS_OXIM_SAT_O2|lo|2", "07|leads-off|ecg||", "07|MDC_EVT_APNEA|MDC_RESP_RATE||",
 * "|VIGIL_EVT_LINK_LOST|||". @src may be NULL. @bed may be "" for alarms without a bed. */
void vigil_nomenclature_make_key (const char *bed,
                                  const char *code,
                                  const char *src,
                                  VigilPriority priority,
                                  char out[VIGIL_KEY_MAX]);

G_END_DECLS
