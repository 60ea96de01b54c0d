/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-occurrence-csv.h"

#include <math.h>
#include <string.h>

#define END "\r\n"

void
vigil_occurrence_csv_append_header (GString *csv)
{
  g_string_append (
      csv, "record,bed,bed label,priority,kind,code,condition,key,alarm id,encounter,raised "
           "(device time),"
           "first shown (station time),condition ended (device time),state,duration (s),"
           "extreme value,limit,unit,silenced,silenced at,silenced by,silenced (station time),"
           "silenced after (s),acknowledgement,times silenced,times returned,"
           "came to this station unanswered,unanswered for 60 s" END);
}

/* What follows begins a cell for a spreadsheet, some of which part at semicolons, whatever is
 * quoted. */
static gboolean
begins_formula (const char *text, const char *c)
{
  gboolean is_first = c == text || c[-1] == ';';
  return is_first && *c != '\0' && strchr ("=+-@\t\r\n", *c) != NULL;
}

/* Quoted if it must be; never a formula. */
static void
append_text (GString *csv, const char *text)
{
  gboolean is_quoted = strpbrk (text, ",;\"\r\n") != NULL;
  if (is_quoted)
    g_string_append_c (csv, '"');
  for (const char *c = text; *c != '\0'; c++) {
    if (begins_formula (text, c))
      g_string_append_c (csv, '\'');
    if (*c == '"')
      g_string_append_c (csv, '"');
    g_string_append_c (csv, *c);
  }
  if (is_quoted)
    g_string_append_c (csv, '"');
}

static void
append_field (GString *csv, const char *text)
{
  g_string_append_c (csv, ',');
  append_text (csv, text);
}

static void
append_time (GString *csv, gint64 ms, GTimeZone *zone)
{
  g_string_append_c (csv, ',');
  g_autoptr (GDateTime) utc = ms != 0 ? g_date_time_new_from_unix_utc (ms / 1000) : NULL;
  g_autoptr (GDateTime) time = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  if (time == NULL)
    return;
  g_autofree char *seconds = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");
  g_autofree char *offset = g_date_time_format (time, "%:z");
  g_string_append_printf (csv, "%s.%03d%s", seconds, (int) (ms % 1000), offset);
}

/* Empty for less than 0: not known. */
static void
append_seconds (GString *csv, gint64 ms)
{
  g_string_append_c (csv, ',');
  if (ms >= 0)
    g_string_append_printf (csv, "%" G_GINT64_FORMAT ".%03d", ms / 1000, (int) (ms % 1000));
}

/* With a full stop in any locale; empty for NaN. */
static void
append_number (GString *csv, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  g_string_append_c (csv, ',');
  if (isfinite (number))
    g_string_append (csv, g_ascii_formatd (text, sizeof text, "%.6g", number));
}

static void
append_count (GString *csv, guint n)
{
  g_string_append_printf (csv, ",%u", n);
}

static void
append_flag (GString *csv, gboolean is_true)
{
  g_string_append (csv, is_true ? ",yes" : ",no");
}

static const char *
get_state_word (const VigilOccurrence *occurrence)
{
  switch (occurrence->state) {
  case VIGIL_OCCURRENCE_STANDS:
    return "stands";
  case VIGIL_OCCURRENCE_LATCHED:
    return "latched";
  case VIGIL_OCCURRENCE_END_UNKNOWN:
    return "end unknown";
  case VIGIL_OCCURRENCE_OVER:
  default:
    return occurrence->is_reset ? "reset" : "over";
  }
}

static const char *
get_silence_word (VigilSilencedBy kind)
{
  switch (kind) {
  case VIGIL_SILENCED_HERE:
    return "this station";
  case VIGIL_SILENCED_OTHER_STATION:
    return "other station";
  case VIGIL_SILENCED_AT_BEDSIDE:
    return "bedside";
  case VIGIL_SILENCED_NOT:
  default:
    return "";
  }
}

static void
append_alarm (GString *csv, const VigilOccurrence *occurrence, const char *label, GTimeZone *zone)
{
  append_field (csv, occurrence->bed);
  append_field (csv, label);
  append_field (csv, vigil_priority_to_string (occurrence->priority));
  append_field (csv, occurrence->kind == VIGIL_ALARM_TECHNICAL ? "technical" : "physiological");
  append_field (csv, occurrence->code);
  append_field (csv, occurrence->label);
  append_field (csv, occurrence->key);
  append_field (csv, occurrence->occurrence);
  append_field (csv, occurrence->encounter);
  append_time (csv, occurrence->raised_ms, zone);
  append_time (csv, occurrence->seen_ms, zone);
  append_time (csv, occurrence->ended_ms, zone);
  append_field (csv, get_state_word (occurrence));
  append_seconds (csv, occurrence->duration_ms);
  append_number (csv, occurrence->extreme);
  append_number (csv, occurrence->limit);
  append_field (csv, vigil_occurrence_get_unit (occurrence));
}

static void
append_silence (GString *csv, const VigilOccurrence *occurrence, GTimeZone *zone)
{
  append_field (csv, get_silence_word (occurrence->silenced_by_kind));
  append_field (csv, occurrence->silenced_at);
  append_field (csv, occurrence->silenced_by);
  append_time (csv, occurrence->silenced_ms, zone);
  append_seconds (csv, occurrence->after_ms);
  append_field (csv, occurrence->action_id);
}

void
vigil_occurrence_csv_append (GString *csv,
                             const VigilOccurrence *occurrence,
                             const char *label,
                             GTimeZone *zone)
{
  g_return_if_fail (csv != NULL && occurrence != NULL && zone != NULL);
  g_string_append_printf (csv, "%" G_GINT64_FORMAT, occurrence->id);
  append_alarm (csv, occurrence, label, zone);
  append_silence (csv, occurrence, zone);
  append_count (csv, occurrence->n_silenced);
  append_count (csv, occurrence->n_returned);
  append_flag (csv, occurrence->was_reached);
  append_flag (csv, occurrence->was_unanswered);
  g_string_append (csv, END);
}
