/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-strip-plan.h"

/* What a card needs, in px, to show "SpO₂ 86 < 90" in capitals of 24 px beside its target. */
#define READABLE 400.0
/* Wide enough for that beside the large target. */
#define FULL_MIN 440.0
/* The least of a red: rather smaller words than none. */
#define COMPACT_MIN 310.0
#define CHIP_WISH 200.0
#define CHIP_SHARE 0.16 /* of the strip */
#define CHIP_MIN 96.0
#define MORE_WIDTH 200.0

/* The beds with something to show in one row of urgency: at most one entry for each bed. */
typedef struct {
  guint n;
  const VigilAlarm *first[VIGIL_STRIP_MORE_MAX];
} Row;

typedef struct {
  Row red, chips, medium, low;
} Rows;

/* What concerns no bed (link, sound, a gateway) is told apart by its key: each has its own card. */
static gboolean
is_same (const VigilAlarm *a, const VigilAlarm *b)
{
  return a->bed[0] != '\0' ? g_str_equal (a->bed, b->bed)
                           : b->bed[0] == '\0' && g_str_equal (a->key, b->key);
}

static gboolean
has_subject (const Row *row, const VigilAlarm *alarm)
{
  for (guint i = 0; i < row->n; i++) {
    if (is_same (row->first[i], alarm))
      return TRUE;
  }
  return FALSE;
}

static void
row_add (Row *row, const VigilAlarm *alarm)
{
  if (row->n < G_N_ELEMENTS (row->first) && !has_subject (row, alarm))
    row->first[row->n++] = alarm;
}

/* A bed with something open has one card, by its most urgent; its silenced reds have a chip. */
static void
sort_rows (Rows *rows, const VigilAlarm *const *alarms, guint n)
{
  for (guint i = 0; i < n; i++) {
    const VigilAlarm *alarm = alarms[i];
    gboolean is_high = alarm->priority == VIGIL_PRIORITY_HIGH;
    if (!vigil_alarm_is_open (alarm)) {
      if (is_high && alarm->phase == VIGIL_ALARM_SILENCED && !alarm->is_hidden)
        row_add (&rows->chips, alarm);
    } else if (is_high) {
      row_add (&rows->red, alarm);
    } else if (!has_subject (&rows->red, alarm) && alarm->priority == VIGIL_PRIORITY_MEDIUM) {
      row_add (&rows->medium, alarm);
    } else if (!has_subject (&rows->red, alarm) && !has_subject (&rows->medium, alarm)) {
      row_add (&rows->low, alarm);
    }
  }
}

static void
append (VigilStripPlan *plan, VigilStripKind kind, const VigilAlarm *first, double width)
{
  if (plan->n_slots == G_N_ELEMENTS (plan->slots))
    return;
  plan->slots[plan->n_slots++] =
      (VigilStripSlot){ .kind = kind, .first = first, .x = plan->used, .width = width };
  plan->used += width;
}

static void
append_row (VigilStripPlan *plan, VigilStripKind kind, const Row *row, guint n, double width)
{
  for (guint i = 0; i < n; i++)
    append (plan, kind, row->first[i], width);
}

static void
name_more (VigilStripPlan *plan, const Row *row, guint from)
{
  for (guint i = from; i < row->n && plan->n_more < G_N_ELEMENTS (plan->more); i++)
    plan->more[plan->n_more++] = row->first[i];
}

/* How the room of the cards is shared: the same for each, and the rest by urgency. */
typedef struct {
  guint n_red, n_medium, n_low;
  double base, rest_px; /* rest_px: for each unit of weight */
} Share;

static guint
get_weight (VigilPriority priority)
{
  return (guint) priority + 1;
}

/* Every red, then as many of the others as stay readable. */
static Share
share_room (const Rows *rows, double room)
{
  guint n_fit = (guint) (room / READABLE);
  Share share = { .n_red = rows->red.n };
  share.n_medium = MIN (rows->medium.n, n_fit > share.n_red ? n_fit - share.n_red : 0);
  guint n = share.n_red + share.n_medium;
  share.n_low = MIN (rows->low.n, n_fit > n ? n_fit - n : 0);
  n += share.n_low;
  if (n == 0)
    return share;
  guint weight = share.n_red * get_weight (VIGIL_PRIORITY_HIGH)
                 + share.n_medium * get_weight (VIGIL_PRIORITY_MEDIUM)
                 + share.n_low * get_weight (VIGIL_PRIORITY_LOW);
  share.base = MIN (READABLE, room / n);
  share.rest_px = (room - n * share.base) / weight;
  return share;
}

static void
append_cards (VigilStripPlan *plan, const Row *row, guint n, const Share *share)
{
  if (n == 0)
    return;
  double width = share->base + share->rest_px * get_weight (row->first[0]->priority);
  append_row (plan, width >= FULL_MIN ? VIGIL_STRIP_FULL : VIGIL_STRIP_COMPACT, row, n, width);
}

/* Too many reds for the room: those without a card are named in a MORE. */
static void
append_crowd (VigilStripPlan *plan, const Row *red, double room)
{
  guint n = room > MORE_WIDTH ? (guint) ((room - MORE_WIDTH) / COMPACT_MIN) : 0;
  if (n > 0) /* what is left is theirs: no dark gap beside words that had to be made small */
    append_row (plan, VIGIL_STRIP_COMPACT, red, n, MIN ((room - MORE_WIDTH) / n, FULL_MIN));
  name_more (plan, red, n);
}

/* Chips get their wish, or are made slimmer, and never take more than half of the room. */
static double
get_chip_width (const Row *chips, double width)
{
  if (chips->n == 0)
    return 0;
  double wish = CLAMP (width * CHIP_SHARE, CHIP_MIN, CHIP_WISH);
  return CLAMP (width / 2 / chips->n, CHIP_MIN, wish);
}

void
vigil_strip_plan_make (VigilStripPlan *plan, const VigilAlarm *const *alarms, guint n, double width)
{
  Rows rows = { 0 };
  *plan = (VigilStripPlan){ 0 };
  sort_rows (&rows, alarms, n);
  double chip_width = get_chip_width (&rows.chips, width);
  guint n_chips = chip_width > 0 ? MIN (rows.chips.n, (guint) (width / 2 / chip_width)) : 0;
  double room = width - n_chips * chip_width - (n_chips < rows.chips.n) * MORE_WIDTH;
  gboolean is_crowd = rows.red.n * COMPACT_MIN > room;
  Share share = is_crowd ? (Share){ 0 } : share_room (&rows, room);
  if (is_crowd)
    append_crowd (plan, &rows.red, room);
  append_cards (plan, &rows.red, share.n_red, &share);
  append_row (plan, VIGIL_STRIP_CHIP, &rows.chips, n_chips, chip_width);
  name_more (plan, &rows.chips, n_chips);
  if (plan->n_more > 0)
    append (plan, VIGIL_STRIP_MORE, plan->more[0], MORE_WIDTH);
  append_cards (plan, &rows.medium, share.n_medium, &share);
  append_cards (plan, &rows.low, share.n_low, &share);
}
