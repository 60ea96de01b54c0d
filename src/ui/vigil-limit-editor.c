/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-limit-editor.h"

#include <glib/gi18n.h>
#include <math.h>

#include "vigil-limit-words.h"
#include "vigil-page-parts.h"
#include "vigil-words.h"

#define APART_PX 16 /* ux.md, "Gloves" */
#define N_BOUNDS 4
#define N_TIMES 3
#define BOUND_KEY "vigil-bound"
#define STEPS_KEY "vigil-steps"
#define MINUTE_MS G_GINT64_CONSTANT (60000)

/* From top to bottom, as they lie on a scale. */
enum { HI2, HI, LO, LO2 };

static const char *const TITLES[N_BOUNDS] = { N_ ("High, high priority"), N_ ("High limit"),
                                              N_ ("Low limit"), N_ ("Low, high priority") };
/* 0: the alarm is on. */
static const guint TIMES_MIN[N_TIMES] = { 0, 30, 120 };

struct _VigilLimitEditor {
  GtkBox parent_instance;
  VigilStation *station;
  guint bed;
  VigilNumericKind kind;
  VigilLimit wanted; /* bounds alone */
  guint off_min; /* 0 = on */
  gboolean is_touched;
  GtkWidget *values[N_BOUNDS], *olds[N_BOUNDS], *times[N_TIMES];
  GtkWidget *summary, *message, *request;
};

G_DEFINE_FINAL_TYPE (VigilLimitEditor, vigil_limit_editor, GTK_TYPE_BOX)

static VigilWard *
get_ward (VigilLimitEditor *self)
{
  return vigil_station_get_ward (self->station);
}

static const VigilNumeric *
get_numeric (VigilLimitEditor *self)
{
  return &vigil_ward_get_bed (get_ward (self), self->bed)->numerics[self->kind];
}

static double *
get_bound (VigilLimit *limit, guint bound)
{
  double *bounds[N_BOUNDS] = { &limit->hi2, &limit->hi, &limit->lo, &limit->lo2 };
  return bounds[bound];
}

/* What holds, with bounds that no value can cross as none. */
static VigilLimit
get_base (VigilLimitEditor *self)
{
  const VigilNumeric *numeric = get_numeric (self);
  VigilLimit base = { .kind = self->kind, .lo = NAN, .hi = NAN, .lo2 = NAN, .hi2 = NAN };
  if (numeric->limit_source != VIGIL_LIMITS_NONE)
    base = numeric->limit;
  base.kind = self->kind;
  base = vigil_limit_normalise (&base);
  base.is_on = TRUE;
  base.until_ms = 0;
  return base;
}

static VigilLimit
get_wanted (VigilLimitEditor *self, VigilNow now)
{
  VigilLimit wanted = self->wanted;
  wanted.is_on = self->off_min == 0;
  wanted.until_ms = wanted.is_on ? 0 : now.wall_ms + self->off_min * MINUTE_MS;
  return wanted;
}

/* One touch moves a limit by what matters at the bedside. */
static double
get_step (VigilNumericKind kind)
{
  const VigilNumericInfo *info = vigil_nomenclature_numeric (kind);
  if (info->decimals > 0)
    return 0.1;
  switch ((gint) kind) {
  case VIGIL_NUMERIC_HR:
  case VIGIL_NUMERIC_PR:
  case VIGIL_NUMERIC_NIBP_SYS:
  case VIGIL_NUMERIC_NIBP_DIA:
  case VIGIL_NUMERIC_NIBP_MEAN:
  case VIGIL_NUMERIC_ART_SYS:
  case VIGIL_NUMERIC_ART_DIA:
  case VIGIL_NUMERIC_ART_MEAN:
  case VIGIL_NUMERIC_GLUCOSE:
    return 5;
  default:
    return 1;
  }
}

/* Where a limit begins that was none: at the class's preset, else beside its neighbour, else beside
 * the value. */
static double
get_beginning (VigilLimitEditor *self, guint bound)
{
  const VigilBed *bed = vigil_ward_get_bed (get_ward (self), self->bed);
  VigilLimit preset =
      vigil_station_get_config (self->station)->presets.bands[bed->limit_band].limits[self->kind];
  double step = get_step (self->kind), away = bound <= HI ? step : -step;
  double usual = preset.is_on ? *get_bound (&preset, bound) : NAN;
  double inner = bound == HI2 ? self->wanted.hi : bound == LO2 ? self->wanted.lo : NAN;
  if (!isnan (usual))
    return usual;
  return isnan (inner) ? get_numeric (self)->value + 4 * away : inner + 2 * away;
}

static void
move_bound (VigilLimitEditor *self, guint bound, int steps)
{
  const VigilNumericInfo *info = vigil_nomenclature_numeric (self->kind);
  double step = get_step (self->kind), *value = get_bound (&self->wanted, bound);
  double moved = isnan (*value) ? get_beginning (self, bound) : *value + steps * step;
  /* On the grid of the steps, and where a value can still cross it. */
  moved = round (moved / step) * step;
  *value = CLAMP (moved, info->lo + step, info->hi - step);
}

static void
step_cb (GtkWidget *button, VigilLimitEditor *self)
{
  guint bound = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), BOUND_KEY));
  self->is_touched = TRUE;
  move_bound (self, bound, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), STEPS_KEY)));
  vigil_limit_editor_refresh (self);
}

static void
time_cb (GtkToggleButton *button, VigilLimitEditor *self)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  for (guint i = 0; i < N_TIMES; i++)
    if (self->times[i] == GTK_WIDGET (button))
      self->off_min = TIMES_MIN[i];
  self->is_touched = TRUE;
  vigil_limit_editor_refresh (self);
}

static void
reset_cb (VigilLimitEditor *self)
{
  self->is_touched = FALSE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->times[0]), TRUE);
  self->is_touched = FALSE;
  vigil_limit_editor_refresh (self);
}

static void
request_cb (VigilLimitEditor *self)
{
  VigilLimit wanted = get_wanted (self, vigil_station_now (self->station));
  VigilRequestFault fault = vigil_station_request_limit (
      self->station, self->bed, &wanted, vigil_station_get_signed_in (self->station));
  if (fault == VIGIL_REQUEST_SENT)
    self->is_touched = FALSE;
  vigil_limit_editor_refresh (self);
  if (fault != VIGIL_REQUEST_SENT)
    vigil_page_parts_set_text (self->message, vigil_limit_words_fault (fault));
}

/* "50 – 120 (40 – 140) → off for 30 min". */
static void
show_summary (VigilLimitEditor *self)
{
  g_autofree char *before = vigil_limit_words_limits (self->kind, get_numeric (self));
  g_autofree char *bounds = vigil_limit_words_bounds (&self->wanted);
  g_autofree char *after = self->off_min == 0
                               ? g_strdup (bounds)
                               /* translators: an alarm to be switched off for so long */
                               : g_strdup_printf (_ ("off for %u min"), self->off_min);
  g_autofree char *text = g_strdup_printf ("%s  →  %s", before, after);
  vigil_page_parts_set_numbers (self->summary, text);
}

/* A value beyond the new limit alarms as soon as the bed has it: that is said before. */
static char *
dup_warning (VigilLimitEditor *self)
{
  const VigilNumeric *numeric = get_numeric (self);
  VigilSide side;
  gboolean is_shown = numeric->show == VIGIL_SHOW_VALUE || numeric->show == VIGIL_SHOW_QUESTIONABLE;
  if (!is_shown || self->off_min != 0
      || vigil_limit_judge (&self->wanted, numeric->value, 0, VIGIL_SIDE_NONE, 0, &side) == 0)
    return g_strdup ("");
  g_autofree char *value = vigil_limit_words_value (self->kind, numeric);
  /* translators: %s is a number such as 89 */
  return g_strdup_printf (_ ("It will alarm: the number is %s now."), value);
}

static void
show_bound (VigilLimitEditor *self, VigilLimit *base, guint bound)
{
  double before = *get_bound (base, bound), after = *get_bound (&self->wanted, bound);
  g_autofree char *old = vigil_limit_words_bound (self->kind, before);
  g_autofree char *value = vigil_limit_words_bound (self->kind, after);
  gboolean is_same = (isnan (before) && isnan (after)) || fabs (before - after) < 1e-6;
  /* translators: the limit that holds now: "now 90" */
  g_autofree char *now = g_strdup_printf (_ ("now %s"), old);
  vigil_page_parts_set_text (self->olds[bound], now);
  vigil_page_parts_set_text (self->values[bound], value);
  if (is_same)
    gtk_widget_remove_css_class (self->values[bound], "changed");
  else
    gtk_widget_add_css_class (self->values[bound], "changed");
}

void
vigil_limit_editor_refresh (VigilLimitEditor *self)
{
  g_return_if_fail (VIGIL_IS_LIMIT_EDITOR (self));
  VigilNow now = vigil_station_now (self->station);
  VigilLimit base = get_base (self);
  if (!self->is_touched)
    self->wanted = base;
  for (guint i = 0; i < N_BOUNDS; i++)
    show_bound (self, &base, i);
  show_summary (self);
  VigilLimit wanted = get_wanted (self, now);
  VigilRequestFault fault = vigil_ward_check_limit (get_ward (self), self->bed, &wanted, now);
  g_autofree char *warning = dup_warning (self);
  vigil_page_parts_set_text (
      self->message, fault != VIGIL_REQUEST_SENT ? vigil_limit_words_fault (fault) : warning);
  gtk_widget_set_sensitive (self->request, fault == VIGIL_REQUEST_SENT);
}

static void
name (GtkWidget *widget, const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static GtkWidget *
make_step_button (VigilLimitEditor *self, guint bound, int steps)
{
  GtkWidget *button = gtk_button_new_with_label (steps > 0 ? "+" : "−");
  g_autofree char *label = vigil_words_label (vigil_nomenclature_numeric (self->kind)->label);
  /* translators: what a − or + does: "SpO₂, low limit: lower", in that order */
  g_autofree char *text = g_strdup_printf (_ ("%s, %s: %s"), label, _ (TITLES[bound]),
                                           steps > 0 ? _ ("up") : _ ("down"));
  gtk_widget_add_css_class (button, "step");
  g_object_set_data (G_OBJECT (button), BOUND_KEY, GUINT_TO_POINTER (bound));
  g_object_set_data (G_OBJECT (button), STEPS_KEY, GINT_TO_POINTER (steps));
  g_signal_connect (button, "clicked", G_CALLBACK (step_cb), self);
  name (button, text);
  return button;
}

/* "Low limit   − 50 +   now 50"; what follows the title is never torn apart. */
static GtkWidget *
make_bound (VigilLimitEditor *self, guint bound, GtkSizeGroup *titles)
{
  GtkWidget *row = vigil_page_parts_new_row ();
  GtkWidget *steps = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, APART_PX);
  GtkWidget *title = vigil_page_parts_new_text (_ (TITLES[bound]), "bound");
  self->values[bound] = vigil_page_parts_new_label ("", "new");
  self->olds[bound] = vigil_page_parts_new_label ("", "dim");
  gtk_label_set_xalign (GTK_LABEL (self->values[bound]), 0.5);
  gtk_label_set_width_chars (GTK_LABEL (self->values[bound]), 5);
  gtk_widget_set_hexpand (steps, TRUE);
  gtk_size_group_add_widget (titles, title);
  gtk_box_append (GTK_BOX (steps), make_step_button (self, bound, -1));
  gtk_box_append (GTK_BOX (steps), self->values[bound]);
  gtk_box_append (GTK_BOX (steps), make_step_button (self, bound, 1));
  gtk_box_append (GTK_BOX (steps), self->olds[bound]);
  gtk_box_append (GTK_BOX (row), title);
  gtk_box_append (GTK_BOX (row), steps);
  return row;
}

/* No saturation is above 100: a high limit of it helps nobody. */
static gboolean
has_bound (VigilLimitEditor *self, guint bound)
{
  VigilLimit base = get_base (self);
  return self->kind != VIGIL_NUMERIC_SPO2 || bound >= LO || !isnan (*get_bound (&base, bound));
}

static GtkWidget *
make_bounds (VigilLimitEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, APART_PX);
  g_autoptr (GtkSizeGroup) titles = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  for (guint i = 0; i < N_BOUNDS; i++) {
    GtkWidget *row = make_bound (self, i, titles);
    gtk_widget_set_visible (row, has_bound (self, i));
    gtk_box_append (GTK_BOX (box), row);
  }
  return box;
}

static GtkWidget *
make_times (VigilLimitEditor *self)
{
  GtkWidget *row = vigil_page_parts_new_row ();
  for (guint i = 0; i < N_TIMES; i++) {
    g_autofree char *text = TIMES_MIN[i] == 0
                                ? g_strdup (_ ("Alarm on"))
                                /* translators: an alarm to be switched off for so long */
                                : g_strdup_printf (_ ("Off %u min"), TIMES_MIN[i]);
    self->times[i] = vigil_page_parts_new_toggle (text);
    if (i > 0)
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->times[i]),
                                   GTK_TOGGLE_BUTTON (self->times[0]));
    gtk_box_append (GTK_BOX (row), self->times[i]);
  }
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->times[0]), TRUE);
  for (guint i = 0; i < N_TIMES; i++)
    g_signal_connect (self->times[i], "toggled", G_CALLBACK (time_cb), self);
  return row;
}

static GtkWidget *
make_buttons (VigilLimitEditor *self)
{
  g_autofree char *label = vigil_words_label (vigil_nomenclature_numeric (self->kind)->label);
  GtkWidget *row = vigil_page_parts_new_row ();
  GtkWidget *reset = vigil_page_parts_new_button (_ ("As it was"));
  self->request = vigil_page_parts_new_button (_ ("Request"));
  gtk_widget_add_css_class (self->request, "primary");
  g_signal_connect_swapped (self->request, "clicked", G_CALLBACK (request_cb), self);
  g_signal_connect_swapped (reset, "clicked", G_CALLBACK (reset_cb), self);
  /* translators: asks the bed for a new limit; %s is a number such as SpO₂ */
  g_autofree char *ask = g_strdup_printf (_ ("Request %s limits"), label);
  /* translators: %s is a number such as SpO₂ */
  g_autofree char *undo = g_strdup_printf (_ ("%s limits as they were"), label);
  name (self->request, ask);
  name (reset, undo);
  gtk_box_append (GTK_BOX (row), self->request);
  gtk_box_append (GTK_BOX (row), reset);
  return row;
}

static void
vigil_limit_editor_dispose (GObject *object)
{
  g_clear_object (&VIGIL_LIMIT_EDITOR (object)->station);
  G_OBJECT_CLASS (vigil_limit_editor_parent_class)->dispose (object);
}

static void
vigil_limit_editor_class_init (VigilLimitEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigil_limit_editor_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "limiteditor");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vigil_limit_editor_init (VigilLimitEditor *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), APART_PX);
}

GtkWidget *
vigil_limit_editor_new (VigilStation *station, guint bed, VigilNumericKind kind)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station) && kind < VIGIL_N_NUMERICS, NULL);
  VigilLimitEditor *self = g_object_new (VIGIL_TYPE_LIMIT_EDITOR, NULL);
  self->station = g_object_ref (station);
  self->bed = bed;
  self->kind = kind;
  self->wanted = get_base (self);
  self->summary = vigil_page_parts_new_text ("", "summary");
  self->message = vigil_page_parts_new_text ("", "message");
  gtk_box_append (GTK_BOX (self), make_bounds (self));
  gtk_box_append (GTK_BOX (self), make_times (self));
  gtk_box_append (GTK_BOX (self), self->summary);
  gtk_box_append (GTK_BOX (self), self->message);
  gtk_box_append (GTK_BOX (self), make_buttons (self));
  vigil_limit_editor_refresh (self);
  return GTK_WIDGET (self);
}
