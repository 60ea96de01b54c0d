/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-stay-panel.h"

#include <glib/gi18n.h>

#include "vigil-page-parts.h"
#include "vigil-suspension-words.h"

#define CLASS_KEY "vigil-class"
#define N_CLASSES 4
/* What was opened has its place by then. */
#define LAID_OUT_MS 120

static const struct {
  VigilPatientClass patient_class;
  const char *label;
} CLASSES[N_CLASSES] = {
  { VIGIL_CLASS_UNKNOWN, N_ ("Not known") },
  { VIGIL_CLASS_NEONATAL, N_ ("Newborn") },
  { VIGIL_CLASS_PAEDIATRIC, N_ ("Child") },
  { VIGIL_CLASS_ADULT, N_ ("Adult") },
};

typedef enum {
  STAGE_NONE,
  STAGE_DISCHARGE, /* asked once more */
  STAGE_ADMIT, /* the form is open */
} Stage;

struct _VigilStayPanel {
  GtkBox parent_instance;
  VigilStation *station;
  guint bed;
  Stage stage;
  VigilPatientClass patient_class;
  GtkWidget *done, *begin_discharge, *begin_admit;
  GtkWidget *question, *question_text, *discharge;
  GtkWidget *form, *family, *given, *birth, *classes[N_CLASSES], *admit;
  GtkWidget *message;
  GtkWidget *keep, *cancel; /* the last of what a stage opens */
  guint focus_id;
};

G_DEFINE_FINAL_TYPE (VigilStayPanel, vigil_stay_panel, GTK_TYPE_BOX)

static const VigilBed *
get_bed (VigilStayPanel *self)
{
  return vigil_ward_get_bed (vigil_station_get_ward (self->station), self->bed);
}

static gboolean
may_discharge (const VigilBed *bed)
{
  return bed->identity.is_occupied || bed->identity.as_of_ms == 0;
}

static gboolean
may_admit (const VigilBed *bed)
{
  return !bed->identity.is_occupied;
}

static gboolean
has_open_alarm (VigilStayPanel *self)
{
  guint n;
  VigilWard *ward = vigil_station_get_ward (self->station);
  const VigilAlarm *const *alarms = vigil_ward_list_bed_alarms (ward, self->bed, &n);
  for (guint i = 0; i < n; i++)
    if (vigil_alarm_is_open (alarms[i]) && alarms[i]->kind == VIGIL_ALARM_PHYSIOLOGICAL)
      return TRUE;
  return FALSE;
}

static char *
dup_question (VigilStayPanel *self)
{
  const VigilBed *bed = get_bed (self);
  g_autofree char *name = vigil_words_occupant (bed);
  g_autofree char *who =
      *name != '\0' ? g_strdup_printf (_ ("%s leaves bed %s."), name, vigil_bed_get_name (bed))
                    : g_strdup_printf (_ ("Bed %s becomes empty."), vigil_bed_get_name (bed));
  const char *open =
      has_open_alarm (self) ? _ (" The alarm that is open now goes on, without a name.") : "";
  return g_strconcat (who, _ (" What is latched, changed or suspended for this stay ends."), open,
                      NULL);
}

/* Of the last discharge or admission of this desk: where it is. */
static char *
dup_done (VigilStayPanel *self)
{
  const VigilBed *bed = get_bed (self);
  const char *saved =
      vigil_words_delivery (vigil_station_get_delivery (self->station, bed->stay_id));
  if (saved == NULL)
    return g_strdup ("");
  return g_strdup_printf ("%s · %s", bed->identity.is_occupied ? _ ("Admitted") : _ ("Discharged"),
                          saved);
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

static void
refresh (VigilStayPanel *self)
{
  const VigilBed *bed = get_bed (self);
  if ((self->stage == STAGE_DISCHARGE && !may_discharge (bed))
      || (self->stage == STAGE_ADMIT && !may_admit (bed)))
    self->stage = STAGE_NONE;
  g_autofree char *done = dup_done (self);
  g_autofree char *question = dup_question (self);
  /* translators: %s is the label of a bed */
  g_autofree char *discharge = g_strdup_printf (_ ("Discharge bed %s"), vigil_bed_get_name (bed));
  g_autofree char *admit = g_strdup_printf (_ ("Admit to bed %s"), vigil_bed_get_name (bed));
  vigil_page_parts_set_text (self->done, done);
  vigil_page_parts_set_text (self->question_text, question);
  gtk_button_set_label (GTK_BUTTON (self->discharge), discharge);
  gtk_button_set_label (GTK_BUTTON (self->admit), admit);
  gtk_widget_set_visible (self->done, *done != '\0');
  gtk_widget_set_visible (self->begin_discharge, may_discharge (bed));
  gtk_widget_set_visible (self->begin_admit, may_admit (bed));
  gtk_widget_set_visible (self->question, self->stage == STAGE_DISCHARGE);
  gtk_widget_set_visible (self->form, self->stage == STAGE_ADMIT);
  for (guint i = 0; i < N_CLASSES; i++)
    mark (self->classes[i], CLASSES[i].patient_class == self->patient_class);
}

static void
say (VigilStayPanel *self, VigilRefusal refusal)
{
  g_autofree char *text = vigil_words_refusal (refusal, vigil_bed_get_name (get_bed (self)));
  gtk_label_set_label (GTK_LABEL (self->message), text != NULL ? text : "");
  gtk_widget_set_visible (self->message, text != NULL);
}

static void
clear_form (VigilStayPanel *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->family), "");
  gtk_editable_set_text (GTK_EDITABLE (self->given), "");
  gtk_editable_set_text (GTK_EDITABLE (self->birth), "");
  self->patient_class = VIGIL_CLASS_UNKNOWN;
}

/* The page scrolls to what was opened, all of it; no button that changes anything has the focus. */
static gboolean
focus_cb (gpointer data)
{
  VigilStayPanel *self = data;
  self->focus_id = 0;
  if (self->stage == STAGE_DISCHARGE)
    gtk_widget_grab_focus (self->keep);
  if (self->stage == STAGE_ADMIT) {
    gtk_widget_grab_focus (self->cancel);
    gtk_widget_grab_focus (self->family);
  }
  return G_SOURCE_REMOVE;
}

static void
set_stage (VigilStayPanel *self, Stage stage)
{
  self->stage = stage;
  clear_form (self);
  say (self, VIGIL_REFUSAL_NONE);
  refresh (self);
  g_clear_handle_id (&self->focus_id, g_source_remove);
  self->focus_id = g_timeout_add (LAID_OUT_MS, focus_cb, self);
}

static void
begin_discharge_cb (VigilStayPanel *self)
{
  set_stage (self, STAGE_DISCHARGE);
}

static void
begin_admit_cb (VigilStayPanel *self)
{
  set_stage (self, STAGE_ADMIT);
}

static void
cancel_cb (VigilStayPanel *self)
{
  set_stage (self, STAGE_NONE);
}

static void
finish (VigilStayPanel *self, VigilRefusal refusal)
{
  if (refusal == VIGIL_REFUSAL_NONE)
    set_stage (self, STAGE_NONE);
  else
    say (self, refusal);
}

static void
discharge_cb (VigilStayPanel *self)
{
  finish (self, vigil_station_discharge (self->station, self->bed,
                                         vigil_station_get_signed_in (self->station)));
}

static void
admit_cb (VigilStayPanel *self)
{
  VigilAdmission admission = {
    .family = gtk_editable_get_text (GTK_EDITABLE (self->family)),
    .given = gtk_editable_get_text (GTK_EDITABLE (self->given)),
    .birth = gtk_editable_get_text (GTK_EDITABLE (self->birth)),
    .patient_class = self->patient_class,
  };
  finish (self, vigil_station_admit (self->station, self->bed, &admission,
                                     vigil_station_get_signed_in (self->station)));
}

static void
class_cb (GtkButton *button, gpointer data)
{
  VigilStayPanel *self = data;
  self->patient_class = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), CLASS_KEY));
  refresh (self);
}

static GtkWidget *
make_button (VigilStayPanel *self, const char *label, GCallback callback)
{
  GtkWidget *button = vigil_page_parts_new_button (label);
  if (callback != NULL)
    g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static GtkWidget *
make_row (GtkWidget *first, GtkWidget *second)
{
  GtkWidget *row = vigil_page_parts_new_row ();
  gtk_box_append (GTK_BOX (row), first);
  gtk_box_append (GTK_BOX (row), second);
  return row;
}

static GtkWidget *
make_entry (VigilStayPanel *self, const char *label)
{
  GtkWidget *entry = gtk_entry_new ();
  gtk_entry_set_max_length (GTK_ENTRY (entry), 40);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_add_css_class (entry, "page-entry");
  gtk_widget_set_hexpand (entry, TRUE);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (admit_cb), self);
  return entry;
}

static GtkWidget *
make_question (VigilStayPanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  self->question_text = vigil_page_parts_new_text ("", "question");
  self->discharge = make_button (self, "", G_CALLBACK (discharge_cb));
  gtk_widget_add_css_class (self->discharge, "primary");
  self->keep = make_button (self, _ ("Cancel"), G_CALLBACK (cancel_cb));
  gtk_box_append (GTK_BOX (box), self->question_text);
  gtk_box_append (GTK_BOX (box), make_row (self->discharge, self->keep));
  return box;
}

static GtkWidget *
make_classes (VigilStayPanel *self)
{
  GtkWidget *row = vigil_page_parts_new_row ();
  for (guint i = 0; i < N_CLASSES; i++) {
    self->classes[i] = make_button (self, _ (CLASSES[i].label), NULL);
    g_object_set_data (G_OBJECT (self->classes[i]), CLASS_KEY,
                       GUINT_TO_POINTER (CLASSES[i].patient_class));
    g_signal_connect (self->classes[i], "clicked", G_CALLBACK (class_cb), self);
    gtk_box_append (GTK_BOX (row), self->classes[i]);
  }
  return row;
}

static GtkWidget *
make_form (VigilStayPanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  self->family = make_entry (self, _ ("Family name"));
  self->given = make_entry (self, _ ("Given name"));
  /* translators: how a date is written, in any language */
  self->birth = make_entry (self, _ ("Birth date, as 1951-03-14"));
  self->admit = make_button (self, "", G_CALLBACK (admit_cb));
  gtk_widget_add_css_class (self->admit, "primary");
  gtk_box_append (GTK_BOX (box), make_row (self->family, self->given));
  gtk_box_append (GTK_BOX (box), self->birth);
  gtk_box_append (GTK_BOX (box), make_classes (self));
  self->cancel = make_button (self, _ ("Cancel"), G_CALLBACK (cancel_cb));
  gtk_box_append (GTK_BOX (box), make_row (self->admit, self->cancel));
  return box;
}

static void
build (VigilStayPanel *self)
{
  self->done = vigil_page_parts_new_text ("", "condition");
  self->begin_discharge = make_button (self, _ ("Discharge…"), G_CALLBACK (begin_discharge_cb));
  self->begin_admit = make_button (self, _ ("Admit…"), G_CALLBACK (begin_admit_cb));
  self->question = make_question (self);
  self->form = make_form (self);
  self->message = vigil_page_parts_new_text ("", "refusal");
  gtk_widget_set_visible (self->message, FALSE);
  GtkWidget *parts[] = {
    vigil_page_parts_new_heading (_ ("Stay")),
    self->done,
    make_row (self->begin_discharge, self->begin_admit),
    self->question,
    self->form,
    self->message,
  };
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    gtk_box_append (GTK_BOX (self), parts[i]);
}

static void
vigil_stay_panel_dispose (GObject *object)
{
  g_clear_handle_id (&VIGIL_STAY_PANEL (object)->focus_id, g_source_remove);
  g_clear_object (&VIGIL_STAY_PANEL (object)->station);
  G_OBJECT_CLASS (vigil_stay_panel_parent_class)->dispose (object);
}

static void
vigil_stay_panel_class_init (VigilStayPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigil_stay_panel_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vigil_stay_panel_init (VigilStayPanel *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 16);
}

GtkWidget *
vigil_stay_panel_new (VigilStation *station, guint bed)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilStayPanel *self = g_object_new (VIGIL_TYPE_STAY_PANEL, NULL);
  self->station = g_object_ref (station);
  self->bed = bed;
  build (self);
  g_autoptr (VigilBedItem) item = g_list_model_get_item (vigil_station_get_beds (station), bed);
  if (item != NULL)
    g_signal_connect_object (item, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "alarms-changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
