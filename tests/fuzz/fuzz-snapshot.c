/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The ward server's two answers: whatever a server says, what a station shows of it is text, and
 * its actions are such as it would believe on the wire. */

#include "fuzz-sink.h"

#include "vigil-snapshot.h"

#define NOW_MS G_GINT64_CONSTANT (1760000000000)

static void
check_text (const char *text)
{
  if (!g_utf8_validate (text, -1, NULL))
    g_error ("no text");
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_iscntrl (g_utf8_get_char (at)))
      g_error ("a control character in what is shown");
}

static void
check_bed (const VigilSnapshotBed *bed)
{
  const VigilIdentity *identity = &bed->identity;
  if (!vigil_id_is_valid (bed->bed) || identity->age_days < -1 || identity->since_ms < 0)
    g_error ("a bed that cannot be");
  if (identity->encounter[0] != '\0' && !vigil_uuid_is_valid (identity->encounter))
    g_error ("no encounter: %s", identity->encounter);
  check_text (identity->name);
  check_text (identity->given);
  check_text (identity->nurse);
}

static void
try_snapshot (GBytes *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigilSnapshot) snapshot = vigil_snapshot_parse (json, NOW_MS, &error);
  if (snapshot == NULL) {
    if (error == NULL)
      g_error ("refused without a reason");
    return;
  }
  for (guint i = 0; i < snapshot->beds->len; i++)
    check_bed (&g_array_index (snapshot->beds, VigilSnapshotBed, i));
  if (snapshot->nurses->len > VIGIL_SNAPSHOT_NURSES_MAX)
    g_error ("too many nurses");
  for (guint i = 0; i < snapshot->nurses->len; i++) {
    check_text (g_array_index (snapshot->nurses, VigilNurse, i).initials);
    check_text (g_array_index (snapshot->nurses, VigilNurse, i).name);
  }
  for (guint i = 0; i < snapshot->actions->len; i++)
    fuzz_check_action (&g_array_index (snapshot->actions, VigilAction, i));
}

static void
try_actions (GBytes *json)
{
  g_autoptr (GError) error = NULL;
  guint n_refused = 0;
  g_autoptr (GArray) actions = vigil_snapshot_parse_actions (json, &n_refused, &error);
  if (actions == NULL && error == NULL)
    g_error ("refused without a reason");
  for (guint i = 0; actions != NULL && i < actions->len; i++)
    fuzz_check_action (&g_array_index (actions, VigilAction, i));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) json = g_bytes_new (data, size);
  try_snapshot (json);
  try_actions (json);
  return 0;
}
