/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-strip-card.h"

#include <glib/gi18n.h>

#include "vigil-cap-text.h"
#include "vigil-flash.h"
#include "vigil-silence-button.h"
#include "vigil-words.h"

/* Measures in px on a 24 inch screen (ux.md, "Frame"). */
#define PAD 16.0
#define COMPACT_PAD 12.0
#define GAP 16.0
#define EDGE 6.0 /* of dark between two cards */
#define BUTTON_MARGIN 10.0
#define NUMBER_CAP 64.0
#define CONDITION_CAP 40.0
#define AGE_CAP 28.0
#define LINE_MIN_CAP 16.0
#define CONDITION_BASE 50.0
#define AGE_BASE 86.0

struct _VigilStripCard {
  GtkWidget parent_instance;
  VigilStation *station;
  const VigilPalette *palette;
  VigilStripKind kind;
  guint bed;
  GtkWidget *button; /* NULL: chips and MORE */
  /* What is shown now, copied: alarms are lent. */
  VigilAlarm alarm;
  char *condition;
  char *others;
  VigilCapText number_text, condition_text, age_text, others_text;
};

G_DEFINE_FINAL_TYPE (VigilStripCard, vigil_strip_card, GTK_TYPE_WIDGET)

VigilStripKind
vigil_strip_card_get_kind (VigilStripCard *self)
{
  return self->kind;
}

guint
vigil_strip_card_get_bed (VigilStripCard *self)
{
  return self->bed;
}

static const VigilBed *
get_bed (VigilStripCard *self)
{
  if (self->bed == G_MAXUINT)
    return NULL;
  return vigil_ward_get_bed (vigil_station_get_ward (self->station), self->bed);
}

static const char *
get_number (VigilStripCard *self)
{
  const VigilBed *bed = get_bed (self);
  if (self->kind == VIGIL_STRIP_MORE || bed == NULL)
    return "";
  return vigil_words_bed (bed);
}

static gboolean
is_link_alarm (VigilStripCard *self)
{
  return self->bed == G_MAXUINT && self->alarm.priority == VIGIL_PRIORITY_HIGH
         && vigil_ward_get_link (vigil_station_get_ward (self->station)) == VIGIL_LINK_SHOWN_LOST;
}

/* The other open alarms of the bed, most urgent first; else the patient's name. */
static char *
dup_others (VigilStripCard *self)
{
  if (is_link_alarm (self))
    return g_strdup (_ ("Go to the bedsides"));
  guint n;
  VigilWard *ward = vigil_station_get_ward (self->station);
  const VigilAlarm *const *alarms = vigil_ward_list_bed_alarms (ward, self->bed, &n);
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < n; i++) {
    if (!vigil_alarm_is_open (alarms[i]) || g_str_equal (alarms[i]->key, self->alarm.key))
      continue;
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "+ ", alarms[i]->label);
  }
  const VigilBed *bed = get_bed (self);
  if (text->len == 0 && bed != NULL)
    g_string_append (text, bed->identity.name);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "3 · 7 · 9": each bed by its label, for reds are never a mere number. */
static char *
dup_more (VigilStripCard *self, const VigilStripPlan *plan)
{
  VigilWard *ward = vigil_station_get_ward (self->station);
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < plan->n_more; i++) {
    guint index = vigil_ward_find_bed (ward, plan->more[i]->bed);
    const char *label = index != G_MAXUINT ? vigil_words_bed (vigil_ward_get_bed (ward, index))
                                           : plan->more[i]->label;
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", label);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_age (VigilStripCard *self)
{
  VigilNow now = vigil_station_now (self->station);
  if (self->kind == VIGIL_STRIP_MORE)
    return g_strdup ("");
  if (self->kind == VIGIL_STRIP_CHIP) {
    gint64 until_us = self->alarm.silence_until_us;
    if (self->alarm.is_latched)
      return g_strdup (_ ("ended"));
    return until_us > 0 ? vigil_words_age (until_us - now.mono_us) : g_strdup (_ ("Silenced"));
  }
  g_autofree char *age = vigil_words_age (now.mono_us - self->alarm.raised_mono_us);
  if (self->kind == VIGIL_STRIP_COMPACT)
    return self->alarm.is_latched ? g_strdup (_ ("ended")) : g_steal_pointer (&age);
  if (self->alarm.is_latched)
    /* translators: the mark of its priority, an alarm whose condition is over, its age */
    return g_strdup_printf (_ ("%s ended · %s"), vigil_words_stars (self->alarm.priority), age);
  return g_strdup_printf ("%s %s", vigil_words_stars (self->alarm.priority), age);
}

/* What is silenced, or over and waits for an answer, is a solid dark fill in a bright outline, as
 * on the wall. Only what stands flashes. */
static gboolean
is_solid (VigilStripCard *self)
{
  return self->kind == VIGIL_STRIP_CHIP || !vigil_alarm_is_open (&self->alarm)
         || self->alarm.is_latched;
}

static gboolean
is_lit (VigilStripCard *self)
{
  if (is_solid (self))
    return FALSE;
  return vigil_flash_is_lit (self->alarm.priority, g_get_monotonic_time ());
}

/* Shapes the texts for the width at hand; cheap where nothing changed. */
static void
shape_chip (VigilStripCard *self, double width)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autofree char *age = dup_age (self);
  gboolean is_wide = width >= 150;
  double number_room = is_wide ? width * 0.42 : width - 24;
  vigil_cap_text_set (&self->number_text, widget, get_number (self), 32, 14, number_room,
                      PANGO_WEIGHT_BOLD);
  double room = is_wide ? width - self->number_text.width_px - 34 - EDGE : width - 24;
  vigil_cap_text_set (&self->condition_text, widget, is_wide ? self->condition : "", 18, 11, room,
                      PANGO_WEIGHT_BOLD);
  vigil_cap_text_set (&self->age_text, widget, age, 18, 11, room, PANGO_WEIGHT_SEMIBOLD);
}

static void
shape_more (VigilStripCard *self, double width)
{
  GtkWidget *widget = GTK_WIDGET (self);
  double room = width - EDGE - 24;
  /* translators: heads a list of beds that have a high alarm, too */
  vigil_cap_text_set (&self->age_text, widget, _ ("ALSO RED"), 15, 10, room, PANGO_WEIGHT_BOLD);
  vigil_cap_text_set (&self->condition_text, widget, self->condition, 30, 13, room,
                      PANGO_WEIGHT_BOLD);
}

static double
get_button_width (VigilStripCard *self)
{
  int minimum;
  gtk_widget_measure (self->button, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  /* It hides itself a moment before its card goes: the text does not jump for that. */
  return MAX (minimum, self->kind == VIGIL_STRIP_FULL ? 160 : 120);
}

static double
get_text_right (VigilStripCard *self, double width)
{
  return self->button == NULL ? width - EDGE - 12
                              : width - EDGE - get_button_width (self) - BUTTON_MARGIN - 12;
}

static double
get_text_left (VigilStripCard *self)
{
  return self->number_text.width_px > 0 ? PAD + self->number_text.width_px + GAP : PAD;
}

/* The condition where a bed has its number; below it the age, or where to go. */
static void
shape_compact_without_bed (VigilStripCard *self, const char *age, double room)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_link = is_link_alarm (self);
  g_autofree char *since = g_strdup_printf ("%s %s", vigil_words_stars (self->alarm.priority), age);
  vigil_cap_text_set (&self->number_text, widget, is_link ? _ ("LINK LOST") : self->condition, 26,
                      13, room, PANGO_WEIGHT_BOLD);
  vigil_cap_text_set (&self->condition_text, widget, is_link ? _ ("Go to the bedsides") : since, 20,
                      11, room, PANGO_WEIGHT_BOLD);
  vigil_cap_text_set (&self->age_text, widget, "", 18, 11, 0, PANGO_WEIGHT_SEMIBOLD);
  vigil_cap_text_set (&self->others_text, widget, "", 12, 8, 0, PANGO_WEIGHT_SEMIBOLD);
}

/* Number and age above, the condition below over the whole width beside the target. */
static void
shape_compact (VigilStripCard *self, double width)
{
  GtkWidget *widget = GTK_WIDGET (self);
  double room = get_text_right (self, width) - COMPACT_PAD;
  g_autofree char *age = dup_age (self);
  if (self->bed == G_MAXUINT) {
    shape_compact_without_bed (self, age, room);
    return;
  }
  vigil_cap_text_set (&self->number_text, widget, get_number (self), 38, 18, room * 0.6,
                      PANGO_WEIGHT_BOLD);
  double rest = MAX (room - self->number_text.width_px - 12, 20);
  vigil_cap_text_set (&self->others_text, widget, vigil_words_stars (self->alarm.priority), 12, 8,
                      rest, PANGO_WEIGHT_SEMIBOLD);
  vigil_cap_text_set (&self->age_text, widget, age, 18, 11, rest, PANGO_WEIGHT_SEMIBOLD);
  vigil_cap_text_set (&self->condition_text, widget, self->condition, 22, 13, room,
                      PANGO_WEIGHT_BOLD);
}

static void
shape_full (VigilStripCard *self, double width)
{
  GtkWidget *widget = GTK_WIDGET (self);
  vigil_cap_text_set (&self->number_text, widget, get_number (self), width >= 560 ? NUMBER_CAP : 40,
                      20, width * 0.3, PANGO_WEIGHT_BOLD);
  double room = MAX (get_text_right (self, width) - get_text_left (self), 20);
  vigil_cap_text_set (&self->condition_text, widget, self->condition, CONDITION_CAP, LINE_MIN_CAP,
                      room, PANGO_WEIGHT_BOLD);
  g_autofree char *age = dup_age (self);
  vigil_cap_text_set (&self->age_text, widget, age, AGE_CAP, LINE_MIN_CAP, room,
                      PANGO_WEIGHT_SEMIBOLD);
  double rest = room - self->age_text.width_px - GAP;
  vigil_cap_text_set (&self->others_text, widget, rest > 60 ? self->others : "", 18, 13,
                      MAX (rest, 20), PANGO_WEIGHT_SEMIBOLD);
}

static void
shape (VigilStripCard *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  if (width <= 0 || self->condition == NULL)
    return;
  switch (self->kind) {
  case VIGIL_STRIP_FULL:
    shape_full (self, width);
    break;
  case VIGIL_STRIP_COMPACT:
    shape_compact (self, width);
    break;
  case VIGIL_STRIP_CHIP:
    shape_chip (self, width);
    break;
  case VIGIL_STRIP_MORE:
  default:
    shape_more (self, width);
    break;
  }
}

static void
paint_outline (VigilStripCard *self, GtkSnapshot *snapshot, double width)
{
  GdkRGBA line =
      vigil_colour_to_rgba (vigil_palette_alarm_line (self->palette, self->alarm.priority));
  GskRoundedRect outline;
  gsk_rounded_rect_init_from_rect (
      &outline, &GRAPHENE_RECT_INIT (0, 0, (float)(width - EDGE), VIGIL_STRIP_HEIGHT), 0);
  gtk_snapshot_append_border (snapshot, &outline, (float[]){ 4, 4, 4, 4 },
                              (GdkRGBA[]){ line, line, line, line });
}

static void
paint_chip (VigilStripCard *self, GtkSnapshot *snapshot, const GdkRGBA *text)
{
  if (self->condition_text.width_px > 0) {
    double left = 14 + self->number_text.width_px + 10;
    vigil_cap_text_draw (&self->number_text, snapshot, 14, 66, text);
    vigil_cap_text_draw (&self->condition_text, snapshot, left, 43, text);
    vigil_cap_text_draw (&self->age_text, snapshot, left, 74, text);
    return;
  }
  vigil_cap_text_draw (&self->number_text, snapshot, 12, 50, text);
  vigil_cap_text_draw (&self->age_text, snapshot, 12, 80, text);
}

static void
paint_more (VigilStripCard *self, GtkSnapshot *snapshot, const GdkRGBA *text)
{
  vigil_cap_text_draw (&self->age_text, snapshot, COMPACT_PAD, 32, text);
  vigil_cap_text_draw (&self->condition_text, snapshot, COMPACT_PAD, 78, text);
}

static void
paint_compact (VigilStripCard *self, GtkSnapshot *snapshot, const GdkRGBA *text)
{
  vigil_cap_text_draw (&self->number_text, snapshot, COMPACT_PAD, 50, text);
  double left = COMPACT_PAD + self->number_text.width_px + 12;
  vigil_cap_text_draw (&self->others_text, snapshot, left, 25, text);
  vigil_cap_text_draw (&self->age_text, snapshot, left, 50, text);
  vigil_cap_text_draw (&self->condition_text, snapshot, COMPACT_PAD, 84, text);
}

static void
paint_full (VigilStripCard *self, GtkSnapshot *snapshot, const GdkRGBA *text)
{
  double left = get_text_left (self);
  double number_base = (VIGIL_STRIP_HEIGHT + self->number_text.cap_px) / 2;
  vigil_cap_text_draw (&self->number_text, snapshot, PAD, number_base, text);
  double condition_base = CONDITION_BASE - (CONDITION_CAP - self->condition_text.cap_px) / 2;
  vigil_cap_text_draw (&self->condition_text, snapshot, left, condition_base, text);
  vigil_cap_text_draw (&self->age_text, snapshot, left, AGE_BASE, text);
  vigil_cap_text_draw (&self->others_text, snapshot, left + self->age_text.width_px + GAP, AGE_BASE,
                       text);
}

static void
vigil_strip_card_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigilStripCard *self = VIGIL_STRIP_CARD (widget);
  double width = gtk_widget_get_width (widget);
  VigilPriority priority = self->alarm.priority;
  GdkRGBA fill =
      vigil_colour_to_rgba (vigil_palette_alarm_fill (self->palette, priority, is_lit (self)));
  GdkRGBA text =
      vigil_colour_to_rgba (vigil_palette_alarm_text (self->palette, priority, is_lit (self)));
  gtk_snapshot_append_color (snapshot, &fill,
                             &GRAPHENE_RECT_INIT (0, 0, (float)(width - EDGE), VIGIL_STRIP_HEIGHT));
  if (is_solid (self))
    paint_outline (self, snapshot, width);
  switch (self->kind) {
  case VIGIL_STRIP_FULL:
    paint_full (self, snapshot, &text);
    break;
  case VIGIL_STRIP_COMPACT:
    paint_compact (self, snapshot, &text);
    break;
  case VIGIL_STRIP_CHIP:
    paint_chip (self, snapshot, &text);
    break;
  case VIGIL_STRIP_MORE:
  default:
    paint_more (self, snapshot, &text);
    break;
  }
  if (self->button != NULL)
    gtk_widget_snapshot_child (widget, self->button, snapshot);
}

static void
vigil_strip_card_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  VigilStripCard *self = VIGIL_STRIP_CARD (widget);
  int size = orientation == GTK_ORIENTATION_VERTICAL ? VIGIL_STRIP_HEIGHT : 96;
  if (self->button != NULL) {
    int child;
    gtk_widget_measure (self->button, orientation, for_size, &child, NULL, NULL, NULL);
    size = MAX (size, child);
  }
  *minimum = *natural = size;
}

static void
vigil_strip_card_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VigilStripCard *self = VIGIL_STRIP_CARD (widget);
  shape (self);
  if (self->button == NULL)
    return;
  int button_width = (int)get_button_width (self);
  graphene_point_t origin = GRAPHENE_POINT_INIT (
      (float)(width - EDGE - BUTTON_MARGIN - button_width), (float)BUTTON_MARGIN);
  gtk_widget_allocate (self->button, button_width, height - 2 * (int)BUTTON_MARGIN, -1,
                       gsk_transform_translate (NULL, &origin));
}

/* What a screen reader says of it. */
static void
name_card (VigilStripCard *self)
{
  g_autofree char *text = NULL;
  const char *priority = vigil_words_priority (self->alarm.priority);
  if (self->kind == VIGIL_STRIP_MORE)
    /* translators: the labels of the other beds with a high alarm */
    text = g_strdup_printf (_ ("Also high priority: beds %s"), self->condition);
  else if (self->bed == G_MAXUINT)
    text = g_strdup_printf ("%s, %s", self->condition, priority);
  else if (self->kind == VIGIL_STRIP_CHIP)
    /* translators: bed, alarm text, priority */
    text = g_strdup_printf (_ ("Bed %s: %s, %s, silenced"), get_number (self), self->condition,
                            priority);
  else
    /* translators: bed, alarm text, priority */
    text = g_strdup_printf (_ ("Bed %s: %s, %s"), get_number (self), self->condition, priority);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static char *
dup_condition (VigilStripCard *self, const VigilStripPlan *plan)
{
  if (self->kind == VIGIL_STRIP_MORE)
    return dup_more (self, plan);
  return g_strdup (is_link_alarm (self) ? _ ("LINK LOST") : self->alarm.label);
}

void
vigil_strip_card_show (VigilStripCard *self, const VigilStripPlan *plan, guint index)
{
  g_return_if_fail (VIGIL_IS_STRIP_CARD (self));
  self->alarm = *plan->slots[index].first;
  g_autofree char *condition = dup_condition (self, plan);
  g_autofree char *others = self->kind == VIGIL_STRIP_MORE ? g_strdup ("") : dup_others (self);
  if (g_strcmp0 (condition, self->condition) != 0) {
    g_free (self->condition);
    self->condition = g_steal_pointer (&condition);
    name_card (self);
  }
  g_free (self->others);
  self->others = g_steal_pointer (&others);
  shape (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vigil_strip_card_tick (VigilStripCard *self)
{
  g_return_if_fail (VIGIL_IS_STRIP_CARD (self));
  shape (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

VigilPriority
vigil_strip_card_get_flash (VigilStripCard *self)
{
  if (is_solid (self) || self->alarm.priority < VIGIL_PRIORITY_MEDIUM)
    return VIGIL_PRIORITY_NONE;
  return self->alarm.priority;
}

void
vigil_strip_card_moved (VigilStripCard *self)
{
  if (self->button != NULL)
    vigil_silence_button_moved (VIGIL_SILENCE_BUTTON (self->button));
}

gboolean
vigil_strip_card_is_held (VigilStripCard *self)
{
  return self->button != NULL && vigil_silence_button_is_held (VIGIL_SILENCE_BUTTON (self->button));
}

gboolean
vigil_strip_card_silence (VigilStripCard *self)
{
  if (self->button == NULL || !gtk_widget_get_visible (self->button))
    return FALSE;
  vigil_silence_button_act (VIGIL_SILENCE_BUTTON (self->button));
  return TRUE;
}

static void
vigil_strip_card_dispose (GObject *object)
{
  VigilStripCard *self = VIGIL_STRIP_CARD (object);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (vigil_strip_card_parent_class)->dispose (object);
}

static void
vigil_strip_card_finalize (GObject *object)
{
  VigilStripCard *self = VIGIL_STRIP_CARD (object);
  vigil_cap_text_clear (&self->number_text);
  vigil_cap_text_clear (&self->condition_text);
  vigil_cap_text_clear (&self->age_text);
  vigil_cap_text_clear (&self->others_text);
  g_free (self->condition);
  g_free (self->others);
  G_OBJECT_CLASS (vigil_strip_card_parent_class)->finalize (object);
}

static void
vigil_strip_card_class_init (VigilStripCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  object_class->dispose = vigil_strip_card_dispose;
  object_class->finalize = vigil_strip_card_finalize;
  widget_class->measure = vigil_strip_card_measure;
  widget_class->size_allocate = vigil_strip_card_size_allocate;
  widget_class->snapshot = vigil_strip_card_snapshot;
  gtk_widget_class_set_css_name (widget_class, "stripcard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vigil_strip_card_init (VigilStripCard *self)
{
  self->bed = G_MAXUINT;
}

/* Anywhere else than the silence target: the page of that bed. */
static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer data)
{
  VigilStripCard *self = data;
  if (self->bed != G_MAXUINT && self->kind != VIGIL_STRIP_MORE)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.bed", "u", self->bed);
}

GtkWidget *
vigil_strip_card_new (VigilStation *station,
                      const VigilPalette *palette,
                      VigilStripKind kind,
                      guint bed)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilStripCard *self = g_object_new (VIGIL_TYPE_STRIP_CARD, NULL);
  self->station = g_object_ref (station);
  self->palette = palette;
  self->kind = kind;
  self->bed = bed;
  if (kind == VIGIL_STRIP_FULL || kind == VIGIL_STRIP_COMPACT) {
    self->button = vigil_silence_button_new (station, bed, kind == VIGIL_STRIP_COMPACT);
    gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  }
  GtkGesture *click = gtk_gesture_click_new ();
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  return GTK_WIDGET (self);
}
