/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-suspend-panel.h"

#include <glib/gi18n.h>

#include "vigil-page-parts.h"
#include "vigil-suspension-words.h"

#define REASON_KEY "vigil-reason"
#define MODE_KEY "vigil-mode"
#define MINUTES_KEY "vigil-minutes"
#define N_MODES 3
#define N_REASONS_MAX 4
#define N_BACKS 5
#define USUAL_BACK_MIN 60 /* ux.md, "Suspend a bed" */
#define MINUTE_MS G_GINT64_CONSTANT (60000)

typedef struct {
  VigilSuspensionMode mode;
  const char *title;
  const char *reasons[N_REASONS_MAX + 1]; /* the wire's words */
} Mode;

/* ux.md, "Suspend a bed": what each is for. */
static const Mode MODES[N_MODES] = {
  { VIGIL_SUSPENSION_CARE, N_ ("Care · 5 min"), { "wash", "suction", "physio", "other" } },
  { VIGIL_SUSPENSION_AWAY, N_ ("Away…"), { "X-ray", "CT", "theatre", "other" } },
  { VIGIL_SUSPENSION_STAFF, N_ ("Staff at bedside"), { "resuscitation", "procedure", "other" } },
};
static const guint BACKS_MIN[N_BACKS] = { 15, 30, 60, 120, 240 };

struct _VigilSuspendPanel {
  GtkBox parent_instance;
  VigilStation *station;
  guint bed;
  guint second_id;
  GtkWidget *now, *ends, *resume, *renew;
  GtkWidget *choice, *modes[N_MODES], *reasons[N_MODES];
  GtkWidget *back_title, *backs_row, *backs[N_BACKS];
  GtkWidget *name_row, *name, *name_done;
  GtkWidget *message;
  VigilSuspensionMode mode; /* touched; NONE = nothing yet */
  const char *reason; /* touched; one of MODES */
};

G_DEFINE_FINAL_TYPE (VigilSuspendPanel, vigil_suspend_panel, GTK_TYPE_BOX)

static const VigilBed *
get_bed (VigilSuspendPanel *self)
{
  return vigil_ward_get_bed (vigil_station_get_ward (self->station), self->bed);
}

static void
mark (GtkWidget *button, gboolean is_chosen)
{
  if (is_chosen)
    gtk_widget_add_css_class (button, "chosen");
  else
    gtk_widget_remove_css_class (button, "chosen");
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_PRESSED,
      is_chosen ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}

/* Overdue is no suspension any more, but one touch says that the patient is back. */
static gboolean
is_overdue (VigilSuspendPanel *self)
{
  guint n;
  VigilWard *ward = vigil_station_get_ward (self->station);
  const VigilAlarm *const *alarms = vigil_ward_list_bed_alarms (ward, self->bed, &n);
  for (guint i = 0; i < n; i++)
    if (g_str_equal (alarms[i]->code, "VIGIL_EVT_NOT_MONITORED"))
      return TRUE;
  return FALSE;
}

static char *
dup_now (VigilSuspendPanel *self)
{
  const VigilBed *bed = get_bed (self);
  g_autofree char *what = vigil_suspension_words_format (bed, vigil_station_now (self->station));
  if (what == NULL)
    return g_strdup (is_overdue (self) ? _ ("Expected back, and not monitored") : "");
  g_autofree char *who = vigil_suspension_words_who (bed);
  const char *saved =
      vigil_words_delivery (vigil_station_get_delivery (self->station, bed->suspended_id));
  return g_strjoin (" · ", what, *who != '\0' ? who : saved, *who != '\0' ? saved : NULL, NULL);
}

static void
refresh_backs (VigilSuspendPanel *self)
{
  gint64 wall_ms = vigil_station_now (self->station).wall_ms;
  for (guint i = 0; i < N_BACKS; i++) {
    g_autofree char *time = vigil_words_time_of_day (wall_ms + BACKS_MIN[i] * MINUTE_MS);
    g_autofree char *length =
        BACKS_MIN[i] <= 60
            /* translators: a length of time on a button, in minutes; in hours */
            ? g_strdup_printf (_ ("%u min"), BACKS_MIN[i])
            : g_strdup_printf (_ ("%u h"), BACKS_MIN[i] / 60);
    g_autofree char *label = g_strdup_printf ("%s\n%s", time, length);
    /* translators: spoken: a time of day, a length: "Back at 15:10, in 60 min" */
    g_autofree char *spoken = g_strdup_printf (_ ("Back at %s, in %s"), time, length);
    if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (self->backs[i])), label) == 0)
      continue;
    gtk_button_set_label (GTK_BUTTON (self->backs[i]), label);
    gtk_label_set_justify (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->backs[i]))),
                           GTK_JUSTIFY_CENTER);
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->backs[i]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    spoken, -1);
  }
}

static gboolean
wants_name (VigilSuspendPanel *self)
{
  return self->mode == VIGIL_SUSPENSION_STAFF
         && *vigil_station_get_signed_in (self->station) == '\0';
}

static void
refresh (VigilSuspendPanel *self)
{
  const VigilBed *bed = get_bed (self);
  g_autofree char *now = dup_now (self);
  gboolean is_suspended = bed->suspension != VIGIL_SUSPENSION_NONE;
  gboolean is_away = self->mode == VIGIL_SUSPENSION_AWAY;
  vigil_page_parts_set_text (self->now, now);
  gtk_widget_set_visible (self->now, *now != '\0');
  gtk_widget_set_visible (self->ends, *now != '\0');
  gtk_widget_set_visible (self->renew, bed->suspension == VIGIL_SUSPENSION_STAFF);
  gtk_widget_set_visible (GTK_WIDGET (self), bed->condition != VIGIL_BED_EMPTY || is_suspended);
  for (guint i = 0; i < N_MODES; i++) {
    gboolean is_chosen = self->mode == MODES[i].mode;
    mark (self->modes[i], is_chosen);
    gtk_widget_set_visible (self->reasons[i], is_chosen);
    for (GtkWidget *chip = gtk_widget_get_first_child (self->reasons[i]); chip != NULL;
         chip = gtk_widget_get_next_sibling (chip))
      mark (chip, is_chosen && g_object_get_data (G_OBJECT (chip), REASON_KEY) == self->reason);
  }
  gtk_widget_set_visible (self->back_title, is_away && self->reason != NULL);
  gtk_widget_set_visible (self->backs_row, is_away && self->reason != NULL);
  gtk_widget_set_visible (self->name_row, self->reason != NULL && wants_name (self));
  refresh_backs (self);
}

static void
say (VigilSuspendPanel *self, VigilRefusal refusal)
{
  g_autofree char *text = vigil_words_refusal (refusal, vigil_bed_get_name (get_bed (self)));
  gtk_label_set_label (GTK_LABEL (self->message), text != NULL ? text : "");
  gtk_widget_set_visible (self->message, text != NULL);
}

static void
forget_choice (VigilSuspendPanel *self)
{
  self->mode = VIGIL_SUSPENSION_NONE;
  self->reason = NULL;
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
}

static void
suspend (VigilSuspendPanel *self, gint64 length_ms, const char *by)
{
  VigilSuspensionOrder order = { self->mode, self->reason, length_ms };
  VigilRefusal refusal = vigil_station_suspend (self->station, self->bed, &order, by);
  if (refusal == VIGIL_REFUSAL_NONE)
    forget_choice (self);
  say (self, refusal);
  refresh (self);
}

static void
mode_cb (GtkButton *button, gpointer data)
{
  VigilSuspendPanel *self = data;
  VigilSuspensionMode mode = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), MODE_KEY));
  gboolean is_again = self->mode == mode;
  forget_choice (self);
  self->mode = is_again ? VIGIL_SUSPENSION_NONE : mode;
  /* Said before a reason is asked for in vain. */
  say (self, is_again ? VIGIL_REFUSAL_NONE
                      : vigil_ward_check_suspend (vigil_station_get_ward (self->station), self->bed,
                                                  mode));
  refresh (self);
}

static void
reason_cb (GtkButton *button, gpointer data)
{
  VigilSuspendPanel *self = data;
  self->reason = g_object_get_data (G_OBJECT (button), REASON_KEY);
  if (self->mode == VIGIL_SUSPENSION_AWAY || wants_name (self))
    refresh (self);
  else
    suspend (self, 0, vigil_station_get_signed_in (self->station));
  if (wants_name (self))
    gtk_widget_grab_focus (self->name);
}

static void
back_cb (GtkButton *button, gpointer data)
{
  VigilSuspendPanel *self = data;
  guint minutes = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), MINUTES_KEY));
  suspend (self, minutes * MINUTE_MS, vigil_station_get_signed_in (self->station));
}

static void
name_cb (VigilSuspendPanel *self)
{
  suspend (self, 0, gtk_editable_get_text (GTK_EDITABLE (self->name)));
}

static void
resume_cb (VigilSuspendPanel *self)
{
  forget_choice (self);
  say (self, vigil_station_resume (self->station, self->bed,
                                   vigil_station_get_signed_in (self->station)));
  refresh (self);
}

/* The same people at the same bed for as long again. */
static void
renew_cb (VigilSuspendPanel *self)
{
  const VigilBed *bed = get_bed (self);
  g_autofree char *reason = g_strdup (bed->suspended_reason);
  g_autofree char *by = g_strdup (bed->suspended_by);
  VigilSuspensionOrder order = { VIGIL_SUSPENSION_STAFF, reason, 0 };
  if (bed->suspension == VIGIL_SUSPENSION_STAFF)
    say (self, vigil_station_suspend (self->station, self->bed, &order, by));
  refresh (self);
}

static gboolean
second_cb (gpointer data)
{
  refresh (data);
  return G_SOURCE_CONTINUE;
}

static GtkWidget *
make_ends (VigilSuspendPanel *self)
{
  GtkWidget *row = vigil_page_parts_new_row ();
  /* translators: ends the suspension of a bed's alarms */
  self->resume = vigil_page_parts_new_button (_ ("Resume monitoring"));
  gtk_widget_add_css_class (self->resume, "primary");
  /* translators: staff stays at the bedside for ten minutes more */
  self->renew = vigil_page_parts_new_button (_ ("10 min more"));
  g_signal_connect_swapped (self->resume, "clicked", G_CALLBACK (resume_cb), self);
  g_signal_connect_swapped (self->renew, "clicked", G_CALLBACK (renew_cb), self);
  gtk_box_append (GTK_BOX (row), self->resume);
  gtk_box_append (GTK_BOX (row), self->renew);
  return row;
}

/* In the tile a reason stands within a line; on a button it begins one. */
static char *
dup_capital (const char *text)
{
  char first[7] = "";
  g_unichar_to_utf8 (g_unichar_totitle (g_utf8_get_char (text)), first);
  return g_strconcat (first, *text != '\0' ? g_utf8_next_char (text) : "", NULL);
}

static GtkWidget *
make_reasons (VigilSuspendPanel *self, const Mode *mode)
{
  GtkWidget *row = vigil_page_parts_new_row ();
  for (guint i = 0; mode->reasons[i] != NULL; i++) {
    g_autofree char *label = dup_capital (vigil_suspension_words_reason (mode->reasons[i]));
    GtkWidget *chip = vigil_page_parts_new_button (label);
    g_object_set_data (G_OBJECT (chip), REASON_KEY, (gpointer) mode->reasons[i]);
    g_signal_connect (chip, "clicked", G_CALLBACK (reason_cb), self);
    gtk_box_append (GTK_BOX (row), chip);
  }
  return row;
}

static GtkWidget *
make_modes (VigilSuspendPanel *self)
{
  GtkWidget *row = vigil_page_parts_new_row ();
  for (guint i = 0; i < N_MODES; i++) {
    self->modes[i] = vigil_page_parts_new_button (_ (MODES[i].title));
    self->reasons[i] = make_reasons (self, &MODES[i]);
    g_object_set_data (G_OBJECT (self->modes[i]), MODE_KEY, GUINT_TO_POINTER (MODES[i].mode));
    g_signal_connect (self->modes[i], "clicked", G_CALLBACK (mode_cb), self);
    gtk_box_append (GTK_BOX (row), self->modes[i]);
  }
  return row;
}

static GtkWidget *
make_backs (VigilSuspendPanel *self)
{
  GtkWidget *row = vigil_page_parts_new_columns (N_BACKS);
  for (guint i = 0; i < N_BACKS; i++) {
    self->backs[i] = vigil_page_parts_new_button ("");
    gtk_widget_add_css_class (self->backs[i], "back-at");
    if (BACKS_MIN[i] == USUAL_BACK_MIN)
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->backs[i]),
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ ("the usual time"),
                                      -1);
    g_object_set_data (G_OBJECT (self->backs[i]), MINUTES_KEY, GUINT_TO_POINTER (BACKS_MIN[i]));
    g_signal_connect (self->backs[i], "clicked", G_CALLBACK (back_cb), self);
    gtk_box_append (GTK_BOX (row), self->backs[i]);
  }
  return row;
}

static GtkWidget *
make_name (VigilSuspendPanel *self)
{
  GtkWidget *row = vigil_page_parts_new_row ();
  self->name = gtk_entry_new ();
  gtk_entry_set_max_length (GTK_ENTRY (self->name), 40);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->name), _ ("Who is at the bedside?"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->name), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Who is at the bedside?"), -1);
  gtk_widget_add_css_class (self->name, "page-entry");
  gtk_widget_set_hexpand (self->name, TRUE);
  self->name_done = vigil_page_parts_new_button (_ ("Suspend 10 min"));
  g_signal_connect_swapped (self->name, "activate", G_CALLBACK (name_cb), self);
  g_signal_connect_swapped (self->name_done, "clicked", G_CALLBACK (name_cb), self);
  gtk_box_append (GTK_BOX (row), self->name);
  gtk_box_append (GTK_BOX (row), self->name_done);
  return row;
}

static void
build (VigilSuspendPanel *self)
{
  GtkWidget *modes = make_modes (self);
  self->now = vigil_page_parts_new_text ("", "suspended");
  self->ends = make_ends (self);
  self->back_title = vigil_page_parts_new_text (_ ("Expected back? Touch a time"), "condition");
  self->backs_row = make_backs (self);
  self->name_row = make_name (self);
  self->message = vigil_page_parts_new_text ("", "refusal");
  gtk_widget_set_visible (self->message, FALSE);
  GtkWidget *parts[] = {
    vigil_page_parts_new_heading (_ ("Suspend alarms")),
    self->now,
    self->ends,
    modes,
    self->reasons[0],
    self->reasons[1],
    self->reasons[2],
    self->back_title,
    self->backs_row,
    self->name_row,
    self->message,
  };
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    gtk_box_append (GTK_BOX (self), parts[i]);
}

static void
vigil_suspend_panel_dispose (GObject *object)
{
  VigilSuspendPanel *self = VIGIL_SUSPEND_PANEL (object);
  g_clear_handle_id (&self->second_id, g_source_remove);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (vigil_suspend_panel_parent_class)->dispose (object);
}

static void
vigil_suspend_panel_class_init (VigilSuspendPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigil_suspend_panel_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vigil_suspend_panel_init (VigilSuspendPanel *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 16);
}

GtkWidget *
vigil_suspend_panel_new (VigilStation *station, guint bed)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilSuspendPanel *self = g_object_new (VIGIL_TYPE_SUSPEND_PANEL, NULL);
  self->station = g_object_ref (station);
  self->bed = bed;
  build (self);
  g_autoptr (VigilBedItem) item = g_list_model_get_item (vigil_station_get_beds (station), bed);
  if (item != NULL)
    g_signal_connect_object (item, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "alarms-changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  self->second_id = g_timeout_add_seconds (1, second_cb, self);
  refresh (self);
  return GTK_WIDGET (self);
}
