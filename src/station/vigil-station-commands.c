/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The nurse's commands: each is done in the ward at once, saved, posted, and published with the
 * ward's next word. */

#include "vigil-station-private.h"

#include "vigil-clock.h"
#include "vigil-encounter.h"
#include "vigil-wire.h"

#include <string.h>
#include <sys/random.h>

void
vigil_station_make_id (char out[VIGIL_UUID_SIZE], gpointer data G_GNUC_UNUSED)
{
  guint8 random[10];
  /* Never fails for so few bytes once the kernel is up (getrandom(2)). */
  g_assert (getrandom (random, sizeof random, 0) == (gssize) sizeof random);
  vigil_uuid7_format (vigil_clock_now ().wall_ms, random, out);
}

gboolean
vigil_station_touch (VigilStation *self, guint bed, VigilTouch *touch)
{
  g_return_val_if_fail (VIGIL_IS_STATION (self) && touch != NULL, FALSE);
  return vigil_ward_touch (self->ward, bed, vigil_clock_now (), touch);
}

static guint
deliver (VigilStation *self, const VigilAction *actions, guint n)
{
  for (guint i = 0; i < n; i++)
    vigil_deliveries_add (self->deliveries, &actions[i]);
  vigil_station_settle (self);
  return n;
}

guint
vigil_station_silence (VigilStation *self, const VigilTouch *touch, const char *by)
{
  g_return_val_if_fail (VIGIL_IS_STATION (self) && touch != NULL, 0);
  g_return_val_if_fail (self->deliveries != NULL, 0);
  VigilAction actions[VIGIL_STATION_ACTIONS_MAX];
  guint n = vigil_ward_silence (self->ward, touch, by, vigil_station_make_id, NULL,
                                vigil_clock_now (), actions);
  return deliver (self, actions, n);
}

guint
vigil_station_reset (VigilStation *self, guint bed, const char *by)
{
  g_return_val_if_fail (VIGIL_IS_STATION (self), 0);
  g_return_val_if_fail (self->deliveries != NULL, 0);
  VigilAction actions[VIGIL_STATION_ACTIONS_MAX];
  guint n = vigil_ward_reset (self->ward, bed, by, vigil_station_make_id, NULL, vigil_clock_now (),
                              actions);
  return deliver (self, actions, n);
}

/* One line of the journal for what was done to a bed. */
static void
note (VigilStation *self, const VigilAction *action, const char *kind)
{
  VigilJournalRow row = { .wall_ms = action->t_ms };
  vigil_text_copy (row.kind, sizeof row.kind, kind);
  vigil_text_copy (row.bed, sizeof row.bed, action->bed);
  vigil_text_copy (row.label, sizeof row.label, action->reason);
  vigil_text_copy (row.by, sizeof row.by, action->by);
  vigil_text_copy (row.station, sizeof row.station, action->station);
  vigil_text_copy (row.action_id, sizeof row.action_id, action->id);
  vigil_text_copy (row.encounter, sizeof row.encounter, action->encounter);
  vigil_journal_add (self->store, &row);
}

static const char *
get_kind (VigilSuspensionMode mode)
{
  switch (mode) {
  case VIGIL_SUSPENSION_CARE:
    return "suspended-care";
  case VIGIL_SUSPENSION_AWAY:
    return "suspended-away";
  case VIGIL_SUSPENSION_STAFF:
    return "suspended-staff";
  case VIGIL_SUSPENSION_NONE:
  default:
    return "suspended";
  }
}

VigilRefusal
vigil_station_suspend (VigilStation *self,
                       guint bed,
                       const VigilSuspensionOrder *order,
                       const char *by)
{
  g_return_val_if_fail (VIGIL_IS_STATION (self) && order != NULL, VIGIL_REFUSAL_REASON);
  g_return_val_if_fail (self->deliveries != NULL, VIGIL_REFUSAL_EMPTY);
  VigilAction action;
  char id[VIGIL_UUID_SIZE];
  vigil_station_make_id (id, NULL);
  VigilRefusal refusal =
      vigil_ward_suspend (self->ward, bed, order, by, id, vigil_clock_now (), &action);
  if (refusal != VIGIL_REFUSAL_NONE)
    return refusal;
  note (self, &action, get_kind (action.mode));
  deliver (self, &action, 1);
  return VIGIL_REFUSAL_NONE;
}

VigilRefusal
vigil_station_resume (VigilStation *self, guint bed, const char *by)
{
  g_return_val_if_fail (VIGIL_IS_STATION (self), VIGIL_REFUSAL_NOT_SUSPENDED);
  g_return_val_if_fail (self->deliveries != NULL, VIGIL_REFUSAL_EMPTY);
  VigilAction action;
  char id[VIGIL_UUID_SIZE];
  vigil_station_make_id (id, NULL);
  VigilRefusal refusal = vigil_ward_resume (self->ward, bed, by, id, vigil_clock_now (), &action);
  if (refusal != VIGIL_REFUSAL_NONE)
    return refusal;
  note (self, &action, "resumed");
  deliver (self, &action, 1);
  return VIGIL_REFUSAL_NONE;
}

void
vigil_station_watch_returns (VigilStation *self, VigilNow now)
{
  for (guint bed = 0; bed < self->items->len; bed++) {
    if (!vigil_ward_has_come_back (self->ward, bed))
      continue;
    VigilAction action;
    char id[VIGIL_UUID_SIZE];
    vigil_station_make_id (id, NULL);
    vigil_ward_record_return (self->ward, bed, id, now, &action);
    note (self, &action, "resumed");
    deliver (self, &action, 1);
  }
}

/* The change that the server is told of @action. */
static VigilChange
make_change (const VigilAction *action)
{
  VigilChange change = { .t_ms = action->t_ms };
  change.word = action->word == VIGIL_ACTION_ADMIT ? VIGIL_CHANGE_ADMIT : VIGIL_CHANGE_DISCHARGE;
  vigil_text_copy (change.id, sizeof change.id, action->id);
  vigil_text_copy (change.bed, sizeof change.bed, action->bed);
  vigil_text_copy (change.station, sizeof change.station, action->station);
  vigil_text_copy (change.by, sizeof change.by, action->by);
  vigil_text_copy (change.stay.encounter, sizeof change.stay.encounter, action->encounter);
  return change;
}

VigilRefusal
vigil_station_discharge (VigilStation *self, guint bed, const char *by)
{
  g_return_val_if_fail (VIGIL_IS_STATION (self), VIGIL_REFUSAL_EMPTY);
  g_return_val_if_fail (self->deliveries != NULL, VIGIL_REFUSAL_EMPTY);
  VigilAction action;
  char id[VIGIL_UUID_SIZE];
  vigil_station_make_id (id, NULL);
  VigilRefusal refusal =
      vigil_ward_discharge (self->ward, bed, by, id, vigil_clock_now (), &action);
  if (refusal != VIGIL_REFUSAL_NONE)
    return refusal;
  note (self, &action, "discharged");
  vigil_trends_cut (self->store, action.bed, vigil_clock_now ().wall_ms);
  /* Of somebody whose encounter was never told there is only the action to keep. */
  if (action.encounter[0] == '\0') {
    deliver (self, &action, 1);
    return VIGIL_REFUSAL_NONE;
  }
  VigilChange change = make_change (&action);
  vigil_deliveries_add_change (self->deliveries, &action, &change);
  vigil_station_settle (self);
  return VIGIL_REFUSAL_NONE;
}

/* @text without the blanks at its ends, "" for NULL; NULL: it cannot be shown as one line. */
static char *
strip (const char *text)
{
  if (text == NULL)
    return g_strdup ("");
  if (!g_utf8_validate (text, -1, NULL) || !vigil_text_is_a_line (text))
    return NULL;
  return g_strstrip (g_strdup (text));
}

static VigilRefusal
read_admission (const VigilAdmission *admission, gint64 wall_ms, VigilStay *stay)
{
  g_autofree char *family = strip (admission->family);
  g_autofree char *given = strip (admission->given);
  g_autofree char *birth = strip (admission->birth);
  if (family == NULL || *family == '\0' || given == NULL)
    return VIGIL_REFUSAL_NAME;
  if (birth == NULL || (*birth != '\0' && vigil_date_count_days (birth, wall_ms) < 0))
    return VIGIL_REFUSAL_BIRTH;
  vigil_text_copy (stay->family, sizeof stay->family, family);
  vigil_text_copy (stay->given, sizeof stay->given, given);
  vigil_text_copy (stay->birth, sizeof stay->birth, birth);
  stay->patient_class = admission->patient_class;
  return VIGIL_REFUSAL_NONE;
}

static VigilIdentity
make_identity (const VigilStay *stay, gint64 wall_ms)
{
  VigilIdentity identity = { .is_occupied = TRUE, .as_of_ms = wall_ms };
  identity.since_ms = stay->since_ms;
  identity.age_days = stay->birth[0] != '\0' ? vigil_date_count_days (stay->birth, wall_ms) : -1;
  vigil_text_copy (identity.name, sizeof identity.name, stay->family);
  vigil_text_copy (identity.given, sizeof identity.given, stay->given);
  vigil_text_copy (identity.encounter, sizeof identity.encounter, stay->encounter);
  return identity;
}

VigilRefusal
vigil_station_admit (VigilStation *self, guint bed, const VigilAdmission *admission, const char *by)
{
  g_return_val_if_fail (VIGIL_IS_STATION (self) && admission != NULL, VIGIL_REFUSAL_NAME);
  g_return_val_if_fail (self->deliveries != NULL, VIGIL_REFUSAL_EMPTY);
  VigilNow now = vigil_clock_now ();
  VigilStay stay = { 0 };
  VigilRefusal refusal = read_admission (admission, now.wall_ms, &stay);
  if (refusal != VIGIL_REFUSAL_NONE)
    return refusal;
  VigilAction action;
  char id[VIGIL_UUID_SIZE];
  vigil_station_make_id (id, NULL);
  vigil_station_make_id (stay.encounter, NULL);
  VigilIdentity identity = make_identity (&stay, now.wall_ms);
  refusal = vigil_ward_admit (self->ward, bed, &identity, by, id, now, &action);
  if (refusal != VIGIL_REFUSAL_NONE)
    return refusal;
  note (self, &action, "admitted");
  VigilChange change = make_change (&action);
  stay.since_ms = action.t_ms;
  change.stay = stay;
  vigil_deliveries_add_change (self->deliveries, &action, &change);
  vigil_station_settle (self);
  return VIGIL_REFUSAL_NONE;
}

void
vigil_station_restore_entries (VigilStation *self, const GArray *changes, VigilNow now)
{
  for (guint i = 0; i < changes->len; i++) {
    const VigilChange *change = &g_array_index (changes, VigilChange, i);
    guint bed = vigil_ward_find_bed (self->ward, change->bed);
    if (change->word != VIGIL_CHANGE_ADMIT || bed == G_MAXUINT)
      continue;
    /* Only of the one who lies there still, so far as the actions say. */
    const VigilBed *state = vigil_ward_get_bed (self->ward, bed);
    if (strcmp (state->identity.encounter, change->stay.encounter) != 0)
      continue;
    VigilIdentity identity = make_identity (&change->stay, now.wall_ms);
    vigil_text_copy (identity.nurse, sizeof identity.nurse, state->identity.nurse);
    vigil_ward_set_identity (self->ward, bed, &identity, now);
  }
}
