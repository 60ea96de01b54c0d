/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Beds of the ward that are not in the order of this wall: forgotten in its configuration, or those
 * of another desk. None is silent by omission, and none takes memory without bound. */

#include "vigil-ward-private.h"

#include <string.h>

/* What is live and claimed by no gateway is told for so long after its last word. */
#define TOLD_US (60 * VIGIL_SECOND_US)
/* A place is given up when its holder was silent for so long, unclaimed and without an alarm. */
#define FORGOTTEN_US (600 * VIGIL_SECOND_US)
#define CODE "VIGIL_EVT_NOT_ON_WALL"

static gboolean
is_claimed_by_any (const VigilWard *ward, guint bed)
{
  for (guint i = 0; i < ward->n_gateways; i++) {
    const VigilGateway *gateway = &ward->gateways[i];
    if (vigil_bed_set_has (&gateway->claims, bed)
        || vigil_bed_set_has (&gateway->staged_claims, bed)
        || (gateway->aside.has_any && vigil_bed_set_has (&gateway->aside.claims, bed)))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_claimed (const VigilBed *bed)
{
  return bed->priv->gateway >= 0;
}

static gboolean
was_heard (const VigilWard *ward, const VigilBed *bed, gint64 within_us)
{
  return bed->priv->stray_us != 0 && ward->now.mono_us - bed->priv->stray_us <= within_us;
}

static gboolean
is_told (const VigilWard *ward, const VigilBed *bed)
{
  return is_claimed (bed) || was_heard (ward, bed, TOLD_US) || bed->priv->scope.shown->len > 0;
}

/* A claim counts for more than what anybody may send. */
static gboolean
is_replaceable (const VigilWard *ward, const VigilBed *bed, VigilStraySign sign)
{
  return !is_claimed_by_any (ward, bed->index) && bed->priv->scope.shown->len == 0
         && (sign == VIGIL_STRAY_CLAIMED || !was_heard (ward, bed, FORGOTTEN_US));
}

/* Nothing of its last holder stays: neither its traces nor whose bed it was. */
static void
vacate (VigilWard *ward, VigilBed *bed)
{
  guint index = bed->index;
  for (guint i = 0; i < ward->coverage.n_desks; i++) {
    vigil_bed_set_remove (&ward->coverage.desks[i].primary, index);
    vigil_bed_set_remove (&ward->coverage.desks[i].backup, index);
  }
  for (guint i = 0; i < ward->n_gateways; i++)
    vigil_bed_set_remove (&ward->gateways[i].group, index);
  vigil_bed_set_remove (&ward->group, index);
  vigil_bed_private_clear (bed);
  *bed = (VigilBed){ 0 };
  /* Its alarms may be among those lent. */
  ward->is_shown_dirty = TRUE;
  g_ptr_array_set_size (ward->shown, 0);
}

/* Half of the places are not for what is only retained. */
static guint
find_place (const VigilWard *ward, VigilStraySign sign)
{
  guint most = sign == VIGIL_STRAY_RETAINED ? VIGIL_STRAYS_MAX / 2 : VIGIL_STRAYS_MAX;
  if (ward->n_beds < ward->n_wall + most)
    return ward->n_beds;
  for (guint i = ward->n_wall; sign != VIGIL_STRAY_RETAINED && i < ward->n_beds; i++)
    if (is_replaceable (ward, &ward->beds[i], sign))
      return i;
  return G_MAXUINT;
}

VigilBed *
vigil_ward_add_stray (VigilWard *ward, const char *id, VigilStraySign sign)
{
  guint place = find_place (ward, sign);
  if (place == G_MAXUINT) {
    if (sign != VIGIL_STRAY_RETAINED)
      ward->stray_beyond_us = ward->now.mono_us;
    return NULL;
  }
  if (place < ward->n_beds)
    vacate (ward, &ward->beds[place]);
  else
    ward->n_beds++;
  VigilWardBed config = { .role = VIGIL_ROLE_WATCH };
  vigil_text_copy (config.id, sizeof config.id, id);
  vigil_ward_init_bed (ward, place, &config);
  vigil_ward_name_beds (ward);
  ward->beds[place].is_stray = TRUE;
  return &ward->beds[place];
}

static gboolean
is_of_monitor (const VigilFrame *frame)
{
  return frame->kind != VIGIL_FRAME_ACTIONS_BEGIN && frame->kind != VIGIL_FRAME_ACTION
         && frame->kind != VIGIL_FRAME_ACTIONS_END && frame->kind != VIGIL_FRAME_COMMAND;
}

gboolean
vigil_ward_admit_stray (VigilWard *ward, VigilBed *bed, const VigilFrame *frame)
{
  if (!is_of_monitor (frame) || frame->is_retained)
    return TRUE;
  bed->priv->stray_us = ward->now.mono_us;
  return is_claimed (bed);
}

gboolean
vigil_ward_is_elsewhere (const VigilBed *bed, const VigilAlarm *alarm)
{
  return bed->is_stray && alarm->reach == VIGIL_REACH_ELSEWHERE;
}

static gboolean
is_of_a_desk (const VigilWard *ward, guint bed)
{
  for (guint i = 0; i < ward->coverage.n_desks; i++)
    if (vigil_bed_set_has (&ward->coverage.desks[i].primary, bed)
        || vigil_bed_set_has (&ward->coverage.desks[i].backup, bed))
      return TRUE;
  return FALSE;
}

static gboolean
is_of_nobody (const VigilWard *ward, guint bed)
{
  const VigilBed *stray = &ward->beds[bed];
  return is_claimed (stray) && stray->priv->is_missed && !is_of_a_desk (ward, bed);
}

static void
write_label (const VigilWard *ward, char *text, gsize size)
{
  g_autoptr (GString) label = g_string_new ("NOT ON A WALL · sound here:");
  for (guint i = ward->n_wall; i < ward->n_beds; i++) {
    const VigilBed *bed = &ward->beds[i];
    if (is_of_nobody (ward, i))
      g_string_append_printf (label, " %s", vigil_bed_get_name (bed));
  }
  if (ward->stray_beyond_us != 0)
    g_string_append (label, " …");
  vigil_text_copy (text, size, label->str);
}

/* One low alarm that names the beds which no station of the ward has as its own: somebody is to
 * mend a configuration. Until then their alarms sound here. */
static void
tell_of_nobodys (VigilWard *ward)
{
  char text[sizeof ((VigilAlarm *) NULL)->label] = "";
  gboolean has_any = FALSE;
  for (guint i = ward->n_wall; i < ward->n_beds; i++)
    has_any |= is_of_nobody (ward, i);
  if (has_any)
    write_label (ward, text, sizeof text);
  vigil_ward_set_condition (ward, &ward->scope, CODE, NULL,
                            has_any ? VIGIL_PRIORITY_LOW : VIGIL_PRIORITY_NONE, text,
                            ward->now.wall_ms);
}

void
vigil_ward_tick_strays (VigilWard *ward)
{
  for (guint i = ward->n_wall; i < ward->n_beds; i++) {
    VigilBed *bed = &ward->beds[i];
    gboolean was_told = bed->priv->is_stray_told;
    bed->priv->is_stray_told = is_told (ward, bed);
    if (bed->priv->is_stray_told != was_told)
      bed->priv->dirty |= VIGIL_DIRTY_STATE;
  }
  if (vigil_ward_is_link_good (ward))
    tell_of_nobodys (ward);
}

void
vigil_ward_tick_loose_stray (VigilWard *ward, VigilBed *bed)
{
  bed->priv->data.since_us = 0;
  bed->priv->list_heard_us = 0;
  vigil_ward_set_condition (ward, &bed->priv->scope, "VIGIL_EVT_NO_DATA", NULL, VIGIL_PRIORITY_NONE,
                            "", 0);
  vigil_ward_set_condition (ward, &bed->priv->scope, "VIGIL_EVT_ALARM_LIST_UNREADABLE", NULL,
                            VIGIL_PRIORITY_NONE, "", 0);
}

/* "9" before "12" before "12a". */
static gint
compare_labels (const VigilBed *a, const VigilBed *b)
{
  const char *labels[2] = { vigil_bed_get_name (a), vigil_bed_get_name (b) };
  guint64 numbers[2] = { g_ascii_strtoull (labels[0], NULL, 10),
                         g_ascii_strtoull (labels[1], NULL, 10) };
  if (numbers[0] != numbers[1])
    return numbers[0] < numbers[1] ? -1 : 1;
  return strcmp (labels[0], labels[1]);
}

guint
vigil_ward_list_strays (const VigilWard *ward, guint indexes[VIGIL_STRAYS_MAX])
{
  guint n = 0;
  for (guint i = ward->n_wall; i < ward->n_beds; i++) {
    if (!ward->beds[i].priv->is_stray_told)
      continue;
    guint place = n++;
    for (; place > 0 && compare_labels (&ward->beds[i], &ward->beds[indexes[place - 1]]) < 0;
         place--)
      indexes[place] = indexes[place - 1];
    indexes[place] = i;
  }
  return n;
}

gboolean
vigil_ward_has_more_strays (const VigilWard *ward)
{
  return ward->stray_beyond_us != 0;
}
