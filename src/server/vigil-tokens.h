/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The bearer tokens of the stations. The file has one `station token` a line, # begins a comment
 * line; a station may stand on several lines, so that a token can be replaced without a gap. Read
 * again when it changes; a bad file is refused as a whole and the last good one stays. Tokens are
 * held and compared as SHA-256, in constant time. Main thread. */

#include <gio/gio.h>

G_BEGIN_DECLS

#define VIGIL_TOKENS_ERROR (vigil_tokens_error_quark ())
GQuark vigil_tokens_error_quark (void);
typedef enum {
  VIGIL_TOKENS_ERROR_READ,
  VIGIL_TOKENS_ERROR_INVALID,
} VigilTokensError;

#define VIGIL_TOKEN_MIN 16
#define VIGIL_TOKEN_MAX 256

typedef struct _VigilTokens VigilTokens;

/* @is_private: refuses a file that everybody may read. */
VigilTokens *
vigil_tokens_new (const char *path, gboolean is_private, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void vigil_tokens_free (VigilTokens *tokens);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilTokens, vigil_tokens_free)

/* The station that @authorization ("Bearer …", NULL allowed) belongs to; NULL if none. Lent until
 * the next call. Reads the file again if it changed. */
const char *vigil_tokens_find (VigilTokens *tokens, const char *authorization);

G_END_DECLS
