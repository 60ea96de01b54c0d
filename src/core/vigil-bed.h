/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One bed as the station knows it: meta, traces, numbers, limits, bedside state, identity. Values
 * are read by the painters; they change only in the ward's feed and tick. Main thread. */

#include "vigil-beats.h"
#include "vigil-event.h"
#include "vigil-frame.h"
#include "vigil-limits.h"
#include "vigil-trace.h"

G_BEGIN_DECLS

typedef enum {
  VIGIL_SHOW_BLANK, /* not measured */
  VIGIL_SHOW_VALUE,
  VIGIL_SHOW_QUESTIONABLE, /* with "?" */
  VIGIL_SHOW_DASHES, /* invalid, or nothing for 5 s */
  VIGIL_SHOW_OLD, /* NIBP at 60 min or 1.5 cycles: grey */
} VigilShow;

/* The last change of a bedside's limit that this station has seen. */
typedef struct {
  gint64 wall_ms; /* 0 = none seen */
  char by[64]; /* "" = unknown */
  char station[VIGIL_ID_MAX + 1]; /* where it was asked for; "" = at the bedside */
} VigilLimitChange;

typedef struct {
  VigilShow show;
  double value;
  gint64 t_ms; /* the value's own time (NIBP), 0 = none */
  gint64 receipt_mono_us;
  VigilLimit limit; /* what holds now */
  VigilLimitSource limit_source;
  VigilLimitChange limit_change;
  gboolean is_limit_of_ward_file; /* PRESET: the ward's own, from the site file */
  VigilPriority alarm_priority; /* highest open or silenced alarm on this number */
  gboolean alarm_is_open; /* boxed and flashing */
} VigilNumeric;

typedef struct {
  VigilMetaLead lead; /* refid, unit, range to show */
  VigilWaveKind kind;
  VigilTrace trace;
  gint64 heard_us; /* mono: when its last samples came */
  gboolean is_off; /* leads or probe off: hatch */
} VigilLead;

/* Data, as the wall shows it. */
typedef enum {
  VIGIL_BED_LIVE,
  VIGIL_BED_NEVER, /* nothing yet */
  VIGIL_BED_NO_DATA, /* dashes and NO DATA since last_data */
  VIGIL_BED_AWAY, /* standby */
  VIGIL_BED_EMPTY, /* no patient and no signal */
  VIGIL_BED_UNSUPPORTED, /* unknown contract version */
} VigilBedCondition;

typedef struct {
  char name[64]; /* as shown; "" = unknown */
  char given[64];
  char encounter[VIGIL_UUID_SIZE];
  gint age_days; /* −1 unknown */
  char nurse[8]; /* initials */
  gint64 as_of_ms; /* of the snapshot it came from, or of the entry here; 0 = nothing is known */
  gint64 since_ms; /* of the stay; 0 = unknown */
  gboolean is_occupied;
} VigilIdentity;

typedef struct {
  char id[VIGIL_ID_MAX + 1];
  guint index;
  char label[64]; /* of the site file or the meta: "12A"; "12A (14)" where another is called so, too
                   */
  VigilRole role;
  gboolean is_stray; /* of the ward, and not on this wall: index vigil_ward_get_n_beds() and over */
  gboolean is_taken_over; /* sounds here as at its primary, whatever @role is */
  VigilBedCondition condition;
  gint64 last_data_ms; /* wall; 0 = never */
  gint64 last_data_mono_us;
  gint64 condition_since_us; /* mono */
  gboolean is_demo; /* demo, test data: watermark */
  gboolean has_meta;
  guint32 meta_boot;
  VigilFrameMeta meta;
  VigilLead leads[VIGIL_LEADS_MAX];
  guint n_leads;
  VigilBeats beats; /* of the ECG lead that vigil_bed_find_lead() gives */
  VigilNumeric numerics[VIGIL_N_NUMERICS];
  VigilAgeBand band;
  VigilAgeBand limit_band; /* whose presets hold: a change of class does not change them */
  gboolean is_class_stated; /* the class is the site file's: the wire says none */
  VigilIdentity identity;
  /* The station that admitted somebody whose name is not known here yet ("NAME AT DESK 2"); "" =
   * none. */
  char name_at[VIGIL_ID_MAX + 1];
  char stay_id[VIGIL_UUID_SIZE]; /* of the last discharge or admission, for its delivery */
  gint64 stay_ms; /* when that was; 0 = none known */
  VigilFrameBedState state;
  char gateway[VIGIL_ID_MAX + 1];
  /* Playout: device time shown now = mono_us − shift_us (contract.md, Clock). */
  gboolean has_clock;
  gint64 shift_us;
  guint clock_epoch; /* changes with every step over 500 ms */
  guint nibp_interval_s;
  /* What suspends it now: an action of a station, or standby on the wire; NONE = nothing. */
  VigilSuspensionMode suspension;
  gint64 suspended_until_us; /* mono */
  gint64 suspended_since_ms; /* wall, of whoever said it */
  char suspended_reason[64];
  char suspended_by[64]; /* "" = the bedside, or unknown */
  char suspended_at[VIGIL_ID_MAX + 1]; /* the station; "" = the bedside's own standby */
  char suspended_id[VIGIL_UUID_SIZE]; /* of the action, for its delivery; "" = standby */
  struct _VigilBedPrivate *priv; /* the ward's own */
} VigilBed;

/* Device time that a wall cursor at @mono_us shows for this bed. */
static inline gint64
vigil_bed_device_at (const VigilBed *bed, gint64 mono_us)
{
  return mono_us - bed->shift_us;
}

/* Its label, which is of it alone, or its id. Lent, until the ward is fed. */
const char *vigil_bed_get_name (const VigilBed *bed);

/* @name, valid UTF-8, without case and blanks, owned by the caller: nobody hears "12 a" from "12A"
 * when it is called through a ward. Any thread. */
char *vigil_bed_fold_name (const char *name);

/* The first lead of @kind, "II" before others for ECG; NULL if the bed has none. */
const VigilLead *vigil_bed_find_lead (const VigilBed *bed, VigilWaveKind kind);
/* Of the lead's unit per millivolt; an unknown unit is taken for mV. */
double vigil_lead_get_per_millivolt (const VigilLead *lead);

G_END_DECLS
