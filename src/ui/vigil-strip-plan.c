/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-strip-plan.h"

/* The narrowest and the wished width of each kind, in px. */
#define FULL_MIN 420.0
#define FULL_WISH 690.0
#define FULL_WISH_MEDIUM 560.0
#define COMPACT_MIN 310.0
#define CHIP_WISH 200.0
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

static gboolean
has_bed (const Row *row, const char *bed)
{
  for (guint i = 0; i < row->n; i++) {
    if (g_str_equal (row->first[i]->bed, bed))
      return TRUE;
  }
  return FALSE;
}

static void
row_add (Row *row, const VigilAlarm *alarm)
{
  if (row->n < G_N_ELEMENTS (row->first) && !has_bed (row, alarm->bed))
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
    } else if (!has_bed (&rows->red, alarm->bed) && alarm->priority == VIGIL_PRIORITY_MEDIUM) {
      row_add (&rows->medium, alarm);
    } else if (!has_bed (&rows->red, alarm->bed) && !has_bed (&rows->medium, alarm->bed)) {
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

/* Full cards if all fit, else compact ones; those without room are named in a MORE at the end.
 * @spare: px that they leave to what is less urgent if they can. */
static void
place_reds (VigilStripPlan *plan, const Row *row, double room, double spare)
{
  if (row->n == 0)
    return;
  if (row->n * FULL_MIN <= room) {
    double width = MIN (room / row->n, FULL_WISH);
    if ((room - spare) / row->n >= FULL_MIN)
      width = MIN ((room - spare) / row->n, FULL_WISH);
    append_row (plan, VIGIL_STRIP_FULL, row, row->n, width);
    return;
  }
  if (row->n * COMPACT_MIN <= room) {
    append_row (plan, VIGIL_STRIP_COMPACT, row, row->n, MIN (FULL_MIN, room / row->n));
    return;
  }
  guint n = room > MORE_WIDTH ? (guint)((room - MORE_WIDTH) / COMPACT_MIN) : 0;
  append_row (plan, VIGIL_STRIP_COMPACT, row, n, COMPACT_MIN);
  name_more (plan, row, n);
}

/* As many as fit: what is left out stands in the counts and on the wall. */
static void
place_others (VigilStripPlan *plan, const Row *row, double room)
{
  guint n_full = MIN (row->n, (guint)(room / FULL_MIN));
  if (row->n > 0 && n_full == row->n) {
    append_row (plan, VIGIL_STRIP_FULL, row, n_full, MIN (FULL_WISH_MEDIUM, room / n_full));
    return;
  }
  guint n = MIN (row->n, (guint)(room / COMPACT_MIN));
  if (n > 0)
    append_row (plan, VIGIL_STRIP_COMPACT, row, n, MIN (FULL_MIN, room / n));
}

/* Chips get their wish, or are made slimmer, and never take more than half of the room. */
static double
get_chip_width (const Row *chips, double width)
{
  if (chips->n == 0)
    return 0;
  return CLAMP (width / 2 / chips->n, CHIP_MIN, CHIP_WISH);
}

void
vigil_strip_plan_make (VigilStripPlan *plan, const VigilAlarm *const *alarms, guint n, double width)
{
  Rows rows = { 0 };
  *plan = (VigilStripPlan){ 0 };
  sort_rows (&rows, alarms, n);
  double chip_width = get_chip_width (&rows.chips, width);
  guint n_chips = chip_width > 0 ? MIN (rows.chips.n, (guint)(width / 2 / chip_width)) : 0;
  double red_room = width - n_chips * chip_width - (n_chips < rows.chips.n) * MORE_WIDTH;
  place_reds (plan, &rows.red, red_room, rows.medium.n + rows.low.n > 0 ? COMPACT_MIN : 0);
  append_row (plan, VIGIL_STRIP_CHIP, &rows.chips, n_chips, chip_width);
  name_more (plan, &rows.chips, n_chips);
  if (plan->n_more > 0)
    append (plan, VIGIL_STRIP_MORE, plan->more[0], MORE_WIDTH);
  place_others (plan, &rows.medium, width - plan->used);
  if (plan->used + COMPACT_MIN <= width)
    place_others (plan, &rows.low, width - plan->used);
}
