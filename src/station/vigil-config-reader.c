/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-config-reader.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include <glib/gstdio.h>

#include "vigil-secret-line.h"
#include "vigil-types.h"

void
vigil_config_reader_clear (VigilConfigReader *reader)
{
  g_clear_pointer (&reader->file, g_key_file_unref);
  g_clear_pointer (&reader->directory, g_free);
  g_clear_pointer (&reader->problems, g_ptr_array_unref);
  g_clear_pointer (&reader->known, g_hash_table_unref);
}

void
vigil_config_complain (
    VigilConfigReader *reader, const char *group, const char *key, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *reason = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (reader->problems, key != NULL
                                         ? g_strdup_printf ("[%s] %s: %s", group, key, reason)
                                         : g_strdup_printf ("[%s]: %s", group, reason));
}

gboolean
vigil_config_has_problem (const VigilConfigReader *reader, const char *group, const char *key)
{
  g_autofree char *start = g_strdup_printf ("[%s] %s: ", group, key);
  for (guint i = 0; i < reader->problems->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (reader->problems, i), start))
      return TRUE;
  return FALSE;
}

static void
note_known (VigilConfigReader *reader, const char *group, const char *key)
{
  g_hash_table_add (reader->known, g_strdup_printf ("%s\n%s", group, key));
}

void
vigil_config_refuse_group (VigilConfigReader *reader, const char *group, const char *reason)
{
  g_auto (GStrv) keys = g_key_file_get_keys (reader->file, group, NULL, NULL);
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    note_known (reader, group, keys[i]);
  vigil_config_complain (reader, group, NULL, "%s", reason);
}

/* NULL if the key is not there (said, if @is_required), or is empty (always said). */
char *
vigil_config_read_text (VigilConfigReader *reader,
                        const char *group,
                        const char *key,
                        gboolean is_required)
{
  note_known (reader, group, key);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_key_file_get_string (reader->file, group, key, &error);
  if (text == NULL && !g_error_matches (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND)
      && !g_error_matches (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_GROUP_NOT_FOUND)) {
    vigil_config_complain (reader, group, key, "%s", error->message);
    return NULL;
  }
  if (text != NULL)
    g_strstrip (text);
  if (text == NULL || *text == '\0') {
    if (text != NULL)
      vigil_config_complain (reader, group, key, "is empty: give it a value%s",
                             is_required ? "" : ", or take the line out");
    else if (is_required)
      vigil_config_complain (reader, group, key, "is missing");
    return NULL;
  }
  return g_steal_pointer (&text);
}

char *
vigil_config_read_id (VigilConfigReader *reader, const char *group, const char *key)
{
  g_autofree char *text = vigil_config_read_text (reader, group, key, TRUE);
  if (text == NULL)
    return NULL;
  if (!vigil_id_is_valid (text)) {
    vigil_config_complain (reader, group, key, "\"%s\" is not 1 to 32 characters of a-z, 0-9 and -",
                           text);
    return NULL;
  }
  return g_steal_pointer (&text);
}

gboolean
vigil_config_parse_uint (const char *text, guint lo, guint hi, guint *value)
{
  guint64 number = 0;
  if (!g_ascii_string_to_unsigned (text, 10, lo, hi, &number, NULL))
    return FALSE;
  *value = (guint) number;
  return TRUE;
}

guint
vigil_config_read_uint (VigilConfigReader *reader,
                        const char *group,
                        const char *key,
                        guint lo,
                        guint hi,
                        guint fallback)
{
  g_autofree char *text = vigil_config_read_text (reader, group, key, FALSE);
  guint value = fallback;
  if (text != NULL && !vigil_config_parse_uint (text, lo, hi, &value))
    vigil_config_complain (reader, group, key, "\"%s\" is not a whole number from %u to %u", text,
                           lo, hi);
  return value;
}

gboolean
vigil_config_read_boolean (VigilConfigReader *reader,
                           const char *group,
                           const char *key,
                           gboolean fallback)
{
  g_autofree char *text = vigil_config_read_text (reader, group, key, FALSE);
  if (text == NULL)
    return fallback;
  if (g_str_equal (text, "true"))
    return TRUE;
  if (!g_str_equal (text, "false"))
    vigil_config_complain (reader, group, key, "\"%s\" is neither true nor false", text);
  return FALSE;
}

/* A readable file; relative names start at the configuration's folder. A secret must not be
 * readable by everybody. */
char *
vigil_config_read_path (VigilConfigReader *reader,
                        const char *group,
                        const char *key,
                        gboolean is_secret)
{
  g_autofree char *text = vigil_config_read_text (reader, group, key, FALSE);
  if (text == NULL)
    return NULL;
  g_autofree char *path = g_canonicalize_filename (text, reader->directory);
  GStatBuf status;
  if (g_stat (path, &status) != 0) {
    vigil_config_complain (reader, group, key, "%s: %s", path, g_strerror (errno));
    return NULL;
  }
  if (is_secret && S_ISREG (status.st_mode) && status.st_size == 0) {
    vigil_config_complain (reader, group, key, "%s: is empty", path);
    return NULL;
  }
  if (!S_ISREG (status.st_mode) || g_access (path, R_OK) != 0) {
    vigil_config_complain (reader, group, key, "%s: is not a readable file", path);
    return NULL;
  }
  if (is_secret && (status.st_mode & S_IROTH) != 0) {
    vigil_config_complain (reader, group, key, "%s: is readable by everybody; chmod 640 it", path);
    return NULL;
  }
  return g_steal_pointer (&path);
}

char *
vigil_config_read_secret (VigilConfigReader *reader, const char *group, const char *key)
{
  g_autofree char *path = vigil_config_read_path (reader, group, key, TRUE);
  g_autofree char *problem = NULL;
  char *secret = path != NULL ? vigil_secret_line_load (path, &problem) : NULL;
  if (problem != NULL)
    vigil_config_complain (reader, group, key, "%s", problem);
  return secret;
}

char **
vigil_config_split_list (const char *text)
{
  g_auto (GStrv) list = g_strsplit (text, ";", -1);
  guint n = 0;
  for (guint i = 0; list[i] != NULL; i++) {
    g_strstrip (list[i]);
    if (*list[i] == '\0')
      g_free (list[i]);
    else
      list[n++] = list[i];
  }
  list[n] = NULL;
  return g_steal_pointer (&list);
}

char **
vigil_config_read_list (VigilConfigReader *reader,
                        const char *group,
                        const char *key,
                        gboolean is_required)
{
  g_autofree char *text = vigil_config_read_text (reader, group, key, is_required);
  return vigil_config_split_list (text != NULL ? text : "");
}

/* GKeyFile takes the last of two equal keys and joins two equal groups: a bed would silently be
 * gone. */
void
vigil_config_complain_of_doubles (VigilConfigReader *reader, const char *text)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *group = g_strdup ("");
  for (guint i = 0; lines[i] != NULL; i++) {
    char *line = g_strstrip (lines[i]);
    char *equals = strchr (line, '=');
    if (*line == '[') {
      g_free (group);
      group = g_strndup (line + 1, strcspn (line + 1, "]"));
    } else if (*line != '#' && equals != NULL) {
      g_autofree char *key = g_strchomp (g_strndup (line, (gsize) (equals - line)));
      if (!g_hash_table_add (seen, g_strdup_printf ("%s\n%s", group, key)))
        vigil_config_complain (reader, group, key, "stands twice");
    }
  }
}

static gboolean
is_known_group (const VigilConfigReader *reader, const char *group)
{
  g_autofree char *start = g_strdup_printf ("%s\n", group);
  GHashTableIter iter;
  gpointer name;
  g_hash_table_iter_init (&iter, reader->known);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (g_str_has_prefix (name, start))
      return TRUE;
  return FALSE;
}

/* A misspelt key, or name of a group, would silently be a missing one. */
void
vigil_config_complain_of_unknown (VigilConfigReader *reader)
{
  g_auto (GStrv) groups = g_key_file_get_groups (reader->file, NULL);
  for (guint i = 0; groups[i] != NULL; i++) {
    g_auto (GStrv) keys = g_key_file_get_keys (reader->file, groups[i], NULL, NULL);
    if (keys != NULL && keys[0] != NULL && !is_known_group (reader, groups[i]))
      vigil_config_refuse_group (reader, groups[i], "is not a group of Vigil's");
    for (guint j = 0; keys != NULL && keys[j] != NULL; j++) {
      g_autofree char *name = g_strdup_printf ("%s\n%s", groups[i], keys[j]);
      if (!g_hash_table_contains (reader->known, name))
        vigil_config_complain (reader, groups[i], keys[j], "is not a key of Vigil's");
    }
  }
}
