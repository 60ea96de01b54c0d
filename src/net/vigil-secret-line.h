/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A secret in a file of its own: one line of text, which is never logged. Any thread. */

#include <glib.h>

G_BEGIN_DECLS

/* The line without its end, owned by the caller. NULL: @problem is set, owned by the caller, and
 * names the file. */
char *vigil_secret_line_load (const char *path, char **problem) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
