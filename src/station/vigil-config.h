/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The admin-owned key file of a station: read once, validated as a whole; every error names group,
 * key and reason. Immutable afterwards; any thread. */

#include <gio/gio.h>

#include "vigil-volume.h"
#include "vigil-ward.h"

G_BEGIN_DECLS

#define VIGIL_CONFIG_ERROR (vigil_config_error_quark ())
GQuark vigil_config_error_quark (void);
typedef enum {
  VIGIL_CONFIG_ERROR_READ,
  VIGIL_CONFIG_ERROR_INVALID,
} VigilConfigError;

#define VIGIL_SECTORS_MAX 16

/* Beds that stand beside each other in the order of the wall, under one name. */
typedef struct {
  char id[VIGIL_ID_MAX + 1];
  char name[24];
  guint first, n_beds; /* by bed index; never empty */
} VigilSector;

typedef struct {
  char *path;
  char *site, *ward, *ward_name, *station, *station_name;
  gboolean is_demo;
  char *broker_host;
  guint broker_port;
  char *broker_user, *broker_password; /* password from its own file */
  char *broker_ca, *broker_cert, *broker_key;
  gboolean allow_plaintext; /* plaintext to anything but loopback; shown on screen */
  gboolean is_plaintext_remote;
  char *server_url; /* NULL = none */
  char *server_token_file, *server_ca, *server_cert, *server_key;
  VigilVolumePlan volume;
  GArray *beds; /* VigilWardBed */
  GArray *sectors; /* VigilSector, in the order of the wall; no bed is in two */
  VigilLimitPresets presets;
  guint silence_high_s;
} VigilConfig;

/* All problems at once: @error's message has one per line. */
VigilConfig *vigil_config_load (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void vigil_config_free (VigilConfig *config);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilConfig, vigil_config_free)

/* The sector of the bed of that index; NULL = none. Lent. */
const VigilSector *vigil_config_find_sector (const VigilConfig *config, guint bed);

G_END_DECLS
