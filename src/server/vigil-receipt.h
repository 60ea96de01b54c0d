/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the server answers to a row that it keeps, and how it knows that it has it already: the
 * row's id, the hash of its exact bytes and its place in its table. Main thread. */

#include "vigil-database.h"

G_BEGIN_DECLS

/* "0", or the row and the first eight hexadecimal digits of its content's hash: a cursor of another
 * database, or of a row lost in a restored one, is found out. */
#define VIGIL_CURSOR_SIZE 32
#define VIGIL_CURSOR_CHECK 8

typedef enum {
  VIGIL_KEEP_STORED, /* committed now */
  VIGIL_KEEP_AGAIN, /* the same bytes were committed before */
  VIGIL_KEEP_CONFLICT, /* the id is held with other content */
  VIGIL_KEEP_FAILED, /* nothing stored */
} VigilKeep;

typedef struct {
  gint64 received_ms; /* of the first time */
  char cursor[VIGIL_CURSOR_SIZE];
} VigilReceipt;

void vigil_cursor_format (char out[VIGIL_CURSOR_SIZE], gint64 row, const char *hash);
gboolean vigil_cursor_is_valid (const char *cursor);
/* SHA-256 of @body in hexadecimal. */
char *vigil_receipt_hash (GBytes *body) G_GNUC_WARN_UNUSED_RESULT;

/* Looks for @id in @table ("acknowledgements", "changes"): STORED if there is none yet, AGAIN or
 * CONFLICT with @receipt filled, FAILED with @error. */
VigilKeep vigil_receipt_find (VigilDatabase *database,
                              const char *table,
                              const char *id,
                              const char *hash,
                              VigilReceipt *receipt,
                              GError **error);
/* Fills @receipt's cursor for the row inserted last. */
gboolean vigil_receipt_take (VigilDatabase *database,
                             const char *hash,
                             VigilReceipt *receipt,
                             GError **error);

G_END_DECLS
