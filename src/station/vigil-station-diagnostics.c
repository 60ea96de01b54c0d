/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-station-private.h"

#include "vigil-counter.h"
#include "vigil-urgency.h"

static void
diagnostic_free (gpointer data)
{
  VigilDiagnostic *line = data;
  g_free (line->section);
  g_free (line->name);
  g_free (line->value);
  g_free (line);
}

static void add (GPtrArray *lines, const char *section, const char *name, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

static void
add (GPtrArray *lines, const char *section, const char *name, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  VigilDiagnostic *line = g_new0 (VigilDiagnostic, 1);
  line->section = g_strdup (section);
  line->name = g_strdup (name);
  line->value = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (lines, line);
}

static const char *
link_word (VigilStation *self)
{
  switch (vigil_ward_get_link (self->ward)) {
  case VIGIL_LINK_SHOWN_UP:
    return "proved by the own echo";
  case VIGIL_LINK_SHOWN_UNPROVED:
    return "connected, no echo";
  case VIGIL_LINK_SHOWN_LOST:
    return "lost";
  default:
    return "unknown";
  }
}

static void
add_sound (GPtrArray *lines, VigilStation *self)
{
  guint n_given_up, n_held;
  vigil_annunciator_get_given_up (self->annunciator, &n_given_up, &n_held);
  add (lines, "Sound", "State", "%s", vigil_sound_get_word (self->sound));
  add (lines, "Sound", "Volume floor", "%u %%", self->config->volume.floor_percent);
  add (lines, "Sound", "Medium and low alarms", "%u %%, %s", self->volume.percent,
       self->volume.is_by_hand ? "by hand"
       : self->volume.is_night ? "night"
                               : "day");
  add (lines, "Sound", "Threads stuck and replaced", "%u, the sound server still holds %u",
       n_given_up, n_held);
}

static void
add_link (GPtrArray *lines, VigilStation *self)
{
  const VigilConfig *config = self->config;
  add (lines, "Link", "Broker", "%s port %u, %s", config->broker_host, config->broker_port,
       config->broker_ca != NULL ? "TLS" : "plaintext");
  add (lines, "Link", "State", "%s", link_word (self));
  add (lines, "Link", "Last word", "%s", vigil_ward_get_link_text (self->ward));
  add (lines, "Link", "Frames drained", "%" G_GUINT64_FORMAT, self->n_frames);
}

static void
add_server (GPtrArray *lines, VigilStation *self)
{
  add (lines, "Server", "Address", "%s",
       self->config->server_url != NULL ? self->config->server_url : "none configured");
  if (self->poster == NULL)
    return;
  add (lines, "Server", "Reached", "%s", vigil_poster_is_reachable (self->poster) ? "yes" : "no");
  add (lines, "Server", "Snapshots read", "%u", self->n_snapshots);
  add (lines, "Server", "Last snapshot", "%s",
       self->snapshot_problem != NULL ? self->snapshot_problem : "good");
  add (lines, "Server", "Rows refused", "%u", self->n_refused_rows);
  add (lines, "Server", "Clock here minus there", "%" G_GINT64_FORMAT " ms", self->clock_skew_ms);
}

static void
add_outbox (GPtrArray *lines, VigilStation *self)
{
  add (lines, "Outbox", "Not yet at the server", "%u",
       vigil_deliveries_get_n_unsent (self->deliveries));
  add (lines, "Outbox", "Could not be saved here", "%u",
       vigil_deliveries_get_n_unsaved (self->deliveries));
  if (self->disk_problem != NULL)
    add (lines, "Outbox", "Disk", "%s", self->disk_problem);
  if (self->moved_aside != NULL)
    add (lines, "Outbox", "Damaged database kept at", "%s", self->moved_aside);
  const GArray *dead = vigil_deliveries_get_dead (self->deliveries);
  for (guint i = dead->len; i > 0; i--) {
    const VigilDeadLetter *letter = &g_array_index (dead, VigilDeadLetter, i - 1);
    add (lines, "Refused by the server", letter->id, "bed %s: %s", letter->bed, letter->reason);
  }
}

static void
add_strays (GPtrArray *lines, VigilStation *self)
{
  guint indexes[VIGIL_STRAYS_MAX];
  guint n = vigil_ward_list_strays (self->ward, indexes);
  for (guint i = 0; i < n; i++) {
    const VigilBed *bed = vigil_ward_get_bed (self->ward, indexes[i]);
    if (bed->gateway[0] != '\0')
      add (lines, "Beds not on this wall", bed->id, "gateway %s, %s", bed->gateway,
           bed->is_taken_over ? "sounds here" : "another station sounds it");
    else
      add (lines, "Beds not on this wall", bed->id, "claimed by no gateway: its data do not count");
  }
  if (vigil_ward_has_more_strays (self->ward))
    add (lines, "Beds not on this wall", "And more", "than %u, since the start", VIGIL_STRAYS_MAX);
}

static void
add_counters (GPtrArray *lines, VigilStation *self)
{
  for (guint i = 0; i < VIGIL_N_COUNTERS; i++)
    add (lines, "Input refused, by reason", vigil_counter_get_name ((VigilCounter) i),
         "%" G_GUINT64_FORMAT, vigil_ward_get_count (self->ward, (VigilCounter) i));
}

GPtrArray *
vigil_station_list_diagnostics (VigilStation *self)
{
  g_return_val_if_fail (VIGIL_IS_STATION (self), NULL);
  GPtrArray *lines = g_ptr_array_new_with_free_func (diagnostic_free);
  if (self->deliveries == NULL)
    return lines;
  add (lines, "Station", "Version", "%s", VIGIL_VERSION);
  add (lines, "Station", "Configuration", "%s", self->config->path);
  add (lines, "Station", "Site, ward, station", "%s, %s, %s", self->config->site,
       self->config->ward, self->config->station);
  int nice = vigil_urgency_get_nice ();
  add (lines, "Station", "Share of the processor", "%s (nice %d)",
       nice < 0 ? "urgent" : "even: the system gives no more", nice);
  add_sound (lines, self);
  add_link (lines, self);
  add_server (lines, self);
  add_outbox (lines, self);
  add_counters (lines, self);
  add_strays (lines, self); /* may be many */
  return lines;
}
