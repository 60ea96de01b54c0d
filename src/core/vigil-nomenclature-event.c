/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Alarm events (standards.md §3.2 and the project's own VIGIL_EVT_* codes) and the keys made of
 * them. A reference id that is not listed is still a valid alarm: it is its own class. */

#include "vigil-nomenclature.h"

#include <string.h>

#define PHYSIO VIGIL_ALARM_PHYSIOLOGICAL
#define TECHNICAL VIGIL_ALARM_TECHNICAL
#define LOW VIGIL_PRIORITY_LOW
#define MEDIUM VIGIL_PRIORITY_MEDIUM
#define HIGH VIGIL_PRIORITY_HIGH

#define SPO2 "MDC_PULS_OXIM_SAT_O2"
#define HR "MDC_ECG_HEART_RATE"

/* An event that is its own class, with the alarm's own source. */
#define OWN(refid, code, priority, kind, latching, label)                                          \
  {                                                                                                \
    refid, code, refid, NULL, "", 0, priority, kind, latching, label                               \
  }

static const VigilEventInfo EVENTS[] = {
  { "MDC_EVT_HI", 196648, "limit", NULL, "hi", 0, MEDIUM, PHYSIO, FALSE, "HIGH" },
  { "MDC_EVT_HI_GT_LIM", 196650, "limit", NULL, "hi", 0, MEDIUM, PHYSIO, FALSE, "HIGH" },
  { "MDC_EVT_HI_VAL_GT_LIM", 196652, "limit", NULL, "hi", 0, MEDIUM, PHYSIO, FALSE, "HIGH" },
  { "MDC_EVT_LO", 196670, "limit", NULL, "lo", 0, MEDIUM, PHYSIO, FALSE, "LOW" },
  { "MDC_EVT_LO_LT_LIM", 196672, "limit", NULL, "lo", 0, MEDIUM, PHYSIO, FALSE, "LOW" },
  { "MDC_EVT_LO_VAL_LT_LIM", 196674, "limit", NULL, "lo", 0, MEDIUM, PHYSIO, FALSE, "LOW" },
  { "MDC_EVT_DESAT", 199854, "limit", SPO2, "lo", 2, HIGH, PHYSIO, FALSE, "DESAT" },
  { "MDC_EVT_ECG_BRADY_EXTREME", 199694, "limit", HR, "lo", 2, HIGH, PHYSIO, TRUE,
    "EXTREME BRADY" },
  { "MDC_EVT_ECG_TACHY_EXTREME", 199730, "limit", HR, "hi", 2, HIGH, PHYSIO, TRUE,
    "EXTREME TACHY" },
  { "MDC_EVT_ECG_SINUS_BRADY", 199692, "limit", HR, "lo", 1, MEDIUM, PHYSIO, FALSE, "BRADY" },
  { "MDC_EVT_ECG_SINUS_TACHY", 199870, "limit", HR, "hi", 1, MEDIUM, PHYSIO, FALSE, "TACHY" },

  OWN ("MDC_EVT_ECG_ASYSTOLE", 199684, HIGH, PHYSIO, TRUE, "ASYSTOLE"),
  /* No public reference id for ventricular fibrillation: the contract's own name. */
  OWN ("VIGIL_EVT_ECG_V_FIB", 0, HIGH, PHYSIO, TRUE, "VF"),
  OWN ("MDC_EVT_ECG_V_TACHY", 199832, HIGH, PHYSIO, TRUE, "VT"),
  OWN ("MDC_EVT_APNEA", 199680, HIGH, PHYSIO, TRUE, "APNOEA"),
  OWN ("MDC_EVT_ECG_V_TACHY_NON_SUST", 199834, MEDIUM, PHYSIO, FALSE, "NON-SUSTAINED VT"),
  OWN ("MDC_EVT_ECG_V_RHY", 199828, MEDIUM, PHYSIO, FALSE, "VENTRICULAR RHYTHM"),
  OWN ("MDC_EVT_ECG_V_P_C_RUN", 199820, MEDIUM, PHYSIO, FALSE, "RUN OF PVCS"),
  OWN ("MDC_EVT_ECG_V_P_C_RATE", 199860, LOW, PHYSIO, FALSE, "PVC RATE"),
  OWN ("MDC_EVT_ECG_V_P_C_RonT", 199814, MEDIUM, PHYSIO, FALSE, "R ON T"),
  OWN ("MDC_EVT_ECG_BIGEM", 199690, LOW, PHYSIO, FALSE, "BIGEMINY"),
  OWN ("MDC_EVT_ECG_SV_TACHY", 199800, MEDIUM, PHYSIO, FALSE, "SVT"),
  OWN ("MDC_EVT_ECG_PAUSE", 199716, MEDIUM, PHYSIO, FALSE, "PAUSE"),
  OWN ("MDC_EVT_ECG_ATR_FIB", 199736, MEDIUM, PHYSIO, FALSE, "AF"),
  OWN ("MDC_EVT_ECG_ATR_FLUT", 199884, MEDIUM, PHYSIO, FALSE, "ATRIAL FLUTTER"),
  OWN ("MDC_EVT_ECG_CARD_BEAT_RATE_IRREG", 199766, LOW, PHYSIO, FALSE, "IRREGULAR HR"),
  OWN ("MDC_EVT_ECG_RR_IRREG", 199726, LOW, PHYSIO, FALSE, "IRREGULAR RR"),
  OWN ("MDC_EVT_ECG_ARRHY", 199874, MEDIUM, PHYSIO, FALSE, "ARRHYTHMIA"),

  { "MDC_EVT_LEADS_OFF", 196882, "leads-off", "ecg", "", 0, LOW, TECHNICAL, FALSE, "LEADS OFF" },
  { "MDC_EVT_LEAD_DISCONN", 196876, "leads-off", "ecg", "", 0, LOW, TECHNICAL, FALSE, "LEADS OFF" },
  { "MDC_EVT_SENSOR_DISCONN", 196916, "probe-off", NULL, "", 0, LOW, TECHNICAL, FALSE,
    "PROBE OFF" },
  { "MDC_EVT_XDUCR_DISCONN", 196944, "probe-off", NULL, "", 0, LOW, TECHNICAL, FALSE,
    "TRANSDUCER OFF" },
  OWN ("MDC_EVT_SENSOR_MALF", 196918, MEDIUM, TECHNICAL, FALSE, "SENSOR FAULT"),
  OWN ("MDC_EVT_SIG_UNANALYZEABLE", 196992, LOW, TECHNICAL, FALSE, "CANNOT ANALYSE"),
  OWN ("MDC_EVT_NOISY", 196682, LOW, TECHNICAL, FALSE, "NOISY SIGNAL"),
  OWN ("MDC_EVT_WAVE_SIG_QUAL_ERR", 197042, LOW, TECHNICAL, FALSE, "POOR SIGNAL"),
  OWN ("MDC_EVT_MSMT_ERR", 196962, LOW, TECHNICAL, FALSE, "MEASUREMENT FAILED"),
  OWN ("MDC_EVT_ADVIS_SENSOR_CHK", 203304, LOW, TECHNICAL, FALSE, "CHECK SENSOR"),
  OWN ("MDC_EVT_BATT_LO", 196802, LOW, TECHNICAL, FALSE, "BATTERY LOW"),
  OWN ("MDC_EVT_DISCONN", 196630, MEDIUM, TECHNICAL, FALSE, "DISCONNECTED"),
  OWN ("MDC_EVT_STAT_DISCONN", 202864, MEDIUM, TECHNICAL, FALSE, "DISCONNECTED"),
  OWN ("MDC_EVT_COMM_STATUS_CHANGE", 0, MEDIUM, TECHNICAL, FALSE, "COMMUNICATION FAULT"),
  OWN ("MDC_EVT_MALF", 196678, MEDIUM, TECHNICAL, FALSE, "MALFUNCTION"),
  OWN ("MDC_EVT_STAT_AL_OFF", 202752, LOW, TECHNICAL, FALSE, "ALARMS OFF"),
  OWN ("MDC_EVT_STAT_STANDBY", 202836, LOW, TECHNICAL, FALSE, "STANDBY"),
  OWN ("MDC_EVT_ALARM", 196616, MEDIUM, PHYSIO, FALSE, "ALARM"),
  OWN ("MDC_EVT_NOS", 258047, MEDIUM, PHYSIO, FALSE, "ALARM"),

  /* Made by the station itself; priorities are where they start (ux.md, "Technical, by
   * consequence"), the ward raises them. */
  OWN ("VIGIL_EVT_NO_DATA", 0, LOW, TECHNICAL, FALSE, "NO DATA"),
  OWN ("VIGIL_EVT_GATEWAY_LOST", 0, LOW, TECHNICAL, FALSE, "GATEWAY LOST"),
  OWN ("VIGIL_EVT_LINK_LOST", 0, HIGH, TECHNICAL, FALSE, "LINK LOST"),
  OWN ("VIGIL_EVT_PRIMARY_LOST", 0, MEDIUM, TECHNICAL, FALSE, "PRIMARY LOST"),
  OWN ("VIGIL_EVT_NOT_ON_WALL", 0, LOW, TECHNICAL, FALSE, "NOT ON A WALL"),
  OWN ("VIGIL_EVT_NO_SOUND", 0, HIGH, TECHNICAL, FALSE, "NO SOUND"),
  OWN ("VIGIL_EVT_STATION_FAILED", 0, HIGH, TECHNICAL, FALSE, "STATION FAILED"),
  OWN ("VIGIL_EVT_SERVER_UNREACHABLE", 0, LOW, TECHNICAL, FALSE, "SERVER UNREACHABLE"),
  OWN ("VIGIL_EVT_UNSUPPORTED_PAYLOAD", 0, LOW, TECHNICAL, FALSE, "UNSUPPORTED PAYLOAD"),
  OWN ("VIGIL_EVT_ALARM_LIST_UNREADABLE", 0, MEDIUM, TECHNICAL, FALSE, "ALARM LIST NOT READABLE"),
  OWN ("VIGIL_EVT_BED_REMOVED", 0, MEDIUM, TECHNICAL, FALSE, "BED REMOVED"),
  OWN ("VIGIL_EVT_CLAIMED_TWICE", 0, MEDIUM, TECHNICAL, FALSE, "CLAIMED BY TWO GATEWAYS"),
  OWN ("VIGIL_EVT_NO_LIMITS", 0, LOW, TECHNICAL, FALSE, "NO LIMITS"),
  OWN ("VIGIL_EVT_CLASS_CHANGED", 0, LOW, TECHNICAL, FALSE, "CLASS CHANGED"),
  OWN ("VIGIL_EVT_CLASS_UNKNOWN", 0, LOW, TECHNICAL, FALSE, "CLASS?"),
  OWN ("VIGIL_EVT_NIBP_OVERDUE", 0, LOW, TECHNICAL, FALSE, "NIBP OVERDUE"),
  OWN ("VIGIL_EVT_CLOCK_SKEW", 0, LOW, TECHNICAL, FALSE, "CLOCK SKEW"),
  OWN ("VIGIL_EVT_STORE_FAILED", 0, LOW, TECHNICAL, FALSE, "NOT SAVED"),
  OWN ("VIGIL_EVT_DEAD_LETTER", 0, LOW, TECHNICAL, FALSE, "REFUSED BY SERVER"),
  OWN ("VIGIL_EVT_NAME_IN_USE", 0, HIGH, TECHNICAL, FALSE, "NAME IN USE"),
  OWN ("VIGIL_EVT_PRIMARY_LOST", 0, MEDIUM, TECHNICAL, FALSE, "PRIMARY STATION LOST"),
  OWN ("VIGIL_EVT_RECORD_DAMAGED", 0, LOW, TECHNICAL, FALSE, "RECORD DAMAGED"),
  OWN ("VIGIL_EVT_NOT_MONITORED", 0, LOW, TECHNICAL, FALSE, "BACK? NOT MONITORED"),
  OWN ("VIGIL_EVT_ADMIT", 0, LOW, TECHNICAL, FALSE, "ADMIT?"),
};

const VigilEventInfo *
vigil_nomenclature_find_event (const char *refid)
{
  for (guint i = 0; refid != NULL && i < G_N_ELEMENTS (EVENTS); i++) {
    if (strcmp (EVENTS[i].refid, refid) == 0)
      return &EVENTS[i];
  }
  return NULL;
}

static const char *
level_of (const VigilEventInfo *event, VigilPriority priority)
{
  if (strcmp (event->key_class, "limit") != 0)
    return "";
  guint level = event->key_level;
  if (level == 0)
    level = priority == VIGIL_PRIORITY_HIGH ? 2 : 1;
  return level == 2 ? "2" : "1";
}

void
vigil_nomenclature_make_key (const char *bed,
                             const char *code,
                             const char *src,
                             VigilPriority priority,
                             char out[VIGIL_KEY_MAX])
{
  const VigilEventInfo *event = vigil_nomenclature_find_event (code);
  if (event == NULL) {
    g_snprintf (out, VIGIL_KEY_MAX, "%s|%s|%s||", bed != NULL ? bed : "", code != NULL ? code : "",
                vigil_nomenclature_canonical_source (src));
    return;
  }
  const char *source = event->key_source;
  if (source == NULL)
    source = vigil_nomenclature_canonical_source (src);
  g_snprintf (out, VIGIL_KEY_MAX, "%s|%s|%s|%s|%s", bed != NULL ? bed : "", event->key_class,
              source, event->key_side, level_of (event, priority));
}
