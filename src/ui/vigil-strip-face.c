/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-strip-face.h"

#include <glib/gi18n.h>

#include "vigil-words.h"

/* Measures in px on a 24 inch screen (ux.md, "Frame"): number 64, condition 40, age 28 high. */
#define PAD 16.0
#define SMALL_PAD 12.0
#define GAP 16.0
#define NUMBER_CAP 64.0
#define SMALL_NUMBER_CAP 40.0
#define CONDITION_CAP 40.0
#define AGE_CAP 28.0
#define LINE_MIN_CAP 16.0
#define CONDITION_BASE 50.0
#define AGE_BASE 86.0
#define OUTLINE_PX 4.0f
#define WIDE_CHIP_PX 150.0

void
vigil_strip_face_clear (VigilStripFace *self)
{
  vigil_cap_text_clear (&self->number);
  vigil_cap_text_clear (&self->condition);
  vigil_cap_text_clear (&self->age);
  vigil_cap_text_clear (&self->others);
}

/* ── Shaping ────────────────────────────────────────────────────────────────────────────────── */

/* A bold text from @cap_px down to @min_px. */
static void
set (VigilCapText *text,
     GtkWidget *widget,
     const char *words,
     double cap_px,
     double min_px,
     double room)
{
  vigil_cap_text_set (text, widget, words, cap_px, min_px, MAX (room, 20), PANGO_WEIGHT_BOLD);
}

static double
get_full_left (const VigilStripFace *self)
{
  return self->number.width_px > 0 ? PAD + self->number.width_px + GAP : PAD;
}

static void
shape_full (VigilStripFace *self,
            GtkWidget *widget,
            const VigilStripContent *content,
            double width,
            double right)
{
  double number_cap = width >= VIGIL_STRIP_ROOMY_PX ? NUMBER_CAP : SMALL_NUMBER_CAP;
  set (&self->number, widget, content->number, number_cap, 20, width * 0.3);
  double room = right - get_full_left (self);
  set (&self->condition, widget, content->condition, CONDITION_CAP, LINE_MIN_CAP, room);
  g_autofree char *age =
      g_strdup_printf ("%s %s", vigil_words_stars (content->priority), content->age);
  set (&self->age, widget, age, AGE_CAP, LINE_MIN_CAP, room);
  double rest = room - self->age.width_px - GAP;
  set (&self->others, widget, rest > 60 ? content->others : "", 18, 10, rest);
}

/* Number and age above, the condition below over the whole width beside the target. Without a bed
 * the condition stands in the place of the number. */
static void
shape_compact (VigilStripFace *self,
               GtkWidget *widget,
               const VigilStripContent *content,
               double right)
{
  double room = right - SMALL_PAD;
  const char *stars = vigil_words_stars (content->priority);
  if (content->number[0] == '\0') {
    g_autofree char *since = g_strdup_printf ("%s %s", stars, content->age);
    set (&self->number, widget, content->condition, 26, 13, room);
    set (&self->condition, widget, content->others[0] != '\0' ? content->others : since, 20, 11,
         room);
    set (&self->age, widget, "", 18, 11, room);
    set (&self->others, widget, "", 12, 8, room);
    return;
  }
  set (&self->number, widget, content->number, 38, 18, room * 0.6);
  double rest = room - self->number.width_px - SMALL_PAD;
  set (&self->others, widget, stars, 12, 8, rest);
  set (&self->age, widget, content->age, 18, 11, rest);
  set (&self->condition, widget, content->condition, 22, 13, room);
}

static void
shape_chip (VigilStripFace *self, GtkWidget *widget, const VigilStripContent *content, double width)
{
  gboolean is_wide = width >= WIDE_CHIP_PX;
  double all = width - VIGIL_STRIP_EDGE - 2 * SMALL_PAD;
  set (&self->number, widget, content->number, 32, 14, is_wide ? all * 0.45 : all);
  double room =
      is_wide && self->number.width_px > 0 ? all - self->number.width_px - SMALL_PAD : all;
  set (&self->condition, widget, is_wide ? content->condition : "", 18, 11, room);
  set (&self->age, widget, content->age, 18, 11, room);
}

static void
shape_more (VigilStripFace *self, GtkWidget *widget, const VigilStripContent *content, double right)
{
  double room = right - SMALL_PAD;
  /* translators: heads a list of beds that have a high alarm, too */
  set (&self->age, widget, _ ("ALSO RED"), 15, 10, room);
  set (&self->condition, widget, content->condition, 30, 13, room);
}

void
vigil_strip_face_shape (VigilStripFace *self,
                        GtkWidget *widget,
                        const VigilStripContent *content,
                        double width,
                        double right)
{
  switch (content->kind) {
  case VIGIL_STRIP_FULL:
    shape_full (self, widget, content, width, right);
    break;
  case VIGIL_STRIP_COMPACT:
    shape_compact (self, widget, content, right);
    break;
  case VIGIL_STRIP_CHIP:
    shape_chip (self, widget, content, width);
    break;
  case VIGIL_STRIP_MORE:
  default:
    shape_more (self, widget, content, right);
    break;
  }
}

/* ── Painting ───────────────────────────────────────────────────────────────────────────────── */

static void
paint_outline (GtkSnapshot *snapshot, const graphene_rect_t *bounds, const GdkRGBA *line)
{
  const float widths[4] = { OUTLINE_PX, OUTLINE_PX, OUTLINE_PX, OUTLINE_PX };
  const GdkRGBA colours[4] = { *line, *line, *line, *line };
  GskRoundedRect outline;
  gsk_rounded_rect_init_from_rect (&outline, bounds, 0);
  gtk_snapshot_append_border (snapshot, &outline, widths, colours);
}

static void
paint_full (const VigilStripFace *self, GtkSnapshot *snapshot, const GdkRGBA *text)
{
  double left = get_full_left (self);
  double number_base = (VIGIL_STRIP_HEIGHT + self->number.cap_px) / 2;
  double condition_base = CONDITION_BASE - (CONDITION_CAP - self->condition.cap_px) / 2;
  vigil_cap_text_draw (&self->number, snapshot, PAD, number_base, text);
  vigil_cap_text_draw (&self->condition, snapshot, left, condition_base, text);
  vigil_cap_text_draw (&self->age, snapshot, left, AGE_BASE, text);
  vigil_cap_text_draw (&self->others, snapshot, left + self->age.width_px + GAP, AGE_BASE, text);
}

static void
paint_compact (const VigilStripFace *self, GtkSnapshot *snapshot, const GdkRGBA *text)
{
  double left = SMALL_PAD + self->number.width_px + SMALL_PAD;
  vigil_cap_text_draw (&self->number, snapshot, SMALL_PAD, 50, text);
  vigil_cap_text_draw (&self->others, snapshot, left, 25, text);
  vigil_cap_text_draw (&self->age, snapshot, left, 50, text);
  vigil_cap_text_draw (&self->condition, snapshot, SMALL_PAD, 84, text);
}

static void
paint_chip (const VigilStripFace *self, GtkSnapshot *snapshot, const GdkRGBA *text)
{
  if (self->condition.width_px <= 0) {
    vigil_cap_text_draw (&self->number, snapshot, SMALL_PAD, 50, text);
    vigil_cap_text_draw (&self->age, snapshot, SMALL_PAD, 80, text);
    return;
  }
  double left = SMALL_PAD + (self->number.width_px > 0 ? self->number.width_px + SMALL_PAD : 0);
  vigil_cap_text_draw (&self->number, snapshot, SMALL_PAD, 64, text);
  vigil_cap_text_draw (&self->condition, snapshot, left, 43, text);
  vigil_cap_text_draw (&self->age, snapshot, left, 74, text);
}

static void
paint_more (const VigilStripFace *self, GtkSnapshot *snapshot, const GdkRGBA *text)
{
  vigil_cap_text_draw (&self->age, snapshot, SMALL_PAD, 32, text);
  vigil_cap_text_draw (&self->condition, snapshot, SMALL_PAD, 78, text);
}

static void
paint_texts (const VigilStripFace *self,
             GtkSnapshot *snapshot,
             VigilStripKind kind,
             const GdkRGBA *text)
{
  switch (kind) {
  case VIGIL_STRIP_FULL:
    paint_full (self, snapshot, text);
    break;
  case VIGIL_STRIP_COMPACT:
    paint_compact (self, snapshot, text);
    break;
  case VIGIL_STRIP_CHIP:
    paint_chip (self, snapshot, text);
    break;
  case VIGIL_STRIP_MORE:
  default:
    paint_more (self, snapshot, text);
    break;
  }
}

void
vigil_strip_face_paint (const VigilStripFace *self,
                        GtkSnapshot *snapshot,
                        const VigilPalette *palette,
                        const VigilStripContent *content,
                        double width,
                        gboolean is_lit)
{
  VigilPriority priority = content->priority;
  GdkRGBA fill = vigil_colour_to_rgba (vigil_palette_alarm_fill (palette, priority, is_lit));
  GdkRGBA text = vigil_colour_to_rgba (vigil_palette_alarm_text (palette, priority, is_lit));
  GdkRGBA line = vigil_colour_to_rgba (vigil_palette_alarm_line (palette, priority));
  graphene_rect_t bounds =
      GRAPHENE_RECT_INIT (0, 0, (float) (width - VIGIL_STRIP_EDGE), VIGIL_STRIP_HEIGHT);
  gtk_snapshot_append_color (snapshot, &fill, &bounds);
  if (content->is_solid)
    paint_outline (snapshot, &bounds, &line);
  paint_texts (self, snapshot, content->kind, &text);
}
