/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-silence-face.h"

#include <glib/gi18n.h>

#include "vigil-words.h"

#define RING_PX 7.0
#define RADIUS_PX 8.0 /* of the button's corners, as in the style */
#define LABEL_MOST 9 /* characters of a bed */
#define AIRY_SHARE 0.7f /* of the room, for words that grow */
#define GROWN_MOST 2.0f

static GtkWidget *
get_label (GtkWidget *button)
{
  return gtk_button_get_child (GTK_BUTTON (button));
}

/* --- The words --- */

/* They are as large as the target lets them be: on a small tile they shrink by themselves, the
 * place and the ring do not. */
static void
measure_words (GtkWidget *widget,
               GtkOrientation orientation,
               int for_size,
               int *minimum,
               int *natural,
               int *minimum_baseline,
               int *natural_baseline)
{
  gtk_widget_measure (get_label (widget), orientation, for_size, minimum, natural, NULL, NULL);
  *natural += 2 * (int) RING_PX;
  if (gtk_widget_has_css_class (widget, "compact"))
    *minimum = 0;
  *minimum_baseline = *natural_baseline = -1;
}

/* The ring runs around them, never over them. On a large target they are larger, with air about. */
static float
find_share (float room_x, float room_y, const GtkRequisition *wish)
{
  float most = MIN (room_x / (float) MAX (wish->width, 1), room_y / (float) MAX (wish->height, 1));
  return most < 1 ? MAX (most, 0.1f) : CLAMP (most * AIRY_SHARE, 1, GROWN_MOST);
}

static void
place_words (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *label = get_label (widget);
  GtkRequisition wish;
  gtk_widget_get_preferred_size (label, NULL, &wish);
  float room_x = MAX ((float) width - 2 * (float) RING_PX, 1);
  float room_y = MAX ((float) height - 2 * (float) RING_PX, 1);
  float share = find_share (room_x, room_y, &wish);
  graphene_point_t origin =
      GRAPHENE_POINT_INIT (((float) width - (float) wish.width * share) / 2,
                           ((float) height - (float) wish.height * share) / 2);
  gtk_widget_allocate (label, wish.width, wish.height, -1,
                       gsk_transform_scale (gsk_transform_translate (NULL, &origin), share, share));
}

void
vigil_silence_face_init (GtkButton *button)
{
  GtkWidget *label = gtk_label_new (NULL);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_button_set_child (button, label);
  gtk_widget_set_layout_manager (GTK_WIDGET (button),
                                 gtk_custom_layout_new (NULL, measure_words, place_words));
  gtk_widget_add_css_class (GTK_WIDGET (button), "silence");
}

static char *
dup_words (GtkWidget *button, const VigilBed *bed, const char *said, gboolean has_high)
{
  if (said != NULL)
    return g_strdup (said);
  if (bed == NULL || gtk_widget_has_css_class (button, "compact")) {
    /* translators: on the target that silences an alarm; the first one is held for half a second */
    return g_strdup (has_high ? _ ("Hold to\nsilence") : _ ("Silence"));
  }
  /* translators: %s is the label of a bed, such as 12A */
  /* The card or the tile says all of it: a target does not take their room for that. */
  g_autofree char *label = vigil_words_short_label (vigil_bed_get_name (bed), LABEL_MOST);
  return g_strdup_printf (has_high ? _ ("Hold to silence\nbed %s") : _ ("Silence\nbed %s"), label);
}

void
vigil_silence_face_set_words (GtkWidget *button,
                              const VigilBed *bed,
                              const char *said,
                              gboolean has_high)
{
  g_autofree char *text = dup_words (button, bed, said, has_high);
  if (g_strcmp0 (vigil_silence_face_get_words (button), text) != 0)
    gtk_label_set_label (GTK_LABEL (get_label (button)), text);
}

const char *
vigil_silence_face_get_words (GtkWidget *button)
{
  return gtk_label_get_label (GTK_LABEL (get_label (button)));
}

/* --- What a screen reader says --- */

char *
vigil_silence_face_dup_name (const VigilBed *bed, const VigilAlarm *alarm)
{
  g_autofree char *what = vigil_words_alarm (alarm);
  if (bed == NULL)
    /* translators: %s is the text of an alarm that concerns no single bed */
    return g_strdup_printf (_ ("Silence: %s"), what);
  /* translators: the label of a bed, the text of its most urgent alarm */
  return g_strdup_printf (_ ("Silence bed %s: %s"), vigil_bed_get_name (bed), what);
}

static char *
dup_description (const VigilAlarm *alarm)
{
  const char *priority = vigil_words_priority (alarm->priority);
  if (alarm->priority == VIGIL_PRIORITY_HIGH && vigil_alarm_is_open (alarm))
    /* translators: spoken of a silence target; %s is "high priority" */
    return g_strdup_printf (_ ("%s. Press Enter, or hold a finger on it for half a second."),
                            priority);
  /* translators: spoken of a silence target; %s is "medium priority" or "low priority" */
  return g_strdup_printf (_ ("%s. Press Enter or touch it."), priority);
}

void
vigil_silence_face_name (GtkWidget *button, const VigilBed *bed, const VigilAlarm *alarm)
{
  g_autofree char *name = vigil_silence_face_dup_name (bed, alarm);
  g_autofree char *description = dup_description (alarm);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

/* --- Colour and ring --- */

void
vigil_silence_face_set_priority (GtkWidget *button, VigilPriority priority)
{
  for (guint i = VIGIL_PRIORITY_LOW; i <= VIGIL_PRIORITY_HIGH; i++) {
    const char *name = vigil_priority_to_string ((VigilPriority) i);
    if (i == priority)
      gtk_widget_add_css_class (button, name);
    else
      gtk_widget_remove_css_class (button, name);
  }
}

/* Clockwise from the middle of the upper edge. Returns its length. */
static double
add_frame (cairo_t *cr, double x, double y, double width, double height, double radius)
{
  double right = x + width, bottom = y + height;
  cairo_move_to (cr, x + width / 2, y);
  cairo_arc (cr, right - radius, y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, right - radius, bottom - radius, radius, 0, G_PI_2);
  cairo_arc (cr, x + radius, bottom - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, G_PI + G_PI_2);
  cairo_line_to (cr, x + width / 2, y);
  return 2 * (width + height) - (8 - 2 * G_PI) * radius;
}

void
vigil_silence_face_draw_ring (GtkWidget *button, GtkSnapshot *snapshot, double progress)
{
  graphene_rect_t bounds;
  GdkRGBA colour;
  if (!gtk_widget_compute_bounds (button, button, &bounds))
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (button), &colour);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  double length = add_frame (cr, bounds.origin.x + RING_PX / 2, bounds.origin.y + RING_PX / 2,
                             bounds.size.width - RING_PX, bounds.size.height - RING_PX,
                             RADIUS_PX - RING_PX / 2);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, RING_PX);
  cairo_set_dash (cr, (double[]){ progress * length, length }, 2, 0);
  cairo_stroke (cr);
  cairo_destroy (cr);
}
