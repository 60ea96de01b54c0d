/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A script for a virtual ward: what comes below the line `[script]` of a scenario file. Above it is
 * the simulator's own language (docs/SIMULATOR.md); below `[truth]` is what has to be seen, which
 * is not read here. The words are in tests/virtual/README.md. */

#include <glib.h>

G_BEGIN_DECLS

#define VIRTUAL_WORDS_MAX 16

typedef struct {
  gint64 t_ms; /* −1: it says how the ward is set up */
  guint line;
  guint n_words; /* the verb is the first */
  const char *words[VIRTUAL_WORDS_MAX]; /* of @text; the last has the rest of the line */
  char *text;
} VirtualStep;

typedef struct {
  char *file;
  char *simulator; /* what is above; "" = nothing simulated */
  guint first_line; /* of the script */
  GPtrArray *steps; /* VirtualStep, by time, then by line */
} VirtualScript;

VirtualScript *virtual_script_read (const char *file, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void virtual_script_free (VirtualScript *script);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VirtualScript, virtual_script_free)

/* "75", "1:15", "1:02:03.5" in ms; FALSE: it is none. */
gboolean virtual_script_parse_time (const char *word, gint64 *t_ms);

G_END_DECLS
