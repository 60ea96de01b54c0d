/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-limit-row.h"

#include <glib/gi18n.h>

#include "vigil-flow-layout.h"
#include "vigil-limit-editor.h"
#include "vigil-limit-words.h"
#include "vigil-page-frame.h"
#include "vigil-page-parts.h"
#include "vigil-words.h"

/* What became of a request is told for so long. */
#define TOLD_US (600 * G_USEC_PER_SEC)
#define APART_PX 8 /* px, between what belongs together; twice that between targets */
#define LINE_CHARS 12

struct _VigilLimitRow {
  GtkBox parent_instance;
  VigilStation *station;
  guint bed;
  VigilNumericKind kind;
  char *label; /* "SpO₂" */
  GtkWidget *value, *limits, *source, *state, *cuff_state;
  GtkWidget *change, *cuff;
  GtkWidget *editor; /* NULL while it is closed; a child */
};

G_DEFINE_FINAL_TYPE (VigilLimitRow, vigil_limit_row, GTK_TYPE_BOX)

enum { OPENED, N_SIGNALS };
static guint signals[N_SIGNALS];

static const VigilBed *
get_bed (VigilLimitRow *self)
{
  return vigil_ward_get_bed (vigil_station_get_ward (self->station), self->bed);
}

static void
mark_alarm (GtkWidget *label, const VigilNumeric *numeric)
{
  const char *classes[4] = { "value", NULL, NULL, NULL };
  guint n = 1;
  if (numeric->alarm_priority != VIGIL_PRIORITY_NONE)
    classes[n++] = vigil_priority_to_string (numeric->alarm_priority);
  if (numeric->alarm_is_open)
    classes[n++] = "open";
  if (numeric->show == VIGIL_SHOW_OLD)
    classes[n++] = "old";
  gtk_widget_set_css_classes (label, classes);
}

/* "set at the bedside · changed 14:32 · Okafor · Desk 1"; a cuff's reading has its time, too. */
static char *
dup_source (VigilLimitRow *self, const VigilBed *bed)
{
  const VigilNumeric *numeric = &bed->numerics[self->kind];
  g_autofree char *source = vigil_limit_words_source (bed, self->kind);
  g_autofree char *change = vigil_limit_words_change (&numeric->limit_change);
  g_autofree char *time = vigil_words_time_of_day (numeric->t_ms);
  g_autoptr (GString) text = g_string_new (source);
  if (change[0] != '\0')
    g_string_append_printf (text, " · %s", change);
  if (time[0] != '\0')
    /* translators: when the cuff measured: " · measured 14:10" */
    g_string_append_printf (text, _ (" · measured %s"), time);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "≥ 90 → ≥ 88: requested · waiting for the bed · Okafor · Desk 1"; "" if it is long over. */
static char *
dup_state (const VigilRequest *request, VigilNow now)
{
  if (request == NULL || (request->ended_us != 0 && now.mono_us - request->ended_us > TOLD_US))
    return g_strdup ("");
  g_autofree char *words = vigil_limit_words_request (request);
  g_autofree char *who = vigil_limit_words_who (request->command.by, request->station);
  g_autofree char *when = vigil_words_time_of_day (request->asked_ms);
  g_autoptr (GString) text = g_string_new (NULL);
  if (request->command.word == VIGIL_COMMAND_LIMIT_SET) {
    g_autofree char *bounds = vigil_limit_words_bounds (&request->command.limit);
    g_string_append_printf (text, "→ %s: ", request->command.limit.is_on ? bounds : _ ("off"));
  } else {
    g_string_append_printf (text, "%s: ", _ ("Measurement"));
  }
  g_string_append_printf (text, "%s · %s", words, when);
  if (who[0] != '\0')
    g_string_append_printf (text, " · %s", who);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_state (GtkWidget *label, const VigilRequest *request, VigilNow now)
{
  g_autofree char *text = dup_state (request, now);
  vigil_page_parts_set_text (label, text);
  gtk_widget_set_visible (label, text[0] != '\0');
}

void
vigil_limit_row_refresh (VigilLimitRow *self)
{
  g_return_if_fail (VIGIL_IS_LIMIT_ROW (self));
  const VigilBed *bed = get_bed (self);
  const VigilWard *ward = vigil_station_get_ward (self->station);
  const VigilNumeric *numeric = &bed->numerics[self->kind];
  VigilNow now = vigil_station_now (self->station);
  gtk_widget_set_visible (GTK_WIDGET (self), numeric->show != VIGIL_SHOW_BLANK);
  g_autofree char *value = vigil_limit_words_value (self->kind, numeric);
  g_autofree char *limits = vigil_limit_words_limits (self->kind, numeric);
  g_autofree char *source = dup_source (self, bed);
  vigil_page_parts_set_text (self->value, value);
  vigil_page_parts_set_numbers (self->limits, limits);
  vigil_page_parts_set_text (self->source, source);
  mark_alarm (self->value, numeric);
  show_state (self->state, vigil_ward_get_limit_request (ward, self->bed, self->kind), now);
  if (self->cuff != NULL)
    show_state (self->cuff_state, vigil_ward_get_cuff_request (ward, self->bed), now);
  if (self->editor != NULL)
    vigil_limit_editor_refresh (VIGIL_LIMIT_EDITOR (self->editor));
  g_autofree char *name = g_strdup_printf ("%s %s, %s, %s", self->label, value, limits, source);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* A new label is a new accessible name, too: the longer one comes after it. */
static void
show_open (VigilLimitRow *self, gboolean is_open)
{
  /* translators: accessible names; %s is a number such as SpO₂ */
  g_autofree char *name = is_open ? g_strdup_printf (_ ("Close %s limits"), self->label)
                                  : g_strdup_printf (_ ("Change %s limits"), self->label);
  gtk_button_set_label (GTK_BUTTON (self->change), is_open ? _ ("Close") : _ ("Change"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->change), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  vigil_page_frame_set_in_use (GTK_WIDGET (self), is_open);
}

void
vigil_limit_row_close (VigilLimitRow *self)
{
  g_return_if_fail (VIGIL_IS_LIMIT_ROW (self));
  if (self->editor == NULL)
    return;
  gtk_box_remove (GTK_BOX (self), g_steal_pointer (&self->editor));
  show_open (self, FALSE);
}

/* Once it has its place: the row with all of its editor is scrolled into view. */
static gboolean
reveal_cb (GtkWidget *editor, G_GNUC_UNUSED GdkFrameClock *clock, G_GNUC_UNUSED gpointer data)
{
  graphene_rect_t bounds;
  GtkWidget *viewport = gtk_widget_get_ancestor (editor, GTK_TYPE_VIEWPORT);
  if (viewport == NULL)
    return G_SOURCE_REMOVE;
  if (gtk_widget_get_height (editor) == 0)
    return G_SOURCE_CONTINUE;
  GtkWidget *content = gtk_viewport_get_child (GTK_VIEWPORT (viewport));
  if (gtk_widget_compute_bounds (gtk_widget_get_parent (editor), content, &bounds))
    gtk_adjustment_clamp_page (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport)),
                               bounds.origin.y, bounds.origin.y + bounds.size.height);
  return G_SOURCE_REMOVE;
}

static void
change_cb (VigilLimitRow *self)
{
  if (self->editor != NULL) {
    vigil_limit_row_close (self);
    return;
  }
  self->editor = vigil_limit_editor_new (self->station, self->bed, self->kind);
  gtk_box_append (GTK_BOX (self), self->editor);
  show_open (self, TRUE);
  g_signal_emit (self, signals[OPENED], 0);
  gtk_widget_add_tick_callback (self->editor, reveal_cb, NULL, NULL);
}

static void
cuff_cb (VigilLimitRow *self)
{
  VigilRequestFault fault = vigil_station_request_cuff (
      self->station, self->bed, vigil_station_get_signed_in (self->station));
  vigil_limit_row_refresh (self);
  if (fault == VIGIL_REQUEST_SENT)
    return;
  vigil_page_parts_set_text (self->cuff_state, vigil_limit_words_fault (fault));
  gtk_widget_set_visible (self->cuff_state, TRUE);
}

static GtkWidget *
make_button (VigilLimitRow *self, const char *label, const char *name, GCallback func)
{
  GtkWidget *button = vigil_page_parts_new_button (label);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (button, "clicked", func, self);
  return button;
}

static GtkWidget *
make_targets (VigilLimitRow *self)
{
  GtkWidget *targets = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2 * APART_PX);
  gtk_widget_set_margin_start (targets, APART_PX);
  if (self->kind == VIGIL_NUMERIC_NIBP_SYS) {
    /* translators: accessible name; %s is the cuff's pressure */
    g_autofree char *measure = g_strdup_printf (_ ("Measure %s now"), self->label);
    self->cuff = make_button (self, _ ("Measure"), measure, G_CALLBACK (cuff_cb));
    gtk_box_append (GTK_BOX (targets), self->cuff);
  }
  /* translators: accessible name; %s is a number such as SpO₂ */
  g_autofree char *change = g_strdup_printf (_ ("Change %s limits"), self->label);
  self->change = make_button (self, _ ("Change"), change, G_CALLBACK (change_cb));
  gtk_box_append (GTK_BOX (targets), self->change);
  return targets;
}

static void
build (VigilLimitRow *self)
{
  const VigilNumericInfo *info = vigil_nomenclature_numeric (self->kind);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkLayoutManager *layout = vigil_flow_layout_new (APART_PX);
  GtkWidget *number = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, APART_PX);
  GtkWidget *lines = vigil_page_parts_new_lines ();
  GtkWidget *name = vigil_page_parts_new_label (self->label, "name");
  GtkWidget *unit = vigil_page_parts_new_label (info->unit, "unit");
  self->value = vigil_page_parts_new_label ("", "value");
  self->limits = vigil_page_parts_add_line (lines, "limits", LINE_CHARS);
  self->source = vigil_page_parts_add_line (lines, "source", LINE_CHARS);
  self->state = vigil_page_parts_add_line (lines, "state", LINE_CHARS);
  if (self->kind == VIGIL_NUMERIC_NIBP_SYS)
    self->cuff_state = vigil_page_parts_add_line (lines, "state", LINE_CHARS);
  gtk_label_set_width_chars (GTK_LABEL (name), 6);
  gtk_label_set_width_chars (GTK_LABEL (unit), 4);
  gtk_label_set_xalign (GTK_LABEL (self->value), 1);
  gtk_label_set_width_chars (GTK_LABEL (self->value), 4);
  gtk_box_append (GTK_BOX (number), name);
  gtk_box_append (GTK_BOX (number), self->value);
  gtk_box_append (GTK_BOX (number), unit);
  vigil_flow_layout_set_rest_at_end (VIGIL_FLOW_LAYOUT (layout));
  gtk_widget_set_layout_manager (head, layout);
  gtk_box_append (GTK_BOX (head), number);
  gtk_box_append (GTK_BOX (head), lines);
  gtk_box_append (GTK_BOX (head), make_targets (self));
  gtk_box_append (GTK_BOX (self), head);
}

static void
vigil_limit_row_dispose (GObject *object)
{
  VigilLimitRow *self = VIGIL_LIMIT_ROW (object);
  g_clear_object (&self->station);
  g_clear_pointer (&self->label, g_free);
  G_OBJECT_CLASS (vigil_limit_row_parent_class)->dispose (object);
}

static void
vigil_limit_row_class_init (VigilLimitRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigil_limit_row_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "limitrow");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
vigil_limit_row_init (VigilLimitRow *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 16);
}

GtkWidget *
vigil_limit_row_new (VigilStation *station, guint bed, VigilNumericKind kind)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station) && kind < VIGIL_N_NUMERICS, NULL);
  VigilLimitRow *self = g_object_new (VIGIL_TYPE_LIMIT_ROW, NULL);
  self->station = g_object_ref (station);
  self->bed = bed;
  self->kind = kind;
  self->label = vigil_words_label (vigil_nomenclature_numeric (kind)->label);
  build (self);
  vigil_limit_row_refresh (self);
  return GTK_WIDGET (self);
}
