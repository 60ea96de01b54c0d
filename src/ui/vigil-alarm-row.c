/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-alarm-row.h"

#include <glib/gi18n.h>

#include "vigil-confirm-button.h"
#include "vigil-silence-button.h"
#include "vigil-suspension-words.h"

struct _VigilAlarmRow {
  GtkWidget parent_instance;
  VigilStation *station;
  guint bed;
  VigilAlarm alarm; /* copied: alarms are lent */
  GtkWidget *stars, *number, *text, *when, *state, *confirm, *button;
};

G_DEFINE_FINAL_TYPE (VigilAlarmRow, vigil_alarm_row, GTK_TYPE_WIDGET)

static void
set_label (GtkWidget *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), text) != 0)
    gtk_label_set_label (GTK_LABEL (label), text);
}

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
  return bed != NULL ? vigil_words_bed (bed) : "";
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
  set_label (self->when, when);
  set_label (self->state, state);
  gtk_widget_set_visible (self->state, state[0] != '\0');
}

void
vigil_alarm_row_show (VigilAlarmRow *self, const VigilAlarm *alarm, gboolean has_target)
{
  g_return_if_fail (VIGIL_IS_ALARM_ROW (self));
  self->alarm = *alarm;
  g_autofree char *text = vigil_words_alarm (alarm);
  set_label (self->stars, vigil_words_stars (alarm->priority));
  set_label (self->number, get_number (self));
  set_label (self->text, text);
  set_phase_classes (self);
  if (has_target && self->button == NULL) {
    self->button = vigil_silence_button_new (self->station, self->bed, TRUE);
    gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
    self->confirm = vigil_confirm_button_new (VIGIL_SILENCE_BUTTON (self->button));
    gtk_widget_set_valign (self->confirm, GTK_ALIGN_CENTER);
    gtk_widget_set_parent (self->confirm, GTK_WIDGET (self));
    gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  } else if (!has_target) {
    g_clear_pointer (&self->confirm, gtk_widget_unparent);
    g_clear_pointer (&self->button, gtk_widget_unparent);
  }
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
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "alarmrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static GtkWidget *
make_label (const char *css_class, PangoEllipsizeMode ellipsize)
{
  GtkWidget *label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), ellipsize);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
vigil_alarm_row_init (VigilAlarmRow *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 14);
  self->stars = make_label ("stars", PANGO_ELLIPSIZE_NONE);
  self->number = make_label ("number", PANGO_ELLIPSIZE_NONE);
  self->text = make_label ("text", PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (GTK_LABEL (self->text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->text), PANGO_WRAP_WORD_CHAR);
  self->when = make_label ("when", PANGO_ELLIPSIZE_END);
  self->state = make_label ("state", PANGO_ELLIPSIZE_NONE); /* who, until when: never cut */
  gtk_label_set_wrap (GTK_LABEL (self->state), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->state), PANGO_WRAP_WORD_CHAR);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (lines), self->text);
  gtk_box_append (GTK_BOX (lines), self->when);
  gtk_box_append (GTK_BOX (lines), self->state);
  gtk_label_set_width_chars (GTK_LABEL (self->stars), 3);
  gtk_label_set_width_chars (GTK_LABEL (self->number), 3);
  gtk_widget_set_parent (self->stars, GTK_WIDGET (self));
  gtk_widget_set_parent (self->number, GTK_WIDGET (self));
  gtk_widget_set_parent (lines, GTK_WIDGET (self));
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
