/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-strip-plan.h"

/* What a card needs, in px, to show "SpO₂ 86 < 90" in capitals of 24 px beside its target. */
#define READABLE 400.0
/* Wide enough for that beside the large target. */
#define FULL_MIN 440.0
/* The least of a red: rather smaller words than none. */
#define COMPACT_MIN 300.0
#define COMPACT_WISH 320.0 /* before a chip gets room */
#define CHIP_WISH 200.0 /* with its condition, while no red is open */
#define CHIP_SHARE 0.16 /* of the strip */
#define CHIP_SLIM 96.0 /* beside open reds: bed and countdown */
#define CHIP_MIN 80.0
#define COUNT_MIN 56.0 /* of a COUNT, and of a single chip in its place */
/* Of a MORE, at least: with one label, and so much more for each other. */
#define MORE_MIN 136.0
#define MORE_STEP 8.0
#define MORE_WIDTH 200.0
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

/* A silenced red that stands has its chip before the picture of one that is over. */
static void
sort_chips (Row *chips, const VigilAlarm *const *alarms, guint n)
{
  for (guint pass = 0; pass < 2; pass++) {
    for (guint i = 0; i < n; i++) {
      const VigilAlarm *alarm = alarms[i];
      if (alarm->priority == VIGIL_PRIORITY_HIGH && alarm->phase == VIGIL_ALARM_SILENCED
          && !alarm->is_hidden && (pass == 1 || !alarm->is_latched))
        row_add (chips, alarm);
    }
  }
}

/* A bed with something open has one card, by its most urgent; its silenced reds have a chip. */
static void
sort_rows (Rows *rows, const VigilAlarm *const *alarms, guint n)
{
  for (guint i = 0; i < n; i++) {
    const VigilAlarm *alarm = alarms[i];
    gboolean is_high = alarm->priority == VIGIL_PRIORITY_HIGH;
    if (!vigil_alarm_is_open (alarm))
      continue;
    if (is_high) {
      row_add (&rows->red, alarm);
    } else if (!has_subject (&rows->red, alarm) && alarm->priority == VIGIL_PRIORITY_MEDIUM) {
      row_add (&rows->medium, alarm);
    } else if (!has_subject (&rows->red, alarm) && !has_subject (&rows->medium, alarm)) {
      row_add (&rows->low, alarm);
    }
  }
  sort_chips (&rows->chips, alarms, n);
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
  if (n == 0)
    return 0;
  return MAX (MIN (MORE_MIN + (n - 1) * MORE_STEP, MORE_WIDTH), 2 * 16 + n * label);
}

/* How many of too many reds have a card beside the MORE that names the others. */
static guint
count_crowd (guint n_red, double room)
{
  guint n = MIN (n_red, (guint) (room / COMPACT_MIN));
  for (; n > 0; n--) {
    double label = n > 2 ? MORE_LABEL : MORE_LABEL_LEAST;
    if (n * COMPACT_MIN + get_more_width (n_red - n, label) <= room)
      break;
  }
  return n;
}

/* @n cards of a crowd; returns how wide its MORE is, which is as wide as its labels need. */
static double
append_crowd (VigilStripPlan *plan, const Row *red, guint n, double room)
{
  double wish = get_more_width (red->n - n, MORE_LABEL);
  double width = n > 0 ? CLAMP ((room - wish) / n, COMPACT_MIN, FULL_MIN) : 0;
  append_row (plan, VIGIL_STRIP_COMPACT, red, n, width);
  name_more (plan, red, n);
  return MAX (room - n * width, MORE_MIN);
}

typedef struct {
  guint n; /* with a chip of their own */
  double width;
  double count_width; /* for all others; 0: there are none */
} Chips;

static double
get_chips_width (const Chips *chips)
{
  return chips->n * chips->width + chips->count_width;
}

/* As many as @room lets stand, at most @wish wide; the others fold into one. */
static Chips
fit_chips (guint n, double room, double wish)
{
  if (n == 0)
    return (Chips){ 0 };
  if (n * CHIP_MIN <= room)
    return (Chips){ n, MIN (room / n, wish), 0 };
  guint n_whole = room > COUNT_MIN ? (guint) ((room - COUNT_MIN) / CHIP_MIN) : 0;
  return (Chips){ n_whole, CHIP_MIN, CLAMP (room - n_whole * CHIP_MIN, COUNT_MIN, CHIP_MIN) };
}

/* Room that no card of an open red needs, and never more than half. @n_crowd: of a crowd,
 * how many have a card. */
static Chips
share_chips (const Rows *rows, guint n_crowd, gboolean is_crowd, double width)
{
  guint n_red = rows->red.n;
  if (n_red == 0)
    return fit_chips (rows->chips.n, width / 2, CLAMP (width * CHIP_SHARE, CHIP_SLIM, CHIP_WISH));
  double room = width - n_red * READABLE;
  if (is_crowd)
    room = width - n_crowd * COMPACT_WISH - get_more_width (n_red - n_crowd, MORE_LABEL);
  return fit_chips (rows->chips.n, MIN (room, width / 2), CHIP_SLIM);
}

static void
append_chips (VigilStripPlan *plan, const Row *row, const Chips *chips)
{
  append_row (plan, VIGIL_STRIP_CHIP, row, chips->n, chips->width);
  if (chips->count_width <= 0)
    return;
  /* One alone is rather named than counted. */
  gboolean is_one = row->n - chips->n == 1;
  append (plan, is_one ? VIGIL_STRIP_CHIP : VIGIL_STRIP_COUNT, row->first[chips->n],
          chips->count_width);
  for (guint i = chips->n; !is_one && i < row->n; i++)
    plan->folded[plan->n_folded++] = row->first[i];
}

void
vigil_strip_plan_make (VigilStripPlan *plan, const VigilAlarm *const *alarms, guint n, double width)
{
  Rows rows = { 0 };
  *plan = (VigilStripPlan){ 0 };
  sort_rows (&rows, alarms, n);
  double least = width - (rows.chips.n > 0 ? COUNT_MIN : 0);
  gboolean is_crowd = rows.red.n * COMPACT_MIN > least;
  guint n_crowd = is_crowd ? count_crowd (rows.red.n, least) : 0;
  Chips chips = share_chips (&rows, n_crowd, is_crowd, width);
  double room = width - get_chips_width (&chips), more = 0;
  Share share = is_crowd ? (Share){ 0 } : share_room (&rows, room);
  if (is_crowd)
    more = append_crowd (plan, &rows.red, n_crowd, room);
  append_cards (plan, &rows.red, share.n_red, &share);
  if (plan->n_more > 0)
    append (plan, VIGIL_STRIP_MORE, plan->more[0], more);
  append_chips (plan, &rows.chips, &chips);
  append_cards (plan, &rows.medium, share.n_medium, &share);
  append_cards (plan, &rows.low, share.n_low, &share);
}
