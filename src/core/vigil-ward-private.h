/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the files of the ward share: nothing here is for others. A scope is where alarms and actions
 * live: one for each bed and one for the ward itself (link, gateways, sound). Main thread. */

#include "vigil-action.h"
#include "vigil-bed-set.h"
#include "vigil-drill.h"
#include "vigil-playout.h"
#include "vigil-ward-command.h"

G_BEGIN_DECLS

#define VIGIL_BEDS_MAX 64 /* of the wall */
#define VIGIL_BEDS_ALL_MAX (VIGIL_BEDS_MAX + VIGIL_STRAYS_MAX)
#define VIGIL_GATEWAYS_MAX 64
#define VIGIL_PEERS_MAX 32
#define VIGIL_RECORDS_MAX 128
#define VIGIL_OLD_BOOTS 8
#define VIGIL_SECOND_US G_GINT64_CONSTANT (1000000)
/* Of two actions the later `t` wins, and what is done next has a later one still: one from so far
 * ahead would outlive everything, and take ours along to where nobody believes them. */
#define VIGIL_AHEAD_MS (24 * G_GINT64_CONSTANT (3600000))
/* A bedside list is authoritative for so long (contract.md, "Which alarms are the same"). */
#define VIGIL_LIST_FRESH_US (25 * VIGIL_SECOND_US)
/* Nothing for 5 s: dashes (ux.md, "Technical, by consequence"). */
#define VIGIL_DASHES_US (5 * VIGIL_SECOND_US)
/* Another station is able for so long after its last word (contract.md, "Coverage"). */
#define VIGIL_ABLE_US (6 * VIGIL_SECOND_US)
#define VIGIL_STEADY_US (10 * VIGIL_SECOND_US)
/* What is silent for longer is not steady (contract.md, "Link"). */
#define VIGIL_BREAK_US (3 * VIGIL_SECOND_US)

/* One retained or live topic: what was accepted of it last. */
typedef struct {
  gboolean has_any;
  gboolean has_live; /* since connecting */
  guint32 boot, seq;
  gint64 t_ms;
} VigilTopic;

typedef struct {
  VigilBed *bed; /* NULL: the ward's own */
  GPtrArray *records; /* VigilAlarmRecord; owned */
  GPtrArray *shown; /* VigilAlarm; lent, sorted */
  VigilActionSet actions;
  VigilAction suspension; /* the latest suspend or resume; id "" = none */
  gint64 suspended_until_us;
  gint64 suspended_from_us; /* mono; when it was said, by its own t */
  gboolean is_dirty; /* fold, sort and announce again */
  gboolean is_list_dirty; /* see which own actions stand */
  gboolean has_new_actions; /* the own list changed */
  gboolean has_staff; /* staff is at the bedside, so far as was told */
} VigilScope;

typedef struct {
  gint64 broken_us; /* mono; the last value outside the limit */
  gint64 clear_since_us; /* mono; inside the limit since; 0 = outside */
} VigilLimitWatch;

/* A limit that is off at the bedside. */
typedef struct {
  gint64 until_ms; /* as said; 0 = it is on */
  gint64 until_us; /* mono; 0 = without a good end: it counts as none */
} VigilLimitOff;

typedef struct {
  char source[VIGIL_ID_MAX + 1];
  VigilTopic topic;
  gboolean is_accepting; /* the block that is coming in */
  gboolean is_meta_right;
} VigilBedSource;

typedef struct {
  char station[VIGIL_ID_MAX + 1];
  VigilTopic topic;
  gboolean is_accepting;
  gint64 list_t_ms;
} VigilPeer;

typedef struct {
  gboolean is_staging;
  gboolean is_retained;
  gboolean is_incomplete; /* items of it could not be understood */
  guint32 boot, seq;
  guint n_expected, n_items;
  gint64 t_ms;
  VigilFrameAlarm items[VIGIL_ALARMS_MAX];
} VigilStagedList;

/* The timer of one loss: of data, of a gateway, of the link. */
typedef struct {
  gint64 since_us; /* mono; 0 = well */
  gboolean had_high; /* a high alarm stood when it went */
  gint64 steady_since_us; /* traffic again, without a break since; 0 = none */
  gint64 last_us; /* last sign of life */
  VigilPriority told; /* the highest so far */
} VigilLoss;

typedef struct _VigilBedPrivate VigilBedPrivate;

struct _VigilBedPrivate {
  VigilScope scope;
  guint dirty;
  gint gateway; /* index of the one that owns it, −1 = none */
  GPtrArray *held; /* VigilFrame copies that wait for their gateway's claim */
  gboolean is_holding_list;
  VigilTopic meta, limits, state, vitals, alarms, result;
  VigilBedSource sources[VIGIL_LEADS_MAX];
  VigilPlayoutSource playout_sources[VIGIL_LEADS_MAX];
  guint n_sources;
  VigilPlayout playout;
  VigilPeer peers[VIGIL_PEERS_MAX];
  guint n_peers;
  /* The bed's own time. */
  gboolean has_device;
  gboolean is_device_live; /* something live has told it */
  guint32 device_boot;
  gint64 device_ms, device_mono_us;
  gboolean has_clock_lead; /* something live of it was heard */
  gint64 clock_lead_ms; /* the most that its clock was ahead of mono: the least delay */
  gint64 clock_from_ms; /* device time: no time before it is of the clock of now */
  guint epoch;
  /* The bedside's list. */
  VigilStagedList staged;
  gint64 list_us; /* mono of the last accepted one; 0 = none */
  gint64 list_heard_us; /* the same, though it was taken away: another is expected; 0 = none ever */
  gint64 list_due_us; /* mono; since then one can be missed */
  gboolean is_list_live;
  gboolean is_list_faulty; /* the newest was refused or incomplete: what is missing is not over */
  gboolean is_list_waiting; /* a retained one that waits for something live */
  gboolean is_list_last_known; /* it waited in vain: what it says is shown, not sounded */
  VigilStagedList waiting;
  /* Numbers. */
  gint64 vitals_us; /* mono; 0 = never */
  gint64 first_data_us;
  gint64 usable_since_us[VIGIL_N_NUMERICS]; /* mono; 0 = not usable */
  gboolean is_dashed;
  gboolean has_limits;
  VigilFrameLimits limits_frame;
  VigilLimitOff offs[VIGIL_N_NUMERICS];
  VigilRequest *requests[VIGIL_N_NUMERICS + 1]; /* the last is the cuff's; NULL = none */
  VigilLimitWatch watch[VIGIL_N_NUMERICS][2][2]; /* side, level */
  gboolean is_watched[VIGIL_N_NUMERICS]; /* a limit of it is broken, or was a moment ago */
  gint64 judged_t_ms[VIGIL_N_NUMERICS]; /* own t of the last single reading judged */
  double judged_value[VIGIL_N_NUMERICS];
  gboolean is_told[VIGIL_N_NUMERICS]; /* the last number told to those who keep it was one */
  gint64 told_t_ms[VIGIL_N_NUMERICS]; /* own t of the last single reading told */
  double told_value[VIGIL_N_NUMERICS];
  gint64 last_high_us;
  gint64 leads_off_since_us;
  gint64 no_limits_since_us, class_unknown_since_us;
  /* Losses and state. */
  char label[24]; /* what the site file or the meta calls it; "" = its id */
  VigilLoss data;
  gboolean has_waves_alone; /* the loss is of the numbers */
  gint64 state_t_ms; /* of the last accepted state; 0 = none */
  gint64 refused_us; /* an unsupported payload; 0 = none */
  gint64 away_until_us, away_t_ms; /* standby; 0 = not away */
  gint64 resumed_t_ms; /* the newest resume: no standby from before it counts; 0 = none */
  gint64 signal_since_us; /* steady signal, for the end of Away */
  gint64 no_signal_since_us; /* none, since; 0 = there is some */
  gboolean was_signal_lost; /* since the suspension began */
  gboolean is_return_untold; /* signal ended an Away of this station, and nobody has recorded it */
  gboolean is_overdue;
  gint64 overdue_since_us;
  VigilAction stay; /* the latest discharge or admission heard; id "" = none */
  gint64 unclaimed_since_us; /* steady signal on an empty bed; 0 = none */
  gboolean is_missed; /* no station that should sound it is able, so far as the link tells */
  gint64 stray_us; /* mono; of a stray, something live last came; 0 = never */
  gboolean is_stray_told;
};

/* The last retained state of a boot that is not the current one: it waits for something live. */
typedef struct {
  gboolean has_any;
  guint32 boot;
  gboolean is_ready;
  VigilBedSet claims;
} VigilGatewayAside;

typedef struct {
  char id[VIGIL_ID_MAX + 1];
  VigilTopic state, heartbeat;
  gboolean has_boot;
  gboolean is_boot_heard; /* something live of it came; a retained one may be of a dead gateway */
  guint32 boot;
  guint32 old_boots[VIGIL_OLD_BOOTS];
  guint n_old_boots; /* ever; the ring holds the last ones */
  gboolean is_ready;
  VigilBedSet claims, staged_claims;
  guint32 staged_boot;
  gboolean is_staging, is_staging_aside;
  VigilGatewayAside aside;
  VigilLoss loss;
  VigilBedSet group; /* lost together, told as one, and not yet back */
} VigilGateway;

/* Another station, as it says of itself. */
typedef struct {
  char station[VIGIL_ID_MAX + 1];
  gboolean has_boot;
  guint32 boot;
  guint32 old_boots[VIGIL_OLD_BOOTS];
  guint n_old_boots; /* ever; the ring holds the last ones */
  VigilStationWord word;
  gint64 heard_us; /* mono; its last live word on this connection, 0 = none */
  gint64 able_since_us; /* mono; able without a break since, 0 = not */
  gboolean is_returning; /* it was missed: it counts after ten seconds */
  VigilBedSet primary, backup;
} VigilDesk;

typedef struct {
  VigilDesk desks[VIGIL_PEERS_MAX];
  guint n_desks;
  gint64 unproved_us; /* mono; the link was last not good: who is silent since may be unheard */
} VigilCoverage;

typedef struct {
  VigilLinkState state;
  VigilLinkShown shown;
  char text[96];
  gint64 up_us; /* mono; since when data may be expected; 0 = not */
  gint64 echo_us; /* mono; 0 = none yet */
  gint64 echo_t_ms;
  VigilLoss loss;
} VigilWardLink;

struct _VigilWard {
  char site[VIGIL_ID_MAX + 1], ward[VIGIL_ID_MAX + 1], station[VIGIL_ID_MAX + 1];
  guint32 boot;
  gboolean is_demo_ward;
  VigilLimitPresets presets;
  VigilPatientClass stated_classes[VIGIL_BEDS_ALL_MAX];
  gboolean is_continuous_ecg[VIGIL_BEDS_ALL_MAX];
  gboolean has_own_label[VIGIL_BEDS_ALL_MAX];
  gint64 silence_high_us;
  VigilEventFunc func;
  gpointer data;
  VigilNow now; /* of the call that is running */
  gint64 start_us;
  VigilBedSet group; /* the same, of beds that no gateway claims */
  gint64 drawn_us;
  VigilBed *beds; /* of the wall, then the strays */
  guint n_beds; /* all of them */
  guint n_wall;
  gint64 stray_beyond_us; /* mono; a stray for which no place was left, last; 0 = none yet */
  VigilScope scope;
  VigilGateway gateways[VIGIL_GATEWAYS_MAX];
  guint n_gateways;
  VigilWardLink link;
  VigilCoverage coverage;
  guint64 counters[VIGIL_N_COUNTERS];
  GPtrArray *shown; /* all alarms shown; lent, sorted */
  gboolean is_shown_dirty;
  gboolean is_link_dirty;
  VigilDrill drill;
  gboolean is_drill_news;
  VigilPriority sounding;
  gint64 remind_us;
};

static inline void
vigil_ward_bump (VigilWard *ward, VigilCounter counter, guint n)
{
  ward->counters[counter] += n;
}

/* vigil-ward.c: vigil_ward_feed() without its end: for frames that were held. */
void vigil_ward_dispatch (VigilWard *ward, const VigilFrame *frame);

/* vigil-ward.c: makes bed @i of the ward. */
void vigil_ward_init_bed (VigilWard *ward, guint i, const VigilWardBed *config);

/* vigil-ward-stray.c: beds that are not on this wall. */

/* By what a stray is known: what is more takes the place of what is less. */
typedef enum {
  VIGIL_STRAY_RETAINED, /* somebody said something of it once */
  VIGIL_STRAY_LIVE, /* its monitor sends */
  VIGIL_STRAY_CLAIMED, /* by a gateway */
} VigilStraySign;

/* One of a name that is not known yet. NULL: no place is left. */
VigilBed *vigil_ward_add_stray (VigilWard *ward, const char *id, VigilStraySign sign);
/* FALSE: @frame, live and of a stray that no gateway claims, does not count. */
gboolean vigil_ward_admit_stray (VigilWard *ward, VigilBed *bed, const VigilFrame *frame);
/* Its alarms are another station's, and have not grown to this one. */
gboolean vigil_ward_is_elsewhere (const VigilBed *bed, const VigilAlarm *alarm);
void vigil_ward_tick_strays (VigilWard *ward);
/* In the place of vigil_ward_tick_technical() for one that no gateway claims: nobody misses it. */
void vigil_ward_tick_loose_stray (VigilWard *ward, VigilBed *bed);

/* vigil-ward-accept.c: which messages count (contract.md, "Rules for everything"). */

typedef enum {
  VIGIL_TOPIC_REFUSED,
  VIGIL_TOPIC_ACCEPTED,
  VIGIL_TOPIC_HELD, /* retained, and its gateway is not known yet */
} VigilAcceptance;

VigilAcceptance vigil_ward_accept_bed (
    VigilWard *ward, VigilBed *bed, VigilTopic *topic, const VigilFrame *frame, guint *n_missing);
gboolean vigil_ward_accept_topic (VigilWard *ward,
                                  VigilTopic *topic,
                                  const VigilFrame *frame,
                                  guint *n_missing);
/* Something live of @bed was accepted: its clock and its signs of life. */
void
vigil_ward_note_time (VigilWard *ward, VigilBed *bed, VigilTopic *topic, const VigilFrame *frame);
void vigil_bed_hold (VigilBed *bed, const VigilFrame *frame);

/* vigil-ward-age.c: since when an alarm stands, by the bed's own clock. */
/* @frame of @bed, said at @t_ms of device time, was accepted; @is_back: its clock went back. */
void vigil_ward_note_clock (
    VigilWard *ward, VigilBed *bed, const VigilFrame *frame, gint64 t_ms, gboolean is_back);
/* Finds out how long before its first sight @record was raised, if that is not known yet. */
void vigil_ward_date (const VigilWard *ward, const VigilScope *scope, VigilAlarmRecord *record);

/* vigil-ward-gateway.c */
void vigil_ward_feed_gateway_state (VigilWard *ward, const VigilFrame *frame);
void vigil_ward_feed_heartbeat (VigilWard *ward, const VigilFrame *frame);
void vigil_ward_delete_gateway (VigilWard *ward, const char *id);
void vigil_ward_tick_gateways (VigilWard *ward);
/* NULL: @bed has no gateway. */
VigilGateway *vigil_ward_get_gateway (VigilWard *ward, const VigilBed *bed);
gboolean vigil_gateway_is_old_boot (const VigilGateway *gateway, guint32 boot);
/* TRUE while the loss of @bed's data is told by its gateway's alarm, or the link's. */
gboolean vigil_ward_is_loss_folded (VigilWard *ward, const VigilBed *bed);

/* vigil-ward-link.c */
void vigil_ward_feed_link (VigilWard *ward, const VigilFrame *frame);
void vigil_ward_feed_station_state (VigilWard *ward, const VigilFrame *frame);
void vigil_ward_tick_link (VigilWard *ward);
gboolean vigil_ward_is_link_good (const VigilWard *ward);
gboolean vigil_ward_is_link_lost_told (const VigilWard *ward);

/* vigil-ward-coverage.c: other stations, and the beds that this one takes over from them. */
void vigil_ward_feed_desk (VigilWard *ward, const VigilFrame *frame);
void vigil_ward_delete_desk (VigilWard *ward, const char *station);
/* The link is gone: what was heard of other stations no longer holds. */
void vigil_ward_forget_desks (VigilWard *ward);
void vigil_ward_tick_coverage (VigilWard *ward);

/* vigil-ward-reach.c: who hears what. */
gboolean vigil_ward_is_primary (const VigilWard *ward, const VigilScope *scope);
/* Sets what @record says of its reach. */
void
vigil_ward_judge_reach (const VigilWard *ward, const VigilScope *scope, VigilAlarmRecord *record);
/* Notices what time alone has changed. */
void vigil_ward_tick_reach (VigilWard *ward, VigilScope *scope);
/* An occurrence seen for the first time soon after the start was maybe raised before it. */
void
vigil_ward_date_back (const VigilWard *ward, const VigilScope *scope, VigilAlarmRecord *record);
/* At the start of a fold: staff has come to the bedside, or has left. */
void vigil_ward_note_staff (VigilWard *ward, VigilScope *scope);
/* At its end, for each alarm shown. @was_announced: before this fold. */
void vigil_ward_tell_reach (VigilWard *ward,
                            VigilScope *scope,
                            VigilAlarmRecord *record,
                            gboolean was_announced);

/* vigil-ward-loss.c: the timing that losses share. */
void vigil_loss_begin (VigilLoss *loss, gint64 since_us, gboolean has_high);
/* A sign of life at @mono_us; a break starts the steady time anew. */
void vigil_loss_note (VigilLoss *loss, gint64 mono_us);
gboolean vigil_loss_is_steady (const VigilLoss *loss, gint64 mono_us, gint64 steady_us);
/* NONE, or the priority that a loss of so long has (ux.md, "No data"): never lower than it was, and
 * not higher while what was lost comes back. */
VigilPriority vigil_loss_judge (VigilLoss *loss, gint64 mono_us, gint64 low_us);

/* vigil-ward-bed.c: meta, limits, state. */
void vigil_ward_feed_meta (VigilWard *ward, VigilBed *bed, const VigilFrame *frame);
void vigil_ward_feed_limits (VigilWard *ward, VigilBed *bed, const VigilFrame *frame);
void vigil_ward_feed_bed_state (VigilWard *ward, VigilBed *bed, const VigilFrame *frame);
void vigil_ward_delete_of_bed (VigilWard *ward, VigilBed *bed, VigilFrameKind what);
void vigil_bed_update_band (VigilWard *ward, VigilBed *bed);
/* Of every bed the label that is its alone. */
void vigil_ward_name_beds (VigilWard *ward);
void vigil_bed_private_init (VigilBed *bed);
void vigil_bed_private_clear (VigilBed *bed);
/* A lead of the meta, or one made for a self-contained block; NULL if there is no room. */
VigilLead *vigil_bed_add_lead (VigilBed *bed, const VigilMetaLead *meta);
void vigil_bed_forget_traces (VigilBed *bed);

/* vigil-ward-wave.c */
void vigil_ward_feed_wave (VigilWard *ward, VigilBed *bed, const VigilFrame *frame);
void vigil_ward_tick_playout (VigilWard *ward, VigilBed *bed);

/* vigil-ward-vitals.c */
void vigil_ward_feed_vitals (VigilWard *ward, VigilBed *bed, const VigilFrame *frame);
void vigil_ward_tick_vitals (VigilWard *ward, VigilBed *bed);
/* The bed's device time now, by its clock run on; 0 = not known. */
gint64 vigil_bed_estimate_device_ms (const VigilBed *bed, gint64 mono_us);

/* vigil-ward-limit-source.c: whose limit holds. */
void vigil_ward_refresh_limits (VigilWard *ward, VigilBed *bed);
/* What of @frame, the bed's newest limits, is off, and until when. */
void vigil_ward_take_offs (VigilWard *ward, VigilBed *bed, const VigilFrame *frame);
/* What the bedside itself says of @kind, on or off; NULL = nothing. Lent. */
const VigilLimit *vigil_bed_find_said_limit (const VigilBed *bed, VigilNumericKind kind);

/* vigil-ward-limits.c: the station's own limit alarms. */
void vigil_ward_judge_limits (VigilWard *ward, VigilBed *bed, const VigilFrame *frame);
void vigil_ward_tick_limits (VigilWard *ward, VigilBed *bed);
/* TRUE while the ECG's leads are off: the station makes no alarm of its rate. */
gboolean vigil_bed_is_judging_blocked (const VigilBed *bed, VigilNumericKind kind);
/* TRUE for a cuff pressure: each reading is one measurement. */
gboolean vigil_numeric_is_single_reading (VigilNumericKind kind);
/* TRUE while the bedside's list is fresh. */
gboolean vigil_ward_is_list_fresh (const VigilWard *ward, const VigilBed *bed);
/* TRUE while it is fresh and whole, too: it is authoritative where its limit is on. */
gboolean vigil_ward_is_list_trusted (const VigilWard *ward, const VigilBed *bed);

/* vigil-ward-request.c: what was asked of a bed. */
void vigil_ward_feed_command (VigilWard *ward, VigilBed *bed, const VigilFrame *frame);
void vigil_ward_feed_result (VigilWard *ward, VigilBed *bed, const VigilFrame *frame);
/* The bed has said its limits. @before: the numerics as they were, NULL = it had said none yet. */
void vigil_ward_note_limits (VigilWard *ward, VigilBed *bed, const VigilNumeric *before);
/* The bed has said its vitals. */
void vigil_ward_note_cuff (VigilWard *ward, VigilBed *bed);
void vigil_ward_tick_requests (VigilWard *ward, VigilBed *bed);
/* Another stay: what was asked and changed for the one before is nobody's any more. */
void vigil_ward_forget_requests (VigilWard *ward, VigilBed *bed);
void vigil_bed_free_requests (VigilBed *bed);

/* vigil-ward-list.c: the bedside's alarm list. */
void vigil_ward_feed_list (VigilWard *ward, VigilBed *bed, const VigilFrame *frame);
void vigil_ward_tick_list (VigilWard *ward, VigilBed *bed);
/* @frame: a list of @bed that was refused as a whole. */
void vigil_bed_note_bad_list (VigilBed *bed, const VigilFrame *frame);
/* Something live came of a bed that has a retained list. */
void vigil_ward_wake_list (VigilWard *ward, VigilBed *bed);
/* TRUE if what an alarm of @src judges can be measured, and since when. */
gboolean
vigil_bed_is_source_usable (const VigilBed *bed, const VigilAlarm *alarm, gint64 *since_us);

/* vigil-ward-trend.c: what is kept of the numbers. After they were taken. */
void vigil_ward_tell_numbers (VigilWard *ward, VigilBed *bed, const VigilFrame *frame);

/* vigil-ward-technical.c: no data, consequences, class. */
void vigil_ward_note_data (VigilWard *ward, VigilBed *bed, gboolean is_vitals);
void vigil_ward_tick_technical (VigilWard *ward, VigilBed *bed);
void vigil_ward_note_unsupported (VigilWard *ward, VigilBed *bed);
/* Raises, updates or (NONE) ends a technical alarm that the station makes. */
VigilAlarmRecord *vigil_ward_set_condition (VigilWard *ward,
                                            VigilScope *scope,
                                            const char *code,
                                            const char *src,
                                            VigilPriority priority,
                                            const char *label,
                                            gint64 raised_ms);

/* vigil-ward-away.c: standby, suspensions. */
void vigil_ward_set_standby (VigilWard *ward, VigilBed *bed, gint64 t_ms, gint64 until_ms);
void vigil_ward_end_standby (VigilWard *ward, VigilBed *bed);
void vigil_ward_tick_away (VigilWard *ward, VigilBed *bed);
gboolean vigil_bed_is_away (const VigilBed *bed, gint64 mono_us);
gboolean vigil_bed_is_away_by_action (const VigilBed *bed, gint64 mono_us);
gboolean vigil_bed_is_suspended (const VigilBed *bed, gint64 mono_us);
/* Vitals and waves by which a patient is back (ux.md, "Suspend a bed"). */
gboolean vigil_bed_has_signal (const VigilBed *bed, gint64 mono_us);
void vigil_ward_apply_suspension (VigilWard *ward, VigilBed *bed, const VigilAction *action);
/* @held, from ahead, is dated: if it is the suspension that holds, its age counts. */
void vigil_ward_age_suspension (VigilBed *bed, const VigilHeldAction *held);
/* Another stay: nothing that was suspended for the one before goes on. */
void vigil_ward_forget_suspension (VigilWard *ward, VigilBed *bed);

/* One that was refused as of another stay may be of this one. */
void vigil_ward_retry_suspensions (VigilWard *ward, VigilBed *bed);

/* vigil-ward-encounter.c: who lies in the bed, and that somebody came or left. */
/* @record is born: it may have stood when the last one came or left. */
void vigil_ward_turn_born (VigilScope *scope, VigilAlarmRecord *record);
/* @held, of the bed, is a discharge or an admission. */
void vigil_ward_apply_stay (VigilWard *ward, VigilBed *bed, const VigilHeldAction *held);
/* Known to be empty, and nothing comes from it. */
gboolean vigil_bed_is_empty (const VigilBed *bed, gint64 mono_us);
void vigil_ward_tick_encounter (VigilWard *ward, VigilBed *bed);
/* An own admission: its identity is known here. */
void vigil_ward_take_entry (VigilWard *ward, VigilBed *bed, const VigilIdentity *identity);

/* vigil-ward-action.c: the bed's own time is known now: what was done is judged by it. */
void vigil_ward_date_actions (VigilWard *ward, VigilBed *bed);

/* vigil-ward-drill.c: ends a drill whose time has come. TRUE: it has just ended. */
gboolean vigil_ward_judge_drill (VigilWard *ward);

/* vigil-ward-touch.c: device time up to which a silence of all that @scope shows now would reach;
 * the newest time of its actions, and one of this station's own to hold. */
gint64 vigil_ward_get_reach_ms (const VigilWard *ward, const VigilScope *scope);
gint64 vigil_ward_get_action_time (const VigilWard *ward, const VigilScope *scope);
void vigil_ward_keep_action (VigilWard *ward, VigilScope *scope, const VigilAction *action);

/* vigil-ward-alarms.c: the records of a scope. */
void vigil_scope_init (VigilScope *scope, VigilBed *bed);
void vigil_scope_clear (VigilScope *scope);
VigilAlarmRecord *vigil_scope_find (const VigilScope *scope, const char *key);
/* The condition of the station's own that is @code, of @src; NULL if there is none. */
VigilAlarmRecord *
vigil_scope_find_code (const VigilScope *scope, const char *code, const char *src);
/* Finds or makes it; NULL at the ceiling with nothing to give up. */
VigilAlarmRecord *vigil_scope_obtain (VigilScope *scope, const char *key);
gboolean vigil_scope_has_high (const VigilScope *scope);
VigilMoment vigil_ward_get_moment (const VigilWard *ward, const VigilScope *scope);
/* Of vigil_ward_report(), what is of the alarm alone; its news. */
guint vigil_ward_tell_machine (VigilWard *ward,
                               VigilScope *scope,
                               VigilAlarmRecord *record,
                               const VigilAlarmReport *report,
                               gboolean *is_born);
/* @second was born: if it is open, what was silenced of its first level is so no more. */
void vigil_ward_worsen_first (VigilWard *ward, VigilScope *scope, const VigilAlarmRecord *second);
void vigil_ward_report (VigilWard *ward,
                        VigilScope *scope,
                        VigilAlarmRecord *record,
                        const VigilAlarmReport *report);
void vigil_ward_withdraw (VigilWard *ward,
                          VigilScope *scope,
                          VigilAlarmRecord *record,
                          VigilAlarmSource source,
                          gboolean is_reset);
/* Judges the silence of @record again and tells @news. */
void vigil_ward_settle (VigilWard *ward, VigilScope *scope, VigilAlarmRecord *record, guint news);
void vigil_ward_settle_all (VigilWard *ward, VigilScope *scope);
void vigil_ward_tick_scope (VigilWard *ward, VigilScope *scope);

/* vigil-ward-show.c: folding, sorting, announcing, what sounds. At the end of every call. */
void vigil_ward_refresh_all (VigilWard *ward);
void vigil_ward_flush (VigilWard *ward);
void vigil_ward_emit_number (VigilWard *ward,
                             VigilBed *bed,
                             VigilNumericKind kind,
                             const VigilTrendSample *sample);
void vigil_ward_emit_alarm (VigilWard *ward,
                            VigilScope *scope,
                            VigilAlarmRecord *record,
                            VigilEventKind kind);

void vigil_ward_emit_request (VigilWard *ward, VigilScope *scope, const VigilRequest *request);
void vigil_ward_emit_cut (VigilWard *ward, VigilScope *scope, const VigilAction *action);

/* vigil-ward-action.c: actions from elsewhere, and this station's own list. */
void vigil_ward_feed_actions (VigilWard *ward, VigilBed *bed, const VigilFrame *frame);
void vigil_ward_inherit (VigilWard *ward,
                         VigilScope *scope,
                         VigilAlarmRecord *record,
                         gint64 unanswered_ms);
void vigil_ward_refresh_own (VigilWard *ward, VigilScope *scope);

G_END_DECLS
