/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The command line of vigil-sim, checked as a whole. */

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  /* What: one of them. */
  char *scenario;
  char *record;
  gint load;
  gboolean wants_list;
  /* Where to. */
  char *host;
  gint port;
  char *site, *ward, *bed;
  char *user_prefix, *password_file;
  /* How. */
  gint seed, seconds, batch_ms, dry_run;
  gdouble ecg_hz;
  gboolean is_json, is_storm, wants_gateways, wants_print, is_anonymous;
  char *truth;
  gint horizon_s;
} VigilSimOptions;

/* Parses and checks; what is left out has its usual value. FALSE with @error. */
gboolean
vigil_sim_options_parse (VigilSimOptions *options, int *argc, char ***argv, GError **error);
void vigil_sim_options_clear (VigilSimOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VigilSimOptions, vigil_sim_options_clear)

G_END_DECLS
