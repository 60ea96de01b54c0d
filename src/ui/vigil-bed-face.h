/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The words of one tile: what a bed's state reads as, before any of it is drawn. Faces are plain
 * and comparable, so a painter draws only what differs from the face it drew last. Main thread. */

#include "vigil-palette.h"
#include "vigil-wall-source.h"

G_BEGIN_DECLS

#define VIGIL_FACE_NUMBERS 4
#define VIGIL_FACE_ALARMS 3

typedef struct {
  gboolean is_measured; /* FALSE: nothing is drawn but a faint name */
  VigilNumericKind kind; /* gives the colour */
  char label[8];
  char text[12]; /* "86", "--", "-?-", "118/72" */
  gboolean is_questionable;
  gboolean is_old;
  gboolean is_outside; /* of its first limits: an alarm may be waiting for its delay */
  char hi[8], lo[8];
  gboolean is_alarm_off; /* crossed bell */
  char time[8]; /* "14:10", NIBP */
  VigilPriority priority; /* of the alarm on it; NONE = none */
  gboolean is_open; /* boxed and flashing; else outlined */
} VigilFaceNumber;

typedef enum {
  VIGIL_FACE_HR,
  VIGIL_FACE_SPO2,
  VIGIL_FACE_RR,
  VIGIL_FACE_BP,
} VigilFacePlace;

typedef enum {
  VIGIL_BAND_NONE, /* the grey line, or nothing */
  VIGIL_BAND_FLASHING, /* open, high or medium */
  VIGIL_BAND_STEADY, /* open, low or INOP */
  VIGIL_BAND_SILENCED, /* solid */
  VIGIL_BAND_LATCHED, /* its condition has ended, its picture has not */
  VIGIL_BAND_SUSPENDED, /* no alarm: neutral, "Away: X-ray · back 15:10 · 48 min" */
} VigilBandStyle;

/* Where the record of the silence, or of the suspension, is. */
typedef enum {
  VIGIL_TICK_NONE,
  VIGIL_TICK_HOLLOW, /* saved here */
  VIGIL_TICK_FILLED, /* on the server */
} VigilTick;

typedef struct {
  char key[VIGIL_KEY_MAX]; /* which it is; the state of it: */
  VigilAlarmPhase phase;
  gboolean is_latched, is_unverified;
  VigilPriority priority;
  gboolean is_inop;
  char text[96];
  char brief[96]; /* of one that is over, without its time; "": there is no shorter one */
} VigilFaceAlarm;

typedef struct {
  VigilBedCondition condition;
  char label[64];
  char name[64];
  char nurse[8];
  char flags[48]; /* "STAFF 8:12" under an alarm, class if not adult, paced */
  gboolean is_demo;
  VigilFaceNumber numbers[VIGIL_FACE_NUMBERS];
  VigilBandStyle band;
  VigilPriority priority; /* of the band and the frame */
  guint n_alarms; /* all that stand, but for what the first of them tells, too */
  VigilFaceAlarm alarms[VIGIL_FACE_ALARMS];
  char since[16]; /* "0:14", open */
  char since_suspended[56]; /* "Staff 8:12 · 0:14": the same of a suspended bed */
  char silenced[96]; /* "Silenced 1:32 · Okafor · Desk 2" */
  char silenced_by[96]; /* "Silenced 1:32 · Okafor" */
  char silenced_short[32]; /* "Silenced 1:32" */
  char silenced_left[16]; /* "1:32" */
  char suspended[128]; /* "Away: X-ray · back 15:10 · 48 min"; "" = not */
  char suspended_short[32]; /* "Away 48 min" */
  VigilTick tick;
  gboolean has_target; /* there is something to silence */
  gboolean has_held; /* something is open that the suspension keeps back */
  gboolean is_link_doubtful; /* nobody knows whether what is shown is of now */
  char line[128]; /* grey */
  /* "NO DATA 2:26 · last 14:29" in the place of the waves; "LAST DATA 14:29" under an alarm line
   * that says the rest; "" = waves. */
  char notice[96];
  char notice_short[32]; /* "NO DATA 2:26", where the whole would be small; "" = there is none */
  char notice_spoken[64]; /* the same without the seconds that count; "" = the same */
} VigilBedFace;

/* All of @face is written, padding included, so that faces can be compared by memory. */
void vigil_bed_face_compose (VigilBedFace *face, const VigilWallSource *source, guint bed);
gboolean vigil_bed_face_equal (const VigilBedFace *a, const VigilBedFace *b);
/* The parts that the background of the tile depends on: frame, hatch, grey line, watermark. */
gboolean vigil_bed_face_same_ground (const VigilBedFace *a, const VigilBedFace *b);
/* All that stands in the alarm line, its seconds included. */
gboolean vigil_bed_face_same_band (const VigilBedFace *a, const VigilBedFace *b);
/* The same alarms in the same states, whatever their texts and seconds and all numbers are. */
gboolean vigil_bed_face_same_alarms (const VigilBedFace *a, const VigilBedFace *b);

/* TRUE while the band is an alarm's. */
static inline gboolean
vigil_bed_face_has_alarm_band (const VigilBedFace *face)
{
  return face->band != VIGIL_BAND_NONE && face->band != VIGIL_BAND_SUSPENDED;
}

/* TRUE: a line lies over the usual place of the scale of the waves; @is_wide: that is the top row,
 * which a suspension takes, too. */
static inline gboolean
vigil_bed_face_has_scale_beside (const VigilBedFace *face, gboolean is_wide)
{
  return is_wide ? face->band != VIGIL_BAND_NONE : vigil_bed_face_has_alarm_band (face);
}

/* TRUE: nothing stands on it, open, silenced or over, and its data flow, or it is empty or away
 * with an end. Only such a bed may be shown less than at full strength. */
gboolean vigil_bed_face_is_calm (const VigilBedFace *face);

/* How its alarms stand, without the seconds that count: "Silenced · Okafor · Desk 2", and what
 * Enter does. Free with g_free(). */
char *vigil_bed_face_describe_state (const VigilBedFace *face) G_GNUC_WARN_UNUSED_RESULT;
/* "Bed 12, HR 86, SpO2 91, medium alarm: SpO2 low". Free with g_free(). */
char *vigil_bed_face_describe (const VigilBedFace *face) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
