/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-wall-bed.h"

#include <math.h>

#include "vigil-confirm-button.h"
#include "vigil-palette.h"

#define TARGET_GAP 16 /* px, between two targets (ux.md, "Gloves") */
#define CONFIRM_LEAST 64 /* px: a word is still read */
#define FOOT 3 /* px, below it */
#define LINE_SHARE 3 /* of a low tile's height, which the alarm line takes */
#define EDGE 5 /* px: with the gap between tiles their targets are 16 px apart */

struct _VigilWallBed {
  GtkWidget parent_instance;
  guint index;
  GtkWidget *silence, *confirm; /* NULL = none */
  GdkRectangle seen_place; /* of the silence target, on the wall */
  GdkRectangle silence_place; /* from the bed's own corner */
  double magnification;
  char *name, *description;
};

G_DEFINE_FINAL_TYPE (VigilWallBed, vigil_wall_bed, GTK_TYPE_WIDGET)

enum {
  SIGNAL_ACTIVATED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

/* --- pointer --- */

static gboolean
is_on (VigilWallBed *self, GtkWidget *target, double x, double y)
{
  graphene_rect_t bounds;
  if (!target || !gtk_widget_get_mapped (target)
      || !gtk_widget_compute_bounds (target, GTK_WIDGET (self), &bounds))
    return FALSE;
  return graphene_rect_contains_point (&bounds, &GRAPHENE_POINT_INIT ((float) x, (float) y));
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer data)
{
  (void) n_press;
  VigilWallBed *self = data;
  /* What went down on one of the targets never opens a page, wherever it comes up. */
  if (is_on (self, self->silence, x, y) || is_on (self, self->confirm, x, y))
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer data)
{
  (void) n_press;
  if (gtk_widget_contains (data, x, y)) {
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
    gtk_widget_activate (data);
  }
}

/* --- widget --- */

/* The target is as large as its place says: where that is less than the button's own least size,
 * the whole button is drawn smaller, its words with it. On a monitor of finer pixels it is drawn
 * larger, as all that is touched. Without a place, in a tile that is one target as a whole, it is
 * neither seen nor reached by a key. */
static void
place_target (GtkWidget *target, const GdkRectangle *place, double magnification)
{
  GtkRequisition least;
  if (!target)
    return;
  gtk_widget_set_child_visible (target, place->width > 0 && place->height > 0);
  if (!gtk_widget_should_layout (target))
    return;
  gtk_widget_get_preferred_size (target, &least, NULL);
  if (least.width <= 0 || least.height <= 0)
    return;
  float share = MIN ((float) place->width / (float) least.width,
                     (float) place->height / (float) least.height);
  share = MIN (share, (float) magnification);
  int width = MAX ((int) ceilf ((float) place->width / share), least.width);
  int height = MAX ((int) ceilf ((float) place->height / share), least.height);
  GskTransform *transform =
      gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) place->x, (float) place->y));
  /* To the last part of a px: it is a finger wide, and as far from the next one. */
  if (share != 1)
    transform = gsk_transform_scale (transform, (float) place->width / (float) width,
                                     (float) place->height / (float) height);
  gtk_widget_allocate (target, width, height, -1, transform);
}

static int
grow (const VigilWallBed *self, int measure)
{
  return (int) (measure * self->magnification);
}

/* On the side where there is room, at the foot: for five seconds it covers waves of this bed,
 * neither a number nor the alarm line. */
static GdkRectangle
find_confirm_place (const VigilWallBed *self,
                    const GdkRectangle *silence,
                    int tile_width,
                    int tile_height)
{
  GdkRectangle place = { 0, 0, grow (self, VIGIL_CONFIRM_WIDTH),
                         grow (self, VIGIL_CONFIRM_HEIGHT) };
  int gap = grow (self, TARGET_GAP);
  int foot = CLAMP (tile_height - tile_height / LINE_SHARE - place.height, 0, FOOT);
  if (silence->width <= 0)
    return (GdkRectangle){ 0 };
  place.y = MAX (tile_height - place.height - foot, silence->y);
  if (silence->x >= tile_width / 2) {
    place.x = silence->x - gap - place.width;
    return place;
  }
  place.x = silence->x + silence->width + gap;
  place.width = MIN (place.width, tile_width / 2 - place.x);
  place.width = MAX (place.width, grow (self, CONFIRM_LEAST));
  return place;
}

static void
mirror (GdkRectangle *place, int width)
{
  place->x = width - place->x - place->width;
}

static void
vigil_wall_bed_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VigilWallBed *self = VIGIL_WALL_BED (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GdkRectangle silence = self->silence_place;
  (void) baseline;
  if (is_rtl)
    mirror (&silence, width);
  GdkRectangle confirm = { 0 };
  if (silence.width > 0)
    confirm = find_confirm_place (self, &silence, width, height);
  if (is_rtl)
    mirror (&confirm, width);
  place_target (self->silence, &self->silence_place, self->magnification);
  place_target (self->confirm, &confirm, self->magnification);
}

static gboolean
vigil_wall_bed_contains (GtkWidget *widget, double x, double y)
{
  double edge = EDGE * VIGIL_WALL_BED (widget)->magnification;
  return x >= edge && x < gtk_widget_get_width (widget) - edge && y >= edge
         && y < gtk_widget_get_height (widget) - edge;
}

static void
vigil_wall_bed_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  (void) widget, (void) orientation, (void) for_size;
  /* The wall gives every bed its place; what the silence target wants does not move a tile. */
  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
}

static void
vigil_wall_bed_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigilWallBed *self = VIGIL_WALL_BED (widget);
  if (gtk_widget_has_visible_focus (widget)) {
    float width = (float) gtk_widget_get_width (widget);
    float height = (float) gtk_widget_get_height (widget);
    VigilPalette palette;
    vigil_palette_load (&palette, widget);
    GdkRGBA ring = vigil_colour_to_rgba (vigil_palette_get (&palette, VIGIL_COLOUR_FOCUS));
    GskRoundedRect outline;
    gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (0, 0, width, height), 0);
    gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 3, 3, 3, 3 },
                                (GdkRGBA[4]){ ring, ring, ring, ring });
  }
  if (self->silence)
    gtk_widget_snapshot_child (widget, self->silence, snapshot);
  if (self->confirm)
    gtk_widget_snapshot_child (widget, self->confirm, snapshot);
}

/* The ring is drawn here, of which GTK knows nothing; the wall leaves out who draws nothing. */
static void
vigil_wall_bed_state_flags_changed (GtkWidget *widget, GtkStateFlags previous)
{
  GtkStateFlags focus = GTK_STATE_FLAG_FOCUSED | GTK_STATE_FLAG_FOCUS_VISIBLE;
  GTK_WIDGET_CLASS (vigil_wall_bed_parent_class)->state_flags_changed (widget, previous);
  if (((gtk_widget_get_state_flags (widget) ^ previous) & focus) != 0) {
    gtk_widget_queue_draw (widget);
    if (gtk_widget_get_parent (widget) != NULL)
      gtk_widget_queue_draw (gtk_widget_get_parent (widget));
  }
}

static void
vigil_wall_bed_dispose (GObject *object)
{
  VigilWallBed *self = VIGIL_WALL_BED (object);
  g_clear_pointer (&self->confirm, gtk_widget_unparent);
  g_clear_pointer (&self->silence, gtk_widget_unparent);
  G_OBJECT_CLASS (vigil_wall_bed_parent_class)->dispose (object);
}

static void
vigil_wall_bed_finalize (GObject *object)
{
  g_free (VIGIL_WALL_BED (object)->name);
  g_free (VIGIL_WALL_BED (object)->description);
  G_OBJECT_CLASS (vigil_wall_bed_parent_class)->finalize (object);
}

static void
vigil_wall_bed_class_init (VigilWallBedClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  object_class->dispose = vigil_wall_bed_dispose;
  object_class->finalize = vigil_wall_bed_finalize;
  widget_class->size_allocate = vigil_wall_bed_size_allocate;
  widget_class->measure = vigil_wall_bed_measure;
  widget_class->snapshot = vigil_wall_bed_snapshot;
  widget_class->contains = vigil_wall_bed_contains;
  widget_class->state_flags_changed = vigil_wall_bed_state_flags_changed;

  signals[SIGNAL_ACTIVATED] =
      g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0,
                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_activate_signal (widget_class, signals[SIGNAL_ACTIVATED]);
  gtk_widget_class_add_binding_signal (widget_class, GDK_KEY_Return, 0, "activated", NULL);
  gtk_widget_class_add_binding_signal (widget_class, GDK_KEY_KP_Enter, 0, "activated", NULL);
  gtk_widget_class_add_binding_signal (widget_class, GDK_KEY_space, 0, "activated", NULL);
  gtk_widget_class_add_binding_signal (widget_class, GDK_KEY_KP_Space, 0, "activated", NULL);
  gtk_widget_class_set_css_name (widget_class, "vigil-bed");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
}

static void
vigil_wall_bed_init (VigilWallBed *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

GtkWidget *
vigil_wall_bed_new (guint index, GtkWidget *silence)
{
  VigilWallBed *self = g_object_new (VIGIL_TYPE_WALL_BED, NULL);
  self->index = index;
  self->magnification = 1;
  self->silence = silence;
  if (silence)
    gtk_widget_set_parent (silence, GTK_WIDGET (self));
  if (VIGIL_IS_SILENCE_BUTTON (silence)) {
    self->confirm = vigil_confirm_button_new (VIGIL_SILENCE_BUTTON (silence));
    gtk_widget_set_parent (self->confirm, GTK_WIDGET (self));
  }
  return GTK_WIDGET (self);
}

gboolean
vigil_wall_bed_is_blank (VigilWallBed *self)
{
  g_return_val_if_fail (VIGIL_IS_WALL_BED (self), FALSE);
  return self->silence == NULL && self->confirm == NULL
         && !gtk_widget_has_visible_focus (GTK_WIDGET (self));
}

guint
vigil_wall_bed_get_index (VigilWallBed *self)
{
  g_return_val_if_fail (VIGIL_IS_WALL_BED (self), 0);
  return self->index;
}

void
vigil_wall_bed_place_silence (VigilWallBed *self,
                              const GdkRectangle *tile,
                              const GdkRectangle *silence,
                              double magnification)
{
  g_return_if_fail (VIGIL_IS_WALL_BED (self) && magnification >= 1);
  if (VIGIL_IS_SILENCE_BUTTON (self->silence) && !gdk_rectangle_equal (silence, &self->seen_place))
    vigil_silence_button_moved (VIGIL_SILENCE_BUTTON (self->silence));
  self->seen_place = self->silence_place = *silence;
  self->silence_place.x -= tile->x;
  self->silence_place.y -= tile->y;
  self->magnification = magnification;
}

void
vigil_wall_bed_set_name (VigilWallBed *self, const char *name)
{
  g_return_if_fail (VIGIL_IS_WALL_BED (self));
  if (g_strcmp0 (self->name, name) == 0)
    return;
  g_free (self->name);
  self->name = g_strdup (name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
vigil_wall_bed_set_description (VigilWallBed *self, const char *description)
{
  g_return_if_fail (VIGIL_IS_WALL_BED (self));
  if (g_strcmp0 (self->description, description) == 0)
    return;
  g_free (self->description);
  self->description = g_strdup (description);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description, -1);
}

const char *
vigil_wall_bed_get_name (VigilWallBed *self)
{
  g_return_val_if_fail (VIGIL_IS_WALL_BED (self), NULL);
  return self->name;
}
