/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The station: the one object that owns all state. It drains the ring into the ward, turns events
 * into sound, rows, posts and pixels, and takes the nurse's commands. Main thread; no GTK. */

#include <gio/gio.h>

#include "vigil-alarm-strip.h"
#include "vigil-sound.h"
#include "vigil-bed-item.h"
#include "vigil-config.h"
#include "vigil-load.h"
#include "vigil-occurrence.h"
#include "vigil-outbox.h"
#include "vigil-ward-command.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_STATION (vigil_station_get_type ())
G_DECLARE_FINAL_TYPE (VigilStation, vigil_station, VIGIL, STATION, GObject)

/* Takes @config. @data_dir is made if missing. @sounds_dir holds the rendered bursts. */
VigilStation *vigil_station_new (VigilConfig *config,
                                 const char *data_dir,
                                 const char *sounds_dir,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void vigil_station_start (VigilStation *self);
/* Publishes `lost`, finishes the store, stops the threads. */
void vigil_station_stop (VigilStation *self);

const VigilConfig *vigil_station_get_config (VigilStation *self);
/* A GListModel of VigilBedItem in the order of the wall; lent. */
GListModel *vigil_station_get_beds (VigilStation *self);
/* Read only, for the painters and the attention strip; lent. */
VigilWard *vigil_station_get_ward (VigilStation *self);
/* The alarm strips of every bed; lent. "strips-changed" when there are others. */
const VigilStripBook *vigil_station_get_strips (VigilStation *self);
/* The clocks of this moment. */
VigilNow vigil_station_now (VigilStation *self);

/* Touch-down on @bed (G_MAXUINT: alarms without a bed): binds what is shown. FALSE: nothing open.
 */
gboolean vigil_station_touch (VigilStation *self, guint bed, VigilTouch *touch);
/* Silences what @touch bound. @by: who is signed in, "" = unknown. Returns how many alarms. */
guint vigil_station_silence (VigilStation *self, const VigilTouch *touch, const char *by);
guint vigil_station_reset (VigilStation *self, guint bed, const char *by);

#define VIGIL_NURSE_NAME_SIZE 64
/* A name stands for a long shift at most. */
#define VIGIL_SIGNED_IN_US (12 * G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

/* Who is at this desk: a name on the record of what is done here, no authentication. It ends by
 * itself after VIGIL_SIGNED_IN_US, and stands over a restart. "" = nobody; NULL is nobody too. A
 * name that is too long, or no text, is refused: FALSE. */
gboolean vigil_station_set_signed_in (VigilStation *self, const char *name);
/* Lent until it changes; "" = nobody. It is the `by` of every command. */
const char *vigil_station_get_signed_in (VigilStation *self);
/* Monotonic µs (mono) at which the name ends; 0 = nobody is signed in. */
gint64 vigil_station_get_signed_in_until (VigilStation *self);
/* Who can be offered, in the server's order, with the beds they have in the order of the wall;
 * empty until the server has answered once. */
typedef struct {
  char name[VIGIL_NURSE_NAME_SIZE];
  char initials[8];
  guint64 beds; /* bits by bed index */
} VigilStationNurse;
GArray *vigil_station_list_nurses (VigilStation *self) G_GNUC_WARN_UNUSED_RESULT;

/* Asks the bed for @wanted, a whole new limit; SENT or why not. What becomes of it is told by
 * "changed" of its item (VIGIL_DIRTY_LIMITS) and vigil_ward_get_limit_request(). */
VigilRequestFault vigil_station_request_limit (VigilStation *self,
                                               guint bed,
                                               const VigilLimit *wanted,
                                               const char *by);
/* The presets of the bed's class of now: a change of class alone changes none. */
void vigil_station_use_class (VigilStation *self, guint bed, const char *by);
/* As vigil_station_request_limit(), for one measurement of the cuff. */
VigilRequestFault vigil_station_request_cuff (VigilStation *self, guint bed, const char *by);

/* What a nurse does to @bed; see vigil-ward-command.h. Done, it is saved here, published to the
 * other stations and put on the server; where it is: vigil_station_get_delivery() of the bed's
 * suspended_id or stay_id. Refused, nothing has changed. @by: who is signed in, "" = unknown. */
VigilRefusal vigil_station_suspend (VigilStation *self,
                                    guint bed,
                                    const VigilSuspensionOrder *order,
                                    const char *by);
VigilRefusal vigil_station_resume (VigilStation *self, guint bed, const char *by);
VigilRefusal vigil_station_discharge (VigilStation *self, guint bed, const char *by);
/* Lent for the call; the texts are stripped of blanks at both ends. */
typedef struct {
  const char *family; /* not blank */
  const char *given; /* "" = none */
  const char *birth; /* YYYY-MM-DD, not in the future; "" = not known */
  VigilPatientClass patient_class;
} VigilAdmission;
VigilRefusal vigil_station_admit (VigilStation *self,
                                  guint bed,
                                  const VigilAdmission *admission,
                                  const char *by);

/* Where the action @action_id is. */
VigilDelivery vigil_station_get_delivery (VigilStation *self, const char *action_id);
/* The engineer's list was looked at: its alarm ends until the server refuses another record. */
void vigil_station_note_dead_letters_read (VigilStation *self);
guint vigil_station_get_n_unsent (VigilStation *self);
VigilSound vigil_station_get_sound (VigilStation *self);
gboolean vigil_station_is_server_reachable (VigilStation *self);
/* The daily check of sound and colours. Plays one burst of @priority. */
void vigil_station_check_sound (VigilStation *self, VigilPriority priority);
/* Somebody heard and saw it: a row of the journal with who is signed in. */
void vigil_station_note_check (VigilStation *self);
/* When that was last, wall ms; 0 = never. @by (may be NULL): who, lent; "" = nobody was signed in.
 */
gint64 vigil_station_get_check (VigilStation *self, const char **by);

/* How loud medium and low alarms are now: percent, by the ward's day or night or by hand (by whom,
 * since when, until when at the latest), and the plan with its floor. Lent; "sound-changed" tells
 * of news. */
const VigilVolume *vigil_station_get_volume (VigilStation *self);
/* A nurse's choice, @percent kept between the ward's floor and 100, until the night or the day is
 * over, 12 h at most; the planned volume ends it. High alarms are never lowered. @by: who is signed
 * in, "" = unknown. FALSE: nothing changed. */
gboolean vigil_station_set_volume (VigilStation *self, guint percent, const char *by);

/* The record. An answer comes later, on the main context, with @owner as its data, and only while
 * @owner lives and the station was not stopped. */

/* The newest @max (1 to 5,000) occurrences that match @filter and are older than @before_id; 0 =
 * the newest of all. */
void vigil_station_list_occurrences (VigilStation *self,
                                     const VigilOccurrenceFilter *filter,
                                     gint64 before_id,
                                     guint max,
                                     VigilOccurrenceFunc func,
                                     GObject *owner);
/* The alarm load of the past @days (1 to 31): 1 = the past 24 h, else from midnight on, today
 * included. */
void
vigil_station_measure_load (VigilStation *self, guint days, VigilLoadFunc func, GObject *owner);
/* Writes all that matches @filter to @file as CSV (vigil-occurrence-csv.h), whole or not at all.
 * @error NULL: @n_rows are in it. */
typedef void (*VigilExportFunc) (guint n_rows, const GError *error, gpointer owner);
void vigil_station_export_occurrences (VigilStation *self,
                                       const VigilOccurrenceFilter *filter,
                                       GFile *file,
                                       VigilExportFunc func,
                                       GObject *owner);
/* How long the record is kept, in days. */
guint vigil_station_get_record_days (VigilStation *self);

/* Lines for the diagnostics page, in order; free with g_ptr_array_unref(). */
typedef struct {
  char *section, *name, *value;
} VigilDiagnostic;
GPtrArray *vigil_station_list_diagnostics (VigilStation *self) G_GNUC_WARN_UNUSED_RESULT;

/* Signals (main thread):
 *  "alarms-changed" ()        the list of alarms, their phases or a delivery changed
 *  "sound-changed" ()         what can be heard, or how loud, changed
 *  "link-changed" ()          link, gateway, server
 *  "strips-changed" ()        an alarm strip was taken, or forgotten
 *  "signed-in-changed" ()     who is at this desk changed
 *  "checked" ()               sound and colours were checked
 *  "strays-changed" ()        beds that are not on this wall, or their state, but for numbers
 *  and "changed" of each VigilBedItem
 */

G_END_DECLS
