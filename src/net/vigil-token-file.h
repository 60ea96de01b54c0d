/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The station's bearer token: the one line of a small file, read again when it changes or when
 * the caller says so. The token is never logged. Main thread. */

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _VigilTokenFile VigilTokenFile;
/* The token, owned by the caller. NULL: @problem is set, owned by the caller, and names the file.
 * Any thread. */
char *vigil_token_file_load (const char *path, char **problem) G_GNUC_WARN_UNUSED_RESULT;
/* There is another token than before. */
typedef void (*VigilTokenFunc) (const char *token, gpointer data);

VigilTokenFile *vigil_token_file_new (const char *path,
                                      VigilTokenFunc func,
                                      gpointer data) G_GNUC_WARN_UNUSED_RESULT;
void vigil_token_file_free (VigilTokenFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilTokenFile, vigil_token_file_free)

/* NULL: there is none, see vigil_token_file_get_problem(). Lent until the next reading. */
const char *vigil_token_file_get (VigilTokenFile *file);
/* Why there is none; NULL if there is one. */
const char *vigil_token_file_get_problem (VigilTokenFile *file);
/* Reads now; TRUE if the token is another one. Does not call the function. */
gboolean vigil_token_file_read (VigilTokenFile *file);

G_END_DECLS
