/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Other stations, and the beds that this one takes over from them (contract.md, "Coverage"). In
 * doubt a bed sounds at one station too many. */

#include "vigil-ward-private.h"

#include <string.h>

#define RETURN_US (10 * VIGIL_SECOND_US)
/* A place is given up to a new station when its holder, primary of no bed, was silent for so long.
 */
#define FORGOTTEN_US (600 * VIGIL_SECOND_US)
#define CODE "VIGIL_EVT_PRIMARY_LOST"

static gboolean
is_able (const VigilWard *ward, const VigilDesk *desk)
{
  return desk->heard_us != 0 && desk->word == VIGIL_STATION_READY
         && ward->now.mono_us - desk->heard_us <= VIGIL_ABLE_US;
}

/* Able, and if it was missed, for long enough. */
static gboolean
counts (const VigilWard *ward, const VigilDesk *desk)
{
  return is_able (ward, desk)
         && !(desk->is_returning && ward->now.mono_us - desk->able_since_us < RETURN_US);
}

/* Just connected: who has not been heard yet is not missed yet. */
static gboolean
is_early (const VigilWard *ward)
{
  return ward->now.mono_us - ward->coverage.unproved_us <= VIGIL_ABLE_US;
}

static gboolean
is_link_lost (const VigilWard *ward)
{
  return ward->link.shown == VIGIL_LINK_SHOWN_LOST || vigil_ward_is_link_lost_told (ward);
}

/* ── What they say ──────────────────────────────────────────────────────────────────────────── */

static VigilDesk *
find (VigilCoverage *coverage, const char *station)
{
  for (guint i = 0; i < coverage->n_desks; i++)
    if (strcmp (coverage->desks[i].station, station) == 0)
      return &coverage->desks[i];
  return NULL;
}

static VigilDesk *
find_place (VigilWard *ward)
{
  VigilCoverage *coverage = &ward->coverage;
  if (coverage->n_desks < VIGIL_PEERS_MAX)
    return &coverage->desks[coverage->n_desks++];
  for (guint i = 0; i < VIGIL_PEERS_MAX; i++)
    if (vigil_bed_set_is_empty (&coverage->desks[i].primary)
        && ward->now.mono_us - coverage->desks[i].heard_us > FORGOTTEN_US)
      return &coverage->desks[i];
  return NULL;
}

static VigilDesk *
obtain (VigilWard *ward, const char *station)
{
  VigilDesk *desk = find (&ward->coverage, station);
  if (desk != NULL)
    return desk;
  desk = find_place (ward);
  if (desk == NULL) {
    vigil_ward_bump (ward, VIGIL_COUNTER_TOO_MANY, 1);
    return NULL;
  }
  *desk = (VigilDesk){ .word = VIGIL_STATION_LOST };
  vigil_text_copy (desk->station, sizeof desk->station, station);
  return desk;
}

/* FALSE: a boot that was replaced. */
static gboolean
take_boot (VigilWard *ward, VigilDesk *desk, guint32 boot)
{
  if (desk->has_boot && desk->boot == boot)
    return TRUE;
  for (guint i = 0; i < MIN (desk->n_old_boots, VIGIL_OLD_BOOTS); i++) {
    if (desk->old_boots[i] != boot)
      continue;
    vigil_ward_bump (ward, VIGIL_COUNTER_OLD_BOOT, 1);
    return FALSE;
  }
  if (desk->has_boot)
    desk->old_boots[desk->n_old_boots++ % VIGIL_OLD_BOOTS] = desk->boot;
  desk->has_boot = TRUE;
  desk->boot = boot;
  return TRUE;
}

static void
take_roles (VigilWard *ward, VigilDesk *desk, const VigilFrameStationState *state)
{
  /* A will may name no beds: what is missed now is what was held. */
  if (state->word == VIGIL_STATION_LOST && state->n_beds == 0)
    return;
  desk->primary = desk->backup = (VigilBedSet){ 0 };
  for (guint i = 0; i < state->n_beds; i++) {
    guint bed = vigil_ward_find_bed (ward, state->beds[i]);
    if (bed == G_MAXUINT)
      continue; /* of a wall that shows other beds */
    if (state->roles[i] == VIGIL_ROLE_PRIMARY)
      vigil_bed_set_add (&desk->primary, bed);
    else if (state->roles[i] == VIGIL_ROLE_BACKUP)
      vigil_bed_set_add (&desk->backup, bed);
  }
}

void
vigil_ward_feed_desk (VigilWard *ward, const VigilFrame *frame)
{
  VigilDesk *desk = obtain (ward, frame->subject);
  if (desk == NULL)
    return;
  if (frame->is_retained) {
    /* Whose beds they are; whether it lives only something live can say. */
    if (desk->heard_us == 0)
      take_roles (ward, desk, &frame->station);
    return;
  }
  if (!take_boot (ward, desk, frame->boot))
    return;
  gboolean was_able = is_able (ward, desk);
  take_roles (ward, desk, &frame->station);
  desk->word = frame->station.word;
  desk->heard_us = ward->now.mono_us;
  if (is_able (ward, desk) && !was_able) {
    desk->able_since_us = ward->now.mono_us;
    desk->is_returning = !is_early (ward);
  }
  vigil_ward_tick_coverage (ward);
}

void
vigil_ward_delete_desk (VigilWard *ward, const char *station)
{
  VigilDesk *desk = find (&ward->coverage, station);
  if (desk == NULL)
    return;
  desk->primary = desk->backup = (VigilBedSet){ 0 };
  desk->heard_us = 0;
  vigil_ward_tick_coverage (ward);
}

void
vigil_ward_forget_desks (VigilWard *ward)
{
  for (guint i = 0; i < ward->coverage.n_desks; i++)
    ward->coverage.desks[i].heard_us = 0;
}

/* ── What this station takes over ───────────────────────────────────────────────────────────── */

typedef struct {
  gboolean has_primary, has_backup; /* one that counts */
  gboolean is_primary_gone; /* one said so itself */
  const VigilDesk *lost; /* who was primary of it, as far as is known */
} BedDesks;

static BedDesks
survey (const VigilWard *ward, guint bed)
{
  BedDesks desks = { 0 };
  for (guint i = 0; i < ward->coverage.n_desks; i++) {
    const VigilDesk *desk = &ward->coverage.desks[i];
    desks.has_backup |= vigil_bed_set_has (&desk->backup, bed) && counts (ward, desk);
    if (!vigil_bed_set_has (&desk->primary, bed))
      continue;
    desks.has_primary |= counts (ward, desk);
    desks.is_primary_gone |= desk->heard_us != 0 && desk->word != VIGIL_STATION_READY;
    if (desks.lost == NULL || desk->heard_us > desks.lost->heard_us)
      desks.lost = desk;
  }
  return desks;
}

/* No able primary: the backup; none either: every able station. */
static gboolean
must_take_over (const VigilWard *ward, const VigilBed *bed, const BedDesks *desks)
{
  if (bed->role == VIGIL_ROLE_PRIMARY || desks->has_primary)
    return FALSE;
  gboolean is_known = !is_early (ward) || bed->priv->is_missed;
  if (bed->role == VIGIL_ROLE_BACKUP)
    return desks->is_primary_gone || is_known;
  return !desks->has_backup && is_known;
}

static void
set_taken_over (VigilBed *bed, gboolean is_taken_over)
{
  if (bed->is_taken_over == is_taken_over)
    return;
  bed->is_taken_over = is_taken_over;
  bed->priv->scope.is_dirty = TRUE;
  bed->priv->dirty |= VIGIL_DIRTY_STATE;
}

/* One alarm for each station lost, that names the beds which sound here instead. */
static void
tell_lost (VigilWard *ward, const char *station, const VigilBedSet *beds)
{
  if (vigil_bed_set_is_empty (beds) && vigil_scope_find_code (&ward->scope, CODE, station) == NULL)
    return;
  g_autoptr (GString) label = g_string_new ("PRIMARY LOST");
  if (station[0] != '\0')
    g_string_append_printf (label, " · %s", station);
  g_string_append (label, " · sound here:");
  for (guint i = 0; i < ward->n_beds; i++) {
    const VigilBed *bed = &ward->beds[i];
    if (vigil_bed_set_has (beds, i))
      g_string_append_printf (label, " %s", vigil_bed_get_name (bed));
  }
  char text[sizeof ((VigilAlarm *) NULL)->label];
  vigil_text_copy (text, sizeof text, label->str);
  vigil_ward_set_condition (ward, &ward->scope, CODE, station,
                            vigil_bed_set_is_empty (beds) ? VIGIL_PRIORITY_NONE
                                                          : VIGIL_PRIORITY_MEDIUM,
                            text, ward->now.wall_ms);
}

void
vigil_ward_tick_coverage (VigilWard *ward)
{
  VigilCoverage *coverage = &ward->coverage;
  gboolean is_good = vigil_ward_is_link_good (ward);
  gboolean is_lost = is_link_lost (ward);
  VigilBedSet missed[VIGIL_PEERS_MAX + 1] = { 0 }; /* the last one: of nobody that is known */
  if (!is_good)
    coverage->unproved_us = ward->now.mono_us;
  for (guint i = 0; i < ward->n_beds; i++) {
    VigilBed *bed = &ward->beds[i];
    BedDesks desks = survey (ward, i);
    gboolean must = must_take_over (ward, bed, &desks);
    /* Link lost: each station is primary for its beds. */
    gboolean is_alone = is_lost && !bed->is_stray && bed->role != VIGIL_ROLE_NONE
                        && bed->role != VIGIL_ROLE_PRIMARY;
    set_taken_over (bed, must || is_alone);
    if (is_good)
      bed->priv->is_missed = must;
    /* A stray that nobody ever was primary of has lost none. */
    if (must && (desks.lost != NULL || !bed->is_stray))
      vigil_bed_set_add (
          &missed[desks.lost != NULL ? desks.lost - coverage->desks : VIGIL_PEERS_MAX], i);
  }
  /* With the link in doubt nothing new can be said of others. */
  if (!is_good)
    return;
  for (guint i = 0; i < coverage->n_desks; i++)
    tell_lost (ward, coverage->desks[i].station, &missed[i]);
  tell_lost (ward, "", &missed[VIGIL_PEERS_MAX]);
}
