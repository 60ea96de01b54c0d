/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The answer of GET /v1/wards/{site}/{ward}: beds in the ward file's order, who lies in them, who
 * has them, and the latest actions. It holds no time of its own, so that the same ward gives the
 * same bytes and the same ETag. Main thread. */

#include "vigil-database.h"
#include "vigil-ward-file.h"

G_BEGIN_DECLS

/* @since_ms: the oldest receipt of an action to tell. */
char *vigil_snapshot_json_make (VigilDatabase *database,
                                const VigilWardFile *file,
                                gint64 since_ms,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
