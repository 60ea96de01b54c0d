/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-wire-private.h"

#include <string.h>

#define N_PARTS_MAX 5

typedef struct {
  const char *branch, *leaf;
  VigilFrameKind what;
  gboolean is_kept;
} Pattern;

/* {branch}/{subject}/{leaf} */
static const Pattern SHORT[] = {
  { "bed", "vitals", VIGIL_FRAME_VITALS, FALSE },
  { "bed", "alarms", VIGIL_FRAME_ALARMS_BEGIN, TRUE },
  { "bed", "limits", VIGIL_FRAME_LIMITS, TRUE },
  { "bed", "meta", VIGIL_FRAME_META, TRUE },
  { "bed", "state", VIGIL_FRAME_BED_STATE, TRUE },
  { "bed", "result", VIGIL_FRAME_RESULT, FALSE },
  { "gateway", "state", VIGIL_FRAME_GATEWAY_STATE, TRUE },
  { "gateway", "heartbeat", VIGIL_FRAME_HEARTBEAT, FALSE },
  { "station", "state", VIGIL_FRAME_STATION_STATE, TRUE },
};

/* station/{subject}/bed/{bed}/{leaf} */
static const Pattern LONG[] = {
  { "station", "actions", VIGIL_FRAME_ACTIONS_BEGIN, TRUE },
  { "station", "command", VIGIL_FRAME_COMMAND, FALSE },
};

typedef char Part[VIGIL_ID_MAX + 1];

/* How many parts @text has; 0 if one is empty or too long, or there are too many. */
static guint
split (const char *text, Part parts[N_PARTS_MAX])
{
  for (guint n = 0; n < N_PARTS_MAX; n++) {
    gsize length = strcspn (text, "/");
    if (length == 0 || length > VIGIL_ID_MAX)
      return 0;
    vigil_text_copy (parts[n], length + 1, text);
    if (text[length] == '\0')
      return n + 1;
    text += length + 1;
  }
  return 0;
}

static gboolean
match (const Pattern *patterns,
       guint n_patterns,
       const char *branch,
       const char *leaf,
       VigilWireTopic *out)
{
  for (guint i = 0; i < n_patterns; i++) {
    if (strcmp (patterns[i].branch, branch) != 0 || strcmp (patterns[i].leaf, leaf) != 0)
      continue;
    out->what = patterns[i].what;
    out->is_kept = patterns[i].is_kept;
    return TRUE;
  }
  return FALSE;
}

static gboolean
match_parts (Part parts[N_PARTS_MAX], guint n_parts, VigilWireTopic *out)
{
  vigil_text_copy (out->subject, sizeof out->subject, parts[1]);
  if (n_parts == 3)
    return match (SHORT, G_N_ELEMENTS (SHORT), parts[0], parts[2], out);
  if (n_parts == 4 && strcmp (parts[0], "bed") == 0 && strcmp (parts[2], "wave") == 0) {
    out->what = VIGIL_FRAME_WAVE;
    vigil_text_copy (out->source, sizeof out->source, parts[3]);
    return vigil_id_is_valid (parts[3]);
  }
  if (n_parts == 5 && strcmp (parts[2], "bed") == 0) {
    vigil_text_copy (out->bed, sizeof out->bed, parts[3]);
    return vigil_id_is_valid (parts[3])
           && match (LONG, G_N_ELEMENTS (LONG), parts[0], parts[4], out);
  }
  return FALSE;
}

gboolean
vigil_wire_topic_parse (const char *root, const char *topic, VigilWireTopic *out)
{
  Part parts[N_PARTS_MAX];
  gsize length = strlen (root);
  *out = (VigilWireTopic){ .what = VIGIL_FRAME_NONE };
  if (topic == NULL || strncmp (topic, root, length) != 0 || topic[length] != '/')
    return FALSE;
  guint n_parts = split (topic + length + 1, parts);
  if (n_parts >= 3 && vigil_id_is_valid (parts[1]) && match_parts (parts, n_parts, out))
    return TRUE;
  *out = (VigilWireTopic){ .what = VIGIL_FRAME_NONE };
  return FALSE;
}
