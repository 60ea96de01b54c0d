/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-attention-strip.h"

#include <glib/gi18n.h>

#include "vigil-cap-text.h"
#include "vigil-flash.h"
#include "vigil-standing.h"
#include "vigil-strip-card.h"
#include "vigil-strip-plan.h"
#include "vigil-strip-status.h"
#include "vigil-words.h"

/* A finger that holds a target keeps the strip as it is, but not for longer than this. */
#define HELD_MAX_US (2 * G_USEC_PER_SEC)
#define CALM_CAP 24.0
#define CALM_PAD 28.0

struct _VigilAttentionStrip {
  GtkWidget parent_instance;
  VigilStation *station;
  VigilPalette palette;
  GPtrArray *cards; /* GtkWidget, in the order of the plan; children */
  GtkWidget *status;
  VigilStripPlan plan;
  VigilCapText calm_text;
  char *text;
  gboolean was_linked;
  double planned_room; /* px, that the plan was made for */
  gint64 held_since_us;
  guint flash_id, second_id, retry_id;
};

G_DEFINE_FINAL_TYPE (VigilAttentionStrip, vigil_attention_strip, GTK_TYPE_WIDGET)

static void refresh (VigilAttentionStrip *self);

static VigilWard *
get_ward (VigilAttentionStrip *self)
{
  return vigil_station_get_ward (self->station);
}

/* --- Cards --- */

static VigilStripCard *
find_card (VigilAttentionStrip *self, VigilStripKind kind, guint bed, const char *key)
{
  for (guint i = 0; i < self->cards->len; i++) {
    VigilStripCard *card = g_ptr_array_index (self->cards, i);
    if (vigil_strip_card_is_for (card, kind, bed, key))
      return card;
  }
  return NULL;
}

static void
drop_card (gpointer data)
{
  gtk_widget_unparent (GTK_WIDGET (data));
}

static GtkWidget *
take_card (VigilAttentionStrip *self, VigilStripKind kind, guint bed, const char *key)
{
  VigilStripCard *card = find_card (self, kind, bed, key);
  if (card == NULL) {
    GtkWidget *widget = vigil_strip_card_new (self->station, &self->palette, kind, bed, key);
    gtk_widget_insert_before (widget, GTK_WIDGET (self), self->status);
    return widget;
  }
  guint index;
  g_ptr_array_find (self->cards, card, &index);
  return g_ptr_array_steal_index (self->cards, index);
}

/* Cards are kept as long as their bed is shown in the same way: a target never becomes that of
 * another bed. What moved is guarded. */
static void
reconcile (VigilAttentionStrip *self, const VigilStripPlan *old)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func (drop_card);
  GtkWidget *after = NULL;
  for (guint i = 0; i < self->plan.n_slots; i++) {
    const VigilStripSlot *slot = &self->plan.slots[i];
    guint bed = vigil_ward_find_bed (get_ward (self), slot->first->bed);
    GtkWidget *card = take_card (self, slot->kind, bed, slot->first->key);
    vigil_strip_card_show (VIGIL_STRIP_CARD (card), &self->plan, i);
    if (i >= old->n_slots || old->slots[i].x != slot->x || old->slots[i].width != slot->width)
      vigil_strip_card_moved (VIGIL_STRIP_CARD (card));
    /* Focus and screen readers go by the order of the children. */
    gtk_widget_insert_after (card, GTK_WIDGET (self), after);
    after = card;
    g_ptr_array_add (cards, card);
  }
  GPtrArray *gone = self->cards;
  self->cards = g_steal_pointer (&cards);
  g_ptr_array_unref (gone);
  /* Sizes are given, and words set, with the next frame. */
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static gboolean
is_held (VigilAttentionStrip *self)
{
  for (guint i = 0; i < self->cards->len; i++) {
    if (vigil_strip_card_is_held (g_ptr_array_index (self->cards, i)))
      return TRUE;
  }
  return FALSE;
}

/* --- Words --- */

static gboolean
is_link_lost (VigilAttentionStrip *self)
{
  return vigil_ward_get_link (get_ward (self)) == VIGIL_LINK_SHOWN_LOST;
}

static const VigilAlarm *
find_first_open (VigilAttentionStrip *self, guint *n_open)
{
  const VigilAlarm *first = NULL;
  g_autoptr (GPtrArray) alarms = vigil_standing_list (get_ward (self), VIGIL_STANDING_ALL_BEDS);
  *n_open = 0;
  for (guint i = 0; i < alarms->len; i++) {
    const VigilAlarm *alarm = g_ptr_array_index (alarms, i);
    if (!vigil_alarm_is_open (alarm))
      continue;
    first = first != NULL ? first : alarm;
    (*n_open)++;
  }
  return first;
}

static char *
dup_calm (VigilAttentionStrip *self)
{
  if (is_link_lost (self) && self->was_linked)
    return g_strdup (_ ("LINK LOST — go to the bedsides"));
  if (is_link_lost (self))
    return g_strdup (_ ("Connecting to the ward …"));
  return vigil_words_calm (get_ward (self));
}

static char *
dup_alarm_text (VigilAttentionStrip *self, const VigilAlarm *alarm, guint n_open)
{
  guint bed = vigil_ward_find_bed (get_ward (self), alarm->bed);
  g_autofree char *what = vigil_words_alarm (alarm);
  g_autoptr (GString) text = g_string_new (NULL);
  if (bed != G_MAXUINT)
    /* translators: spoken: bed, alarm text, priority */
    g_string_append_printf (text, _ ("Bed %s: %s, %s"),
                            vigil_bed_get_name (vigil_ward_get_bed (get_ward (self), bed)), what,
                            vigil_words_priority (alarm->priority));
  else
    g_string_append_printf (text, "%s, %s", what, vigil_words_priority (alarm->priority));
  if (n_open > 1)
    /* translators: spoken after the most urgent alarm */
    g_string_append_printf (text, ngettext (". %u more is open", ". %u more are open", n_open - 1),
                            n_open - 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
refresh_name (VigilAttentionStrip *self)
{
  guint n_open;
  const VigilAlarm *first = find_first_open (self, &n_open);
  g_autofree char *text = first != NULL ? dup_alarm_text (self, first, n_open) : dup_calm (self);
  if (g_strcmp0 (text, self->text) == 0)
    return;
  g_free (self->text);
  self->text = g_steal_pointer (&text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->text,
                                  -1);
}

static double
get_room (VigilAttentionStrip *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  return MAX (width - vigil_strip_status_get_room (width), 0);
}

/* The calm line stands beside silenced chips, never beside something open. */
static void
shape_calm (VigilAttentionStrip *self)
{
  guint n_open;
  gboolean is_calm = find_first_open (self, &n_open) == NULL;
  double room = get_room (self) - self->plan.used - 2 * CALM_PAD;
  g_autofree char *text = is_calm ? dup_calm (self) : g_strdup ("");
  vigil_cap_text_set (&self->calm_text, GTK_WIDGET (self), text, CALM_CAP, 14, MAX (room, 40),
                      PANGO_WEIGHT_MEDIUM);
}

/* Cards of one priority have their words in one size: what all of them have room for. */
static void
shape_cards (VigilAttentionStrip *self)
{
  VigilStripScale scales[VIGIL_PRIORITY_HIGH + 1];
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    vigil_strip_scale_init (&scales[i]);
  for (guint i = 0; i < self->cards->len; i++)
    vigil_strip_card_fit (g_ptr_array_index (self->cards, i), scales);
  for (guint i = 0; i < self->cards->len; i++)
    vigil_strip_card_shape (g_ptr_array_index (self->cards, i), scales);
}

/* --- Time --- */

static VigilPriority
get_flash (VigilAttentionStrip *self)
{
  VigilPriority priority = VIGIL_PRIORITY_NONE;
  for (guint i = 0; i < self->cards->len; i++)
    priority = MAX (priority, vigil_strip_card_get_flash (g_ptr_array_index (self->cards, i)));
  return priority;
}

static void schedule_flash (VigilAttentionStrip *self);

static gboolean
flash_cb (gpointer data)
{
  VigilAttentionStrip *self = data;
  self->flash_id = 0;
  /* Draws them, too. The seconds go on with those of the tiles, which change with the flash: no age
   * is seen in two values for long. */
  shape_cards (self);
  schedule_flash (self);
  return G_SOURCE_REMOVE;
}

/* Wakes just behind the next change of the fill; nothing runs while nothing flashes. */
static void
schedule_flash (VigilAttentionStrip *self)
{
  VigilPriority priority = get_flash (self);
  if (self->flash_id != 0 || priority == VIGIL_PRIORITY_NONE)
    return;
  gint64 now_us = g_get_monotonic_time ();
  gint64 wait_us = vigil_flash_get_next_us (priority, now_us) - now_us;
  self->flash_id = g_timeout_add ((guint) (wait_us / 1000) + 1, flash_cb, self);
}

static void schedule_second (VigilAttentionStrip *self);

static gboolean
second_cb (gpointer data)
{
  VigilAttentionStrip *self = data;
  self->second_id = 0;
  shape_cards (self);
  vigil_strip_status_tick (VIGIL_STRIP_STATUS (self->status));
  shape_calm (self);
  refresh_name (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  schedule_second (self);
  return G_SOURCE_REMOVE;
}

/* All ages and the clock change together, just behind the full second. */
static void
schedule_second (VigilAttentionStrip *self)
{
  guint past_ms = (guint) (g_get_real_time () / 1000 % 1000);
  self->second_id = g_timeout_add (1000 - past_ms + 5, second_cb, self);
}

/* --- Refresh --- */

static gboolean
retry_cb (gpointer data)
{
  VigilAttentionStrip *self = data;
  self->retry_id = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

/* TRUE: a finger is on a target, come back in a moment. */
static gboolean
is_postponed (VigilAttentionStrip *self)
{
  gint64 now_us = g_get_monotonic_time ();
  if (!is_held (self)) {
    self->held_since_us = 0;
    return FALSE;
  }
  if (self->held_since_us == 0)
    self->held_since_us = now_us;
  if (now_us - self->held_since_us > HELD_MAX_US)
    return FALSE;
  if (self->retry_id == 0)
    self->retry_id = g_timeout_add (100, retry_cb, self);
  return TRUE;
}

static void
replan (VigilAttentionStrip *self)
{
  VigilStripPlan old = self->plan;
  self->planned_room = get_room (self);
  if (self->planned_room <= 0)
    return;
  g_autoptr (GPtrArray) alarms = vigil_standing_list (get_ward (self), VIGIL_STANDING_ALL_BEDS);
  vigil_strip_plan_make (&self->plan, (const VigilAlarm *const *) alarms->pdata, alarms->len,
                         self->planned_room);
  reconcile (self, &old);
}

static void
refresh (VigilAttentionStrip *self)
{
  self->was_linked = self->was_linked || !is_link_lost (self);
  vigil_strip_status_refresh (VIGIL_STRIP_STATUS (self->status));
  refresh_name (self);
  if (!is_postponed (self))
    replan (self);
  shape_calm (self);
  schedule_flash (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- Widget --- */

static void
vigil_attention_strip_measure (GtkWidget *widget,
                               GtkOrientation orientation,
                               int for_size,
                               int *minimum,
                               int *natural,
                               int *minimum_baseline,
                               int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? VIGIL_STRIP_HEIGHT : 640;
}

static gboolean
is_rtl (VigilAttentionStrip *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

/* Where what begins at @x and is @width wide stands, whichever way the strip is read. */
static double
as_seen (VigilAttentionStrip *self, double x, double width)
{
  return is_rtl (self) ? gtk_widget_get_width (GTK_WIDGET (self)) - x - width : x;
}

static void
allocate (VigilAttentionStrip *self, GtkWidget *child, double x, double width)
{
  int minimum;
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  int given = MAX ((int) width, minimum);
  graphene_point_t origin = GRAPHENE_POINT_INIT ((float) as_seen (self, x, given), 0);
  gtk_widget_allocate (child, given, VIGIL_STRIP_HEIGHT, -1,
                       gsk_transform_translate (NULL, &origin));
}

/* Cards cannot be made while sizes are given out: another width is planned for in a moment. */
static void
vigil_attention_strip_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VigilAttentionStrip *self = VIGIL_ATTENTION_STRIP (widget);
  if (get_room (self) != self->planned_room && self->retry_id == 0)
    self->retry_id = g_idle_add (retry_cb, self);
  double room = vigil_strip_status_get_room (width);
  allocate (self, self->status, width - room, room);
  for (guint i = 0; i < self->cards->len && i < self->plan.n_slots; i++)
    allocate (self, g_ptr_array_index (self->cards, i), self->plan.slots[i].x,
              self->plan.slots[i].width);
  shape_cards (self);
  shape_calm (self);
}

static void
vigil_attention_strip_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigilAttentionStrip *self = VIGIL_ATTENTION_STRIP (widget);
  gboolean is_bad = is_link_lost (self) && self->was_linked;
  GdkRGBA colour =
      vigil_colour_to_rgba (is_bad ? vigil_palette_alarm_line (&self->palette, VIGIL_PRIORITY_HIGH)
                                   : vigil_palette_get (&self->palette, VIGIL_COLOUR_TEXT));
  vigil_cap_text_draw (&self->calm_text, snapshot,
                       as_seen (self, self->plan.used + CALM_PAD, self->calm_text.width_px),
                       (VIGIL_STRIP_HEIGHT + self->calm_text.cap_px) / 2, &colour);
  for (guint i = 0; i < self->cards->len; i++)
    gtk_widget_snapshot_child (widget, g_ptr_array_index (self->cards, i), snapshot);
  gtk_widget_snapshot_child (widget, self->status, snapshot);
}

static void
queue_draw_all (GtkWidget *widget)
{
  gtk_widget_queue_draw (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    queue_draw_all (child);
}

/* Cards and status are painted with this palette. */
static void
vigil_attention_strip_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  VigilAttentionStrip *self = VIGIL_ATTENTION_STRIP (widget);
  GTK_WIDGET_CLASS (vigil_attention_strip_parent_class)->css_changed (widget, change);
  vigil_palette_load (&self->palette, widget);
  queue_draw_all (widget);
}

static void
vigil_attention_strip_dispose (GObject *object)
{
  VigilAttentionStrip *self = VIGIL_ATTENTION_STRIP (object);
  g_clear_handle_id (&self->flash_id, g_source_remove);
  g_clear_handle_id (&self->second_id, g_source_remove);
  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_clear_pointer (&self->status, gtk_widget_unparent);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (vigil_attention_strip_parent_class)->dispose (object);
}

static void
vigil_attention_strip_finalize (GObject *object)
{
  VigilAttentionStrip *self = VIGIL_ATTENTION_STRIP (object);
  vigil_cap_text_clear (&self->calm_text);
  g_free (self->text);
  G_OBJECT_CLASS (vigil_attention_strip_parent_class)->finalize (object);
}

static void
vigil_attention_strip_class_init (VigilAttentionStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  object_class->dispose = vigil_attention_strip_dispose;
  object_class->finalize = vigil_attention_strip_finalize;
  widget_class->measure = vigil_attention_strip_measure;
  widget_class->size_allocate = vigil_attention_strip_size_allocate;
  widget_class->snapshot = vigil_attention_strip_snapshot;
  widget_class->css_changed = vigil_attention_strip_css_changed;
  gtk_widget_class_set_css_name (widget_class, "attentionstrip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
vigil_attention_strip_init (VigilAttentionStrip *self)
{
  vigil_palette_init (&self->palette);
  self->cards = g_ptr_array_new_with_free_func (drop_card);
}

GtkWidget *
vigil_attention_strip_new (VigilStation *station)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilAttentionStrip *self = g_object_new (VIGIL_TYPE_ATTENTION_STRIP, NULL);
  self->station = g_object_ref (station);
  self->status = vigil_strip_status_new (station, &self->palette);
  gtk_widget_set_parent (self->status, GTK_WIDGET (self));
  g_signal_connect_object (station, "alarms-changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "sound-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "link-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  schedule_second (self);
  return GTK_WIDGET (self);
}

const char *
vigil_attention_strip_get_text (VigilAttentionStrip *self)
{
  g_return_val_if_fail (VIGIL_IS_ATTENTION_STRIP (self), NULL);
  return self->text;
}

void
vigil_attention_strip_silence_first (VigilAttentionStrip *self)
{
  g_return_if_fail (VIGIL_IS_ATTENTION_STRIP (self));
  for (guint i = 0; i < self->cards->len; i++) {
    if (vigil_strip_card_silence (g_ptr_array_index (self->cards, i)))
      return;
  }
}
