/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The record of acknowledgements: each action once, in the order in which it came. Main thread. */

#include <json-glib/json-glib.h>

#include "vigil-frame.h"
#include "vigil-receipt.h"

G_BEGIN_DECLS

/* Keeps @action, whose exact bytes are @body. When it returns STORED, the row is on disk. @error is
 * set only for FAILED. */
VigilKeep vigil_record_put (VigilDatabase *database,
                            const VigilAction *action,
                            GBytes *body,
                            gint64 now_ms,
                            VigilReceipt *receipt,
                            GError **error);

/* The answer to "rows after @after", at most @limit of them and about 48 KiB. @after: "0" = from
 * the first; NULL or unknown = those received after @since_ms. */
char *vigil_record_list (VigilDatabase *database,
                         const char *after,
                         guint limit,
                         gint64 since_ms,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The latest action by (t, id) of each (bed, key) received after @since_ms, without those that have
 * no bed: an array of objects. */
JsonArray *vigil_record_list_latest (VigilDatabase *database,
                                     gint64 since_ms,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Prints every row to stdout, one JSON object a line. */
gboolean vigil_record_print (VigilDatabase *database, GError **error);

G_END_DECLS
