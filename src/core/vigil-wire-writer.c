/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-wire-writer.h"

#include <math.h>

static void
write_text (GString *text, const char *value)
{
  g_string_append_c (text, '"');
  for (const char *at = value; *at != '\0'; at++) {
    if (*at == '"' || *at == '\\')
      g_string_append_c (text, '\\');
    if ((guchar) *at < 0x20)
      g_string_append_printf (text, "\\u%04x", (guint) (guchar) *at);
    else
      g_string_append_c (text, *at);
  }
  g_string_append_c (text, '"');
}

static void
begin (VigilWireWriter *writer, const char *name)
{
  if (writer->needs_comma)
    g_string_append_c (writer->text, ',');
  writer->needs_comma = TRUE;
  if (name == NULL)
    return;
  write_text (writer->text, name);
  g_string_append_c (writer->text, ':');
}

void
vigil_wire_writer_init (VigilWireWriter *writer, const VigilWireHead *head)
{
  *writer = (VigilWireWriter){ g_string_sized_new (256), FALSE };
  g_string_append_c (writer->text, '{');
  if (head == NULL)
    return;
  vigil_wire_write_int (writer, "v", VIGIL_WIRE_VERSION);
  vigil_wire_write_int (writer, "t", head->t_ms);
  vigil_wire_write_int (writer, "boot", head->boot);
  if (head->seq >= 0)
    vigil_wire_write_int (writer, "seq", head->seq);
}

char *
vigil_wire_writer_finish (VigilWireWriter *writer)
{
  g_string_append_c (writer->text, '}');
  return g_string_free (g_steal_pointer (&writer->text), FALSE);
}

void
vigil_wire_write_open (VigilWireWriter *writer, const char *name, char bracket)
{
  begin (writer, name);
  g_string_append_c (writer->text, bracket);
  writer->needs_comma = FALSE;
}

void
vigil_wire_write_close (VigilWireWriter *writer, char bracket)
{
  g_string_append_c (writer->text, bracket);
  writer->needs_comma = TRUE;
}

void
vigil_wire_write_int (VigilWireWriter *writer, const char *name, gint64 value)
{
  begin (writer, name);
  g_string_append_printf (writer->text, "%" G_GINT64_FORMAT, value);
}

void
vigil_wire_write_number (VigilWireWriter *writer, const char *name, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  begin (writer, name);
  if (!isfinite (value)) {
    g_string_append (writer->text, "null");
    return;
  }
  /* 15 digits are what a person wrote; 17 are always exact. */
  g_ascii_formatd (text, sizeof text, "%.15g", value);
  double again = g_ascii_strtod (text, NULL);
  if (again < value || again > value)
    g_ascii_formatd (text, sizeof text, "%.17g", value);
  g_string_append (writer->text, text);
}

void
vigil_wire_write_float (VigilWireWriter *writer, const char *name, float value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  begin (writer, name);
  if (!isfinite (value)) {
    g_string_append (writer->text, "null");
    return;
  }
  g_ascii_formatd (text, sizeof text, "%.6g", (double) value);
  float again = (float) g_ascii_strtod (text, NULL);
  if (again < value || again > value)
    g_ascii_formatd (text, sizeof text, "%.9g", (double) value);
  g_string_append (writer->text, text);
}

void
vigil_wire_write_boolean (VigilWireWriter *writer, const char *name, gboolean value)
{
  begin (writer, name);
  g_string_append (writer->text, value ? "true" : "false");
}

void
vigil_wire_write_string (VigilWireWriter *writer, const char *name, const char *value)
{
  begin (writer, name);
  write_text (writer->text, value);
}

void
vigil_wire_write_string_or_null (VigilWireWriter *writer, const char *name, const char *value)
{
  if (value[0] != '\0') {
    vigil_wire_write_string (writer, name, value);
    return;
  }
  begin (writer, name);
  g_string_append (writer->text, "null");
}

void
vigil_wire_write_time_or_null (VigilWireWriter *writer, const char *name, gint64 value_ms)
{
  if (value_ms > 0) {
    vigil_wire_write_int (writer, name, value_ms);
    return;
  }
  begin (writer, name);
  g_string_append (writer->text, "null");
}
