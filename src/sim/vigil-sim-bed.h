/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One simulated bed: its signals, numbers and bedside alarms at any moment of the ward's virtual
 * time, as frames of the contract. It publishes nothing: the ward does. */

#include "vigil-sim-bedside.h"
#include "vigil-sim-source.h"

G_BEGIN_DECLS

typedef struct _VigilSimBed VigilSimBed;

/* @plan and @recording are lent for life. */
VigilSimBed *vigil_sim_bed_new (const VigilSimBedPlan *plan,
                                const VigilSimRecording *recording,
                                guint32 seed,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
void vigil_sim_bed_free (VigilSimBed *bed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilSimBed, vigil_sim_bed_free)

const VigilSimBedPlan *vigil_sim_bed_get_plan (const VigilSimBed *bed);
/* Before the first run: the wall time of virtual time 0. */
void vigil_sim_bed_set_epoch (VigilSimBed *bed, gint64 epoch_ms);
/* Goes on to @to_us (at most 1 s at once): waves, numbers, alarms. */
void vigil_sim_bed_run (VigilSimBed *bed, gint64 to_us);
/* The bed's own clock at virtual @at_us: µs since 1970, with a jump if the scenario has one. */
gint64 vigil_sim_bed_device_us (const VigilSimBed *bed, gint64 at_us);
/* TRUE while the bed's network is out: the gateway has nothing of it. */
gboolean vigil_sim_bed_is_disconnected (const VigilSimBed *bed);

const VigilFrameMeta *vigil_sim_bed_get_meta (const VigilSimBed *bed);
const VigilFrameVitals *vigil_sim_bed_get_vitals (const VigilSimBed *bed);
void vigil_sim_bed_get_state (const VigilSimBed *bed, VigilFrameBedState *state);
/* NULL: this bedside says nothing of limits. */
const VigilFrameLimits *vigil_sim_bed_get_limits (const VigilSimBed *bed);
/* Somebody sets @limit: it is told and alarms from the next run on; what is off comes back at its
 * end. */
void vigil_sim_bed_set_limit (VigilSimBed *bed, const VigilLimit *limit);
/* Somebody starts the cuff: a reading some seconds later. FALSE: there is none. */
gboolean vigil_sim_bed_start_cuff (VigilSimBed *bed);
guint vigil_sim_bed_list_alarms (const VigilSimBed *bed, VigilFrameAlarm *alarms);
/* TRUE once after each new set of vitals, 1 Hz. */
gboolean vigil_sim_bed_take_vitals (VigilSimBed *bed);
/* Each TRUE once after a change. */
gboolean vigil_sim_bed_take_alarm_change (VigilSimBed *bed);
gboolean vigil_sim_bed_take_state_change (VigilSimBed *bed);
gboolean vigil_sim_bed_take_limits_change (VigilSimBed *bed);
/* The leads of the last run. */
guint vigil_sim_bed_get_n_leads (const VigilSimBed *bed);
const VigilSimLead *vigil_sim_bed_get_lead (const VigilSimBed *bed, guint index);
/* Start of the last run, virtual µs. */
gint64 vigil_sim_bed_get_block_start_us (const VigilSimBed *bed);

G_END_DECLS
