/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-alarm-row.h"

#include <glib/gi18n.h>

#include "vigil-confirm-button.h"
#include "vigil-flow-layout.h"
#include "vigil-page-parts.h"
#include "vigil-silence-button.h"
#include "vigil-suspension-words.h"

#define APART_PX 16 /* ux.md, "Gloves" */
#define LINE_CHARS 10

struct _VigilAlarmRow {
  GtkWidget parent_instance;
  VigilStation *station;
  guint bed;
  VigilAlarm alarm; /* copied: alarms are lent */
  GtkWidget *stars, *number, *lines, *text, *when, *state;
  GtkWidget *targets, *confirm, *button; /* the last two: NULL without a target */
};

G_DEFINE_FINAL_TYPE (VigilAlarmRow, vigil_alarm_row, GTK_TYPE_WIDGET)

static char *
dup_when (VigilAlarmRow *self, VigilNow now)
{
  const VigilAlarm *alarm = &self->alarm;
  g_autofree char *begin = vigil_words_time_of_day (alarm->raised_ms);
  g_autofree char *age = vigil_words_age (vigil_alarm_get_age_us (alarm, now.mono_us));
  if (alarm->phase == VIGIL_ALARM_ENDED)
    /* translators: when an alarm began, and how long it stood: "14:12 for 0:40" */
    return g_strdup_printf (_ ("%s for %s"), begin, age);
  /* translators: when an alarm began, and how long ago: "since 14:12 · 0:40" */
  return g_strdup_printf (_ ("since %s · %s"), begin, age);
}

static const VigilBed *
get_bed (VigilAlarmRow *self)
{
  VigilWard *ward = vigil_station_get_ward (self->station);
  return self->bed != G_MAXUINT ? vigil_ward_get_bed (ward, self->bed) : NULL;
}

/* "UNANSWERED 1:04 · Sounding", "sounds at its own desk · not confirmed at present". */
static char *
dup_open_state (VigilAlarmRow *self, VigilNow now)
{
  const VigilAlarm *alarm = &self->alarm;
  const VigilBed *bed = get_bed (self);
  g_autofree char *unanswered = vigil_words_unanswered (alarm, now);
  g_autofree char *not_here =
      bed != NULL ? vigil_suspension_words_quiet (alarm, bed, now, FALSE) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  if (unanswered != NULL)
    g_string_append_printf (text, "%s · ", unanswered);
  g_string_append (text, not_here != NULL ? not_here : _ ("Sounding"));
  if (alarm->is_unverified)
    g_string_append_printf (text, " · %s", _ ("not confirmed at present"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Who silenced it and whether the ward's server knows. */
static char *
dup_state (VigilAlarmRow *self, VigilNow now)
{
  const VigilAlarm *alarm = &self->alarm;
  if (alarm->phase == VIGIL_ALARM_OPEN)
    return dup_open_state (self, now);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *silence = alarm->phase == VIGIL_ALARM_ENDED ? vigil_words_past_silence (alarm)
                                                               : vigil_words_silence (alarm, now);
  if (silence != NULL)
    g_string_append (text, silence);
  const char *delivery =
      alarm->action_id[0] != '\0'
          ? vigil_words_delivery (vigil_station_get_delivery (self->station, alarm->action_id))
          : NULL;
  if (delivery != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", delivery);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const char *
get_number (VigilAlarmRow *self)
{
  const VigilBed *bed = get_bed (self);
  return bed != NULL ? vigil_bed_get_name (bed) : "";
}

static void
set_phase_classes (VigilAlarmRow *self)
{
  const char *classes[3] = { vigil_priority_to_string (self->alarm.priority), NULL, NULL };
  if (vigil_alarm_is_open (&self->alarm))
    classes[1] = "open";
  else if (self->alarm.phase == VIGIL_ALARM_SILENCED || vigil_alarm_is_kept_back (&self->alarm))
    classes[1] = "silenced";
  else
    classes[1] = "ended";
  gtk_widget_set_css_classes (GTK_WIDGET (self), classes);
}

void
vigil_alarm_row_tick (VigilAlarmRow *self)
{
  g_return_if_fail (VIGIL_IS_ALARM_ROW (self));
  VigilNow now = vigil_station_now (self->station);
  g_autofree char *when = dup_when (self, now);
  g_autofree char *state = dup_state (self, now);
  vigil_page_parts_set_text (self->when, when);
  vigil_page_parts_set_text (self->state, state);
  gtk_widget_set_visible (self->state, state[0] != '\0');
}

/* The target, at @place, stands below the words, or they have room enough with one more beside it.
 */
static gboolean
has_room_beside (VigilAlarmRow *self, const graphene_rect_t *place)
{
  graphene_rect_t words;
  int least, more;
  if (!gtk_widget_compute_bounds (self->lines, GTK_WIDGET (self), &words))
    return TRUE;
  gtk_widget_measure (self->lines, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &least, NULL, NULL);
  gtk_widget_measure (self->button, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &more, NULL, NULL);
  return place->origin.y >= words.origin.y + words.size.height
         || words.size.width - (float) (more + APART_PX) >= (float) least;
}

static void
place_below (VigilAlarmRow *self, const graphene_rect_t *place)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->targets), GTK_ORIENTATION_VERTICAL);
  gtk_box_reorder_child_after (GTK_BOX (self->targets), self->confirm, self->button);
  gtk_widget_set_valign (self->targets, GTK_ALIGN_START);
  gtk_widget_set_margin_top (self->targets, (int) place->origin.y);
  for (GtkWidget *row = gtk_widget_get_next_sibling (GTK_WIDGET (self)); VIGIL_IS_ALARM_ROW (row);
       row = gtk_widget_get_next_sibling (row))
    vigil_alarm_row_moved (VIGIL_ALARM_ROW (row));
}

/* Beside the target or below it: where the target need not move. */
static void
place_confirm (VigilAlarmRow *self)
{
  graphene_rect_t place;
  if (!gtk_widget_get_visible (self->confirm)
      || !gtk_widget_compute_bounds (self->targets, GTK_WIDGET (self), &place))
    return;
  if (!has_room_beside (self, &place)) {
    place_below (self, &place);
    return;
  }
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->targets), GTK_ORIENTATION_HORIZONTAL);
  gtk_box_reorder_child_after (GTK_BOX (self->targets), self->confirm, NULL);
  gtk_widget_set_valign (self->targets, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (self->targets, 0);
}

static void
add_target (VigilAlarmRow *self)
{
  self->button = vigil_silence_button_new (self->station, self->bed, TRUE);
  self->confirm = vigil_confirm_button_new (VIGIL_SILENCE_BUTTON (self->button));
  gtk_box_append (GTK_BOX (self->targets), self->confirm);
  gtk_box_append (GTK_BOX (self->targets), self->button);
  g_autoptr (GtkSizeGroup) widths = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  gtk_size_group_add_widget (widths, self->button);
  gtk_size_group_add_widget (widths, gtk_widget_get_first_child (self->confirm));
  g_signal_connect_object (self->confirm, "notify::visible", G_CALLBACK (place_confirm), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_visible (self->targets, TRUE);
}

static void
remove_target (VigilAlarmRow *self)
{
  gtk_widget_set_visible (self->targets, FALSE);
  gtk_box_remove (GTK_BOX (self->targets), g_steal_pointer (&self->confirm));
  gtk_box_remove (GTK_BOX (self->targets), g_steal_pointer (&self->button));
}

void
vigil_alarm_row_show (VigilAlarmRow *self, const VigilAlarm *alarm, gboolean has_target)
{
  g_return_if_fail (VIGIL_IS_ALARM_ROW (self));
  self->alarm = *alarm;
  g_autofree char *text = vigil_words_alarm (alarm);
  vigil_page_parts_set_text (self->stars, vigil_words_stars (alarm->priority));
  vigil_page_parts_set_text (self->number, get_number (self));
  vigil_page_parts_set_text (self->text, text);
  set_phase_classes (self);
  if (has_target && self->button == NULL)
    add_target (self);
  else if (!has_target && self->button != NULL)
    remove_target (self);
  vigil_alarm_row_tick (self);
  g_autofree char *name = g_strdup_printf ("%s %s, %s", get_number (self), text,
                                           vigil_words_priority (alarm->priority));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
vigil_alarm_row_moved (VigilAlarmRow *self)
{
  g_return_if_fail (VIGIL_IS_ALARM_ROW (self));
  if (self->button != NULL)
    vigil_silence_button_moved (VIGIL_SILENCE_BUTTON (self->button));
}

gboolean
vigil_alarm_row_is_of (VigilAlarmRow *self, const VigilAlarm *alarm)
{
  g_return_val_if_fail (VIGIL_IS_ALARM_ROW (self), FALSE);
  return g_str_equal (self->alarm.key, alarm->key)
         && self->alarm.raised_mono_us == alarm->raised_mono_us;
}

static void
vigil_alarm_row_dispose (GObject *object)
{
  VigilAlarmRow *self = VIGIL_ALARM_ROW (object);
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->confirm = self->button = NULL;
  g_clear_object (&self->station);
  G_OBJECT_CLASS (vigil_alarm_row_parent_class)->dispose (object);
}

static void
vigil_alarm_row_class_init (VigilAlarmRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = vigil_alarm_row_dispose;
  gtk_widget_class_set_css_name (widget_class, "alarmrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
vigil_alarm_row_init (VigilAlarmRow *self)
{
  GtkLayoutManager *layout = vigil_flow_layout_new (14);
  vigil_flow_layout_set_rest_at_end (VIGIL_FLOW_LAYOUT (layout));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), layout);
  self->stars = vigil_page_parts_new_label (NULL, "stars");
  self->number = vigil_page_parts_new_label (NULL, "number");
  gtk_label_set_width_chars (GTK_LABEL (self->stars), 3);
  gtk_label_set_width_chars (GTK_LABEL (self->number), 3);
  self->lines = vigil_page_parts_new_lines ();
  self->text = vigil_page_parts_add_line (self->lines, "text", LINE_CHARS);
  self->when = vigil_page_parts_add_line (self->lines, "when", LINE_CHARS);
  self->state = vigil_page_parts_add_line (self->lines, "state", LINE_CHARS);
  self->targets = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, APART_PX);
  gtk_widget_set_valign (self->targets, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->targets, FALSE);
  gtk_widget_set_parent (self->stars, GTK_WIDGET (self));
  gtk_widget_set_parent (self->number, GTK_WIDGET (self));
  gtk_widget_set_parent (self->lines, GTK_WIDGET (self));
  gtk_widget_set_parent (self->targets, GTK_WIDGET (self));
}

GtkWidget *
vigil_alarm_row_new (VigilStation *station, guint bed, const VigilAlarm *alarm)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilAlarmRow *self = g_object_new (VIGIL_TYPE_ALARM_ROW, NULL);
  self->station = g_object_ref (station);
  self->bed = bed;
  vigil_alarm_row_show (self, alarm, FALSE);
  return GTK_WIDGET (self);
}
