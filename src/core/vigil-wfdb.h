/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A reader of WFDB recordings (header .hea, signals .dat or .mat, annotations .atr, .qrs): bytes
 * in, values out. Files are fetched by a function of the caller, so that nothing here opens one.
 * Formats 16, 80 and 212 with a byte offset, several signals per file at different rates, skew, and
 * multi-segment records with a fixed or variable layout. What comes in may be hostile: every
 * length, count and number is bounded and an error names record and field. Any thread; no shared
 * state. */

#include <glib.h>

G_BEGIN_DECLS

#define VIGIL_WFDB_NAME_MAX 63
#define VIGIL_WFDB_SIGNALS_MAX 32
#define VIGIL_WFDB_SEGMENTS_MAX 4096
#define VIGIL_WFDB_HEADER_MAX (1024 * 1024)
/* Ceiling on the samples of all channels together; a two-lead day at 128 Hz is 22 million. */
#define VIGIL_WFDB_SAMPLES_MAX (32 * 1024 * 1024)
#define VIGIL_WFDB_ANNOTATIONS_MAX (4 * 1024 * 1024)

#define VIGIL_WFDB_ERROR (vigil_wfdb_error_quark ())
GQuark vigil_wfdb_error_quark (void);

typedef enum {
  VIGIL_WFDB_ERROR_MALFORMED, /* a field is missing or no number */
  VIGIL_WFDB_ERROR_RANGE, /* a number outside what can be true or what is allowed */
  VIGIL_WFDB_ERROR_UNSUPPORTED, /* a storage format this reader does not know */
  VIGIL_WFDB_ERROR_TRUNCATED, /* fewer bytes than the header promises */
  VIGIL_WFDB_ERROR_MISSING, /* a file that the caller could not give */
} VigilWfdbError;

/* One signal line of a header. */
typedef struct {
  char file[VIGIL_WFDB_NAME_MAX + 1]; /* "~": no file (layout headers) */
  guint format; /* 0 (no samples), 16, 80 or 212 */
  guint samples_per_frame; /* 1 to 1000 */
  guint skew; /* frames by which the stored signal lags */
  guint64 byte_offset;
  double gain; /* units of storage per physical unit; never 0 */
  gint baseline; /* value = (stored − baseline) / gain */
  char unit[16]; /* "mV" if the header says nothing */
  gint initial;
  gboolean has_checksum;
  guint16 checksum; /* the 16-bit sum of all stored samples */
  char label[VIGIL_WFDB_NAME_MAX + 1]; /* "MLII"; UTF-8, may be "" */
} VigilWfdbSignal;

typedef struct {
  char name[VIGIL_WFDB_NAME_MAX + 1]; /* "~": a gap */
  guint64 n_frames; /* 0 for the first of a variable layout: the layout header */
} VigilWfdbSegment;

typedef struct {
  char name[VIGIL_WFDB_NAME_MAX + 1];
  double frame_hz;
  guint64 n_frames; /* 0 = not stated */
  guint n_signals;
  VigilWfdbSignal *signals;
  guint n_segments; /* 0 = the signals are in this record's own files */
  VigilWfdbSegment *segments;
} VigilWfdbHeader;

/* Parses the text of @name.hea. */
VigilWfdbHeader *vigil_wfdb_header_parse (const char *name,
                                          const char *text,
                                          gsize length,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void vigil_wfdb_header_free (VigilWfdbHeader *header);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilWfdbHeader, vigil_wfdb_header_free)

/* How many signals from @first on share one file; at least 1. */
guint vigil_wfdb_header_count_group (const VigilWfdbHeader *header, guint first);
/* Frames that @length bytes of the group at @first hold at most. */
guint64 vigil_wfdb_group_frames (const VigilWfdbHeader *header, guint first, gsize length);
/* The stored sample @index (in the file's own order) of @format; @length and @offset as in
 * vigil_wfdb_group_frames(), which bounds @index. Out of bounds reads as no sample. */
gint vigil_wfdb_stored_sample (guint format, const guint8 *bytes, gsize length, guint64 index);
/* TRUE if @stored is the format's mark for a sample that was never taken. */
gboolean vigil_wfdb_is_gap (guint format, gint stored);

/* A whole recording in physical units. */
typedef struct {
  char label[VIGIL_WFDB_NAME_MAX + 1];
  char unit[16];
  guint samples_per_frame;
  gsize n_samples; /* the record's n_frames × samples_per_frame */
  float *samples; /* NaN = gap */
  gboolean is_checked; /* a checksum was stated and every segment's agrees */
} VigilWfdbChannel;

typedef struct {
  char name[VIGIL_WFDB_NAME_MAX + 1];
  double frame_hz; /* rate of a channel = frame_hz × samples_per_frame */
  gsize n_frames;
  guint n_channels;
  VigilWfdbChannel *channels;
} VigilWfdbRecord;

/* Gives the bytes of @file ("100.hea", "100.dat"), or NULL with @error. */
typedef GBytes *(*VigilWfdbLoadFunc) (const char *file, gpointer data, GError **error);

/* Reads record @name with all its segments. */
VigilWfdbRecord *vigil_wfdb_record_read (const char *name,
                                         VigilWfdbLoadFunc load,
                                         gpointer data,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void vigil_wfdb_record_free (VigilWfdbRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilWfdbRecord, vigil_wfdb_record_free)

/* MIT annotation codes that Vigil speaks of; the others keep their number. */
typedef enum {
  VIGIL_WFDB_NORMAL = 1,
  VIGIL_WFDB_PVC = 5,
  VIGIL_WFDB_PACED = 12,
  VIGIL_WFDB_RHYTHM = 28,
  VIGIL_WFDB_VF_ON = 32,
  VIGIL_WFDB_VF_OFF = 33,
} VigilWfdbCode;

typedef struct {
  guint64 sample; /* in the annotator's sample intervals, from 0 */
  guint8 code; /* 1 to 49 */
  gint8 subtype;
  guint8 channel;
  gint8 number;
  char text[24]; /* "(AFIB"; cut; UTF-8 */
} VigilWfdbAnnotation;

/* Reads the MIT annotation format; the result is an array of VigilWfdbAnnotation in file order.
 * @name is for errors. */
GArray *vigil_wfdb_annotations_parse (const char *name,
                                      const guint8 *bytes,
                                      gsize length,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* TRUE for the codes that mark a heart beat (N L R a V F J A S E j / Q e n f ?). */
gboolean vigil_wfdb_code_is_beat (guint8 code);

G_END_DECLS
