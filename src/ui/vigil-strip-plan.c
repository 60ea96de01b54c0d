/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-strip-plan.h"

/* What a card needs, in px, to show "SpO₂ 86 < 90" in capitals of 24 px beside its target. */
#define READABLE 400.0
/* Wide enough for that beside the large target. */
#define FULL_MIN 440.0
/* The least of a red: rather smaller words than none. */
#define COMPACT_MIN 320.0
#define CHIP_WISH 200.0
#define CHIP_SHARE 0.16 /* of the strip */
#define CHIP_MIN 96.0
#define MORE_WIDTH 200.0 /* of a MORE, at least */
/* Of it for each label: three lines that read from afar, or four so that two cards stand beside. */
#define MORE_LABEL (44.0 / 3)
#define MORE_LABEL_LEAST (36.0 / 4)

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

static double
get_more_width (guint n, double label)
{
  return n > 0 ? MAX (MORE_WIDTH, 2 * 16 + n * label) : 0;
}

/* Too many reds for the room: those without a card are named in a MORE, which is as wide as its
 * labels need. Returns how wide that is; @n_other: what it names besides. */
static double
append_crowd (VigilStripPlan *plan, const Row *red, guint n_other, double room)
{
  guint n = MIN (red->n, (guint) (room / COMPACT_MIN));
  for (; n > 0; n--) {
    double label = n > 2 ? MORE_LABEL : MORE_LABEL_LEAST;
    if (n * COMPACT_MIN + get_more_width (red->n - n + n_other, label) <= room)
      break;
  }
  double wish = get_more_width (red->n - n + n_other, MORE_LABEL);
  double width = n > 0 ? CLAMP ((room - wish) / n, COMPACT_MIN, FULL_MIN) : 0;
  append_row (plan, VIGIL_STRIP_COMPACT, red, n, width);
  name_more (plan, red, n);
  return MAX (room - n * width, MORE_WIDTH);
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
  guint n_over = rows.chips.n - n_chips;
  double beside = width - n_chips * chip_width;
  double more = get_more_width (n_over, MORE_LABEL), room = beside - more;
  gboolean is_crowd = rows.red.n * COMPACT_MIN > room;
  Share share = is_crowd ? (Share){ 0 } : share_room (&rows, room);
  if (is_crowd)
    more = append_crowd (plan, &rows.red, n_over, beside);
  append_cards (plan, &rows.red, share.n_red, &share);
  append_row (plan, VIGIL_STRIP_CHIP, &rows.chips, n_chips, chip_width);
  name_more (plan, &rows.chips, n_chips);
  if (plan->n_more > 0)
    append (plan, VIGIL_STRIP_MORE, plan->more[0], more);
  append_cards (plan, &rows.medium, share.n_medium, &share);
  append_cards (plan, &rows.low, share.n_low, &share);
}
