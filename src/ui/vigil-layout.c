/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-layout.h"

#include <math.h>

/* Between tiles and around them; targets are at least 16 px apart because tiles keep 5 px of their
 * own around the silence target (ux.md, "Gloves"). */
#define GAP 6
#define UNIT_MAX 1.6 /* on 3.6 px/mm, and as many millimetres on a finer screen */
#define USUAL_PX_PER_MM 3.6
#define TALL 360 /* from here on numbers stand one below the other */
#define HEADING 20 /* of a sector */
#define HEADING_LEAST 14 /* px: its letters still read */
#define HEADINGS_SHARE 0.06 /* of the height of a grid column, at most */
/* "At least 5 s of ECG, so that a rhythm can be read" (ux.md). */
#define READABLE_S 5.0
#define LEAST_READABLE 0.98 /* of it counts as all of it */
#define READABLE_BEDS 16
#define NAME_NEED 8
#define LEAST_SHARE 0.7
#define TOP_ROW 36
#define TOP_ROWS 46 /* with numbers only the alarm line has two: what, and since when and who */
#define TOP_LEAST 15 /* px: capitals that read still fit */
#define TARGET_APART 16
#define SILENCE_LEAST 64 /* px, wide */
#define TARGET_PX 56 /* px: a finger in a glove does not shrink with the tile */
/* Below this a wide tile's numbers and waves are too small for the distance. */
#define WIDE_UNIT_MIN 0.58

/* A tile at unit 1: what the sizes of ux.md need. */
typedef struct {
  double width, height;
  double identity, gutter, panel;
  double silence_width, silence_height;
} TileMeasures;

static const TileMeasures measures[] = {
  [VIGIL_TILE_WIDE] = { 923, VIGIL_LAYOUT_TILE_HEIGHT, 92, 33, 330, 120, 72 },
  [VIGIL_TILE_COMPACT] = { 458, VIGIL_LAYOUT_TILE_HEIGHT, 94, 24, 206, 100, 72 },
  [VIGIL_TILE_NUMBERS] = { 225, VIGIL_LAYOUT_TILE_HEIGHT, 0, 0, 225, 0, 0 },
};

typedef struct {
  VigilTileKind kind;
  guint n_columns, n_rows;
  double unit;
} Candidate;

/* @measure of ux.md that does not shrink with the tiles: a finger, the least that is read. */
static double
grow (const VigilLayoutRequest *request, double measure)
{
  return measure * request->magnification;
}

static int
get_gap (const VigilLayoutRequest *request)
{
  return (int) grow (request, GAP);
}

static Candidate
judge (const VigilLayoutRequest *request, VigilTileKind kind, guint n_columns)
{
  guint n_rows = (request->n_beds + n_columns - 1) / n_columns;
  int gap = get_gap (request);
  double width = (double) (request->width - gap) / n_columns - gap;
  double height = (double) (request->height - gap) / n_rows - gap;
  double unit = MIN (width / measures[kind].width, height / measures[kind].height);
  double most = UNIT_MAX * MAX (request->px_per_mm / USUAL_PX_PER_MM, 1);
  return (Candidate){ kind, n_columns, n_rows, MIN (unit, most) };
}

static Candidate
best_of (const VigilLayoutRequest *request, VigilTileKind kind)
{
  Candidate best = judge (request, kind, 1);
  for (guint columns = 2; columns <= request->n_beds; columns++) {
    Candidate candidate = judge (request, kind, columns);
    /* Its last column would be empty. */
    if ((columns - 1) * candidate.n_rows >= request->n_beds)
      continue;
    /* At nearly the same size the picture with more columns is the calmer one: squarer tiles. */
    if (candidate.unit > best.unit * 0.97)
      best = candidate;
  }
  return best;
}

/* A target that a finger hits, and as far from that of the tile below as it should be. */
static gboolean
holds_target (const VigilLayoutRequest *request, const Candidate *candidate)
{
  int gap = get_gap (request);
  int height = (request->height - gap) / (int) candidate->n_rows - gap;
  return height + gap >= grow (request, TARGET_PX + TARGET_APART);
}

static Candidate
choose (const VigilLayoutRequest *request)
{
  Candidate numbers = best_of (request, VIGIL_TILE_NUMBERS);
  if (request->mode == VIGIL_LAYOUT_NUMBERS
      || (request->mode == VIGIL_LAYOUT_AUTO && request->n_beds > 32))
    return numbers;
  Candidate compact = best_of (request, VIGIL_TILE_COMPACT);
  if (request->n_beds > READABLE_BEDS)
    return holds_target (request, &compact) ? compact : numbers;
  Candidate wide = best_of (request, VIGIL_TILE_WIDE);
  /* Beside an open page the wall is narrow: better one wave that reads than two that do not. */
  return wide.unit >= MIN (grow (request, WIDE_UNIT_MIN), compact.unit) ? wide : compact;
}

/* Up to 16 beds a rhythm is read also in a compact tile: its numbers give way a little, down to
 * LEAST_SHARE of their size. */
static double
fit_rhythm (const VigilLayoutRequest *request, const Candidate *chosen)
{
  const TileMeasures *m = &measures[VIGIL_TILE_COMPACT];
  if (chosen->kind != VIGIL_TILE_COMPACT || request->n_beds > READABLE_BEDS)
    return chosen->unit;
  double width =
      (double) (request->width - get_gap (request)) / chosen->n_columns - get_gap (request);
  for (double speed = 12.5; speed >= 6.25; speed /= 2) {
    double waves = (READABLE_S + 0.1) * speed * request->px_per_mm;
    double unit = (width - waves) / (m->identity + m->gutter + m->panel);
    if (unit >= LEAST_SHARE * chosen->unit)
      return MIN (unit, chosen->unit);
  }
  return chosen->unit;
}

static int
px (double measure)
{
  return (int) floor (measure);
}

static guint
count_lanes (const VigilLayout *layout, const VigilLayoutRequest *request, int tile_height)
{
  if (layout->kind == VIGIL_TILE_NUMBERS)
    return 0;
  if (request->n_lanes > 0)
    return MIN (request->n_lanes, VIGIL_LAYOUT_LANES_MAX);
  if (layout->kind == VIGIL_TILE_COMPACT)
    return 1;
  double spare = tile_height / layout->unit - measures[VIGIL_TILE_WIDE].height;
  guint n = 2 + (spare >= 60) + (spare >= 130);
  return request->n_leads_most > 0 ? MIN (n, MAX (request->n_leads_most, 2)) : n;
}

/* The ECG gets somewhat more than the waves below it. */
static void
divide_lanes (const VigilLayout *layout, VigilTileLayout *parts)
{
  double shares = layout->n_lanes + 0.4;
  double y = parts->waves.y;
  for (guint i = 0; i < layout->n_lanes; i++) {
    double height = parts->waves.height * (i == 0 ? 1.4 : 1.0) / shares;
    int top = (int) lround (y);
    parts->lanes[i] =
        (GdkRectangle){ parts->waves.x, top, parts->waves.width, (int) lround (y + height) - top };
    y += height;
  }
}

/* What the waves have beyond a readable rhythm goes to the names first: at 25 mm/s, or where that
 * does not fit at 12.5 mm/s. */
static int
spare_for_names (const VigilLayout *layout, int waves)
{
  double all = READABLE_S * 25 * layout->px_per_mm;
  double beyond_least = waves - all * LEAST_READABLE;
  /* Just enough for 25 mm/s: the names get of it what a long one needs to stand whole. */
  double spare = MAX (waves - all, MIN (beyond_least, NAME_NEED * layout->unit));
  if (beyond_least < 0)
    spare = waves - all / 2;
  return px (CLAMP (spare, 0, 44 * layout->unit));
}

static void
place_parts (const VigilLayout *layout, const VigilLayoutRequest *request, VigilTileLayout *parts)
{
  const TileMeasures *m = &measures[layout->kind];
  const GdkRectangle *tile = &parts->tile;
  int top = px (TOP_ROW * layout->unit);
  int identity = px (m->identity * layout->unit);
  int gutter = px (m->gutter * layout->unit);
  int panel = px (m->panel * layout->unit);
  if (layout->kind == VIGIL_TILE_WIDE)
    identity += spare_for_names (layout, tile->width - identity - gutter - panel);
  if (layout->kind == VIGIL_TILE_COMPACT)
    top = MIN (top, px (MAX (tile->height - grow (request, TARGET_PX), grow (request, TOP_LEAST))));
  int edge = MAX (px (4 * layout->unit), 2);
  int right = tile->x + tile->width;

  if (layout->kind == VIGIL_TILE_NUMBERS) {
    int label = px (58 * layout->unit);
    top = px (TOP_ROWS * layout->unit);
    parts->panel = *tile;
    parts->identity = (GdkRectangle){ tile->x, tile->y, label, top };
    parts->top = (GdkRectangle){ tile->x + label, tile->y, tile->width - label, top };
    return;
  }
  parts->identity = (GdkRectangle){ tile->x, tile->y, identity, tile->height };
  parts->panel = (GdkRectangle){ right - panel, tile->y, panel, tile->height };
  parts->gutter = (GdkRectangle){ tile->x + identity, tile->y + top, gutter, tile->height - top };
  parts->waves =
      (GdkRectangle){ tile->x + identity + gutter, tile->y + top,
                      tile->width - identity - gutter - panel, tile->height - top - edge };
  int band_end = layout->kind == VIGIL_TILE_WIDE ? right - panel : right;
  parts->top = (GdkRectangle){ tile->x + identity, tile->y, band_end - tile->x - identity, top };
  divide_lanes (layout, parts);
}

static void
place_silence (const VigilLayout *layout, const VigilLayoutRequest *request, VigilTileLayout *parts)
{
  const TileMeasures *m = &measures[layout->kind];
  const GdkRectangle *tile = &parts->tile;
  int finger = px (grow (request, TARGET_PX));
  int inset = MAX (px (5 * layout->unit), 3);
  /* Before the first one is the rail. */
  int side = px (grow (request, TARGET_APART)) - get_gap (request);
  int width = MAX (px (m->silence_width * layout->unit), px (grow (request, SILENCE_LEAST)));
  int height = MAX (px (m->silence_height * layout->unit), finger);
  switch (layout->kind) {
  case VIGIL_TILE_WIDE:
    height = MAX (MIN (height, tile->height - 2 * inset), MIN (finger, tile->height));
    inset = MIN (inset, (tile->height - height) / 2);
    parts->silence = (GdkRectangle){ parts->panel.x - width, tile->y + inset, width, height };
    break;
  case VIGIL_TILE_COMPACT:
    /* Below the alarm line, which takes the label in; what it covers besides is the name. In the
     * lowest tiles a finger needs the foot of the line's first letters, too. */
    width = MAX (parts->identity.width + parts->gutter.width - side - 1, finger);
    height = MAX (MIN (height, tile->height - parts->top.height), MIN (finger, tile->height));
    inset = CLAMP (tile->height - parts->top.height - height, 0, inset);
    parts->silence =
        (GdkRectangle){ tile->x + side, tile->y + tile->height - inset - height, width, height };
    break;
  case VIGIL_TILE_NUMBERS:
  default:
    break;
  }
}

/* The fastest paper speed at which enough of a rhythm is seen. */
static double
choose_speed (const VigilLayout *layout, const VigilLayoutRequest *request)
{
  if (request->speed_mm_s > 0)
    return request->speed_mm_s;
  if (layout->kind == VIGIL_TILE_NUMBERS || layout->n_beds == 0)
    return 25;
  double mm = layout->tiles[0].waves.width / layout->px_per_mm;
  if (layout->kind == VIGIL_TILE_WIDE && mm / 25 >= READABLE_S * LEAST_READABLE)
    return 25;
  double least_s = layout->n_beds <= READABLE_BEDS ? READABLE_S * LEAST_READABLE : READABLE_S / 2;
  return mm / 12.5 >= least_s ? 12.5 : 6.25;
}

/* ── Sectors ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
has_heading (const VigilLayoutRequest *request, const VigilLayout *layout, guint bed)
{
  return request->sector_starts != 0
         && (bed % layout->n_rows == 0 || ((request->sector_starts >> bed) & 1) != 0);
}

/* What is kept free above tiles for headings. In all grid columns at once, so that rows stand in
 * line; or, where that costs too much, in each grid column for its own. */
typedef struct {
  int height; /* of one; 0 = there is no height to spare */
  gboolean is_by_row;
} Headings;

static gboolean
has_slot (const VigilLayoutRequest *request,
          const VigilLayout *layout,
          const Headings *headings,
          guint bed)
{
  guint n_rows = layout->n_rows;
  if (!headings->is_by_row)
    return has_heading (request, layout, bed);
  for (guint other = bed % n_rows; other < layout->n_beds; other += n_rows)
    if (has_heading (request, layout, other))
      return TRUE;
  return FALSE;
}

/* In the grid column that has the most of them. */
static int
add_up (const VigilLayoutRequest *request, const VigilLayout *layout, const Headings *headings)
{
  guint most = 0, n = 0;
  for (guint bed = 0; bed < layout->n_beds; bed++) {
    n = (bed % layout->n_rows == 0 ? 0 : n) + has_slot (request, layout, headings, bed);
    most = MAX (most, n);
  }
  return headings->height * (int) most;
}

static Headings
choose_headings (const VigilLayoutRequest *request, const VigilLayout *layout)
{
  double most = MAX (request->px_per_mm / USUAL_PX_PER_MM, 1);
  Headings headings = {
    px (MAX (HEADING * MIN (layout->unit, most), grow (request, HEADING_LEAST))), TRUE
  };
  double spare = (request->height - get_gap (request)) * HEADINGS_SHARE;
  if (add_up (request, layout, &headings) <= spare)
    return headings;
  headings.is_by_row = FALSE;
  if (add_up (request, layout, &headings) > spare)
    headings.height = 0;
  return headings;
}

/* The one place where right and left change sides. What is empty stays empty. */
static void
mirror (VigilLayout *layout)
{
  for (guint bed = 0; bed < layout->n_beds; bed++) {
    VigilTileLayout *parts = &layout->tiles[bed];
    GdkRectangle *all[] = { &parts->tile,  &parts->identity, &parts->top,     &parts->gutter,
                            &parts->waves, &parts->panel,    &parts->silence, &parts->heading };
    for (guint i = 0; i < G_N_ELEMENTS (all); i++)
      *all[i] = vigil_layout_mirror (layout, *all[i]);
    for (guint i = 0; i < layout->n_lanes; i++)
      parts->lanes[i] = vigil_layout_mirror (layout, parts->lanes[i]);
  }
}

void
vigil_layout_compute (VigilLayout *layout, const VigilLayoutRequest *request)
{
  *layout = (VigilLayout){ .n_rows = 1, .n_columns = 1, .unit = 1 };
  layout->px_per_mm = request->px_per_mm;
  layout->width = request->width;
  layout->is_rtl = request->is_rtl;
  layout->is_mm_assumed = request->is_mm_assumed;
  layout->magnification = MAX (request->magnification, 1);
  layout->n_beds = MIN (request->n_beds, VIGIL_LAYOUT_BEDS_MAX);
  if (layout->n_beds == 0 || request->width < 16 || request->height < 16) {
    layout->n_beds = 0;
    return;
  }
  VigilLayoutRequest bounded = *request;
  bounded.n_beds = layout->n_beds;
  bounded.magnification = layout->magnification;
  Candidate chosen = choose (&bounded);
  layout->kind = chosen.kind;
  layout->n_columns = chosen.n_columns;
  layout->n_rows = chosen.n_rows;
  layout->unit = fit_rhythm (&bounded, &chosen);

  /* All tiles are of one size, so that the waves of a column share their x. */
  Headings headings = choose_headings (&bounded, layout);
  int gap = get_gap (&bounded);
  int room = request->height - gap - add_up (&bounded, layout, &headings);
  int width = (request->width - gap) / (int) layout->n_columns - gap;
  int height = room / (int) layout->n_rows - gap;
  if (headings.height > 0)
    layout->unit = MIN (layout->unit, height / measures[layout->kind].height);
  layout->is_tall = layout->kind == VIGIL_TILE_WIDE && height >= TALL * layout->unit;
  layout->n_lanes = count_lanes (layout, &bounded, height);
  int y = gap;
  for (guint bed = 0; bed < layout->n_beds; bed++) {
    VigilTileLayout *parts = &layout->tiles[bed];
    int column = (int) (bed / layout->n_rows);
    int x = gap + column * (width + gap);
    y = bed % layout->n_rows == 0 ? gap : y + height + gap;
    if (headings.height > 0 && has_slot (&bounded, layout, &headings, bed)) {
      if (has_heading (&bounded, layout, bed))
        parts->heading = (GdkRectangle){ x, y, width, headings.height };
      y += headings.height;
    }
    parts->tile = (GdkRectangle){ x, y, width, height };
    place_parts (layout, &bounded, parts);
    place_silence (layout, &bounded, parts);
  }
  layout->speed_mm_s = choose_speed (layout, request);
  if (layout->is_rtl)
    mirror (layout);
}

int
vigil_layout_get_height (const VigilLayout *layout)
{
  int end = 0;
  for (guint bed = 0; bed < layout->n_beds; bed++)
    end = MAX (end, layout->tiles[bed].tile.y + layout->tiles[bed].tile.height);
  return end;
}
