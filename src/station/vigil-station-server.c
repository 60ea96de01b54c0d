/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-station-private.h"

#include "vigil-clock.h"

#define UNREACHABLE_US (30 * G_USEC_PER_SEC) /* standards.md §1.7 */
#define SKEW_MS 2000 /* contract.md, Clock */

static void
settled_cb (VigilPoster *poster G_GNUC_UNUSED,
            const char *id,
            guint delivery,
            const char *reason,
            VigilStation *self)
{
  vigil_deliveries_settle (self->deliveries, id, (VigilDelivery) delivery, reason);
}

static void
apply_actions (VigilStation *self, const GArray *actions, VigilNow now)
{
  for (guint i = 0; i < actions->len; i++)
    vigil_ward_apply_action (self->ward, &g_array_index (actions, VigilAction, i), now);
}

static void
apply_identities (VigilStation *self, const VigilSnapshot *snapshot, VigilNow now)
{
  for (guint i = 0; i < snapshot->beds->len; i++) {
    const VigilSnapshotBed *bed = &g_array_index (snapshot->beds, VigilSnapshotBed, i);
    guint index = vigil_ward_find_bed (self->ward, bed->bed);
    if (index != G_MAXUINT)
      vigil_ward_set_identity (self->ward, index, &bed->identity, now);
  }
}

static void
snapshot_cb (VigilPoster *poster G_GNUC_UNUSED, GBytes *json, VigilStation *self)
{
  VigilNow now = vigil_clock_now ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VigilSnapshot) snapshot = vigil_snapshot_parse (json, now.wall_ms, &error);
  g_clear_pointer (&self->snapshot_problem, g_free);
  if (snapshot == NULL) {
    self->snapshot_problem = g_strdup (error->message);
    return;
  }
  self->n_snapshots++;
  self->n_refused_rows += snapshot->n_refused;
  apply_identities (self, snapshot, now);
  apply_actions (self, snapshot->actions, now);
  g_clear_pointer (&self->snapshot, vigil_snapshot_free);
  self->snapshot = g_steal_pointer (&snapshot);
  vigil_station_tell_link (self);
}

/* The ward is as it was: the names held are as of now. */
static void
confirmed_cb (VigilPoster *poster G_GNUC_UNUSED, VigilStation *self)
{
  VigilNow now = vigil_clock_now ();
  if (self->snapshot == NULL)
    return;
  for (guint i = 0; i < self->snapshot->beds->len; i++)
    g_array_index (self->snapshot->beds, VigilSnapshotBed, i).identity.as_of_ms = now.wall_ms;
  apply_identities (self, self->snapshot, now);
}

static void
acknowledgements_cb (VigilPoster *poster G_GNUC_UNUSED,
                     GBytes *json,
                     const char *cursor,
                     VigilStation *self)
{
  guint n_refused = 0;
  g_autoptr (GArray) actions = vigil_snapshot_parse_actions (json, &n_refused, NULL);
  if (actions == NULL)
    return;
  self->n_refused_rows += n_refused;
  apply_actions (self, actions, vigil_clock_now ());
  vigil_store_set_fact (self->store, "cursor", cursor);
  vigil_station_tell_link (self);
}

static void
reachable_cb (VigilPoster *poster G_GNUC_UNUSED, gboolean is_reachable, VigilStation *self)
{
  VigilNow now = vigil_clock_now ();
  self->unreachable_since_us = is_reachable ? 0 : now.mono_us;
  vigil_station_tell_link (self);
}

static void
server_time_cb (VigilPoster *poster G_GNUC_UNUSED, gint64 wall_ms, VigilStation *self)
{
  VigilNow now = vigil_clock_now ();
  self->clock_skew_ms = now.wall_ms - wall_ms;
  gboolean is_skewed = ABS (self->clock_skew_ms) > SKEW_MS;
  vigil_ward_set_technical (self->ward, "VIGIL_EVT_CLOCK_SKEW", VIGIL_PRIORITY_LOW,
                            "Clock differs from the server's", is_skewed, now);
}

void
vigil_station_watch_server (VigilStation *self, VigilNow now)
{
  if (self->poster == NULL)
    return;
  gboolean is_bad =
      self->unreachable_since_us != 0 && now.mono_us - self->unreachable_since_us >= UNREACHABLE_US;
  if (is_bad == self->is_unreachable_said)
    return;
  self->is_unreachable_said = is_bad;
  vigil_ward_set_technical (self->ward, "VIGIL_EVT_SERVER_UNREACHABLE", VIGIL_PRIORITY_LOW,
                            "Ward server not reached · silences are saved here", is_bad, now);
}

gboolean
vigil_station_open_server (VigilStation *self, GError **error)
{
  const VigilConfig *config = self->config;
  if (config->server_url == NULL)
    return TRUE;
  self->poster =
      vigil_poster_new (config->server_url, config->site, config->ward, config->server_token_file,
                        config->server_ca, config->server_cert, config->server_key, error);
  if (self->poster == NULL)
    return FALSE;
  self->unreachable_since_us = vigil_clock_now ().mono_us;
  g_signal_connect (self->poster, "settled", G_CALLBACK (settled_cb), self);
  g_signal_connect (self->poster, "snapshot", G_CALLBACK (snapshot_cb), self);
  g_signal_connect (self->poster, "snapshot-confirmed", G_CALLBACK (confirmed_cb), self);
  g_signal_connect (self->poster, "acknowledgements", G_CALLBACK (acknowledgements_cb), self);
  g_signal_connect (self->poster, "reachable", G_CALLBACK (reachable_cb), self);
  g_signal_connect (self->poster, "server-time", G_CALLBACK (server_time_cb), self);
  return TRUE;
}
