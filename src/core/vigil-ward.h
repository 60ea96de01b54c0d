/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The ward: every bed, the alarms, gateways and the link, in one pure machine. Frames, ticks and
 * commands go in, events come out. It reads no clock, file, socket or global. Main thread. */

#include "vigil-bed.h"
#include "vigil-counter.h"
#include "vigil-occurrence.h"

G_BEGIN_DECLS

typedef struct {
  char id[VIGIL_ID_MAX + 1];
  char label[24]; /* "" = from the meta */
  VigilRole role; /* of this station on this bed */
  VigilPatientClass stated_class; /* the site file's; UNKNOWN = none */
  gboolean is_continuous_ecg; /* the site file marks it: leads off matter more */
} VigilWardBed;

typedef struct {
  char site[VIGIL_ID_MAX + 1];
  char ward[VIGIL_ID_MAX + 1];
  char station[VIGIL_ID_MAX + 1];
  guint32 boot; /* of this station process */
  gboolean is_demo_ward; /* TEST and DEMO values may alarm */
  VigilLimitPresets presets;
  const VigilWardBed *beds; /* lent for _new() */
  guint n_beds; /* 1 to 64; the order of the wall */
  guint silence_high_s; /* 120; never more */
} VigilWardConfig;

typedef struct _VigilWard VigilWard;

VigilWard *vigil_ward_new (const VigilWardConfig *config,
                           VigilEventFunc func,
                           gpointer data,
                           VigilNow now) G_GNUC_WARN_UNUSED_RESULT;
void vigil_ward_free (VigilWard *ward);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilWard, vigil_ward_free)

void vigil_ward_feed (VigilWard *ward, const VigilFrame *frame, VigilNow now);
/* Every 100 ms or so: delays, ends, staleness, playout. Late or missed ticks lose nothing. */
void vigil_ward_tick (VigilWard *ward, VigilNow now);
/* Frames that the ring lost. */
void vigil_ward_count (VigilWard *ward, VigilCounter counter, guint n);

/* Of the wall. */
guint vigil_ward_get_n_beds (const VigilWard *ward);
/* Of the wall, or a stray. */
const VigilBed *vigil_ward_get_bed (const VigilWard *ward, guint index);
/* G_MAXUINT: no such bed. Strays are found too. */
guint vigil_ward_find_bed (const VigilWard *ward, const char *bed);
guint64 vigil_ward_get_count (const VigilWard *ward, VigilCounter counter);

/* Strays: beds that a gateway of the ward claims, or that sent something live in the past 60 s, and
 * that are not in the order of this wall. They are judged and silenced as every bed; an able
 * station whose bed one is hears it, else this one does, and says so. So many are known by name. */
#define VIGIL_STRAYS_MAX 32
/* Their indexes, by their labels; returns how many. */
guint vigil_ward_list_strays (const VigilWard *ward, guint indexes[VIGIL_STRAYS_MAX]);
/* There was no place left for another, some time since the start. */
gboolean vigil_ward_has_more_strays (const VigilWard *ward);

/* The one order in which alarms are listed (ux.md, "The most urgent"): less than 0 if @a is the
 * more urgent. By priority, open before silenced, what lasts before what is over, what kills within
 * minutes first, then the oldest; the picture of a high alarm that is over is behind all that is
 * open. Pure; any thread. */
gint vigil_ward_compare_alarms (const VigilAlarm *a, const VigilAlarm *b);
/* All alarms to show (open, silenced, latched), most urgent first. Lent until the next feed, tick
 * or command. Pending, ended and hidden are left out, and those of strays that another station
 * hears. */
const VigilAlarm *const *vigil_ward_list_alarms (VigilWard *ward, guint *n);
/* The same for one bed; G_MAXUINT = those without a bed. */
const VigilAlarm *const *vigil_ward_list_bed_alarms (VigilWard *ward, guint bed, guint *n);
/* The last alarm of the past 10 min that ended on @bed, for the grey line; NULL = none. */
const VigilAlarm *vigil_ward_get_last_ended (VigilWard *ward, guint bed);

/* The highest open priority that this station sounds (VigilReach), NONE = quiet. */
VigilPriority vigil_ward_get_sounding (const VigilWard *ward);

typedef enum {
  VIGIL_LINK_SHOWN_UP, /* own echo within 3 s */
  /* Connected, but no echo yet or for 3 s, or not yet for 10 s since it came back: the tiles say
     so. */
  VIGIL_LINK_SHOWN_UNPROVED,
  VIGIL_LINK_SHOWN_LOST,
} VigilLinkShown;

VigilLinkShown vigil_ward_get_link (const VigilWard *ward);
/* TRUE: connected, and the own echo has not been heard for 3 s. */
gboolean vigil_ward_is_link_deaf (const VigilWard *ward);
const char *vigil_ward_get_link_text (const VigilWard *ward); /* for diagnostics */

/* What a touch-down binds: the alarms of one bed open and shown then, and pictures of high limit
 * alarms that are over (vigil_alarm_is_picture()): those end with the silence. */
typedef struct {
  guint bed; /* G_MAXUINT: alarms without a bed */
  guint n_keys;
  char keys[VIGIL_ALARMS_MAX * 2][VIGIL_KEY_MAX];
  gboolean has_high; /* by touch: wants the 0.5 s press */
  gint64 asof_ms;
  gint64 taken_mono_us;
} VigilTouch;

/* At touch-down. FALSE: nothing is open there, and no picture is left to silence. */
gboolean vigil_ward_touch (VigilWard *ward, guint bed, VigilNow now, VigilTouch *touch);

/* Silences what @touch bound and still stands, now. For each alarm an action is written to @actions
 * (at least VIGIL_ALARMS_MAX × 2 long; ids from @ids, a function of the caller that fills a
 * UUIDv7). Actions with bed "" are for the record only. Returns how many. */
guint vigil_ward_silence (VigilWard *ward,
                          const VigilTouch *touch,
                          const char *by,
                          void (*make_id) (char out[VIGIL_UUID_SIZE], gpointer data),
                          gpointer make_id_data,
                          VigilNow now,
                          VigilAction *actions);

/* Reset of latched pictures whose condition has ended, on one bed. Same conventions. */
guint vigil_ward_reset (VigilWard *ward,
                        guint bed,
                        const char *by,
                        void (*make_id) (char out[VIGIL_UUID_SIZE], gpointer data),
                        gpointer make_id_data,
                        VigilNow now,
                        VigilAction *actions);

/* An action from elsewhere: another station's list (through feed), the server's rows, or the
 * station's own journal after a restart. Idempotent by id. */
void vigil_ward_apply_action (VigilWard *ward, const VigilAction *action, VigilNow now);
/* A red of the station's own journal that was open or latched, and not silenced, when it ended:
 * what latches sounds on, of a high limit alarm the picture stays, until somebody silences it
 * (ux.md, "Gap, restart"). Others, and beds that are not this ward's, do nothing. After the
 * journal's actions. */
void vigil_ward_restore_alarm (VigilWard *ward, const VigilOccurrence *past, VigilNow now);
/* This station's standing actions on @bed, to be published retained; at most @max. */
guint
vigil_ward_list_actions (VigilWard *ward, guint bed, VigilNow now, VigilAction *actions, guint max);

/* Somebody wants the presets of the bed's class of now: a change of class alone changes none. */
void vigil_ward_use_class (VigilWard *ward, guint bed, VigilNow now);

/* Asks @bed for @wanted, the whole new limit of one number (contract.md, "Commands"). SENT: publish
 * @command, which waits from now on; VIGIL_EVENT_REQUEST tells what becomes of it. Else nothing has
 * happened. @by: who is signed in, "" = unknown. */
VigilRequestFault vigil_ward_request_limit (VigilWard *ward,
                                            guint bed,
                                            const VigilLimit *wanted,
                                            const char *by,
                                            void (*make_id) (char out[VIGIL_UUID_SIZE],
                                                             gpointer data),
                                            gpointer make_id_data,
                                            VigilNow now,
                                            VigilCommand *command);
/* What that would answer, and nothing else. */
VigilRequestFault
vigil_ward_check_limit (VigilWard *ward, guint bed, const VigilLimit *wanted, VigilNow now);
/* The same for a cuff to be started. */
VigilRequestFault vigil_ward_request_cuff (VigilWard *ward,
                                           guint bed,
                                           const char *by,
                                           void (*make_id) (char out[VIGIL_UUID_SIZE],
                                                            gpointer data),
                                           gpointer make_id_data,
                                           VigilNow now,
                                           VigilCommand *command);
/* The last request for the limit of @kind, for a cuff, here or at another station; NULL = none.
 * Lent until the next feed, tick or command. */
const VigilRequest *
vigil_ward_get_limit_request (const VigilWard *ward, guint bed, VigilNumericKind kind);
const VigilRequest *vigil_ward_get_cuff_request (const VigilWard *ward, guint bed);

/* Alarms that the station makes itself from outside the ward's data: server unreachable, no sound,
 * disk. Key without a bed unless @bed. @is_on FALSE ends it. */
void vigil_ward_set_technical (VigilWard *ward,
                               const char *code,
                               VigilPriority priority,
                               const char *label,
                               gboolean is_on,
                               VigilNow now);

void
vigil_ward_set_identity (VigilWard *ward, guint bed, const VigilIdentity *identity, VigilNow now);
/* What was drawn: samples before it are late (counted, stored, not drawn). */
void vigil_ward_set_drawn (VigilWard *ward, gint64 mono_us);

G_END_DECLS
