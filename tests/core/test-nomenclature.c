/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-counter.h"
#include "vigil-nomenclature.h"

typedef struct {
  const char *refid;
  guint partition, base;
} Number;

/* ISO/IEEE 11073-10101 partition and base as published; standards.md §3. */
static const Number NUMERICS[] = {
  { "MDC_ECG_HEART_RATE", 2, 16770 },
  { "MDC_PULS_OXIM_PULS_RATE", 2, 18458 },
  { "MDC_PULS_OXIM_SAT_O2", 2, 19384 },
  { "MDC_BLD_PERF_INDEX", 2, 19416 },
  { "MDC_RESP_RATE", 2, 20490 },
  { "MDC_PRESS_BLD_NONINV_SYS", 2, 18949 },
  { "MDC_PRESS_BLD_NONINV_DIA", 2, 18950 },
  { "MDC_PRESS_BLD_NONINV_MEAN", 2, 18951 },
  { "MDC_PRESS_BLD_ART_SYS", 2, 18961 },
  { "MDC_PRESS_BLD_ART_DIA", 2, 18962 },
  { "MDC_PRESS_BLD_ART_MEAN", 2, 18963 },
  { "MDC_PRESS_BLD_ART_PULM_MEAN", 2, 18975 },
  { "MDC_PRESS_BLD_VEN_CENT_MEAN", 2, 19015 },
  { "MDC_PRESS_INTRA_CRAN", 2, 22536 },
  { "MDC_TEMP", 2, 19272 },
  { "MDC_AWAY_CO2_ET", 2, 20656 },
  { "MDC_ECG_V_P_C_RATE", 2, 16994 },
  { "MDC_CONC_GLU_ISF", 2, 29140 },
};

static const Number WAVES[] = {
  { "MDC_ECG_ELEC_POTL", 2, 256 },        { "MDC_ECG_ELEC_POTL_I", 2, 257 },
  { "MDC_ECG_ELEC_POTL_II", 2, 258 },     { "MDC_ECG_ELEC_POTL_III", 2, 317 },
  { "MDC_ECG_ELEC_POTL_AVR", 2, 318 },    { "MDC_ECG_ELEC_POTL_AVL", 2, 319 },
  { "MDC_ECG_ELEC_POTL_AVF", 2, 320 },    { "MDC_ECG_ELEC_POTL_V", 2, 323 },
  { "MDC_ECG_ELEC_POTL_V1", 2, 259 },     { "MDC_ECG_ELEC_POTL_V2", 2, 260 },
  { "MDC_ECG_ELEC_POTL_V3", 2, 261 },     { "MDC_ECG_ELEC_POTL_V4", 2, 262 },
  { "MDC_ECG_ELEC_POTL_V5", 2, 263 },     { "MDC_ECG_ELEC_POTL_V6", 2, 264 },
  { "MDC_ECG_ELEC_POTL_MCL", 2, 331 },    { "MDC_PULS_OXIM_PLETH", 2, 19380 },
  { "MDC_IMPED_TTHOR", 2, 20708 },        { "MDC_PRESS_BLD_ART", 2, 18960 },
  { "MDC_PRESS_BLD_ART_ABP", 2, 18964 },  { "MDC_PRESS_BLD_ART_PULM", 2, 18972 },
  { "MDC_PRESS_BLD_VEN_CENT", 2, 19012 }, { "MDC_AWAY_CO2", 2, 20652 },
};

static const Number EVENTS[] = {
  { "MDC_EVT_ALARM", 3, 8 },
  { "MDC_EVT_DISCONN", 3, 22 },
  { "MDC_EVT_HI", 3, 40 },
  { "MDC_EVT_HI_GT_LIM", 3, 42 },
  { "MDC_EVT_HI_VAL_GT_LIM", 3, 44 },
  { "MDC_EVT_LO", 3, 62 },
  { "MDC_EVT_LO_LT_LIM", 3, 64 },
  { "MDC_EVT_LO_VAL_LT_LIM", 3, 66 },
  { "MDC_EVT_MALF", 3, 70 },
  { "MDC_EVT_NOISY", 3, 74 },
  { "MDC_EVT_BATT_LO", 3, 194 },
  { "MDC_EVT_LEAD_DISCONN", 3, 268 },
  { "MDC_EVT_LEADS_OFF", 3, 274 },
  { "MDC_EVT_SENSOR_DISCONN", 3, 308 },
  { "MDC_EVT_SENSOR_MALF", 3, 310 },
  { "MDC_EVT_XDUCR_DISCONN", 3, 336 },
  { "MDC_EVT_MSMT_ERR", 3, 354 },
  { "MDC_EVT_SIG_UNANALYZEABLE", 3, 384 },
  { "MDC_EVT_WAVE_SIG_QUAL_ERR", 3, 434 },
  { "MDC_EVT_APNEA", 3, 3072 },
  { "MDC_EVT_ECG_ASYSTOLE", 3, 3076 },
  { "MDC_EVT_ECG_BIGEM", 3, 3082 },
  { "MDC_EVT_ECG_SINUS_BRADY", 3, 3084 },
  { "MDC_EVT_ECG_BRADY_EXTREME", 3, 3086 },
  { "MDC_EVT_ECG_PAUSE", 3, 3108 },
  { "MDC_EVT_ECG_RR_IRREG", 3, 3118 },
  { "MDC_EVT_ECG_TACHY_EXTREME", 3, 3122 },
  { "MDC_EVT_ECG_ATR_FIB", 3, 3128 },
  { "MDC_EVT_ECG_CARD_BEAT_RATE_IRREG", 3, 3158 },
  { "MDC_EVT_ECG_SV_TACHY", 3, 3192 },
  { "MDC_EVT_ECG_V_P_C_RonT", 3, 3206 },
  { "MDC_EVT_ECG_V_P_C_RUN", 3, 3212 },
  { "MDC_EVT_ECG_V_RHY", 3, 3220 },
  { "MDC_EVT_ECG_V_TACHY", 3, 3224 },
  { "MDC_EVT_ECG_V_TACHY_NON_SUST", 3, 3226 },
  { "MDC_EVT_DESAT", 3, 3246 },
  { "MDC_EVT_ECG_V_P_C_RATE", 3, 3252 },
  { "MDC_EVT_ECG_SINUS_TACHY", 3, 3262 },
  { "MDC_EVT_ECG_ARRHY", 3, 3266 },
  { "MDC_EVT_ECG_ATR_FLUT", 3, 3276 },
  { "MDC_EVT_STAT_AL_OFF", 3, 6144 },
  { "MDC_EVT_STAT_STANDBY", 3, 6228 },
  { "MDC_EVT_STAT_DISCONN", 3, 6256 },
  { "MDC_EVT_ADVIS_SENSOR_CHK", 3, 6696 },
  { "MDC_EVT_NOS", 3, 61439 },
};

static void
test_every_code_is_partition_times_65536_plus_base (void)
{
  G_STATIC_ASSERT (G_N_ELEMENTS (NUMERICS) == VIGIL_N_NUMERICS);
  for (guint i = 0; i < G_N_ELEMENTS (NUMERICS); i++) {
    VigilNumericKind kind;
    g_assert_true (vigil_nomenclature_find_numeric (NUMERICS[i].refid, &kind));
    const VigilNumericInfo *info = vigil_nomenclature_numeric (kind);
    g_assert_cmpstr (info->refid, ==, NUMERICS[i].refid);
    g_assert_cmpuint (info->code, ==, NUMERICS[i].partition * 65536 + NUMERICS[i].base);
  }
  for (guint i = 0; i < G_N_ELEMENTS (WAVES); i++) {
    const VigilWaveInfo *info = vigil_nomenclature_find_wave (WAVES[i].refid);
    g_assert_nonnull (info);
    g_assert_cmpuint (info->code, ==, WAVES[i].partition * 65536 + WAVES[i].base);
  }
  for (guint i = 0; i < G_N_ELEMENTS (EVENTS); i++) {
    const VigilEventInfo *info = vigil_nomenclature_find_event (EVENTS[i].refid);
    g_assert_nonnull (info);
    g_assert_cmpuint (info->code, ==, EVENTS[i].partition * 65536 + EVENTS[i].base);
  }
}

static void
test_every_numeric_is_whole (void)
{
  for (guint i = 0; i < VIGIL_N_NUMERICS; i++) {
    const VigilNumericInfo *info = vigil_nomenclature_numeric ((VigilNumericKind) i);
    VigilNumericKind kind;
    double value = 1;
    g_assert_true (vigil_nomenclature_find_numeric (info->refid, &kind));
    g_assert_cmpuint (kind, ==, i);
    g_assert_cmpfloat (info->lo, <, info->hi);
    g_assert_true (vigil_nomenclature_convert (kind, info->unit, &value));
    g_assert_true (vigil_nomenclature_convert (kind, info->unit_refid, &value));
    g_assert_cmpfloat (value, ==, 1);
  }
}

static void
test_aliases_name_the_same_numeric (void)
{
  static const struct {
    const char *alias;
    VigilNumericKind kind;
  } ALIASES[] = {
    { "MDC_ECG_CARD_BEAT_RATE", VIGIL_NUMERIC_HR },
    { "MDC_PLETH_PULS_RATE", VIGIL_NUMERIC_PR },
    { "MDC_PRESS_CUFF_SYS", VIGIL_NUMERIC_NIBP_SYS },
    { "MDC_PRESS_CUFF_DIA", VIGIL_NUMERIC_NIBP_DIA },
    { "MDC_PRESS_CUFF_MEAN", VIGIL_NUMERIC_NIBP_MEAN },
    { "MDC_TTHOR_RESP_RATE", VIGIL_NUMERIC_RR },
    { "MDC_CO2_RESP_RATE", VIGIL_NUMERIC_RR },
    { "MDC_PRESS_BLD_ART_ABP_MEAN", VIGIL_NUMERIC_ART_MEAN },
    { "MDC_TEMP_CORE", VIGIL_NUMERIC_TEMP },
  };
  for (guint i = 0; i < G_N_ELEMENTS (ALIASES); i++) {
    VigilNumericKind kind;
    g_assert_true (vigil_nomenclature_find_numeric (ALIASES[i].alias, &kind));
    g_assert_cmpuint (kind, ==, ALIASES[i].kind);
    g_assert_cmpstr (vigil_nomenclature_canonical_source (ALIASES[i].alias), ==,
                     vigil_nomenclature_numeric (kind)->refid);
  }
  VigilNumericKind kind = VIGIL_NUMERIC_GLUCOSE;
  g_assert_false (vigil_nomenclature_find_numeric ("MDC_TEMP_SKIN", &kind));
  g_assert_false (vigil_nomenclature_find_numeric (NULL, &kind));
  g_assert_false (vigil_nomenclature_find_numeric ("", &kind));
  g_assert_cmpuint (kind, ==, VIGIL_NUMERIC_GLUCOSE);
}

static void
test_units_are_converted_or_refused (void)
{
  double value = 12;
  g_assert_true (vigil_nomenclature_convert (VIGIL_NUMERIC_NIBP_SYS, "kPa", &value));
  g_assert_cmpfloat_with_epsilon (value, 90.0074, 0.0001);
  value = 98.6;
  g_assert_true (vigil_nomenclature_convert (VIGIL_NUMERIC_TEMP, "MDC_DIM_FAHR", &value));
  g_assert_cmpfloat_with_epsilon (value, 37, 1e-9);
  value = 5.5;
  g_assert_true (vigil_nomenclature_convert (VIGIL_NUMERIC_GLUCOSE, "mmol/L", &value));
  g_assert_cmpfloat_with_epsilon (value, 99.09, 0.01);
  value = 10;
  g_assert_true (vigil_nomenclature_convert (VIGIL_NUMERIC_CVP_MEAN, "cmH2O", &value));
  g_assert_cmpfloat_with_epsilon (value, 7.3556, 0.0001);
  value = 86;
  g_assert_true (vigil_nomenclature_convert (VIGIL_NUMERIC_HR, NULL, &value));
  g_assert_false (vigil_nomenclature_convert (VIGIL_NUMERIC_HR, "mmHg", &value));
  g_assert_false (vigil_nomenclature_convert (VIGIL_NUMERIC_SPO2, "", &value));
  g_assert_false (vigil_nomenclature_convert (VIGIL_NUMERIC_SPO2, "1", &value));
  g_assert_cmpfloat (value, ==, 86);
}

static void
test_wave_units_are_converted_or_refused (void)
{
  double factor = 7;
  const VigilWaveInfo *ecg = vigil_nomenclature_find_wave ("MDC_ECG_ELEC_POTL_II");
  g_assert_true (vigil_nomenclature_wave_factor (ecg, "uV", &factor));
  g_assert_cmpfloat (factor, ==, 0.001);
  g_assert_false (vigil_nomenclature_wave_factor (ecg, "mmHg", &factor));
  g_assert_cmpfloat (factor, ==, 0.001);
  const VigilWaveInfo *pleth = vigil_nomenclature_find_wave ("MDC_PULS_OXIM_PLETH");
  g_assert_true (vigil_nomenclature_wave_factor (pleth, "MDC_DIM_DIMLESS", &factor));
  g_assert_cmpfloat (factor, ==, 1);
  g_assert_null (vigil_nomenclature_find_wave ("MDC_ECG_ELEC_POTL_X"));
  g_assert_null (vigil_nomenclature_find_wave (NULL));
}

static void
assert_key (const char *code, const char *src, VigilPriority priority, const char *expected)
{
  char key[VIGIL_KEY_MAX];
  vigil_nomenclature_make_key ("07", code, src, priority, key);
  g_assert_cmpstr (key, ==, expected);
}

static void
test_limit_codes_make_limit_keys (void)
{
  static const char *const LOW[] = { "MDC_EVT_LO", "MDC_EVT_LO_LT_LIM", "MDC_EVT_LO_VAL_LT_LIM" };
  static const char *const HIGH[] = { "MDC_EVT_HI", "MDC_EVT_HI_GT_LIM", "MDC_EVT_HI_VAL_GT_LIM" };
  for (guint i = 0; i < 3; i++) {
    assert_key (LOW[i], "MDC_RESP_RATE", VIGIL_PRIORITY_MEDIUM, "07|limit|MDC_RESP_RATE|lo|1");
    assert_key (LOW[i], "MDC_RESP_RATE", VIGIL_PRIORITY_HIGH, "07|limit|MDC_RESP_RATE|lo|2");
    assert_key (HIGH[i], "MDC_RESP_RATE", VIGIL_PRIORITY_LOW, "07|limit|MDC_RESP_RATE|hi|1");
    assert_key (HIGH[i], "MDC_RESP_RATE", VIGIL_PRIORITY_HIGH, "07|limit|MDC_RESP_RATE|hi|2");
  }
}

static void
test_named_limit_events_share_the_limits_key (void)
{
  assert_key ("MDC_EVT_DESAT", NULL, VIGIL_PRIORITY_MEDIUM, "07|limit|MDC_PULS_OXIM_SAT_O2|lo|2");
  assert_key ("MDC_EVT_LO", "MDC_PULS_OXIM_SAT_O2", VIGIL_PRIORITY_HIGH,
              "07|limit|MDC_PULS_OXIM_SAT_O2|lo|2");
  assert_key ("MDC_EVT_ECG_BRADY_EXTREME", "MDC_ECG_ELEC_POTL_II", VIGIL_PRIORITY_HIGH,
              "07|limit|MDC_ECG_HEART_RATE|lo|2");
  assert_key ("MDC_EVT_ECG_TACHY_EXTREME", "", VIGIL_PRIORITY_LOW,
              "07|limit|MDC_ECG_HEART_RATE|hi|2");
  assert_key ("MDC_EVT_ECG_SINUS_BRADY", NULL, VIGIL_PRIORITY_HIGH,
              "07|limit|MDC_ECG_HEART_RATE|lo|1");
  assert_key ("MDC_EVT_ECG_SINUS_TACHY", NULL, VIGIL_PRIORITY_MEDIUM,
              "07|limit|MDC_ECG_HEART_RATE|hi|1");
}

static void
test_leads_and_probes_off_have_their_own_classes (void)
{
  assert_key ("MDC_EVT_LEADS_OFF", "MDC_ECG_ELEC_POTL_I", VIGIL_PRIORITY_LOW, "07|leads-off|ecg||");
  assert_key ("MDC_EVT_LEAD_DISCONN", NULL, VIGIL_PRIORITY_MEDIUM, "07|leads-off|ecg||");
  assert_key ("MDC_EVT_SENSOR_DISCONN", "MDC_PULS_OXIM_SAT_O2", VIGIL_PRIORITY_LOW,
              "07|probe-off|MDC_PULS_OXIM_SAT_O2||");
  assert_key ("MDC_EVT_XDUCR_DISCONN", "MDC_PRESS_BLD_ART_ABP", VIGIL_PRIORITY_LOW,
              "07|probe-off|MDC_PRESS_BLD_ART||");
}

static void
test_every_other_code_is_its_own_class (void)
{
  assert_key ("VIGIL_EVT_ECG_V_FIB", NULL, VIGIL_PRIORITY_HIGH, "07|VIGIL_EVT_ECG_V_FIB|||");
  assert_key ("MDC_EVT_APNEA", "MDC_TTHOR_RESP_RATE", VIGIL_PRIORITY_HIGH,
              "07|MDC_EVT_APNEA|MDC_RESP_RATE||");
  assert_key ("MDC_EVT_SOMETHING_NEW", "MDC_X", VIGIL_PRIORITY_HIGH,
              "07|MDC_EVT_SOMETHING_NEW|MDC_X||");
  char key[VIGIL_KEY_MAX];
  vigil_nomenclature_make_key ("", "VIGIL_EVT_LINK_LOST", NULL, VIGIL_PRIORITY_HIGH, key);
  g_assert_cmpstr (key, ==, "|VIGIL_EVT_LINK_LOST|||");
}

static void
test_only_the_lethal_rhythms_and_apnoea_latch (void)
{
  static const char *const LATCHING[] = {
    "MDC_EVT_ECG_ASYSTOLE",      "VIGIL_EVT_ECG_V_FIB",       "MDC_EVT_ECG_V_TACHY",
    "MDC_EVT_ECG_BRADY_EXTREME", "MDC_EVT_ECG_TACHY_EXTREME", "MDC_EVT_APNEA",
  };
  guint n_latching = 0;
  for (guint i = 0; i < G_N_ELEMENTS (LATCHING); i++) {
    const VigilEventInfo *info = vigil_nomenclature_find_event (LATCHING[i]);
    g_assert_true (info->latching);
    g_assert_cmpint (info->priority, ==, VIGIL_PRIORITY_HIGH);
  }
  for (guint i = 0; i < G_N_ELEMENTS (EVENTS); i++)
    n_latching += vigil_nomenclature_find_event (EVENTS[i].refid)->latching ? 1 : 0;
  g_assert_cmpuint (n_latching, ==, G_N_ELEMENTS (LATCHING) - 1); /* VF has no number */
}

static void
test_the_stations_own_codes_have_labels (void)
{
  static const char *const OWN[] = {
    "VIGIL_EVT_NO_DATA",        "VIGIL_EVT_GATEWAY_LOST",       "VIGIL_EVT_LINK_LOST",
    "VIGIL_EVT_NO_SOUND",       "VIGIL_EVT_SERVER_UNREACHABLE", "VIGIL_EVT_UNSUPPORTED_PAYLOAD",
    "VIGIL_EVT_BED_REMOVED",    "VIGIL_EVT_CLAIMED_TWICE",      "VIGIL_EVT_NO_LIMITS",
    "VIGIL_EVT_CLASS_UNKNOWN",  "VIGIL_EVT_NIBP_OVERDUE",       "VIGIL_EVT_CLOCK_SKEW",
    "VIGIL_EVT_STORE_FAILED",   "VIGIL_EVT_DEAD_LETTER",        "VIGIL_EVT_NAME_IN_USE",
    "VIGIL_EVT_STATION_FAILED", "VIGIL_EVT_CLASS_CHANGED",      "VIGIL_EVT_ALARM_LIST_UNREADABLE",
  };
  for (guint i = 0; i < G_N_ELEMENTS (OWN); i++) {
    const VigilEventInfo *info = vigil_nomenclature_find_event (OWN[i]);
    g_assert_nonnull (info);
    g_assert_cmpint (info->kind, ==, VIGIL_ALARM_TECHNICAL);
    g_assert_cmpstr (info->label, !=, "");
  }
}

static void
test_every_counter_has_a_name_of_its_own (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < VIGIL_N_COUNTERS; i++) {
    const char *name = vigil_counter_get_name ((VigilCounter) i);
    g_assert_nonnull (name);
    g_assert_true (g_hash_table_add (seen, (gpointer) name));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/nomenclature/every-code-is-partition-times-65536-plus-base",
                   test_every_code_is_partition_times_65536_plus_base);
  g_test_add_func ("/nomenclature/every-numeric-is-whole", test_every_numeric_is_whole);
  g_test_add_func ("/nomenclature/aliases-name-the-same-numeric",
                   test_aliases_name_the_same_numeric);
  g_test_add_func ("/nomenclature/units-are-converted-or-refused",
                   test_units_are_converted_or_refused);
  g_test_add_func ("/nomenclature/wave-units-are-converted-or-refused",
                   test_wave_units_are_converted_or_refused);
  g_test_add_func ("/nomenclature/limit-codes-make-limit-keys", test_limit_codes_make_limit_keys);
  g_test_add_func ("/nomenclature/named-limit-events-share-the-limits-key",
                   test_named_limit_events_share_the_limits_key);
  g_test_add_func ("/nomenclature/leads-and-probes-off-have-their-own-classes",
                   test_leads_and_probes_off_have_their_own_classes);
  g_test_add_func ("/nomenclature/every-other-code-is-its-own-class",
                   test_every_other_code_is_its_own_class);
  g_test_add_func ("/nomenclature/only-the-lethal-rhythms-and-apnoea-latch",
                   test_only_the_lethal_rhythms_and_apnoea_latch);
  g_test_add_func ("/nomenclature/the-stations-own-codes-have-labels",
                   test_the_stations_own_codes_have_labels);
  g_test_add_func ("/counter/every-counter-has-a-name-of-its-own",
                   test_every_counter_has_a_name_of_its_own);
  return g_test_run ();
}
