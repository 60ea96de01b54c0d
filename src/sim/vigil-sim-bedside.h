/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The alarms of a bedside monitor: arrhythmias and technical conditions by the episodes of the
 * scenario, limits by the numbers that it shows, each with its delay; latching ones stay until
 * someone resets them at the bed. One per bed. */

#include "vigil-sim-scenario.h"

G_BEGIN_DECLS

typedef struct _VigilSimBedside VigilSimBedside;

/* @plan is lent for life. */
VigilSimBedside *vigil_sim_bedside_new (const VigilSimBedPlan *plan) G_GNUC_WARN_UNUSED_RESULT;
void vigil_sim_bedside_free (VigilSimBedside *bedside);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilSimBedside, vigil_sim_bedside_free)

/* Before the first look: makes ids that never come again. */
void vigil_sim_bedside_set_epoch (VigilSimBedside *bedside, gint64 epoch_ms);
/* Somebody sets @limit: it holds from the next look on, and alarms by it; off until its end. */
void vigil_sim_bedside_set_limit (VigilSimBedside *bedside, const VigilLimit *limit);
/* Looks at the bed at @t_s; @t_ms is its device's time. */
void vigil_sim_bedside_look (VigilSimBedside *bedside,
                             double t_s,
                             gint64 t_ms,
                             const VigilFrameVitals *vitals);
/* TRUE once after each change of the list. */
gboolean vigil_sim_bedside_take_change (VigilSimBedside *bedside);
/* The whole list into @alarms of VIGIL_ALARMS_MAX; returns how many. */
guint vigil_sim_bedside_list (const VigilSimBedside *bedside, VigilFrameAlarm *alarms);

/* Delay of a limit alarm of @kind and @level at the bedside, s. */
double vigil_sim_bedside_limit_delay (VigilNumericKind kind, guint level);
/* The code of a limit alarm: its own where there is one, else LO or HI. */
const char *vigil_sim_bedside_limit_code (VigilNumericKind kind, gboolean is_low, guint level);
/* TRUE if a heart alarm of @kind silences the limits of rate and pulse: the worse one says it. */
gboolean vigil_sim_bedside_hides_limits (VigilSimEpisodeKind kind);

G_END_DECLS
