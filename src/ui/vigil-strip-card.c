/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-strip-card.h"

#include <glib/gi18n.h>
#include <string.h>

#include "vigil-confirm-button.h"
#include "vigil-flash.h"
#include "vigil-silence-button.h"
#include "vigil-strip-face.h"
#include "vigil-suspension-words.h"

#define BUTTON_MARGIN 10.0 /* px, around the targets */
#define BUTTON_GAP 16.0 /* px, between two targets */
#define CONFIRM_MOST 240 /* px, wide */

struct _VigilStripCard {
  GtkWidget parent_instance;
  VigilStation *station;
  const VigilPalette *palette;
  VigilStripKind kind;
  guint bed;
  char key[VIGIL_KEY_MAX]; /* "": of a bed */
  GtkWidget *button, *confirm; /* NULL: chips, COUNT and MORE */
  /* What is shown now, copied: alarms are lent. */
  VigilAlarm alarm;
  char count[8]; /* of COUNT */
  gint64 next_us; /* monotonic: when the first of those that COUNT counts returns; 0: none does */
  char *condition, *others, *tag, *name;
  VigilStripFace face;
  VigilStripFace probe; /* what it would be without the others */
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

gboolean
vigil_strip_card_is_for (VigilStripCard *self, VigilStripKind kind, guint bed, const char *key)
{
  return self->kind == kind && self->bed == bed
         && (bed != G_MAXUINT || g_str_equal (self->key, key));
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
  if (self->kind == VIGIL_STRIP_COUNT)
    return self->count;
  if (self->kind == VIGIL_STRIP_MORE || bed == NULL)
    return "";
  return vigil_bed_get_name (bed);
}

/* "LINK LOST · go to the bedsides" is "LINK LOST", and "Go to the bedsides" on a line of its own;
 * of the sound what is wrong with it is known besides. NULL: there is none. */
static char *
dup_advice (VigilStripCard *self, gboolean is_short)
{
  const char *separator = strstr (self->alarm.label, " · ");
  if (self->bed == G_MAXUINT && g_str_equal (self->alarm.code, "VIGIL_EVT_NO_SOUND"))
    return vigil_words_sound_advice (vigil_station_get_sound (self->station), is_short);
  if (self->bed != G_MAXUINT || separator == NULL)
    return NULL;
  char *advice = g_strdup (separator + strlen (" · "));
  advice[0] = g_ascii_toupper (advice[0]);
  return advice;
}

/* The other open alarms of the bed, most urgent first; else the patient's name. */
static char *
dup_others (VigilStripCard *self)
{
  if (self->bed == G_MAXUINT)
    return g_strdup ("");
  guint n;
  VigilWard *ward = vigil_station_get_ward (self->station);
  const VigilAlarm *const *alarms = vigil_ward_list_bed_alarms (ward, self->bed, &n);
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < n; i++) {
    if (!vigil_alarm_is_open (alarms[i]) || g_str_equal (alarms[i]->key, self->alarm.key))
      continue;
    if (vigil_words_is_told_by (alarms[i], &self->alarm))
      continue;
    g_autofree char *label = vigil_words_label (alarms[i]->label);
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "+ ", label);
  }
  const VigilBed *bed = get_bed (self);
  if (text->len == 0 && bed != NULL) {
    g_autofree char *name = vigil_words_occupant (bed);
    g_string_append (text, name);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* NULL: it concerns no bed of this ward. */
static const char *
find_label (VigilStripCard *self, const VigilAlarm *alarm)
{
  VigilWard *ward = vigil_station_get_ward (self->station);
  guint index = vigil_ward_find_bed (ward, alarm->bed);
  return index != G_MAXUINT ? vigil_bed_get_name (vigil_ward_get_bed (ward, index)) : NULL;
}

/* "3 · 7 · 9": each bed by its label, for reds are never a mere number. */
static char *
dup_labels (VigilStripCard *self, const VigilAlarm *const *alarms, guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < n; i++) {
    const char *label = find_label (self, alarms[i]);
    if (label != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", label);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* In a list of beds one word has to do: which beds it is about, and what to do, its own card says
 * as soon as it has one, and the wall. */
static char *
dup_word (const VigilAlarm *alarm)
{
  if (g_str_equal (alarm->code, "VIGIL_EVT_LINK_LOST"))
    /* translators: in a list of what is red: the link to all beds is lost */
    return g_strdup (_ ("LINK"));
  if (g_str_equal (alarm->code, "VIGIL_EVT_GATEWAY_LOST")
      && g_str_has_prefix (alarm->label, "GATEWAY"))
    /* translators: in a list of what is red: a gateway is lost */
    return g_strdup (_ ("GATEWAY"));
  const char *end = strstr (alarm->label, " · ");
  return end != NULL ? g_strndup (alarm->label, (gsize) (end - alarm->label))
                     : g_strdup (alarm->label);
}

/* What concerns no bed: "LINK · 2× GATEWAY", each word once. */
static char *
dup_words (VigilStripCard *self, const VigilAlarm *const *alarms, guint n)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    if (find_label (self, alarms[i]) == NULL)
      g_ptr_array_add (words, dup_word (alarms[i]));
  for (guint i = 0; i < words->len; i++) {
    guint n_same = 1, first;
    const char *word = g_ptr_array_index (words, i);
    g_ptr_array_find_with_equal_func (words, word, g_str_equal, &first);
    for (guint k = i + 1; k < words->len; k++)
      n_same += g_str_equal (word, g_ptr_array_index (words, k));
    if (first < i)
      continue;
    g_string_append (text, text->len > 0 ? " · " : "");
    if (n_same > 1)
      g_string_append_printf (text, "%u× ", n_same);
    g_string_append (text, word);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_silence_left (VigilStripCard *self, VigilNow now)
{
  gint64 until_us = self->alarm.silence_until_us;
  return until_us > 0 ? vigil_words_age (until_us - now.mono_us) : g_strdup (_ ("Silenced"));
}

/* That it is not sounded, and until when, is long: in a narrow card it has a row of its own. */
static gboolean
is_quiet (VigilStripCard *self)
{
  return self->alarm.reach == VIGIL_REACH_STAFF && vigil_alarm_is_open (&self->alarm)
         && (self->kind == VIGIL_STRIP_COMPACT
             || (self->kind == VIGIL_STRIP_FULL
                 && gtk_widget_get_width (GTK_WIDGET (self)) < VIGIL_STRIP_ROOMY_QUIET_PX));
}

static gboolean
is_roomy (VigilStripCard *self)
{
  return self->kind == VIGIL_STRIP_FULL && !is_quiet (self)
         && gtk_widget_get_width (GTK_WIDGET (self)) >= VIGIL_STRIP_ROOMY_PX;
}

/* Above the number of a narrow card stands what in a wide one is beside the age. */
static gboolean
has_tag (VigilStripCard *self)
{
  return !is_roomy (self) && self->button != NULL && self->bed != G_MAXUINT;
}

static char *
dup_unanswered (VigilStripCard *self, VigilNow now)
{
  g_autofree char *text = vigil_words_unanswered (&self->alarm, now);
  if (text == NULL || !self->alarm.is_latched)
    return g_steal_pointer (&text);
  return g_strdup_printf ("%s · %s", _ ("ended"), text);
}

static char *
dup_why (VigilStripCard *self, gboolean is_short)
{
  const VigilBed *bed = get_bed (self);
  VigilNow now = vigil_station_now (self->station);
  char *why = self->kind != VIGIL_STRIP_MORE && bed != NULL
                  ? vigil_suspension_words_quiet (&self->alarm, bed, now, is_short)
                  : dup_advice (self, is_short);
  return why != NULL ? why : g_strdup ("");
}

static gboolean
is_unanswered (VigilStripCard *self)
{
  return self->alarm.is_unanswered && vigil_alarm_is_open (&self->alarm);
}

static char *
dup_tag (VigilStripCard *self)
{
  if (self->kind == VIGIL_STRIP_COUNT)
    return g_strdup (_ ("Silenced"));
  if (!has_tag (self))
    return g_strdup ("");
  /* translators: the condition of the alarm is over */
  const char *ended = self->alarm.is_latched ? _ ("ended") : "";
  const char *separator = self->alarm.is_latched ? " · " : "";
  if (is_unanswered (self))
    /* translators: a high alarm that nobody has silenced; how long already stands below it */
    return g_strconcat (ended, separator, _ ("UNANSWERED"), NULL);
  g_autofree char *why = dup_why (self, TRUE);
  return g_strconcat (ended, why[0] != '\0' ? separator : "", why, NULL);
}

static char *
dup_age (VigilStripCard *self)
{
  VigilNow now = vigil_station_now (self->station);
  if (self->kind == VIGIL_STRIP_COUNT)
    return self->next_us > 0 ? vigil_words_age (self->next_us - now.mono_us) : g_strdup ("");
  if (self->kind == VIGIL_STRIP_CHIP && !self->alarm.is_latched)
    return dup_silence_left (self, now);
  if (has_tag (self) && is_unanswered (self))
    return vigil_words_age (now.mono_us - self->alarm.asked_mono_us);
  char *unanswered = has_tag (self) ? NULL : dup_unanswered (self, now);
  if (unanswered != NULL)
    return unanswered;
  if (self->alarm.is_latched && self->kind == VIGIL_STRIP_CHIP)
    return g_strdup (_ ("ended"));
  g_autofree char *age = vigil_words_age (vigil_alarm_get_age_us (&self->alarm, now.mono_us));
  if (self->alarm.is_latched && !has_tag (self))
    /* translators: the condition of the alarm is over; how long ago it began */
    return g_strdup_printf (_ ("ended · %s"), age);
  return g_steal_pointer (&age);
}

/* What is silenced, or over and waits for an answer, is a solid dark fill in a bright outline, as
 * on the wall. Only what stands flashes. */
static gboolean
is_solid (VigilStripCard *self)
{
  return self->kind == VIGIL_STRIP_CHIP || self->kind == VIGIL_STRIP_COUNT
         || !vigil_alarm_is_open (&self->alarm) || self->alarm.is_latched;
}

static gboolean
is_lit (VigilStripCard *self)
{
  if (is_solid (self))
    return FALSE;
  return vigil_flash_is_lit (self->alarm.priority, g_get_monotonic_time ());
}

static int
get_button_width (VigilStripCard *self)
{
  int minimum;
  gtk_widget_measure (self->button, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  /* It hides itself a moment before its card goes: the text does not jump for that. */
  return MAX (minimum, self->kind == VIGIL_STRIP_FULL ? 160 : 120);
}

static int
get_confirm_width (VigilStripCard *self)
{
  int minimum;
  if (!gtk_widget_get_visible (self->confirm))
    return 0;
  gtk_widget_measure (self->confirm, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* For the seconds in which Confirm takes the place of a narrow card's words. */
static gboolean
is_confirming (VigilStripCard *self)
{
  return self->confirm != NULL && gtk_widget_get_visible (self->confirm)
         && gtk_widget_get_width (GTK_WIDGET (self)) < VIGIL_STRIP_CONFIRM_BESIDE_PX;
}

/* Where the texts end: before the targets. */
static double
get_text_right (VigilStripCard *self, double width)
{
  if (self->button == NULL)
    return width - VIGIL_STRIP_EDGE - BUTTON_MARGIN;
  int confirm = is_confirming (self) ? 0 : get_confirm_width (self);
  return width - VIGIL_STRIP_EDGE - get_button_width (self) - 2 * BUTTON_MARGIN
         - (confirm > 0 ? confirm + BUTTON_GAP : 0);
}

static void
fill_content (VigilStripCard *self, VigilStripContent *content)
{
  *content = (VigilStripContent){ .kind = self->kind,
                                  .priority = self->alarm.priority,
                                  .is_solid = is_solid (self),
                                  .is_inop = self->alarm.kind == VIGIL_ALARM_TECHNICAL
                                             && self->alarm.priority == VIGIL_PRIORITY_LOW,
                                  .is_confirming = is_confirming (self),
                                  .is_quiet = is_quiet (self),
                                  .number = get_number (self),
                                  .condition = self->condition,
                                  .age = "",
                                  .tag = self->tag,
                                  .others = self->others };
}

/* Sizes of @scale, or, with @probe, makes @scale as small as it needs. */
static void
shape (VigilStripCard *self, VigilStripFace *face, VigilStripScale *scale, gboolean is_probe)
{
  VigilStripContent content;
  GtkWidget *widget = GTK_WIDGET (self);
  double width = gtk_widget_get_width (widget);
  if (width <= 0 || self->condition == NULL)
    return;
  g_free (self->tag);
  self->tag = dup_tag (self);
  g_autofree char *age = dup_age (self);
  g_autofree char *why = dup_why (self, FALSE);
  g_autofree char *why_short = dup_why (self, TRUE);
  double right = get_text_right (self, width);
  fill_content (self, &content);
  content.age = age;
  content.why = why;
  content.why_short = why_short;
  if (is_probe)
    vigil_strip_face_fit (face, widget, &content, width, right, scale);
  else
    vigil_strip_face_shape (face, widget, &content, width, right, scale);
}

void
vigil_strip_card_fit (VigilStripCard *self, VigilStripScale scales[VIGIL_PRIORITY_HIGH + 1])
{
  g_return_if_fail (VIGIL_IS_STRIP_CARD (self));
  shape (self, &self->probe, &scales[self->alarm.priority], TRUE);
}

static gboolean
is_rtl (GtkWidget *widget)
{
  return gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
}

static void
vigil_strip_card_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigilStripCard *self = VIGIL_STRIP_CARD (widget);
  VigilStripContent content;
  double width = gtk_widget_get_width (widget);
  fill_content (self, &content);
  vigil_strip_face_paint (&self->face, snapshot, self->palette, &content, width,
                          get_text_right (self, width), is_rtl (widget), is_lit (self));
  if (self->button == NULL)
    return;
  gtk_widget_snapshot_child (widget, self->button, snapshot);
  gtk_widget_snapshot_child (widget, self->confirm, snapshot);
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
  int size = orientation == GTK_ORIENTATION_VERTICAL ? VIGIL_STRIP_HEIGHT : 1;
  if (self->button != NULL) {
    int child;
    gtk_widget_measure (self->button, orientation, for_size, &child, NULL, NULL, NULL);
    size = MAX (size, child);
  }
  *minimum = *natural = size;
}

/* Places @child so that it ends at @right, as read from the left, from @top to the lower margin;
 * returns where it begins. */
static double
place (GtkWidget *card, GtkWidget *child, double right, int width, double top)
{
  double x = is_rtl (card) ? gtk_widget_get_width (card) - right : right - width;
  graphene_point_t origin = GRAPHENE_POINT_INIT ((float) x, (float) top);
  gtk_widget_allocate (child, width, VIGIL_STRIP_HEIGHT - (int) (top + BUTTON_MARGIN), -1,
                       gsk_transform_translate (NULL, &origin));
  return right - width;
}

/* Beside the silence target, whose left edge is @left; in a narrow card in the room of its words,
 * which are above it. */
static void
place_confirm (VigilStripCard *self, double left)
{
  int width = get_confirm_width (self);
  double right = left - BUTTON_GAP;
  gboolean is_below = is_confirming (self);
  if (width <= 0)
    return;
  if (is_below)
    width = MAX (width, MIN ((int) (right - BUTTON_MARGIN), CONFIRM_MOST));
  place (GTK_WIDGET (self), self->confirm, right, width,
         is_below ? VIGIL_STRIP_CONFIRM_TOP : BUTTON_MARGIN);
}

static void
vigil_strip_card_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VigilStripCard *self = VIGIL_STRIP_CARD (widget);
  if (self->button == NULL)
    return;
  place_confirm (self, place (widget, self->button, width - VIGIL_STRIP_EDGE - BUTTON_MARGIN,
                              get_button_width (self), BUTTON_MARGIN));
}

static gboolean
is_many (VigilStripCard *self)
{
  return self->kind == VIGIL_STRIP_MORE || self->kind == VIGIL_STRIP_COUNT;
}

static char *
dup_list_name (VigilStripCard *self)
{
  gboolean has_beds = self->condition[0] != '\0', has_words = self->others[0] != '\0';
  g_autofree char *list =
      g_strjoin (has_beds && has_words ? " · " : "", self->condition, self->others, NULL);
  if (self->kind == VIGIL_STRIP_COUNT)
    /* translators: spoken: the labels of beds whose high alarms are silenced */
    return g_strdup_printf (has_beds ? _ ("High priority, silenced: beds %s")
                                     : _ ("High priority, silenced: %s"),
                            list);
  /* translators: spoken: the labels of the other beds with a high alarm */
  return g_strdup_printf (
      has_beds ? _ ("Also high priority: beds %s") : _ ("Also high priority: %s"), list);
}

/* What a screen reader says of it. */
static char *
dup_name (VigilStripCard *self)
{
  const char *priority = vigil_words_priority (self->alarm.priority);
  g_autofree char *what = vigil_words_alarm (&self->alarm);
  if (is_many (self))
    return dup_list_name (self);
  if (self->bed == G_MAXUINT)
    return g_strdup_printf ("%s, %s", what, priority);
  if (self->kind == VIGIL_STRIP_CHIP)
    /* translators: spoken: bed, alarm text, priority */
    return g_strdup_printf (_ ("Bed %s: %s, %s, silenced"), get_number (self), what, priority);
  if (self->alarm.is_unanswered)
    /* translators: spoken: bed, alarm text, priority */
    return g_strdup_printf (_ ("Bed %s: %s, %s, unanswered"), get_number (self), what, priority);
  /* translators: spoken: bed, alarm text, priority */
  return g_strdup_printf (_ ("Bed %s: %s, %s"), get_number (self), what, priority);
}

static void
name_card (VigilStripCard *self)
{
  g_autofree char *name = dup_name (self);
  if (g_strcmp0 (name, self->name) == 0)
    return;
  g_free (self->name);
  self->name = g_steal_pointer (&name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->name,
                                  -1);
}

static char *
dup_condition (VigilStripCard *self, const VigilStripPlan *plan)
{
  if (self->kind == VIGIL_STRIP_MORE)
    return dup_labels (self, plan->more, plan->n_more);
  if (self->kind == VIGIL_STRIP_COUNT)
    return dup_labels (self, plan->folded, plan->n_folded);
  char text[sizeof self->alarm.label];
  vigil_alarm_format (&self->alarm, text, sizeof text);
  const char *separator = self->bed == G_MAXUINT ? strstr (text, " · ") : NULL;
  if (separator != NULL)
    return g_strndup (text, (gsize) (separator - text));
  return vigil_words_label (text);
}

static void
count_folded (VigilStripCard *self, const VigilStripPlan *plan)
{
  /* translators: how many alarms, so that it is not taken for the number of a bed: "4×" */
  g_snprintf (self->count, sizeof self->count, _ ("%u×"), plan->n_folded);
  self->next_us = 0;
  for (guint i = 0; i < plan->n_folded; i++) {
    gint64 until_us = plan->folded[i]->is_latched ? 0 : plan->folded[i]->silence_until_us;
    if (until_us > 0 && (self->next_us == 0 || until_us < self->next_us))
      self->next_us = until_us;
  }
}

void
vigil_strip_card_show (VigilStripCard *self, const VigilStripPlan *plan, guint index)
{
  g_return_if_fail (VIGIL_IS_STRIP_CARD (self));
  self->alarm = *plan->slots[index].first;
  count_folded (self, plan);
  g_free (self->condition);
  self->condition = dup_condition (self, plan);
  g_free (self->others);
  if (self->kind == VIGIL_STRIP_MORE)
    self->others = dup_words (self, plan->more, plan->n_more);
  else if (self->kind == VIGIL_STRIP_COUNT)
    self->others = dup_words (self, plan->folded, plan->n_folded);
  else
    self->others = dup_others (self);
  name_card (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vigil_strip_card_shape (VigilStripCard *self, const VigilStripScale scales[VIGIL_PRIORITY_HIGH + 1])
{
  g_return_if_fail (VIGIL_IS_STRIP_CARD (self));
  VigilStripScale scale = scales[self->alarm.priority];
  shape (self, &self->face, &scale, FALSE);
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
  g_clear_pointer (&self->confirm, gtk_widget_unparent);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (vigil_strip_card_parent_class)->dispose (object);
}

static void
vigil_strip_card_finalize (GObject *object)
{
  VigilStripCard *self = VIGIL_STRIP_CARD (object);
  vigil_strip_face_clear (&self->face);
  vigil_strip_face_clear (&self->probe);
  g_free (self->name);
  g_free (self->condition);
  g_free (self->others);
  g_free (self->tag);
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
  if (self->bed != G_MAXUINT && !is_many (self))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.bed", "u", self->bed);
}

GtkWidget *
vigil_strip_card_new (VigilStation *station,
                      const VigilPalette *palette,
                      VigilStripKind kind,
                      guint bed,
                      const char *key)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilStripCard *self = g_object_new (VIGIL_TYPE_STRIP_CARD, NULL);
  self->station = g_object_ref (station);
  self->palette = palette;
  self->kind = kind;
  self->bed = bed;
  if (bed == G_MAXUINT)
    vigil_text_copy (self->key, sizeof self->key, key);
  if (kind == VIGIL_STRIP_FULL || kind == VIGIL_STRIP_COMPACT) {
    self->button = vigil_silence_button_new (station, bed, kind == VIGIL_STRIP_COMPACT);
    gtk_widget_set_parent (self->button, GTK_WIDGET (self));
    if (bed == G_MAXUINT)
      vigil_silence_button_set_key (VIGIL_SILENCE_BUTTON (self->button), self->key);
    self->confirm = vigil_confirm_button_new (VIGIL_SILENCE_BUTTON (self->button));
    gtk_widget_set_parent (self->confirm, GTK_WIDGET (self));
  }
  GtkGesture *click = gtk_gesture_click_new ();
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  return GTK_WIDGET (self);
}
