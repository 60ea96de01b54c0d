/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-snapshot.h"

#include "vigil-encounter.h"
#include "vigil-wire-gate.h"
#include "vigil-wire.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define BYTES_MAX (4 * 1024 * 1024)
#define VALUES_MAX (256 * 1024)

G_DEFINE_QUARK (vigil - snapshot - error - quark, vigil_snapshot_error)

static gboolean
refuse (GError **error, const char *field, const char *reason)
{
  g_set_error (error, VIGIL_SNAPSHOT_ERROR, VIGIL_SNAPSHOT_ERROR_MALFORMED, "%s: %s", field,
               reason);
  return FALSE;
}

/* Members of another type are as good as missing: the server's schema is checked at the server. */
static JsonNode *
member (JsonObject *object, const char *name, JsonNodeType type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;
  return node != NULL && json_node_get_node_type (node) == type ? node : NULL;
}

static JsonObject *
get_object (JsonObject *object, const char *name)
{
  JsonNode *node = member (object, name, JSON_NODE_OBJECT);
  return node != NULL ? json_node_get_object (node) : NULL;
}

static JsonArray *
get_array (JsonObject *object, const char *name)
{
  JsonNode *node = member (object, name, JSON_NODE_ARRAY);
  return node != NULL ? json_node_get_array (node) : NULL;
}

static char *
make_showable (const char *text)
{
  GString *shown = g_string_new (NULL);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);
    g_string_append_unichar (shown, vigil_char_is_of_a_line (c) ? c : ' ');
  }
  return g_string_free (shown, FALSE);
}

/* "" if it is not there or not a text. */
static void
get_text (JsonObject *object, const char *name, char *out, gsize size)
{
  JsonNode *node = member (object, name, JSON_NODE_VALUE);
  gboolean is_text = node != NULL && json_node_get_value_type (node) == G_TYPE_STRING;
  g_autofree char *shown = make_showable (is_text ? json_node_get_string (node) : "");
  vigil_text_copy (out, size, shown);
}

/* An encounter goes into every action on the bed: one of another form would have them all refused,
 * by the other stations and by the server itself. */
static void
get_encounter (JsonObject *object, char out[VIGIL_UUID_SIZE])
{
  char text[VIGIL_UUID_SIZE + 1]; /* one too many shows */
  get_text (object, "id", text, sizeof text);
  vigil_text_copy (out, VIGIL_UUID_SIZE, vigil_uuid_is_valid (text) ? text : "");
}

/* 0 if it is not there or no time. */
static gint64
get_time (JsonObject *object, const char *name)
{
  JsonNode *node = member (object, name, JSON_NODE_VALUE);
  gboolean is_int = node != NULL && json_node_get_value_type (node) == G_TYPE_INT64;
  return is_int ? MAX (json_node_get_int (node), 0) : 0;
}

static JsonParser *
parse (GBytes *json, GError **error)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (json, &length);
  VigilCounter reason;
  if (!vigil_wire_gate_sized ((const guint8 *) text, length, BYTES_MAX, VALUES_MAX, &reason)) {
    refuse (error, "answer", vigil_counter_get_name (reason));
    return NULL;
  }
  g_autoptr (JsonParser) parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, text, (gssize) length, error))
    return NULL;
  JsonNode *root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)) {
    refuse (error, "answer", "is not an object");
    return NULL;
  }
  return g_steal_pointer (&parser);
}

static JsonObject *
get_root (JsonParser *parser)
{
  return json_node_get_object (json_parser_get_root (parser));
}

static void
read_bed (JsonObject *object, gint64 wall_ms, GArray *beds)
{
  VigilSnapshotBed bed = { .identity = { .age_days = -1, .as_of_ms = wall_ms } };
  get_text (object, "bed", bed.bed, sizeof bed.bed);
  if (!vigil_id_is_valid (bed.bed))
    return;
  get_text (get_object (object, "assignment"), "nurse", bed.identity.nurse,
            sizeof bed.identity.nurse);
  JsonObject *encounter = get_object (object, "encounter");
  if (encounter != NULL) {
    JsonObject *patient = get_object (encounter, "patient");
    char birth[16];
    bed.identity.is_occupied = TRUE;
    get_encounter (encounter, bed.identity.encounter);
    get_text (patient, "family", bed.identity.name, sizeof bed.identity.name);
    get_text (patient, "given", bed.identity.given, sizeof bed.identity.given);
    get_text (patient, "birth", birth, sizeof birth);
    bed.identity.since_ms = get_time (encounter, "since");
    bed.identity.age_days = vigil_date_count_days (birth, wall_ms);
  }
  g_array_append_val (beds, bed);
}

static gboolean
has_nurse (const GArray *nurses, const char *initials, const char *name)
{
  for (guint i = 0; i < nurses->len; i++) {
    const VigilNurse *nurse = &g_array_index (nurses, VigilNurse, i);
    if (g_str_equal (nurse->initials, initials) || g_str_equal (nurse->name, name))
      return TRUE;
  }
  return FALSE;
}

static void
add_nurse (GArray *nurses, const VigilNurse *nurse)
{
  if (nurse->initials[0] != '\0' && nurses->len < VIGIL_SNAPSHOT_NURSES_MAX
      && !has_nurse (nurses, nurse->initials, nurse->name))
    g_array_append_val (nurses, *nurse);
}

/* Who has a bed can sign in, even if the server lists nobody. */
static void
read_nurses (JsonArray *array, const GArray *beds, GArray *nurses)
{
  guint n = array != NULL ? json_array_get_length (array) : 0;
  for (guint i = 0; i < n; i++) {
    JsonNode *node = json_array_get_element (array, i);
    VigilNurse nurse = { 0 };
    if (!JSON_NODE_HOLDS_OBJECT (node))
      continue;
    get_text (json_node_get_object (node), "initials", nurse.initials, sizeof nurse.initials);
    get_text (json_node_get_object (node), "name", nurse.name, sizeof nurse.name);
    if (nurse.name[0] == '\0')
      vigil_text_copy (nurse.name, sizeof nurse.name, nurse.initials);
    add_nurse (nurses, &nurse);
  }
  for (guint i = 0; i < beds->len; i++) {
    const char *initials = g_array_index (beds, VigilSnapshotBed, i).identity.nurse;
    VigilNurse nurse = { 0 };
    vigil_text_copy (nurse.initials, sizeof nurse.initials, initials);
    vigil_text_copy (nurse.name, sizeof nurse.name, initials);
    add_nurse (nurses, &nurse);
  }
}

static void
read_actions (JsonArray *array, GArray *actions, guint *n_refused)
{
  guint n = array != NULL ? json_array_get_length (array) : 0;
  for (guint i = 0; i < n; i++) {
    /* One decoder for actions, whichever way they come. */
    g_autofree char *text = json_to_string (json_array_get_element (array, i), FALSE);
    VigilAction action = { 0 };
    VigilCounter reason;
    const char *field = NULL;
    if (vigil_wire_decode_action ((const guint8 *) text, strlen (text), &action, &reason, &field))
      g_array_append_val (actions, action);
    else
      (*n_refused)++;
  }
}

VigilSnapshot *
vigil_snapshot_parse (GBytes *json, gint64 wall_ms, GError **error)
{
  g_return_val_if_fail (json != NULL, NULL);
  g_autoptr (JsonParser) parser = parse (json, error);
  if (parser == NULL)
    return NULL;
  JsonArray *beds = get_array (get_root (parser), "beds");
  if (beds == NULL) {
    refuse (error, "beds", "is missing");
    return NULL;
  }
  VigilSnapshot *snapshot = g_new0 (VigilSnapshot, 1);
  snapshot->as_of_ms = wall_ms;
  snapshot->beds = g_array_new (FALSE, TRUE, sizeof (VigilSnapshotBed));
  snapshot->nurses = g_array_new (FALSE, TRUE, sizeof (VigilNurse));
  snapshot->actions = g_array_new (FALSE, TRUE, sizeof (VigilAction));
  for (guint i = 0; i < json_array_get_length (beds); i++) {
    JsonNode *node = json_array_get_element (beds, i);
    if (JSON_NODE_HOLDS_OBJECT (node))
      read_bed (json_node_get_object (node), wall_ms, snapshot->beds);
  }
  read_nurses (get_array (get_root (parser), "nurses"), snapshot->beds, snapshot->nurses);
  read_actions (get_array (get_root (parser), "actions"), snapshot->actions, &snapshot->n_refused);
  return snapshot;
}

void
vigil_snapshot_free (VigilSnapshot *snapshot)
{
  if (snapshot == NULL)
    return;
  g_array_unref (snapshot->beds);
  g_array_unref (snapshot->nurses);
  g_array_unref (snapshot->actions);
  g_free (snapshot);
}

GArray *
vigil_snapshot_parse_actions (GBytes *json, guint *n_refused, GError **error)
{
  g_return_val_if_fail (json != NULL && n_refused != NULL, NULL);
  g_autoptr (JsonParser) parser = parse (json, error);
  if (parser == NULL)
    return NULL;
  JsonArray *rows = get_array (get_root (parser), "acknowledgements");
  if (rows == NULL) {
    refuse (error, "acknowledgements", "is missing");
    return NULL;
  }
  GArray *actions = g_array_new (FALSE, TRUE, sizeof (VigilAction));
  *n_refused = 0;
  read_actions (rows, actions, n_refused);
  return actions;
}
