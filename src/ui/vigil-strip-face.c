/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-strip-face.h"

#include <glib/gi18n.h>

#include "vigil-words.h"

/* Measures in px on a 24 inch screen (ux.md, "Frame"): number 64, condition 40, age 28 high. */
#define PAD 16.0
#define SMALL_PAD 12.0
#define GAP 16.0
#define NUMBER_CAP 64.0
#define CONDITION_CAP 40.0
#define AGE_CAP 28.0
#define LINE_MIN_CAP 16.0
#define NARROW_MIN_CAP 9.0 /* rather small than cut: no age and no UNANSWERED ends in dots */
#define NARROW_AGE_CAP 24.0
#define SINCE_SHARE 0.72 /* of the age */
#define NAME_CAP 20.0
#define NAME_MIN_CAP 10.0
#define CONDITION_BASE 47.0
#define AGE_BASE 88.0
#define OUTLINE_PX 4.0f
#define WIDE_CHIP_PX 150.0
#define WHY_ROOM_PX 420.0 /* for why it is not heard, in its longer words */

void
vigil_strip_face_clear (VigilStripFace *self)
{
  vigil_cap_text_clear (&self->number);
  vigil_cap_text_clear (&self->condition);
  vigil_cap_text_clear (&self->age);
  vigil_cap_text_clear (&self->since);
  vigil_cap_text_clear (&self->others);
  vigil_cap_text_clear (&self->wide_condition);
  vigil_cap_text_clear (&self->wide_age);
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
get_roomy_left (const VigilStripFace *self)
{
  return self->number.width_px > 0 ? PAD + self->number.width_px + GAP : PAD;
}

/* As large as its room lets it be with any number in it. */
static void
set_condition (VigilStripFace *self,
               GtkWidget *widget,
               const char *words,
               double cap_px,
               double min_px,
               double room)
{
  g_autofree char *wide = vigil_words_steady (words, 3);
  set (&self->wide_condition, widget, wide, cap_px, min_px, room);
  double cap = self->wide_condition.cap_px;
  set (&self->condition, widget, words, cap, MIN (cap, min_px), room);
}

/* As large as its room lets it be at any age. */
static void
set_age_words (VigilStripFace *self,
               GtkWidget *widget,
               const char *words,
               double cap_px,
               double min_px,
               double room)
{
  g_autofree char *wide = vigil_words_steady (words, 2);
  set (&self->wide_age, widget, wide, cap_px, min_px, room);
  double cap = self->wide_age.cap_px;
  set (&self->age, widget, words, cap, MIN (min_px, cap), room);
}

/* Priority and age; behind it since when, if that fits whole. Returns the room that is left. */
static double
set_age (VigilStripFace *self,
         GtkWidget *widget,
         const VigilStripContent *content,
         double cap_px,
         double min_px,
         double room)
{
  g_autofree char *age =
      g_strdup_printf ("%s %s", vigil_words_stars (content->priority), content->age);
  set_age_words (self, widget, age, cap_px, min_px, room);
  double rest = room - self->wide_age.width_px - GAP;
  double since_cap = SINCE_SHARE * cap_px;
  vigil_cap_text_set (&self->since, widget, content->since, since_cap, since_cap, 0,
                      PANGO_WEIGHT_BOLD);
  /* Until when it is not sounded is more than since when it stands. */
  gboolean has_why = content->why_short != NULL && content->why_short[0] != '\0';
  if (self->since.width_px > rest - (has_why ? WHY_ROOM_PX : 0)) {
    vigil_cap_text_clear (&self->since);
    self->since.width_px = 0;
    return rest;
  }
  return rest - self->since.width_px - GAP;
}

static gboolean
is_cut (const VigilCapText *text)
{
  return text->layout != NULL && pango_layout_is_ellipsized (text->layout);
}

/* Why it is not heard in the words that fit whole, then all else as far as it goes. */
static void
set_others (VigilStripFace *self, GtkWidget *widget, const VigilStripContent *content, double room)
{
  const char *why = content->why != NULL ? content->why : "";
  if (why[0] != '\0') {
    set (&self->others, widget, why, NAME_CAP, NAME_MIN_CAP, room);
    if (is_cut (&self->others))
      why = content->why_short;
  }
  gboolean has_both = why[0] != '\0' && content->others[0] != '\0';
  g_autofree char *text = g_strjoin (has_both ? " · " : "", why, content->others, NULL);
  set (&self->others, widget, text, NAME_CAP, NAME_MIN_CAP, room);
  if (has_both && is_cut (&self->others))
    set (&self->others, widget, why, NAME_CAP, NAME_MIN_CAP, room);
}

/* The number at the left; beside it the condition above, all else below. */
static void
shape_roomy (VigilStripFace *self,
             GtkWidget *widget,
             const VigilStripContent *content,
             double width,
             double right)
{
  set (&self->number, widget, content->number, NUMBER_CAP, 20, width * 0.3);
  double room = right - get_roomy_left (self);
  set_condition (self, widget, content->condition, CONDITION_CAP, LINE_MIN_CAP, room);
  double rest = set_age (self, widget, content, AGE_CAP, LINE_MIN_CAP, room);
  if (rest > 60)
    set_others (self, widget, content, rest);
  else
    set (&self->others, widget, "", NAME_CAP, NAME_MIN_CAP, rest);
}

/* What nobody answered, or is not sounded, in a narrow card: priority and name beside the number,
 * then a line of its own for how long already, or why and until when, which is as long as the card
 * is wide (ux.md: "UNANSWERED 1:00" everywhere). */
static void
shape_long (VigilStripFace *self, GtkWidget *widget, const VigilStripContent *content, double right)
{
  double room = right - SMALL_PAD;
  set (&self->number, widget, content->number, 32, 18, room * 0.5);
  g_autofree char *who = g_strdup_printf ("%s %s%s%s", vigil_words_stars (content->priority),
                                          content->is_over ? _ ("ended") : "",
                                          content->is_over ? " " : "", content->others);
  set (&self->others, widget, who, 14, 10, room - self->number.width_px - SMALL_PAD);
  set_age_words (self, widget, content->age, 14, NARROW_MIN_CAP, room);
  vigil_cap_text_clear (&self->since);
  set_condition (self, widget, content->condition, 24, NARROW_MIN_CAP, room);
}

/* The number, and beside it the name above the age; the condition below over the whole width up to
 * the target. Without a bed: the condition, what to do, the age. */
static void
shape_narrow (VigilStripFace *self,
              GtkWidget *widget,
              const VigilStripContent *content,
              double right)
{
  double room = right - SMALL_PAD;
  gboolean has_number = content->number[0] != '\0';
  set (&self->number, widget, content->number, 36, 18, room * 0.36);
  double rest = has_number ? room - self->number.width_px - SMALL_PAD : room;
  set (&self->others, widget, content->others, has_number ? 12 : 18, 10, rest);
  set_age (self, widget, content, NARROW_AGE_CAP, NARROW_MIN_CAP, rest);
  set_condition (self, widget, content->condition, 30, NARROW_MIN_CAP, room);
}

static void
shape_chip (VigilStripFace *self, GtkWidget *widget, const VigilStripContent *content, double width)
{
  gboolean is_wide = width >= WIDE_CHIP_PX;
  double all = width - VIGIL_STRIP_EDGE - 2 * SMALL_PAD;
  set (&self->number, widget, content->number, 32, 14, is_wide ? all * 0.45 : all);
  double room =
      is_wide && self->number.width_px > 0 ? all - self->number.width_px - SMALL_PAD : all;
  set (&self->condition, widget, is_wide ? content->condition : "", 18, 11, all);
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

/* A line of its own is needed only beside a number. */
static gboolean
is_long (const VigilStripContent *content)
{
  return (content->is_unanswered || content->is_quiet) && content->number[0] != '\0';
}

static gboolean
is_roomy (const VigilStripContent *content, double width)
{
  return content->kind == VIGIL_STRIP_FULL && !content->is_quiet && width >= VIGIL_STRIP_ROOMY_PX;
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
  case VIGIL_STRIP_COMPACT:
    if (is_roomy (content, width))
      shape_roomy (self, widget, content, width, right);
    else if (is_long (content))
      shape_long (self, widget, content, right);
    else
      shape_narrow (self, widget, content, right);
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

/* What is painted on: places are told as in a card that is read from the left. */
typedef struct {
  GtkSnapshot *snapshot;
  const GdkRGBA *text;
  double width;
  gboolean is_rtl;
} Canvas;

static void
draw (const Canvas *canvas, const VigilCapText *text, double x, double base)
{
  if (canvas->is_rtl)
    x = canvas->width - x - text->width_px;
  vigil_cap_text_draw (text, canvas->snapshot, x, base, canvas->text);
}

static void
paint_age (const VigilStripFace *self, const Canvas *canvas, double x, double base)
{
  draw (canvas, &self->age, x, base);
  draw (canvas, &self->since, x + self->wide_age.width_px + GAP, base);
}

static void
paint_roomy (const VigilStripFace *self, const Canvas *canvas)
{
  double left = get_roomy_left (self);
  double number_base = (VIGIL_STRIP_HEIGHT + self->number.cap_px) / 2;
  double condition_base = CONDITION_BASE - (CONDITION_CAP - self->condition.cap_px) / 2;
  double others = left + self->wide_age.width_px + GAP
                  + (self->since.width_px > 0 ? self->since.width_px + GAP : 0);
  draw (canvas, &self->number, PAD, number_base);
  draw (canvas, &self->condition, left, condition_base);
  paint_age (self, canvas, left, AGE_BASE);
  draw (canvas, &self->others, others, AGE_BASE);
}

static void
paint_narrow (const VigilStripFace *self, const Canvas *canvas)
{
  if (self->number.width_px <= 0) {
    draw (canvas, &self->condition, SMALL_PAD, 38);
    draw (canvas, &self->others, SMALL_PAD, 60);
    paint_age (self, canvas, SMALL_PAD, 88);
    return;
  }
  double left = SMALL_PAD + self->number.width_px + SMALL_PAD;
  draw (canvas, &self->number, SMALL_PAD, 46);
  draw (canvas, &self->others, left, 16);
  paint_age (self, canvas, left, 46);
  draw (canvas, &self->condition, SMALL_PAD, 86);
}

static void
paint_long (const VigilStripFace *self, const Canvas *canvas)
{
  double left = SMALL_PAD + self->number.width_px + SMALL_PAD;
  draw (canvas, &self->number, SMALL_PAD, 38);
  draw (canvas, &self->others, left, 38);
  draw (canvas, &self->age, SMALL_PAD, 59);
  draw (canvas, &self->condition, SMALL_PAD, 90);
}

static void
paint_chip (const VigilStripFace *self, const Canvas *canvas)
{
  if (self->condition.width_px <= 0) {
    draw (canvas, &self->number, SMALL_PAD, 50);
    draw (canvas, &self->age, SMALL_PAD, 80);
    return;
  }
  double left = SMALL_PAD + (self->number.width_px > 0 ? self->number.width_px + SMALL_PAD : 0);
  draw (canvas, &self->condition, SMALL_PAD, 32);
  draw (canvas, &self->number, SMALL_PAD, 80);
  draw (canvas, &self->age, left, 80);
}

static void
paint_more (const VigilStripFace *self, const Canvas *canvas)
{
  draw (canvas, &self->age, SMALL_PAD, 32);
  draw (canvas, &self->condition, SMALL_PAD, 78);
}

static void
paint_texts (const VigilStripFace *self, const Canvas *canvas, const VigilStripContent *content)
{
  switch (content->kind) {
  case VIGIL_STRIP_FULL:
  case VIGIL_STRIP_COMPACT:
    if (is_roomy (content, canvas->width))
      paint_roomy (self, canvas);
    else if (is_long (content))
      paint_long (self, canvas);
    else
      paint_narrow (self, canvas);
    break;
  case VIGIL_STRIP_CHIP:
    paint_chip (self, canvas);
    break;
  case VIGIL_STRIP_MORE:
  default:
    paint_more (self, canvas);
    break;
  }
}

void
vigil_strip_face_paint (const VigilStripFace *self,
                        GtkSnapshot *snapshot,
                        const VigilPalette *palette,
                        const VigilStripContent *content,
                        double width,
                        gboolean is_rtl,
                        gboolean is_lit)
{
  Canvas canvas = { snapshot, NULL, width, is_rtl };
  VigilPriority priority = content->priority;
  GdkRGBA fill = vigil_colour_to_rgba (vigil_palette_alarm_fill (palette, priority, is_lit));
  GdkRGBA text = vigil_colour_to_rgba (vigil_palette_alarm_text (palette, priority, is_lit));
  GdkRGBA line = vigil_colour_to_rgba (vigil_palette_alarm_line (palette, priority));
  graphene_rect_t bounds =
      GRAPHENE_RECT_INIT (is_rtl ? (float) VIGIL_STRIP_EDGE : 0, 0,
                          (float) (width - VIGIL_STRIP_EDGE), VIGIL_STRIP_HEIGHT);
  gtk_snapshot_append_color (snapshot, &fill, &bounds);
  if (content->is_solid)
    paint_outline (snapshot, &bounds, &line);
  canvas.text = &text;
  paint_texts (self, &canvas, content);
}
