/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-nomenclature.h"

#include <stdlib.h>
#include <string.h>

/* Numbers: standards.md §3.1. Ranges are what a working sensor can report on a living or dying
 * patient, not what is normal: what lies outside is a fault of the wire, never shown. */
static const VigilNumericInfo NUMERICS[VIGIL_N_NUMERICS] = {
  [VIGIL_NUMERIC_HR] = { "MDC_ECG_HEART_RATE", 147842, "MDC_DIM_BEAT_PER_MIN", "/min", "HR", 0, 350,
                         0 },
  [VIGIL_NUMERIC_SPO2] = { "MDC_PULS_OXIM_SAT_O2", 150456, "MDC_DIM_PERCENT", "%", "SpO2", 0, 100,
                           0 },
  [VIGIL_NUMERIC_PR] = { "MDC_PULS_OXIM_PULS_RATE", 149530, "MDC_DIM_BEAT_PER_MIN", "/min", "PR", 0,
                         350, 0 },
  [VIGIL_NUMERIC_RR] = { "MDC_RESP_RATE", 151562, "MDC_DIM_RESP_PER_MIN", "/min", "RR", 0, 200, 0 },
  [VIGIL_NUMERIC_NIBP_SYS] = { "MDC_PRESS_BLD_NONINV_SYS", 150021, "MDC_DIM_MMHG", "mmHg",
                               "NIBP sys", 0, 350, 0 },
  [VIGIL_NUMERIC_NIBP_DIA] = { "MDC_PRESS_BLD_NONINV_DIA", 150022, "MDC_DIM_MMHG", "mmHg",
                               "NIBP dia", 0, 350, 0 },
  [VIGIL_NUMERIC_NIBP_MEAN] = { "MDC_PRESS_BLD_NONINV_MEAN", 150023, "MDC_DIM_MMHG", "mmHg",
                                "NIBP mean", 0, 350, 0 },
  [VIGIL_NUMERIC_ART_SYS] = { "MDC_PRESS_BLD_ART_SYS", 150033, "MDC_DIM_MMHG", "mmHg", "ART sys",
                              -50, 400, 0 },
  [VIGIL_NUMERIC_ART_DIA] = { "MDC_PRESS_BLD_ART_DIA", 150034, "MDC_DIM_MMHG", "mmHg", "ART dia",
                              -50, 400, 0 },
  [VIGIL_NUMERIC_ART_MEAN] = { "MDC_PRESS_BLD_ART_MEAN", 150035, "MDC_DIM_MMHG", "mmHg", "ART mean",
                               -50, 400, 0 },
  [VIGIL_NUMERIC_PAP_MEAN] = { "MDC_PRESS_BLD_ART_PULM_MEAN", 150047, "MDC_DIM_MMHG", "mmHg",
                               "PAP mean", -50, 200, 0 },
  [VIGIL_NUMERIC_CVP_MEAN] = { "MDC_PRESS_BLD_VEN_CENT_MEAN", 150087, "MDC_DIM_MMHG", "mmHg", "CVP",
                               -50, 100, 0 },
  [VIGIL_NUMERIC_ICP] = { "MDC_PRESS_INTRA_CRAN", 153608, "MDC_DIM_MMHG", "mmHg", "ICP", -50, 150,
                          0 },
  [VIGIL_NUMERIC_TEMP] = { "MDC_TEMP", 150344, "MDC_DIM_DEGC", "°C", "Temp", 10, 50, 1 },
  [VIGIL_NUMERIC_ETCO2] = { "MDC_AWAY_CO2_ET", 151728, "MDC_DIM_MMHG", "mmHg", "EtCO2", 0, 150, 0 },
  [VIGIL_NUMERIC_PVC_RATE] = { "MDC_ECG_V_P_C_RATE", 148066, "MDC_DIM_BEAT_PER_MIN", "/min", "PVC",
                               0, 350, 0 },
  [VIGIL_NUMERIC_PERF_INDEX] = { "MDC_BLD_PERF_INDEX", 150488, "MDC_DIM_PERCENT", "%", "PI", 0, 100,
                                 1 },
  [VIGIL_NUMERIC_GLUCOSE] = { "MDC_CONC_GLU_ISF", 160212, "MDC_DIM_MILLI_G_PER_DL", "mg/dL",
                              "Glucose", 10, 1000, 0 },
};

typedef struct {
  const char *name;
  VigilNumericKind kind;
} Name;

/* Every name of a numeric, sorted by strcmp() for bsearch(). Skin temperature is deliberately no
 * alias of the body's. */
static const Name NAMES[] = {
  { "MDC_AWAY_CO2_ET", VIGIL_NUMERIC_ETCO2 },
  { "MDC_BLD_PERF_INDEX", VIGIL_NUMERIC_PERF_INDEX },
  { "MDC_CO2_RESP_RATE", VIGIL_NUMERIC_RR },
  { "MDC_CONC_GLU_ISF", VIGIL_NUMERIC_GLUCOSE },
  { "MDC_ECG_CARD_BEAT_RATE", VIGIL_NUMERIC_HR },
  { "MDC_ECG_HEART_RATE", VIGIL_NUMERIC_HR },
  { "MDC_ECG_V_P_C_RATE", VIGIL_NUMERIC_PVC_RATE },
  { "MDC_PLETH_PULS_RATE", VIGIL_NUMERIC_PR },
  { "MDC_PRESS_BLD_ART_ABP_DIA", VIGIL_NUMERIC_ART_DIA },
  { "MDC_PRESS_BLD_ART_ABP_MEAN", VIGIL_NUMERIC_ART_MEAN },
  { "MDC_PRESS_BLD_ART_ABP_SYS", VIGIL_NUMERIC_ART_SYS },
  { "MDC_PRESS_BLD_ART_DIA", VIGIL_NUMERIC_ART_DIA },
  { "MDC_PRESS_BLD_ART_MEAN", VIGIL_NUMERIC_ART_MEAN },
  { "MDC_PRESS_BLD_ART_PULM_MEAN", VIGIL_NUMERIC_PAP_MEAN },
  { "MDC_PRESS_BLD_ART_SYS", VIGIL_NUMERIC_ART_SYS },
  { "MDC_PRESS_BLD_NONINV_DIA", VIGIL_NUMERIC_NIBP_DIA },
  { "MDC_PRESS_BLD_NONINV_MEAN", VIGIL_NUMERIC_NIBP_MEAN },
  { "MDC_PRESS_BLD_NONINV_SYS", VIGIL_NUMERIC_NIBP_SYS },
  { "MDC_PRESS_BLD_VEN_CENT_MEAN", VIGIL_NUMERIC_CVP_MEAN },
  { "MDC_PRESS_CUFF_DIA", VIGIL_NUMERIC_NIBP_DIA },
  { "MDC_PRESS_CUFF_MEAN", VIGIL_NUMERIC_NIBP_MEAN },
  { "MDC_PRESS_CUFF_SYS", VIGIL_NUMERIC_NIBP_SYS },
  { "MDC_PRESS_INTRA_CRAN", VIGIL_NUMERIC_ICP },
  { "MDC_PULS_OXIM_PULS_RATE", VIGIL_NUMERIC_PR },
  { "MDC_PULS_OXIM_SAT_O2", VIGIL_NUMERIC_SPO2 },
  { "MDC_RESP_RATE", VIGIL_NUMERIC_RR },
  { "MDC_TEMP", VIGIL_NUMERIC_TEMP },
  { "MDC_TEMP_BLD", VIGIL_NUMERIC_TEMP },
  { "MDC_TEMP_BODY", VIGIL_NUMERIC_TEMP },
  { "MDC_TEMP_CORE", VIGIL_NUMERIC_TEMP },
  { "MDC_TEMP_ESOPH", VIGIL_NUMERIC_TEMP },
  { "MDC_TEMP_RECT", VIGIL_NUMERIC_TEMP },
  { "MDC_TTHOR_RESP_RATE", VIGIL_NUMERIC_RR },
};

/* A unit by all its spellings: reference id, UCUM and the common one. */
typedef struct {
  const char *canonical; /* the canonical unit that it converts to */
  const char *name;
  double factor, offset; /* canonical = value × factor + offset */
} Unit;

static const Unit UNITS[] = {
  { "/min", "/min", 1, 0 },
  { "/min", "bpm", 1, 0 },
  { "/min", "1/min", 1, 0 },
  { "/min", "{beats}/min", 1, 0 },
  { "/min", "MDC_DIM_BEAT_PER_MIN", 1, 0 },
  { "/min", "MDC_DIM_PULS_PER_MIN", 1, 0 },
  { "/min", "MDC_DIM_RESP_PER_MIN", 1, 0 },
  { "/min", "MDC_DIM_PER_MIN", 1, 0 },
  { "%", "%", 1, 0 },
  { "%", "MDC_DIM_PERCENT", 1, 0 },
  { "mmHg", "mmHg", 1, 0 },
  { "mmHg", "mm[Hg]", 1, 0 },
  { "mmHg", "MDC_DIM_MMHG", 1, 0 },
  /* 1 mmHg = 133.322387415 Pa; 1 cmH2O = 98.0665 Pa (conventional). */
  { "mmHg", "kPa", 1000 / 133.322387415, 0 },
  { "mmHg", "MDC_DIM_KILO_PASCAL", 1000 / 133.322387415, 0 },
  { "mmHg", "cmH2O", 98.0665 / 133.322387415, 0 },
  { "mmHg", "cm[H2O]", 98.0665 / 133.322387415, 0 },
  { "mmHg", "MDC_DIM_CM_H2O", 98.0665 / 133.322387415, 0 },
  { "°C", "°C", 1, 0 },
  { "°C", "C", 1, 0 },
  { "°C", "Cel", 1, 0 },
  { "°C", "MDC_DIM_DEGC", 1, 0 },
  { "°C", "°F", 5.0 / 9, -160.0 / 9 },
  { "°C", "F", 5.0 / 9, -160.0 / 9 },
  { "°C", "[degF]", 5.0 / 9, -160.0 / 9 },
  { "°C", "MDC_DIM_FAHR", 5.0 / 9, -160.0 / 9 },
  { "mg/dL", "mg/dL", 1, 0 },
  { "mg/dL", "MDC_DIM_MILLI_G_PER_DL", 1, 0 },
  /* Glucose is 180.156 g/mol. */
  { "mg/dL", "mmol/L", 18.0156, 0 },
  { "mg/dL", "MDC_DIM_MILLI_MOLE_PER_L", 18.0156, 0 },
  { "mV", "mV", 1, 0 },
  { "mV", "MDC_DIM_MILLI_VOLT", 1, 0 },
  { "mV", "uV", 0.001, 0 },
  { "mV", "µV", 0.001, 0 },
  { "mV", "MDC_DIM_MICRO_VOLT", 0.001, 0 },
  { "1", "1", 1, 0 },
  { "1", "NU", 1, 0 },
  { "1", "MDC_DIM_DIMLESS", 1, 0 },
  { "1", "%", 0.01, 0 },
  { "1", "MDC_DIM_PERCENT", 0.01, 0 },
  /* Impedance respiration is drawn by its shape; monitors give it in ohm or without a unit. */
  { "1", "Ohm", 1, 0 },
  { "1", "ohm", 1, 0 },
  { "1", "MDC_DIM_OHM", 1, 0 },
};

static const VigilWaveInfo WAVES[] = {
  { "MDC_ECG_ELEC_POTL", 131328, VIGIL_WAVE_ECG, "ECG", "mV", -2, 2 },
  { "MDC_ECG_ELEC_POTL_I", 131329, VIGIL_WAVE_ECG, "I", "mV", -2, 2 },
  { "MDC_ECG_ELEC_POTL_II", 131330, VIGIL_WAVE_ECG, "II", "mV", -2, 2 },
  { "MDC_ECG_ELEC_POTL_III", 131389, VIGIL_WAVE_ECG, "III", "mV", -2, 2 },
  { "MDC_ECG_ELEC_POTL_AVR", 131390, VIGIL_WAVE_ECG, "aVR", "mV", -2, 2 },
  { "MDC_ECG_ELEC_POTL_AVL", 131391, VIGIL_WAVE_ECG, "aVL", "mV", -2, 2 },
  { "MDC_ECG_ELEC_POTL_AVF", 131392, VIGIL_WAVE_ECG, "aVF", "mV", -2, 2 },
  { "MDC_ECG_ELEC_POTL_V", 131395, VIGIL_WAVE_ECG, "V", "mV", -2, 2 },
  { "MDC_ECG_ELEC_POTL_V1", 131331, VIGIL_WAVE_ECG, "V1", "mV", -2, 2 },
  { "MDC_ECG_ELEC_POTL_V2", 131332, VIGIL_WAVE_ECG, "V2", "mV", -2, 2 },
  { "MDC_ECG_ELEC_POTL_V3", 131333, VIGIL_WAVE_ECG, "V3", "mV", -2, 2 },
  { "MDC_ECG_ELEC_POTL_V4", 131334, VIGIL_WAVE_ECG, "V4", "mV", -2, 2 },
  { "MDC_ECG_ELEC_POTL_V5", 131335, VIGIL_WAVE_ECG, "V5", "mV", -2, 2 },
  { "MDC_ECG_ELEC_POTL_V6", 131336, VIGIL_WAVE_ECG, "V6", "mV", -2, 2 },
  { "MDC_ECG_ELEC_POTL_MCL", 131403, VIGIL_WAVE_ECG, "MCL", "mV", -2, 2 },
  { "MDC_PULS_OXIM_PLETH", 150452, VIGIL_WAVE_PLETH, "Pleth", "1", 0, 1 },
  { "MDC_IMPED_TTHOR", 151780, VIGIL_WAVE_RESP, "Resp", "1", -1, 1 },
  { "MDC_PRESS_BLD_ART", 150032, VIGIL_WAVE_PRESSURE, "ART", "mmHg", 0, 200 },
  { "MDC_PRESS_BLD_ART_ABP", 150036, VIGIL_WAVE_PRESSURE, "ABP", "mmHg", 0, 200 },
  { "MDC_PRESS_BLD_ART_PULM", 150044, VIGIL_WAVE_PRESSURE, "PAP", "mmHg", 0, 60 },
  { "MDC_PRESS_BLD_VEN_CENT", 150084, VIGIL_WAVE_PRESSURE, "CVP", "mmHg", -5, 30 },
  { "MDC_PRESS_INTRA_CRAN", 153608, VIGIL_WAVE_PRESSURE, "ICP", "mmHg", -5, 40 },
  { "MDC_AWAY_CO2", 151724, VIGIL_WAVE_CO2, "CO2", "mmHg", 0, 60 },
  /* 11073-10101 has no wave for it. */
  { "VIGIL_ECG_PACE_SPIKE", 0, VIGIL_WAVE_PACE, "Pace", "1", 0, 1 },
};

const VigilNumericInfo *
vigil_nomenclature_numeric (VigilNumericKind kind)
{
  g_assert (kind < VIGIL_N_NUMERICS);
  return &NUMERICS[kind];
}

static int
compare_name (const void *refid, const void *name)
{
  return strcmp (refid, ((const Name *) name)->name);
}

gboolean
vigil_nomenclature_find_numeric (const char *refid, VigilNumericKind *kind)
{
  if (refid == NULL)
    return FALSE;
  const Name *name = bsearch (refid, NAMES, G_N_ELEMENTS (NAMES), sizeof NAMES[0], compare_name);
  if (name == NULL)
    return FALSE;
  *kind = name->kind;
  return TRUE;
}

static gboolean
convert (const char *canonical, const char *unit, double *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (UNITS); i++) {
    if (strcmp (UNITS[i].canonical, canonical) == 0 && strcmp (UNITS[i].name, unit) == 0) {
      *value = *value * UNITS[i].factor + UNITS[i].offset;
      return TRUE;
    }
  }
  return FALSE;
}

gboolean
vigil_nomenclature_convert (VigilNumericKind kind, const char *unit, double *value)
{
  return unit == NULL || convert (vigil_nomenclature_numeric (kind)->unit, unit, value);
}

gboolean
vigil_nomenclature_wave_factor (const VigilWaveInfo *wave, const char *unit, double *factor)
{
  double one = 1;
  if (!convert (wave->unit, unit, &one))
    return FALSE;
  *factor = one;
  return TRUE;
}

const VigilWaveInfo *
vigil_nomenclature_find_wave (const char *refid)
{
  for (guint i = 0; refid != NULL && i < G_N_ELEMENTS (WAVES); i++) {
    if (strcmp (WAVES[i].refid, refid) == 0)
      return &WAVES[i];
  }
  return NULL;
}

const char *
vigil_nomenclature_canonical_source (const char *refid)
{
  VigilNumericKind kind;
  if (refid == NULL)
    return "";
  if (vigil_nomenclature_find_numeric (refid, &kind))
    return NUMERICS[kind].refid;
  if (strcmp (refid, "MDC_PRESS_BLD_ART_ABP") == 0)
    return "MDC_PRESS_BLD_ART";
  return refid;
}
