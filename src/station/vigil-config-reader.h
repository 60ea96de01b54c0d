/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Reads a key file and remembers every problem, each with group, key and reason, so that an
 * engineer mends it in one go; knows what was asked for, so that what nobody asks for is a problem,
 * too. What it returns is owned by the caller; NULL or the fallback stands for what is not there or
 * was complained of. Any one thread. */

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct {
  GKeyFile *file;
  char *directory; /* relative paths start here */
  GPtrArray *problems; /* char * */
  GHashTable *known; /* "group\nkey" that something asked for */
} VigilConfigReader;

void vigil_config_reader_clear (VigilConfigReader *reader);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VigilConfigReader, vigil_config_reader_clear)

/* @key NULL: the group as a whole. */
void vigil_config_complain (VigilConfigReader *reader,
                            const char *group,
                            const char *key,
                            const char *format,
                            ...) G_GNUC_PRINTF (4, 5);
/* @key was complained of: what hangs on it need not be told. */
gboolean
vigil_config_has_problem (const VigilConfigReader *reader, const char *group, const char *key);
/* Complains of @group as a whole, and so not of its keys. */
void vigil_config_refuse_group (VigilConfigReader *reader, const char *group, const char *reason);
/* GKeyFile takes the last of two equal keys and joins two equal groups of @text: a bed would
 * silently be gone. */
void vigil_config_complain_of_doubles (VigilConfigReader *reader, const char *text);
/* A misspelt key, or name of a group, would silently be a missing one. */
void vigil_config_complain_of_unknown (VigilConfigReader *reader);

/* NULL if the key is not there (said, if @is_required) or empty. */
char *vigil_config_read_text (VigilConfigReader *reader,
                              const char *group,
                              const char *key,
                              gboolean is_required);
/* An identity of the contract, which must be there. */
char *vigil_config_read_id (VigilConfigReader *reader, const char *group, const char *key);
/* The words between semicolons. */
char **vigil_config_read_list (VigilConfigReader *reader,
                               const char *group,
                               const char *key,
                               gboolean is_required);
/* The same of a text that has been read. */
char **vigil_config_split_list (const char *text);
/* A whole number from @lo to @hi. FALSE, @value untouched: it is none. */
gboolean vigil_config_parse_uint (const char *text, guint lo, guint hi, guint *value);
guint vigil_config_read_uint (VigilConfigReader *reader,
                              const char *group,
                              const char *key,
                              guint lo,
                              guint hi,
                              guint fallback);
gboolean vigil_config_read_boolean (VigilConfigReader *reader,
                                    const char *group,
                                    const char *key,
                                    gboolean fallback);
/* A readable file; relative names start at the configuration's folder. A secret must not be
 * readable by everybody. */
char *vigil_config_read_path (VigilConfigReader *reader,
                              const char *group,
                              const char *key,
                              gboolean is_secret);
/* The one line of such a file. */
char *vigil_config_read_secret (VigilConfigReader *reader, const char *group, const char *key);

G_END_DECLS
