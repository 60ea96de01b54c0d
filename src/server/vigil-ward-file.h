/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The ward file: which beds a ward has, who lay in them when the server was set up and whose they
 * are. A key file that an administrator writes (its format: data/ward/demo.ward). Read as a whole:
 * all problems are told at once, one per line, each with line number, section and field. Identities
 * are never told in a problem. Immutable afterwards; any thread. */

#include <gio/gio.h>

#include "vigil-encounter.h"

G_BEGIN_DECLS

#define VIGIL_WARD_FILE_ERROR (vigil_ward_file_error_quark ())
GQuark vigil_ward_file_error_quark (void);
typedef enum {
  VIGIL_WARD_FILE_ERROR_READ,
  VIGIL_WARD_FILE_ERROR_INVALID,
} VigilWardFileError;

#define VIGIL_WARD_BEDS_MAX 64
#define VIGIL_WARD_NURSES_MAX 128

typedef struct {
  char bed[VIGIL_ID_MAX + 1];
  char label[24];
  char nurse[8]; /* initials, "" = nobody */
  gboolean is_occupied;
  VigilStay stay; /* if occupied */
} VigilWardFileBed;

/* Who works on the ward: what a station offers for signing in. */
typedef struct {
  char initials[8]; /* as nurse of the beds */
  char name[VIGIL_NAME_SIZE]; /* as shown and as recorded: "N. Okafor"; the initials if not given */
} VigilWardFileNurse;

typedef struct {
  char site[VIGIL_ID_MAX + 1];
  char ward[VIGIL_ID_MAX + 1];
  char name[VIGIL_NAME_SIZE];
  gboolean is_demo;
  GArray *beds; /* VigilWardFileBed, in the order of the file */
  GArray *nurses; /* VigilWardFileNurse, in the order of the file */
} VigilWardFile;

VigilWardFile *vigil_ward_file_load (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
VigilWardFile *vigil_ward_file_parse (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void vigil_ward_file_free (VigilWardFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilWardFile, vigil_ward_file_free)

/* NULL if there is no such bed. */
const VigilWardFileBed *vigil_ward_file_find (const VigilWardFile *file, const char *bed);

G_END_DECLS
