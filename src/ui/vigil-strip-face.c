/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-strip-face.h"

#include <glib/gi18n.h>
#include <string.h>

#include "vigil-words.h"

/* Measures in px on a 24 inch screen (ux.md, "Frame"): number 64, condition 40, age 28 high. */
#define PAD 16.0
#define SMALL_PAD 12.0
#define GAP 16.0
#define SMALL_GAP 8.0
#define NUMBER_CAP 64.0
#define CONDITION_CAP 40.0
#define AGE_CAP 28.0
#define LINE_MIN_CAP 16.0
#define NARROW_MIN_CAP 9.0 /* rather small than cut: no age and no UNANSWERED ends in dots */
#define SHARED_MIN_CAP 14.0 /* one long text makes no other smaller than that */
#define USUAL_LABEL 3 /* characters of "12A": a longer label is smaller in its own card only */
#define LABEL_LEAST 3 /* characters of one that has lost its middle */
#define LABEL_MIN_CAP 28.0 /* rather without its middle than smaller */
#define NARROW_LABEL_MIN_CAP 16.0
#define NAME_CAP 20.0
#define NAME_MIN_CAP 10.0
#define CONDITION_BASE 47.0
#define AGE_BASE 88.0
#define OUTLINED_AGE_BASE 85.0 /* the name beside it keeps clear of the outline */
/* A narrow card: from its top edge to its lower one the tag, if it has one, the number with the age
 * beside it, the condition. */
#define EDGE 10.0
#define TAG_CAP 12.0
#define NARROW_CONDITION_CAP 28.0
#define LOW_CONDITION_CAP 22.0 /* where number and age take two rows, or a tag stands above */
#define NARROW_NUMBER_CAP 48.0
#define NUMBER_SHARE 0.45 /* of its width, at most */
#define INLINE_PX 240.0 /* from here on the mark stands before the age, not above it */
#define ABOVE_AGE 5.0
#define MARK_SHARE 0.55 /* of the age */
#define CONFIRMING_CAP 14.0 /* in the one row above Confirm */
#define CONFIRMING_LINE_CAP 9.0 /* in two */
#define CONFIRMING_GAP 4.0
#define CONFIRMING_TOP 6.0
#define OUTLINE_PX 4.0f
#define SIDE_PX 7.0f
#define INOP_LINE_PX 2.0f
#define WIDE_CHIP_PX 150.0
#define CHIP_PAD 7.0 /* of one that is not */
#define CHIP_MIN_CAP 8.0

#define SEPARATOR " · "

#define MORE_TITLE_CAP 13.0
#define MORE_TITLE_BASE 24.0

void
vigil_strip_face_clear (VigilStripFace *self)
{
  vigil_cap_text_clear (&self->number);
  vigil_cap_text_clear (&self->mark);
  vigil_cap_text_clear (&self->condition);
  vigil_cap_text_clear (&self->age);
  vigil_cap_text_clear (&self->others);
  vigil_cap_text_clear (&self->tag);
  vigil_cap_text_clear (&self->wide_condition);
  for (guint i = 0; i < VIGIL_STRIP_LINES; i++)
    vigil_cap_text_clear (&self->lines[i]);
  g_clear_pointer (&self->shaped_for, g_free);
}

void
vigil_strip_scale_init (VigilStripScale *scale)
{
  *scale = (VigilStripScale){ NUMBER_CAP, CONDITION_CAP, AGE_CAP };
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
  vigil_cap_text_set (text, widget, words, cap_px, MIN (min_px, cap_px), MAX (room, 20),
                      PANGO_WEIGHT_BOLD);
}

static gboolean
is_cut (const VigilCapText *text)
{
  return text->layout != NULL && pango_layout_is_ellipsized (text->layout);
}

/* The label of a bed: what tells it apart from others stands at its end, which is never cut. */
static void
set_number (VigilCapText *text,
            GtkWidget *widget,
            const char *label,
            double cap_px,
            double min_px,
            double room)
{
  set (text, widget, label, cap_px, min_px, room);
  for (glong n = g_utf8_strlen (label, -1) - 1; n >= LABEL_LEAST && is_cut (text); n--) {
    g_autofree char *shorter = vigil_words_short_label (label, (guint) n);
    set (text, widget, shorter, cap_px, min_px, room);
  }
}

static void
set_nothing (VigilCapText *text)
{
  vigil_cap_text_clear (text);
  text->width_px = 0;
}

/* Whole, from @cap_px down to @min_px, or not at all. */
static void
set_whole (VigilCapText *text,
           GtkWidget *widget,
           const char *words,
           double cap_px,
           double min_px,
           double room)
{
  if (room > 0)
    set (text, widget, words, cap_px, min_px, room);
  if (room <= 0 || is_cut (text))
    set_nothing (text);
}

static gboolean
has_number (const VigilStripContent *content)
{
  return content->number[0] != '\0';
}

static gboolean
has_tag (const VigilStripContent *content)
{
  return content->tag != NULL && content->tag[0] != '\0' && has_number (content);
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

/* Of the priority, as on the tile. */
static void
set_mark (VigilStripFace *self, GtkWidget *widget, const VigilStripContent *content, double cap_px)
{
  const char *words = content->is_inop ? _ ("INOP") : vigil_words_stars (content->priority);
  set (&self->mark, widget, words, content->is_inop ? cap_px * 0.62 : cap_px, 6, 0x1p14);
}

/* A word in an outline is wider than the word. */
static double
get_mark_pad (const VigilStripContent *content, const VigilCapText *mark)
{
  return content->is_inop ? mark->cap_px * 0.5 : 0;
}

static double
get_mark_width (const VigilStripFace *self, const VigilStripContent *content)
{
  return self->mark.width_px > 0 ? self->mark.width_px + 2 * get_mark_pad (content, &self->mark)
                                 : 0;
}

/* Mark and age in one row of @room; returns the room that is left. */
static double
set_age (VigilStripFace *self,
         GtkWidget *widget,
         const VigilStripContent *content,
         double cap_px,
         double mark_share,
         double min_px,
         double room)
{
  for (guint i = 0; i < 3; i++) { /* as the mark gives way, so does the age */
    set_mark (self, widget, content, cap_px * mark_share);
    double rest = room - get_mark_width (self, content) - SMALL_GAP;
    set (&self->age, widget, content->age, cap_px, min_px, rest);
    if (self->age.cap_px >= cap_px - 0.01)
      return rest - self->age.width_px;
    cap_px = MAX (self->age.cap_px, (self->age.cap_px + cap_px) / 2 - 1);
  }
  return 0;
}

/* Why it is not heard, or what to do, in the words that fit whole, then all else as far as it
 * goes. */
static void
set_others (VigilStripFace *self,
            GtkWidget *widget,
            const VigilStripContent *content,
            double cap_px,
            double room)
{
  const char *why = content->why != NULL ? content->why : "";
  if (why[0] != '\0') {
    set (&self->others, widget, why, cap_px, NAME_MIN_CAP, room);
    if (is_cut (&self->others))
      why = content->why_short;
  }
  gboolean has_both = why[0] != '\0' && content->others[0] != '\0';
  g_autofree char *text = g_strjoin (has_both ? SEPARATOR : "", why, content->others, NULL);
  set (&self->others, widget, text, cap_px, NAME_MIN_CAP, room);
  if (has_both && is_cut (&self->others))
    set (&self->others, widget, why, cap_px, NAME_MIN_CAP, room);
}

/* The number at the left; beside it the condition above, all else below. */
static void
shape_roomy (VigilStripFace *self,
             GtkWidget *widget,
             const VigilStripContent *content,
             double width,
             double right,
             const VigilStripScale *scale)
{
  set_number (&self->number, widget, content->number, scale->number, LABEL_MIN_CAP, width * 0.3);
  double room = right - get_roomy_left (self);
  set_condition (self, widget, content->condition, scale->condition, LINE_MIN_CAP, room);
  double rest = set_age (self, widget, content, scale->age, 0.85, LINE_MIN_CAP, room) - GAP;
  if (rest > 60)
    set_others (self, widget, content, NAME_CAP, rest);
  else
    set_nothing (&self->others);
}

/* How a narrow card divides its height. */
typedef struct {
  gboolean is_inline; /* the mark before the age */
  double top; /* of the number at most */
  double condition_cap;
} Rows;

static Rows
divide (const VigilStripContent *content, double room)
{
  if (has_tag (content))
    return (Rows){ FALSE, EDGE + TAG_CAP + 4, LOW_CONDITION_CAP };
  if (room >= INLINE_PX)
    return (Rows){ TRUE, EDGE, NARROW_CONDITION_CAP };
  return (Rows){ FALSE, EDGE, LOW_CONDITION_CAP };
}

static double
get_number_base (const VigilStripFace *self)
{
  double below = MAX (self->wide_condition.cap_px, SHARED_MIN_CAP);
  return VIGIL_STRIP_HEIGHT - EDGE - below - SMALL_GAP - 1;
}

/* Rather without the mark, which its colour and the word tell, than cut. */
static void
set_tag (VigilStripFace *self,
         GtkWidget *widget,
         const VigilStripContent *content,
         double beside,
         double room)
{
  set (&self->tag, widget, content->tag, TAG_CAP, NARROW_MIN_CAP, beside);
  if (!is_cut (&self->tag))
    return;
  set_nothing (&self->mark);
  set (&self->tag, widget, content->tag, TAG_CAP, NARROW_MIN_CAP, room);
}

/* The number, and beside it the age; the condition below over the whole width up to the target. The
 * condition has its height first, the number the rest. */
static void
shape_numbered (VigilStripFace *self,
                GtkWidget *widget,
                const VigilStripContent *content,
                double right,
                const VigilStripScale *scale)
{
  double room = right - SMALL_PAD;
  Rows rows = divide (content, room);
  double condition_cap = MIN (scale->condition, rows.condition_cap);
  set_condition (self, widget, content->condition, condition_cap, NARROW_MIN_CAP, room);
  double height = MIN (get_number_base (self) - rows.top, NARROW_NUMBER_CAP);
  set_number (&self->number, widget, content->number, MIN (scale->number, height),
              NARROW_LABEL_MIN_CAP, room * NUMBER_SHARE);
  double rest = room - self->number.width_px - SMALL_PAD;
  double age_cap = MIN (scale->age, height);
  set_nothing (&self->others);
  set_nothing (&self->tag);
  if (rows.is_inline) {
    rest = set_age (self, widget, content, age_cap, MARK_SHARE, NARROW_MIN_CAP, rest) - GAP;
    set_whole (&self->others, widget, content->others, NAME_CAP, TAG_CAP, rest);
    return;
  }
  set (&self->age, widget, content->age, age_cap, NARROW_MIN_CAP, rest);
  set_mark (self, widget, content, TAG_CAP);
  double beside = (has_tag (content) ? room : rest) - get_mark_width (self, content) - SMALL_GAP;
  if (has_tag (content))
    set_tag (self, widget, content, beside, room);
  else
    set_whole (&self->others, widget, content->others, TAG_CAP, TAG_CAP - 1, beside);
}

/* What concerns no bed: the condition, what to do, the age. */
static void
shape_unnumbered (VigilStripFace *self,
                  GtkWidget *widget,
                  const VigilStripContent *content,
                  double right)
{
  double room = right - SMALL_PAD;
  set_nothing (&self->number);
  set_nothing (&self->tag);
  set_others (self, widget, content, 18, room);
  set_age (self, widget, content, 24, 0.85, NARROW_MIN_CAP, room);
  set_condition (self, widget, content->condition, 30, NARROW_MIN_CAP, room);
}

/* Of bed and condition in one row. */
static double
get_row_width (const VigilStripFace *self)
{
  double number = self->number.width_px > 0 ? self->number.width_px + SMALL_GAP : 0;
  return number + self->condition.width_px;
}

/* Bed and condition in one row, with the age if it has room; else the condition has the second of
 * two lower rows, and as much room as it had before. */
static void
shape_confirming (VigilStripFace *self,
                  GtkWidget *widget,
                  const VigilStripContent *content,
                  double right)
{
  double room = right - SMALL_PAD;
  set_nothing (&self->mark);
  set_nothing (&self->tag);
  set_nothing (&self->others);
  set_number (&self->number, widget, content->number, CONFIRMING_CAP, CONFIRMING_LINE_CAP,
              room / 2);
  double rest = room - (self->number.width_px > 0 ? self->number.width_px + SMALL_GAP : 0);
  set_condition (self, widget, content->condition, CONFIRMING_CAP, CONFIRMING_LINE_CAP, rest);
  if (is_cut (&self->condition) || is_cut (&self->number)) {
    set_number (&self->number, widget, content->number, CONFIRMING_LINE_CAP, CONFIRMING_LINE_CAP,
                room);
    set_condition (self, widget, content->condition, CONFIRMING_LINE_CAP, CONFIRMING_LINE_CAP,
                   room);
  }
  double row = get_row_width (self);
  rest = room - SMALL_GAP - (row <= room ? row : self->number.width_px);
  double cap = MIN (self->condition.cap_px, CONFIRMING_CAP);
  set_whole (&self->age, widget, content->age, cap, CONFIRMING_LINE_CAP, rest);
}

static double
get_chip_pad (double width)
{
  return width >= WIDE_CHIP_PX ? SMALL_PAD : CHIP_PAD;
}

/* The condition where it is wide; else number and countdown, below each other. */
static void
shape_chip (VigilStripFace *self, GtkWidget *widget, const VigilStripContent *content, double width)
{
  gboolean is_wide = width >= WIDE_CHIP_PX;
  double all = width - VIGIL_STRIP_EDGE - 2 * get_chip_pad (width);
  set_number (&self->number, widget, content->number, 32, 12, is_wide ? all * 0.45 : all);
  double room =
      is_wide && self->number.width_px > 0 ? all - self->number.width_px - SMALL_PAD : all;
  set (&self->condition, widget, is_wide ? content->condition : "", 18, 11, all);
  set (&self->age, widget, content->age, 18, CHIP_MIN_CAP, room);
}

static void
shape_count (VigilStripFace *self,
             GtkWidget *widget,
             const VigilStripContent *content,
             double width)
{
  double all = width - VIGIL_STRIP_EDGE - 2 * CHIP_PAD;
  set_nothing (&self->condition);
  set_whole (&self->tag, widget, content->tag, TAG_CAP, CHIP_MIN_CAP, all);
  set (&self->number, widget, content->number, 26, 12, all);
  set (&self->age, widget, content->age, 18, CHIP_MIN_CAP, all);
}

static char **
split (const char *list)
{
  return g_strsplit (list != NULL ? list : "", SEPARATOR, -1);
}

/* None is left out, however many they are. */
static void
shape_more (VigilStripFace *self, GtkWidget *widget, const VigilStripContent *content, double right)
{
  double room = right - SMALL_PAD;
  g_auto (GStrv) beds = split (content->condition);
  g_auto (GStrv) words = split (content->others);
  /* translators: heads a list of beds that have a high alarm, too */
  set (&self->tag, widget, _ ("ALSO RED"), MORE_TITLE_CAP, NAME_MIN_CAP, room);
  vigil_strip_more_shape (self->lines, widget, (const char *const *) beds,
                          (const char *const *) words, room);
}

static gboolean
is_roomy (const VigilStripContent *content, double width)
{
  return content->kind == VIGIL_STRIP_FULL && width >= VIGIL_STRIP_ROOMY_PX
         && (!content->is_quiet || width >= VIGIL_STRIP_ROOMY_QUIET_PX);
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

/* All that a shape depends on. */
static char *
describe (GtkWidget *widget,
          const VigilStripContent *content,
          double width,
          double right,
          const VigilStripScale *scale)
{
  guint fonts = pango_context_get_serial (gtk_widget_get_pango_context (widget));
  return g_strdup_printf ("%u %d %d %d %d %d %d %a %a %a %a %a\n%s\n%s\n%s\n%s\n%s\n%s\n%s", fonts,
                          content->kind, content->priority, content->is_solid, content->is_inop,
                          content->is_quiet, content->is_confirming, width, right, scale->number,
                          scale->condition, scale->age, content->number, content->condition,
                          content->age, or_empty (content->tag), or_empty (content->why),
                          or_empty (content->why_short), content->others);
}

static void
shape (VigilStripFace *self,
       GtkWidget *widget,
       const VigilStripContent *content,
       double width,
       double right,
       const VigilStripScale *scale)
{
  switch (content->kind) {
  case VIGIL_STRIP_FULL:
  case VIGIL_STRIP_COMPACT:
    if (content->is_confirming)
      shape_confirming (self, widget, content, right);
    else if (is_roomy (content, width))
      shape_roomy (self, widget, content, width, right, scale);
    else if (has_number (content))
      shape_numbered (self, widget, content, right, scale);
    else
      shape_unnumbered (self, widget, content, right);
    break;
  case VIGIL_STRIP_CHIP:
    shape_chip (self, widget, content, width);
    break;
  case VIGIL_STRIP_COUNT:
    shape_count (self, widget, content, width);
    break;
  case VIGIL_STRIP_MORE:
  default:
    shape_more (self, widget, content, right);
    break;
  }
}

void
vigil_strip_face_shape (VigilStripFace *self,
                        GtkWidget *widget,
                        const VigilStripContent *content,
                        double width,
                        double right,
                        const VigilStripScale *scale)
{
  g_autofree char *wanted = describe (widget, content, width, right, scale);
  if (g_strcmp0 (wanted, self->shaped_for) == 0)
    return;
  shape (self, widget, content, width, right, scale);
  g_free (self->shaped_for);
  self->shaped_for = g_steal_pointer (&wanted);
}

static double
lower (double shared, double own)
{
  return MIN (shared, MAX (own, SHARED_MIN_CAP));
}

void
vigil_strip_face_fit (VigilStripFace *self,
                      GtkWidget *widget,
                      const VigilStripContent *content,
                      double width,
                      double right,
                      VigilStripScale *scale)
{
  gboolean is_card = content->kind == VIGIL_STRIP_FULL || content->kind == VIGIL_STRIP_COMPACT;
  if (!is_card || !has_number (content) || content->is_confirming)
    return;
  vigil_strip_face_shape (self, widget, content, width, right, scale);
  if (g_utf8_strlen (content->number, -1) <= USUAL_LABEL)
    scale->number = lower (scale->number, self->number.cap_px);
  scale->condition = lower (scale->condition, self->wide_condition.cap_px);
  scale->age = lower (scale->age, self->age.cap_px);
}

/* ── Painting ───────────────────────────────────────────────────────────────────────────────── */

static void
paint_outline (GtkSnapshot *snapshot,
               const graphene_rect_t *bounds,
               const GdkRGBA *line,
               float width)
{
  const float widths[4] = { width, width, width, width };
  const GdkRGBA colours[4] = { *line, *line, *line, *line };
  GskRoundedRect outline;
  gsk_rounded_rect_init_from_rect (&outline, bounds, 0);
  gtk_snapshot_append_border (snapshot, &outline, widths, colours);
}

/* Its colour stays where the reading begins while the fill is dark: a yellow is never less than the
 * steady cyan beside it. */
static void
paint_side (GtkSnapshot *snapshot,
            const VigilPalette *palette,
            const graphene_rect_t *bounds,
            VigilPriority priority,
            gboolean is_rtl)
{
  GdkRGBA lit = vigil_colour_to_rgba (vigil_palette_alarm_fill (palette, priority, TRUE));
  graphene_rect_t side = *bounds;
  side.size.width = SIDE_PX;
  if (is_rtl)
    side.origin.x += bounds->size.width - SIDE_PX;
  gtk_snapshot_append_color (snapshot, &lit, &side);
}

/* What is painted on: places are told as in a card that is read from the left. */
typedef struct {
  GtkSnapshot *snapshot; /* NULL: @places are filled instead */
  graphene_rect_t *places;
  guint *n_places;
  const VigilStripContent *content;
  const GdkRGBA *text;
  double width;
  gboolean is_rtl;
} Canvas;

static void
note_place (const Canvas *canvas, double x, double y, double width, double height)
{
  if (width > 0 && *canvas->n_places < VIGIL_STRIP_PLACES)
    graphene_rect_init (&canvas->places[(*canvas->n_places)++], (float) x, (float) y, (float) width,
                        (float) height);
}

static void
draw (const Canvas *canvas, const VigilCapText *text, double x, double base)
{
  if (canvas->snapshot == NULL) {
    note_place (canvas, x, base - text->cap_px, text->width_px, text->cap_px);
    return;
  }
  if (canvas->is_rtl)
    x = canvas->width - x - text->width_px;
  vigil_cap_text_draw (text, canvas->snapshot, x, base, canvas->text);
}

/* In a row of capitals @cap_px high that stand on @base; returns where it ends. */
static double
draw_mark (const VigilStripFace *self, const Canvas *canvas, double x, double base, double cap_px)
{
  if (self->mark.width_px <= 0)
    return x - SMALL_GAP;
  double pad = get_mark_pad (canvas->content, &self->mark);
  double width = get_mark_width (self, canvas->content);
  draw (canvas, &self->mark, x + pad, base - (cap_px - self->mark.cap_px) / 2);
  if (canvas->content->is_inop && canvas->snapshot != NULL) {
    double height = self->mark.cap_px + 2 * pad;
    double left = canvas->is_rtl ? canvas->width - x - width : x;
    graphene_rect_t box = GRAPHENE_RECT_INIT ((float) left, (float) (base - (cap_px + height) / 2),
                                              (float) width, (float) height);
    paint_outline (canvas->snapshot, &box, canvas->text, INOP_LINE_PX);
  }
  return x + width;
}

/* The mark, then the age; returns where it ends. */
static double
paint_age (const VigilStripFace *self, const Canvas *canvas, double x, double base)
{
  double left = draw_mark (self, canvas, x, base, self->age.cap_px) + SMALL_GAP;
  draw (canvas, &self->age, left, base);
  return left + self->age.width_px;
}

static void
paint_roomy (const VigilStripFace *self, const Canvas *canvas)
{
  double left = get_roomy_left (self);
  double number_base = (VIGIL_STRIP_HEIGHT + self->number.cap_px) / 2;
  double condition_base = CONDITION_BASE - (CONDITION_CAP - self->condition.cap_px) / 2;
  draw (canvas, &self->number, PAD, number_base);
  draw (canvas, &self->condition, left, condition_base);
  double base = canvas->content->is_solid ? OUTLINED_AGE_BASE : AGE_BASE;
  double end = paint_age (self, canvas, left, base);
  draw (canvas, &self->others, end + GAP, base);
}

/* In one row in the middle of what is above Confirm, or in two. */
static void
paint_confirming (const VigilStripFace *self, const Canvas *canvas, double room)
{
  double left = SMALL_PAD + get_row_width (self) - self->condition.width_px;
  double cap = MAX (self->condition.cap_px, self->number.cap_px);
  if (get_row_width (self) > room) {
    double first = CONFIRMING_TOP + cap;
    draw (canvas, &self->number, SMALL_PAD, first);
    draw (canvas, &self->age, left, first);
    draw (canvas, &self->condition, SMALL_PAD, first + CONFIRMING_GAP + cap);
    return;
  }
  double base = (CONFIRMING_TOP + VIGIL_STRIP_CONFIRM_TOP - CONFIRMING_GAP + cap) / 2;
  draw (canvas, &self->number, SMALL_PAD, base);
  draw (canvas, &self->condition, left, base);
  draw (canvas, &self->age, left + self->condition.width_px + SMALL_GAP, base);
}

static void
paint_unnumbered (const VigilStripFace *self, const Canvas *canvas)
{
  draw (canvas, &self->condition, SMALL_PAD, 38);
  draw (canvas, &self->others, SMALL_PAD, 60);
  paint_age (self, canvas, SMALL_PAD, 88);
}

static void
paint_numbered (const VigilStripFace *self, const Canvas *canvas, double room)
{
  Rows rows = divide (canvas->content, room);
  double base = get_number_base (self);
  double left = SMALL_PAD + self->number.width_px + SMALL_PAD;
  draw (canvas, &self->number, SMALL_PAD, base);
  draw (canvas, &self->condition, SMALL_PAD, VIGIL_STRIP_HEIGHT - EDGE);
  if (rows.is_inline) {
    draw (canvas, &self->others, paint_age (self, canvas, left, base) + GAP, base);
    return;
  }
  draw (canvas, &self->age, left, base);
  if (has_tag (canvas->content)) {
    double tag = draw_mark (self, canvas, SMALL_PAD, EDGE + TAG_CAP - 2, TAG_CAP) + SMALL_GAP;
    draw (canvas, &self->tag, tag, EDGE + TAG_CAP - 2);
    return;
  }
  /* At the top of the number, but clear of the age, which may be higher. */
  double above = MIN (MAX (EDGE + TAG_CAP, base - self->number.cap_px + TAG_CAP) - 3,
                      base - self->age.cap_px - ABOVE_AGE);
  draw (canvas, &self->others, draw_mark (self, canvas, left, above, TAG_CAP) + SMALL_GAP, above);
}

static void
paint_chip (const VigilStripFace *self, const Canvas *canvas)
{
  if (self->condition.width_px <= 0) {
    draw (canvas, &self->number, get_chip_pad (canvas->width), 50);
    draw (canvas, &self->age, get_chip_pad (canvas->width), 80);
    return;
  }
  double left = SMALL_PAD + (self->number.width_px > 0 ? self->number.width_px + SMALL_PAD : 0);
  draw (canvas, &self->condition, SMALL_PAD, 32);
  draw (canvas, &self->number, SMALL_PAD, 80);
  draw (canvas, &self->age, left, 80);
}

static void
paint_count (const VigilStripFace *self, const Canvas *canvas)
{
  draw (canvas, &self->tag, CHIP_PAD, 22);
  draw (canvas, &self->number, CHIP_PAD, 56);
  draw (canvas, &self->age, CHIP_PAD, 84);
}

/* The lines share what the title leaves of the height. */
static void
paint_more (const VigilStripFace *self, const Canvas *canvas)
{
  guint n = 0;
  while (n < VIGIL_STRIP_LINES && self->lines[n].layout != NULL)
    n++;
  double cap = self->lines[0].cap_px;
  double gap = (VIGIL_STRIP_HEIGHT - MORE_TITLE_BASE - n * cap) / (n + 1);
  draw (canvas, &self->tag, SMALL_PAD, MORE_TITLE_BASE);
  for (guint i = 0; i < n; i++)
    draw (canvas, &self->lines[i], SMALL_PAD, MORE_TITLE_BASE + (i + 1) * (gap + cap));
}

static void
paint_texts (const VigilStripFace *self, const Canvas *canvas, double right)
{
  const VigilStripContent *content = canvas->content;
  switch (content->kind) {
  case VIGIL_STRIP_FULL:
  case VIGIL_STRIP_COMPACT:
    if (content->is_confirming)
      paint_confirming (self, canvas, right - SMALL_PAD);
    else if (is_roomy (content, canvas->width))
      paint_roomy (self, canvas);
    else if (has_number (content))
      paint_numbered (self, canvas, right - SMALL_PAD);
    else
      paint_unnumbered (self, canvas);
    break;
  case VIGIL_STRIP_CHIP:
    paint_chip (self, canvas);
    break;
  case VIGIL_STRIP_COUNT:
    paint_count (self, canvas);
    break;
  case VIGIL_STRIP_MORE:
  default:
    paint_more (self, canvas);
    break;
  }
}

guint
vigil_strip_face_list_places (const VigilStripFace *self,
                              const VigilStripContent *content,
                              double width,
                              double right,
                              graphene_rect_t places[VIGIL_STRIP_PLACES])
{
  guint n = 0;
  Canvas canvas = { NULL, places, &n, content, NULL, width, FALSE };
  paint_texts (self, &canvas, right);
  return n;
}

void
vigil_strip_face_paint (const VigilStripFace *self,
                        GtkSnapshot *snapshot,
                        const VigilPalette *palette,
                        const VigilStripContent *content,
                        double width,
                        double right,
                        gboolean is_rtl,
                        gboolean is_lit)
{
  VigilPriority priority = content->priority;
  GdkRGBA fill = vigil_colour_to_rgba (vigil_palette_alarm_fill (palette, priority, is_lit));
  GdkRGBA text = vigil_colour_to_rgba (vigil_palette_alarm_text (palette, priority, is_lit));
  GdkRGBA line = vigil_colour_to_rgba (vigil_palette_alarm_line (palette, priority));
  Canvas canvas = { snapshot, NULL, NULL, content, &text, width, is_rtl };
  graphene_rect_t bounds =
      GRAPHENE_RECT_INIT (is_rtl ? (float) VIGIL_STRIP_EDGE : 0, 0,
                          (float) (width - VIGIL_STRIP_EDGE), VIGIL_STRIP_HEIGHT);
  gtk_snapshot_append_color (snapshot, &fill, &bounds);
  if (content->is_solid)
    paint_outline (snapshot, &bounds, &line, OUTLINE_PX);
  else if (!is_lit && priority > VIGIL_PRIORITY_LOW)
    paint_side (snapshot, palette, &bounds, priority, is_rtl);
  paint_texts (self, &canvas, right);
}
