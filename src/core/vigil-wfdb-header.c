/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-wfdb.h"

#include "vigil-types.h"

#include <math.h>
#include <string.h>

/* WFDB's own defaults for a header that leaves a field out. */
#define DEFAULT_GAIN 200.0
#define DEFAULT_RATE_HZ 250.0

G_DEFINE_QUARK (vigil - wfdb - error - quark, vigil_wfdb_error)

/* A position in one header line, and what to call it in an error. */
typedef struct {
  const char *record;
  guint line;
  const char *at;
} Cursor;

static void
skip_blanks (Cursor *cursor)
{
  while (*cursor->at == ' ' || *cursor->at == '\t')
    cursor->at++;
}

static gboolean
is_at_end (Cursor *cursor)
{
  skip_blanks (cursor);
  return *cursor->at == '\0';
}

G_GNUC_PRINTF (4, 5)
static gboolean
fail (GError **error, VigilWfdbError code, const Cursor *cursor, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *what = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, VIGIL_WFDB_ERROR, (gint) code, "record %s: header line %u: %s",
               cursor->record, cursor->line, what);
  return FALSE;
}

static gboolean
read_integer (
    Cursor *cursor, const char *field, gint64 lo, gint64 hi, gint64 *value, GError **error)
{
  char *end;
  gint64 number = g_ascii_strtoll (cursor->at, &end, 10);
  if (end == cursor->at || *cursor->at == ' ')
    return fail (error, VIGIL_WFDB_ERROR_MALFORMED, cursor, "%s is no number", field);
  if (number < lo || number > hi)
    return fail (error, VIGIL_WFDB_ERROR_RANGE, cursor,
                 "%s out of %" G_GINT64_FORMAT "..%" G_GINT64_FORMAT, field, lo, hi);
  cursor->at = end;
  *value = number;
  return TRUE;
}

static gboolean
read_double (Cursor *cursor, const char *field, double lo, double hi, double *value, GError **error)
{
  char *end;
  double number = g_ascii_strtod (cursor->at, &end);
  if (end == cursor->at)
    return fail (error, VIGIL_WFDB_ERROR_MALFORMED, cursor, "%s is no number", field);
  if (!isfinite (number) || number < lo || number > hi)
    return fail (error, VIGIL_WFDB_ERROR_RANGE, cursor, "%s out of %g..%g", field, lo, hi);
  cursor->at = end;
  *value = number;
  return TRUE;
}

/* A field up to a blank or one of @stops. */
static gboolean
read_word (
    Cursor *cursor, const char *field, const char *stops, char *out, gsize size, GError **error)
{
  skip_blanks (cursor);
  gsize length = strcspn (cursor->at, stops);
  if (length == 0)
    return fail (error, VIGIL_WFDB_ERROR_MALFORMED, cursor, "%s is missing", field);
  if (length >= size)
    return fail (error, VIGIL_WFDB_ERROR_RANGE, cursor, "%s is too long", field);
  g_autofree char *word = g_strndup (cursor->at, length);
  vigil_text_copy (out, size, word);
  cursor->at += length;
  return TRUE;
}

/* A name that stays in the record's own folder. */
static gboolean
read_name (Cursor *cursor, const char *field, const char *stops, char *out, GError **error)
{
  if (!read_word (cursor, field, stops, out, VIGIL_WFDB_NAME_MAX + 1, error))
    return FALSE;
  gboolean is_plain = out[0] != '.';
  for (const char *c = out; *c != '\0'; c++)
    is_plain &= g_ascii_isalnum (*c) || strchr ("._-+~", *c) != NULL;
  if (!is_plain)
    return fail (error, VIGIL_WFDB_ERROR_MALFORMED, cursor, "%s is no plain file name", field);
  return TRUE;
}

/* "name[/segments] signals [rate[/counter[(base)]] [frames [time [date]]]]" */
static gboolean
parse_record_line (Cursor *cursor, VigilWfdbHeader *header, GError **error)
{
  gint64 number = 0;
  char written[VIGIL_WFDB_NAME_MAX + 1];
  if (!read_name (cursor, "record name", " \t/", written, error))
    return FALSE;
  if (*cursor->at == '/') {
    cursor->at++;
    if (!read_integer (cursor, "segments", 1, VIGIL_WFDB_SEGMENTS_MAX, &number, error))
      return FALSE;
    header->n_segments = (guint) number;
  }
  skip_blanks (cursor);
  if (!read_integer (cursor, "signals", 0, VIGIL_WFDB_SIGNALS_MAX, &number, error))
    return FALSE;
  header->n_signals = (guint) number;
  header->frame_hz = DEFAULT_RATE_HZ;
  if (is_at_end (cursor))
    return TRUE;
  if (!read_double (cursor, "rate", 1e-6, 100000, &header->frame_hz, error))
    return FALSE;
  cursor->at += strcspn (cursor->at, " \t");
  if (is_at_end (cursor))
    return TRUE;
  if (!read_integer (cursor, "frames", 0, VIGIL_WFDB_SAMPLES_MAX, &number, error))
    return FALSE;
  header->n_frames = (guint64) number;
  return TRUE;
}

/* "format[xframe][:skew][+offset]" */
static gboolean
parse_format (Cursor *cursor, VigilWfdbSignal *signal, GError **error)
{
  gint64 number = 0;
  skip_blanks (cursor);
  if (!read_integer (cursor, "format", 0, 1000, &number, error))
    return FALSE;
  if (number != 0 && number != 16 && number != 80 && number != 212)
    return fail (error, VIGIL_WFDB_ERROR_UNSUPPORTED, cursor, "format %u is not supported",
                 (guint) number);
  signal->format = (guint) number;
  signal->samples_per_frame = 1;
  while (*cursor->at != '\0' && *cursor->at != ' ' && *cursor->at != '\t') {
    char mark = *cursor->at++;
    if (mark == 'x') {
      if (!read_integer (cursor, "samples per frame", 1, 1000, &number, error))
        return FALSE;
      signal->samples_per_frame = (guint) number;
    } else if (mark == ':') {
      if (!read_integer (cursor, "skew", 0, 1000000, &number, error))
        return FALSE;
      signal->skew = (guint) number;
    } else if (mark == '+') {
      if (!read_integer (cursor, "byte offset", 0, G_MAXINT32, &number, error))
        return FALSE;
      signal->byte_offset = (guint64) number;
    } else {
      return fail (error, VIGIL_WFDB_ERROR_MALFORMED, cursor, "format has an unknown mark");
    }
  }
  return TRUE;
}

/* "[gain[(baseline)][/unit]]" */
static gboolean
parse_gain (Cursor *cursor, VigilWfdbSignal *signal, gboolean *has_baseline, GError **error)
{
  gint64 number = 0;
  if (!read_double (cursor, "gain", -1e9, 1e9, &signal->gain, error))
    return FALSE;
  if (fabs (signal->gain) < 1e-9)
    signal->gain = DEFAULT_GAIN;
  if (*cursor->at == '(') {
    cursor->at++;
    if (!read_integer (cursor, "baseline", G_MININT32, G_MAXINT32, &number, error))
      return FALSE;
    if (*cursor->at++ != ')')
      return fail (error, VIGIL_WFDB_ERROR_MALFORMED, cursor, "baseline is not closed");
    signal->baseline = (gint) number;
    *has_baseline = TRUE;
  }
  if (*cursor->at == '/') {
    cursor->at++;
    return read_word (cursor, "unit", " \t", signal->unit, sizeof signal->unit, error);
  }
  if (*cursor->at != '\0' && *cursor->at != ' ' && *cursor->at != '\t')
    return fail (error, VIGIL_WFDB_ERROR_MALFORMED, cursor, "gain has an unknown mark");
  return TRUE;
}

/* "[resolution [zero [initial [checksum [block [description]]]]]]" */
static gboolean
parse_rest (Cursor *cursor, VigilWfdbSignal *signal, gboolean has_baseline, GError **error)
{
  static const char *const fields[] = { "resolution", "zero", "initial value", "checksum",
                                        "block" };
  gint64 values[G_N_ELEMENTS (fields)] = { 0 };
  guint n = 0;
  for (; n < G_N_ELEMENTS (fields) && !is_at_end (cursor); n++) {
    if (!read_integer (cursor, fields[n], G_MININT32, G_MAXINT32, &values[n], error))
      return FALSE;
  }
  if (!has_baseline)
    signal->baseline = (gint) values[1];
  signal->initial = n > 2 ? (gint) values[2] : (gint) values[1];
  signal->has_checksum = n > 3;
  signal->checksum = (guint16) (values[3] & 0xFFFF);
  if (!is_at_end (cursor)) {
    g_autofree char *label = g_utf8_make_valid (cursor->at, -1);
    vigil_text_copy (signal->label, sizeof signal->label, g_strchomp (label));
  }
  return TRUE;
}

static gboolean
parse_signal_line (Cursor *cursor, VigilWfdbSignal *signal, GError **error)
{
  gboolean has_baseline = FALSE;
  signal->gain = DEFAULT_GAIN;
  vigil_text_copy (signal->unit, sizeof signal->unit, "mV");
  if (!read_name (cursor, "signal file", " \t", signal->file, error)
      || !parse_format (cursor, signal, error))
    return FALSE;
  if (is_at_end (cursor))
    return TRUE;
  return parse_gain (cursor, signal, &has_baseline, error)
         && parse_rest (cursor, signal, has_baseline, error);
}

/* "name frames" */
static gboolean
parse_segment_line (Cursor *cursor, VigilWfdbSegment *segment, GError **error)
{
  gint64 number = 0;
  if (!read_name (cursor, "segment name", " \t", segment->name, error))
    return FALSE;
  skip_blanks (cursor);
  if (!read_integer (cursor, "segment frames", 0, VIGIL_WFDB_SAMPLES_MAX, &number, error))
    return FALSE;
  segment->n_frames = (guint64) number;
  return TRUE;
}

static gboolean
is_content (const char *line)
{
  return line[0] != '\0' && line[0] != '#';
}

/* Signals that share a file share its format and offset too, or their samples cannot be told apart.
 */
static gboolean
check_groups (Cursor *cursor, const VigilWfdbHeader *header, GError **error)
{
  for (guint i = 0; i + 1 < header->n_signals; i++) {
    const VigilWfdbSignal *a = &header->signals[i], *b = &header->signals[i + 1];
    if (g_str_equal (a->file, b->file)
        && (a->format != b->format || a->byte_offset != b->byte_offset))
      return fail (error, VIGIL_WFDB_ERROR_UNSUPPORTED, cursor,
                   "signals %u and %u share %s in different formats", i, i + 1, a->file);
  }
  return TRUE;
}

static gboolean
parse_lines (VigilWfdbHeader *header, char **lines, GError **error)
{
  Cursor cursor = { header->name, 0, "" };
  gboolean has_record_line = FALSE;
  guint n = 0;
  guint wanted = 1;
  for (guint i = 0; lines[i] != NULL && (!has_record_line || n < wanted); i++) {
    cursor.line = i + 1;
    cursor.at = g_strchomp (lines[i]);
    if (!is_content (cursor.at))
      continue;
    if (!has_record_line) {
      if (!parse_record_line (&cursor, header, error))
        return FALSE;
      has_record_line = TRUE;
      wanted = header->n_segments > 0 ? header->n_segments : header->n_signals;
      header->segments = g_new0 (VigilWfdbSegment, header->n_segments);
      header->signals = g_new0 (VigilWfdbSignal, header->n_signals);
      continue;
    }
    if (header->n_segments > 0 ? !parse_segment_line (&cursor, &header->segments[n], error)
                               : !parse_signal_line (&cursor, &header->signals[n], error))
      return FALSE;
    n++;
  }
  if (!has_record_line)
    return fail (error, VIGIL_WFDB_ERROR_MALFORMED, &cursor, "no record line");
  if (n < wanted)
    return fail (error, VIGIL_WFDB_ERROR_TRUNCATED, &cursor, "%u of %u %s lines", n, wanted,
                 header->n_segments > 0 ? "segment" : "signal");
  return header->n_segments > 0 || check_groups (&cursor, header, error);
}

VigilWfdbHeader *
vigil_wfdb_header_parse (const char *name, const char *text, gsize length, GError **error)
{
  g_return_val_if_fail (name != NULL && text != NULL, NULL);
  g_autoptr (VigilWfdbHeader) header = g_new0 (VigilWfdbHeader, 1);
  vigil_text_copy (header->name, sizeof header->name, name);
  if (length > VIGIL_WFDB_HEADER_MAX) {
    g_set_error (error, VIGIL_WFDB_ERROR, VIGIL_WFDB_ERROR_RANGE,
                 "record %s: header is longer than %d bytes", name, VIGIL_WFDB_HEADER_MAX);
    return NULL;
  }
  g_autofree char *copy = g_strndup (text, length);
  g_auto (GStrv) lines = g_strsplit (copy, "\n", -1);
  if (!parse_lines (header, lines, error))
    return NULL;
  return g_steal_pointer (&header);
}

void
vigil_wfdb_header_free (VigilWfdbHeader *header)
{
  if (header == NULL)
    return;
  g_free (header->signals);
  g_free (header->segments);
  g_free (header);
}
