/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the wall draws what, as JSON: for the canvas that the wall is measured against. Prints one
 * object.
 *
 *   bench-layout BEDS LANES WIDTH HEIGHT MM_PER_S PX_PER_MM */
#include <json-glib/json-glib.h>
#include <stdio.h>

#include "vigil-layout.h"

static void
add_number (JsonBuilder *builder, const char *name, double value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, value);
}

static void
add_place (JsonBuilder *builder, const GdkRectangle *place)
{
  json_builder_begin_object (builder);
  add_number (builder, "x", place->x);
  add_number (builder, "y", place->y);
  add_number (builder, "width", place->width);
  add_number (builder, "height", place->height);
  json_builder_end_object (builder);
}

static void
add_tile (JsonBuilder *builder, const VigilLayout *layout, const VigilTileLayout *parts)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "tile");
  add_place (builder, &parts->tile);
  json_builder_set_member_name (builder, "panel");
  add_place (builder, &parts->panel);
  json_builder_set_member_name (builder, "lanes");
  json_builder_begin_array (builder);
  for (guint lane = 0; lane < layout->n_lanes; lane++)
    add_place (builder, &parts->lanes[lane]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/* The waves of a grid column from its first tile to its last: what one bar erases. */
static void
add_column (JsonBuilder *builder, const VigilLayout *layout, guint column)
{
  guint first = column * layout->n_rows;
  guint last = MIN (first + layout->n_rows, layout->n_beds) - 1;
  GdkRectangle place = layout->tiles[first].waves;
  place.height = layout->tiles[last].waves.y + layout->tiles[last].waves.height - place.y;
  add_place (builder, &place);
}

static char *
describe (const VigilLayout *layout)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  json_builder_begin_object (builder);
  add_number (builder, "unit", layout->unit);
  add_number (builder, "speed", layout->speed_mm_s * layout->px_per_mm);
  add_number (builder, "bar", 5 * layout->px_per_mm);
  json_builder_set_member_name (builder, "tiles");
  json_builder_begin_array (builder);
  for (guint bed = 0; bed < layout->n_beds; bed++)
    add_tile (builder, layout, &layout->tiles[bed]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "columns");
  json_builder_begin_array (builder);
  for (guint column = 0; column * layout->n_rows < layout->n_beds; column++)
    add_column (builder, layout, column);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

int
main (int argc, char **argv)
{
  if (argc != 7) {
    fprintf (stderr, "usage: bench-layout BEDS LANES WIDTH HEIGHT MM_PER_S PX_PER_MM\n");
    return 2;
  }
  VigilLayoutRequest request = {
    .n_beds = (guint) g_ascii_strtoull (argv[1], NULL, 10),
    .n_lanes = (guint) g_ascii_strtoull (argv[2], NULL, 10),
    .width = (int) g_ascii_strtoll (argv[3], NULL, 10),
    .height = (int) g_ascii_strtoll (argv[4], NULL, 10),
    .speed_mm_s = g_ascii_strtod (argv[5], NULL),
    .px_per_mm = g_ascii_strtod (argv[6], NULL),
    .mode = VIGIL_LAYOUT_WAVES,
  };
  VigilLayout layout;
  if (request.n_beds < 1 || request.n_beds > VIGIL_LAYOUT_BEDS_MAX || request.width < 1
      || request.height < 1 || !(request.px_per_mm > 0)) {
    fprintf (stderr, "bench-layout: 1 to 64 beds, a size, px per mm\n");
    return 2;
  }
  vigil_layout_compute (&layout, &request);
  g_autofree char *text = describe (&layout);
  printf ("%s\n", text);
  return 0;
}
