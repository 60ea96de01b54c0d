/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Two files of JSON lines. The capture is what reached the stations: every MQTT message and what
 * was done at each of them. The transcript is what each station then showed and sounded; it is
 * written by virtual-desk and never read by who judges from the capture. */

#include <glib.h>
#include <stdio.h>

G_BEGIN_DECLS

typedef struct {
  FILE *capture, *transcript; /* NULL: not wanted; lent */
} VirtualLog;

/* {"t":ms,"to":["desk-1"],"topic":…,"r":0|1,"j":…} as text, or "x":"hex" for what is no JSON. */
void virtual_log_message (const VirtualLog *log,
                          gint64 t_ms,
                          const char *to,
                          const char *topic,
                          const guint8 *payload,
                          gsize length,
                          gboolean is_retained);
/* {"t":ms,"to":["desk-1"],"did":what,"on":subject}: link-up, link-down, start, stop, silence … */
void virtual_log_input (
    const VirtualLog *log, gint64 t_ms, const char *to, const char *what, const char *subject);

G_END_DECLS
