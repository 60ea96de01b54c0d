/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-tokens.h"

#include <string.h>
#include <sys/stat.h>

#include "vigil-types.h"
#include "vigil-watched-file.h"

#define FILE_MAX (256 * 1024)
#define DIGEST_SIZE 32

G_DEFINE_QUARK (vigil - tokens - error - quark, vigil_tokens_error)

typedef struct {
  char station[VIGIL_ID_MAX + 1];
  guint8 digest[DIGEST_SIZE];
} Entry;

struct _VigilTokens {
  char *path;
  gboolean is_private;
  VigilWatchedFile watched;
  GArray *entries;
};

static void
digest_token (const char *token, guint8 digest[DIGEST_SIZE])
{
  gsize size = DIGEST_SIZE;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (checksum, (const guchar *) token, -1);
  g_checksum_get_digest (checksum, digest, &size);
}

static gboolean
token_is_valid (const char *token)
{
  gsize length = strlen (token);
  if (length < VIGIL_TOKEN_MIN || length > VIGIL_TOKEN_MAX)
    return FALSE;
  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isgraph (token[i]))
      return FALSE;
  }
  return TRUE;
}

static gboolean
refuse_line (guint line, const char *reason, GError **error)
{
  g_set_error (error, VIGIL_TOKENS_ERROR, VIGIL_TOKENS_ERROR_INVALID, "line %u: %s", line, reason);
  return FALSE;
}

static gboolean
read_line (char *text, guint line, GArray *entries, GError **error)
{
  Entry entry = { 0 };
  g_strstrip (text);
  if (*text == '\0' || *text == '#')
    return TRUE;
  gsize end = strcspn (text, " \t");
  char *token = text + end;
  if (*token != '\0') {
    *token = '\0';
    token = g_strstrip (token + 1);
  }
  if (!vigil_id_is_valid (text))
    return refuse_line (line, "station: is not 1 to 32 characters of a-z, 0-9 and -", error);
  if (!token_is_valid (token))
    return refuse_line (line, "token: is not 16 to 256 visible ASCII characters", error);
  vigil_text_copy (entry.station, sizeof entry.station, text);
  digest_token (token, entry.digest);
  g_array_append_val (entries, entry);
  return TRUE;
}

static GArray *
read_entries (const char *text, GError **error)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    if (!read_line (lines[i], i + 1, entries, error))
      return NULL;
  }
  if (entries->len == 0) {
    g_set_error (error, VIGIL_TOKENS_ERROR, VIGIL_TOKENS_ERROR_INVALID, "no `station token` line");
    return NULL;
  }
  return g_steal_pointer (&entries);
}

static gboolean
check_mode (VigilTokens *tokens, GError **error)
{
  struct stat found = { 0 };
  if (!tokens->is_private || stat (tokens->path, &found) != 0 || (found.st_mode & S_IRWXO) == 0)
    return TRUE;
  g_set_error (error, VIGIL_TOKENS_ERROR, VIGIL_TOKENS_ERROR_INVALID,
               "mode %04o lets everybody read the tokens; chmod o= it",
               (guint) found.st_mode & 07777);
  return FALSE;
}

static gboolean
load (VigilTokens *tokens, GError **error)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  if (!check_mode (tokens, error) || !g_file_get_contents (tokens->path, &text, &length, error))
    return FALSE;
  if (length > FILE_MAX || strlen (text) != length) {
    g_set_error (error, VIGIL_TOKENS_ERROR, VIGIL_TOKENS_ERROR_INVALID,
                 "is longer than 256 KiB or holds a NUL");
    return FALSE;
  }
  GArray *entries = read_entries (text, error);
  if (entries == NULL)
    return FALSE;
  g_clear_pointer (&tokens->entries, g_array_unref);
  tokens->entries = entries;
  return TRUE;
}

VigilTokens *
vigil_tokens_new (const char *path, gboolean is_private, GError **error)
{
  g_autoptr (VigilTokens) tokens = g_new0 (VigilTokens, 1);
  g_autoptr (GError) problem = NULL;
  tokens->path = g_strdup (path);
  tokens->is_private = is_private;
  vigil_watched_file_changed (&tokens->watched, path);
  if (!load (tokens, &problem)) {
    g_set_error (error, VIGIL_TOKENS_ERROR, VIGIL_TOKENS_ERROR_READ, "token file %s: %s", path,
                 problem->message);
    return NULL;
  }
  return g_steal_pointer (&tokens);
}

void
vigil_tokens_free (VigilTokens *tokens)
{
  if (tokens == NULL)
    return;
  g_clear_pointer (&tokens->entries, g_array_unref);
  g_free (tokens->path);
  g_free (tokens);
}

static void
refresh (VigilTokens *tokens)
{
  g_autoptr (GError) error = NULL;
  if (vigil_watched_file_changed (&tokens->watched, tokens->path) && !load (tokens, &error))
    g_message ("token file %s: %s; the last good one stays", tokens->path, error->message);
}

/* Always the whole length: the time tells nothing of how much was right. */
static gboolean
digests_are_equal (const guint8 *a, const guint8 *b)
{
  volatile guint8 difference = 0;
  for (guint i = 0; i < DIGEST_SIZE; i++)
    difference = (guint8) (difference | (a[i] ^ b[i]));
  return difference == 0;
}

const char *
vigil_tokens_find (VigilTokens *tokens, const char *authorization)
{
  guint8 digest[DIGEST_SIZE];
  const char *station = NULL;
  refresh (tokens);
  if (authorization == NULL || g_ascii_strncasecmp (authorization, "Bearer ", 7) != 0)
    return NULL;
  g_autofree char *token = g_strstrip (g_strdup (authorization + 7));
  if (!token_is_valid (token))
    return NULL;
  digest_token (token, digest);
  for (guint i = 0; i < tokens->entries->len; i++) {
    const Entry *entry = &g_array_index (tokens->entries, Entry, i);
    if (digests_are_equal (entry->digest, digest))
      station = entry->station;
  }
  return station;
}
