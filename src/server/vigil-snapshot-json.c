/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-snapshot-json.h"

#include "vigil-census.h"
#include "vigil-record.h"

static void
set_text_or_null (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

static JsonObject *
make_patient (const VigilStay *stay)
{
  JsonObject *patient = json_object_new ();
  json_object_set_string_member (patient, "family", stay->family);
  set_text_or_null (patient, "given", stay->given);
  set_text_or_null (patient, "birth", stay->birth);
  set_text_or_null (patient, "class", vigil_patient_class_to_string (stay->patient_class));
  return patient;
}

static JsonObject *
make_encounter (const VigilStay *stay)
{
  JsonObject *encounter = json_object_new ();
  json_object_set_string_member (encounter, "id", stay->encounter);
  if (stay->since_ms != 0)
    json_object_set_int_member (encounter, "since", stay->since_ms);
  else
    json_object_set_null_member (encounter, "since");
  if (*stay->family != '\0')
    json_object_set_object_member (encounter, "patient", make_patient (stay));
  else
    json_object_set_null_member (encounter, "patient");
  return encounter;
}

static JsonObject *
make_bed (const VigilWardFileBed *bed, const VigilStay *stay)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "bed", bed->bed);
  json_object_set_string_member (object, "label", bed->label);
  if (stay != NULL)
    json_object_set_object_member (object, "encounter", make_encounter (stay));
  else
    json_object_set_null_member (object, "encounter");
  if (*bed->nurse != '\0') {
    JsonObject *assignment = json_object_new ();
    json_object_set_string_member (assignment, "nurse", bed->nurse);
    json_object_set_object_member (object, "assignment", assignment);
  } else
    json_object_set_null_member (object, "assignment");
  return object;
}

static JsonArray *
make_nurses (const VigilWardFile *file)
{
  JsonArray *nurses = json_array_new ();
  for (guint i = 0; i < file->nurses->len; i++) {
    const VigilWardFileNurse *nurse = &g_array_index (file->nurses, VigilWardFileNurse, i);
    JsonObject *object = json_object_new ();
    json_object_set_string_member (object, "initials", nurse->initials);
    json_object_set_string_member (object, "name", nurse->name);
    json_array_add_object_element (nurses, object);
  }
  return nurses;
}

char *
vigil_snapshot_json_make (VigilDatabase *database,
                          const VigilWardFile *file,
                          gint64 since_ms,
                          GError **error)
{
  g_autoptr (VigilCensus) census = vigil_census_count (database, file, error);
  if (census == NULL)
    return NULL;
  g_autoptr (JsonArray) actions = vigil_record_list_latest (database, since_ms, error);
  if (actions == NULL)
    return NULL;
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonArray) beds = json_array_new ();
  for (guint i = 0; i < file->beds->len; i++) {
    const VigilWardFileBed *bed = &g_array_index (file->beds, VigilWardFileBed, i);
    json_array_add_object_element (beds, make_bed (bed, vigil_census_find (census, bed->bed)));
  }
  json_object_set_int_member (object, "v", 1);
  json_object_set_string_member (object, "site", file->site);
  json_object_set_string_member (object, "ward", file->ward);
  json_object_set_string_member (object, "name", file->name);
  json_object_set_boolean_member (object, "demo", file->is_demo);
  json_object_set_array_member (object, "beds", g_steal_pointer (&beds));
  json_object_set_array_member (object, "nurses", make_nurses (file));
  json_object_set_array_member (object, "actions", g_steal_pointer (&actions));
  json_node_set_object (root, object);
  return json_to_string (root, FALSE);
}
