/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-ward-file.h"

#include <string.h>

#include "vigil-wire.h"

#define FILE_MAX (256 * 1024)
#define PROBLEMS_MAX 50
#define LABEL_CHARACTERS_MAX 12
#define NURSE_CHARACTERS_MAX 4
#define NAME_CHARACTERS_MAX 60 /* characters; the bytes must fit VIGIL_NAME_SIZE as well */

G_DEFINE_QUARK (vigil - ward - file - error - quark, vigil_ward_file_error)

typedef struct {
  VigilWardFile *file;
  GHashTable *seen; /* "section/key" of this file, to find doubles */
  GHashTable *encounters;
  GString *problems;
  guint n_problems;
  guint line;
  guint section_line;
  char *section; /* as written, "" before the first */
  VigilWardFileBed *bed; /* of the section, lent from file->beds; NULL elsewhere */
  VigilWardFileNurse *nurse; /* the same of file->nurses */
} Reader;

static void
add_problem (Reader *reader, guint line, const char *field, const char *reason)
{
  if (reader->n_problems++ >= PROBLEMS_MAX)
    return;
  if (reader->problems->len > 0)
    g_string_append_c (reader->problems, '\n');
  g_string_append_printf (reader->problems, "line %u: ", line);
  if (*reader->section != '\0')
    g_string_append_printf (reader->problems, "[%s] ", reader->section);
  if (field != NULL)
    g_string_append_printf (reader->problems, "%s: ", field);
  g_string_append (reader->problems, reason);
}

/* Copies @value if it is not empty and not longer than @max characters and @size bytes. */
static void
take_text (Reader *reader, const char *key, const char *value, glong max, char *out, gsize size)
{
  if (*value == '\0')
    add_problem (reader, reader->line, key, "is empty");
  else if (g_utf8_strlen (value, -1) > max || strlen (value) >= size)
    add_problem (reader, reader->line, key, "is too long");
  else
    vigil_text_copy (out, size, value);
}

static void
take_id (Reader *reader, const char *key, const char *value, char out[VIGIL_ID_MAX + 1])
{
  if (vigil_id_is_valid (value))
    vigil_text_copy (out, VIGIL_ID_MAX + 1, value);
  else
    add_problem (reader, reader->line, key, "is not 1 to 32 characters of a-z, 0-9 and -");
}

static void
take_ward_key (Reader *reader, const char *key, const char *value)
{
  VigilWardFile *file = reader->file;
  if (strcmp (key, "site") == 0)
    take_id (reader, key, value, file->site);
  else if (strcmp (key, "ward") == 0)
    take_id (reader, key, value, file->ward);
  else if (strcmp (key, "name") == 0)
    take_text (reader, key, value, NAME_CHARACTERS_MAX, file->name, sizeof file->name);
  else if (strcmp (key, "demo") != 0)
    add_problem (reader, reader->line, key, "is not a field of [ward]");
  else if (strcmp (value, "true") == 0 || strcmp (value, "false") == 0)
    file->is_demo = *value == 't';
  else
    add_problem (reader, reader->line, key, "is neither true nor false");
}

static void
take_encounter (Reader *reader, const char *value)
{
  VigilWardFileBed *bed = reader->bed;
  g_autofree char *lower = g_ascii_strdown (value, -1);
  if (!vigil_uuid_is_valid (lower))
    add_problem (reader, reader->line, "encounter", "is not a UUID");
  else if (!g_hash_table_add (reader->encounters, g_strdup (lower)))
    add_problem (reader, reader->line, "encounter", "stands in two beds");
  else
    vigil_text_copy (bed->stay.encounter, sizeof bed->stay.encounter, lower);
  bed->is_occupied = TRUE;
}

static void
take_since (Reader *reader, const char *value)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) since = g_date_time_new_from_iso8601 (value, utc);
  if (since == NULL || g_date_time_to_unix (since) <= 0)
    add_problem (reader, reader->line, "since", "is not a time such as 2026-11-01T08:30:00Z");
  else
    reader->bed->stay.since_ms = g_date_time_to_unix (since) * 1000;
}

static void
take_stay_key (Reader *reader, const char *key, const char *value)
{
  VigilStay *stay = &reader->bed->stay;
  if (strcmp (key, "family") == 0)
    take_text (reader, key, value, NAME_CHARACTERS_MAX, stay->family, sizeof stay->family);
  else if (strcmp (key, "given") == 0)
    take_text (reader, key, value, NAME_CHARACTERS_MAX, stay->given, sizeof stay->given);
  else if (strcmp (key, "since") == 0)
    take_since (reader, value);
  else if (strcmp (key, "birth") == 0) {
    if (vigil_date_is_valid (value))
      vigil_text_copy (stay->birth, sizeof stay->birth, value);
    else
      add_problem (reader, reader->line, key, "is not a day as YYYY-MM-DD");
  } else if (strcmp (key, "class") == 0) {
    if (!vigil_patient_class_parse (value, &stay->patient_class))
      add_problem (reader, reader->line, key, "is not adult, paediatric, neonatal or unknown");
  } else
    add_problem (reader, reader->line, key, "is not a field of a bed");
}

static void
take_bed_key (Reader *reader, const char *key, const char *value)
{
  VigilWardFileBed *bed = reader->bed;
  if (strcmp (key, "label") == 0)
    take_text (reader, key, value, LABEL_CHARACTERS_MAX, bed->label, sizeof bed->label);
  else if (strcmp (key, "nurse") == 0)
    take_text (reader, key, value, NURSE_CHARACTERS_MAX, bed->nurse, sizeof bed->nurse);
  else if (strcmp (key, "encounter") == 0)
    take_encounter (reader, value);
  else
    take_stay_key (reader, key, value);
}

static void
take_nurse_key (Reader *reader, const char *key, const char *value)
{
  VigilWardFileNurse *nurse = reader->nurse;
  if (strcmp (key, "name") == 0)
    take_text (reader, key, value, NAME_CHARACTERS_MAX, nurse->name, sizeof nurse->name);
  else
    add_problem (reader, reader->line, key, "is not a field of a nurse");
}

static void
check_section (Reader *reader)
{
  VigilWardFileBed *bed = reader->bed;
  if (reader->nurse != NULL && *reader->nurse->name == '\0')
    vigil_text_copy (reader->nurse->name, sizeof reader->nurse->name, reader->nurse->initials);
  if (bed == NULL)
    return;
  const VigilStay *stay = &bed->stay;
  gboolean has_stay =
      *stay->family != '\0' || *stay->given != '\0' || *stay->birth != '\0' || stay->since_ms != 0;
  if (bed->is_occupied && *stay->family == '\0')
    add_problem (reader, reader->section_line, "family", "is missing");
  if (!bed->is_occupied && has_stay)
    add_problem (reader, reader->section_line, "encounter", "is missing");
  if (*bed->label == '\0')
    vigil_text_copy (bed->label, sizeof bed->label, bed->bed);
}

static void
open_bed (Reader *reader, const char *id)
{
  VigilWardFileBed bed = { 0 };
  if (!vigil_id_is_valid (id)) {
    add_problem (reader, reader->line, NULL,
                 "the bed's name is not 1 to 32 characters of a-z, 0-9 and -");
    return;
  }
  if (reader->file->beds->len >= VIGIL_WARD_BEDS_MAX) {
    add_problem (reader, reader->line, NULL, "more than 64 beds");
    return;
  }
  vigil_text_copy (bed.bed, sizeof bed.bed, id);
  g_array_append_val (reader->file->beds, bed);
  reader->bed = &g_array_index (reader->file->beds, VigilWardFileBed, reader->file->beds->len - 1);
}

static void
open_nurse (Reader *reader, const char *initials)
{
  GArray *nurses = reader->file->nurses;
  VigilWardFileNurse nurse = { 0 };
  if (*initials == '\0' || g_utf8_strlen (initials, -1) > NURSE_CHARACTERS_MAX
      || strlen (initials) >= sizeof nurse.initials) {
    add_problem (reader, reader->line, NULL, "the nurse's initials are not 1 to 4 characters");
    return;
  }
  if (nurses->len >= VIGIL_WARD_NURSES_MAX) {
    add_problem (reader, reader->line, NULL, "more than 128 nurses");
    return;
  }
  vigil_text_copy (nurse.initials, sizeof nurse.initials, initials);
  g_array_append_val (nurses, nurse);
  reader->nurse = &g_array_index (nurses, VigilWardFileNurse, nurses->len - 1);
}

static void
open_section (Reader *reader, char *line)
{
  check_section (reader);
  gsize length = strlen (line);
  reader->bed = NULL;
  reader->nurse = NULL;
  reader->section_line = reader->line;
  if (line[length - 1] != ']' || length > 2 + 4 + VIGIL_ID_MAX) {
    add_problem (reader, reader->line, NULL, "this is not a section such as [bed 01]");
    return;
  }
  line[length - 1] = '\0';
  g_free (reader->section);
  reader->section = g_strdup (line + 1);
  if (!g_hash_table_add (reader->seen, g_strdup_printf ("[%s", reader->section)))
    add_problem (reader, reader->line, NULL, "stands twice in the file");
  else if (g_str_has_prefix (reader->section, "bed "))
    open_bed (reader, reader->section + 4);
  else if (g_str_has_prefix (reader->section, "nurse "))
    open_nurse (reader, g_strstrip (reader->section + 6));
  else if (strcmp (reader->section, "ward") != 0)
    add_problem (reader, reader->line, NULL, "is neither [ward] nor a [bed …] nor a [nurse …]");
}

static void
read_field (Reader *reader, char *line)
{
  char *equals = strchr (line, '=');
  if (equals == NULL) {
    add_problem (reader, reader->line, NULL, "this is neither field=value nor a [section]");
    return;
  }
  *equals = '\0';
  const char *key = g_strstrip (line);
  const char *value = g_strstrip (equals + 1);
  gboolean is_ward = strcmp (reader->section, "ward") == 0;
  if (*key == '\0' || strlen (key) > 32)
    add_problem (reader, reader->line, NULL, "this field has no name that could be one");
  else if (!is_ward && reader->bed == NULL && reader->nurse == NULL) {
    if (*reader->section == '\0')
      add_problem (reader, reader->line, key, "stands before the first section");
  } else if (!g_hash_table_add (reader->seen, g_strdup_printf ("%s]%s", reader->section, key)))
    add_problem (reader, reader->line, key, "stands twice in its section");
  else if (is_ward)
    take_ward_key (reader, key, value);
  else if (reader->nurse != NULL)
    take_nurse_key (reader, key, value);
  else
    take_bed_key (reader, key, value);
}

static gboolean
has_control (const char *line)
{
  for (; *line != '\0'; line++) {
    if (((guchar) *line < 0x20 && *line != '\t') || *line == 0x7F)
      return TRUE;
  }
  return FALSE;
}

static void
read_line (Reader *reader, char *line)
{
  gsize length = strlen (line);
  if (length > 0 && line[length - 1] == '\r')
    line[length - 1] = '\0';
  if (has_control (line)) {
    add_problem (reader, reader->line, NULL, "holds a control character");
    return;
  }
  g_strstrip (line);
  if (*line == '\0' || *line == '#')
    return;
  if (*line == '[')
    open_section (reader, line);
  else
    read_field (reader, line);
}

static void
check_ward (Reader *reader)
{
  VigilWardFile *file = reader->file;
  g_free (reader->section);
  reader->section = g_strdup ("ward");
  if (*file->site == '\0')
    add_problem (reader, reader->line, "site", "is missing or not valid");
  if (*file->ward == '\0')
    add_problem (reader, reader->line, "ward", "is missing or not valid");
  if (file->beds->len == 0)
    add_problem (reader, reader->line, NULL, "no bed");
  if (*file->name == '\0')
    vigil_text_copy (file->name, sizeof file->name, file->ward);
}

static void
read_all (Reader *reader, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    reader->line = i + 1;
    read_line (reader, lines[i]);
  }
  check_section (reader);
  check_ward (reader);
}

VigilWardFile *
vigil_ward_file_parse (const char *text, GError **error)
{
  g_autoptr (VigilWardFile) file = g_new0 (VigilWardFile, 1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) encounters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) problems = g_string_new (NULL);
  /* Sized for all, so that @bed and @nurse of the reader stay where they are. */
  file->beds = g_array_sized_new (FALSE, TRUE, sizeof (VigilWardFileBed), VIGIL_WARD_BEDS_MAX);
  file->nurses =
      g_array_sized_new (FALSE, TRUE, sizeof (VigilWardFileNurse), VIGIL_WARD_NURSES_MAX);
  if (!g_utf8_validate (text, -1, NULL)) {
    g_set_error (error, VIGIL_WARD_FILE_ERROR, VIGIL_WARD_FILE_ERROR_INVALID, "is not UTF-8");
    return NULL;
  }
  Reader reader = {
    .file = file,
    .seen = seen,
    .encounters = encounters,
    .problems = problems,
    .line = 1,
    .section = g_strdup (""),
  };
  read_all (&reader, text);
  g_free (reader.section);
  if (reader.n_problems > PROBLEMS_MAX)
    g_string_append_printf (problems, "\nand %u more", reader.n_problems - PROBLEMS_MAX);
  if (reader.n_problems > 0) {
    g_set_error_literal (error, VIGIL_WARD_FILE_ERROR, VIGIL_WARD_FILE_ERROR_INVALID,
                         problems->str);
    return NULL;
  }
  return g_steal_pointer (&file);
}

VigilWardFile *
vigil_ward_file_load (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) problem = NULL;
  gsize length = 0;
  if (!g_file_get_contents (path, &text, &length, &problem)) {
    g_set_error_literal (error, VIGIL_WARD_FILE_ERROR, VIGIL_WARD_FILE_ERROR_READ,
                         problem->message);
    return NULL;
  }
  if (length > FILE_MAX || strlen (text) != length) {
    g_set_error (error, VIGIL_WARD_FILE_ERROR, VIGIL_WARD_FILE_ERROR_INVALID,
                 "%s: is longer than 256 KiB or holds a NUL", path);
    return NULL;
  }
  VigilWardFile *file = vigil_ward_file_parse (text, &problem);
  if (file == NULL)
    g_set_error (error, VIGIL_WARD_FILE_ERROR, VIGIL_WARD_FILE_ERROR_INVALID, "%s:\n%s", path,
                 problem->message);
  return file;
}

void
vigil_ward_file_free (VigilWardFile *file)
{
  if (file == NULL)
    return;
  g_clear_pointer (&file->beds, g_array_unref);
  g_clear_pointer (&file->nurses, g_array_unref);
  g_free (file);
}

const VigilWardFileBed *
vigil_ward_file_find (const VigilWardFile *file, const char *bed)
{
  for (guint i = 0; i < file->beds->len; i++) {
    const VigilWardFileBed *candidate = &g_array_index (file->beds, VigilWardFileBed, i);
    if (strcmp (candidate->bed, bed) == 0)
      return candidate;
  }
  return NULL;
}
