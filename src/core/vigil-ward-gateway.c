/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Gateways: which of them lives, with which boot, and which beds it claims. */

#include "vigil-ward-private.h"

#include <string.h>

#define GROUP_US (5 * VIGIL_SECOND_US)
#define GROUP_N 3

VigilGateway *
vigil_ward_get_gateway (VigilWard *ward, const VigilBed *bed)
{
  gint index = bed->priv->gateway;
  return index >= 0 ? &ward->gateways[index] : NULL;
}

gboolean
vigil_gateway_is_old_boot (const VigilGateway *gateway, guint32 boot)
{
  for (guint i = 0; i < MIN (gateway->n_old_boots, VIGIL_OLD_BOOTS); i++)
    if (gateway->old_boots[i] == boot)
      return TRUE;
  return FALSE;
}

static VigilGateway *
find (VigilWard *ward, const char *id)
{
  for (guint i = 0; i < ward->n_gateways; i++)
    if (strcmp (ward->gateways[i].id, id) == 0)
      return &ward->gateways[i];
  return NULL;
}

static VigilGateway *
obtain (VigilWard *ward, const char *id)
{
  VigilGateway *gateway = find (ward, id);
  if (gateway != NULL || ward->n_gateways >= VIGIL_GATEWAYS_MAX)
    return gateway;
  gateway = &ward->gateways[ward->n_gateways++];
  *gateway = (VigilGateway){ 0 };
  vigil_text_copy (gateway->id, sizeof gateway->id, id);
  return gateway;
}

static gboolean
claims (const VigilGateway *gateway, guint bed)
{
  return vigil_bed_set_has (&gateway->claims, bed);
}

/* The first live gateway that claims a bed keeps it; one that is gone keeps it until another comes,
 * so that its loss can be named. */
static void
give_bed (VigilWard *ward, VigilBed *bed)
{
  VigilBedPrivate *priv = bed->priv;
  const VigilGateway *owner = vigil_ward_get_gateway (ward, bed);
  if (owner != NULL && owner->is_ready && claims (owner, bed->index))
    return;
  gint chosen = owner != NULL && claims (owner, bed->index) ? priv->gateway : -1;
  for (guint i = 0; i < ward->n_gateways; i++) {
    const VigilGateway *gateway = &ward->gateways[i];
    if (!claims (gateway, bed->index))
      continue;
    if (gateway->is_ready || chosen < 0)
      chosen = (gint) i;
    if (gateway->is_ready)
      break;
  }
  if (chosen == priv->gateway)
    return;
  priv->gateway = chosen;
  vigil_text_copy (bed->gateway, sizeof bed->gateway, chosen >= 0 ? ward->gateways[chosen].id : "");
  priv->dirty |= VIGIL_DIRTY_STATE;
}

static void
tell_claimed_twice (VigilWard *ward, VigilBed *bed, const VigilGateway *gateway, gboolean is_twice)
{
  g_autofree char *label = g_strdup_printf ("CLAIMED BY TWO GATEWAYS · %s", gateway->id);
  vigil_ward_set_condition (ward, &bed->priv->scope, "VIGIL_EVT_CLAIMED_TWICE", gateway->id,
                            is_twice ? VIGIL_PRIORITY_MEDIUM : VIGIL_PRIORITY_NONE, label,
                            ward->now.wall_ms);
}

/* What came of a bed before its gateway's claim. */
static void
release_held (VigilWard *ward, VigilBed *bed, const VigilGateway *gateway)
{
  g_autoptr (GPtrArray) held = g_steal_pointer (&bed->priv->held);
  for (guint i = 0; held != NULL && i < held->len; i++) {
    const VigilFrame *frame = g_ptr_array_index (held, i);
    if (frame->boot == gateway->boot)
      vigil_ward_dispatch (ward, frame);
    else if (frame->kind != VIGIL_FRAME_ALARM && frame->kind != VIGIL_FRAME_ALARMS_END)
      vigil_ward_bump (ward, VIGIL_COUNTER_FOREIGN_BOOT, 1);
  }
}

static void
resolve (VigilWard *ward)
{
  for (guint i = 0; i < ward->n_beds; i++) {
    VigilBed *bed = &ward->beds[i];
    give_bed (ward, bed);
    const VigilGateway *owner = vigil_ward_get_gateway (ward, bed);
    if (owner != NULL && owner->is_ready)
      release_held (ward, bed, owner);
    for (guint j = 0; j < ward->n_gateways; j++) {
      const VigilGateway *gateway = &ward->gateways[j];
      gboolean is_twice = gateway != owner && gateway->is_ready && claims (gateway, i)
                          && owner != NULL && owner->is_ready;
      if (is_twice
          || vigil_scope_find_code (&bed->priv->scope, "VIGIL_EVT_CLAIMED_TWICE", gateway->id)
                 != NULL)
        tell_claimed_twice (ward, bed, gateway, is_twice);
    }
  }
}

static gboolean
is_refused_boot (VigilWard *ward, const VigilGateway *gateway, guint32 boot)
{
  if (!vigil_gateway_is_old_boot (gateway, boot))
    return FALSE;
  vigil_ward_bump (ward, VIGIL_COUNTER_OLD_BOOT, 1);
  return TRUE;
}

/* A boot that was only retained is set aside, not refused: it may yet be heard. */
static void
leave_boot (VigilGateway *gateway)
{
  if (gateway->is_boot_heard)
    gateway->old_boots[gateway->n_old_boots++ % VIGIL_OLD_BOOTS] = gateway->boot;
  else if (gateway->has_boot)
    gateway->aside = (VigilGatewayAside){ TRUE, gateway->boot, gateway->is_ready, gateway->claims };
}

/* FALSE: a boot that was replaced. */
static gboolean
take_boot (VigilWard *ward, VigilGateway *gateway, const VigilFrame *frame)
{
  if (!gateway->has_boot || gateway->boot != frame->boot) {
    if (is_refused_boot (ward, gateway, frame->boot))
      return FALSE;
    leave_boot (gateway);
    gateway->has_boot = TRUE;
    gateway->boot = frame->boot;
    gateway->is_boot_heard = FALSE;
  }
  gateway->is_boot_heard |= !frame->is_retained;
  return TRUE;
}

static void
count_refused_claims (VigilWard *ward, const VigilGateway *gateway)
{
  for (guint i = 0; i < ward->n_beds; i++) {
    const VigilGateway *owner = vigil_ward_get_gateway (ward, &ward->beds[i]);
    if (claims (gateway, i) && owner != NULL && owner != gateway && owner->is_ready)
      vigil_ward_bump (ward, VIGIL_COUNTER_CLAIMED_TWICE, 1);
  }
}

static gboolean
has_high_bed (VigilWard *ward, const VigilGateway *gateway)
{
  for (guint i = 0; i < ward->n_beds; i++)
    if (vigil_ward_get_gateway (ward, &ward->beds[i]) == gateway
        && vigil_scope_has_high (&ward->beds[i].priv->scope))
      return TRUE;
  return FALSE;
}

static void
apply_state (VigilWard *ward, VigilGateway *gateway, gboolean is_ready, VigilBedSet bed_claims)
{
  if (gateway->aside.boot == gateway->boot)
    gateway->aside.has_any = FALSE;
  /* A will names no beds: the claims stay, so that their loss can be named. */
  if (is_ready || !vigil_bed_set_is_empty (&bed_claims))
    gateway->claims = bed_claims;
  gateway->is_ready = is_ready;
  if (gateway->is_ready)
    count_refused_claims (ward, gateway);
  else
    vigil_loss_begin (&gateway->loss, ward->now.mono_us, has_high_bed (ward, gateway));
  if (gateway->is_ready && gateway->loss.last_us == 0)
    gateway->loss.last_us = ward->now.mono_us;
  ward->is_link_dirty = TRUE;
  resolve (ward);
}

/* A broker that was restored from an older save hands out the state of a gateway's life before: a
 * retained state never takes the place of a boot that was heard. */
static gboolean
begin_state (VigilWard *ward, VigilGateway *gateway, const VigilFrame *frame)
{
  gateway->staged_boot = frame->boot;
  gateway->staged_claims = (VigilBedSet){ 0 };
  gateway->is_staging_aside =
      frame->is_retained && gateway->is_boot_heard && gateway->boot != frame->boot;
  if (!gateway->is_staging_aside) {
    guint n_missing;
    return take_boot (ward, gateway, frame)
           && vigil_ward_accept_topic (ward, &gateway->state, frame, &n_missing);
  }
  if (gateway->state.has_live) {
    vigil_ward_bump (ward, VIGIL_COUNTER_STALE_RETAINED, 1);
    return FALSE;
  }
  return !is_refused_boot (ward, gateway, frame->boot);
}

/* One that is on no wall of this station is kept beside it; not for what was only set aside. */
static guint
find_claimed (VigilWard *ward, const VigilGateway *gateway, const char *id)
{
  guint index = vigil_ward_find_bed (ward, id);
  if (index != G_MAXUINT || gateway->is_staging_aside)
    return index;
  const VigilBed *stray = vigil_ward_add_stray (ward, id, VIGIL_STRAY_CLAIMED);
  return stray != NULL ? stray->index : G_MAXUINT;
}

void
vigil_ward_feed_gateway_state (VigilWard *ward, const VigilFrame *frame)
{
  VigilGateway *gateway = obtain (ward, frame->subject);
  if (gateway == NULL) {
    vigil_ward_bump (ward, VIGIL_COUNTER_TOO_MANY, 1);
    return;
  }
  if (frame->gateway.is_first)
    gateway->is_staging = begin_state (ward, gateway, frame);
  if (!gateway->is_staging || frame->boot != gateway->staged_boot)
    return;
  for (guint i = 0; i < frame->gateway.n_beds; i++) {
    guint index = find_claimed (ward, gateway, frame->gateway.beds[i]);
    if (index != G_MAXUINT)
      vigil_bed_set_add (&gateway->staged_claims, index);
  }
  if (!frame->gateway.is_last)
    return;

  gateway->is_staging = FALSE;
  if (gateway->is_staging_aside)
    gateway->aside =
        (VigilGatewayAside){ TRUE, frame->boot, frame->gateway.is_ready, gateway->staged_claims };
  else
    apply_state (ward, gateway, frame->gateway.is_ready, gateway->staged_claims);
}

void
vigil_ward_feed_heartbeat (VigilWard *ward, const VigilFrame *frame)
{
  VigilGateway *gateway = obtain (ward, frame->subject);
  if (gateway == NULL) {
    vigil_ward_bump (ward, VIGIL_COUNTER_TOO_MANY, 1);
    return;
  }
  if (frame->is_retained) {
    vigil_ward_bump (ward, VIGIL_COUNTER_STALE_RETAINED, 1);
    return;
  }
  gboolean had_boot = gateway->has_boot;
  guint32 old_boot = gateway->boot;
  if (!take_boot (ward, gateway, frame))
    return;
  if (gateway->aside.has_any && gateway->aside.boot == gateway->boot)
    apply_state (ward, gateway, gateway->aside.is_ready, gateway->aside.claims);
  else if (had_boot && old_boot != gateway->boot)
    resolve (ward);
  if (gateway->is_ready || gateway->loss.since_us == 0)
    vigil_loss_note (&gateway->loss, ward->now.mono_us);
}

void
vigil_ward_delete_gateway (VigilWard *ward, const char *id)
{
  VigilGateway *gateway = find (ward, id);
  if (gateway == NULL)
    return;
  gateway->claims = (VigilBedSet){ 0 };
  gateway->is_ready = gateway->aside.has_any = FALSE;
  gateway->loss = (VigilLoss){ 0 };
  resolve (ward);
}

/* A stray that another station hears is that station's to miss. */
static gboolean
is_missed_here (const VigilBed *bed)
{
  return !bed->is_stray || bed->is_taken_over;
}

static gboolean
is_bed_gone (VigilWard *ward, const VigilGateway *gateway, guint i)
{
  const VigilBed *bed = &ward->beds[i];
  return is_missed_here (bed) && vigil_ward_get_gateway (ward, bed) == gateway
         && bed->priv->data.since_us != 0 && bed->state.word != VIGIL_BED_DISCONNECTED;
}

/* The beds whose data went at @from_us or within 5 s after; returns how many. */
static guint
find_gone_with (VigilWard *ward, const VigilGateway *gateway, gint64 from_us, VigilBedSet *group)
{
  guint n = 0;
  for (guint i = 0; i < ward->n_beds; i++) {
    gint64 later_us = ward->beds[i].priv->data.since_us - from_us;
    if (is_bed_gone (ward, gateway, i) && later_us >= 0 && later_us <= GROUP_US) {
      vigil_bed_set_add (group, i);
      n++;
    }
  }
  return n;
}

/* Three beds or more whose data went within 5 s: one cause, one alarm. What is told as that stays
 * so until the last of them is back: its silence is of them all. */
static VigilBedSet
find_group (VigilWard *ward, const VigilGateway *gateway)
{
  const VigilBedSet *told = gateway != NULL ? &gateway->group : &ward->group;
  gint64 told_us = G_MAXINT64;
  for (guint i = 0; i < ward->n_beds; i++)
    if (vigil_bed_set_has (told, i) && is_bed_gone (ward, gateway, i))
      told_us = MIN (told_us, ward->beds[i].priv->data.since_us);
  for (guint i = 0; i < ward->n_beds; i++) {
    VigilBedSet group = { 0 };
    gint64 from_us = ward->beds[i].priv->data.since_us;
    if (!is_bed_gone (ward, gateway, i) || (told_us != G_MAXINT64 && from_us != told_us))
      continue;
    if (find_gone_with (ward, gateway, from_us, &group) >= GROUP_N || from_us == told_us)
      return group;
  }
  return (VigilBedSet){ 0 };
}

static void
tell (VigilWard *ward, const char *id, VigilPriority priority, const char *what, VigilBedSet beds)
{
  char text[sizeof ((VigilAlarm *) NULL)->label] = "";
  if (priority != VIGIL_PRIORITY_NONE) {
    g_autoptr (GString) label = g_string_new (what);
    const char *separator = " · ";
    for (guint i = 0; i < ward->n_beds; i++) {
      if (!vigil_bed_set_has (&beds, i))
        continue;
      const VigilBed *bed = &ward->beds[i];
      g_string_append_printf (label, "%s%s", separator, vigil_bed_get_name (bed));
      separator = " ";
    }
    /* As the alarm keeps it: compared with that, each tick, to see whether it has changed. */
    vigil_text_copy (text, sizeof text, label->str);
  }
  vigil_ward_set_condition (ward, &ward->scope, "VIGIL_EVT_GATEWAY_LOST", id, priority, text,
                            ward->now.wall_ms);
}

/* Beds that went together share one timer; it rests when all of them are coming back. */
static void
tell_group (VigilWard *ward, const char *id, VigilBedSet group, VigilBedSet *told)
{
  VigilLoss shared = { 0 };
  gint64 back_us = G_MAXINT64;
  for (guint i = 0; i < ward->n_beds; i++) {
    const VigilLoss *loss = &ward->beds[i].priv->data;
    if (!vigil_bed_set_has (&group, i))
      continue;
    vigil_loss_begin (&shared, loss->since_us, loss->had_high);
    shared.told = MAX (shared.told, loss->told);
    back_us = MIN (back_us, loss->steady_since_us);
  }
  shared.steady_since_us = vigil_bed_set_is_empty (&group) ? 0 : back_us;
  VigilPriority priority = vigil_loss_judge (&shared, ward->now.mono_us, G_MAXINT64);
  tell (ward, id, priority, "NO DATA", group);
  *told = priority != VIGIL_PRIORITY_NONE ? group : (VigilBedSet){ 0 };
}

static void
tell_lost (VigilWard *ward, VigilGateway *gateway)
{
  VigilBedSet beds = { 0 };
  for (guint i = 0; i < ward->n_beds; i++)
    if (vigil_ward_get_gateway (ward, &ward->beds[i]) == gateway && is_missed_here (&ward->beds[i]))
      vigil_bed_set_add (&beds, i);
  VigilPriority priority = vigil_loss_judge (&gateway->loss, ward->now.mono_us, G_MAXINT64);
  tell (ward, gateway->id, vigil_bed_set_is_empty (&beds) ? VIGIL_PRIORITY_NONE : priority,
        "GATEWAY LOST", beds);
}

static void
tick_gateway (VigilWard *ward, VigilGateway *gateway)
{
  VigilLoss *loss = &gateway->loss;
  gint64 mono_us = ward->now.mono_us;
  gint64 heard_us = MAX (loss->last_us, ward->link.up_us);
  if (gateway->has_boot && mono_us - heard_us > VIGIL_DASHES_US)
    vigil_loss_begin (loss, heard_us, has_high_bed (ward, gateway));
  else if (loss->since_us != 0 && gateway->is_ready
           && vigil_loss_is_steady (loss, mono_us, VIGIL_STEADY_US))
    loss->since_us = 0;
  VigilBedSet group = { 0 };
  if (loss->since_us == 0)
    group = find_group (ward, gateway);
  if (!vigil_bed_set_is_empty (&group))
    tell_group (ward, gateway->id, group, &gateway->group);
  else {
    gateway->group = (VigilBedSet){ 0 };
    tell_lost (ward, gateway);
  }
}

void
vigil_ward_tick_gateways (VigilWard *ward)
{
  /* With the link gone nothing can be said of what is behind it. */
  if (!vigil_ward_is_link_good (ward))
    return;
  for (guint i = 0; i < ward->n_gateways; i++)
    tick_gateway (ward, &ward->gateways[i]);
  tell_group (ward, "", find_group (ward, NULL), &ward->group);
}

/* Not heard for 5 s, and the bed went with it: the gateway's alarm will say it, so the bed's own
 * does not come up for the moment between the two. */
static gboolean
is_going (const VigilGateway *gateway, const VigilBed *bed)
{
  return gateway->loss.since_us != 0 && gateway->loss.steady_since_us == 0
         && bed->priv->data.since_us + GROUP_US >= gateway->loss.since_us;
}

gboolean
vigil_ward_is_loss_folded (VigilWard *ward, const VigilBed *bed)
{
  const VigilGateway *gateway = vigil_ward_get_gateway (ward, bed);
  if (vigil_ward_is_link_lost_told (ward))
    return TRUE;
  const VigilAlarmRecord *record = vigil_scope_find_code (&ward->scope, "VIGIL_EVT_GATEWAY_LOST",
                                                          gateway != NULL ? gateway->id : "");
  if (record == NULL || !vigil_alarm_stands (record))
    return gateway != NULL && is_going (gateway, bed);
  if (gateway != NULL && gateway->loss.since_us != 0)
    return TRUE;
  VigilBedSet group = find_group (ward, gateway);
  return vigil_bed_set_has (&group, bed->index);
}
