/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Writes compact JSON: commas, escapes, and numbers in their shortest exact form, independent of
 * the locale. @name is NULL for the elements of an array. One thread per writer. */

#include "vigil-wire.h"

G_BEGIN_DECLS

typedef struct {
  GString *text;
  gboolean needs_comma;
} VigilWireWriter;

/* Opens the outermost object; with @head, writes what every payload carries. */
void vigil_wire_writer_init (VigilWireWriter *writer, const VigilWireHead *head);
/* Closes the outermost object. The text is the caller's; the writer is done. */
char *vigil_wire_writer_finish (VigilWireWriter *writer) G_GNUC_WARN_UNUSED_RESULT;

void vigil_wire_write_open (VigilWireWriter *writer, const char *name, char bracket);
void vigil_wire_write_close (VigilWireWriter *writer, char bracket);
void vigil_wire_write_int (VigilWireWriter *writer, const char *name, gint64 value);
/* null if @value is not finite. */
void vigil_wire_write_number (VigilWireWriter *writer, const char *name, double value);
/* The same with no more digits than a float has. */
void vigil_wire_write_float (VigilWireWriter *writer, const char *name, float value);
void vigil_wire_write_boolean (VigilWireWriter *writer, const char *name, gboolean value);
void vigil_wire_write_string (VigilWireWriter *writer, const char *name, const char *value);
/* null if @value is "" or 0. */
void vigil_wire_write_string_or_null (VigilWireWriter *writer, const char *name, const char *value);
void vigil_wire_write_time_or_null (VigilWireWriter *writer, const char *name, gint64 value_ms);

/* Bounds, `on` and `until` of @limit as fields of the open object (vigil-wire-encode.c). */
void vigil_wire_write_bounds (VigilWireWriter *writer, const VigilLimit *limit);

G_END_DECLS
