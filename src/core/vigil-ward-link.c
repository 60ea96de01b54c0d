/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The link: the broker's connection, and our own state read back, which alone proves write, broker
 * and read (contract.md, "Link"). */

#include "vigil-ward-private.h"

#include <string.h>

#define ECHO_US (3 * VIGIL_SECOND_US)
#define LOST_US (10 * VIGIL_SECOND_US)
#define LABEL "LINK LOST · go to the bedsides"

gboolean
vigil_ward_is_link_good (const VigilWard *ward)
{
  return ward->link.state == VIGIL_LINK_UP && ward->link.loss.since_us == 0;
}

static void
forget_live (VigilWard *ward)
{
  for (guint i = 0; i < ward->n_gateways; i++)
    ward->gateways[i].state.has_live = FALSE;
  for (guint i = 0; i < ward->n_beds; i++) {
    VigilBedPrivate *priv = ward->beds[i].priv;
    priv->meta.has_live = priv->limits.has_live = priv->state.has_live = FALSE;
    priv->vitals.has_live = priv->alarms.has_live = FALSE;
    for (guint j = 0; j < priv->n_sources; j++)
      priv->sources[j].topic.has_live = FALSE;
    for (guint j = 0; j < priv->n_peers; j++)
      priv->peers[j].topic.has_live = FALSE;
  }
}

static gboolean
has_any_high (const VigilWard *ward)
{
  for (guint i = 0; i < ward->n_beds; i++)
    if (vigil_scope_has_high (&ward->beds[i].priv->scope))
      return TRUE;
  return FALSE;
}

static void
set_name_in_use (VigilWard *ward, gboolean is_on)
{
  vigil_ward_set_condition (ward, &ward->scope, "VIGIL_EVT_NAME_IN_USE", NULL,
                            is_on ? VIGIL_PRIORITY_HIGH : VIGIL_PRIORITY_NONE,
                            "NAME IN USE · another station has this one's name", ward->now.wall_ms);
}

void
vigil_ward_feed_link (VigilWard *ward, const VigilFrame *frame)
{
  VigilWardLink *link = &ward->link;
  vigil_text_copy (link->text, sizeof link->text, frame->link.text);
  if (frame->link.state == VIGIL_LINK_UP && link->state != VIGIL_LINK_UP)
    forget_live (ward);
  link->state = frame->link.state;
  if (link->state != VIGIL_LINK_UP) {
    vigil_loss_begin (&link->loss, ward->now.mono_us, has_any_high (ward));
    vigil_ward_forget_desks (ward);
  }
  if (link->state == VIGIL_LINK_NAME_IN_USE)
    set_name_in_use (ward, TRUE);
  ward->is_link_dirty = TRUE;
  vigil_ward_tick_link (ward);
}

void
vigil_ward_feed_station_state (VigilWard *ward, const VigilFrame *frame)
{
  VigilWardLink *link = &ward->link;
  if (strcmp (frame->subject, ward->station) != 0) {
    vigil_ward_feed_desk (ward, frame);
    return;
  }
  if (frame->boot != ward->boot) {
    /* Our own life before this one may still be there, retained or as a late will. */
    if (!frame->is_retained && frame->station.word != VIGIL_STATION_LOST)
      set_name_in_use (ward, TRUE);
    return;
  }
  /* Another `t` than the last, not a later one: the wall clock may have stepped back. */
  if (frame->is_retained || frame->t_ms == link->echo_t_ms)
    return;
  link->echo_t_ms = frame->t_ms;
  link->echo_us = ward->now.mono_us;
  vigil_loss_note (&link->loss, ward->now.mono_us);
  vigil_ward_tick_link (ward);
}

static gboolean
has_echo (const VigilWard *ward)
{
  const VigilWardLink *link = &ward->link;
  return link->state == VIGIL_LINK_UP && link->echo_us != 0
         && ward->now.mono_us - link->echo_us <= ECHO_US;
}

gboolean
vigil_ward_is_link_deaf (const VigilWard *ward)
{
  return ward->link.state == VIGIL_LINK_UP && !has_echo (ward);
}

gboolean
vigil_ward_is_link_lost_told (const VigilWard *ward)
{
  const VigilAlarmRecord *record =
      vigil_scope_find_code (&ward->scope, "VIGIL_EVT_LINK_LOST", NULL);
  return record != NULL && vigil_alarm_stands (record);
}

/* At the start the first echo proves the link; once it was bad it must be steady for 10 s. */
static void
judge_loss (VigilWard *ward)
{
  VigilWardLink *link = &ward->link;
  gint64 mono_us = ward->now.mono_us;
  if (!has_echo (ward)) {
    gboolean is_new = link->loss.since_us == 0;
    vigil_loss_begin (&link->loss, is_new ? link->echo_us : mono_us, has_any_high (ward));
    return;
  }
  gboolean is_first = link->up_us == 0 && !vigil_ward_is_link_lost_told (ward);
  if (link->loss.since_us == 0
      || !(is_first || vigil_loss_is_steady (&link->loss, mono_us, VIGIL_STEADY_US)))
    return;
  link->loss = (VigilLoss){ .last_us = link->loss.last_us };
  link->up_us = mono_us;
  set_name_in_use (ward, FALSE);
}

/* High at once if a high alarm stands: once it is known that there is no link. A station that has
 * just started has not missed its echo yet. */
static gboolean
is_lost (const VigilWard *ward)
{
  const VigilLoss *loss = &ward->link.loss;
  if (loss->since_us == 0)
    return FALSE;
  gint64 until_us = loss->steady_since_us != 0 ? loss->steady_since_us : ward->now.mono_us;
  gint64 gone_us = until_us - loss->since_us;
  gboolean is_known = ward->link.state != VIGIL_LINK_UP || gone_us >= ECHO_US
                      || vigil_ward_is_link_lost_told (ward);
  return gone_us >= LOST_US || (loss->had_high && is_known);
}

static VigilLinkShown
judge_shown (const VigilWard *ward)
{
  if (ward->link.state != VIGIL_LINK_UP || (is_lost (ward) && !has_echo (ward)))
    return VIGIL_LINK_SHOWN_LOST;
  return ward->link.loss.since_us == 0 ? VIGIL_LINK_SHOWN_UP : VIGIL_LINK_SHOWN_UNPROVED;
}

void
vigil_ward_tick_link (VigilWard *ward)
{
  VigilWardLink *link = &ward->link;
  VigilLinkShown before = link->shown;
  judge_loss (ward);
  link->shown = judge_shown (ward);
  vigil_ward_set_condition (ward, &ward->scope, "VIGIL_EVT_LINK_LOST", NULL,
                            is_lost (ward) ? VIGIL_PRIORITY_HIGH : VIGIL_PRIORITY_NONE, LABEL,
                            ward->now.wall_ms);
  if (link->shown != before)
    ward->is_link_dirty = TRUE;
}
